import Screens

/// Slices of a tensor as heatmaps side by side, as many whole ones as there is room for.
///
///     channel 0         channel 1                  0 ▀▀▀▀  1 ▀▀▀▀
///     ······░░░░░░░░··  ····░░░░░░▒▒▓▓··             ▀▀▀▀    ▀▀▀▀
public struct TensorPicture: Sendable {
  /// Where the name of a slice stands.
  public enum Headings: Sendable {
    /// In full over it: `channel 0`.
    case above
    /// Its number before its first row.
    case beside
    case none
  }

  public var slices: Slices
  public var scale: ColorScale
  /// The slice shown first; pages move it.
  public var first = 0
  /// The slice whose heading is underlined.
  public var selected: Int?
  /// Whether the selected slice shows numbers whatever the others do.
  public var spellsSelected = false
  public var headings = Headings.above
  /// The form to draw in; without it, the one that tells most in the room there is.
  public var form: Heatmap.Form?
  /// The distance from one slice to the next, where it must agree with another picture.
  public var pitch: Int?
  /// Marked cells, by slice.
  public var marks: [Int: Marks] = [:]

  public init(_ slices: Slices, scale: ColorScale) {
    self.slices = slices
    self.scale = scale
  }

  /// Draws into the size of a screen; the grid is as wide as that and as high as it needs.
  ///
  ///     // 16 channels of 2×2 on 40 columns and 10 rows without colour
  ///     let drawing = TensorPicture(slices, scale: scale).draw(on: screen)
  ///     drawing.caption  // "channels 0–8 of 16"
  public func draw(on screen: Screen) -> Drawing {
    let layout = Layout(self, on: screen)
    var grid = Grid(Size(screen.size.width, layout.height))
    for frame in layout.frames {
      drawHeading(of: frame, into: &grid, on: screen)
      let pooled = slices[frame.slice].pooled(layout.side)
      var heatmap = Heatmap(
        slices.isVector ? pooled.folded(into: frame.columns) : pooled, scale: scale,
        form: frame.form)
      if layout.side == 1, let marks = marks[frame.slice] {
        heatmap.marks = slices.isVector ? marks.folded(into: frame.columns) : marks
      }
      heatmap.draw(into: &grid, at: frame.origin, on: screen)
      if headings == .none, frame.slice == selected {
        let last = frame.origin.moved(0, frame.extent.height - 1)
        grid.restyle(at: last, width: frame.extent.width) { $0.isUnderlined = true }
      }
    }
    let shown = first..<first + layout.frames.count
    return Drawing(
      grid: grid, caption: caption(shown, side: layout.side, on: screen.glyphs),
      shortCaption: shortCaption(shown, side: layout.side, on: screen.glyphs), shown: shown,
      side: layout.side, isFolded: slices.isVector, frames: layout.frames)
  }

  private func drawHeading(of frame: Frame, into grid: inout Grid, on screen: Screen) {
    let style = Style(
      headings == .above ? .text : .quiet, isUnderlined: frame.slice == selected)
    switch headings {
    case .above: grid.write(heading(frame.slice, on: screen.glyphs), at: frame.heading, style)
    case .beside: grid.write(String(frame.slice), at: frame.heading, style)
    case .none: break
    }
  }

  func heading(_ slice: Int, on glyphs: GlyphTier) -> String {
    guard !slices.heading.before.isEmpty else { return "" }
    let after = glyphs.isPlain ? slices.heading.after.ascii : slices.heading.after
    return slices.heading.before + String(slice) + after
  }

  /// What is not seen: `channels 0–3 of 16, largest |value| of each 4×4`.
  private func caption(_ shown: Range<Int>, side: Int, on glyphs: GlyphTier) -> String {
    var parts: [String] = []
    if slices.count > 1 {
      let dash = glyphs.isPlain ? "-" : "–"
      let ordinals =
        shown.count == 1
        ? " \(shown.lowerBound)" : "s \(shown.lowerBound)\(dash)\(shown.upperBound - 1)"
      parts.append(shown.isEmpty ? "no room" : slices.noun + ordinals + " of \(slices.count)")
    }
    if side > 1, slices.isVector { parts.append("largest |value| of each \(side)") }
    if side > 1, !slices.isVector {
      parts.append("largest |value| of each \(side)\(glyphs.isPlain ? "x" : "×")\(side)")
    }
    return parts.joined(separator: ", ")
  }

  /// The same where there is no room for words: `0–3 of 16, 4×4 max`.
  private func shortCaption(_ shown: Range<Int>, side: Int, on glyphs: GlyphTier) -> String {
    var parts: [String] = []
    if slices.count > 1, let first = shown.first, let last = shown.last {
      let dash = glyphs.isPlain ? "-" : "–"
      parts.append((first == last ? "\(first)" : "\(first)\(dash)\(last)") + " of \(slices.count)")
    }
    if side > 1 {
      let by = glyphs.isPlain ? "x" : "×"
      parts.append((slices.isVector ? "\(side)" : "\(side)\(by)\(side)") + " max")
    }
    return parts.joined(separator: ", ")
  }
}

/// A drawn tensor: the grid, and what of the tensor it shows.
public struct Drawing: Sendable {
  public let grid: Grid
  /// What is not seen: `channels 0–3 of 16`; empty where there is nothing to say.
  public let caption: String
  /// The same in fewer characters.
  public let shortCaption: String
  /// The slices that are shown.
  public let shown: Range<Int>
  /// The side of the squares of which one value is shown; 1 where all are.
  public let side: Int
  let isFolded: Bool
  let frames: [TensorPicture.Frame]

  /// Where an element stands in the grid, for the cursor; nothing if its slice is not shown.
  ///
  ///     // of the channels 0–8 that the example of `draw` shows
  ///     drawing.position(slice: 1, row: 1, column: 1)  // column 14, row 2
  ///     drawing.position(slice: 9, row: 0, column: 0)  // nil
  public func position(slice: Int, row: Int, column: Int) -> Position? {
    guard let frame = frames.first(where: { $0.slice == slice }) else { return nil }
    let place =
      isFolded
      ? frame.form.position(
        row: column / side / frame.columns, column: column / side % frame.columns)
      : frame.form.position(row: row / side, column: column / side)
    return frame.origin.moved(place.column, place.row)
  }
}
