/// What a view asks for that lies beyond its own state.
enum Effect: Sendable {
  /// Show another view over this one.
  case go(Destination)
  /// Close this view.
  case close
  /// Say a sentence until the next key.
  case say(String)
  /// Begin a computation for this view, in place of the one that runs for it.
  case start(Job)
  /// End the computation that runs for this view.
  case stop
  case terminal(TerminalRequest)
  case ask(WorkshopRequest, Urgency = .atOnce)
}

/// A view that the explorer opens without asking anybody.
enum Destination: Sendable {
  case view(Entrance)
  /// The list of networks.
  case networks
  /// The list of experiments.
  case experiments
}
