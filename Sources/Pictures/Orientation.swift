import Tensors

/// How a camera was held, by the tag 0x0112 of Exif 2.3, section 4.6.4.
struct Orientation: Equatable {
  /// From 1, upright, to 8.
  let number: Int

  init(_ number: Int) { self.number = 1...8 ~= number ? number : 1 }

  /// What a JPEG file says; upright where it says nothing that can be read.
  init(jpeg bytes: [UInt8]) {
    // segments: 0xFF, a kind, two bytes of length that count themselves
    var place = 2
    while place + 4 <= bytes.count, bytes[place] == 0xFF, bytes[place + 1] != 0xDA {
      let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
      let end = place + 2 + length
      guard length >= 2, end <= bytes.count else { break }
      let content = bytes[place + 4..<end]
      if bytes[place + 1] == 0xE1, content.starts(with: Array("Exif\0\0".utf8)) {
        self = Orientation(tiff: Array(content.dropFirst(6)))
        return
      }
      place = end
    }
    number = 1
  }

  /// What a block of TIFF tags says.
  private init(tiff bytes: [UInt8]) {
    let isLittle = bytes.starts(with: Array("II".utf8))
    func number(_ place: Int, _ count: Int) -> Int? {
      guard place >= 0, place + count <= bytes.count else { return nil }
      let digits = bytes[place..<place + count]
      return (isLittle ? digits.reversed() : Array(digits)).reduce(0) { $0 << 8 | Int($1) }
    }
    guard isLittle || bytes.starts(with: Array("MM".utf8)), let first = number(4, 4),
      let count = number(first, 2)
    else {
      self.number = 1
      return
    }
    for entry in 0..<count {
      let place = first + 2 + 12 * entry
      guard let tag = number(place, 2) else { break }
      if tag == 0x0112, let value = number(place + 8, 2) {
        self = Orientation(value)
        return
      }
    }
    self.number = 1
  }

  /// The picture as it was seen.
  func upright(_ picture: Picture) -> Picture {
    if number == 1 { return picture }
    let (rows, columns, channels) = (picture.rows, picture.columns, picture.channels)
    let isTurned = number >= 5
    let (height, width) = isTurned ? (columns, rows) : (rows, columns)
    var values: [Float] = []
    values.reserveCapacity(picture.values.count)
    for row in 0..<height {
      for column in 0..<width {
        // where this pixel lies in the file
        let (i, j) =
          switch number {
          case 2: (row, columns - 1 - column)
          case 3: (rows - 1 - row, columns - 1 - column)
          case 4: (rows - 1 - row, column)
          case 5: (column, row)
          case 6: (rows - 1 - column, row)
          case 7: (rows - 1 - column, columns - 1 - row)
          default: (column, columns - 1 - row)
          }
        let first = (i * columns + j) * channels
        values += picture.values[first..<first + channels]
      }
    }
    return Picture(rows: height, columns: width, channels: channels, values)
  }
}
