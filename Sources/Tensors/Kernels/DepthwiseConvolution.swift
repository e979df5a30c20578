/// The three products of a convolution that leaves channels apart: no matrix product, but sums of
/// a few products with the channels side by side.
extension ConvolutionPlan {
  @inline(__always)
  func depthwiseForward<S: Scalar>(
    _ x: Tensor<S>, _ kernel: Tensor<S>,
    finish: (_ y: UnsafeMutablePointer<S>, _ line: Int) -> Void
  ) -> Tensor<S> {
    let lines = routes.depthwise?.forward ?? depthwiseLines
    return lines.sums(of: x, kernel, finish)
  }

  @inline(__always)
  func depthwiseInputGradient<S: Scalar>(_ dy: Tensor<S>, _ kernel: Tensor<S>) -> Tensor<S> {
    let lines = routes.depthwise?.inputGradient ?? depthwiseGradientLines
    return lines.sums(of: dy, kernel)
  }

  var depthwiseLines: DepthwiseLines {
    DepthwiseLines(
      rows: .ofWindow(window.rows, extent: input[0]),
      spans: [window.columns.spans(on: input[1], outputs: output[1])], read: input,
      kernelColumns: window.columns.kernel, step: window.columns.stride, written: output, every: 1)
  }

  var depthwiseGradientLines: DepthwiseLines {
    let (rows, columns) = (window.rows, window.columns)
    return DepthwiseLines(
      rows: .ofPhases(rows.phases(of: input[0]), outputs: output[0]),
      spans: columns.phases(of: input[1]).map { $0.spans(outputs: output[1]) }, read: output,
      kernelColumns: columns.kernel, step: 1, written: input, every: columns.stride)
  }

  /// Each thread sums over all places for channels of its own.
  @inline(__always)
  func depthwiseKernelGradient<S: Scalar>(_ x: Tensor<S>, _ dy: Tensor<S>) -> Tensor<S> {
    let lines = x.shape[0] * output[0]
    let (rows, columns, channels) = (window.rows, window.columns, output[2])
    // the places at which a tap reads the map and not its padding
    let places = (0..<columns.kernel).map {
      columns.places(through: $0, within: input[1], of: output[1])
    }
    let width = S.Lanes.scalarCount
    return Tensor(kernel) { dk in
      dk.initialize(repeating: 0, count: kernel.count)
      withPointers(x, dy) { x, dy in
        MemoryPasses.each((channels + width - 1) / width, size: lines * output[1] * width) {
          blocks, _ in
          let own = blocks.lowerBound * width..<min(channels, blocks.upperBound * width)
          for line in 0..<lines {
            let (image, i) = line.quotientAndRemainder(dividingBy: output[0])
            let upstream = dy + line * output[1] * channels
            for m in rows.taps(of: i, within: input[0]) {
              let row = image * input[0] + rows.cell(of: i, through: m)
              let cell = row * input[1] + columns.cell(of: 0, through: 0)
              let sums = DepthwiseSums(
                cells: x, first: cell * channels, step: columns.stride * channels,
                gap: columns.dilation * channels, upstream: upstream, channels: channels,
                target: dk + m * columns.kernel * channels)
              sums.add(own, places)
            }
          }
        }
      }
    }
  }
}

/// The rows that a line reads; worked out line by line, as a map may have millions of them.
enum DepthwiseRows: Sendable {
  /// Those below a window.
  case ofWindow(Window.Axis, extent: Int)
  /// Those of the output whose window reads the line, by the phase of the line.
  case ofPhases([Window.Phase], outputs: Int)

  /// The taps through which a line reads, each with its row.
  func read(by line: Int) -> [(tap: Int, row: Int)] {
    switch self {
    case .ofWindow(let axis, let extent):
      return axis.taps(of: line, within: extent).map { ($0, axis.cell(of: line, through: $0)) }
    case .ofPhases(let phases, let outputs):
      let (cell, phase) = line.quotientAndRemainder(dividingBy: phases.count)
      return phases[phase].taps.map { ($0.tap, cell + $0.shift) }
        .filter { 0..<outputs ~= $0.row }
    }
  }
}

/// Sums of products of what is read with the kernel, line by line of what is written.
struct DepthwiseLines: Sendable {
  let rows: DepthwiseRows
  /// By phase: neighbouring places, with the taps through which they read.
  let spans: [[Window.Span]]
  /// Rows × columns × channels.
  let read: Shape
  let kernelColumns: Int
  /// How far neighbouring places of a phase read apart.
  let step: Int
  let written: Shape
  /// How far they are written apart.
  let every: Int

