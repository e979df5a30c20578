import Diagrams
import Screens
import Tensors
import Testing

@Suite struct HeatmapTests {
  let tensors = Seed7()
  var scale: ColorScale { ColorScale(of: tensors.relu1, tensors.conv2) }

  func picture(
    _ slices: Slices, _ scale: ColorScale, in size: Size, colors: ColorDepth = .many,
    glyphs: GlyphTier = .unicode, _ change: (inout TensorPicture) -> Void = { _ in }
  ) -> Drawing {
    var picture = TensorPicture(slices, scale: scale)
    change(&picture)
    return picture.draw(on: Screen(size, colors: colors, glyphs: glyphs))
  }

  @Test func `at 120 columns the input shows cells, the kernel and the output numbers`() throws {
    let input = picture(Slices(channelsOf: tensors.relu1), scale, in: Size(72, 9))
    let kernel = picture(
      Slices(kernel: tensors.kernel), ColorScale(of: tensors.kernel), in: Size(72, 4))
    let output = picture(Slices(channelsOf: tensors.conv2), scale, in: Size(48, 10))
    let legend = Legend(scale).draw(on: Screen(Size(72, 1)))
    try expectPicture(
      input.grid.described + [""] + kernel.grid.described + [""] + output.grid.described
        + [output.caption] + legend.described, "S1")
  }

  @Test func `at 80 columns the input shows half blocks and only the chosen output numbers`() throws
  {
    let input = picture(Slices(channelsOf: tensors.relu1), scale, in: Size(73, 4)) {
      $0.headings = .beside
      $0.pitch = 18
    }
    let kernel = picture(
      Slices(kernel: tensors.kernel), ColorScale(of: tensors.kernel), in: Size(73, 3)
    ) {
      $0.headings = .beside
    }
    let output = picture(Slices(channelsOf: tensors.conv2), scale, in: Size(73, 4)) {
      $0.headings = .beside
      $0.form = .cells
      $0.pitch = 13
      $0.selected = 0
      $0.spellsSelected = true
    }
    let legend = Legend(scale).draw(on: Screen(Size(73, 1)))
    try expectPicture(
      input.grid.described + [""] + kernel.grid.described + [""] + output.grid.described
        + legend.described, "S3")
  }

  @Test func `in ASCII without colour values are sign and tenths`() throws {
    let input = picture(
      Slices(channelsOf: tensors.relu1), scale, in: Size(74, 8), colors: .none, glyphs: .ascii
    ) {
      $0.headings = .none
      $0.pitch = 18
    }
    let output = picture(
      Slices(channelsOf: tensors.conv2), scale, in: Size(73, 4), colors: .none, glyphs: .ascii
    ) {
      $0.headings = .beside
      $0.form = .cells
      $0.pitch = 13
      $0.selected = 0
      $0.spellsSelected = true
    }
    let legend = Legend(scale).draw(on: Screen(Size(72, 1), colors: .none, glyphs: .ascii))
    let lines = input.grid.lines + output.grid.lines + legend.lines
    #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } })
    #expect(input.grid.cells.allSatisfy { $0.style.paper == nil })
    try expectPicture(lines, "A1")
  }

  @Test func `a number stands on the colour of its value and its neighbour's gap does not`() {
    let plane = Plane(rows: 1, columns: 2, [0.5, -1])
    let grid = Heatmap(plane, scale: ColorScale(limit: 1), form: .numbers).draw(
      on: Screen(Size(11, 1)))
    #expect(grid.lines == ["  .50 −1.0 "])
    #expect((1...4).map { grid[$0, 0].style.paper } == Array(repeating: .signed(3), count: 4))
    #expect((6...9).map { grid[$0, 0].style.paper } == Array(repeating: .signed(-6), count: 4))
    #expect([0, 5, 10].allSatisfy { grid[$0, 0].style.paper == nil })
  }

  @Test func `a half block is the upper value's ink on the lower's paper`() {
    let plane = Plane(rows: 3, columns: 1, [1, -1, 0])
    let grid = Heatmap(plane, scale: ColorScale(limit: 1), form: .halfBlocks)
      .draw(on: Screen(Size(1, 2)))
    #expect(grid[0, 0] == Cell("▀", Style(.value, ink: .signed(6), paper: .signed(-6))))
    #expect(grid[0, 1] == Cell("▀", Style(.value, ink: .signed(0), paper: nil)))
  }

