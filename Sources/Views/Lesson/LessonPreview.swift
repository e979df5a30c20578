import Lessons
import Networks

extension Lesson {
  /// The walk into its first live block, if it has one.
  public var firstWalk: WalkRequest? {
    directives.lazy.compactMap { WalkRequest($0, of: front.number) }.first
  }

  /// Its first live block, fitted on its own definitions and those of a library.
  public func preview(library: Library) -> Network? {
    guard let walk = firstWalk else { return nil }
    let own = (try? self.library(over: library)) ?? library
    return try? Network(walk.notation, library: own, on: walk.input)
  }
}
