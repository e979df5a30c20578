import Screens

/// A view where letters may be text, or digits choose.
protocol TypingView: View {
  /// What a key does here; nothing where it is a command.
  mutating func type(_ key: Key, in screen: Screen) -> [Effect]?
}

/// A view whose parts can be clicked.
protocol ClickableView: View {
  /// What a click on a cell does: chooses what stands there, and opens what was chosen before.
  mutating func click(at position: Position, in screen: Screen) -> [Effect]
}

/// A view that understands commands by name besides its keys.
protocol NamedCommandView: View {
  var orders: [NamedCommand] { get }
  /// Carries one of them out, or says in a sentence why not; nothing where it is not its own.
  mutating func carryOut(
    _ order: String, _ argument: String, in screen: Screen
  ) throws(Failure) -> [Effect]?
}

/// A view with places that `/` finds.
protocol SearchableView: View {
  var places: [CommandPalette.Entry] { get }
}

/// A view with levels, which are closed one by one before the view is.
protocol LevelledView: View {
  /// Closes the innermost level; false where none is open and the view itself is to close.
  mutating func closeLevel() -> Bool
}

/// A view that asks for something as soon as it is open.
protocol OpeningView: View {
  var openings: [Effect] { get }
}

/// A view of which something is kept when it is closed.
protocol ClosingView: View {
  var farewell: [Effect] { get }
}

/// A view that a command line opens where one is.
protocol AddressedView: View {
  /// The command line; throws why there is none.
  func address() throws(Failure) -> Address
}

/// A view that a job runs for.
protocol JobView: View {
  /// What the job has come to.
  mutating func receive(_ news: News)
}

/// A view that shows what came of a request that it made, instead of a new view.
protocol OutcomeView: View {
  /// Takes what came of a request; false where it is not this view's.
  mutating func take(_ outcome: Outcome) -> Bool
}

/// A view that a notice must not cover to the last row.
protocol NoticeView: View {
  /// The row above which a notice may cover the view.
  func noticeEnd(in screen: Screen) -> Int
}

/// A view that shows a clock, which the program has to set.
protocol ClockView: View {
  var showsClock: Bool { get }
  /// Takes the time, in seconds since 1970.
  mutating func tick(_ now: Int)
}

/// A view in which something is typed or changed that is to be kept by itself.
protocol KeepingView: View {
  /// What has changed since this was last asked; asked before each frame.
  ///
  /// With `all` it is the last time, and what may wait is kept too.
  mutating func takeChanges(all: Bool) -> [WorkshopRequest]
}

/// A view of something that other windows may change.
protocol SharedView: View {
  /// What tells whether they have; nothing while nobody can.
  var newsRequest: WorkshopRequest? { get }
}
