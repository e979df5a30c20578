/// The three products of a convolution that leaves channels apart: no matrix product, but sums of
/// a few products with the channels side by side.
extension ConvolutionPlan {
  /// Four places at once, so that each sum has time to be ready for its next product.
  private static var run: Int { 4 }

  @inline(__always)
  func depthwiseForward<S: Scalar>(_ x: Tensor<S>, _ kernel: Tensor<S>) -> Tensor<S> {
    let images = x.shape[0]
    let (rows, columns) = (window.rows, window.columns)
    let rowTaps = (0..<output[0]).map { i in
      rows.taps(of: i, within: input[0]).map { DepthwiseTap($0, rows.cell(of: i, through: $0)) }
    }
    let columnTaps = columns.inside(input[1], outputs: output[1])
    return Tensor(output.batched(images)) { y in
      withPointers(x, kernel) { x, kernel in
        eachLine(images * output[0]) { line in
          let (image, i) = line.quotientAndRemainder(dividingBy: output[0])
          depthwiseLine(
            rowTaps[i], columnTaps, from: x + image * input.count, width: input[1],
            step: columns.stride, kernel, to: y + line * output[1] * output[2], every: 1)
        }
      }
    }
  }

  @inline(__always)
  func depthwiseInputGradient<S: Scalar>(_ dy: Tensor<S>, _ kernel: Tensor<S>) -> Tensor<S> {
    let images = dy.shape[0]
    let rowPhases = window.rows.phases(of: input[0])
    let columnPhases = window.columns.phases(of: input[1])
    let spans = columnPhases.map { $0.inside(outputs: output[1]) }
    let rowTaps = (0..<input[0]).map { i in
      let phase = rowPhases[i % window.rows.stride]
      return phase.taps.map { DepthwiseTap($0.tap, i / window.rows.stride + $0.shift) }
        .filter { 0..<output[0] ~= $0.row }
    }
    return Tensor(input.batched(images)) { dx in
      withPointers(dy, kernel) { dy, kernel in
        eachLine(images * input[0]) { line in
          let (image, i) = line.quotientAndRemainder(dividingBy: input[0])
          for (phase, taps) in zip(columnPhases, spans) {
            depthwiseLine(
              rowTaps[i], taps, from: dy + image * output.count, width: output[1], step: 1, kernel,
              to: dx + (line * input[1] + phase.first) * input[2], every: window.columns.stride)
          }
        }
      }
    }
  }

  /// One line of results, each the sum over its taps of a number read and one of the kernel.
  @inline(__always)
  private func depthwiseLine<S: Scalar>(
    _ rowTaps: [DepthwiseTap], _ spans: [DepthwiseSpan], from source: UnsafePointer<S>, width: Int,
    step: Int, _ kernel: UnsafePointer<S>, to target: UnsafeMutablePointer<S>, every: Int
  ) {
    let channels = output[2]
    let lanes = S.Lanes.scalarCount
    for channel in stride(from: 0, to: channels, by: lanes) {
      let count = min(lanes, channels - channel)
      for span in spans {
        var place = span.places.lowerBound
        while place < span.places.upperBound {
          let isRun = place + Self.run <= span.places.upperBound && count == lanes
          var (sum0, sum1, sum2, sum3) = (S.Lanes(), S.Lanes(), S.Lanes(), S.Lanes())
          for row in rowTaps {
            for tap in span.taps {
              let weight = Lane.load(
                kernel + (row.tap * window.columns.kernel + tap.tap) * channels + channel, count)
              let cell =
                source + (row.row * width + place * step + tap.shift) * channels + channel
              if isRun {
                S.add(Lane.load(cell), times: weight, to: &sum0)
                S.add(Lane.load(cell + step * channels), times: weight, to: &sum1)
                S.add(Lane.load(cell + 2 * step * channels), times: weight, to: &sum2)
                S.add(Lane.load(cell + 3 * step * channels), times: weight, to: &sum3)
              } else {
                S.add(Lane.load(cell, count), times: weight, to: &sum0)
              }
            }
          }
          let result = target + place * every * channels + channel
          if isRun {
            Lane.store(sum0, to: result)
            Lane.store(sum1, to: result + every * channels)
            Lane.store(sum2, to: result + 2 * every * channels)
            Lane.store(sum3, to: result + 3 * every * channels)
          } else {
            Lane.store(sum0, to: result, count)
          }
          place += isRun ? Self.run : 1
        }
      }
    }
  }

