import Diagrams
import Screens
import Tensors
import Testing

@Suite struct HeatmapScaleTests {
  @Test func `only exact zero has bin 0`() {
    let scale = ColorScale(limit: 2.73)
    #expect(scale.bin(of: 0) == 0)
    #expect(scale.bin(of: -0.0) == 0)
    #expect(scale.bin(of: .leastNonzeroMagnitude) == 1)
    #expect(scale.bin(of: -Double.leastNonzeroMagnitude) == -1)
  }

  @Test func `bins are sixths of the limit, upper ends included`() {
    let scale = ColorScale(limit: 6)
    let bins = [0.5, 1, 1.01, 2, 3, 4, 5, 5.01, 6, 7].map(scale.bin(of:))
    #expect(bins == [1, 1, 2, 2, 3, 4, 5, 6, 6, 6])
    #expect([-1, -1.01, -6, -99].map(scale.bin(of:)) == [-1, -2, -6, -6])
  }

  @Test func `what is nearly zero has no sign, and zero a shade of its own`() {
    let scale = ColorScale(limit: 6)
    for x in [0.001, 0.2, 0.249] {
      #expect(scale.shade(of: x) == .faint && scale.shade(of: -x) == .faint)
    }
    #expect(scale.shade(of: 0.26) == .signed(1) && scale.shade(of: -0.26) == .signed(-1))
    #expect(scale.shade(of: 0) == .signed(0) && scale.shade(of: -0.0) == .signed(0))
  }

  @Test func `infinities have the end bin and NaN a shade of its own`() {
    let scale = ColorScale(limit: 1)
    #expect(scale.shade(of: .infinity) == .signed(6))
    #expect(scale.shade(of: -.infinity) == .signed(-6))
    #expect(scale.shade(of: .nan) == .invalid)
  }

  @Test(arguments: [0, .nan, -1, .infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude])
  func `no limit traps`(limit: Double) {
    let scale = ColorScale(limit: limit)
    let numbers: [Double] = [
      0, 1, -1, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -.infinity,
    ]
    for x in numbers {
      #expect(-6...6 ~= scale.bin(of: x))
      #expect(0...9 ~= scale.tenths(of: x))
      #expect((scale.bin(of: x) == 0) == (x == 0))
    }
  }

  @Test func `the limit is the largest finite magnitude of all that is compared`() {
    let left = Tensor<Double>(Shape(3), [1, -2.5, .infinity])
    let right = Tensor<Double>(Shape(2), [.nan, 2])
    #expect(ColorScale(of: left, right).limit == 2.5)
    #expect(ColorScale(of: Tensor<Double>(zeros: Shape(2))).limit == 0)
    #expect(ColorScale(of: left).isWhole == false)
    #expect(ColorScale(of: right).isWhole)
  }

  @Test func `tenths never reach ten`() {
    let scale = ColorScale(limit: 2)
    #expect([0.1, 0.2, 1, 1.99, 2, 3].map(scale.tenths(of:)) == [0, 1, 5, 9, 9, 9])
  }

  @Test func `what a locked scale cannot show is counted`() {
    let tensor = Tensor<Double>(Shape(6), [2, 3, -3, .nan, .infinity, 0])
    let outside = ColorScale(limit: 2).outside(of: tensor)
    #expect((outside.above, outside.below, outside.invalid) == (2, 1, 1))
  }
}

@Suite struct HeatmapStatisticsTests {
  @Test func `statistics are those of the population`() {
    let statistics = Statistics([1.0, 2, 3, 4, 0, -0.0])
    #expect(statistics.minimum == 0)
    #expect(statistics.maximum == 4)
    #expect(abs(statistics.mean - 10.0 / 6) < 1e-15)
    #expect(abs(statistics.deviation - (30.0 / 6 - 100.0 / 36).squareRoot()) < 1e-15)
    #expect(statistics.zeros == 2)
    #expect(statistics.isWhole)
  }

  @Test func `NaN is counted and said, and does not hide the extremes`() {
    let statistics = Statistics([.nan, 1.5, -2, .infinity])
    #expect(statistics.minimum == -2)
    #expect(statistics.magnitude == 2)
    #expect((statistics.invalid, statistics.infinite) == (1, 1))
    #expect(statistics.summary() == "min −2.00  max ∞  mean NaN  sd NaN  NaN 1  infinite 1")
  }

  @Test func `nothing at all has statistics`() {
    let statistics = Statistics([Double]())
    #expect(statistics.mean == 0)
    #expect(statistics.minimum.isNaN)
  }

  @Test func `the summaries of the strided convolution are those of its screen`() {
    let tensors = Seed7()
    #expect(
      Statistics(tensors.relu1).summary() == "min 0.00  max 2.73  mean 0.40  zeros 126 of 256")
    #expect(
      Statistics(tensors.conv2).summary() == "min −2.42  max 2.59  mean −0.08  sd 1.04")
    #expect(Statistics([1.0, 2, 3, 0]).summary() == "min 0  max 3  mean 1.50  zeros 1 of 4")
  }
}
