import Networks
import Tensors
import Testing

/// Every block of the library, all gradients of all its tensors, against central differences.
@Suite struct LibraryGradientTests {
  /// Multiply-adds that the comparisons of one block may take.
  private static let work = 1_000_000_000

  static let names = ((try? BlockLibrary.all().names) ?? []).sorted()

  @Test(arguments: names)
  func `away from kinks the largest error is below 1e-7`(name: String) throws {
    let library = try BlockLibrary.all()
    let definition = try #require(library.definition(named: name))
    // a whole network states its input; it is checked along one direction elsewhere
    if case .input? = definition.steps.steps.first { return }
    let needed = definition.parameters.filter { $0.standard == nil }.count
    let arguments = [4, 16].map { String(repeating: " \($0)", count: needed) }
    // blocks that drop squares of 7×7 need larger maps
    let attempts = [5, 8].flatMap { side in arguments.map { (name + $0, Shape(side, side, 16)) } }
    let fitting = attempts.lazy.compactMap { try? Network($0.0, library: library, on: $0.1) }.first
    let network = try fitting ?? Network(name, library: library)
    let cost = network.graph.nodes.reduce(0) { $0 + $1.multiplyAdds } + 1
    let tensors = network.graph.nodes.reduce(1) { $0 + $1.parameters.count }
    let limit = min(128, Self.work / (cost * 4 * tensors * 20))
    guard limit > 0 else { return }
    let check = try GradientCheck(network.graph, RunSettings(seed: 7, batch: 2), limit: limit)
    #expect(check.checked > 0 && (check.worst?.error ?? 0) < 1e-7, "\(network.line): \(check)")
  }
}
