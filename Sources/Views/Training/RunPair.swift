import Networks
import Training

/// A run, and perhaps another beside it on the same batches, both at the same step.
struct RunPair: Sendable {
  private(set) var main: any ObservedRun
  private(set) var other: (any ObservedRun)?

  init(_ main: any ObservedRun, beside other: (any ObservedRun)? = nil) {
    self.main = main
    self.other = other
  }

  /// Why an update could not be made.
  struct Trouble: Error, Hashable, Sendable, CustomStringConvertible {
    let description: String
  }

  var all: [any ObservedRun] { [main] + (other.map { [$0] } ?? []) }
  var step: Int { main.step }
  var length: Int { main.length }
  var furthest: Int { main.furthest }
  var isFinished: Bool { main.isFinished }
  /// The run of a letter: the first is `a`, the one beside it `b`.
  func run(_ isSecond: Bool) -> any ObservedRun { isSecond ? other ?? main : main }

  /// Makes the next update of both, or of neither.
  mutating func advance() throws(Trouble) {
    let step = main.step
    do {
      try main.advance()
      try other?.advance()
    } catch {
      let isSecond = main.step > step
      // this way has been gone: to go back along it cannot fail
      try? main.go(to: step)
      throw Trouble(description: (other == nil ? "" : isSecond ? "b: " : "a: ") + "\(error)")
    }
  }

  /// Goes back exactly, or on to what was reached before; beyond that it takes `advance`.
  mutating func goBack(to step: Int) throws {
    try main.go(to: step)
    try other?.go(to: step)
  }

  mutating func turn(_ knob: RecipeKnob, to value: Double) throws {
    try main.turn(knob, to: value)
    // an optimizer without the knob was refused before
    try other?.turn(knob, to: value)
  }

  /// Both from the start, from another seed.
  func reseeded(_ seed: UInt64) throws -> RunPair {
    RunPair(try main.reseeded(seed), beside: try other?.reseeded(seed))
  }

  /// The first run and another network beside it, which catches up with it.
  func compared(with network: Network) throws -> RunPair {
    var other = try main.beside(network)
    for turn in main.turns {
      try other.go(to: turn.step)
      try other.turn(turn.knob, to: turn.value)
    }
    try other.go(to: main.step)
    return RunPair(main, beside: other)
  }

  /// The first run alone.
  var alone: RunPair { RunPair(main) }
}
