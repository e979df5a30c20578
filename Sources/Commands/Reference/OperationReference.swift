import Diagrams
import Networks
import Tensors
import Views

/// The operations of the catalogue, each tried in a small block of its own.
///
/// Nothing here is written down: the sample comes from the spelling, sizes and formula from fitting
/// it, and a default is the value that an operation leaves out when it is printed.
enum OperationReference {
  static func entries() throws -> [ReferenceEntry] {
    try (Catalogue.operations + Catalogue.joins).map(entry)
  }

  /// A block with the operation in it that fits some input.
  struct Sample {
    let source: String
    let network: Network
    let node: Node

    init?(_ type: any Operation.Type, with option: String = "") {
      let keyword = type.keyword
      let isJoin = Catalogue.joins.contains { $0.keyword == keyword }
      let sources =
        isJoin
        ? ["identity | conv 3x3 16", "identity | globalpool, dense 16, sigmoid"].reversed()
          .map { "\(keyword) { \($0) }" }
        : [
          ([keyword] + OperationReference.required(type.spelling) + [option])
            .filter { !$0.isEmpty }.joined(separator: " ")
        ]
      for source in sources {
        for input in [Shape(8, 8, 16), Shape(8, 8, 2), Shape(16), Shape(1)] {
          guard let network = try? Network(source, on: input),
            let node = network.graph.nodes.last(where: {
              Swift.type(of: $0.operation).keyword == keyword
            })
          else { continue }
          (self.source, self.network, self.node) = (source, network, node)
          return
        }
      }
      return nil
    }

    var sizes: String { "\(network.input) → \(node.shape)" }
  }

  private static func entry(of type: any Operation.Type) throws -> ReferenceEntry {
    guard let sample = Sample(type) else {
      throw Failure("No block was found that shows ‘\(type.keyword)’.")
    }
    let site = sample.network.graph.site(of: sample.node.index)
    let formula = try Formula(sample.node.operation.equation(at: site)).line()
    var facts = [("sample", sample.source), ("sizes", sample.sizes)]
    if let strided = Sample(type, with: "stride: 2"), strided.node.shape != sample.node.shape {
      facts.append(("stride: 2", strided.sizes))
    }
    let notes = [formula.ranges].filter { !$0.isEmpty }
    facts.append(("formula", ([formula.text] + notes).joined(separator: "   ")))
    facts.append(("does", sample.node.operation.sentence(at: site).long))
    for argument in type.spelling.positional {
      facts.append((argument.name, argument.kind.expectation + ", required"))
    }
    for argument in type.spelling.labelled {
      let standard =
        argument.isRequired
        ? ", required" : standard(of: argument, of: type).map { ", default \($0)" } ?? ", optional"
      facts.append(("\(argument.name):", argument.kind.expectation + standard))
    }
    for flag in type.spelling.flags { facts.append((flag, "a word that may be added")) }
    return ReferenceEntry(type.keyword, facts)
  }

  /// The arguments without which the operation cannot be read.
  static func required(_ spelling: Spelling) -> [String] {
    spelling.positional.map { value(of: $0.kind) }
      + spelling.labelled.filter(\.isRequired).map { "\($0.name): \(value(of: $0.kind))" }
  }

  private static func value(of kind: Spelling.Kind) -> String {
    switch kind {
    case .count: "4"
    case .natural: "0"
    case .number: "0.9"
    case .square: "3x3"
    case .paddings(let words): words.first ?? "0"
    }
  }

  /// The value that is left out when the operation is printed.
  static func standard(
    of argument: Spelling.Argument, of type: any Operation.Type
  ) -> String? {
    guard let plain = Sample(type)?.node.operation.arguments else { return nil }
    let numbers = ["0", "1", "2", "0.01", "0.1", "0.2", "0.25", "0.3", "0.5", "0.9", "0.99"]
    let candidates: [String] =
      switch argument.kind {
      case .count, .natural: (0...8).map(String.init) + ["16", "32"]
      case .number: numbers + ["1e-3", "1e-4", "1e-5", "1e-6"]
      case .square: (1...7).map(String.init)
      case .paddings(let words): words + ["0", "1"]
      }
    return candidates.first { value in
      Sample(type, with: "\(argument.name): \(value)")?.node.operation.arguments == plain
    }
  }
}
