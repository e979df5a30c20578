import Tensors

/// Deals the channels of each position out anew, so that groups mix: the first of every group, then
/// the second of every group.
///
///     y[i,j,c] = x[i,j,(c mod g)·C/g + ⌊c/g⌋]
///
/// Zhang et al. 2018, “ShuffleNet”, section 3.1.
struct ChannelShuffle: Rearranging {
  static let keyword = "channel_shuffle"
  static let spelling = Spelling(labelled: [.init("groups", .count, isRequired: true)])
  let groups: Int

  init(_ arguments: Arguments) throws { groups = arguments.integer("groups") ?? 1 }

  var arguments: String { "groups: \(groups)" }
  var caption: String { "shuffle, \(groups)" }
  var shortCaption: String { "shuffle" }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let map = try onlyMap(inputs)
    guard map[2] % groups == 0 else {
      throw Misfit(
        "\(Words.counted(groups, "group")) do not divide \(Words.counted(map[2], "channel"))")
    }
    return map
  }
  func places(on image: Shape) -> [Int] {
    let width = image[2] / groups
    return (0..<image.count).map { place in
      let (position, c) = place.quotientAndRemainder(dividingBy: image[2])
      return position * image[2] + c % groups * width + c / groups
    }
  }
  func origin(of image: Shape) -> String {
    let width = image[2] / groups
    let first = width == 1 ? "c \\bmod \(groups)" : "\(width) \\left( c \\bmod \(groups) \\right)"
    return "\\left[ i, j, \(first) + \\left\\lfloor c / \(groups) \\right\\rfloor \\right]"
  }

  func sentence(at site: Site) -> Sentence {
    let width = site.output[2] / groups
    return Sentence(
      "The \(Words.counted(site.output[2], "channel")) are dealt out anew: 1 of each of the \(groups) "
        + "groups of \(width) in turn, so that the next grouped layer reads them all.",
      short: "Channels are dealt out anew: 1 of each of \(groups) groups in turn.")
  }
  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    PyTorch("F.channel_shuffle(\(place.x), \(groups))")
  }
}
