/// A tensor cut into rows over which its channels repeat, and blocks of such rows.
///
/// Rows are long enough for vector instructions however few the channels are; blocks fit a cache
/// and are what threads take. Sums are formed block by block, always of the same blocks, so that
/// they do not depend on the number of threads.
struct ChannelBlocks {
  let channels: Int
  /// Numbers of the whole tensor.
  let count: Int
  /// Numbers of a row: the channels once or several times.
  let row: Int
  /// Numbers of a block, but for the last.
  let block: Int

  init(count: Int, channels: Int) {
    self.count = count
    self.channels = channels
    row = channels * ((channels + 63) / channels)
    block = row * max(1, (1 << 14) / row)
  }

  var blocks: Int { (count + block - 1) / block }
  /// How many numbers of one channel a block holds.
  func positions(of block: Int) -> Int {
    (min(count, (block + 1) * self.block) - block * self.block) / channels
  }

  /// A number to each channel, repeated over a row.
  @inline(__always)
  func pattern<S: Scalar>(_ values: [Double]) -> [S] {
    Array(unsafeUninitializedCapacity: row) { pattern, initialized in
      for first in stride(from: 0, to: row, by: channels) {
        for c in 0..<channels { pattern.initializeElement(at: first + c, to: S(values[c])) }
      }
      initialized = row
    }
  }

  /// Visits all blocks, each with scratch memory for so many rows; threads share them.
  @inline(__always)
  func perform<S: Scalar>(
    scratchRows: Int, _ body: (_ block: Int, _ scratch: UnsafeMutablePointer<S>) -> Void
  ) {
    let memory = scratchRows * row * MemoryLayout<S>.stride
    func compute(_ block: Int, _ memory: UnsafeMutableRawPointer) {
      body(block, memory.assumingMemoryBound(to: S.self))
    }
    if blocks > 1 {
      Workers.perform(blocks, memory: memory, compute)
    } else {
      Workers.alone(blocks, memory: memory, compute)
    }
  }

  /// Visits the rows of a block: where each begins and how long it is, the last of all maybe less.
  @inline(__always)
  func eachRow(of block: Int, _ body: (_ start: Int, _ length: Int) -> Void) {
    let end = min(count, (block + 1) * self.block)
    var start = block * self.block
    while start < end {
      body(start, min(row, end - start))
      start += row
    }
  }

  /// Adds what was summed over rows to the sums of the channels.
  @inline(__always)
  func fold<S: Scalar>(_ row: UnsafePointer<S>, into sums: UnsafeMutablePointer<Double>) {
    for first in stride(from: 0, to: self.row, by: channels) {
      for c in 0..<channels { sums[c] += Double(row[first + c]) }
    }
  }

  /// The sum of each channel over all positions; `add` adds the terms of a row to those before.
  @inline(__always)
  func sums<S: Scalar>(
    _ add: (_ start: Int, _ length: Int, _ row: UnsafeMutablePointer<S>) -> Void
  ) -> [Double] {
    var parts = [Double](repeating: 0, count: channels * blocks)
    parts.withUnsafeMutableBufferPointer { parts in
      guard let parts = parts.baseAddress else { return }
      perform(scratchRows: 1) { (block, row: UnsafeMutablePointer<S>) in
        row.initialize(repeating: 0, count: self.row)
        eachRow(of: block) { start, length in add(start, length, row) }
        fold(row, into: parts + block * channels)
      }
    }
    var sums = Array(parts[..<channels])
    for first in stride(from: channels, to: parts.count, by: channels) {
      for c in 0..<channels { sums[c] += parts[first + c] }
    }
    return sums
  }

  /// Mean and variance of all from the means and summed squares of each block.
  func together(_ parts: [Double]) -> (mean: [Double], variance: [Double]) {
    var mean = Array(parts[..<channels])
    var squares = Array(parts[channels..<2 * channels])
    var seen = Double(positions(of: 0))
    for block in 1..<max(1, blocks) {
      let more = Double(positions(of: block))
      let first = block * 2 * channels
      for c in 0..<channels {
        let distance = parts[first + c] - mean[c]
        let step = distance * more / (seen + more)
        mean[c] += step
        squares[c] += parts[first + channels + c] + distance * step * seen
      }
      seen += more
    }
    return (mean, squares.map { $0 / seen })
  }
}
