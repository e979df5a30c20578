/// What the student pressed.
public enum Key: Hashable, Sendable {
  /// A printable character, capitals included.
  case character(Character)
  /// A letter with the control key held: `control("l")`.
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
}

/// What the student did with the mouse, and on which cell.
public enum Mouse: Hashable, Sendable {
  case click(Position)
  case wheelUp(Position)
  case wheelDown(Position)
}

/// What reaches the explorer from outside: keys, the mouse, and a terminal that changes its size.
public enum Event: Hashable, Sendable {
  /// The program is to end now: its window was closed, or somebody told it so by a signal.
  case end
  case key(Key)
  case mouse(Mouse)
  case resize(Size)
}
