import Networks
import Tensors

/// The three forms of a ResNeXt block with the same random weights, and how much they differ.
struct ThreeForms: Experiment {
  let name = "three-forms"
  let title = "three forms of one block"
  let lesson = 3
  let question = "Do paths, concatenation and groups compute the same for any weights?"
  let knobs = [
    Knob("last BN", words: ["after the sum", "in each path"]),
    Knob("paths", [2, 4, 8, 32], standard: 8),
    Knob("width", [1, 2, 4], standard: 2),
  ]

  private static let grouped =
    "conv 1x1 D, norm, relu, conv 3x3 D groups: C, norm, relu, conv 1x1 16"
  private static let path = "conv 1x1 d, norm, relu, conv 3x3 d, norm, relu"

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (paths, width) = (settings.count("paths"), settings.count("width"))
    let isInPaths = settings.word("last BN") == "in each path"
    let input = Shape(5, 5, 16)
    let fill = { (text: String) in
      text.replacing("D", with: "\(paths * width)").replacing("d", with: "\(width)")
        .replacing("C", with: "\(paths)")
    }
    let block = { (branch: String) in "sum { \(branch) | identity }, relu" }
    let groups = try Bench.trace(block(fill(Self.grouped) + ", norm"), on: input, batch: 2)
    let weights = { (id: String) in
      groups.graph.node(id).map { groups.parameters[$0.index][0] } ?? Tensor(zeros: Shape(1))
    }
    let concatenated = try Bench.trace(
      block("concat { each \(paths) { \(fill(Self.path)) } }, conv 1x1 16, norm"), on: input,
      batch: 2, given: Self.weights(weights, paths, width, each: 2))
    let last = isInPaths ? ", norm } }" : " } }, norm"
    let summed = try Bench.trace(
      block("sum { each \(paths) { \(fill(Self.path)), conv 1x1 16" + last), on: input, batch: 2,
      given: Self.weights(weights, paths, width, each: 3))
    let outputs = [summed, concatenated, groups].map { $0.forward.output }
    let gradients = [summed, concatenated, groups].map { $0.gradients[0] }
    let difference = outputs[0].distance(to: outputs[2])
    let measures = [
      isInPaths
        ? Findings.Measure(
          "paths − groups, output", difference, atLeast: 0.1)
        : Findings.Measure("paths − groups, output", difference, expected: 0, give: 1e-12),
      Findings.Measure(
        "concatenation − groups, output", outputs[1].distance(to: outputs[2]), expected: 0,
        give: 1e-12),
      Findings.Measure(
        "concatenation − groups, gradient", gradients[1].distance(to: gradients[2]), expected: 0,
        give: 1e-12),
    ]
    let channel = { (tensor: Tensor<Double>) in
      (0..<25).map { tensor.elements[$0 * 16] }
    }
    return Findings(
      "channel 0 of the output, \(paths) paths of width \(width)",
      [
        .maps(
          zip(["a  paths", "b  concatenated", "c  grouped"], outputs).map {
            Findings.Map($0, 5, 5, channel($1))
          })
      ],
      table: Findings.Table(
        ["compared", "largest difference"], measures.map { [.text($0.name), .wide($0.measured)] }),
      reading: isInPaths
        ? "A BN in each path normalises before the sum, so the paths no longer equal the groups."
        : "The three forms agree up to rounding: they are one block drawn in three ways.",
      measures: measures)
  }

  /// The weights of the grouped form cut into paths that have `each` convolutions.
  private static func weights(
    _ whole: (String) -> Tensor<Double>, _ paths: Int, _ width: Int, each: Int
  ) -> [String: Tensor<Double>] {
    var given: [String: Tensor<Double>] = [:]
    for path in 0..<paths {
      let range = path * width..<(path + 1) * width
      given["conv\(each * path + 1).weight"] = whole("conv1").slice(axis: 3, range)
      given["conv\(each * path + 2).weight"] = whole("conv2").slice(axis: 3, range)
      if each == 3 {
        given["conv\(each * path + 3).weight"] = whole("conv3").slice(axis: 2, range)
      }
    }
    if each == 2 { given["conv\(2 * paths + 1).weight"] = whole("conv3") }
    return given
  }
}

extension Tensor where S == Double {
  /// The part of a tensor that a range of one axis holds.
  fileprivate func slice(axis: Int, _ range: Range<Int>) -> Tensor {
    var extents = shape.extents
    extents[axis] = range.count
    let part = Shape(extents)
    return Tensor(
      part,
      (0..<part.count).map { offset in
        var place = part.index(at: offset)
        place[axis] += range.lowerBound
        return self[place]
      })
  }
}
