/// Pictures in the formats PGM and PPM of Netpbm, as text (P2, P3) or in bytes (P5, P6).
///
///     P6                     3 channels; P5 has 1
///     # a comment
///     640 480                columns and rows
///     255                    the largest value, up to 65535
///     …                      the values, row by row, above 255 two bytes each, the first one high
///
/// Files come from strangers: what is not of this form is refused with one sentence, before
/// anything of its size is asked of the machine.
public enum Netpbm {
  /// Why a file is refused: one sentence, without a full stop.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    public let reason: String

    init(_ reason: String) { self.reason = reason }
    public var description: String { reason + "." }
  }

  /// The longest side that is read.
  static let longestSide = 1 << 16
  /// The most pixels that are read: 100 million, more than a camera takes.
  public static let mostPixels = 100_000_000

  /// The first picture of a file.
  public static func read(_ bytes: [UInt8]) throws -> Picture {
    guard let magic = Magic(bytes) else { throw Fault(Self.refusal(of: bytes)) }
    var reader = Reader(bytes: bytes, place: 2)
    let columns = try reader.number("the number of columns", upTo: longestSide)
    let rows = try reader.number("the number of rows", upTo: longestSide)
    let largest = try reader.number("the largest value", upTo: 65_535)
    guard columns * rows <= mostPixels else {
      throw Fault(
        "the picture has \(columns)×\(rows) pixels, more than 100 million; make it smaller first")
    }
    let count = columns * rows * magic.channels
    let values =
      magic.isText
      ? try reader.words(count, upTo: largest) : try reader.samples(count, upTo: largest)
    return Picture(rows: rows, columns: columns, channels: magic.channels, values)
  }

  /// Whether a file begins like a picture of any kind, be it one that cannot be read.
  public static func isPicture(_ bytes: [UInt8]) -> Bool {
    foreign(bytes) != nil
      || (bytes.first == UInt8(ascii: "P") && bytes.dropFirst().first.map(digits.contains) == true)
  }

  private static let readable = Array("2356".utf8)
  private static let digits = UInt8(ascii: "1")...UInt8(ascii: "7")

  private struct Magic {
    let channels: Int
    let isText: Bool

    init?(_ bytes: [UInt8]) {
      guard bytes.count > 2, bytes[0] == UInt8(ascii: "P"),
        Reader.isBlank(bytes[2]) || bytes[2] == UInt8(ascii: "#")
      else { return nil }
      switch bytes[1] {
      case UInt8(ascii: "2"): (channels, isText) = (1, true)
      case UInt8(ascii: "3"): (channels, isText) = (3, true)
      case UInt8(ascii: "5"): (channels, isText) = (1, false)
      case UInt8(ascii: "6"): (channels, isText) = (3, false)
      default: return nil
      }
    }
  }

  /// What to say of a file that is neither.
  private static func refusal(of bytes: [UInt8]) -> String {
    if let (name, tool) = foreign(bytes) {
      return "it is a \(name) picture, and PNG, JPEG, PPM and PGM are read; convert it first, with "
        + "‘\(tool)’ or ‘magick in out.ppm’"
    }
    guard isPicture(bytes) else {
      return "it is no picture in PNG, JPEG, PPM or PGM"
    }
    if readable.contains(bytes[1]) {
      return "no blank follows its P\(Unicode.Scalar(bytes[1])), so it is no PPM or PGM picture"
    }
    return "it is of the Netpbm kind P\(Unicode.Scalar(bytes[1])), and only P2, P3, P5 and P6 are "
      + "read; convert it with ‘magick in out.ppm’"
  }

  /// Formats that are met often, by their first bytes.
  private static func foreign(_ bytes: [UInt8]) -> (name: String, tool: String)? {
    let start = bytes.prefix(12)
    if start.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return ("PNG", "pngtopnm in > out.ppm") }
    if start.starts(with: [0xFF, 0xD8, 0xFF]) { return ("JPEG", "jpegtopnm in > out.ppm") }
    if start.starts(with: Array("GIF8".utf8)) { return ("GIF", "giftopnm in > out.ppm") }
    if start.starts(with: Array("BM".utf8)) { return ("BMP", "bmptopnm in > out.ppm") }
    if start.starts(with: Array("RIFF".utf8)), start.suffix(4).elementsEqual(Array("WEBP".utf8)) {
      return ("WebP", "dwebp -ppm in -o out.ppm")
    }
    return nil
  }

  /// Reads numbers one after the other.
  private struct Reader {
    let bytes: [UInt8]
    var place: Int

    static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || 9...13 ~= byte }

    /// Passes a comment up to the end of its line.
    private mutating func skipComment() {
      while place < bytes.count, bytes[place] != 10, bytes[place] != 13 { place += 1 }
    }
    /// Passes blanks and comments.
    private mutating func skip() {
      while place < bytes.count {
        if bytes[place] == UInt8(ascii: "#") {
          skipComment()
        } else if Self.isBlank(bytes[place]) {
          place += 1
        } else {
          return
        }
      }
    }

    /// The next whole number; nothing where there is none or it is beyond all bounds.
    private mutating func word() -> Int? {
      skip()
      let start = place
      var number = 0
      while place < bytes.count, case let digit = Int(bytes[place]) - 48, 0...9 ~= digit {
        number = min(number * 10 + digit, 1 << 40)
        place += 1
      }
      guard place > start else { return nil }
      let isEnded =
        place == bytes.count || Self.isBlank(bytes[place]) || bytes[place] == UInt8(ascii: "#")
      return isEnded ? number : nil
    }

    mutating func number(_ noun: String, upTo limit: Int) throws -> Int {
      guard let number = word() else {
        throw Fault("\(noun) is missing in the head of the picture")
      }
      guard 1...limit ~= number else {
        throw Fault("\(noun) is \(number) and should be 1 to \(limit)")
      }
      return number
    }

    /// Values as text.
    ///
    /// Each takes a digit and a blank, so that a file has at most half as many as bytes.
    mutating func words(_ count: Int, upTo largest: Int) throws -> [Float] {
      guard count <= (bytes.count - place + 1) / 2 else {
        throw Fault("the picture should have \(count) values, more than the file has room for")
      }
      var values: [Float] = []
      values.reserveCapacity(count)
      for index in 0..<count {
        guard let value = word() else {
          throw Fault(
            place < bytes.count
              ? "value \(index + 1) is no whole number"
              : "the picture ends after \(index) of \(count) values")
        }
        values.append(try Self.share(value, of: largest, at: index))
      }
      return values
    }

    /// Values as bytes, after the one blank that ends the head; a comment right behind the last
    /// number of the head, with the end of its line, counts as that blank, as in Netpbm.
    mutating func samples(_ count: Int, upTo largest: Int) throws -> [Float] {
      if place < bytes.count, bytes[place] == UInt8(ascii: "#") { skipComment() }
      place += 1
      let size = largest > 255 ? 2 : 1
      let there = max(bytes.count - place, 0) / size
      guard there >= count else {
        throw Fault("the picture ends after \(there) of \(count) values")
      }
      return try (0..<count).map { index in
        let at = place + index * size
        let value = size == 1 ? Int(bytes[at]) : Int(bytes[at]) << 8 | Int(bytes[at + 1])
        return try Self.share(value, of: largest, at: index)
      }
    }

    private static func share(_ value: Int, of largest: Int, at index: Int) throws -> Float {
      guard value <= largest else {
        throw Fault("value \(index + 1) is \(value), above the largest of \(largest)")
      }
      return Float(value) / Float(largest)
    }
  }
}
