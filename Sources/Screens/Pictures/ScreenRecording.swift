/// Screens one after the other as a recording that `asciinema play` shows (asciicast v2).
public struct ScreenRecording {
  public let text: String

  /// Shows each screen for so many seconds; all have the size of the first.
  public init(_ grids: [Grid], _ theme: Theme, secondsEach: Double = 1) {
    let size = grids.first?.size ?? Size(80, 24)
    let head = "{\"version\": 2, \"width\": \(size.width), \"height\": \(size.height)}"
    let events = grids.enumerated().map { index, grid in
      let frame = ColoredText(grid, theme).text.split(
        separator: "\n", omittingEmptySubsequences: false)
      let data = "\u{1B}[H" + frame.joined(separator: "\r\n")
      return "[\(Double(index) * secondsEach), \"o\", \"\(Self.escaped(data))\"]"
    }
    text = ([head] + events).joined(separator: "\n") + "\n"
  }

  /// A text within the quotes of JSON.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\u{1B}": result += "\\u001b"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
