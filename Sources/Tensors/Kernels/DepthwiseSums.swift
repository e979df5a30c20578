/// The sums of the products of a line of upstream gradients with the cells that one row of taps
/// reads.
struct DepthwiseSums<S: Scalar> {
  let cells: UnsafePointer<S>
  /// Where the cell lies that place 0 reads through tap 0; it may be outside the line.
  let first: Int
  let step: Int
  /// How far apart neighbouring taps read.
  let gap: Int
  let upstream: UnsafePointer<S>
  let channels: Int
  let target: UnsafeMutablePointer<S>

  /// Adds those of some channels to the target; for each tap the places at which it reads.
  ///
  /// Several taps are summed side by side where all of them read: each upstream gradient is then
  /// fetched once for all, and no sum waits for its last product.
  @inline(never)
  func add(_ own: Range<Int>, _ places: [Range<Int>]) {
    let width = S.Lanes.scalarCount
    var tap = 0
    while tap < places.count {
      let left = places.count - tap
      let together = left >= 5 ? 5 : left >= 3 ? 3 : 1
      let range = tap..<tap + together
      let lower = range.reduce(0) { max($0, places[$1].lowerBound) }
      let upper = range.reduce(Int.max) { min($0, places[$1].upperBound) }
      let shared = lower..<max(lower, upper)
      for channel in stride(from: own.lowerBound, to: own.upperBound, by: width) {
        if channel + width > own.upperBound {
          for tap in range { one(tap, channel..<own.upperBound, places[tap]) }
        } else if shared.isEmpty {
          for tap in range { lanes(1, tap, channel, places[tap]) }
        } else {
          for tap in range { lanes(1, tap, channel, places[tap].lowerBound..<lower) }
          switch together {
          case 5: lanes(5, tap, channel, shared)
          case 3: lanes(3, tap, channel, shared)
          default: lanes(1, tap, channel, shared)
          }
          for tap in range { lanes(1, tap, channel, upper..<places[tap].upperBound) }
        }
      }
      tap += together
    }
  }

  /// Sums of up to five taps; their number is written out where this is called.
  @inline(__always)
  private func lanes(_ taps: Int, _ tap: Int, _ channel: Int, _ places: Range<Int>) {
    if places.isEmpty { return }
    let sums = target + tap * channels + channel
    var sum0 = Lane.load(sums)
    var sum1 = taps > 1 ? Lane.load(sums + channels) : S.Lanes()
    var sum2 = taps > 2 ? Lane.load(sums + 2 * channels) : S.Lanes()
    var sum3 = taps > 3 ? Lane.load(sums + 3 * channels) : S.Lanes()
    var sum4 = taps > 4 ? Lane.load(sums + 4 * channels) : S.Lanes()
    var cell = cells + (first + tap * gap + places.lowerBound * step + channel)
    for place in places {
      let dy = Lane.load(upstream + place * channels + channel)
      S.add(Lane.load(cell), times: dy, to: &sum0)
      if taps > 1 { S.add(Lane.load(cell + gap), times: dy, to: &sum1) }
      if taps > 2 { S.add(Lane.load(cell + 2 * gap), times: dy, to: &sum2) }
      if taps > 3 { S.add(Lane.load(cell + 3 * gap), times: dy, to: &sum3) }
      if taps > 4 { S.add(Lane.load(cell + 4 * gap), times: dy, to: &sum4) }
      cell += step
    }
    Lane.store(sum0, to: sums)
    if taps > 1 { Lane.store(sum1, to: sums + channels) }
    if taps > 2 { Lane.store(sum2, to: sums + 2 * channels) }
    if taps > 3 { Lane.store(sum3, to: sums + 3 * channels) }
    if taps > 4 { Lane.store(sum4, to: sums + 4 * channels) }
  }

  /// Channels that fill no lanes.
  @inline(__always)
  private func one(_ tap: Int, _ own: Range<Int>, _ places: Range<Int>) {
    for channel in own {
      for place in places {
        target[tap * channels + channel] +=
          cells[first + tap * gap + place * step + channel]
          * upstream[place * channels + channel]
      }
    }
  }
}
