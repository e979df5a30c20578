import Diagrams
import Networks
import Screens
import Tensors

/// One tensor of an opened element, with the cells that take part.
struct ElementPanel {
  /// How the formula calls it, and whose tensor it is.
  let symbol: String
  let name: String
  let tensor: Tensor<Double>
  /// `wanted` or `given`.
  let role: String
  let isParameter: Bool
  private(set) var slices: Slices
  private(set) var marks: [Int: Marks] = [:]
  /// The slice that must be seen: that of the chosen cell or of the running product.
  private(set) var first = 0
  private let axes: Axes

  /// What stands where in the slices.
  enum Axes: Sendable {
    /// Images, rows, columns, channels; one image of them.
    case maps
    /// Images and channels; one image of them.
    case vectors
    /// A kernel, a slice for each place of its third or fourth axis, or one matrix of both.
    case third, fourth, channels
    case matrix
    case row
  }

  /// A tensor with the cells of `product` and of all that take part, each in the colour of its
  /// product where those are told apart; what is wanted has one chosen cell.
  init(
    symbol: String, name: String, _ tensor: Tensor<Double>, role: String, isParameter: Bool,
    kernel: Kernel, chosen: [Int]? = nil, participants: [[Int]] = [], product: [[Int]] = [],
    toldApart: [(index: [Int], product: Int)] = []
  ) {
    self.symbol = symbol
    self.name = name
    self.tensor = tensor
    self.role = role
    self.isParameter = isParameter
    let anchor = chosen ?? product.first ?? participants.first ?? []
    switch (tensor.shape.rank, isParameter) {
    case (4, false):
      axes = .maps
      slices = Slices(channelsOf: tensor, image: anchor.first ?? 0)
    case (2, false):
      axes = .vectors
      slices = Slices(vector: tensor, image: anchor.first ?? 0)
    case (4, true) where tensor.shape[0] * tensor.shape[1] == 1:
      axes = .channels
      slices = Slices(kernel: tensor)
    case (4, true) where kernel.fixesThird || tensor.shape[2] == 1:
      axes = .fourth
      let third = anchor.count == 4 ? anchor[2] : 0
      slices = Slices(kernel: tensor, input: third)
      if kernel.isTransposed { slices = slices.headed("in ", " → out \(third)") }
    case (4, true):
      axes = .third
      let fourth = anchor.count == 4 ? anchor[3] : 0
      slices = Slices(kernel: tensor, output: fourth)
      if kernel.isTransposed { slices = slices.headed("in \(fourth) → out ", "") }
    case (2, true):
      axes = .matrix
      slices = Slices(matrix: tensor)
    default:
      axes = .row
      slices = Slices(vector: tensor)
    }
    for index in participants { mark(index, as: .participant, like: anchor) }
    for index in product { mark(index, as: .product, like: anchor) }
    for (index, product) in toldApart where isShown(index, like: anchor) {
      let place = place(of: index)
      marks[place.slice]?.setProduct(product, row: place.row, column: place.column)
    }
    if let chosen { mark(chosen, as: .chosen, like: anchor) }
    if !anchor.isEmpty { first = place(of: anchor).slice }
  }

  /// Marks a cell, if it lies in the slices that are shown.
  private mutating func mark(_ index: [Int], as mark: Mark, like anchor: [Int]) {
    guard isShown(index, like: anchor) else { return }
    let place = place(of: index)
    marks[place.slice, default: Marks()][place.row, place.column] = mark
  }

  private func isShown(_ index: [Int], like anchor: [Int]) -> Bool {
    switch axes {
    case .maps, .vectors: index.first == anchor.first
    case .third: index[3] == anchor[3]
    case .fourth: index[2] == anchor[2]
    case .channels, .matrix, .row: true
    }
  }

  /// Where an element stands in the slices.
  func place(of index: [Int]) -> (slice: Int, row: Int, column: Int) {
    switch axes {
    case .maps: (index[3], index[1], index[2])
    case .vectors: (0, 0, index[1])
    case .third: (index[2], index[0], index[1])
    case .fourth: (index[3], index[0], index[1])
    case .channels: (0, index[2], index[3])
    case .matrix: (0, index[0], index[1])
    case .row: (0, 0, index[0])
    }
  }

  /// Which channel of a kernel a sum keeps fixed, and what its third axis counts.
  struct Kernel {
    /// Whether the third axis is fixed and the fourth summed over, not the other way round.
    let fixesThird: Bool
    /// Whether the third axis counts outputs.
    let isTransposed: Bool
  }

  /// The width in which the slices that take part can be spelled in numbers.
  var naturalWidth: Int {
    let heading = symbol.unicodeScalars.count + name.unicodeScalars.count + size.count + 13
    let slice = 5 * slices.columns + 3
    let count = max(markedSlices.count, 1)
    return max(heading, count == 1 ? slice : count * (slice + 2))
  }

  /// The slices in which something is marked.
  private var markedSlices: [Int] { marks.keys.sorted() }

