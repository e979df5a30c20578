import Networks
import Tensors

/// One change of the input under five normalizations, and what becomes of their outputs.
struct NormProbes: Experiment {
  let name = "norm-probes"
  let title = "what each normalization depends on"
  let lesson = 14
  let question =
    "Which normalization notices a change of the other images, of contrast, of a channel?"
  let knobs = [
    Knob(
      "change",
      words: ["another image 1", "contrast of image 0", "contrast of channel 0"]),
    Knob("seed", [7, 1, 2, 3], standard: 7),
  ]

  private static let norms = [
    ("BN", "norm"), ("LN", "layer_norm"), ("GN 2", "group_norm groups: 2"),
    ("GN 4", "group_norm groups: 4"), ("IN", "instance_norm"),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let change = settings.word("change")
    let shape = Shape(6, 6, 8)
    let seed = UInt64(settings.count("seed"))
    let x = try Bench.forward("norm", on: shape, seed: seed, batch: 4).outputs[0]
    let other = try Bench.forward("norm", on: shape, seed: seed + 100, batch: 4).outputs[0]
    let size = shape.count
    var changed = x
    for place in x.elements.indices {
      switch change {
      case "another image 1":
        if place / size == 1 { changed.elements[place] = other.elements[place] }
      case "contrast of image 0":
        if place / size == 0 { changed.elements[place] = 3 * x.elements[place] + 2 }
      default:
        if place.isMultiple(of: 8) { changed.elements[place] = 3 * x.elements[place] + 2 }
      }
    }
    let distances = try Self.norms.map { name, block in
      let before = try Bench.forward(block, on: shape, seed: seed, batch: 4, given: ["x": x])
      let after = try Bench.forward(block, on: shape, seed: seed, batch: 4, given: ["x": changed])
      return (name, before.output.images[0].distance(to: after.output.images[0]))
    }
    // ε lets a trace of the contrast through
    let noticing = distances.filter { $0.1 > 1e-3 }.map(\.0)
    let expected: Set<String> =
      switch change {
      case "another image 1", "contrast of image 0": ["BN"]
      default: ["LN", "GN 2", "GN 4"]
      }
    return Findings(
      "the largest change of the output for image 0: \(change)",
      [.bars("change", distances.map { Findings.Bar($0.0, $0.1) })],
      table: Findings.Table(
        ["normalization", "change"], distances.map { [.text($0.0), .wide($0.1)] }),
      reading: Self.reading(change, noticing),
      measures: distances.map { name, distance in
        expected.contains(name)
          ? Findings.Measure("change under \(name)", distance, atLeast: 0.1)
          : Findings.Measure("change under \(name)", distance, expected: 0, give: 1e-3)
      })
  }

  private static func reading(_ change: String, _ noticing: [String]) -> String {
    let names = noticing.joined(separator: ", ")
    return switch change {
    case "another image 1":
      "Noticed by \(names): only its statistics are taken over the images of the batch."
    case "contrast of image 0":
      "Noticed by \(names): the others take mean and variance of this image alone, and contrast "
        + "and brightness go away with them."
    default:
      "Noticed by \(names): they take several channels into one mean, so that one channel weighs "
        + "on the others."
    }
  }
}
