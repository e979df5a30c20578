import Tensors

/// What a sliding window does to a map, in words.
extension Sliding {
  /// A sentence about windows, how far they are apart, and what becomes of the size.
  func sentence(
    _ windows: String, more: String, from map: Shape, to output: Shape
  ) -> Sentence {
    let apart =
      stride == Pair(1, 1)
      ? "neighbouring windows overlap"
      : "neighbouring cells look \(captionOfStride) apart"
    let size =
      map[0] == output[0] && map[1] == output[1]
      ? "and the size stays \(Words.area(map))"
      : "so \(Words.area(map)) becomes \(Words.area(output))"
    let short = "\(windows); \(apart)."
    return Sentence(
      "\(windows)\(more); \(apart), \(size).",
      short: short.count <= Sentence.room.short ? short : windows + ".")
  }
  private var captionOfStride: String {
    stride.rows == stride.columns ? Words.spelled(stride.rows) : stride.description
  }

  /// A sentence about how the gradients of the windows return to the cells that they read.
  func gradientSentence(from map: Shape, to output: Shape) -> Sentence {
    let window = window(on: map)
    let rows = window.rows.readerCounts(on: map[0], outputs: output[0])
    let columns = window.columns.readerCounts(on: map[1], outputs: output[1])
    let fewest = rows.lowerBound * columns.lowerBound
    let most = rows.upperBound * columns.upperBound
    let through = "through the same weights"
    if most == 1 {
      return fewest == 1
        ? Sentence(
          "Each input cell was read by one window and takes that window's gradient back, \(through).",
          short: "Each input cell takes back the gradient of the one window that read it.")
        : Sentence(
          "A cell that one window read takes its gradient back, \(through); cells never read get 0.",
          short: "Cells that a window read take its gradient back; the others get exactly 0.")
    }
    let number = fewest == most ? "\(most)" : "\(fewest) to \(most)"
    return Sentence(
      "Each input cell gathers the gradients of the \(number) windows that read it, \(through).",
      short: "Each input cell gathers the gradients of the \(number) windows that read it.")
  }
}

extension Window.Axis {
  /// How few and how many places read a cell; it repeats after the first few.
  fileprivate func readerCounts(on extent: Int, outputs: Int) -> ClosedRange<Int> {
    let counts = (0..<min(extent, 4 * (span + stride))).map {
      readers(of: $0, outputs: outputs).count
    }
    return (counts.min() ?? 0)...(counts.max() ?? 0)
  }
}
