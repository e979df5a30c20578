import Tensors
import Testing

@testable import Networks

/// The three forms of ResNeXt, built from the weights of one of them.
///
/// They are those of figure 3 of Xie et al. 2017.
@Suite struct ResNeXtFormsTests {
  static let (paths, width, out) = (4, 2, 8)
  static let input = Shape(5, 4, 8)
  static let call = "paths: 4 width: 2 out: 8"

  let grouped: Trace<Double>

  init() throws {
    grouped = try Self.trace("resnext_grouped \(Self.call)", [:])
  }

  private static func trace(
    _ source: String, _ given: [String: Tensor<Double>]
  ) throws -> Trace<Double> {
    let network = try Network(source, library: BlockLibrary.all(), on: input)
    var settings = RunSettings<Double>(seed: 3, batch: 2)
    settings.given = given
    for name in given.keys { #expect(network.graph.hasParameter(name), "\(name)") }
    return try Trace(network.graph, settings)
  }

  /// The weights of one path: a range of an axis of those of the grouped form.
  private func slice(_ node: String, axis: Int, path: Int) throws -> Tensor<Double> {
    let index = try #require(grouped.graph.node(node)).index
    let whole = grouped.parameters[index][0]
    var extents = whole.shape.extents
    extents[axis] = Self.width
    let shape = Shape(extents)
    return Tensor(
      shape,
      (0..<shape.count).map { offset in
        var place = shape.index(at: offset)
        place[axis] += path * Self.width
        return whole[place]
      })
  }

  /// The weights of paths of three convolutions each, by the names that they have there.
  private func weightsOfPaths() throws -> [String: Tensor<Double>] {
    var given: [String: Tensor<Double>] = [:]
    for path in 0..<Self.paths {
      given["conv\(3 * path + 1).weight"] = try slice("conv1", axis: 3, path: path)
      given["conv\(3 * path + 2).weight"] = try slice("conv2", axis: 3, path: path)
      given["conv\(3 * path + 3).weight"] = try slice("conv3", axis: 2, path: path)
    }
    return given
  }

  private func largestDifference(_ other: Trace<Double>) -> Double {
    let last = (grouped.graph.output.index, other.graph.output.index)
    return zip(
      grouped.outputs[last.0].elements + grouped.gradients[0].elements,
      other.outputs[last.1].elements + other.gradients[0].elements
    ).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  @Test func `paths that are added compute what groups compute`() throws {
    let added = try Self.trace("resnext_paths \(Self.call)", weightsOfPaths())
    #expect(largestDifference(added) < 1e-12)
  }

  @Test func `paths that are concatenated compute what groups compute`() throws {
    var given: [String: Tensor<Double>] = [:]
    for path in 0..<Self.paths {
      given["conv\(2 * path + 1).weight"] = try slice("conv1", axis: 3, path: path)
      given["conv\(2 * path + 2).weight"] = try slice("conv2", axis: 3, path: path)
    }
    let index = try #require(grouped.graph.node("conv3")).index
    given["conv\(2 * Self.paths + 1).weight"] = grouped.parameters[index][0]
    let joined = try Self.trace("resnext_concat \(Self.call)", given)
    #expect(largestDifference(joined) < 1e-12)
  }

  @Test func `a norm inside the paths breaks the equality`() throws {
    let broken = try Self.trace(
      """
      sum {
        sum {
          each 4 { conv 1x1 2, norm, relu, conv 3x3 2, norm, relu, conv 1x1 8, norm }
        }
      | identity
      }
      relu
      """, weightsOfPaths())
    #expect(largestDifference(broken) > 0.1)
  }
}

extension Graph {
  fileprivate func hasParameter(_ name: String) -> Bool {
    nodes.contains { node in node.parameters.contains { "\(node.id).\($0.name)" == name } }
  }
}
