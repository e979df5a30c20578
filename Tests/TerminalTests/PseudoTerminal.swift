import CPseudoTerminal
import Foundation
import Screens
import Testing

/// A program on a terminal of its own, with a real emulator to read what it sends.
///
/// Nothing here sleeps and hopes: a test waits until something is so, at most for a time.
struct PseudoTerminal {
  private let terminal: OpaquePointer

  /// Runs a program for as long as `body` lasts.
  static func run(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    size: Size = Size(80, 24), blocksSignals: Bool = false,
    _ body: (PseudoTerminal) throws -> Void
  ) throws {
    let variables = Self.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
    let terminal = withCStrings([program] + arguments) { arguments in
      withCStrings(variables) { variables in
        pseudo_terminal_open(
          program, arguments, variables, Int32(size.width), Int32(size.height), blocksSignals)
      }
    }
    let pseudoTerminal = PseudoTerminal(terminal: try #require(terminal))
    defer { pseudo_terminal_free(pseudoTerminal.terminal) }
    try body(pseudoTerminal)
  }

  private init(terminal: OpaquePointer) { self.terminal = terminal }

  /// What a program is started with unless the test says otherwise; nothing of the tester's own.
  private static let environment = [
    "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
    "HOME": NSTemporaryDirectory(),
  ]

  /// Waits until the program is at rest and something is so of the terminal; false if the time is
  /// up before.
  ///
  /// While the program runs, a frame may be half drawn.
  @discardableResult
  func wait(
    within limit: Duration = .seconds(20), until condition: () -> Bool
  ) -> Bool {
    let end = ContinuousClock.now + limit
    while true {
      let isAtRest = pseudo_terminal_is_at_rest(terminal)
      if !pseudo_terminal_read(terminal, 10), isAtRest, condition() { return true }
      if ContinuousClock.now > end { return false }
    }
  }

  /// Waits until the program has ended and all that it sent has been read.
  func waitForEnd() -> Bool {
    wait { hasEnded }
    while pseudo_terminal_read(terminal, 20) {}
    return hasEnded
  }

  /// Waits until the screen shows some words.
  @discardableResult
  func wait(for words: String) -> Bool { wait { text.contains(words) } }

  /// Everything that the program has sent.
  var bytes: [UInt8] {
    Array(
      UnsafeBufferPointer(
        start: pseudo_terminal_bytes(terminal), count: pseudo_terminal_count(terminal)))
  }

  func type(_ text: String) { type(Array(text.utf8)) }
  func type(_ bytes: [UInt8]) { pseudo_terminal_write(terminal, bytes, bytes.count) }
  func resize(to size: Size) {
    pseudo_terminal_resize(terminal, Int32(size.width), Int32(size.height))
  }
  func send(_ signal: Int32) { pseudo_terminal_signal(terminal, signal) }
  /// To whatever the shell that was started has put in the foreground.
  func sendForeground(_ signal: Int32) { pseudo_terminal_signal_foreground(terminal, signal) }
  /// Writes on the screen as another program would that shares the terminal.
  func scribble(_ text: String) {
    pseudo_terminal_scribble(terminal, Array(text.utf8), text.utf8.count)
  }
  var program: Int32 { pseudo_terminal_program(terminal) }
  func hangUp() { pseudo_terminal_hang_up(terminal) }

  /// Whether something that was typed has not reached the program yet.
  var hasUnreadKeys: Bool { pseudo_terminal_has_unread_keys(terminal) }

  var hasEnded: Bool { pseudo_terminal_has_ended(terminal) }
  /// The code with which the program ended; nil after a signal.
  var exitCode: Int? {
    let code = Int(pseudo_terminal_exit_code(terminal))
    return hasEnded && code >= 0 ? code : nil
  }
  /// The signal by which the program ended.
  var death: Int32? {
    let signal = pseudo_terminal_death(terminal)
    return hasEnded && signal > 0 ? signal : nil
  }

  var size: Size {
    Size(Int(pseudo_terminal_columns(terminal)), Int(pseudo_terminal_rows(terminal)))
  }
  subscript(column: Int, row: Int) -> pseudo_terminal_cell {
    pseudo_terminal_at(terminal, Int32(column), Int32(row))
  }
  var lines: [String] {
    (0..<size.height).map { row in
      var line = String.UnicodeScalarView()
      for column in 0..<size.width {
        line.append(Unicode.Scalar(self[column, row].scalar) ?? "\u{FFFD}")
      }
      return String(line)
    }
  }
  var text: String { lines.joined(separator: "\n") }

  var cursor: Position {
    Position(
      Int(pseudo_terminal_cursor_column(terminal)), Int(pseudo_terminal_cursor_row(terminal)))
  }
  var showsCursor: Bool { pseudo_terminal_shows_cursor(terminal) }
  var isFullScreen: Bool { pseudo_terminal_is_alternate(terminal) }
  /// Whether the settings of the line are those from before the program.
  var isAsFound: Bool { pseudo_terminal_is_as_found(terminal) }
}

/// Calls `body` with strings as C takes a list of them: pointers, the last of them null.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { copies.forEach { free($0) } }
  return body(copies + [nil])
}
