import Diagrams
import Foundation
import Screens
import Testing

@Suite struct FormulaLessonTests {
  /// The formulas between dollars in a Markdown text, code left out.
  static func formulas(in text: String) -> [String] {
    let prose = text.replacing(#/(?s)```.*?```/#, with: "").replacing(#/`[^`\n]*`/#, with: "")
    return prose.matches(of: #/(?s)\$\$(.+?)\$\$|\$([^$]+?)\$/#).map { match in
      String(match.output.1 ?? match.output.2 ?? "")
    }
  }

  static let lessons: [URL] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../lessons")
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "md" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }()

  @Test(arguments: lessons)
  func `every formula of a lesson is read and fits its page`(lesson: URL) throws {
    let formulas = Self.formulas(in: try String(contentsOf: lesson, encoding: .utf8))
    #expect(!formulas.isEmpty)
    for latex in formulas {
      let formula = try Formula(latex)
      let drawing = formula.drawing(width: 76)
      #expect(drawing.grid.size.width <= 76, "\(latex)")
      #expect(drawing.grid.lines.allSatisfy { !$0.contains("\u{FFFD}") }, "\(latex)")
      #expect(!formula.line().text.contains("\u{FFFD}"))
      #expect(formula.line(ascii: true).text.utf8.allSatisfy { $0 < 128 }, "\(latex)")
    }
  }
}
