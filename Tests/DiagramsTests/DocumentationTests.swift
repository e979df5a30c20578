import Diagrams
import Networks
import Screens
import Tensors
import Testing

/// The calls and results that docstrings of Diagrams show, so that none of them becomes false.
@Suite struct `What the docstrings of Diagrams show` {
  /// `conv 3x3 16 stride: 2, relu` on 8×8×3.
  private let strided: Network
  /// `sum { conv 3x3 2, norm | identity }, relu` on 4×4×2.
  private let shortcut: Network
  private let colorless = Screen(Size(40, 10), colors: .none)
  private let plane = Plane(rows: 2, columns: 3, [-1, 0, 0.5, 2, -0.25, 0])
  private let scale = ColorScale(limit: 2)

  init() throws {
    strided = try Network("conv 3x3 16 stride: 2, relu", on: Shape(8, 8, 3))
    shortcut = try Network("sum { conv 3x3 2, norm | identity }, relu", on: Shape(4, 4, 2))
  }

  private func numbers(_ shape: Shape) -> Tensor<Double> {
    Tensor(shape, (1...shape.count).map(Double.init))
  }
  /// The lines of a picture without blanks at their ends.
  private func lines(_ grid: Grid) -> [String] {
    grid.lines.map { $0.replacing(#/ +$/#, with: "") }
  }

  @Test func `is true of diagrams`() throws {
    #expect(Diagram(strided).draw().lines[2] == "[ conv 3×3/2, 16 · ReLU ]")
    let sketch = try #require(Diagram(sketch: strided.block.sketch))
    #expect(sketch.draw().lines[2] == "[ conv 3×3/2, 16 · ReLU ]")
    let diagram = Diagram(shortcut)
    #expect(diagram.node(at: diagram.position(of: .forward(1))) == 1)
    #expect(diagram.node(at: Position(0, 0)) == nil)
    let (forward, backward) = (lines(diagram.draw()), lines(diagram.draw(pass: .backward)))
    #expect(forward[2].hasSuffix("├───────────┐") && forward[5].hasSuffix("├◄──────────┘"))
    #expect(backward[2].hasSuffix("Σ◄──────────┐") && backward[5].hasSuffix("├───────────┘"))
    #expect(diagram.draw(.forward(1)).lines[3].hasPrefix("[▸conv 3×3, 2 · BN ]"))
    #expect(Sketch("BN", .missing).caption == "− BN")
    #expect(Sketch(strided.graph.nodes[1].operation, .extra).caption == "+ conv 3×3/2, 16")
    let wiring = WiringDifference(
      of: try Wiring(Network("conv 3x3 4, relu")),
      from: try Wiring(Network("conv 3x3 4, norm, relu")))
    let marked = try #require(Diagram(wiring.marked))
    #expect(marked.draw().lines[2] == "[ conv 3×3, 4 · − BN · ReLU ]")
  }

  @Test func `is true of counts and descriptions`() throws {
    let table = CountTable(strided)
    #expect(table.parameters == 432 && table.multiplyAdds == 6912)
    #expect(
      table.text.hasPrefix(
        """
        node   operation       output  parameters  multiply-adds
        x      x                8×8×3           –              –
        conv1  conv 3×3/2, 16  4×4×16         432          6,912
        """))
    for key in ["parameters", "multiply_adds", "nodes", "stages", "id", "operation", "shape"] {
      #expect(try table.json().contains("\"\(key)\" : "))
    }
    for key in ["nodes", "id", "operation", "inputs", "shape", "parameters", "multiply_adds"] {
      #expect(try NetworkDescription(strided).json().contains("\"\(key)\" : "))
    }
    #expect(try NetworkDescription(strided).json().contains("\"conv 3x3 16 stride: 2\""))
    let definition = "block double(width)\n  sum { conv 3x3 width, norm | identity }, relu"
    let network = try Network(
      "conv 3x3 4, norm, maxpool 2x2 stride: 2, double 4, double 4, globalpool, dense 3",
      library: Library(texts: [("double", definition)]), on: Shape(8, 8, 4))
    #expect(
      Stage.stages(of: network).map(\.caption)
        == ["conv 3×3, 4", "maxpool 2×2/2", "2 × double 4", "globalpool, dense 3"])
  }

