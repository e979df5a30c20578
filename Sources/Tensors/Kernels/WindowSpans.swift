/// Places of a window in order, cut where the taps change through which they read the map and not
/// its padding.
extension Window {
  /// Neighbouring places that read through the same taps.
  struct Span: Sendable {
    let places: Range<Int>
    /// Place k reads cell k · step + shift, the step being that of all places.
    let taps: [(tap: Int, shift: Int)]
  }

  /// The cells of one axis that lie a stride apart, and the taps through which each of them is
  /// read, all by the same rule.
  struct Phase: Sendable {
    let first: Int
    let cells: Int
    /// Cell number k is read through a tap by the place k + shift, if there is one; by ascending
    /// place.
    let taps: [(tap: Int, shift: Int)]

    /// Its cells, by the taps through which they are read.
    func spans(outputs: Int) -> [Span] {
      Window.spans(of: cells) { cell in
        taps.indices.filter { 0..<outputs ~= cell + taps[$0].shift }
      }.map { cells, inside in Span(places: cells, taps: inside.map { taps[$0] }) }
    }
  }

  /// Cuts a range where what belongs to its places changes.
  fileprivate static func spans<Value: Equatable>(
    of count: Int, _ value: (Int) -> Value
  ) -> [(places: Range<Int>, value: Value)] {
    var spans: [(places: Range<Int>, value: Value)] = []
    for place in 0..<count {
      let value = value(place)
      if let last = spans.last, last.value == value {
        spans[spans.count - 1].places = last.places.lowerBound..<place + 1
      } else {
        spans.append((place..<place + 1, value))
      }
    }
    return spans
  }
}

extension Window.Axis {
  /// Its places, by the taps through which they read.
  func spans(on extent: Int, outputs: Int) -> [Window.Span] {
    Window.spans(of: outputs) { taps(of: $0, within: extent) }.map { places, taps in
      Window.Span(places: places, taps: taps.map { ($0, cell(of: 0, through: $0)) })
    }
  }

  /// All cells of an axis, by what is left of them divided by the stride.
  func phases(of extent: Int) -> [Window.Phase] {
    (0..<min(stride, extent)).map { first in
      let taps = (0..<kernel).reversed().compactMap { tap -> (tap: Int, shift: Int)? in
        let distance = first + before - tap * dilation
        return distance % stride == 0 ? (tap, distance / stride) : nil
      }
      return Window.Phase(first: first, cells: (extent - first + stride - 1) / stride, taps: taps)
    }
  }

  /// The places at which a tap reads the map and not its padding.
  func places(through tap: Int, within extent: Int, of outputs: Int) -> Range<Int> {
    let offset = before - tap * dilation
    let first = min(outputs, max(0, (offset + stride - 1) / stride))
    let room = extent - 1 + offset
    let end = room < 0 ? 0 : min(outputs, room / stride + 1)
    return first..<max(first, end)
  }
}
