/// Max pooling: the largest number of each window, many channels at a time.
extension PoolingPlan {
  /// The largest value of each window.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func maximum<S: Scalar>(_ x: Tensor<S>) -> Tensor<S> {
    let (lines, channels) = (x.shape[0] * output[0], output[2])
    let width = S.Lanes.scalarCount
    let columns = columnTaps
    return Tensor(output.batched(x.shape[0])) { y in
      x.elements.withUnsafeBufferPointer { x in
        guard let x = x.baseAddress else { return }
        MemoryPasses.each(lines, size: output[1] * channels) { lines, _ in
          each(of: lines, columns) { place, cell, rows, columns in
            for channel in stride(from: 0, to: channels, by: width) {
              let count = min(width, channels - channel)
              let best = best(of: x + cell + channel, count, rows, columns).value
              Lane.store(best, to: y + place + channel, count)
            }
          }
        }
      }
    }
  }

  /// The gradient in the images: each output's goes whole to its winner.
  ///
  /// Windows may share cells, so each thread takes rows of the images for its own and finds the
  /// winners of all windows that reach them.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func maximumGradient<S: Scalar>(_ x: Tensor<S>, _ dy: Tensor<S>) -> Tensor<S> {
    let (channels, line) = (input[2], input[1] * input[2])
    let width = S.Lanes.scalarCount
    let columns = columnTaps
    let rows = x.shape[0] * input[0]
    return Tensor(x.shape) { dx in
      withPointers(x, dy) { x, dy in
        MemoryPasses.each(rows, size: line) { own, _ in
          (dx + own.lowerBound * line).initialize(repeating: 0, count: own.count * line)
          each(of: lines(reading: own), columns) { place, cell, rows, columns in
            let row = cell / line
            for channel in stride(from: 0, to: channels, by: width) {
              let count = min(width, channels - channel)
              let winner = best(of: x + cell + channel, count, rows, columns).tap
              let upstream = Lane.load(dy + place + channel, count)
              for m in 0..<rows where own.contains(row + m * window.rows.dilation) {
                for n in 0..<columns {
                  let target = dx + (cell + channel + step(m, n))
                  let share = S.lanes(
                    upstream, where: winner, equals: S.Lanes(repeating: S(m * columns + n)))
                  Lane.store(Lane.load(target, count) + share, to: target, count)
                }
              }
            }
          }
        }
      }
    }
  }

  /// The lines of places whose windows may reach some rows of the images, all counted through.
  private func lines(reading rows: Range<Int>) -> Range<Int> {
    let axis = window.rows
    let (first, last) = (
      rows.lowerBound.quotientAndRemainder(dividingBy: input[0]),
      (rows.upperBound - 1).quotientAndRemainder(dividingBy: input[0])
    )
    let start = max(0, first.remainder + axis.before - axis.span + axis.stride) / axis.stride
    let end = min(output[0], (last.remainder + axis.before) / axis.stride + 1)
    let lower = first.quotient * output[0] + min(start, output[0])
    return lower..<max(lower, last.quotient * output[0] + end)
  }

  private var columnTaps: [Range<Int>] {
    (0..<output[1]).map { window.columns.taps(of: $0, within: input[1]) }
  }

  /// How far the cell of a tap lies behind that of the first.
  @inline(__always)
  private func step(_ m: Int, _ n: Int) -> Int {
    (m * window.rows.dilation * input[1] + n * window.columns.dilation) * input[2]
  }

  /// Calls for each place of some lines: where its channels begin, where those of the first cell
  /// that it reads do, and how many rows and columns of taps read the map.
  @inline(__always)
  private func each(
    of lines: Range<Int>, _ columns: [Range<Int>],
    _ body: (_ place: Int, _ cell: Int, _ rows: Int, _ columns: Int) -> Void
  ) {
    for line in lines {
      let (image, i) = line.quotientAndRemainder(dividingBy: output[0])
      let rows = window.rows.taps(of: i, within: input[0])
      let row = image * input[0] + window.rows.cell(of: i, through: rows.lowerBound)
      for j in 0..<output[1] {
        let column = window.columns.cell(of: j, through: columns[j].lowerBound)
        body(
          (line * output[1] + j) * output[2], (row * input[1] + column) * input[2], rows.count,
          columns[j].count)
      }
    }
  }

  /// The largest numbers of a window, and the ordinal of the tap through which each is read: of
  /// equal ones the first.
  @inline(__always)
  private func best<S: Scalar>(
    of cell: UnsafePointer<S>, _ count: Int, _ rows: Int, _ columns: Int
  ) -> (value: S.Lanes, tap: S.Lanes) {
    var best = (value: Lane.load(cell, count), tap: S.Lanes())
    var tap: S = 0
    for m in 0..<rows {
      for n in 0..<columns {
        S.replace(
          &best.value, &best.tap, byLarger: Lane.load(cell + step(m, n), count),
          S.Lanes(repeating: tap))
        tap += 1
      }
    }
    return best
  }
}
