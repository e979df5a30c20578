import Tensors
import Testing

@Suite struct NumberTypeTests {
  /// Bytes as they lie in a file, and the numbers that they stand for.
  static let examples: [(NumberType, [UInt8], [Double])] = [
    (.double, [0, 0, 0, 0, 0, 0, 0xF8, 0xBF], [-1.5]),
    (.float, [0, 0, 0xC0, 0xBF], [-1.5]),
    // 65504 is the largest half, 2⁻²⁴ the smallest
    (
      .half, [0x00, 0xBE, 0xFF, 0x7B, 0x01, 0x00, 0x00, 0xFC], [-1.5, 65_504, 0x1p-24, -.infinity]
    ),
    (.brain, [0xC0, 0xBF, 0x80, 0x7F], [-1.5, .infinity]),
    // 448 is the largest, 2⁻⁹ the smallest
    (.float8E4M3, [0xBC, 0x7E, 0x01, 0x38], [-1.5, 448, 0x1p-9, 1]),
    (.float8E5M2, [0xBE, 0x7B, 0x01, 0x7C], [-1.5, 57_344, 0x1p-16, .infinity]),
    (.float8E4M3FNUZ, [0xC4, 0x7F, 0x01], [-1.5, 240, 0x1p-10]),
    (.float8E5M2FNUZ, [0xC2, 0x7F, 0x01], [-1.5, 57_344, 0x1p-17]),
    (.float8E8M0, [127, 0, 254], [1, 0x1p-127, 0x1p127]),
    (.integer64, [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [-2]),
    (.integer32, [0xFE, 0xFF, 0xFF, 0xFF], [-2]),
    (.integer16, [0xFE, 0xFF], [-2]),
    (.integer8, [0xFE], [-2]),
    (.unsigned64, [0, 0, 0, 0, 1, 0, 0, 0], [0x1p32]),
    (.unsigned32, [0xFE, 0xFF, 0xFF, 0xFF], [4_294_967_294]),
    (.unsigned16, [0xFE, 0xFF], [65_534]),
    (.unsigned8, [0xFE], [254]),
    (.boolean, [0, 1, 7], [0, 1, 1]),
  ]

  @Test func `numbers of every type read as what they are`() {
    for (type, bytes, numbers) in Self.examples {
      let read: [Double] = bytes.withUnsafeBytes { type.numbers(numbers.count, in: $0, from: 0) }
      #expect(read == numbers, "\(type)")
      let narrow: [Float] = bytes.withUnsafeBytes { type.numbers(numbers.count, in: $0, from: 0) }
      #expect(narrow == numbers.map { Float($0) }, "\(type)")
    }
    #expect(Set(Self.examples.map(\.0)) == Set(NumberType.allCases))
  }

  @Test(arguments: [
    (NumberType.half, [0x01, 0x7C] as [UInt8]), (.brain, [0xC1, 0x7F]), (.float8E4M3, [0xFF]),
    (.float8E5M2, [0x7D]), (.float8E4M3FNUZ, [0x80]), (.float8E5M2FNUZ, [0x80]),
    (.float8E8M0, [0xFF]),
  ])
  func `what is no number stays none`(_ type: NumberType, _ bytes: [UInt8]) {
    let read: [Double] = bytes.withUnsafeBytes { type.numbers(1, in: $0, from: 0) }
    #expect(read[0].isNaN)
  }
}
