import Screens

/// The lines of a picture in one piece each, in cells: a point is where arms meet.
struct Wires {
  struct Line {
    let from: (x: Double, y: Double)
    let to: (x: Double, y: Double)
    let isDotted: Bool
  }
  private(set) var lines: [Line] = []

  init(_ diagram: Diagram) {
    let canvas = diagram.canvas
    var boxed: [Position: Bool] = [:]
    for box in diagram.boxes where box.box.frame != .none {
      for column in 0..<box.box.width {
        // lines enter a box in the middle
        boxed[box.position.moved(column, 0)] = column == box.box.width / 2
      }
    }
    for column in 0..<canvas.size.width {
      var ends: [(from: Double, to: Double, isDotted: Bool)] = []
      func add(_ from: Double, _ to: Double, _ isDotted: Bool) {
        if let last = ends.last, last.to == from, last.isDotted == isDotted {
          ends[ends.count - 1].to = to
        } else {
          ends.append((from, to, isDotted))
        }
      }
      for row in 0..<canvas.size.height {
        let (wire, place) = (canvas[column, row], Double(row))
        if boxed[Position(column, row)] == true {
          let isEntered = row > 0 && Self.leads(.down, column, row - 1, canvas, boxed)
          let isLeft =
            row + 1 < canvas.size.height && Self.leads(.up, column, row + 1, canvas, boxed)
          if isEntered { add(place, place + 0.5, false) }
          if isLeft { add(place + 0.5, place + 1, false) }
        } else {
          if wire.arms.contains(.up) { add(place, place + 0.5, wire.isDotted) }
          if wire.arms.contains(.down) { add(place + 0.5, place + 1, wire.isDotted) }
        }
      }
      let x = Double(column) + 0.5
      lines += ends.map { Line(from: (x, $0.from), to: (x, $0.to), isDotted: $0.isDotted) }
    }
    for row in 0..<canvas.size.height {
      var start: Int?
      for column in 0..<canvas.size.width {
        let arms = canvas[column, row].arms
        if arms.contains(.right), start == nil { start = column }
        guard let first = start, !arms.contains(.right) else { continue }
        let y = Double(row) + 0.5
        lines.append(
          Line(from: (Double(first) + 0.5, y), to: (Double(column) + 0.5, y), isDotted: false))
        start = nil
      }
    }
  }

  /// Whether a cell sends a line that way, or is the middle of a box that does.
  private static func leads(
    _ arm: Arms, _ column: Int, _ row: Int, _ canvas: Canvas, _ boxed: [Position: Bool]
  ) -> Bool {
    canvas[column, row].arms.contains(arm) || boxed[Position(column, row)] == true
  }
}
