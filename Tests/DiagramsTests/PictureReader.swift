/// Reads a finished picture as a person would: finds the boxes and follows the lines.
///
/// It knows nothing of how pictures are made. Data runs down from each box; a fork sends it to the
/// right as well, `◄` brings it back to the left. Gradients do the same upward, so that a picture
/// of the backward pass is turned over first.
struct PictureReader {
  /// A caption, with the captions that enter it by their place in the list.
  struct Entry: Equatable, CustomStringConvertible {
    let caption: String
    let inputs: [Int]
    var description: String { "\(caption) \(inputs)" }
  }
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }
  private struct Box {
    var captions: [String]
    let columns: ClosedRange<Int>
  }
  /// Where a followed line comes to a box, and in which column it came to a join.
  private struct Arrival {
    let box: Int
    let column: Int
  }

  private let isBackward: Bool
  /// Row by row, with a margin of blanks all around, so that every neighbour exists.
  private var glyphs: [Unicode.Scalar] = []
  private var arms: [Int] = []
  private let width: Int
  private var boxes: [Box] = []
  /// The box in a cell, or −1.
  private var boxAt: [Int]

  // how far the neighbours lie in the list, and the arms that point to them
  private let right = 1, left = -1
  private var down: Int { width }
  private var up: Int { -width }
  private let upArm = 1, rightArm = 2, downArm = 4, leftArm = 8

  static func read(_ lines: [String], isBackward: Bool = false) throws -> [Entry] {
    let reader = try PictureReader(lines, isBackward: isBackward)
    try reader.checkLines()
    return try reader.entries()
  }

  private init(_ lines: [String], isBackward: Bool) throws {
    let lines = lines.map { Array($0.unicodeScalars) }
    self.isBackward = isBackward
    width = (lines.map(\.count).max() ?? 0) + 2
    let margin = [Unicode.Scalar](repeating: " ", count: width)
    glyphs = margin
    for line in isBackward ? lines.reversed() : lines {
      glyphs += [" "] + line + margin.dropLast(line.count + 1)
    }
    glyphs += margin
    boxAt = glyphs.map { _ in -1 }
    arms = glyphs.map { glyph in
      let arms = glyph.value < 0x2500 ? 0 : Self.armsOfGlyph[glyph] ?? 0
      return isBackward ? arms & 10 | (arms & 1) << 2 | (arms & 4) >> 2 : arms
    }
    try findBoxes()
  }
  private static let armsOfGlyph: [Unicode.Scalar: Int] = {
    var arms: [Unicode.Scalar: Int] = [:]
    for glyphs in [" ╵╶└╷│┌├╴┘─┴┐┤┬┼", " ╹╺┗╻┃┏┣╸┛━┻┓┫┳╋"] {
      for (index, glyph) in glyphs.unicodeScalars.enumerated() { arms[glyph] = index }
    }
    return arms
  }()

  private mutating func findBoxes() throws {
    let closing: [Unicode.Scalar: Unicode.Scalar] = ["[": "]", "(": ")"]
    var cell = 0
    while cell < glyphs.count {
      if let closed = closing[glyphs[cell]] {
        guard let end = glyphs[cell...].firstIndex(of: closed), end / width == cell / width else {
          throw Fault(description: "an open bracket in row \(cell / width)")
        }
        let text = String(String.UnicodeScalarView(glyphs[cell + 1..<end]))
        for inner in cell...end { boxAt[inner] = boxes.count }
        boxes.append(
          Box(
            captions: text.split(separator: "·").map { caption in
              caption.trimming(while: { " ▸".contains($0) })
            }, columns: cell...end))
        cell = end
      }
      cell += 1
    }
  }

  /// Every arm of a line meets an arm, an arrow head or a box: no text lies on a line.
  private func checkLines() throws {
    for cell in arms.indices where arms[cell] != 0 {
      for (arm, way, other) in [
        (upArm, up, downArm), (rightArm, right, leftArm), (downArm, down, upArm),
        (leftArm, left, rightArm),
      ] where arms[cell] & arm != 0 {
        let next = cell + way
        let isBox = boxAt[next] >= 0 && abs(way) == width
        guard arms[next] & other != 0 || glyphs[next] == "◄" || glyphs[next] == "Σ" || isBox else {
          throw Fault(
            description: "a line ends in nothing at row \(cell / width), column \(cell % width)")
        }
      }
    }
  }

  private func arrivals(from box: Box) throws -> [Arrival] {
    for cell in box.columns where arms[cell + down] & upArm != 0 || glyphs[cell + down] == "Σ" {
      return try goDown(to: cell + down, column: cell % width)
    }
    // boxes that touch
    let next = box.columns.first { boxAt[$0 + down] >= 0 }
    return next.map { [Arrival(box: boxAt[$0 + down], column: $0 % width)] } ?? []
  }
  private func goDown(to cell: Int, column: Int) throws -> [Arrival] {
    if boxAt[cell] >= 0 { return [Arrival(box: boxAt[cell], column: column)] }
    if glyphs[cell] == "Σ" { return try goDown(to: cell + down, column: cell % width) }
    guard arms[cell] & upArm != 0 else {
      throw Fault(description: "no way on at row \(cell / width), column \(cell % width)")
    }
    if arms[cell] & leftArm != 0 { return try goLeft(to: cell + left, column: cell % width) }
    if glyphs[cell + right] == "◄" { return try goDown(to: cell + down, column: cell % width) }
    let ahead = try goDown(to: cell + down, column: column)
    return arms[cell] & rightArm == 0 ? ahead : try ahead + goRight(to: cell + right)
  }
  private func goRight(to cell: Int) throws -> [Arrival] {
    let branch =
      arms[cell] & downArm == 0 ? [] : try goDown(to: cell + down, column: cell % width)
    return arms[cell] & rightArm == 0 ? branch : try branch + goRight(to: cell + right)
  }
  private func goLeft(to cell: Int, column: Int) throws -> [Arrival] {
    let isWay = arms[cell] & leftArm != 0 || glyphs[cell] == "◄"
    return isWay
      ? try goLeft(to: cell + left, column: column) : try goDown(to: cell + down, column: column)
  }

  /// The captions in the order in which they run: whatever enters one stands before it.
  private func entries() throws -> [Entry] {
    var inputs = [[Arrival]](repeating: [], count: boxes.count)
    for (index, box) in boxes.enumerated() {
      for (place, arrival) in try arrivals(from: box).enumerated() {
        if isBackward {
          inputs[index].append(Arrival(box: arrival.box, column: place))
        } else {
          inputs[arrival.box].append(Arrival(box: index, column: arrival.column))
        }
      }
    }
    var entries: [Entry] = []
    var numbers = [Int?](repeating: nil, count: boxes.count)
    func number(_ box: Int) -> Int {
      if let number = numbers[box] { return number }
      var entering = inputs[box].sorted { $0.column < $1.column }.map { number($0.box) }
      for caption in boxes[box].captions {
        entries.append(Entry(caption: caption, inputs: entering))
        entering = [entries.count - 1]
      }
      numbers[box] = entries.count - 1
      return entries.count - 1
    }
    _ = number(isBackward ? 0 : boxes.count - 1)
    return entries
  }
}

extension StringProtocol {
  func trimming(while isDropped: (Character) -> Bool) -> String {
    var text = Substring(self).drop(while: isDropped)
    while let last = text.last, isDropped(last) { text.removeLast() }
    return String(text)
  }
}