  /// Each thread sums over all places for channels of its own.
  @inline(__always)
  func depthwiseKernelGradient<S: Scalar>(_ x: Tensor<S>, _ dy: Tensor<S>) -> Tensor<S> {
    let images = x.shape[0]
    let channels = output[2]
    let lanes = S.Lanes.scalarCount
    let (rows, columns) = (window.rows, window.columns)
    // the places at which a tap reads the map
    let places = (0..<columns.kernel).map {
      columns.places(through: $0, within: input[1], of: output[1])
    }
    return Tensor(kernel) { dk in
      dk.initialize(repeating: 0, count: kernel.count)
      withPointers(x, dy) { x, dy in
        let parts = (channels + lanes - 1) / lanes
        let share = max(1, min(4, parts / (2 * Workers.count)))
        func sum(_ part: Int) {
          let own = part * share * lanes..<min(channels, (part + 1) * share * lanes)
          for line in 0..<images * output[0] {
            let (image, i) = line.quotientAndRemainder(dividingBy: output[0])
            let upstream = dy + line * output[1] * channels
            for m in rows.taps(of: i, within: input[0]) {
              let cells =
                x + (image * input[0] + rows.cell(of: i, through: m)) * input[1] * channels
              for n in 0..<columns.kernel {
                let target = dk + (m * columns.kernel + n) * channels
                for channel in stride(from: own.lowerBound, to: own.upperBound, by: lanes) {
                  let count = min(lanes, own.upperBound - channel)
                  var sum = Lane.load(target + channel, count)
                  for j in places[n] {
                    let cell = cells + columns.cell(of: j, through: n) * channels + channel
                    S.add(
                      Lane.load(cell, count),
                      times: Lane.load(upstream + j * channels + channel, count),
                      to: &sum)
                  }
                  Lane.store(sum, to: target + channel, count)
                }
              }
            }
          }
        }
        let count = (parts + share - 1) / share
        if images * output.count < 1 << 15 {
          for part in 0..<count { sum(part) }
        } else {
          Workers.perform(count) { part, _ in sum(part) }
        }
      }
    }
  }

  /// Lines of an output, several to a part.
  @inline(__always)
  private func eachLine(_ lines: Int, _ body: (Int) -> Void) {
    if lines * output[1] * output[2] < 1 << 15 {
      for line in 0..<lines { body(line) }
      return
    }
    let parts = min(lines, 8 * Workers.count)
    Workers.perform(parts) { part, _ in
      for line in lines * part / parts..<lines * (part + 1) / parts { body(line) }
    }
  }
}

/// A row of the map that is read, and through which row of the kernel.
private struct DepthwiseTap {
  let tap: Int
  let row: Int
  init(_ tap: Int, _ row: Int) {
    self.tap = tap
    self.row = row
  }
}

/// Neighbouring places that read the map through the same taps.
private struct DepthwiseSpan {
  let places: Range<Int>
  /// Place k reads the cell k · step + shift.
  let taps: [(tap: Int, shift: Int)]
}

extension Window.Axis {
  /// The places in order, those together that read through the same taps.
  fileprivate func inside(_ extent: Int, outputs: Int) -> [DepthwiseSpan] {
    spans(of: outputs) { place in taps(of: place, within: extent) }.map { places, taps in
      DepthwiseSpan(places: places, taps: taps.map { ($0, cell(of: 0, through: $0)) })
    }
  }

  /// The places at which a tap reads the map and not its padding.
  fileprivate func places(through tap: Int, within extent: Int, of outputs: Int) -> Range<Int> {
    let offset = before - tap * dilation
    let first = min(outputs, max(0, (offset + stride - 1) / stride))
    let room = extent - 1 + offset
    let end = room < 0 ? 0 : min(outputs, room / stride + 1)
    return first..<max(first, end)
  }
}

extension Window.Phase {
  /// Its cells in order, those together that are read through the same taps.
  fileprivate func inside(outputs: Int) -> [DepthwiseSpan] {
    spans(of: cells) { cell in taps.indices.filter { 0..<outputs ~= cell + taps[$0].shift } }
      .map { cells, inside in DepthwiseSpan(places: cells, taps: inside.map { taps[$0] }) }
  }
}

/// Cuts a range where what belongs to its places changes.
private func spans<Value: Equatable>(
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
