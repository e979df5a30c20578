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
    let network =
      try [4, 16].lazy.compactMap { size in
        try? Network(
          name + String(repeating: " \(size)", count: needed), library: library, on: Shape(5, 5, 16)
        )
      }.first ?? Network(name, library: library)
    let cost = network.graph.nodes.reduce(0) { $0 + $1.multiplyAdds } + 1
    let tensors = network.graph.nodes.reduce(1) { $0 + $1.parameters.count }
    let limit = min(128, Self.work / (cost * 4 * tensors * 20))
    guard limit > 0 else { return }
    let check = try GradientCheck(network.graph, RunSettings(seed: 7, batch: 2), limit: limit)
    #expect(check.checked > 0 && (check.worst?.error ?? 0) < 1e-7, "\(network.line): \(check)")
  }
}
