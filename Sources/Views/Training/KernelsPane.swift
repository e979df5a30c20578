import Diagrams
import Screens
import Tensors
import Training

/// One tensor of weights as heatmaps that move, above the images of the next batch.
struct KernelsPane {
  let run: any ObservedRun
  let batch: Batch<Double>
  /// The tensor that is shown.
  let chosen: Int
  let name: String?

  func draw(on screen: Screen) -> Grid {
    var grid = Grid(screen.size)
    let weights = run.weights
    guard !weights.isEmpty else { return grid }
    let place = min(chosen, weights.count - 1)
    let (tensorName, tensor) = weights[place]
    var column = 1
    if let name { column = grid.write("run \(name)", at: Position(1, 0), Style(.quiet)) + 2 }
    grid.cursor = Position(column, 0)
    column = grid.write(tensorName, at: Position(column, 0), Style(.heading))
    column = grid.write("\(tensor.shape)", at: Position(column + 2, 0), Style(.term))
    column = grid.write(
      "\(place + 1) of \(weights.count)", at: Position(column + 2, 0), Style(.quiet))
    let summary = Statistics(tensor).summary(on: screen.glyphs)
    if column + 2 + summary.unicodeScalars.count <= screen.size.width {
      grid.write(summary, endingAt: screen.size.width, row: 0, Style(.quiet))
    }
    let hasImages = batch.x.shape.rank == 4
    // the images as high as they are, but the weights come first
    let images =
      hasImages
      ? min(
        ImageStrip.height(of: batch.x.shape.image, on: screen),
        max(screen.size.height - 8, screen.size.height / 3)) : 0
    let room = Size(screen.size.width - 1, screen.size.height - images - 4)
    let picture = TensorPicture(Self.slices(tensor), scale: ColorScale(of: tensor))
    let drawing = picture.draw(
      on: Screen(room, colors: screen.colors, glyphs: screen.glyphs))
    grid.paste(drawing.grid, at: Position(1, 1))
    grid.write(
      drawing.caption, at: Position(1, 1 + min(drawing.grid.size.height, room.height)),
      Style(.quiet))
    if hasImages {
      drawImages(height: images, on: &grid, screen)
    }
    return grid
  }

  private func drawImages(height: Int, on grid: inout Grid, _ screen: Screen) {
    let top = screen.size.height - height
    grid.write(
      "the batch of the next update, \(batch.indices.count) images as they enter",
      at: Position(1, top - 1), Style(.quiet))
    let words = batch.indices.indices.map { label(of: $0) }
    let strip = ImageStrip(images: batch.x, words: words).draw(
      from: 0,
      on: Screen(
        Size(screen.size.width - 1, height), colors: screen.colors, glyphs: screen.glyphs))
    grid.paste(strip, at: Position(1, top))
  }

  /// The class that should come out, or two where labels are mixed.
  private func label(of image: Int) -> String {
    guard run.examples.hasClasses else { return "\(batch.indices[image])" }
    let classes = batch.targets.channels
    let row = batch.targets.elements[image * classes..<(image + 1) * classes]
    let least = 1.5 * (row.min() ?? 0)
    let shares = row.enumerated().filter { $0.element > least }.sorted { $0.element > $1.element }
    return shares.prefix(2).map { run.examples.called($0.offset) }.joined(separator: "+")
  }

  /// The planes of weights: of a kernel those that read its first input.
  private static func slices(_ tensor: Tensor<Double>) -> Slices {
    switch tensor.shape.rank {
    case 4: Slices(kernel: tensor, input: 0)
    case 2: Slices(matrix: tensor)
    default: Slices(vector: tensor)
    }
  }
}
