import Diagrams
import Screens
import Tensors
import Testing

@Suite struct HeatmapHistogramTests {
  let tensors = Seed7()
  let screen = Screen(Size(16, 2))

  func histograms(_ tensor: Tensor<Double>) -> [Histogram] {
    let slices = Slices(channelsOf: tensor)
    let limit = Histogram.limit(for: ColorScale(of: tensors.conv2, tensors.norm2).limit)
    return (0..<slices.count).map { Histogram(slices[$0], limit: limit) }
  }
  func rows(_ tensor: Tensor<Double>, on screen: Screen) -> [String] {
    let histograms = histograms(tensor)
    let tallest = histograms.flatMap(\.counts).max() ?? 1
    return histograms.map { $0.draw(tallest: tallest, on: screen).lines[0] }
  }

  @Test func `before and after normalization the heaps are those of the screen`() {
    let before = rows(tensors.conv2, on: screen)
    #expect(
      before == [
        " ▄ ▄▂▆▆▂█       ", "      ▆▄▄▂▄▆▂ ▄ ", "     ▂ █▆█▆  ▂  ", "  ▂▂▄▆▂█▄▄      ",
      ])
    let after = rows(tensors.norm2, on: screen)
    #expect(
      after == [
        "  ▂▂ ▆ ▄▆▂▄▆    ", "    ▆▄▄ ▆▄▄ ▄   ", "  ▂  ▆▄▄▂█▂   ▂ ", "  ▂ ▂▄▆ ▆▄▄▄    ",
      ])
    let axis = histograms(tensors.conv2)[0].draw(tallest: 4, on: screen).lines[1]
    #expect(axis == "└──────┴───────┘")
  }

  @Test func `in ASCII the bars are counts`() {
    let ascii = Screen(Size(16, 2), glyphs: .ascii)
    #expect(rows(tensors.conv2, on: ascii)[0] == " 2 213314       ")
    let many = Histogram(Plane(rows: 1, columns: 12, Array(repeating: 1, count: 12)), limit: 2)
    #expect(many.draw(tallest: 12, on: ascii).lines == ["            +   ", "+------+-------+"])
  }

  @Test func `every number is counted once and NaN never`() {
    let plane = Plane(rows: 1, columns: 7, [-9, -3, 0, 2.99, 3, .infinity, .nan])
    let histogram = Histogram(plane, limit: 3)
    #expect(histogram.counts.reduce(0, +) == 6)
    #expect((histogram.counts[0], histogram.counts[8], histogram.counts[15]) == (2, 1, 3))
    #expect(Histogram(plane, limit: 0).counts[8] == 6)
  }

  @Test func `an axis ends at a number of one digit`() {
    let ends = [2.59, 3, 10.6, 0.031, 0].map(Histogram.limit(for:))
    #expect(zip(ends, [3, 3, 20, 0.04, 0]).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
