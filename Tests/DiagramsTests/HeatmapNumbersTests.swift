import Diagrams
import Screens
import Testing

@Suite struct HeatmapNumbersTests {
  @Test(arguments: [
    (0.31, " .31"), (-1.8, "−1.8"), (12, "  12"), (-12, " −12"), (0, "  · "), (-0.0, "  · "),
    (0.004, " .00"), (-0.004, " .00"), (1e-300, " .00"), (0.005, " .01"), (0.99, " .99"),
    (0.994, " .99"), (0.995, " 1.0"), (0.9999, " 1.0"), (1, " 1.0"), (1.04, " 1.0"),
    (1.06, " 1.1"), (-1.545, "−1.5"), (9.94, " 9.9"), (9.96, "  10"), (-9.96, " −10"),
    (99.4, "  99"), (99.6, " 100"), (-99.6, "−100"), (999.4, " 999"), (999.6, " 1e3"),
    (-5e7, "−5e7"), (9.6e9, " e10"), (-3e12, "−e12"), (1e200, " big"), (-1e200, "−big"),
    (.nan, "  ? "), (.infinity, "  ^ "), (-.infinity, "  v "),
  ])
  func `a cell has a sign and three characters`(x: Double, text: String) {
    #expect(Numbers.cell(x) == text)
    #expect(text.count == 4)
  }

  @Test func `a whole-numbered tensor has no decimals in its cells`() {
    let texts = [36, -7, 0, 450, 5000, -100].map { Numbers.cell($0, isWhole: true) }
    #expect(texts == ["  36", "  −7", "  · ", " 450", " 5e3", "−100"])
  }

  @Test func `every cell of a wide sweep is four characters that read as its number`() {
    for step in -4000...4000 {
      let x = Double(step) * 0.0173
      let text = Numbers.cell(x)
      #expect(text.count == 4)
      guard x != 0 else { continue }
      let plain = text.replacing(" ", with: "").replacing("−", with: "-")
      let value = Double(plain.replacing(".", with: "0.", maxReplacements: x.magnitude < 1 ? 1 : 0))
      let unit = abs(x) < 0.995 ? 0.01 : abs(x) < 9.95 ? 0.1 : 1
      #expect(abs((value ?? .nan) - x) <= unit / 2 + 1e-9, "\(x) reads \(text)")
    }
  }

  @Test(arguments: [
    (-2.42317, "−2.42"), (10.6021, "10.6"), (0.4, "0.400"), (99.96, "100"), (9.996, "10.0"),
    (0.03149, "0.0315"), (0, "0.00"), (0.00031, "3.10e−4"), (12_345.6, "12,346"),
    (1_234_567, "1.23e6"), (.nan, "NaN"), (-.infinity, "−∞"),
  ])
  func `a statistic has three significant digits`(x: Double, text: String) {
    #expect(Numbers.significant(x) == text)
  }

  @Test func `statistics of one tensor have the decimals of its magnitude`() {
    let texts = [-2.4231, 2.5887, -0.0754, 1.0406, 0, -0.001]
      .map { Numbers.significant($0, of: 2.5887) }
    #expect(texts == ["−2.42", "2.59", "−0.08", "1.04", "0.00", "0.00"])
    #expect(Numbers.significant(0.0002, of: 0.0315) == "0.0002")
    #expect(Numbers.significant(0, of: 1e-9) == "0")
  }

  @Test func `sums have four decimals and carry`() {
    let sums = [-0.55763, 0.33671, 0.99996, -0.00001, 2].map { Numbers.fixed($0) }
    #expect(sums == ["−0.5576", "0.3367", "1.0000", "0.0000", "2.0000"])
    #expect(Numbers.fixed(1e16) == "1.00e16")
    #expect(Numbers.fixed(1234.56, decimals: 1) == "1,234.6")
  }

  @Test func `counts have a comma every three digits`() {
    #expect(Numbers.count(25_557_032) == "25,557,032")
    #expect([0, 999, 1000, -1000].map(Numbers.count) == ["0", "999", "1,000", "−1,000"])
    #expect(Numbers.millions(1_027_604_480) == "1,027.6")
  }

  @Test(arguments: [
    (7e-16, "7e−16"), (5e7, "5e7"), (58.3, "58"), (34, "34"), (0.4, "0.4"), (2.04e6, "2e6"),
    (9.6e7, "1e8"), (0, "0"), (999.6, "1e3"), (.infinity, "∞"), (.leastNonzeroMagnitude, "5e−324"),
  ])
  func `a wide range takes few characters`(x: Double, text: String) {
    #expect(Numbers.wide(x) == text)
  }

  @Test func `in ASCII every number is of bytes below 128`() {
    for x in [-0.31, -12, 0, -5e7, .nan, -.infinity, 7e-16] {
      let texts = [
        Numbers.cell(x, on: .ascii), Numbers.fixed(x, on: .ascii),
        Numbers.significant(x, on: .ascii), Numbers.wide(x, on: .ascii),
      ]
      #expect(texts.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } }, "\(texts)")
    }
  }
}
