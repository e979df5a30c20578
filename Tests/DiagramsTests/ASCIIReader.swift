/// Reads a finished picture in characters below 128: a corner is a `+` like every other, but
/// whether its line comes together or parts is told by the arrow in it.
enum ASCIIReader {
  static func read(_ lines: [String], isBackward: Bool = false) throws -> [PictureReader.Entry] {
    let lines = lines.map { line in
      String(String.UnicodeScalarView(redrawn(Array(line.unicodeScalars), isBackward)))
    }
    return try PictureReader.read(lines, isBackward: isBackward)
  }

  /// A line with its corners drawn as what they are; what stands in boxes is left alone.
  private static func redrawn(_ line: [Unicode.Scalar], _ isBackward: Bool) -> [Unicode.Scalar] {
    var glyphs = line
    var isInBox = false
    var start = 0
    while start < line.count {
      let glyph = line[start]
      if "[(".unicodeScalars.contains(glyph) { isInBox = true }
      if "])".unicodeScalars.contains(glyph) { isInBox = false }
      guard !isInBox else {
        if glyph == ".", line[start - 1] == " " { glyphs[start] = "·" }
        start += 1
        continue
      }
      let next = start + 1 < line.count ? line[start + 1] : " "
      if glyph == "|" { glyphs[start] = "│" }
      guard glyph == "+" || glyph == "S" && next == "<" else {
        start += 1
        continue
      }
      let end = line[start...].firstIndex { !"+-<S".unicodeScalars.contains($0) } ?? line.count
      // forward the arrow is at a join, backward at a fork
      let isJoin = line[start..<end].contains("<") != isBackward
      for cell in start..<end {
        switch line[cell] {
        case "-": glyphs[cell] = "─"
        case "<": glyphs[cell] = "◄"
        case "S": glyphs[cell] = "Σ"
        default: glyphs[cell] = isJoin ? (cell == end - 1 ? "┘" : "┴") : cell == end - 1 ? "┐" : "┬"
        }
      }
      if line[start] == "+" { glyphs[start] = "├" }
      start = end
    }
    return glyphs
  }
}
