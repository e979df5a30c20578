import Diagrams
import Networks
import Screens
import Tensors

/// What leaves a part of a network, measured once and ready to be drawn again and again.
struct Portrait: Sendable {
  let name: String
  let isGradient: Bool
  let shape: Shape
  let statistics: Statistics
  private let slices: Slices
  private let scale: ColorScale
  private let outside: ColorScale.Outside

  init(_ batch: Tensor<Float>, named name: String, isGradient: Bool) {
    let image: Tensor<Double> = batch.firstImage.converted()
    self.name = name
    self.isGradient = isGradient
    shape = image.shape
    statistics = Statistics(image)
    slices = image.shape.rank == 3 ? Slices(channelsOf: image) : Slices(vector: image)
    scale = ColorScale(of: [statistics])
    // the scale is the tensor's own: only what is no number, or infinite, lies outside
    let isComplete = statistics.invalid == 0 && statistics.infinite == 0
    outside = isComplete ? ColorScale.Outside() : scale.outside(of: image)
  }

  /// A heading, as many channels from one on as there is room for, the scale.
  func draw(from channel: Int, in size: Size, _ screen: Screen) -> Grid {
    var grid = Grid(size)
    var column = grid.write(isGradient ? "G" : "out", at: Position(0, 0), Style(.heading))
    column = grid.write(name, at: Position(column + 1, 0), Style(.term))
    grid.write("\(shape)", at: Position(column + 3, 0))
    let summary = Text.wrapped(statistics.summary(on: screen.glyphs), to: size.width)
    for (row, line) in summary.prefix(2).enumerated() {
      grid.write(line, at: Position(0, row + 1), Style(.quiet))
    }
    let top = min(summary.count, 2) + 2
    let room = Size(size.width, size.height - top - 2)
    var picture = TensorPicture(slices, scale: scale)
    if slices.count == 1 { picture.headings = .none }
    let inner = Screen(room, colors: screen.colors, glyphs: screen.glyphs)
    picture.first = min(channel, max(slices.count - 1, 0))
    let drawing = picture.draw(on: inner)
    grid.paste(drawing.grid.cropped(to: room), at: Position(0, top))
    grid.write(
      Text.fitting([drawing.caption, drawing.shortCaption], in: size.width),
      at: Position(0, min(top + drawing.grid.size.height, size.height - 2)), Style(.quiet))
    grid.paste(
      Legend(scale, outside: outside).draw(on: screen).cropped(to: Size(size.width, 1)),
      at: Position(0, size.height - 1))
    return grid
  }
}

extension Tensor {
  /// The first image of a batch.
  var firstImage: Tensor {
    let image = shape.image
    return Tensor(image, Array(elements.prefix(image.count)))
  }
}
