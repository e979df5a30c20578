import Screens
import Views

/// Where the explorer opens.
public enum SessionStart: Sendable {
  /// The table of contents.
  case home
  /// A view that needs nothing from outside.
  case view(Entrance)
  /// What comes of a request.
  case answer(to: WorkshopRequest)
  /// A place, and keys that are pressed there at once.
  indirect case pressed(SessionStart, keys: [Key])

  /// The place, after some keys.
  public func pressing(_ keys: [Key]) -> SessionStart {
    keys.isEmpty ? self : .pressed(self, keys: keys)
  }
}
