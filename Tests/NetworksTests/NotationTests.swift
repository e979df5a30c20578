import Tensors
import Testing

@testable import Networks

/// What a text comes to: its nodes in order, as the notation writes them.
private func nodes(
  _ source: String, library: Library = Library(), on input: Shape? = nil
) throws -> [String] {
  try Network(source, library: library, on: input).graph.nodes.dropFirst()
    .map(\.operation.source)
}

private func ids(_ source: String, on input: Shape? = nil) throws -> [String] {
  try Network(source, library: BlockLibrary.all(), on: input).graph.nodes.map(\.id)
}

@Suite struct NotationTests {
  @Test func `steps are parted by commas and new lines in any number`() throws {
    #expect(
      try nodes("\n# a comment\nconv 3x3 4,,\n\n norm, relu  # beside\n,globalpool\ndense 10,")
        == ["conv 3x3 4", "norm", "relu", "globalpool", "dense 10"])
  }

  @Test func `separators may stand beside braces and bars`() throws {
    #expect(
      try nodes("sum\n{\n,relu,\n|\nnorm\n,\n}\n\nrelu")
        == ["relu", "norm", "sum", "relu"])
  }

  @Test func `an empty branch and identity are the bare wire`() throws {
    #expect(try nodes("sum { relu | }") == ["relu", "sum"])
    #expect(try nodes("sum { relu | identity }") == ["relu", "sum"])
    #expect(try nodes("") == [])
  }

  @Test(arguments: [
    ("2*3+4", 10), ("2+3*4", 14), ("(2+3)*4", 20), ("7-2-1", 4), ("8/4/2", 1), ("2*(7-4)", 6),
    ("(-3)+5", 2), ("in/4", 4), ("4*in-1", 63),
  ])
  func `arithmetic keeps its precedence`(expression: String, value: Int) throws {
    #expect(try nodes("conv 1x1 \(expression)") == ["conv 1x1 \(value)"])
  }

  @Test(arguments: [
    ("1 < 2", true), ("2 <= 2", true), ("1 > 2", false), ("2 >= 3", false), ("1 != 1", false),
    ("not 1 == 2", true), ("not not 1 == 1", true), ("1 == 1 or 1 == 2 and 1 == 3", true),
    ("(1 == 1 or 1 == 2) and 1 == 3", false), ("3x3 == 3x3", true), ("1 == 1.0", true),
    ("0.1 + 0.2 < 0.4", true), ("in == 16 and not in > 16", true), ("1e-5*2 == 2e-5", true),
    ("1 == 2 and 1/0 == 1", false), ("1 == 1 or 1/0 == 1", true),
  ])
  func `conditions choose`(condition: String, holds: Bool) throws {
    #expect(try nodes("if \(condition) { relu } else { norm }") == [holds ? "relu" : "norm"])
  }

  @Test func `an if takes the first case that holds or none`() throws {
    let library = try Library(texts: [
      (
        "a.block",
        "block pick(n) if n == 1 { relu } else if n == 2 { norm } else if n == 3 { globalpool }"
      )
    ])
    #expect(
      try nodes("pick 1, pick 2, pick 4, pick 3", library: library)
        == ["relu", "norm", "globalpool"])
  }

  @Test func `a repeat counts its rounds from 1 and lets shapes follow`() throws {
    #expect(
      try nodes("repeat 3 as round { conv 1x1 4*round, conv 1x1 2*in }")
        == [
          "conv 1x1 4", "conv 1x1 32", "conv 1x1 8", "conv 1x1 32", "conv 1x1 12", "conv 1x1 32",
        ])
    #expect(try nodes("repeat 0 { relu }") == [])
  }

  @Test func `each makes parallel branches with operations of their own`() throws {
    let network = try Network("sum { each 3 { conv 1x1 4 } | conv 1x1 4 }")
    #expect(network.graph.nodes.map(\.id) == ["x", "conv1", "conv2", "conv3", "conv4", "sum1"])
    #expect(network.graph.output.inputs == [1, 2, 3, 4])
  }

  @Test func `in is the number of channels that enter the definition`() throws {
    let library = try Library(texts: [("a", "block widen(by: 2*in) conv 1x1 by, conv 1x1 in+by")])
    #expect(
      try nodes("conv 1x1 3, widen, widen by: in", library: library)
        == ["conv 1x1 3", "conv 1x1 6", "conv 1x1 9", "conv 1x1 16", "conv 1x1 25"])
  }

  @Test func `a parameter may hold a size or a word`() throws {
    let library = try Library(texts: [
      ("a", "block c(kernel, padding: same) conv kernel 4 padding: padding")
    ])
    #expect(
      try nodes("c 5, c 3x1 padding: valid, c 3 padding: 2x1", library: library)
        == ["conv 5x5 4", "conv 3x1 4 padding: valid", "conv 3x3 4 padding: 2x1"])
  }

  @Test func `a call knows what it was given and what stood by default`() throws {
    let network = try Network("relu, bottleneck 4 stride: 2", library: BlockLibrary.all())
    guard case .sequence(let blocks) = network.block, case .call(let call, _)? = blocks.last else {
      Issue.record("the second step is a call")
      return
    }
    #expect(call.arguments.map(\.name) == ["width", "out", "stride"])
    #expect(call.arguments.map(\.value) == [.integer(4), .integer(16), .integer(2)])
    #expect(call.arguments.map(\.isGiven) == [true, false, true])
    #expect(call.source == "bottleneck 4 stride: 2")
    #expect(call.title == "bottleneck width 4, stride 2")
  }

  @Test func `a text that is one call has ids without a prefix`() throws {
    #expect(
      try ids("bottleneck 4 stride: 2") == [
        "x", "conv1", "norm1", "relu1", "conv2", "norm2", "relu2", "conv3", "norm3",
        "shortcut1.conv1", "shortcut1.norm1", "sum1", "relu3",
      ])
    #expect(try ids("relu, basic 16").dropFirst(2).first == "basic1.conv1")
  }

  @Test func `ids count within the enclosing named block after all is expanded`() throws {
    let ids = try Set(ids("resnet50"))
    #expect(ids.contains("bottleneck3.norm1"))
    #expect(ids.contains("bottleneck4.shortcut1.conv1"))
    #expect(ids.contains("bottleneck16.conv3"))
    #expect(!ids.contains("bottleneck17.conv1"))
  }

  @Test func `a node knows the step of the text at hand that it comes from`() throws {
    let network = try Network(
      "block mine(n: 2)\n  relu\n  bottleneck n", library: BlockLibrary.all())
    #expect(network.graph.node("relu1")?.place == Place(line: 2, column: 3, length: 4))
    for id in ["bottleneck1.conv1", "bottleneck1.sum1", "bottleneck1.shortcut1.conv1"] {
      #expect(network.graph.node(id)?.place == Place(line: 3, column: 3, length: 12))
    }
  }

  @Test func `what is given as input wins over what is stated and over what is assumed`() throws {
    #expect(try Network("relu").input == Shape(8, 8, 16))
    #expect(try Network("relu").isInputAssumed)
    #expect(try Network("input 4x5x6, relu").input == Shape(4, 5, 6))
    #expect(try Network("input 10, dense 3").input == Shape(10))
    #expect(try Network("input 4x5x6, relu", on: Shape(3)).input == Shape(3))
    let library = try BlockLibrary.all()
    let network = try Network("resnet18", library: library)
    #expect(network.input == Shape(224, 224, 3))
    #expect(!network.isInputAssumed)
    #expect(try Network("resnet18", library: library, on: Shape(32, 32, 3)).input[0] == 32)
  }

  @Test func `the last of several definitions runs if it needs nothing`() throws {
    let network = try Network("block a(w) conv 1x1 w\nblock b(n: 2)\n  repeat n { a 4*n }")
    #expect(network.graph.nodes.map(\.id) == ["x", "a1.conv1", "a2.conv1"])
    #expect(network.title == "b")
  }

  @Test func `captions name arguments by their parameter`() throws {
    let library = try BlockLibrary.all()
    #expect(
      try Network("bottleneck 4 stride: 2", library: library).title
        == "bottleneck width 4, stride 2")
    #expect(
      try Network("conv 3x3 4,\n sum { relu | identity }").title
        == "conv 3x3 4, sum { relu | identity }")
  }

  @Test func `a nearer definition goes before one farther away`() throws {
    let far = try Library(texts: [("far", "block a relu\nblock b a, norm")])
    let near = try Library(texts: [("near", "block a globalpool")])
    #expect(try nodes("a", library: near.over(far)) == ["globalpool"])
    #expect(try nodes("a", library: far.over(near)) == ["relu"])
    #expect(near.over(far).names == ["a", "b"])
    #expect(near.over(far).origin(of: "a") == "near")
  }

  @Test func `a size is read as a shape`() throws {
    #expect(try Shape(notation: "8x8x16") == Shape(8, 8, 16))
    #expect(try Shape(notation: " 10 ") == Shape(10))
    for text in ["", "8x8", "0x8x8", "8x8x8x8", "axb", "8x8x16, relu", "-4"] {
      #expect(throws: NotationError.self) { try Shape(notation: text) }
    }
  }
}
