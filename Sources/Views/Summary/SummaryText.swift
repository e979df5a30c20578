import Quiz
import Screens

extension Summary {
  /// As plain text, 76 characters wide.
  public var text: String {
    lectures.map { lecture in
      let title = "Lecture \(lecture.title)"
      return
        ([title, String(repeating: "=", count: title.count)]
        + lecture.questions.flatMap { [""] + $0.lines })
        .joined(separator: "\n")
    }.joined(separator: "\n\n\n")
  }
}

extension Summary.Question {
  fileprivate var lines: [String] {
    let heading = "\(name)  \(title)  [\(points)]"
    var lines = [heading, String(repeating: "-", count: heading.count)]
    lines += Text.wrapped(wording, to: 76)
    lines += ["", "What earns the points"]
    for line in rubric {
      lines += Self.hanging("\(Figures.points(line.points))".padded(to: 4) + " ", line.text)
    }
    for part in answer {
      lines += ["", part.title]
      for line in part.lines {
        switch line {
        case .words(let words): lines += Self.hanging("  ", words)
        case .point(let words): lines += Self.hanging("  - ", words)
        case .formula(let rows): lines += [""] + rows.map { "    " + $0 } + [""]
        }
      }
      if lines.last == "" { lines.removeLast() }
    }
    for drawing in drawings {
      lines += ["", drawing.name.prefix(1).uppercased() + drawing.name.dropFirst()]
      lines += drawing.rows.map { "    " + $0 }
    }
    return lines.map(\.trimmedEnd)
  }

  /// Words behind a mark, further lines below the first word.
  private static func hanging(_ mark: String, _ words: String) -> [String] {
    let blank = String(repeating: " ", count: mark.count)
    return Text.wrapped(words, to: 76 - mark.count).enumerated().map {
      ($0.offset == 0 ? mark : blank) + $0.element
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 0))
  }
}
