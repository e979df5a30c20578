import CTerminal
import Screens

extension Event {
  /// What the terminal reports; nil if it was nothing.
  init?(_ event: terminal_event, size: Size) {
    let position = Position(Int(event.column), Int(event.row))
    switch event.kind {
    case terminal_deadly: self = .end
    case terminal_resize: self = .resize(size)
    case terminal_click: self = .mouse(.click(position))
    case terminal_wheel_up: self = .mouse(.wheelUp(position))
    case terminal_wheel_down: self = .mouse(.wheelDown(position))
    default:
      guard let key = Key(event) else { return nil }
      self = .key(key)
    }
  }
}

extension Key {
  /// The key of an event; nil if it was none.
  init?(_ event: terminal_event) {
    switch event.kind {
    case terminal_character:
      guard let scalar = Unicode.Scalar(event.scalar) else { return nil }
      self = .character(Character(scalar))
    case terminal_control:
      guard let scalar = Unicode.Scalar(event.scalar) else { return nil }
      self = .control(Character(scalar))
    case terminal_enter: self = .enter
    case terminal_escape: self = .escape
    case terminal_tab: self = .tab
    case terminal_back_tab: self = .backTab
    case terminal_backspace: self = .backspace
    case terminal_delete: self = .delete
    case terminal_up: self = .up
    case terminal_down: self = .down
    case terminal_left: self = .left
    case terminal_right: self = .right
    case terminal_home: self = .home
    case terminal_end: self = .end
    case terminal_page_up: self = .pageUp
    case terminal_page_down: self = .pageDown
    default: return nil
    }
  }
}
