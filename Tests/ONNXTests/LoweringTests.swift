import Networks
import Tensors
import Testing

@testable import ONNX

/// Functions that exporters write out, shapes that they compute, and what does not fit.
@Suite struct LoweringTests {
  /// Nodes written as `Kind input input > output`, with stored tensors before them.
  private struct Sketch {
    var writer = ModelWriter()

    mutating func scalar(_ name: String, _ number: Float) {
      writer.store(name, Tensor(Shape([]), [number]))
    }
    mutating func nodes(_ lines: String...) {
      for line in lines {
        let words = line.split(separator: " ").map(String.init)
        writer.add(
          words[0], named: "\(words[0])_\(words[words.count - 1])",
          Array(words[1..<words.count - 2]), to: words[words.count - 1])
      }
    }
    func imported(_ extents: [Int] = [4, 8, 8], output: String = "y") throws -> ImportedModel {
      let bytes = try writer.model(named: "m", input: ("x", extents), output: (output, extents))
      return try ImportedModel(bytes, name: "m", library: ModelFixtures.library.get())
    }
  }

  private func steps(_ model: ImportedModel) -> [String] {
    model.network.graph.nodes.dropFirst().map(\.operation.source)
  }

  @Test func `swish and hard swish are found in their pieces`() throws {
    var sketch = Sketch()
    sketch.scalar("three", 3)
    sketch.scalar("zero", 0)
    sketch.scalar("six", 6)
    sketch.nodes("Sigmoid x > s", "Mul s x > y")
    #expect(try steps(sketch.imported()) == ["swish"])

    // x · clip(x + 3, 0, 6) / 6, as TensorFlow writes it
    sketch.nodes("Add x three > a", "Clip a zero six > c", "Mul x c > p", "Div p six > z")
    #expect(try steps(sketch.imported(output: "z")) == ["hard_swish"])
    sketch.nodes("Div c six > gate", "Mul x gate > w")
    #expect(try steps(sketch.imported(output: "gate")) == ["hard_sigmoid"])
    #expect(try steps(sketch.imported(output: "w")) == ["hard_swish"])
  }

  @Test func `a piece without its function is named`() throws {
    var sketch = Sketch()
    sketch.scalar("three", 3)
    sketch.nodes("Relu x > a", "Add a three > y")
    let fault = try #require(throws: ImportFault.self) { try sketch.imported() }
    #expect(fault.node == "Add_y" && fault.reason.contains("no function that is known"))
  }

  @Test func `an operator that is missing is named, and what comes before can be had`() throws {
    var sketch = Sketch()
    sketch.nodes("Relu x > a", "LSTM a > b", "Relu b > y")
    let fault = try #require(throws: ImportFault.self) { try sketch.imported() }
    #expect(
      fault.description == "node ‘LSTM_b’ (LSTM) cannot be shown: the notation has no operation "
        + "for it; ‘--until Relu_a’ shows all before it.")
    // what does not lead to the output does not matter
    #expect(try steps(sketch.imported(output: "a")) == ["relu"])
  }

  @Test func `branches that cross are refused with the node that stands in two`() throws {
    var sketch = Sketch()
    sketch.nodes(
      "Relu x > a", "Sigmoid x > b", "Add a b > c", "Tanh b > d", "Relu b > e", "Add c e > y")
    let fault = try #require(throws: ImportFault.self) { try sketch.imported() }
    #expect(fault.node == "Sigmoid_b" && fault.reason.contains("two branches"))
  }

  @Test func `concatenations of all that came before are nested`() throws {
    var sketch = Sketch()
    sketch.nodes("Relu x > a", "Sigmoid x > f")
    for (inputs, output) in [(["x", "a"], "ab")] {
      sketch.writer.add("Concat", named: output, inputs, to: output, [("axis", .integer(1))])
    }
    sketch.nodes("Relu ab > b")
    sketch.writer.add("Concat", named: "y", ["x", "a", "b"], to: "y", [("axis", .integer(1))])
    #expect(try steps(sketch.imported()) == ["relu", "concat", "relu", "concat"])
  }

  @Test func `arithmetic on shapes leaves no step`() throws {
    var sketch = Sketch()
    sketch.writer.store("one", [1])
    sketch.writer.store("zero", [0])
    sketch.writer.store("rest", [-1])
    // x.view(x.size(0), -1)
    sketch.nodes("Shape x > s")
    sketch.writer.add("Gather", named: "n", ["s", "zero"], to: "n", [("axis", .integer(0))])
    sketch.writer.add("Concat", named: "t", ["n", "rest"], to: "t", [("axis", .integer(0))])
    sketch.nodes("Reshape x t > f")
    sketch.writer.store("w", Tensor(Shape(4 * 64, 3), Array(repeating: 1, count: 4 * 64 * 3)))
    sketch.nodes("MatMul f w > y")
    #expect(try steps(sketch.imported()) == ["flatten", "dense 3 no_bias"])
  }

  @Test func `a dense layer behind a flattened map reads it channel by channel`() throws {
    var sketch = Sketch()
    sketch.writer.add("Flatten", named: "f", ["x"], to: "f", [("axis", .integer(1))])
    // one output that reads channel 1, row 0, column 1 alone: place 1·4 + 1 of C × H × W
    var weights = [Float](repeating: 0, count: 8)
    weights[5] = 1
    sketch.writer.store("w", Tensor(Shape(8, 1), weights))
    sketch.nodes("MatMul f w > y")
    let model = try sketch.imported([2, 2, 2])
    let own: [String: Tensor<Float>] = try model.parameters { _ in [] }
    // row 0, column 1, channel 1 of H × W × C
    #expect(own["dense1.weight"]?.elements == [0, 0, 0, 1, 0, 0, 0, 0])
  }

  @Test func `a model with the channels last is turned`() throws {
    var sketch = Sketch()
    sketch.writer.add("Transpose", named: "t", ["x"], to: "t", [("perm", .integers([0, 3, 1, 2]))])
    sketch.nodes("Relu t > y")
    let model = try sketch.imported([8, 6, 3])
    #expect(model.network.input == Shape(8, 6, 3) && steps(model) == ["relu"])
  }

  @Test func `files that are no models are refused`() {
    for bytes in [[], [8, 8], Array("<html>".utf8), [0x3A, 0x80], [0x3A, 2, 10, 0]] as [[UInt8]] {
      #expect(throws: ModelFault.self) {
        try ImportedModel(bytes, name: "m", library: Library())
      }
    }
  }
}