  @inline(__always)
  func sums<S: Scalar>(
    of source: Tensor<S>, _ kernel: Tensor<S>,
    _ finish: (_ target: UnsafeMutablePointer<S>, _ line: Int) -> Void = { _, _ in }
  ) -> Tensor<S> {
    let (images, channels) = (source.shape[0], read[2])
    let mostTaps = kernel.shape[0] * kernelColumns
    return Tensor(written.batched(images)) { target in
      withPointers(source, kernel) { source, kernel in
        MemoryPasses.each(
          images * written[0], size: written[1] * channels,
          memory: mostTaps * MemoryLayout<DepthwiseTap>.stride
        ) { lines, memory in
          let taps = memory.assumingMemoryBound(to: DepthwiseTap.self)
          for line in lines {
            let (image, i) = line.quotientAndRemainder(dividingBy: written[0])
            let rows = rows.read(by: i)
            for phase in spans.indices {
              for span in spans[phase] {
                var count = 0
                for row in rows {
                  for tap in span.taps {
                    taps[count] = DepthwiseTap(
                      kernel: (row.tap * kernelColumns + tap.tap) * channels,
                      source: (row.row * read[1] + tap.shift) * channels)
                    count += 1
                  }
                }
                let places = DepthwisePlaces(
                  taps: taps, count: count, source: source + image * read.count,
                  step: step * channels, kernel: kernel,
                  target: target + (line * written[1] + phase) * channels,
                  every: every * channels, channels: channels)
                places.compute(span.places)
              }
            }
            finish(target, line)
          }
        }
      }
    }
  }
}

/// Where a tap's numbers begin in the kernel and, for place 0, in the map.
private struct DepthwiseTap {
  let kernel: Int
  let source: Int
}

/// Places that read through the same taps.
private struct DepthwisePlaces<S: Scalar> {
  let taps: UnsafePointer<DepthwiseTap>
  let count: Int
  let source: UnsafePointer<S>
  let step: Int
  let kernel: UnsafePointer<S>
  let target: UnsafeMutablePointer<S>
  let every: Int
  let channels: Int

  @inline(never)
  func compute(_ places: Range<Int>) {
    let width = S.Lanes.scalarCount
    var place = places.lowerBound
    // four at once, so that each sum has time to be ready for its next product
    while place + 4 <= places.upperBound {
      var channel = 0
      while channel + width <= channels {
        four(place, channel)
        channel += width
      }
      rest(place..<place + 4, from: channel)
      place += 4
    }
    while place < places.upperBound {
      var channel = 0
      while channel + width <= channels {
        one(place, channel)
        channel += width
      }
      rest(place..<place + 1, from: channel)
      place += 1
    }
  }

  @inline(__always)
  private func four(_ place: Int, _ channel: Int) {
    var (sum0, sum1, sum2, sum3) = (S.Lanes(), S.Lanes(), S.Lanes(), S.Lanes())
    let cells = source + place * step + channel
    for k in 0..<count {
      let weight = Lane.load(kernel + taps[k].kernel + channel)
      let cell = cells + taps[k].source
      S.add(Lane.load(cell), times: weight, to: &sum0)
      S.add(Lane.load(cell + step), times: weight, to: &sum1)
      S.add(Lane.load(cell + 2 * step), times: weight, to: &sum2)
      S.add(Lane.load(cell + 3 * step), times: weight, to: &sum3)
    }
    let result = target + place * every + channel
    Lane.store(sum0, to: result)
    Lane.store(sum1, to: result + every)
    Lane.store(sum2, to: result + 2 * every)
    Lane.store(sum3, to: result + 3 * every)
  }

  @inline(__always)
  private func one(_ place: Int, _ channel: Int) {
    var sum = S.Lanes()
    let cells = source + place * step + channel
    for k in 0..<count {
      S.add(
        Lane.load(cells + taps[k].source), times: Lane.load(kernel + taps[k].kernel + channel),
        to: &sum)
    }
    Lane.store(sum, to: target + place * every + channel)
  }

  /// Channels that fill no lanes.
  @inline(__always)
  private func rest(_ places: Range<Int>, from first: Int) {
    for channel in first..<channels {
      for place in places {
        var sum: S = 0
        for k in 0..<count {
          sum +=
            source[place * step + channel + taps[k].source] * kernel[taps[k].kernel + channel]
        }
        target[place * every + channel] = sum
      }
    }
  }
}
