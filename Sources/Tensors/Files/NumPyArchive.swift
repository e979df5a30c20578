/// Arrays of NumPy by name, in a ZIP archive (`.npz`).
///
/// Only entries that are stored as they are can be read, as `numpy.savez` writes them;
/// `numpy.savez_compressed` packs them.
public enum NumPyArchive {
  public typealias Fault = Safetensors.Fault

  private static let entryMark: [UInt8] = [0x50, 0x4B, 3, 4]
  private static let directoryMark: [UInt8] = [0x50, 0x4B, 1, 2]
  private static let endMark: [UInt8] = [0x50, 0x4B, 5, 6]

  /// Whether a file begins like an archive of arrays.
  public static func isBegun(by bytes: [UInt8]) -> Bool {
    ForeignFormat(bytes) == .numPyArchive
  }

  /// The arrays, by their names without `.npy`.
  public static func read<S: Scalar>(
    _ bytes: [UInt8], as: S.Type = S.self
  ) throws -> [String: Tensor<S>] {
    let reader = LittleEndian(bytes)
    // the end of the directory is the last thing in the file but for a comment
    let earliest = max(bytes.count - 22 - 0xFFFF, 0)
    guard bytes.count >= 22,
      let end = (earliest...(bytes.count - 22)).reversed().first(where: {
        bytes[$0...].starts(with: endMark)
      })
    else { throw Fault("the archive has no directory; it may have been cut off") }
    var place = Int(reader.short(end + 16)) | Int(reader.short(end + 18)) << 16
    var tensors: [String: Tensor<S>] = [:]
    for _ in 0..<Int(reader.short(end + 10)) {
      guard place + 46 <= bytes.count, bytes[place...].starts(with: directoryMark) else {
        throw Fault("the directory of the archive is damaged")
      }
      let length = Int(reader.short(place + 28))
      let rest = Int(reader.short(place + 30)) + Int(reader.short(place + 32))
      guard place + 46 + length <= bytes.count else {
        throw Fault("the directory of the archive is damaged")
      }
      let name = String(decoding: bytes[(place + 46)..<(place + 46 + length)], as: UTF8.self)
      if name.hasSuffix(".npy") {
        let key = String(name.dropLast(4))
        do {
          tensors[key] = try NumPyArray.read(
            entry(
              at: reader.word(place + 42), size: reader.word(place + 20),
              isStored: reader.short(place + 10) == 0, in: reader))
        } catch let fault as Fault {
          throw Fault("‘\(key.quotable())’: \(fault.reason)")
        }
      }
      place += 46 + length + rest
    }
    return tensors
  }

  private static func entry(
    at start: Int, size: Int, isStored: Bool, in reader: LittleEndian
  ) throws -> ArraySlice<UInt8> {
    guard isStored else {
      throw Fault("the array is compressed; save it with ‘numpy.savez’")
    }
    let bytes = reader.bytes
    guard start + 30 <= bytes.count, bytes[start...].starts(with: entryMark) else {
      throw Fault("the array is not where the directory says")
    }
    let first = start + 30 + Int(reader.short(start + 26)) + Int(reader.short(start + 28))
    guard first <= bytes.count, size <= bytes.count - first else {
      throw Fault("the array ends before its time")
    }
    return bytes[first..<first + size]
  }

  /// The archive of some tensors; equal tensors give equal bytes.
  public static func write<S: Scalar>(_ tensors: [String: Tensor<S>]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let file = NumPyArray.write(tensor)
      let start = UInt32(truncatingIfNeeded: bytes.count)
      let size = UInt32(truncatingIfNeeded: file.count)
      var common: [UInt8] = []
      // version 2.0, names in UTF-8, stored, the first day that a ZIP archive knows
      common.append(shorts: [20, 0x800, 0, 0, 0x21])
      common.append(words: [checksum(file), size, size])
      let title = Array((name + ".npy").utf8)
      common.append(shorts: [UInt16(title.count), 0])
      bytes += entryMark + common + title + file
      directory += directoryMark + [20, 0] + common
      directory.append(shorts: [0, 0, 0, 0, 0])
      directory.append(words: [start])
      directory += title
    }
    let start = UInt32(truncatingIfNeeded: bytes.count)
    bytes += directory + endMark
    bytes.append(shorts: [0, 0, UInt16(tensors.count), UInt16(tensors.count)])
    bytes.append(words: [UInt32(directory.count), start])
    bytes.append(shorts: [0])
    return bytes
  }

  /// CRC-32 as ZIP has it (ISO 3309).
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    let table = (0..<256 as Range<UInt32>).map { byte in
      (0..<8).reduce(byte) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
    }
    return ~bytes.reduce(~0) { sum, byte in
      table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8
    }
  }
}

/// Numbers within bytes; what lies outside is zero.
private struct LittleEndian {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func short(_ place: Int) -> UInt16 {
    guard place >= 0, place + 2 <= bytes.count else { return 0 }
    return UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
  }
  func word(_ place: Int) -> Int { Int(short(place)) | Int(short(place + 2)) << 16 }
}

extension [UInt8] {
  fileprivate mutating func append(shorts: [UInt16]) {
    for short in shorts { Swift.withUnsafeBytes(of: short.littleEndian) { self += $0 } }
  }
  fileprivate mutating func append(words: [UInt32]) {
    for word in words { Swift.withUnsafeBytes(of: word.littleEndian) { self += $0 } }
  }
}
