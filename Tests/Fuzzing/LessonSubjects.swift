import Diagrams
import Foundation
import Lessons
import Networks
import Quiz
import Screens
import Study
import Views

extension Subject {
  /// Files of lessons: read, checked, set on a page and drawn.
  public static let lesson = Subject(
    name: "lesson", samples: pages.map { Array($0.utf8) },
    words: [
      "---\n", "# ", "## Model answer\n", "- ", "1. ", "> ", "| a | b |\n|---|---|\n", "```block\n",
      "```show\n", "```quiz\n", "```rubric\n", "```\n", "$$", "$", "`", "**", "*", "[a](b)", "<b>",
      "![", "    ", "step", "diagram", "compare", "with", "count", "experiment", "on 8x8x4",
      "seed 7", "at conv1", "batch 1000000", "inference", "- id: a\n", "  kind: number\n",
      "  ask: b\n", "  answer: sum(i, 1, 9999, i)\n", "  values: {k: 2..5}\n", "number: 1\n",
      "points: 4\n", "1.5 a -> b\n",
    ]
  ) { bytes in
    let lesson: Lesson
    do throws(LessonError) {
      lesson = try Lesson(text: String(decoding: bytes, as: UTF8.self), origin: "lesson.md")
    } catch {
      try promiseSentence(error.description)
      return false
    }
    try look(at: lesson, isChecked: isChosen(bytes, oneIn: 8))
    return true
  }

  /// Texts of YAML: as a glossary, and as what is written in the fences of a lesson.
  public static let yaml = Subject(
    name: "yaml", samples: (Checkout.terms + fences(named: "quiz")).map { Array($0.utf8) },
    words: [
      "- ", ": ", "\n", "  ", "{", "}", "[", "]", ",", "'", "\"", "|\n", ">\n", "&a ", "*a",
      "!!int ",
      "<<: ", "? ", "---\n", "...\n", "%YAML 1.2\n", "english: a\n", "czech: b\n", "line: c\n",
      "kind:",
      "id:", "ask:", "answer:", "values:", "wrong:", "right:", "mistake:", "why:", "number",
      "choose",
    ]
  ) { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    let front = "---\nnumber: 1\ntitle: a\nquestion: b\npoints: 1\nlecture: c\n---\n"
    do throws(LessonError) {
      _ = try Lesson(text: front + "```quiz\n\(text)\n```\n", origin: "lesson.md")
    } catch {
      try promiseSentence(error.description)
    }
    do throws(LessonError) {
      _ = try YAMLValue(text)
      _ = try Glossary(text: text).terms(with: "conv")
    } catch {
      try promiseSentence(error.description)
      return false
    }
    return true
  }

  /// Formulas of lessons, set on a line and in two dimensions.
  public static let formula = Subject(
    name: "formula", samples: (formulas + ["\\sqrt{\\frac{a}{b}}^{2}"]).map { Array($0.utf8) },
    words: [
      "{", "}", "^", "_", "\\frac", "\\sqrt", "\\sum", "\\prod", "\\left(", "\\right)", "\\cdot",
      "\\begin{cases}", "\\end{cases}", "\\begin{pmatrix}", "\\end{pmatrix}", "\\text{", "&",
      "\\\\",
      "\\mathbb{R}", "\\hat", "\\partial", "'", "_{i=1}^{n}",
    ]
  ) { bytes in
    let formula: Formula
    do throws(FormulaError) {
      formula = try Formula(String(decoding: bytes, as: UTF8.self))
    } catch {
      try promiseSentence("\(error)")
      return false
    }
    for ascii in [false, true] {
      _ = formula.line(ascii: ascii)
      _ = formula.drawing(width: 60, ascii: ascii)
    }
    return true
  }

