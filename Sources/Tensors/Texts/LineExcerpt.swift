/// A line, or as much of a long one as shows a fault with what stands around it.
public struct LineExcerpt {
  private static let width = 120
  /// How much of a long line is left of the fault.
  private static let lead = 40

  public let text: String
  /// Blanks and a `^` under the fault, drawn out under all of it.
  public let caret: String

  public init(of line: String, at place: Place) {
    let scalars = line.unicodeScalars
    let fault = max(place.column - 1, 0)
    let isLong = scalars.count > Self.width
    let start = isLong ? max(0, min(fault - Self.lead, scalars.count - Self.width)) : 0
    let shown = scalars.dropFirst(start).prefix(Self.width)
    let end = start + shown.count < scalars.count ? "…" : ""
    text = (start > 0 ? "…" : "") + String(String.UnicodeScalarView(shown)) + end
    let indent = min(fault - start, Self.width) + (start > 0 ? 1 : 0)
    let length = min(place.length, Self.width - min(fault - start, Self.width - 1))
    caret =
      String(repeating: " ", count: indent) + "^"
      + String(repeating: "~", count: max(length - 1, 0))
  }
}
