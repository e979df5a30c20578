/// What shows grids and reports events: the terminal, or what stands in for it.
public protocol Display: ~Copyable {
  /// What views draw on: its size as it is now, its colours and its characters.
  var screen: Screen { get }
  func show(_ grid: Grid)
  /// Sends the whole of the next grid, whatever is believed to be shown.
  func repaint()
  /// Has clicks and the wheel reported as events, or not.
  func reportMouse(_ isReported: Bool)
  /// Waits for an event, at most for `limit`; nil if there was none in that time.
  func nextEvent(within limit: Duration?) -> Event?
}

/// A display that nobody looks at: for the screen that the explorer would show.
public struct OffscreenDisplay: Display {
  public let screen: Screen

  public init(_ screen: Screen) { self.screen = screen }

  public func show(_ grid: Grid) {}
  public func repaint() {}
  public func reportMouse(_ isReported: Bool) {}
  public func nextEvent(within limit: Duration?) -> Event? { nil }
}
