import Foundation
import Lessons
import Screens
import Study
import Testing
import Views

/// Screens as text: each file says how one gets there, then shows characters and styles apart.
///
///     place: step bottleneck 4 stride: 2 on 8x8x8
///     screen: 80x24 256 unicode
///     keys: right right
///     --- text
///     …
///     --- style
///     …                      a letter a style, explained below
///     --- legend
///
/// A file without a screen gets one and fails; `RECORD=1` writes all anew.
@Suite struct GoldenScreenTests {
  static let folder = Stage.folder.appending(path: "Screens")
  static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
    .filter { $0.hasSuffix(".txt") }.sorted() ?? []

  @Test func `there are golden screens`() { #expect(!Self.names.isEmpty) }

  @Test(arguments: names)
  func `a screen looks as it was recorded`(name: String) throws {
    let url = Self.folder.appending(path: name)
    let text = try String(contentsOf: url, encoding: .utf8)
    let head = text.components(separatedBy: "--- text\n")[0]
    let directions = try Directions(head)
    let grid = try directions.grid()
    let picture = head + GridText(grid).text
    guard text != picture else { return }
    if !text.contains("--- text") || ProcessInfo.processInfo.environment["RECORD"] != nil {
      try picture.write(to: url, atomically: true, encoding: .utf8)
    }
    #expect(text == picture, "\(name) changed; RECORD=1 records it")
  }

  @Test(arguments: names)
  func `every row of a screen fits and ASCII stays below 128`(name: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let directions = try Directions(text.components(separatedBy: "--- text\n")[0])
    let grid = try directions.grid()
    #expect(grid.size == directions.screen.size)
    if directions.screen.glyphs == .ascii {
      let foreign = grid.cells.filter { !(32..<127 ~= $0.glyph.value) }
      #expect(foreign.isEmpty, "\(Set(foreign.map(\.glyph)))")
    }
    #expect(!grid.cells.contains { $0.glyph == "\u{FFFD}" })
  }
}

/// How one gets to a screen.
struct Directions {
  var place = ""
  var keys = ""
  var screen = Screen(Size(80, 24))

  init(place: String, keys: String, screen: Screen) {
    (self.place, self.keys, self.screen) = (place, keys, screen)
  }

  init(_ head: String) throws {
    for line in head.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      let value = parts.count > 1 ? parts[1] : ""
      switch parts.first {
      case "place": place = value
      case "keys": keys = value
      case "screen": screen = try Self.screen(value)
      default: break
      }
    }
  }

  /// `80x24 256 unicode`.
  private static func screen(_ text: String) throws -> Screen {
    let words = text.split(separator: " ")
    let sides = try #require(words.first).split(separator: "x").compactMap { Int($0) }
    let depth = try #require(words.count > 1 ? Int(words[1]) : 256)
    return Screen(
      Size(sides[0], sides[1]), colors: try #require(ColorDepth(rawValue: depth)),
      glyphs: words.last == "ascii" ? .ascii : .unicode)
  }

  /// `quiz 1`, `card ID`, `exam` or `progress`, after `past` where there are answers already.
  private var studyRequest: StudyRequest? {
    let words = place.split(separator: " ").filter { $0 != "past" }
    switch words.first {
    case "quiz": return .deal(words.count > 1 ? .question(Int(words[1]) ?? 0) : .due, seed: 7)
    case "card": return words.count > 1 ? .deal(.card(String(words[1])), seed: 7) : nil
    case "exam": return .exam(.lecture(5))
    case "progress": return .progress
    default: return nil
    }
  }

  func grid() throws -> Grid { try stage().explorer.draw(in: screen) }

  func stage() throws -> Stage {
    var stage = try Stage(screen, hasPast: place.hasPrefix("past "))
    if let request = studyRequest {
      stage.ask(.study(request))
    } else if place.hasPrefix("step ") {
      try stage.step(String(place.dropFirst(5)))
    } else if place.hasPrefix("network ") {
      try stage.openNetwork(String(place.dropFirst(8)))
    } else if place.hasPrefix("experiment ") {
      try stage.openExperiment(String(place.dropFirst(11)))
    } else if place.hasPrefix("train ") {
      try stage.train(String(place.dropFirst(6)))
    } else if place == "terms" {
      stage.ask(.lookUp(""))
    } else if place.hasPrefix("lesson ") {
      stage.ask(.read(lesson: try #require(Int(place.dropFirst(7)))))
    }
    try stage.press(keys)
    return stage
  }
}

/// A grid as two planes of text: characters, and a letter for each distinct style.
struct GridText {
  let grid: Grid

  init(_ grid: Grid) { self.grid = grid }

  var text: String {
    let (plane, legend) = styles
    return "--- text\n" + grid.lines.joined(separator: "\n") + "\n--- style\n"
      + plane.joined(separator: "\n") + "\n--- legend\n"
      + legend.joined(separator: "\n") + "\n"
  }

  /// A letter for the style of each cell, and what they stand for; the cursor last.
  var styles: (plane: [String], legend: [String]) {
    var letters: [Style: Character] = [.text: "."]
    var legend: [String] = []
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    var plane: [String] = []
    for row in 0..<grid.size.height {
      var line = ""
      for column in 0..<grid.size.width {
        let style = grid[column, row].style
        if letters[style] == nil {
          let letter = legend.count < alphabet.count ? alphabet[legend.count] : "#"
          letters[style] = letter
          legend.append("\(letter) = \(describe(style))")
        }
        line.append(letters[style] ?? "?")
      }
      plane.append(line)
    }
    let cursor = grid.cursor.map { "cursor = \($0.column),\($0.row)" } ?? "no cursor"
    return (plane, legend + [cursor])
  }

  private func describe(_ style: Style) -> String {
    var words = [style.role.rawValue]
    if let ink = style.ink { words.append("ink \(describe(ink))") }
    if let paper = style.paper { words.append("on \(describe(paper))") }
    if style.isFocused { words.append("focused") }
    if style.isUnderlined { words.append("underlined") }
    return words.joined(separator: " ")
  }

  private func describe(_ shade: Shade) -> String {
    switch shade {
    case .signed(let bin): bin > 0 ? "+\(bin)" : "\(bin)"
    case .amount(let bin): "\(bin) of 6"
    case .faint: "nearly 0"
    case .invalid: "?"
    case .product(let index): "product \(index)"
    case .participant: "participant"
    }
  }
}
