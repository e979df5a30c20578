import Diagrams
import Screens
import Testing

@Suite struct PlotTests {
  /// Ratios that grow or fall by a factor a block, as in the experiment of question 2.
  static let plot: Plot = {
    let growth = [
      ("a", "plain, gain 1", 0.49), ("b", "plain, He", 0.98), ("c", "plain + BN", 1.43),
      ("d", "residual, no BN", 1.5), ("e", "original", 1.085), ("f", "pre-activation", 1.0745),
    ]
    let curves = growth.map { letter, name, factor in
      var y = 1.0
      return Plot.Curve(
        Character(letter), name,
        (1...50).map { x in
          defer { y *= factor }
          return Plot.Point(Double(x), y)
        })
    }
    var plot = Plot(curves)
    plot.isLogarithmic = true
    plot.unit = "blocks"
    plot.chosen = 5
    return plot
  }()

  @Test func `curves over many decades carry their names and last values`() throws {
    let grid = Self.plot.draw(on: Screen(Size(100, 22)))
    try expectPicture(grid.lines, "depth", of: "plot")
  }

  @Test func `in ASCII each curve is drawn by its letter`() throws {
    let grid = Self.plot.draw(on: Screen(Size(80, 14), colors: .none, glyphs: .ascii))
    #expect(grid.lines.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } })
    try expectPicture(grid.lines, "depth-ascii", of: "plot")
  }

  @Test func `numbers that cannot be drawn leave the others in place`() {
    var plot = Plot([
      Plot.Curve("a", "broken", [Plot.Point(1, 2), Plot.Point(2, .nan), Plot.Point(3, .infinity)]),
      Plot.Curve("b", "whole", [Plot.Point(1, 1), Plot.Point(2, 2), Plot.Point(3, 4)]),
      Plot.Curve("c", "empty", []),
    ])
    for isLogarithmic in [false, true] {
      plot.isLogarithmic = isLogarithmic
      let text = plot.draw(on: Screen(Size(60, 10))).lines.joined(separator: "\n")
      #expect(text.contains("b whole") && text.contains("a broken") && !text.contains("c empty"))
    }
  }

  @Test(arguments: [
    [0.0], [5, 5, 5], [-1e299, 1e299], [1e-300, 2e-300], [1, 1 + 1e-15], [.nan], [0, -3], [1e308],
  ])
  func `no numbers and no size trap`(numbers: [Double]) {
    let points = numbers.enumerated().map { Plot.Point(Double($0), $1) }
    var plot = Plot([Plot.Curve("a", "curve", points)])
    for size in [Size(0, 0), Size(20, 5), Size(40, 6), Size(80, 24), Size(200, 60)] {
      for isLogarithmic in [false, true] {
        plot.isLogarithmic = isLogarithmic
        #expect(plot.draw(on: Screen(size)).size == size)
      }
    }
  }

  @Test func `labels never share a row`() {
    let curves = "abcdefgh".map { letter in
      Plot.Curve(letter, "curve", [Plot.Point(0, 0), Plot.Point(1, 1)])
    }
    let lines = Plot(curves).draw(on: Screen(Size(60, 12))).lines
    #expect(lines.filter { $0.contains("curve") }.count == 8)
  }
}
