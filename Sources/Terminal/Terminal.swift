import CTerminal
import LibC
import Screens

/// The terminal in full screen: shows grids and reads keys until it goes out of scope.
///
/// It is opened once in a process. Whichever way the program ends, by a return, a signal or a
/// crash, the terminal is left as it was found.
public struct Terminal: Display, ~Copyable {
  private let glyphs: GlyphTier
  /// Whether a colour's number is its red, green and blue; but for the first eight.
  private let isDirect: Bool
  private let canvas: Canvas

  /// What is on the screen, and in which colours: they change when the terminal names its own.
  private final class Canvas {
    var theme: Theme
    var grid: Grid?

    init(_ theme: Theme) { self.theme = theme }
  }

  /// Enters the full screen; where the background is not known the terminal is asked for it.
  public init(
    colors: ColorPreference = .auto, glyphs: GlyphPreference = .auto,
    background: Background = .unknown, brackets: BracketPreference = .auto
  ) throws(TerminalError) {
    switch terminal_open() {
    case terminal_opened: break
    case terminal_absent: throw .absent
    default: throw .unknown(Self.variable("TERM") ?? "")
    }
    let promised = Int(terminal_colors())
    let depth = colors.depth(
      promised: promised, isExact: terminal_is_exact(), environment: Self.variable)
    let given = background == .unknown ? Background(environment: Self.variable) : background
    canvas = Canvas(Theme(depth, on: given))
    isDirect = promised > 256
    self.glyphs = glyphs.tier(isUTF8: terminal_is_utf8())
    if depth > .none {
      terminal_start_colors()
      redefine()
      if background == .unknown, BracketPreference.isModern(Self.variable("TERM") ?? "") {
        terminal_ask_background()
      }
    }
    terminal_bracket_frames(brackets.choice(on: Self.variable("TERM") ?? ""))
  }

  /// Makes the terminal's palette hold the colours of the theme, where it has only a palette.
  private func redefine() {
    guard canvas.theme.colors == .direct, !isDirect else { return }
    for color in canvas.theme.redefined {
      terminal_redefine(Int32(color.number), UInt32(color.rgb))
    }
  }

  /// Takes the colours that go with what the terminal says of itself.
  private func adopt(_ background: Background) {
    guard canvas.theme.ramp.background != background else { return }
    canvas.theme = Theme(canvas.theme.colors, on: background)
    redefine()
    if let grid = canvas.grid { show(grid) }
  }

  /// Whether there is a terminal at both ends that can be expected to move its cursor.
  public static var isAvailable: Bool {
    isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && variable("TERM") != "dumb"
  }

  deinit {
    terminal_close()
    terminal_die()
  }

  /// Leaves the full screen.
  public consuming func close() {}

  /// What views draw on: its size as it is now, its colours and its characters.
  public var screen: Screen {
    let size = Size(Int(terminal_columns()), Int(terminal_rows()))
    return Screen(size, colors: canvas.theme.colors, glyphs: glyphs)
  }

  /// Shows a grid, sending only what has changed since the last one.
  public func show(_ grid: Grid) {
    canvas.grid = grid
    let (grid, theme) = (grid.inGlyphs(of: glyphs), canvas.theme)
    var style = Style.text
    var look = theme.look(of: style)
    let cells = grid.cells.map { cell in
      // neighbours mostly look alike
      if cell.style != style {
        style = cell.style
        look = theme.look(of: style)
      }
      return terminal_cell(cell.glyph, look, isDirect: isDirect)
    }
    terminal_draw(
      cells, Int32(grid.size.width),
      Int32(grid.size.height),
      Int32(grid.cursor?.column ?? -1), Int32(grid.cursor?.row ?? -1))
  }

  /// Sends the whole of the next grid, for a screen that something else has written on.
  public func repaint() { terminal_repaint() }

  /// Waits for a key, the mouse or a resize, at most for `limit`; nil if the time is up or `wake`
  /// was called.
  ///
  /// Ctrl-C and other signals that end a program are the event `end`; it ends by the signal as soon
  /// as the terminal is closed, and at once with a second signal.
  public func nextEvent(within limit: Duration? = nil) -> Event? {
    let end = limit.map { ContinuousClock.now + $0 }
    while true {
      let left = end.map { max($0 - .now, .zero) }
      let event = terminal_wait(left?.milliseconds ?? -1)
      guard event.kind == terminal_background else { return Event(event, size: screen.size) }
      adopt(.known(Int(event.scalar)))
    }
  }

  /// Has clicks and the wheel reported as events; while off, the terminal selects text with them.
  public func reportMouse(_ isReported: Bool) { terminal_report_mouse(isReported) }

  /// Ends the wait of `nextEvent` from any thread, for a computation that has come to its end.
  public static func wake() { terminal_wake() }

  /// Does something on a thread of its own such that a stack that overflows there still leaves
  /// the terminal as it was found.
  public static func guardingStack(_ deed: () -> Void) {
    let stack = UnsafeMutableRawPointer.allocate(byteCount: crashStackSize, alignment: 16)
    terminal_crash_on(stack, crashStackSize)
    deed()
    terminal_crash_on(nil, 0)
    stack.deallocate()
  }

  private static let crashStackSize = 65536

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

extension Duration {
  /// Whole milliseconds, at least one for anything above zero.
  fileprivate var milliseconds: Int32 {
    Int32(min(max((self / .milliseconds(1)).rounded(.up), 0), Double(Int32.max)))
  }
}
