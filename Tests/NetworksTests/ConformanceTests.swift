import Diagrams
import OperationSamples
import Tensors
import Testing

@testable import Networks

/// What every operation owes: a source that reads as itself, words, and true gradients.
@Suite struct ConformanceTests {
  @Test(arguments: Catalogue.operations.map { $0.keyword } + Catalogue.joins.map { $0.keyword })
  func `every operation has a sample`(_ keyword: String) throws {
    let used = try Sample.all.flatMap {
      try $0.network().graph.nodes.map { type(of: $0.operation).keyword }
    }
    #expect(used.contains(keyword))
  }

  @Test func `one sample forks`() throws {
    #expect(try Sample.all[0].network().graph.isFork(0))
  }

  @Test(arguments: Sample.all) func `the source of an operation reads as itself`(
    _ sample: Sample
  ) throws {
    for node in try sample.network().graph.nodes where node.inputs.count == 1 {
      let input = try sample.network().graph.nodes[node.inputs[0]].shape
      let again = try Network(node.operation.source, on: input).graph.output.operation
      #expect(again.source == node.operation.source)
      #expect(again.caption == node.operation.caption)
    }
  }

  @Test(arguments: Sample.all, Mode.allCases)
  func `gradients agree with central differences to 1e-7`(
    _ sample: Sample, _ mode: Mode
  ) throws {
    let graph = try sample.network().graph
    let trace = try Trace(graph, RunSettings<Double>(seed: 7, mode: mode, batch: 2))
    for node in graph.nodes {
      for quantity in graph.quantities(of: node) + [.outputGradient] where quantity.isGradient {
        let gradient = try trace.tensor(quantity, of: node)
        let differences = try (0..<gradient.elements.count).map {
          try trace.centralDifference(
            of: quantity, at: node, element: gradient.shape.index(at: $0))
        }.filter { !$0.crossesKink }
        let error = differences.map(\.error).max() ?? .infinity
        #expect(error < 1e-7 * trace.unit(of: gradient), "\(node.id) \(quantity.name)")
      }
    }
  }

  @Test(arguments: Sample.all) func `captions have one line of plain width`(
    _ sample: Sample
  ) throws {
    for node in try sample.network().graph.nodes {
      for caption in [node.operation.caption, node.operation.shortCaption] {
        #expect(!caption.isEmpty)
        #expect(caption.unicodeScalars.allSatisfy { Self.hasPlainWidth($0) }, "\(caption)")
      }
    }
  }

  @Test(arguments: Sample.all, Mode.allCases)
  func `words fit their lines and end with a full stop`(_ sample: Sample, _ mode: Mode) throws {
    let graph = try sample.network().graph
    for node in graph.nodes {
      for images in [1, 32] {
        let site = graph.site(of: node.index, mode: mode, images: images)
        for sentence in [
          node.operation.sentence(at: site), node.operation.gradientSentence(at: site),
        ] {
          try Self.expect(sentence)
        }
        for equation in [
          node.operation.equation(at: site), node.operation.gradientEquation(at: site),
        ] {
          #expect(!equation.isEmpty)
          #expect(throws: Never.self, "\(equation)") { try Formula(equation) }
        }
      }
    }
  }

  static func expect(_ sentence: Sentence) throws {
    #expect(sentence.long.count <= 116, "\(sentence.long)")
    #expect(sentence.short.count <= 76, "\(sentence.short)")
    for text in [sentence.long, sentence.short] {
      #expect(text.hasSuffix(".") && !text.contains("!"), "\(text)")
      #expect(text.first?.isUppercase == true, "\(text)")
      #expect(text.unicodeScalars.allSatisfy { hasPlainWidth($0) }, "\(text)")
    }
  }

  static func hasPlainWidth(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x17F, 0x2010...0x2027, 0x2190...0x23FF: true
    default: "×·−′ΣσγεL∂½".unicodeScalars.contains(scalar)
    }
  }
}
