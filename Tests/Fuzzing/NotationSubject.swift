import Diagrams
import Foundation
import Networks
import Screens
import Tensors

extension Subject {
  /// Texts of the notation: read, printed and read again, fitted, counted; small ones are drawn
  /// and run.
  public static let notation = Subject(
    name: "notation", samples: notations.map { Array($0.utf8) }, words: notationWords
  ) { bytes in
    try readNotation(String(decoding: bytes, as: UTF8.self), isChosen(bytes, oneIn: 8))
  }

  /// Each definition of the library, with some texts that call them.
  private static let notations: [String] =
    Checkout.blocks.flatMap { text in
      text.components(separatedBy: "\nblock ").map { $0.hasPrefix("block") ? $0 : "block " + $0 }
    } + [
      "bottleneck 4 stride: 2",
      "input 8x8x4, conv 3x3 8 stride: 2, norm, relu, globalpool, dense 10",
      "sum { conv 1x1 in, norm | identity }, relu",
      "concat { each 3 { conv 3x3 4 } | maxpool 3x3 }",
      "repeat 3 as k { if k > 1 { conv 3x3 4*k } else { conv 1x1 (in+1)*2 groups: 1 } }",
      "input 5x7x2\ntransposed 3x3 4 stride: 2 output: 10x14 # twice as large",
      "scale { identity | globalpool, dense in/2, relu, dense in, sigmoid }",
      "stochastic_depth keep: 0.8, dropblock keep: 0.9 size: 3 shared, cutout size: 2 fill: 0.5",
      "pad_channels 32 stride: 2, avgpool 2x2 stride: 2 count_padding, flatten, softmax",
    ]

  private static let notationWords =
    [
      "block", "input", "repeat", "each", "as", "if", "else", "not", "and", "or", "in", "identity",
      "sum", "concat", "scale", "{", "}", "|", "(", ")", ",", ":", "==", "<=", "/", "*", "-", "#",
      "sum {", "each 3 {", "repeat 2000 {", "if in == 4 {", "} else {", "block a(b: 1)",
      "4096x4096", "16777216", "1x1", "input 46000x46000x1", "stride: 2", "padding: valid",
      "groups: in", "groups:", "dilation: 4096", "keep: 0", "keep: 1", "size:", "eps:", "momentum:",
      "output: 1x1", "bias", "no_bias",
    ] + Catalogue.operations.map { $0.keyword }

  private static func readNotation(_ text: String, _ isChosen: Bool) throws -> Bool {
    try promiseRoundTrip(of: text)
    let network: Network
    do {
      network = try Network(text, library: Checkout.library.get())
    } catch let error as NotationError {
      try promiseSentence(error.description)
      try promise(error.place.line >= 0 && error.place.column >= 0, "an error before the text")
      return false
    }
    let nodes = network.graph.nodes
    try promise(nodes.count <= Limits.nodes, "\(nodes.count) nodes")
    try promise(
      nodes.reduce(0) { $0 + $1.multiplyAdds } >= 0
        && nodes.reduce(0) { $0 + $1.parameterCount } >= 0, "counts below zero")
    guard isChosen, nodes.count <= 200 else { return true }
    try look(at: network)
    return true
  }

  private static func promiseRoundTrip(of text: String) throws {
    guard let syntax = try? Syntax(text) else { return }
    let printed = syntax.source
    guard printed.utf8.count <= Limits.source else { return }
    let again = try? Syntax(printed)
    try promise(again == syntax, "printed and read again it is another:\n\(printed)")
    try promise(again?.source == printed, "printed twice it is not the same:\n\(printed)")
  }

  /// Counts and draws a block, and runs it where that takes no time.
  private static func look(at network: Network) throws {
    let nodes = network.graph.nodes
    try promise(Set(nodes.map(\.id)).count == nodes.count, "two nodes of one name")
    try promise(!CountTable(network).text.isEmpty, "no table")
    for pass in [Diagram.Pass.forward, .backward] {
      let grid = Diagram(network, options: Diagram.Options(width: 80)).draw(pass: pass)
      try promise(grid.size.height > 0, "no picture")
    }
    try promise(!PyTorchText(network).text.isEmpty, "no program")
    let elements = nodes.reduce(0) { sum, node in
      sum + node.shape.count + node.parameters.reduce(0) { $0 + $1.shape.count }
    }
    guard elements <= 20_000, nodes.reduce(0, { $0 + $1.multiplyAdds }) <= 200_000 else { return }
    let trace = try Trace(network.graph, RunSettings<Float>(seed: 7, batch: 2))
    try promise(trace.gradients.count == nodes.count, "a node without a gradient")
    for (node, gradient) in zip(nodes, trace.gradients) {
      try promise(gradient.shape == node.shape.batched(2), "\(node.id) has another gradient")
    }
  }
}
