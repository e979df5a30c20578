import Screens

extension TensorPicture {
  /// Where one slice stands.
  struct Frame: Sendable {
    let slice: Int
    let form: Heatmap.Form
    let heading: Position
    let origin: Position
    let extent: Size
    /// How many values a row has.
    let columns: Int
  }

  /// Which slices stand where, in which form, and how far they are pooled.
  struct Layout {
    let frames: [Frame]
    let side: Int
    let height: Int

    init(_ picture: TensorPicture, on screen: Screen) {
      let placement = Placement(picture: picture, screen: screen)
      let (form, side) = placement.choice()
      let frames = placement.frames(form, side: side, from: picture.first)
      self.frames = frames
      self.side = side
      height = frames.map { $0.origin.row + $0.extent.height }.max() ?? 0
    }
  }
}

/// Tries forms in a room.
private struct Placement {
  let picture: TensorPicture
  let screen: Screen

  /// The form that tells most: numbers where all slices fit, cells where all or four do, else
  /// half blocks, at last pooled as little as possible.
  func choice() -> (form: Heatmap.Form, side: Int) {
    let forms = (picture.form.map { [$0] } ?? Heatmap.Form.allCases).map { $0.shown(on: screen) }
    let count = picture.slices.count
    for form in forms where picture.form == nil {
      let fitting = frames(form, side: 1, from: 0).count
      if fitting == count || (form != .numbers && fitting >= min(count, 4)) { return (form, 1) }
    }
    let last = forms.last ?? .cells
    let longest = max(picture.slices.rows, picture.slices.columns)
    var side = 1
    while side < longest, frames(last, side: side, from: 0).isEmpty { side += 1 }
    return (last, side)
  }

  /// The slices that fit from `first` on, in bands from left to right.
  func frames(_ form: Heatmap.Form, side: Int, from first: Int) -> [TensorPicture.Frame] {
    var frames: [TensorPicture.Frame] = []
    var (column, row, bandHeight) = (0, 0, 0)
    for slice in max(first, 0)..<max(picture.slices.count, first, 0) {
      let form =
        picture.spellsSelected && slice == picture.selected ? .numbers : form
      let (rows, columns) = counts(form, side: side)
      let extent = form.extent(rows: rows, columns: columns)
      let label = label(of: slice, form)
      let width = max(label.width + extent.width, headingWidth(slice))
      if column > 0, column + width > screen.size.width {
        (column, row) = (0, row + bandHeight + spacing)
        bandHeight = 0
      }
      let height = label.height + extent.height
      guard column + width <= screen.size.width, row + height <= screen.size.height else { break }
      let corner = Position(column, row)
      frames.append(
        TensorPicture.Frame(
          slice: slice, form: form, heading: corner,
          origin: corner.moved(label.width, label.height), extent: extent, columns: columns))
      bandHeight = max(bandHeight, height)
      column += pitch(of: width, form)
    }
    return frames
  }

  /// The rows and columns of values of a slice in some form; a vector is folded to fit, at a
  /// multiple of eight where there is room for as many.
  private func counts(_ form: Heatmap.Form, side: Int) -> (rows: Int, columns: Int) {
    let columns = (picture.slices.columns + side - 1) / side
    guard picture.slices.isVector else {
      return ((picture.slices.rows + side - 1) / side, columns)
    }
    let room = form.columns(in: screen.size.width)
    let width = columns <= room ? columns : room >= 8 ? room / 8 * 8 : max(room, 1)
    return ((columns + width - 1) / max(width, 1), width)
  }

  /// The room that a heading takes to the left of its slice and above it.
  private func label(of slice: Int, _ form: Heatmap.Form) -> Size {
    switch picture.headings {
    case .above: Size(0, headingWidth(slice) > 0 ? 1 : 0)
    // a number brings the blank before it along
    case .beside: Size(String(slice).count + (form == .numbers ? 0 : 1), 0)
    case .none: Size(0, 0)
    }
  }
  private func headingWidth(_ slice: Int) -> Int {
    picture.headings == .above ? picture.heading(slice, on: screen.glyphs).count : 0
  }

  /// Bands with headings over them are apart by those.
  private var spacing: Int { picture.headings == .above ? 0 : 1 }

  /// The distance to the next slice: a multiple of the picture's pitch where one is given.
  private func pitch(of width: Int, _ form: Heatmap.Form) -> Int {
    if let pitch = picture.pitch, pitch > 0 { return (width + pitch) / pitch * pitch }
    return switch picture.headings {
    case .above: (width + 3) / 2 * 2
    // numbers end with a blank of their own
    case .beside: width + (form == .numbers ? 1 : 3)
    case .none: width + 1
    }
  }
}