  /// The size of one slice as it is said in the heading.
  private var size: String {
    switch axes {
    case .maps, .vectors: "\(tensor.shape.image)"
    case .third, .fourth, .channels, .matrix, .row: "\(tensor.shape)"
    }
  }

  /// The heading and the slices in a room; numbers where they fit.
  func draw(in size: Size, scale: ColorScale, _ screen: Screen, prefersCells: Bool = false) -> Drawn
  {
    var grid = Grid(size)
    drawHeading(on: &grid)
    let room = Screen(
      Size(size.width, size.height - 1), colors: screen.colors, glyphs: screen.glyphs)
    let isAlone = markedSlices.count <= 1 && (slices.rows > 1 || slices.columns <= 12)
    if isAlone, let single = single(in: room, scale: scale, prefersCells: prefersCells) {
      return grid.holding(single)
    }
    var picture = TensorPicture(slices, scale: scale)
    picture.marks = marks
    picture.selected = slices.count > 1 ? first : nil
    picture.headings = size.height > 8 && slices.count > 1 ? .above : .beside
    if slices.count == 1 { picture.headings = .none }
    var drawing = picture.draw(on: room)
    if !drawing.shown.contains(first), !drawing.shown.isEmpty {
      picture.first = max(0, min(first, slices.count - drawing.shown.count))
      drawing = picture.draw(on: room)
    }
    // one slice in full says more of a number than all of them pooled
    if drawing.side > 1, let single = single(in: room, scale: scale, prefersCells: true) {
      return grid.holding(single)
    }
    grid.paste(drawing.grid, at: Position(0, 1))
    var height = 1 + drawing.grid.size.height
    let isPartial = drawing.shown.count < slices.count || drawing.side > 1
    if isPartial, height < size.height {
      grid.write(
        Text.fitting([drawing.caption, drawing.shortCaption], in: size.width),
        at: Position(0, height), Style(.quiet))
      height += 1
    }
    let cursor = chosenPlace.flatMap {
      drawing.position(slice: $0.slice, row: $0.row, column: $0.column)
    }
    return Drawn(grid: grid, height: height, cursor: cursor?.moved(0, 1))
  }

  /// Symbol, name, size and part, without the least important ones where there is no room.
  private func drawHeading(on grid: inout Grid) {
    var parts: [(text: String, style: Style)] = [
      (symbol, Style(.heading)), (name == symbol ? "" : name, Style(.term)), (size, .text),
      (role, Style(.quiet)),
    ].filter { !$0.0.isEmpty }
    func length() -> Int { parts.reduce(-2) { $0 + $1.text.unicodeScalars.count + 2 } }
    while parts.count > 1, length() > grid.size.width { parts.removeLast() }
    var column = 0
    for part in parts {
      column =
        grid.write(
          Text.clipped(part.text, to: grid.size.width), at: Position(column, 0), part.style) + 2
    }
  }

  /// What was drawn, and where the chosen cell stands.
  struct Drawn {
    let grid: Grid
    let height: Int
    let cursor: Position?
  }

  private var chosenPlace: (slice: Int, row: Int, column: Int)? {
    for (slice, marks) in marks {
      for row in 0..<slices.rows {
        for column in 0..<slices.columns where marks[row, column] == .chosen {
          return (slice, row, column)
        }
      }
    }
    return nil
  }

  /// One slice with its rows and columns numbered, where only one takes part and fits.
  private func single(in room: Screen, scale: ColorScale, prefersCells: Bool) -> Drawn? {
    var heatmap = Heatmap(slices[first], scale: scale, form: prefersCells ? .cells : .numbers)
    heatmap.marks = marks[first] ?? Marks()
    // the numbers of rows and columns give way before the numbers themselves
    let indexed = slices.rows > 1 ? [true, false] : [false]
    let attempts = [heatmap.form, .cells, .halfBlocks].flatMap { form in
      indexed.map { (form, $0) }
    }
    for (form, isIndexed) in attempts {
      heatmap.form = form
      heatmap.isIndexed = isIndexed
      let size = heatmap.size(on: room)
      guard size.width <= room.size.width, size.height <= room.size.height else { continue }
      let hasCaption = slices.count > 1 && size.height < room.size.height
      var grid = Grid(Size(room.size.width, size.height + (hasCaption ? 1 : 0)))
      heatmap.draw(into: &grid, at: Position(0, 0), on: room)
      if hasCaption {
        grid.write(
          "\(slices.noun) \(first) of \(slices.count)", at: Position(0, size.height), Style(.quiet))
      }
      let cursor = chosenPlace.map {
        heatmap.position(row: $0.row, column: $0.column, on: room)
      }
      return Drawn(grid: grid, height: grid.size.height, cursor: cursor)
    }
    return nil
  }
}

extension Grid {
  /// A panel under its heading.
  fileprivate func holding(_ drawn: ElementPanel.Drawn) -> ElementPanel.Drawn {
    var grid = self
    grid.paste(drawn.grid, at: Position(0, 1))
    return ElementPanel.Drawn(
      grid: grid, height: 1 + drawn.height, cursor: drawn.cursor?.moved(0, 1))
  }
}
