/// What the student pressed.
public enum Key: Hashable, Sendable {
  /// A printable character, capitals included.
  case character(Character)
  /// A letter with the control key held: `control("l")`.
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
}

/// What reaches the explorer from outside: keys, and a terminal that changes its size.
public enum Event: Hashable, Sendable {
  case key(Key)
  case resize(Size)
}
