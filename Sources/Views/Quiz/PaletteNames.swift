/// The pieces of a palette as they are listed: one that is too long keeps what tells it from others.
struct PaletteNames {
  let shown: [String]

  init(_ pieces: [String], width: Int) {
    shown = pieces.map { piece in
      let clipped = Text.clipped(piece, to: width)
      let others = pieces.filter { $0 != piece && Text.clipped($0, to: width) == clipped }
      guard clipped != piece, !others.isEmpty else { return clipped }
      return Self.abbreviated(piece, unlike: others, to: width)
    }
  }

  /// The first word, `…`, and the end from the first word that not all of them share.
  private static func abbreviated(
    _ piece: String, unlike others: [String], to width: Int
  ) -> String {
    let words = piece.split(separator: " ")
    let shared =
      words.indices.first { place in
        others.contains { other in
          let its = other.split(separator: " ")
          return !its.indices.contains(place) || its[place] != words[place]
        }
      } ?? words.count - 1
    let end = words[shared...].joined(separator: " ")
    let start = words[..<shared].joined(separator: " ")
    let room = width - end.unicodeScalars.count - 1
    guard room >= 3 else { return Text.clipped("… " + end, to: width) }
    return Text.clipped(start, to: room) + " " + end
  }
}
