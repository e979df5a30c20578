import Tensors

/// Makes a map larger by a factor r, out of its channels: r² of them become the block of a cell.
///
///     y[r·i+a,r·j+b,c] = x[i,j,r²·c + r·a + b]
///
/// Shi et al. 2016, “Real-Time Single Image and Video Super-Resolution”, section 2.2.
struct PixelShuffle: Rearranging {
  static let keyword = "pixel_shuffle"
  static let spelling = Spelling([.init("factor", .count, isRequired: true)])
  let factor: Int

  init(_ arguments: Arguments) throws { factor = arguments.integer("factor") ?? 1 }

  var arguments: String { "\(factor)" }
  var caption: String { "pixel shuffle \(factor)" }
  var shortCaption: String { "shuffle \(factor)" }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let map = try onlyMap(inputs)
    let (area, isTooLarge) = factor.multipliedReportingOverflow(by: factor)
    guard !isTooLarge, map[2] % area == 0 else {
      throw Misfit(
        "pixel_shuffle \(factor) makes blocks of \(factor)×\(factor) cells out of channels, and "
          + "\(Words.counted(map[2], "channel")) cannot be divided so")
    }
    return Shape(map[0] * factor, map[1] * factor, map[2] / area)
  }
  func places(on image: Shape) -> [Int] {
    let channels = image[2] / (factor * factor)
    let output = Shape(image[0] * factor, image[1] * factor, channels)
    return (0..<output.count).map { place in
      let index = output.index(at: place)
      let tap = index[0] % factor * factor + index[1] % factor
      let cell = index[0] / factor * image[1] + index[1] / factor
      return cell * image[2] + index[2] * factor * factor + tap
    }
  }
  func origin(of image: Shape) -> String {
    let (r, area) = ("\(factor)", "\(factor * factor)")
    return
      "\\left[ \\left\\lfloor i / \(r) \\right\\rfloor, \\left\\lfloor j / \(r) \\right\\rfloor, "
      + "\(area) c + \(r) \\left( i \\bmod \(r) \\right) + j \\bmod \(r) \\right]"
  }

  func sentence(at site: Site) -> Sentence {
    let sizes = "A map of \(Words.area(site.inputs[0])) becomes \(Words.area(site.output))"
    return Sentence(
      "\(sizes): \(factor * factor) channels of a cell become its block of \(factor)×\(factor), and "
        + "\(Words.counted(site.output[2], "channel")) \(site.output[2] == 1 ? "is" : "are") left.",
      short: "\(sizes): \(factor * factor) channels become a block of cells.")
  }
  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    PyTorch("F.pixel_shuffle(\(place.x), \(factor))")
  }
}
