/// The part of JSON that the header of a safetensors file uses: objects, arrays, strings and whole
/// numbers from 0.
///
/// Foundation's reader is not used: it keeps the last of two members of one name without a word.
struct JSONReader {
  typealias Fault = Safetensors.Fault

  indirect enum Value {
    case object([(name: String, value: Value)])
    case array([Value])
    case string(String)
    case integer(Int)
    /// A number or word that is passed over.
    case literal

    subscript(name: String) -> Value? {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.name == name }?.value
    }
    var string: String? {
      guard case .string(let string) = self else { return nil }
      return string
    }
    /// An array of whole numbers, and of nothing else.
    var integers: [Int]? {
      guard case .array(let values) = self else { return nil }
      var integers: [Int] = []
      for value in values {
        guard case .integer(let integer) = value else { return nil }
        integers.append(integer)
      }
      return integers
    }
  }

  private var rest: ArraySlice<UInt8>
  private let start: Int
  private let takesLiterals: Bool

  /// `takesLiterals` where other numbers and words of JSON may stand too, whose values are passed
  /// over.
  init(_ bytes: ArraySlice<UInt8>, takesLiterals: Bool = false) {
    rest = bytes
    start = bytes.startIndex
    self.takesLiterals = takesLiterals
  }

  /// One value and nothing after it but blanks.
  mutating func document() throws -> Value {
    let value = try value(depth: 0)
    guard next == nil else { throw fault("something follows the object") }
    return value
  }

  private mutating func value(depth: Int) throws -> Value {
    guard depth < Limits.headerNesting else { throw fault("it is nested too deep") }
    switch next {
    case UInt8(ascii: "{"):
      // by their bytes: é and e with an accent are two names
      var names: Set<[UInt8]> = []
      return .object(
        try list("{", "}") { reader in
          let name = try reader.string()
          guard names.insert(Array(name.utf8)).inserted else {
            throw Fault("‘\(name.quotable())’ is there twice")
          }
          try reader.take(":")
          return (name, try reader.value(depth: depth + 1))
        })
    case UInt8(ascii: "["):
      return .array(try list("[", "]") { try $0.value(depth: depth + 1) })
    case UInt8(ascii: "\""):
      return .string(try string())
    case let byte? where takesLiterals && Self.isOfLiteral(byte):
      rest = rest.drop(while: Self.isOfLiteral)
      return .literal
    default:
      return .integer(try integer())
    }
  }

  private static func isOfLiteral(_ byte: UInt8) -> Bool {
    let scalar = Unicode.Scalar(byte)
    return scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789+-.".utf8.contains(byte))
  }

  /// What stands between brackets, parted by commas.
  private mutating func list<Item>(
    _ opening: Unicode.Scalar, _ closing: Unicode.Scalar,
    _ item: (inout JSONReader) throws -> Item
  ) throws -> [Item] {
    try take(opening)
    var items: [Item] = []
    if next == UInt8(ascii: closing) {
      rest.removeFirst()
      return items
    }
    while true {
      items.append(try item(&self))
      if next == UInt8(ascii: closing) {
        rest.removeFirst()
        return items
      }
      try take(",")
    }
  }

  private mutating func integer() throws -> Int {
    _ = next
    let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard let number = Int(String(decoding: digits, as: UTF8.self)) else {
      throw fault("a whole number is missing or too large")
    }
    rest = rest.dropFirst(digits.count)
    return number
  }

  private mutating func string() throws -> String {
    try take("\"")
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: bytes, as: UTF8.self) else {
          throw fault("a name is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): bytes += try escaped()
      case 0..<0x20: throw fault("a name holds a control character")
      default: bytes.append(byte)
      }
    }
    throw fault("a name does not end")
  }

  /// What an escape after `\` stands for.
  private mutating func escaped() throws -> [UInt8] {
    let names: [UInt8: UInt8] = [
      UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "f"): 12,
      UInt8(ascii: "r"): 13,
    ]
    switch rest.popFirst() {
    case UInt8(ascii: "u")?:
      let first = try unit()
      var units = [first]
      if UTF16.isLeadSurrogate(first), rest.starts(with: "\\u".utf8) {
        rest = rest.dropFirst(2)
        units.append(try unit())
      }
      guard let text = String(validating: units, as: UTF16.self) else {
        throw fault("an escape is half a character")
      }
      return Array(text.utf8)
    case let byte? where "\"\\/".utf8.contains(byte): return [byte]
    case let byte?:
      guard let meant = names[byte] else { throw fault("an escape is unknown") }
      return [meant]
    case nil: throw fault("a name does not end")
    }
  }
  private mutating func unit() throws -> UInt16 {
    let digits = String(decoding: rest.prefix(4), as: UTF8.self)
    guard digits.count == 4, digits.allSatisfy(\.isHexDigit), let unit = UInt16(digits, radix: 16)
    else { throw fault("an escape needs four digits") }
    rest = rest.dropFirst(4)
    return unit
  }

  /// The next byte that is no blank; blanks before it are passed over.
  private var next: UInt8? {
    mutating get {
      rest = rest.drop { " \n\r\t".utf8.contains($0) }
      return rest.first
    }
  }
  private mutating func take(_ scalar: Unicode.Scalar) throws {
    guard next == UInt8(ascii: scalar) else { throw fault("‘\(scalar)’ is missing") }
    rest.removeFirst()
  }
  private func fault(_ reason: String) -> Fault {
    Fault("the header is damaged at byte \(rest.startIndex - start): \(reason)")
  }
}
