import Foundation
import Tensors
import Testing

@testable import Pictures

/// Pictures written by Pillow, and what Pillow reads in them.
@Suite struct PictureFileTests {
  private static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return Array(try Data(contentsOf: folder.appending(path: name)))
  }
  private static func read(_ name: String) throws -> Picture {
    try PictureFile.read(bytes(name))
  }
  private static func difference(_ left: Picture, _ right: Picture) -> Float {
    guard left.rows == right.rows, left.columns == right.columns, left.channels == right.channels
    else { return .infinity }
    return zip(left.values, right.values).map { abs($0 - $1) }.max() ?? 0
  }

  @Test(arguments: [
    ("rgb.png", "rgb.ppm"), ("grey.png", "grey.pgm"), ("rgba.png", "rgb.ppm"),
    ("grey-alpha.png", "grey.pgm"), ("palette.png", "palette.ppm"), ("grey16.png", "grey.pgm"),
    ("bits.png", "bits.pgm"),
  ])
  func `every kind of PNG is read to the bit`(_ name: String, _ expected: String) throws {
    #expect(try Self.difference(Self.read(name), Self.read(expected)) == 0)
  }

  @Test(arguments: [
    ("color.jpg", "color.ppm"), ("progressive.jpg", "progressive.ppm"), ("shade.jpg", "shade.pgm"),
  ])
  func `a JPEG is read as others read it`(_ name: String, _ expected: String) throws {
    // decoders may round differently by one shade
    #expect(try Self.difference(Self.read(name), Self.read(expected)) < 1.5 / 255)
  }

  @Test(arguments: 1...8)
  func `a camera that was turned gives an upright picture`(orientation: Int) throws {
    let name = "turned-\(orientation)"
    #expect(Orientation(jpeg: try Self.bytes("\(name).jpg")) == Orientation(orientation))
    #expect(
      try Self.difference(Self.read("\(name).jpg"), Self.read("\(name).ppm")) < 1.5 / 255)
  }

  @Test func `what cannot be read is refused in a sentence`() throws {
    func fault(_ bytes: [UInt8]) -> String {
      do {
        _ = try PictureFile.read(bytes)
        return "none"
      } catch { return error.description }
    }
    #expect(fault(try Self.bytes("print.jpg")).contains("CMYK"))
    #expect(fault(Array("GIF89a".utf8)).contains("GIF"))
    #expect(fault([]).contains("no"))
    for name in ["rgb.png", "color.jpg"] {
      let bytes = try Self.bytes(name)
      #expect(fault(Array(bytes.prefix(40))).hasPrefix("it is a"))
      #expect(!fault(Array(bytes.prefix(40))).contains("\u{1B}"))
    }
  }

  @Test func `a picture that claims to be huge is refused before it is made room for`() throws {
    var bytes = try Self.bytes("rgb.png")
    // width and height of the first chunk, whose checksum the reader then rejects or not
    for (place, byte) in zip(16..<24, [0, 15, 66, 64, 0, 15, 66, 64] as [UInt8]) {
      bytes[place] = byte
    }
    #expect(throws: PictureFile.Fault.self) { try PictureFile.read(bytes) }
  }

  @Test func `no damage of a file is a trap`() throws {
    for name in ["rgb.png", "palette.png", "color.jpg", "turned-6.jpg"] {
      let bytes = try Self.bytes(name)
      // the constants of Knuth's MMIX
      var state: UInt64 = 7
      func draw() -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33)
      }
      for _ in 0..<300 {
        var damaged = bytes
        for _ in 0..<3 {
          damaged[draw() % bytes.count] = UInt8(truncatingIfNeeded: draw())
        }
        let picture = try? PictureFile.read(damaged)
        #expect(picture.map { $0.values.count == $0.rows * $0.columns * $0.channels } ?? true)
      }
    }
  }
}
