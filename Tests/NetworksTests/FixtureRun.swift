import Tensors
import Testing

@testable import Networks

/// A case of the fixtures run by the engine.
struct FixtureRun<S: Scalar> {
  typealias Comparison = (name: String, computed: [Double], expected: [Double])
  let fixture: FixtureCase
  /// What the file holds, and the slices of its weights that paths of their own use.
  private(set) var tensors: [String: Tensor<S>]
  private(set) var exact: [String: Tensor<Double>]

  init(_ fixture: FixtureCase) throws {
    self.fixture = fixture
    tensors = try fixture.tensors()
    exact = try fixture.tensors()
    for node in fixture.graph where node.op == "slice" {
      let whole = try #require(tensors[node.inputs[0]])
      tensors[node.name] = whole.slice(
        axis: node.integer("axis"), node.integer("begin")..<node.integer("end"))
    }
  }

  /// What the engine gives beside what was computed elsewhere.
  func comparisons() throws -> [Comparison] {
    if tensors["x2"] != nil { return try comparisonsOfJoin() }
    var settings = RunSettings<S>(mode: mode, batch: try #require(tensors["x"]).shape[0])
    settings.given = ["x": try #require(tensors["x"])]
    var graph = Graph(input: try #require(tensors["x"]).shape.image)
    var indices = ["x": 0]
    for node in fixture.graph where node.op != "slice" && node.op != "softmax_cross_entropy" {
      let inputs = try node.inputs.map { try #require(indices[$0]) }
      let operation = try node.operation(
        inputs.map { graph.nodes[$0].shape }, shape: { tensors[$0]?.shape },
        numbers: { tensors[$0]?.doubles ?? [] })
      indices[node.name] = try graph.append(operation, id: node.name, inputs: inputs)
      for (name, file) in node.params {
        let own = FixtureNode.parameterNames[name].map { "\(node.name).\($0)" }
        if let own { settings.given[own] = tensors[file] }
      }
      settings.given["\(node.name).mask"] = mask(of: node) ?? settings.given["\(node.name).mask"]
    }
    if let loss = try loss(graph) {
      settings.upstream = .loss(loss)
    } else {
      settings.given["dy"] = tensors["dy"]
    }
    return try comparisons(of: Trace(graph, settings), indices)
  }

  private var mode: Mode {
    let inference = fixture.graph.contains { $0.word("mode") == "inference" }
    return inference || fixture.name == "stochastic_depth_inference" ? .inference : .training
  }

  /// The gate of stochastic depth, which the manifest states as a factor.
  private func mask(of node: FixtureNode) -> Tensor<S>? {
    switch node.op {
    case "scale" where mode == .training:
      Tensor([node.decimal("factor") == 0 ? 0 : 1])
    case "row_scale":
      node.params["factors"].flatMap { tensors[$0] }.map { factors in
        Tensor(factors.elements.map { $0 == 0 ? 0 : 1 })
      }
    default: nil
    }
  }

  /// Cross-entropy as a loss: the target of smoothed labels is a distribution.
  private func loss(_ graph: Graph) throws -> Loss<S>? {
    guard let node = fixture.graph.last, node.op == "softmax_cross_entropy" else { return nil }
    let classes = graph.output.shape.count
    let labels = try #require(tensors["const/labels"]).elements.map { Int($0) }
    let smoothing = S(node.decimal("label_smoothing"))
    let target = try Loss<S>(labels: labels, classes: classes).target
    let smooth = target.elements.map { $0 * (1 - smoothing) + smoothing / S(classes) }
    return Loss(.crossEntropy, target: Tensor(target.shape, smooth))
  }

  private func comparisons(
    of trace: Trace<S>, _ indices: [String: Int]
  ) throws -> [Comparison] {
    var comparisons: [Comparison] = []
    var whole: [String: Tensor<S>] = [:]
    func compare(_ name: String, _ tensor: Tensor<S>, times factors: [Double] = [1]) {
      guard let expected = exact[name] else { return }
      let each = tensor.elements.count / factors.count
      let computed = tensor.doubles.enumerated().map { $0.element * factors[$0.offset / each] }
      comparisons.append((name, computed, expected.doubles))
    }
    let factors = try upstreamOfLoss(trace, &comparisons)
    for node in trace.graph.nodes {
      let index = node.index
      compare(node.id == "y" ? "y" : "act/\(node.id)", trace.outputs[index])
      compare(
        node.id == "x" ? "grad/x" : "grad/act/\(node.id)", trace.gradients[index], times: factors)
      guard let source = fixture.graph.first(where: { $0.name == node.id }) else { continue }
      for (place, parameter) in node.parameters.enumerated() {
        let own = FixtureNode.parameterNames.first { $0.value == parameter.name }?.key
        let file = try #require(own.flatMap { source.params[$0] })
        if let gradient = trace.parameterGradients[index][place] {
          compare("grad/\(file)", gradient, times: [factors[0]])
          compare("grad/act/\(file)", gradient, times: [factors[0]])
          gather(gradient, of: file, into: &whole)
        }
        if let updated = trace.updatedStatistics[index][place] {
          compare(file.replacing("buffer/", with: "after/"), updated)
        }
      }
    }
    for (name, gradient) in whole { compare("grad/\(name)", gradient) }
    return comparisons
  }

  /// Compares the loss and returns by what number the gradients of each image differ from those of
  /// the file, which may sum where the engine takes the mean.
  private func upstreamOfLoss(
    _ trace: Trace<S>, _ comparisons: inout [Comparison]
  ) throws -> [Double] {
    let images = trace.outputs[0].shape[0]
    guard let node = fixture.graph.last, node.op == "softmax_cross_entropy" else {
      return Array(repeating: 1, count: images)
    }
    let (y, dy) = (try #require(exact["y"]), try #require(exact["dy"]))
    let summed = node.word("reduction") == "mean" ? 1 : Double(images)
    comparisons.append(("y", [trace.loss * summed], [y.doubles.reduce(0, +)]))
    return (0..<images).map { dy.doubles[dy.shape.rank == 0 ? 0 : $0] * summed }
  }

  /// Adds the gradient of a slice into that of the weights that it was cut from.
  private func gather(
    _ gradient: Tensor<S>, of name: String, into whole: inout [String: Tensor<S>]
  ) {
    guard let slice = fixture.graph.first(where: { $0.name == name && $0.op == "slice" }),
      let shape = tensors[slice.inputs[0]]?.shape
    else { return }
    var sum = whole[slice.inputs[0]] ?? Tensor(zeros: shape)
    for offset in gradient.elements.indices {
      var index = gradient.shape.index(at: offset)
      index[slice.integer("axis")] += slice.integer("begin")
      sum[index] += gradient.elements[offset]
    }
    whole[slice.inputs[0]] = sum
  }

  /// Joins of two inputs stand alone: a graph has one.
  private func comparisonsOfJoin() throws -> [Comparison] {
    let node = fixture.graph[0]
    let inputs = [try #require(tensors["x"]), try #require(tensors["x2"])]
    let operation = try node.operation(inputs.map(\.shape.image)) { _ in
      nil
    } numbers: { _ in
      []
    }
    #expect(
      try operation.outputShape(inputs.map(\.shape.image)) == #require(exact["y"]).shape.image)
    let call = Call(inputs: inputs, mode: .training)
    let y = operation.forward(call)
    let gradients = operation.backward(call, output: y, dy: try #require(tensors["dy"])).inputs
    return try [("y", y), ("grad/x", gradients[0]), ("grad/x2", gradients[1])].map { name, tensor in
      (name, tensor.doubles, try #require(exact[name]).doubles)
    }
  }
}

extension Tensor {
  /// A part along one axis.
  fileprivate func slice(axis: Int, _ range: Range<Int>) -> Tensor {
    var extents = shape.extents
    extents[axis] = range.count
    let part = Shape(extents)
    return Tensor(
      part,
      (0..<part.count).map { offset in
        var index = part.index(at: offset)
        index[axis] += range.lowerBound
        return self[index]
      })
  }
}
