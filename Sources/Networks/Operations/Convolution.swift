import Tensors

/// A convolution over rows and columns: cross-correlation, as in every course.
///
///     y[i,j,o] = Σ m,n,c  x[S·i+D·m−P, S·j+D·n−P, c] · K[m,n,c,o] + b[o]
///
/// The kernel is rows × columns × in/groups × out (LeCun et al. 1989; groups: Krizhevsky et al.
/// 2012).
struct Convolution: Convolving {
  static let keyword = "conv"
  var kind: OperationKind { .convolution(.regular) }
  static let spelling = Spelling(
    [Sliding.kernelArgument, .init("out", .count, isRequired: true)],
    labelled: [
      Sliding.strideArgument, Sliding.paddingArgument, Sliding.dilationArgument,
      .init("groups", .count),
    ],
    flags: ["bias"])
  let sliding: Sliding
  let channels: Int
  let groups: Int
  let hasBias: Bool

  init(_ arguments: Arguments) throws {
    sliding = Sliding(arguments)
    channels = arguments.integer("out") ?? 1
    groups = arguments.integer("groups") ?? 1
    hasBias = arguments.has("bias")
    guard channels % groups == 0 else {
      throw Misfit("\(groups) groups do not divide \(Words.counted(channels, "output channel"))")
    }
  }

  var arguments: String {
    sliding.kernel.source + " \(channels)" + sliding.options
      + (groups == 1 ? "" : " groups: \(groups)") + (hasBias ? " bias" : "")
  }
  var caption: String { "conv " + shortCaption }
  var shortCaption: String {
    sliding.caption + ", \(channels)" + sliding.captionOfDilation
      + (groups == 1 ? "" : ", \(groups) groups")
  }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let map = try onlyMap(inputs)
    guard map[2] % groups == 0 else {
      throw Misfit(
        "\(groups) groups do not divide the \(Words.counted(map[2], "channel")) of \(map)")
    }
    guard let plan = plan(on: map) else { throw sliding.misfit(Self.keyword, on: map) }
    return plan.output
  }
  func plan(on map: Shape) -> ConvolutionPlan? {
    ConvolutionPlan(sliding.window(on: map), input: map, channels: channels, groups: groups)
  }

  func sentence(at site: Site) -> Sentence {
    let (map, inputs) = (site.inputs[0], site.inputs[0][2] / groups)
    guard sliding.kernel == Pair(1, 1) else {
      let source = Words.counted(inputs, "channel")
      let all = inputs == 1 ? "the only channel" : "all \(source)"
      return sliding.sentence(
        "Every output cell looks at a \(sliding.kernel) window",
        more: groups == 1 ? " of \(all)" : " of the \(source) of its group", from: map,
        to: site.output)
    }
    let mixed = "Every output channel mixes \(Words.counted(inputs, "channel")) of one position"
    if sliding.stride == Pair(1, 1) {
      return Sentence(
        mixed + "; no neighbour takes part, so it is a dense layer at each of the "
          + "\(Words.counted(map[0] * map[1], "position")).", short: mixed + ".")
    }
    let read = Words.share(site.output[0] * site.output[1], of: map[0] * map[1], "position")
    return Sentence(
      mixed + ": it reads \(read), so \(Words.area(map)) becomes \(Words.area(site.output)).",
      short: "Each output mixes one position; it reads \(read).")
  }
  func gradientSentence(at site: Site) -> Sentence {
    sliding.gradientSentence(from: site.inputs[0], to: site.output)
  }
}
