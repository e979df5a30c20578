/// Makes inputs that no person would write out of those that one has written.
///
/// It knows what is worth trying: words that mean something, numbers at the edges of their range,
/// brackets without end, pieces of other inputs, halves of characters.
public struct Mutator: Sendable {
  private let words: [[UInt8]]
  private let samples: [[UInt8]]
  private let longest: Int

  /// `longest` is the most bytes that an input may have.
  public init(_ subject: Subject, longest: Int = 4096) {
    words = (subject.words + Self.edges).map { Array($0.utf8) } + Self.halves
    samples = subject.samples
    self.longest = longest
  }

  /// Numbers at the edges of their range, and characters that terminals obey.
  private static let edges = [
    "0", "1", "-1", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808",
    "99999999999999999999", "1e308", "1e-320", "1e999", "nan", "inf", "0x10", "\u{1B}[31m",
    "\u{1B}]0;title\u{7}", "\u{9B}2J", "\u{202E}", "e\u{301}", "漢", "👩‍👩‍👧", "\u{0}", "\r\n", "\t",
    "\u{FEFF}",
  ]
  /// Bytes that are no text in UTF-8.
  private static let halves: [[UInt8]] = [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80]]

  /// A sample with some changes.
  public func input(_ chance: inout Chance) -> [UInt8] {
    var bytes = samples.isEmpty ? [] : chance.pick(samples)
    for _ in 0...chance.below(4) { change(&bytes, &chance) }
    return bytes
  }

  /// Changes an input in one way.
  public func change(_ bytes: inout [UInt8], _ chance: inout Chance) {
    let place = chance.below(bytes.count + 1)
    let rest = bytes.count - place
    switch chance.below(10) {
    case 0 where rest > 0: bytes[place] ^= 1 << UInt8(chance.below(8))
    case 1 where rest > 0: bytes[place] = UInt8(chance.below(256))
    case 2: bytes.removeSubrange(place..<place + min(rest, 1 + chance.below(32)))
    case 3: bytes.removeSubrange(place...)
    case 4:
      let piece = bytes[place..<place + min(rest, 1 + chance.below(64))]
      bytes.insert(contentsOf: piece, at: chance.below(bytes.count + 1))
    case 5 where !samples.isEmpty:
      let other = chance.pick(samples)
      bytes.replaceSubrange(place..., with: other[chance.below(other.count + 1)...])
    case 6: nest(&bytes, at: place, &chance)
    case 7: replaceNumber(in: &bytes, from: place, &chance)
    default: bytes.insert(contentsOf: chance.pick(words), at: place)
    }
    if bytes.count > longest { bytes.removeSubrange(longest...) }
  }

  /// The same word many times, half of the time with what closes it.
  private func nest(_ bytes: inout [UInt8], at place: Int, _ chance: inout Chance) {
    let count = chance.pick([2, 10, 101, 1000])
    let opening = chance.pick(words)
    guard opening.count * count <= longest else { return }
    bytes.insert(contentsOf: Array(repeating: opening, count: count).joined(), at: place)
    if chance.below(2) == 0 {
      bytes += Array(repeating: chance.pick(words), count: min(count, 200)).joined()
    }
  }

  /// The next number becomes one at the edge of its range, or a digit longer.
  private func replaceNumber(in bytes: inout [UInt8], from place: Int, _ chance: inout Chance) {
    func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.endIndex
    if chance.below(2) == 0 {
      bytes.insert(UInt8(ascii: "0") + UInt8(chance.below(10)), at: end)
    } else {
      bytes.replaceSubrange(start..<end, with: chance.pick(Self.edges).utf8)
    }
  }
}
