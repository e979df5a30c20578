import Testing

@testable import Tensors

@Suite struct WindowTests {
  static let axes = (1...4).flatMap { kernel in
    (1...3).flatMap { stride in
      (1...2).flatMap { dilation in
        (0...2).map {
          Window.Axis(kernel: kernel, stride: stride, dilation: dilation, before: $0, after: 1)
        }
      }
    }
  }

  @Test(arguments: axes)
  func `taps and readers tell the same meetings`(_ axis: Window.Axis) {
    for extent in 1...9 {
      guard let outputs = axis.outputs(on: extent) else { continue }
      for output in 0..<outputs {
        for tap in 0..<axis.kernel {
          let cell = axis.cell(of: output, through: tap)
          let isInside = 0..<extent ~= cell
          #expect(axis.taps(of: output, within: extent).contains(tap) == isInside)
          guard isInside else { continue }
          #expect(axis.readers(of: cell, outputs: outputs).contains { $0 == (output, tap) })
        }
      }
    }
  }

  @Test(arguments: axes)
  func `spans and phases tell the same meetings as taps`(_ axis: Window.Axis) {
    for extent in 1...9 {
      guard let outputs = axis.outputs(on: extent) else { continue }
      var read: Set<[Int]> = []
      for span in axis.spans(on: extent, outputs: outputs) {
        for place in span.places {
          #expect(Array(axis.taps(of: place, within: extent)) == span.taps.map(\.tap))
          for tap in span.taps { read.insert([place, tap.tap, place * axis.stride + tap.shift]) }
        }
      }
      var gathered: Set<[Int]> = []
      for phase in axis.phases(of: extent) {
        let spans = phase.spans(outputs: outputs)
        #expect(spans.map(\.places).reduce(0) { $0 + $1.count } == phase.cells)
        for span in spans {
          for cell in span.places {
            for tap in span.taps {
              gathered.insert([cell + tap.shift, tap.tap, phase.first + cell * axis.stride])
            }
          }
        }
      }
      #expect(read == gathered)
    }
  }

  @Test func `a side of millions has as few spans as a short one`() {
    let axis = Window.Axis(kernel: 3, dilation: 2, before: 2, after: 2)
    let (short, long) = (axis.spans(on: 64, outputs: 64), axis.spans(on: 1 << 40, outputs: 1 << 40))
    #expect(long.map { $0.taps.map(\.tap) } == short.map { $0.taps.map(\.tap) })
    #expect(long.map(\.places) == [0..<2, 2..<1 << 40 - 2, 1 << 40 - 2..<1 << 40])
  }

  @Test func `a window that does not fit once has no outputs`() {
    #expect(Window.Axis(kernel: 5).outputs(on: 4) == nil)
    #expect(Window.Axis(kernel: 3, dilation: 3).outputs(on: 6) == nil)
    #expect(Window.Axis(kernel: 7, stride: 2, before: 3, after: 3).outputs(on: 224) == 112)
  }

  /// Extent, kernel, stride, padding, and how many places read each cell.
  static let readers = [
    (5, 3, 2, 0, "1 1 2 1 1"), (5, 3, 2, 1, "1 2 1 2 1"), (6, 3, 2, 0, "1 1 2 1 1 0"),
    (6, 3, 2, 1, "1 2 1 2 1 1"), (7, 3, 2, 1, "1 2 1 2 1 2 1"), (4, 2, 2, 0, "1 1 1 1"),
    (8, 3, 3, 1, "1 1 1 1 1 1 1 1"), (9, 3, 1, 0, "1 2 3 3 3 3 3 2 1"),
    (9, 3, 2, 0, "1 1 2 1 2 1 2 1 1"), (10, 3, 2, 0, "1 1 2 1 2 1 2 1 1 0"),
    (10, 4, 2, 0, "1 1 2 2 2 2 2 2 1 1"), (11, 3, 3, 0, "1 1 1 1 1 1 1 1 1 0 0"),
    (7, 1, 2, 0, "1 0 1 0 1 0 1"),
  ]

  @Test(arguments: readers)
  func `as many outputs read a cell as the tables say`(
    _ row: (extent: Int, kernel: Int, stride: Int, padding: Int, pattern: String)
  ) throws {
    let axis = Window.Axis(
      kernel: row.kernel, stride: row.stride, before: row.padding, after: row.padding)
    let outputs = try #require(axis.outputs(on: row.extent))
    let counts = (0..<row.extent).map { axis.readers(of: $0, outputs: outputs).count }
    #expect(counts.map(String.init).joined(separator: " ") == row.pattern)
  }
}
