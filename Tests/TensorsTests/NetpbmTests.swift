import Testing

@testable import Tensors

/// Pictures from files: every form that is read, and a sentence for everything else.
@Suite struct NetpbmTests {
  private func read(_ text: String, _ bytes: [UInt8] = []) throws -> Picture {
    try Netpbm.read(Array(text.utf8) + bytes)
  }
  private func fault(_ bytes: [UInt8]) -> String {
    do {
      let picture = try Netpbm.read(bytes)
      return "it was read: \(picture.rows)×\(picture.columns)"
    } catch {
      return "\(error)"
    }
  }
  private func fault(_ text: String, _ bytes: [UInt8] = []) -> String {
    fault(Array(text.utf8) + bytes)
  }

  @Test func `all four forms are read, comments and wide values too`() throws {
    let color = Picture(rows: 1, columns: 2, channels: 3, [1, 0, 0.2, 0, 0.4, 1])
    #expect(try read("P3\n# two pixels\n2 1 # columns, rows\n255\n255 0 51 0 102 255\n") == color)
    #expect(try read("P6 2 1\n255\n", [255, 0, 51, 0, 102, 255]) == color)
    let grey = Picture(rows: 2, columns: 1, channels: 1, [0.5, 1])
    #expect(try read("P2 1 2 2 1 2") == grey)
    #expect(try read("P5\n1 2\n65534\n", [0x7F, 0xFF, 0xFF, 0xFE]) == grey)
    // of a file of several pictures the first counts
    #expect(try read("P5 1 2 2\n", [1, 2, 80, 53]) == grey)
  }

  @Test func `a comment right behind the largest value ends the head, as in Netpbm`() throws {
    let plain = try read("P6\n2 1\n255\n", [255, 0, 51, 0, 102, 255])
    #expect(try read("P6\n2 1\n255#max\n", [255, 0, 51, 0, 102, 255]) == plain)
    #expect(try read("P6#kind\n2#columns\n1\n255\n", [255, 0, 51, 0, 102, 255]) == plain)
    // after a blank it would be the first value
    #expect(try read("P5 2 1 255 ", Array("#a".utf8)).values == [35.0 / 255, 97.0 / 255])
  }

  @Test(arguments: [
    ("", "no picture in PNG"), ("P", "no picture in PNG"), ("Q6 1 1 255\n", "no picture in PNG"),
    ("P6", "no blank follows its P6"), ("P66 1 1 255\n", "no blank follows"),
    ("P4 8 1\n\u{1}", "kind P4"), ("P7\nWIDTH 1\n", "kind P7"),
    ("P5 ", "the number of columns is missing"), ("P5 x 1 255\n", "columns is missing"),
    ("P5 3", "the number of rows is missing"), ("P5 3 3", "the largest value is missing"),
    ("P5 0 3 255\n", "the number of columns is 0 and should be 1 to 65536"),
    ("P5 3 -1 255\n", "rows is missing"), ("P5 3 99999999999999999999999 255\n", "should be 1 to"),
    ("P5 2 2 0\n1234", "the largest value is 0"), ("P5 2 2 65536\n1234", "is 65536"),
    ("P5 2 2 255\nabc", "ends after 3 of 4 values"), ("P5 2 2 255", "ends after 0 of 4"),
    ("P6 65536 65536 255\n", "more than 100 million"),
    ("P6 9000 9000 65535\n12", "ends after 1 of 243000000 values"),
    ("P3 9000 9000 255\n1 2 3", "more than the file has room for"),
    ("P2 2 2 9\n1 2 3 ", "ends after 3 of 4 values"),
    ("P2 2 1 9\n1 2x", "value 2 is no whole number"), ("P2 2 1 9\n1 10", "value 2 is 10, above"),
    ("P2 2 2 9\n1 2 3  #....", "ends after 3 of 4 values"),
    ("P5 2 1 9\n\u{1}\u{A}", "value 2 is 10, above the largest of 9"),
  ])
  func `what is no such picture is refused in a sentence`(text: String, reason: String) {
    #expect(fault(text).contains(reason), "\(fault(text))")
  }

  @Test func `other formats are named with the way to convert them`() {
    #expect(fault([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]).contains("pngtopnm in > out.ppm"))
    #expect(fault([0xFF, 0xD8, 0xFF, 0xE0]).contains("it is a JPEG picture"))
    #expect(fault("GIF89a").contains("GIF"))
    #expect(fault("RIFF1234WEBPVP8 ").contains("WebP"))
    #expect(fault("BM1234").contains("BMP"))
  }

  @Test func `no beginning of a file and no changed byte traps`() {
    let whole = Array("P3\n# a\n2 2\n255\n1 2 3 4 5 6 7 8 9 10 11 12\n".utf8)
    for end in 0..<whole.count { _ = fault(Array(whole.prefix(end))) }
    let bytes = Array("P6\n2 2\n700\n".utf8) + Array(repeating: 1, count: 24)
    var state: UInt64 = 5
    for _ in 0..<5000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var changed = state & 1 == 0 ? whole : bytes
      changed[Int(state >> 33) % changed.count] = UInt8(truncatingIfNeeded: state >> 24)
      _ = fault(changed)
    }
  }

  @Test func `a resized picture keeps its mean and what is even`() {
    let even = Picture(
      rows: 9, columns: 7, channels: 3, (0..<63).flatMap { _ in [0.25, 0.5, 1] as [Float] })
    for filter in [ResizingFilter.bilinear, .bicubic] {
      for (rows, columns) in [(3, 2), (9, 7), (20, 31), (1, 1)] {
        let other = even.resized(rows: rows, columns: columns, filter)
        #expect(other.rows == rows && other.columns == columns)
        for (index, value) in other.values.enumerated() {
          #expect(abs(value - even.values[index % 3]) < 1e-6)
        }
      }
    }
    let steps = Picture(rows: 1, columns: 4, channels: 1, [0, 1, 2, 3])
    // by hand: a triangle of half-width 2 around 1 and 3, cut at the ends
    let half = steps.resized(rows: 1, columns: 2, .bilinear).values
    #expect(abs(half[0] - 5.0 / 7) < 1e-6 && abs(half[1] - 16.0 / 7) < 1e-6)
  }

  @Test func `the middle is cut as torchvision cuts it`() {
    let picture = Picture(rows: 1, columns: 6, channels: 1, [0, 1, 2, 3, 4, 5])
    // half of 3 is rounded to the even 2, half of 1 to 0
    #expect(picture.center(rows: 1, columns: 3).values == [2, 3, 4])
    #expect(picture.center(rows: 1, columns: 5).values == [0, 1, 2, 3, 4])
  }

  @Test func `axes are put into another order`() {
    let tensor = Tensor(Shape(2, 3, 4), (0..<24).map(Double.init))
    let turned = tensor.permuted([2, 0, 1])
    #expect(turned.shape == Shape(4, 2, 3))
    for i in 0..<2 {
      for j in 0..<3 { for k in 0..<4 { #expect(turned[k, i, j] == tensor[i, j, k]) } }
    }
    #expect(turned.permuted([1, 2, 0]) == tensor)
  }
}
