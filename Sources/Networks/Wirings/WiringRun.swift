import Tensors

extension Wiring {
  /// Whether two wirings compute the same from the same weights, in training and in inference.
  ///
  /// Their parameters are compared in order: where one has others than the other they are not the
  /// same block, whatever they compute.
  ///
  ///     let pool = try Wiring(Network("maxpool 3x3, relu"))
  ///     let other = try Wiring(Network("relu, maxpool 3x3"))
  ///     pool.computesSame(as: other, on: Shape(8, 8, 16))  // true, though pool != other
  public func computesSame(as other: Wiring, on input: Shape) -> Bool {
    let small = Self.smallInput(for: input, strideOfThree: (key + other.key).contains("/3/"))
    guard
      let graphs = (try? (Graph(block, input: small), Graph(other.block, input: small)))
        ?? (try? (Graph(block, input: input), Graph(other.block, input: input)))
    else { return false }
    let (left, right) = graphs
    let parameters = [left, right].map { $0.nodes.flatMap(\.parameters) }
    guard parameters[0] == parameters[1], left.output.shape == right.output.shape else {
      return false
    }
    return Mode.allCases.allSatisfy { mode in
      // far from 0 activations bend that are alike near it, as ReLU and ReLU6
      [(UInt64(3), 1.0), (4, 12)].allSatisfy { seed, reach in
        guard let one = try? Self.output(of: left, mode, seed: seed, reach: reach),
          let two = try? Self.output(of: right, mode, seed: seed, reach: reach)
        else { return false }
        return one.isNear(two)
      }
    }
  }

  /// A small map, not square where there is room, on which strides leave the same rest.
  ///
  /// Padding is judged as on the whole map: `same` and `same_tf` with stride 2 agree on 9 rows and
  /// differ on 8.
  private static func smallInput(for input: Shape, strideOfThree: Bool) -> Shape {
    guard input.rank == 3 else { return input }
    let period = strideOfThree ? 24 : 8
    let sides = [input[0], input[1]].map { $0 < 8 ? $0 : 8 + ($0 - 8) % period }
    let isSquare = sides[0] == sides[1] && sides[1] + period <= input[1]
    return Shape(sides[0], isSquare ? sides[1] + period : sides[1], input[2])
  }

  /// The output for numbers up to `reach`, or a little more.
  ///
  /// Every parameter is drawn, those that start at one number too, so that none goes unseen.
  private static func output(
    of graph: Graph, _ mode: Mode, seed: UInt64, reach: Double
  ) throws -> Tensor<Double> {
    var settings = RunSettings<Double>(seed: seed, mode: mode, batch: 3)
    let shape = graph.nodes[0].shape.batched(3)
    let input: Tensor<Double> = WeightRule(seed: seed, tensor: 1 << 20).tensor(shape, fanIn: 1)
    settings.given["x"] = Tensor(shape, input.elements.map { reach * $0 })
    var number: UInt64 = 0
    for node in graph.nodes {
      for parameter in node.parameters {
        let rule = WeightRule(seed: seed, tensor: number)
        number += 1
        switch parameter.start {
        case .random: continue
        case .zeros:
          settings.given["\(node.id).\(parameter.name)"] = rule.tensor(
            parameter.shape, fanIn: 24)
        case .ones, .constant:
          settings.given["\(node.id).\(parameter.name)"] = Tensor(
            parameter.shape,
            (0..<parameter.shape.count).map { 0.5 + rule.fraction(UInt64($0)) })
        }
      }
    }
    return try ForwardPass(graph, settings).output
  }
}

extension Tensor where S == Double {
  /// Equal but for rounding, relative to the largest number.
  fileprivate func isNear(_ other: Tensor) -> Bool {
    guard shape == other.shape else { return false }
    let scale = elements.reduce(1e-300) { max($0, $1.magnitude) }
    return zip(elements, other.elements).allSatisfy {
      ($0 - $1).magnitude <= 1e-9 * scale || $0.isNaN && $1.isNaN
    }
  }
}
