import Diagrams
import Screens
import Tensors

/// Small images side by side, each below a word, as many as there is room for.
struct ImageStrip {
  let images: Tensor<Double>
  let words: [String]

  /// The images from `first` on, in bands from left to right.
  func draw(from first: Int, on screen: Screen) -> Grid {
    var grid = Grid(screen.size)
    guard images.shape.rank == 4, !words.isEmpty else { return grid }
    let scale = ColorScale(of: images)
    let form = Heatmap.Form.halfBlocks.shown(on: screen)
    let (rows, columns) = (images.shape[1], images.shape[2])
    var side = 1
    // what is too wide is pooled until two stand beside each other
    while side < columns, extent(rows, columns, side, form).width * 2 + 2 > screen.size.width {
      side += 1
    }
    let extent = extent(rows, columns, side, form)
    let longest = words.map(\.unicodeScalars.count).max() ?? 0
    let pitch = max(extent.width, longest) + 2
    var (column, row) = (0, 0)
    for (index, word) in words.enumerated().dropFirst(first) {
      if column > 0, column + pitch - 2 > screen.size.width {
        (column, row) = (0, row + extent.height + 2)
      }
      guard row + extent.height + 1 <= screen.size.height else { break }
      grid.write(Text.clipped(word, to: screen.size.width - column), at: Position(column, row))
      Heatmap(plane(index).pooled(side), scale: scale, form: form)
        .draw(into: &grid, at: Position(column, row + 1), on: screen)
      column += pitch
    }
    return grid
  }

  /// The rows that one band of images takes, with their words.
  static func height(of image: Shape, on screen: Screen) -> Int {
    1 + Heatmap.Form.halfBlocks.shown(on: screen).extent(rows: image[0], columns: image[1]).height
  }

  private func extent(_ rows: Int, _ columns: Int, _ side: Int, _ form: Heatmap.Form) -> Size {
    form.extent(rows: (rows + side - 1) / side, columns: (columns + side - 1) / side)
  }

  /// An image as one plane, its channels taken together as their mean.
  private func plane(_ index: Int) -> Plane {
    let shape = images.shape.image
    let channels = shape[2]
    let start = index * shape.count
    let numbers = (0..<shape[0] * shape[1]).map { place in
      let pixel = images.elements[(start + place * channels)..<(start + (place + 1) * channels)]
      return pixel.reduce(0, +) / Double(channels)
    }
    return Plane(rows: shape[0], columns: shape[1], numbers)
  }
}