  @Test func `is true of tables`() throws {
    let ranking = Ranking(Tensor<Double>(Shape(1, 3), [0, 2, 1]), count: 2)
    #expect(
      RankingTable(ranking).text
        == "1  class 1  66.5 %  █████████████\n2  class 2  24.5 %  █████")
    let x = NamedTensor(name: "x", tensor: Tensor<Double>(Shape(2, 2), [0, 1, 2, 3]))
    #expect(
      TensorTable([x]).text == """
        tensor  size   min   max  mean    sd   zeros
        x        2×2  0.00  3.00  1.50  1.12  1 of 4
        """)
    #expect(TrainingTable.percent(0.9312) == "93.1 %")
    let lenet = TrainingTable.Outcome(
      network: "lenet", parameters: 1200, loss: 0.25, accuracy: 0.931, validationLoss: nil,
      validationAccuracy: nil)
    let training = TrainingTable(
      [lenet], data: "digits", steps: 100, epochs: 2, stepsMade: 100, seconds: 4,
      threads: 2, hasReached: false)
    #expect(
      training.text == """
        100 steps of digits in 4.00 s, 25.0 a second; means of the last epoch:
        network  parameters    loss  accuracy
        lenet         1,200  0.2500    93.1 %
        """)
    let trace = try Trace(Network("relu", on: Shape(2)).graph, RunSettings<Double>())
    let explanation = try trace.explanation(of: .output, at: trace.graph.nodes[1], element: [0])
    let json = try ExplanationTable(explanation).json()
    for key in [
      "node", "of", "element", "formula", "instance", "value", "terms", "definitions",
    ] {
      #expect(json.contains("\"\(key)\" : "))
    }
  }

  @Test func `is true of comparisons`() throws {
    let left = try Network("conv 3x3 4, norm, relu", on: Shape(4, 4, 2))
    let right = try Network("conv 3x3 4, relu", on: Shape(4, 4, 2))
    let comparison = Comparison(left, right)
    #expect(
      comparison.lines.map { $0.mark.rawValue + " " + $0.text }
        == ["= conv 3×3, 4", "+ BN", "= ReLU"])
    #expect(
      lines(comparison.draw())[2..<5] == [
        " [ conv 3×3, 4 ]  =  conv 3×3, 4       [ conv 3×3, 4 ]",
        "     [ BN ]       +  BN                       │",
        "    [ ReLU ]      =  ReLU                 [ ReLU ]",
      ])
    #expect(lines(comparison.list(height: nil)) == ["=  conv 3×3, 4", "+  BN", "=  ReLU"])
    #expect(Alignment(left.graph, right.graph).pairs.map(\.right) == [0, 1, nil, 2])
    let curve = Plot.Curve("a", "residual", [Plot.Point(1, 1), Plot.Point(20, 4)])
    let small = Plot([curve]).draw(on: Screen(Size(20, 3), colors: .none))
    #expect(lines(small)[0] == "no room for a plot")
  }

  @Test func `is true of exports`() {
    let torch = PyTorchText(strided).text.split(separator: "\n").map { $0.drop { $0 == " " } }
    for line in [
      "self.conv1 = nn.Conv2d(3, 16, 3, stride=2, padding=1, bias=False)",
      "conv1 = self.conv1(x)", "relu1 = F.relu(conv1)",
    ] {
      #expect(torch.contains { $0 == line })
    }
    let mermaid = MermaidText(strided).text
    #expect(mermaid.contains(#"n1["conv 3×3/2, 16"]:::convolution"#))
    #expect(mermaid.contains(#"n1 -->|"4×4×16"| n2"#))
    #expect(GraphvizText(strided).text.contains(#"n1 -> n2 [label="4×4×16"]"#))
    let picture = VectorPicture(strided, options: Diagram.Options()).text
    #expect(picture.contains("<title>conv 3x3 16 stride: 2, relu on 8×8×3</title>"))
  }

  @Test func `is true of formulas`() throws {
    let formula = try Formula(#"y[i] = \sum_{m=0}^{2} x[i+m-1] \cdot K[m]"#)
    #expect(formula.line().text == "y[i] = Σ m  x[i+m−1] · K[m]")
    #expect(formula.line().ranges == "m = 0…2")
    #expect(formula.line(ascii: true).text == "y[i] = sum m  x[i+m-1] * K[m]")
    #expect(
      lines(formula.drawing().grid) == [
        "         2", "y[i]  =  Σ   x[i+m−1] · K[m]", "        m=0",
      ])
    let error = #expect(throws: FormulaError.self) { try Formula(#"\fraq{x}{y}"#) }
    #expect(error?.column == 1 && error?.suggestion == #"\frac"#)
  }

  @Test func `is true of numbers`() {
    #expect(Numbers.fixed(-0.55764) == "−0.5576" && Numbers.fixed(-0.00001) == "0.0000")
    #expect(Numbers.fixed(1234.5, decimals: 1) == "1,234.5")
    #expect(Numbers.significant(2.418) == "2.42")
    #expect(Numbers.significant(-0.0812, of: 2.42) == "−0.08")
    #expect(Numbers.significant(25_557_032) == "2.56e7")
    #expect([7e-16, 5e7, 58.2, 0.4].map { Numbers.wide($0) } == ["7e−16", "5e7", "58", "0.4"])
    #expect(Numbers.count(25_557_032) == "25,557,032")
    #expect(Numbers.millions(1_027_600_000) == "1,027.6")
    #expect(Numbers.filled(20, by: 0.62) == 12)
    #expect(
      [0.31, -1.8, 12, -5e7, 0].map { Numbers.cell($0) }
        == [" .31", "−1.8", "  12", "−5e7", "  · "])
    let statistics = Statistics(Tensor<Double>([-1, 0, 2]))
    #expect(statistics.summary() == "min −1  max 2  mean 0.33  zeros 1 of 3")
    #expect(statistics.text(0.5) == "0.50" && statistics.text(2) == "2")
  }

  @Test func `is true of heatmaps`() {
    let cells = Heatmap(plane, scale: scale)
    #expect(lines(cells.draw(on: colorless)) == ["−5 ·+2", "+9−1 ·"])
    #expect(cells.position(row: 1, column: 2, on: colorless) == Position(4, 1))
    let spelled = Heatmap(plane, scale: scale, form: .numbers)
    #expect(lines(spelled.draw(on: colorless)) == [" −1.0   ·   .50", "  2.0 −.25   ·"])
    #expect(spelled.size(on: colorless) == Size(16, 2))
    typealias Form = Heatmap.Form
    #expect(Form.halfBlocks.shown(on: colorless) == .cells)
    #expect(Form.numbers.extent(rows: 3, columns: 3) == Size(16, 3))
    #expect(Form.cells.extent(rows: 3, columns: 3) == Size(6, 3))
    #expect(Form.halfBlocks.extent(rows: 3, columns: 3) == Size(3, 2))
    var marks = Marks()
    marks.setProduct(0, row: 1, column: 0)
    marks.setProduct(5, row: 1, column: 0)
    #expect(marks.product(row: 1, column: 0) == 0)
    #expect(Marks.letter(of: 0) == "a" && Marks.letter(of: 7) == "h" && Marks.letter(of: 8) == nil)
  }

  @Test func `is true of scales, legends and histograms`() {
    #expect(ColorScale(of: Tensor([-2.5, 1]), Tensor([0.5])).limit == 2.5)
    #expect([0, 0.01, 0.5, 2, -2, 5].map(scale.bin) == [0, 1, 2, 6, -6, 6])
    #expect(
      [0, 0.01, 0.5, .nan].map(scale.shade) == [.signed(0), .faint, .signed(2), .invalid])
    #expect([0.1, 0.5, -1, 2].map(scale.tenths) == [0, 2, 5, 9])
    let outside = scale.outside(of: Tensor([3, -3, -4, .nan]))
    #expect(outside.above == 1 && outside.below == 2 && outside.invalid == 1)
    #expect(Legend(scale).draw(on: colorless).lines == ["· = zero, sign, tenths, scale 2.00"])
    let histogram = Histogram(plane, limit: 2, bins: 4)
    #expect(histogram.counts == [0, 2, 3, 1] && Histogram.limit(for: 2.59) == 3)
    #expect(lines(histogram.draw(tallest: 3, on: colorless)) == [" ▆█▄", "└┴─┘"])
  }

  @Test func `is true of slices of tensors`() {
    #expect(Plane(rows: 1, columns: 2, [3, 4])[0, 1] == 4)
    #expect(Plane(rows: 2, columns: 2, [1, -3, 2, 0]).pooled(2)[0, 0] == -3)
    let channels = Slices(channelsOf: numbers(Shape(2, 2, 3)))
    #expect(channels.count == 3 && channels[1][0, 0] == 2)
    let kernel = numbers(Shape(3, 3, 2, 4))
    let intoOne = Slices(kernel: kernel, output: 1)
    #expect(intoOne.count == 2 && intoOne[1][0, 0] == 6)
    let fromOne = Slices(kernel: kernel, input: 1)
    #expect(fromOne.count == 4 && fromOne[1][0, 0] == 6)
    #expect(Slices(transposedKernel: kernel, output: 1).count == 4)
    #expect(Slices(vector: Tensor([1, 2, 3])).columns == 3)
    #expect(Slices(matrix: numbers(Shape(2, 3)))[0][1, 0] == 4)
    let headed = TensorPicture(channels.headed("out ", " of conv1"), scale: scale)
    #expect(lines(headed.draw(on: colorless).grid)[0].hasPrefix("out 0 of conv1"))
    let many = Slices(channelsOf: numbers(Shape(2, 2, 16)))
    let drawing = TensorPicture(many, scale: ColorScale(limit: 64)).draw(on: colorless)
    #expect(drawing.caption == "channels 0–8 of 16")
    #expect(drawing.position(slice: 1, row: 1, column: 1) == Position(14, 2))
    #expect(drawing.position(slice: 9, row: 0, column: 0) == nil)
  }
}
