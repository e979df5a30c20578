import Diagrams
import Foundation
import Networks
import OperationSamples
import Tensors
import Testing

/// The explanation of a number as text, which `explain` prints.
@Suite struct ExplanationTextTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Pictures/Explanations")
  static let keywords = (Catalogue.operations + Catalogue.joins).map { $0.keyword }

  /// Every quantity of an operation at one element, in both modes where they differ.
  private func text(of keyword: String) throws -> String {
    let (sample, index) = try #require(
      try Sample.all.lazy.compactMap { sample in
        try sample.network().graph.nodes.first {
          type(of: $0.operation).keyword == keyword
        }.map { (sample, $0.index) }
      }.first)
    let graph = try sample.network().graph
    let node = graph.nodes[index]
    var sections: [String] = []
    for mode in Mode.allCases {
      let trace = try Trace(graph, RunSettings<Double>(seed: 7, mode: mode))
      for quantity in graph.quantities(of: node) {
        let tensor = try trace.tensor(quantity, of: node)
        let element = tensor.shape.index(at: tensor.elements.count / 2)
        let text = ExplanationTable(
          try trace.explanation(of: quantity, at: node, element: element)
        ).text
        if mode == .inference, sections.contains(where: { $0.hasSuffix(text) }) { continue }
        sections.append("\(sample): \(node.id) \(quantity.name), \(mode.rawValue)\n\n" + text)
      }
    }
    return sections.joined(separator: "\n\n\n") + "\n"
  }

  /// A file that is missing is written and fails, as do all with RECORD=1.
  @Test(arguments: keywords)
  func `of an operation is as kept`(keyword: String) throws {
    let text = try text(of: keyword)
    let url = Self.folder.appendingPathComponent("\(keyword).txt")
    let kept = try? String(contentsOf: url, encoding: .utf8)
    guard let kept, ProcessInfo.processInfo.environment["RECORD"] != "1" else {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded \(keyword).txt")
      return
    }
    #expect(text == kept)
  }

  @Test(arguments: Sample.all, Mode.allCases)
  func `has no command of LaTeX in it, for any quantity`(sample: Sample, mode: Mode) throws {
    let graph = try sample.network().graph
    let trace = try Trace(graph, RunSettings<Double>(seed: 11, mode: mode, batch: 2))
    for node in graph.nodes {
      for quantity in graph.quantities(of: node) + [.outputGradient] {
        let tensor = try trace.tensor(quantity, of: node)
        for offset in [0, tensor.elements.count / 2, tensor.elements.count - 1] {
          let table = ExplanationTable(
            try trace.explanation(
              of: quantity, at: node, element: tensor.shape.index(at: offset)))
          #expect(!table.text.contains("\\"), "\(table.text)")
          #expect(try !table.json().replacing("\\/", with: "/").contains("\\"))
        }
      }
    }
  }
}
