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
      Window.spans(of: cells, taps.map { ($0, -$0.shift..<max(-$0.shift, outputs - $0.shift)) })
    }
  }

  /// Cuts `count` places where the taps change that are there; each tap comes with its places.
  ///
  /// It takes as long as there are taps, however many places there are.
  fileprivate static func spans(
    of count: Int, _ taps: [(tap: (tap: Int, shift: Int), places: Range<Int>)]
  ) -> [Span] {
    let ends = taps.flatMap { [$0.places.lowerBound, $0.places.upperBound] }
    let cuts = Set(ends.filter { 0..<count ~= $0 } + [0, count]).sorted()
    var spans: [Span] = []
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      let there = taps.filter { $0.places.contains(start) }.map(\.tap)
      // two taps may change at once and leave the same ones, or none, on both sides
      if let last = spans.last, last.taps.elementsEqual(there, by: ==) {
        spans[spans.count - 1] = Span(places: last.places.lowerBound..<end, taps: there)
      } else {
        spans.append(Span(places: start..<end, taps: there))
      }
    }
    return spans
  }
}

extension Window.Axis {
  /// Its places, by the taps through which they read.
  func spans(on extent: Int, outputs: Int) -> [Window.Span] {
    Window.spans(
      of: outputs,
      (0..<kernel).map { tap in
        ((tap, cell(of: 0, through: tap)), places(through: tap, within: extent, of: outputs))
      })
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
