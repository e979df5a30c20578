import Tensors

/// A convolution of each channel by itself: one window for each, or `multiplier` of them.
///
///     y[i,j,c] = Σ m,n  x[S·i+D·m−P, S·j+D·n−P, c] · K[m,n,0,c]
///
/// With a 1×1 convolution after it, which mixes the channels, it is a separable convolution
/// (Chollet 2017; Howard et al. 2017).
struct Depthwise: Convolving {
  static let keyword = "depthwise"
  static let spelling = Spelling(
    [Sliding.kernelArgument],
    labelled: [
      Sliding.strideArgument, .init("multiplier", .count), Sliding.paddingArgument,
      Sliding.dilationArgument,
    ],
    flags: ["bias"])
  let sliding: Sliding
  let multiplier: Int
  let hasBias: Bool

  init(_ arguments: Arguments) throws {
    sliding = Sliding(arguments)
    multiplier = arguments.integer("multiplier") ?? 1
    hasBias = arguments.has("bias")
  }

  var arguments: String {
    sliding.kernel.source + sliding.options
      + (multiplier == 1 ? "" : " multiplier: \(multiplier)") + (hasBias ? " bias" : "")
  }
  var caption: String { "depthwise " + shortCaption }
  var shortCaption: String {
    sliding.caption + (multiplier == 1 ? "" : ", ×\(multiplier)") + sliding.captionOfDilation
  }

  func plan(on map: Shape) -> ConvolutionPlan? {
    ConvolutionPlan(
      sliding.window(on: map), input: map, channels: map[2] * multiplier, groups: map[2])
  }

  func equation(at site: Site) -> String {
    let window = sliding.window(on: site.inputs[0])
    let (m, n) = (sliding.kernel.rows, sliding.kernel.columns)
    return "y[i,j,o] = " + Formulas.sum("m", below: m) + Formulas.sum("n", below: n)
      + "x[\(Formulas.cell(window.rows, of: "i", through: "m")), "
      + "\(Formulas.cell(window.columns, of: "j", through: "n")), \(channel)] \\cdot "
      + "K[\(Formulas.index("m", below: m)),\(Formulas.index("n", below: n)),0,o]"
      + (hasBias ? " + b[o]" : "")
  }
  private var channel: String { multiplier == 1 ? "o" : "o \\text{ div } \(multiplier)" }

  func gradientEquation(at site: Site) -> String {
    let window = sliding.window(on: site.inputs[0])
    let o = Formulas.sumOfIndices("c", times: multiplier, plus: multiplier == 1 ? "0" : "r")
    let m = Formulas.index("m", below: sliding.kernel.rows)
    let n = Formulas.index("n", below: sliding.kernel.columns)
    return "dx[i,j,c] = " + Formulas.sumOverReaders(window.rows, of: "i", through: "m")
      + Formulas.sumOverReaders(window.columns, of: "j", through: "n")
      + Formulas.sum("r", below: multiplier)
      + "dy[\(Formulas.reader(window.rows, of: "i")), \(Formulas.reader(window.columns, of: "j")), "
      + "\(o)] \\cdot K[\(m),\(n),0,\(o)]"
  }
  func sentence(at site: Site) -> Sentence {
    sliding.sentence(
      "Every output cell looks at a \(sliding.kernel) window", of: "its own channel only",
      from: site.inputs[0], to: site.output)
  }
  func gradientSentence(at site: Site) -> Sentence {
    sliding.gradientSentence(from: site.inputs[0], to: site.output)
  }
}