  @Test func `NaN and the infinities keep their marks in every form that has characters`() {
    let plane = Plane(rows: 1, columns: 3, [.nan, .infinity, -.infinity])
    for form in [Heatmap.Form.numbers, .cells] {
      for colors in [ColorDepth.none, .eight, .sixteen, .many] {
        let grid = Heatmap(plane, scale: ColorScale(limit: 1), form: form)
          .draw(on: Screen(Size(16, 1), colors: colors))
        #expect(grid.lines[0].filter { $0 != " " } == "?^v")
      }
    }
  }

  @Test func `marks share brackets along a run and the chosen cell wins`() {
    var heatmap = Heatmap(
      Plane(rows: 2, columns: 4, [-0.23, 0.02, -0.64, 0.41, 0.94, -0.69, 0.34, -0.95]),
      scale: ColorScale(limit: 1), form: .numbers)
    heatmap.marks[0, 1] = .participant
    heatmap.marks[0, 2] = .product
    heatmap.marks[1, 1] = .participant
    heatmap.marks[1, 2] = .participant
    heatmap.marks[1, 3] = .chosen
    heatmap.isIndexed = true
    let grid = heatmap.draw(on: Screen(Size(24, 3)))
    #expect(
      grid.lines == [
        "     0    1    2    3  ", "0  −.23‹ .02«−.64» .41 ", "1   .94‹−.69  .34[−.95]",
      ])
    let cursor = heatmap.position(row: 1, column: 3, on: Screen(Size(24, 3)))
    #expect(grid[cursor].style.isFocused)
  }

  @Test func `a channel is never cut and those left out are counted`() {
    let tensor = Tensor<Double>(Shape(8, 8, 16), (0..<1024).map { Double($0) / 1024 })
    let drawing = picture(Slices(channelsOf: tensor), ColorScale(of: tensor), in: Size(72, 9))
    #expect(drawing.caption == "channels 0–3 of 16")
    #expect(drawing.shown == 0..<4)
    let next = picture(Slices(channelsOf: tensor), ColorScale(of: tensor), in: Size(72, 9)) {
      $0.first = 14
    }
    #expect(next.caption == "channels 14–15 of 16")
    let single = picture(Slices(channelsOf: tensor), ColorScale(of: tensor), in: Size(17, 9)) {
      $0.form = .cells
      $0.first = 3
    }
    #expect(single.caption == "channel 3 of 16")
  }

  @Test func `a tensor larger than its pane is pooled and says so`() {
    var tensor = Tensor<Double>(repeating: 0.1, Shape(40, 40, 2))
    tensor[[7, 5, 0]] = -3
    let drawing = picture(Slices(channelsOf: tensor), ColorScale(of: tensor), in: Size(24, 6))
    #expect(drawing.side == 4)
    #expect(drawing.caption == "channels 0–1 of 2, largest |value| of each 4×4")
    let position = drawing.position(slice: 0, row: 7, column: 5)
    #expect(position.map { drawing.grid[$0].style.paper } == .signed(-6))
  }

  @Test func `pooling keeps signs and never hides what is not a number`() {
    let plane = Plane(rows: 3, columns: 3, [1, -2, 0, 0, .nan, 0, -0.5, 0.25, 0])
    #expect(plane.pooled(2)[0, 0]?.isNaN == true)
    #expect(plane.pooled(2)[0, 1] == 0)
    #expect(plane.pooled(2)[1, 0] == -0.5)
    #expect(plane.pooled(2)[1, 2] == nil)
  }

  @Test func `the selected channel is underlined`() {
    let drawing = picture(Slices(channelsOf: tensors.conv2), scale, in: Size(48, 10)) {
      $0.selected = 1
    }
    let underlined = drawing.grid.cells.filter(\.style.isUnderlined).map(\.glyph)
    #expect(String(String.UnicodeScalarView(underlined)) == "channel 1")
    let bare = picture(Slices(channelsOf: tensors.relu1), scale, in: Size(72, 4)) {
      $0.headings = .none
      $0.selected = 3
    }
    #expect(bare.grid.cells.filter(\.style.isUnderlined).count == 8)
  }

  @Test func `every slice of a kernel is the one its heading says`() {
    let slices = Slices(kernel: tensors.kernel, output: 2)
    #expect(slices.count == 4)
    #expect(slices[3][2, 1] == tensors.kernel[2, 1, 3, 2])
    let depthwise = Tensor<Double>(Shape(2, 2, 1, 3), (0..<12).map(Double.init))
    #expect(Slices(kernel: depthwise)[2][1, 0] == depthwise[1, 0, 0, 2])
    #expect(Slices(kernel: depthwise).noun == "output")
    let pointwise = Tensor<Double>(Shape(1, 1, 2, 3), (0..<6).map(Double.init))
    #expect(Slices(kernel: pointwise)[0][1, 2] == pointwise[0, 0, 1, 2])
  }

  @Test func `the second image of a batch is shown on request`() {
    let batch = Tensor<Double>(Shape(2, 2, 2, 3), (0..<24).map(Double.init))
    #expect(Slices(channelsOf: batch, image: 1)[2][0, 1] == batch[1, 0, 1, 2])
  }

  @Test func `no size of a pane traps`() {
    for width in 0..<20 {
      for height in 0..<6 {
        for form in [nil] + Heatmap.Form.allCases.map(Optional.init) {
          let drawing = picture(
            Slices(channelsOf: tensors.relu1), scale, in: Size(width, height)
          ) { $0.form = form }
          #expect(drawing.grid.size.height <= height)
        }
      }
    }
  }

  @Test func `the legend says what its scale cannot show`() {
    var outside = ColorScale.Outside()
    outside.above = 3
    outside.below = 1
    let screen = Screen(Size(60, 1))
    let legend = Legend(ColorScale(limit: 2.73), outside: outside).draw(on: screen)
    #expect(legend.described == ["−2.73 ≡≡≡===--- 0 ░░░▒▒▒▓▓▓ +2.73  3 above, 1 below"])
    #expect(Legend(ColorScale(limit: 0)).draw(on: screen).lines == ["all zero"])
    let plain = Legend(ColorScale(limit: 2.73)).draw(
      on: Screen(Size(60, 1), colors: .none, glyphs: .ascii))
    #expect(plain.lines == [". = zero, sign, tenths, scale 2.73"])
  }

  @Test func `the legend draws its swatches with the scale's own bins`() {
    let scale = ColorScale(limit: 2.73)
    let papers = Legend(scale).draw(on: Screen(Size(60, 1))).cells.compactMap(\.style.paper)
    let bins = papers.map { paper -> Int in
      if case .signed(let bin) = paper { Int(bin) } else { .max }
    }
    #expect(bins == bins.sorted() && Set(bins) == Set(-6...6))
    #expect(papers.first == scale.shade(of: -2.73) && papers.last == scale.shade(of: 2.73))
    #expect(papers.count { $0 == scale.shade(of: 0) } == 1)
  }

  @Test func `a vector is folded into rows of equal length`() {
    let vector = Tensor<Double>(Shape(20), (0..<20).map { Double($0) + 0.5 })
    let drawing = picture(Slices(vector: vector), ColorScale(of: vector), in: Size(50, 4))
    #expect(
      drawing.grid.lines.map { $0.replacing(#/ +$/#, with: "") } == [
        "  .50  1.5  2.5  3.5  4.5  5.5  6.5  7.5", "  8.5  9.5   11   12   13   14   15   16",
        "   17   18   19   20",
      ])
    #expect(drawing.caption.isEmpty)
    #expect(drawing.position(slice: 0, row: 0, column: 9) == Position(7, 1))
    let marked = picture(Slices(vector: vector), ColorScale(of: vector), in: Size(50, 4)) {
      $0.marks[0] = Marks()
      $0.marks[0]?[0, 9] = .chosen
    }
    #expect(marked.grid.lines[1].hasPrefix("  8.5[ 9.5]  11"))
    let batch = Tensor<Double>(Shape(2, 3), [0, 0, 0, 1, 2, 3])
    #expect(Slices(vector: batch, image: 1)[0][0, 2] == 3)
  }

  @Test func `a vector too long is pooled piece by piece`() {
    var vector = Tensor<Double>(repeating: 0.1, Shape(2048))
    vector[[700]] = -2
    let drawing = picture(Slices(vector: vector), ColorScale(of: vector), in: Size(72, 4))
    #expect(drawing.caption == "largest |value| of each 4")
    let position = drawing.position(slice: 0, row: 0, column: 700)
    let shades = position.map { [drawing.grid[$0].style.ink, drawing.grid[$0].style.paper] }
    #expect(shades?.contains(.signed(-6)) == true)
  }

  @Test func `the kernel of a transposed convolution has its inputs last`() {
    let kernel = Tensor<Double>(Shape(2, 2, 3, 5), (0..<60).map(Double.init))
    let slices = Slices(transposedKernel: kernel, output: 2)
    #expect(slices.count == 5)
    #expect(slices[4][1, 0] == kernel[1, 0, 2, 4])
  }
}
