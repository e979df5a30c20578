import Tensors

/// Some neighbouring channels of a map: the others end here.
///
///     y[i,j,c] = x[i,j,c + from]
///
/// ShuffleNet V2 parts its channels so, and leaves one half as it is (Ma et al. 2018, section 3.2).
struct SliceChannels: Rearranging {
  static let keyword = "slice_channels"
  static let spelling = Spelling(
    [.init("count", .count, isRequired: true)], labelled: [.init("from", .natural)])
  let channels: Int
  let first: Int

  init(_ arguments: Arguments) throws {
    channels = arguments.integer("count") ?? 1
    first = arguments.integer("from") ?? 0
  }

  var arguments: String { "\(channels)" + (first == 0 ? "" : " from: \(first)") }
  var caption: String { "channels \(first)–\(first + channels - 1)" }
  var shortCaption: String { "\(first)–\(first + channels - 1)" }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let map = try onlyMap(inputs)
    guard first <= map[2], channels <= map[2] - first else {
      throw Misfit(
        "slice_channels \(channels) from: \(first) reads beyond the "
          + Words.counted(map[2], "channel"))
    }
    return Shape(map[0], map[1], channels)
  }
  func places(on image: Shape) -> [Int] {
    (0..<image[0] * image[1]).flatMap { position in
      (first..<first + channels).map { position * image[2] + $0 }
    }
  }
  func origin(of image: Shape) -> String { "[i,j,\("c" + Affine(first))]" }

  func sentence(at site: Site) -> Sentence {
    let all = Words.counted(site.inputs[0][2], "channel")
    let rest = channels == site.inputs[0][2] ? "none is left out" : "the others are left out"
    return Sentence(
      "Of \(all), \(Words.grouped(channels)) go on; \(rest).",
      short: "Of \(all), \(Words.grouped(channels)) go on.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "Each gradient returns to its channel; those that were left out get 0.",
      short: "Each gradient returns to its channel; the rest get 0.")
  }
  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    PyTorch("\(place.x)[:, \(first):\(first + channels)]")
  }
}
