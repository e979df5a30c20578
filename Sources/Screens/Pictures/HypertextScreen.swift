/// A screen as an HTML page that needs no other file.
public struct HypertextScreen {
  public let text: String

  public init(_ grid: Grid, _ theme: Theme) {
    let background = theme.ramp.background
    let rows = (0..<grid.size.height).map { row in
      grid.runs(ofRow: row, theme).map { run in
        "<span style=\"\(Self.style(run.inked))\">\(run.glyphs.escaped)</span>"
      }.joined()
    }
    text = """
      <!DOCTYPE html>
      <meta charset="utf-8">
      <title>Blockwalk</title>
      <pre style="display:inline-block;padding:1em;line-height:1.2;\
      background:\(Inked.hexadecimal(background.rgb));color:\(Inked.hexadecimal(background.inkRGB))">
      \(rows.joined(separator: "\n"))
      </pre>

      """
  }

  private static func style(_ inked: Inked) -> String {
    var parts = ["color:\(Inked.hexadecimal(inked.foreground))"]
    if let paper = inked.background { parts.append("background:\(Inked.hexadecimal(paper))") }
    if inked.attributes.contains(.bold) { parts.append("font-weight:bold") }
    if inked.attributes.contains(.underline) { parts.append("text-decoration:underline") }
    if inked.attributes.contains(.dim) { parts.append("opacity:0.6") }
    return parts.joined(separator: ";")
  }
}