  /// Numbers and formulas that a learner types.
  public static let answer = Subject(
    name: "answer",
    samples: [
      "75,008", "1/3", "64*64 + 13*64^2", "product(l, 1, 20, 1 - l/20 * (1 - 0.5))", "−0.5",
      "if(2 >= 1, max(1, 2, 3), sqrt(2))", "sum(i, 1, 9, sum(j, 1, 9, i*j))",
    ].map { Array($0.utf8) },
    words: [
      "sum(", "product(", "if(", "min(", "exp(", "log(", "sigmoid(", "mod", "^", "(", ")", ",",
      "==",
      "1e300", "i", "−", "×",
    ]
  ) { bytes in
    do throws(LessonError) {
      _ = try Arithmetic.answer(String(decoding: bytes, as: UTF8.self))
      return true
    } catch {
      try promiseSentence(error.description)
      return false
    }
  }

  /// Logs of answers, as they are imported.
  public static let log = Subject(
    name: "log", samples: logs,
    words: [
      "{", "}", "\"", ":", ",", "null", "true", "\"rating\":5", "\"share\":2", "\"time\":-1", "\n",
      "\"seed\":9223372036854775808", "\\u0000",
    ]
  ) { bytes in
    do {
      let log = try AnswerLog(bytes, named: "log")
      for fault in log.faults { try promiseSentence(fault.description) }
      let text = try ProgressFile.text(of: log.answers)
      let again = try AnswerLog(Array(text.utf8), named: "log")
      try promise(
        again.answers == log.answers && again.faultCount == 0,
        "written and read again it is another log")
      return true
    } catch let error as LessonError {
      try promiseSentence(error.description)
      return false
    }
  }
}

extension Subject {
  /// A log of two answers.
  private static var logs: [[UInt8]] {
    let answers = ["resnet-depth", "šířka"].map { card in
      AnswerRecord(
        id: "id of \(card)", time: 1_700_000_000, card: card, lesson: 1, kind: "number", seed: 7,
        reply: "75,008", share: 0.5, points: 2, rating: .good, confidence: 3,
        mistakes: ["forgets the bias"])
    }
    return (try? ProgressFile.text(of: answers)).map { [Array($0.utf8)] } ?? []
  }
}

extension Subject {
  /// The front matter of each lesson with one of its sections at a time, since what is short is
  /// changed sooner where it matters.
  private static let pages: [String] = Checkout.lessons.flatMap { text in
    let parts = text.components(separatedBy: "\n## ")
    let front = (parts.first ?? "").components(separatedBy: "\n---\n").first ?? ""
    return parts.dropFirst().map { front + "\n---\n\n## " + $0 }
  }

  /// What stands in the fences of a name.
  private static func fences(named name: String) -> [String] {
    Checkout.lessons.flatMap { text in
      text.components(separatedBy: "```\(name)\n").dropFirst().map {
        $0.components(separatedBy: "\n```").first ?? ""
      }
    }
  }

  private static let formulas: [String] = Checkout.lessons.flatMap { text in
    text.components(separatedBy: "$$").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
  }

  /// Sets a lesson on a page, draws it from end to end, and has it checked.
  private static func look(at lesson: Lesson, isChecked: Bool) throws {
    for formula in lesson.formulas {
      if let formula = try? Formula(formula.text) { _ = formula.drawing(width: 60) }
    }
    guard isChecked else { return }
    let library = try Checkout.library.get()
    // experiments are programs of ours that a text can only name, and checking some takes seconds
    let namesExperiment = lesson.directives.contains {
      if case .experiment = $0.act { true } else { false }
    }
    for fault in namesExperiment ? [] : lesson.check(library: library) {
      try promiseSentence(fault.description)
    }
    let screen = Screen(Size(80, 24))
    var explorer = Explorer([lesson.front], screen: screen)
    do {
      explorer.receive(.lesson(try Reading(lesson, library: library)))
    } catch {
      explorer.receive(Failure(error))
    }
    for key in [Key.down, .pageDown, .character("n"), .end, .home] {
      let grid = explorer.draw(in: screen)
      try promise(grid.size == screen.size, "a page of another size")
      _ = explorer.press(key)
    }
  }
}
