/// Why the full screen could not be opened; a program ends with exit code 2 for it.
public enum TerminalError: Error, Hashable, CustomStringConvertible {
  /// Standard input or output is a file or a pipe.
  case absent
  /// The value of `TERM` names nothing that can be drawn on.
  case unknown(String)

  public var description: String {
    switch self {
    case .absent:
      "The explorer needs a terminal for input and output, and here is none."
    case .unknown(""):
      "TERM is not set, so it is unknown how to draw on this terminal."
    case .unknown(let name):
      "TERM is ‘\(name)’, which is no terminal that can be drawn on; try TERM=xterm-256color."
    }
  }
}
