import Screens

/// The view that is shown, asked for what only some views can do.
extension ViewStack {
  var showsClock: Bool { (shown as? any ClockView)?.showsClock == true }
  var orders: [NamedCommand] { (shown as? any NamedCommandView)?.orders ?? [] }
  var places: [CommandPalette.Entry] { (shown as? any SearchableView)?.places ?? [] }
  var newsRequest: WorkshopRequest? { (shown as? any SharedView)?.newsRequest }

  func noticeEnd(in screen: Screen) -> Int {
    (shown as? any NoticeView)?.noticeEnd(in: screen) ?? screen.size.height - 1
  }

  /// The command line that opens the place that is shown.
  func address() throws(Failure) -> Address {
    guard let view = shown as? any AddressedView else {
      throw Failure("This place has no address: no command line opens it.")
    }
    return try view.address()
  }

  mutating func type(_ key: Key, in screen: Screen) -> [Effect]? {
    guard var view = shown as? any TypingView else { return nil }
    defer { shown = view }
    return view.type(key, in: screen)
  }

  mutating func click(at position: Position, in screen: Screen) -> [Effect] {
    guard var view = shown as? any ClickableView else { return [] }
    defer { shown = view }
    return view.click(at: position, in: screen)
  }

  mutating func carryOut(
    _ order: String, _ argument: String, in screen: Screen
  ) throws(Failure) -> [Effect]? {
    guard var view = shown as? any NamedCommandView else { return nil }
    defer { shown = view }
    return try view.carryOut(order, argument, in: screen)
  }

  mutating func closeLevel() -> Bool {
    guard var view = shown as? any LevelledView else { return false }
    defer { shown = view }
    return view.closeLevel()
  }

  /// Sets the clock of the view that is shown.
  mutating func tick(_ now: Int) {
    guard var view = shown as? any ClockView else { return }
    view.tick(now)
    shown = view
  }
}
