import Views

/// Where the explorer opens.
public enum SessionStart: Sendable {
  /// The table of contents.
  case home
  /// A view that needs nothing from outside.
  case view(Entrance)
  /// What comes of a request.
  case answer(to: WorkshopRequest)
}
