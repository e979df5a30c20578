import Networks
import Tensors

/// Where VGG-19 has its parameters and where it does its work.
struct VGGCosts: Experiment {
  let name = "vgg-costs"
  let title = "parameters and work of VGG-19"
  let lesson = 13
  let question = "Which part of VGG-19 has the parameters, and which does the work?"
  let knobs = [
    Knob("bars", words: ["parameters", "multiply-adds"]), Knob("head", words: ["dense", "pooled"]),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let isPooled = settings.word("head") == "pooled"
    let network = try Bench.defined(
      Self.blocks, isPooled ? "vgg_body, globalpool, dense 1000" : "vgg_body, vgg_head",
      on: Shape(224, 224, 3))
    var parts: [(name: String, parameters: Int, work: Int)] = [("group 1", 0, 0)]
    for node in network.graph.nodes.dropFirst() {
      if node.parameterCount > 0, node.shape.rank == 1 {
        parts.append(("dense \(node.shape[0])", 0, 0))
      }
      parts[parts.count - 1].parameters += node.parameterCount
      parts[parts.count - 1].work += node.multiplyAdds
      // a pooling ends its group
      if case .pooling(.maximum) = node.operation.kind, parts.count < 5 {
        parts.append(("group \(parts.count + 1)", 0, 0))
      }
    }
    let parameters = parts.reduce(0) { $0 + $1.parameters }
    let work = parts.reduce(0) { $0 + $1.work }
    let head = parts.filter { $0.name.hasPrefix("dense") }
    let share = Double(head.reduce(0) { $0 + $1.parameters }) / Double(parameters)
    let workShare = Double(head.reduce(0) { $0 + $1.work }) / Double(work)
    let showsWork = settings.word("bars") == "multiply-adds"
    return Findings(
      "VGG-19 with a \(settings.word("head")) head: \(settings.word("bars")) by part",
      [
        .bars(
          "millions",
          parts.map { Findings.Bar($0.name, Double(showsWork ? $0.work : $0.parameters) / 1e6) })
      ],
      table: Findings.Table(
        ["part", "parameters", "multiply-adds"],
        parts.map { [.text($0.name), .count($0.parameters), .count($0.work)] }
          + [["all", .count(parameters), .count(work)]]),
      reading:
        "The fully connected end has \(Self.percent(share)) of the parameters and does "
        + "\(Self.percent(workShare)) of the work: its weights are used once for an image, those of a "
        + "convolution at every position.",
      measures: [
        Findings.Measure(
          "parameters", Double(parameters), expected: isPooled ? 20_537_384 : 143_667_240),
        Findings.Measure(
          "share of the fully connected layers", share,
          expected: isPooled ? 513_000 / 20_537_384 : 123_642_856 / 143_667_240, give: 1e-6),
      ])
  }

  private static func percent(_ share: Double) -> String {
    share < 0.01 ? "\((share * 10_000).rounded() / 100) %" : "\((share * 1000).rounded() / 10) %"
  }

  /// Simonyan and Zisserman 2015, table 1, configuration E.
  private static let blocks = """
    block vgg_group(width, layers: 2)
      repeat layers { conv 3x3 width bias, relu }
      maxpool 2x2 stride: 2

    block vgg_body
      vgg_group 64, vgg_group 128
      vgg_group 256 layers: 4, vgg_group 512 layers: 4, vgg_group 512 layers: 4

    block vgg_head
      flatten
      repeat 2 { dense 4096, relu }
      dense 1000
    """
}
