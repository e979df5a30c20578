import Foundation
import Testing

@testable import Commands

/// Faults planted in the lesson that uses everything: each is found, at the line where it stands.
struct PlantedFaultTests {
  /// What stands in the lesson, and what is put in its place; the fault begins at `at` in it.
  private struct Plant {
    let old: String
    let new: String
    var at = ""
  }

  private static let plants: [Plant] = [
    // front matter
    Plant(old: "number: 1\n", new: "number: one\n"),
    Plant(old: "number: 1\n", new: "number: 1000\n"),
    Plant(old: "short: Dense", new: "shrt: Dense"),
    Plant(old: "points: 2\nlecture", new: "points: two\nlecture"),
    Plant(old: "points: 2\nlecture", new: "points: 0\nlecture"),
    Plant(old: "lecture: 5\n", new: "lecture: { numer: 5, title: A }\n"),
    Plant(old: "lecture: 5\n", new: "lecture: { number: 5 }\n"),
    Plant(old: "title: Dense blocks with everything", new: "title: [a, b]"),
    Plant(old: "brief: Describe", new: "title: Describe"),
    Plant(old: "attribution: Words", new: "attribution: More: words"),
    // text, headings and formulas
    Plant(old: "## Model answer", new: "## Answer"),
    Plant(old: "appends $k$ channels. After $l$ layers:", new: "appends $k channels."),
    Plant(old: "$C + k$", new: "$C + \\nosuch$", at: "| layers"),
    Plant(old: "C + l \\cdot k\n", new: "C + l \\cdto k\n", at: "$$"),
    Plant(old: "C + l \\cdot k\n", new: "\\frac{C}{l\n", at: "$$"),
    Plant(old: "Every layer reads", new: "[See](nowhere.md). Every layer reads"),
    Plant(old: "Every layer reads", new: "![A figure](figure.png). Every layer reads"),
    // fences
    Plant(old: "```show", new: "```shwo"), Plant(old: "```quiz", new: "```quizz"),
    Plant(old: "```rubric", new: "```rubrik"), Plant(old: "```proof", new: "```prof"),
    Plant(
      old: "growing rate, growing rate\n```\n", new: "growing rate, growing rate\n", at: "```block"),
    Plant(old: "experiment drop-map\n```\n", new: "experiment drop-map\n", at: "```show"),
    Plant(old: "-> The channels\n```\n", new: "-> The channels\n", at: "```rubric"),
    // blocks and what is shown
    Plant(old: "  growing rate, growing rate", new: "  growin rate, growing rate"),
    Plant(old: "  growing rate, growing rate", new: "  growing rate growing rate"),
    Plant(old: "  growing rate, growing rate", new: "  growing rat, growing rate"),
    Plant(old: "  growing rate, growing rate", new: "  conv 3x3 rate strid: 2"),
    Plant(
      old: "  growing rate, growing rate", new: "  sum { conv 1x1 3 | identity }"),
    Plant(old: "block two_layers(rate)", new: "blok two_layers(rate)"),
    Plant(old: "diagram two_layers", new: "diagramm two_layers"),
    Plant(old: "diagram two_layers 4 on 8x8x8", new: "diagram two_layers 4 on 8y8"),
    Plant(old: "diagram two_layers 4", new: "diagram two_layrs 4"),
    Plant(old: "seed 7 at backward conv1", new: "seed 7 at backward conv9"),
    Plant(old: "seed 7 at backward conv1", new: "sed 7"),
    Plant(old: "seed 7 at backward conv1", new: "seed seven"),
    Plant(old: "count repeat 12 {", new: "count repeat 12"),
    Plant(old: "compare basic 4 with", new: "compare basic 4 and"),
    Plant(old: "experiment drop-map", new: "experiment drop-mat"),
    Plant(old: "experiment drop-map", new: "experiment"),
    // the proof
    Plant(old: "    right: c + l*k", new: "    right: c + l*k + 1", at: "  - says"),
    Plant(old: "    right: c + l*k", new: "    right: c + l*m"),
    Plant(old: "title: channels add up\n", new: "titel: channels add up\n"),
    // the rubric
    Plant(old: "1  each layer reads", new: "one  each layer reads"),
    Plant(old: "1  each layer reads", new: "2  each layer reads"),
    Plant(old: "-> The block", new: "-> The blocks"),
    Plant(old: "-> The channels", new: "-> Quiz"),
    // the quiz
    Plant(old: "- id: dense-several", new: "- id: dense-choose"),
    Plant(old: "  kind: order", new: "  kind: oder"),
    Plant(
      old: "  right: it concatenates", new: "  rigth: it concatenates", at: "- id: dense-choose"),
    Plant(old: "  right: it concatenates\n", new: "", at: "- id: dense-choose"),
    Plant(old: "- choice: it adds", new: "- choice: it concatenates", at: "- id: dense-choose"),
    Plant(old: "      why: Sums are ResNet's.\n", new: "", at: "    - choice: it adds"),
    Plant(
      old: "      mistake: a sum\n      why: Sums", new: "      why: Sums",
      at: "    - choice: it adds"),
    Plant(old: "  cards:\n    - norm", new: "  cards: norm\n  more:\n    - norm"),
    Plant(old: "  answer: c + l*k", new: "  answer: c + l*m", at: "- id: dense-channels"),
    Plant(old: "  answer: c + l*k", new: "  answer: l*k", at: "- id: dense-channels"),
    Plant(old: "l: 2..12, k:", new: "l: 12..2, k:", at: "- id: dense-channels"),
    Plant(old: "  at: conv1", new: "  at: conv7"),
    Plant(
      old: "  block: \"growing 4\"\n", new: "  block: \"growin 4\"\n", at: "- id: dense-predict"),
    Plant(old: "  kernel: 3x3", new: "  kernel: three", at: "- id: dense-cell"),
    Plant(old: "  outputs: 2x2", new: "  output: 2x2", at: "- id: dense-cell"),
    Plant(
      old: "    - block: \"concat { identity | conv 3x3 4, norm, relu }\"",
      new: "    - block: \"concat { identity | norm, relu, conv 3x3 4 }\"", at: "- id: dense-build"),
    Plant(old: "  mistake: no shortcut\n", new: "", at: "- id: dense-repair"),
    Plant(old: "  left: basic 8\n", new: "  left: basic\n", at: "- id: dense-contrast"),
    Plant(old: "  agree: output", new: "  agree: shape"),
    Plant(old: "  answer: K = c + l*g", new: "  answer: K = c + l*"),
    Plant(old: "    - answer: K = l*g", new: "    - answer: K = c + g*l"),
    Plant(
      old: "  ask: How does a dense block join what it has read?\n", new: "",
      at: "- id: dense-choose"),
    Plant(old: "  ask: Answer the whole", new: "   ask: Answer the whole"),
  ]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "GoldenPack")

  private static func lesson() throws -> String {
    try String(contentsOf: folder.appending(path: "1-everything.md"), encoding: .utf8)
  }

  /// The lesson with a fault, and the line where that stands.
  private static func planted(_ plant: Plant) throws -> (text: String, line: Int) {
    let text = try lesson()
    let range = try #require(text.range(of: plant.old), "\(plant.old)")
    let faulty = text.replacingCharacters(in: range, with: plant.new)
    var place = faulty.utf16.index(
      faulty.startIndex, offsetBy: text.utf16.distance(from: text.startIndex, to: range.lowerBound))
    if !plant.at.isEmpty {
      // the thing that has the fault is the nearest of its beginning, before or behind
      let before = faulty.range(
        of: plant.at, options: .backwards, range: faulty.startIndex..<place)
      let near = before ?? faulty.range(of: plant.at, range: place..<faulty.endIndex)
      place = try #require(near).lowerBound
    }
    return (faulty, faulty[..<place].count { $0 == "\n" } + 1)
  }

  /// The one that is not found: pictures are not looked for.
  private static let missedPlant = "figure.png"

  @Test(arguments: 0..<7)
  func `of seventy faults all but one are found at their lines`(part: Int) throws {
    #expect(Self.plants.count == 70)
    for plant in Self.plants[(part * 10)..<(part * 10 + 10)] {
      let (text, line) = try Self.planted(plant)
      let run = try check(text)
      let isFound = run.lines.contains { $0.contains("/1-everything.md:\(line):") }
      #expect(
        run.status == 1 && isFound || plant.new.contains(Self.missedPlant),
        "\(line): \(plant.new)\n\(run.output)")
    }
  }

  @Test func `faults of different kinds are told at once, in order, with their columns`() throws {
    let text = try Self.lesson()
      .replacing("points: 2\nlecture", with: "points: two\nlecture")
      .replacing("diagram two_layers", with: "diagramm two_layers")
      .replacing("experiment drop-map", with: "experiment drop-mat")
      .replacing("  kind: order", with: "  kind: oder")
      .replacing("  outputs: 2x2", with: "  output: 2x2")
    let run = try check(text)
    let places = run.lines.map {
      $0.split(separator: ":").dropFirst().prefix(2).joined(separator: ":")
    }
    #expect(places == ["7:1", "34:1", "38:12", "81:9", "102:13"], "\(run.output)")
    #expect(run.lines[3].contains("did you mean ‘order’?"))
  }

  @Test func `what is doubtful is a warning and no fault`() throws {
    let wide = String(repeating: "x", count: 90)
    let text = try Self.lesson()
      .replacing("concatenated -> The block", with: "concatenated")
      .replacing("## Rubric", with: "```text\n\(wide)\n```\n\n## Rubric")
    let run = try check(text)
    #expect(run.status == 0)
    #expect(run.lines.count { $0.contains(": warning: ") } == 2, "\(run.output)")
    #expect(run.lines.last?.hasSuffix("no faults") == true)
  }

  @Test func `the check says the same to programs`() throws {
    let text = try Self.lesson().replacing("  kind: order", with: "  kind: oder")
    let run = try check(text, "--json")
    #expect(run.status == 1)
    let findings = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let finding = try #require((findings as? [[String: Any]])?.first)
    #expect(Set(finding.keys) == ["file", "line", "column", "level", "message"])
    #expect(finding["line"] as? Int == 81 && finding["column"] as? Int == 9)
    #expect(finding["level"] as? String == "fault")
  }

  /// Checks the lesson in its pack with another text.
  private func check(_ text: String, _ options: String...) throws -> Run {
    try Workplace.with { place in
      let pack = place.path("golden")
      try FileManager.default.copyItem(atPath: Self.folder.path, toPath: pack)
      let file = pack + "/1-everything.md"
      try text.write(toFile: file, atomically: false, encoding: .utf8)
      return Run(["check", file] + options, environment: place.environment)
    }
  }
}
