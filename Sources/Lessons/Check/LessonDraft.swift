import Quiz

/// The lines of a lesson, out of which faulty ones can be taken while the others keep their places.
struct LessonDraft {
  private var lines: [String]
  /// Whether something was taken out.
  private(set) var isChanged = false

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  var text: String { lines.joined(separator: "\n") }

  /// A fence by the indices of its marks; it runs to the end where it is not closed.
  private struct FenceLines {
    let language: String
    let opening: Int
    var closing: Int?
  }

  private var fences: [FenceLines] {
    var fences: [FenceLines] = []
    for (index, line) in lines.enumerated() where line.hasPrefix("```") {
      if let last = fences.indices.last, fences[last].closing == nil {
        if line.drop(while: { $0 == "`" }).allSatisfy(\.isWhitespace) {
          fences[last].closing = index
        }
      } else {
        let language = line.drop { $0 == "`" }.split(separator: " ").first.map(String.init)
        fences.append(FenceLines(language: language ?? "", opening: index))
      }
    }
    return fences
  }

  /// Tells of fences that are not closed, and closes them before what they would swallow.
  mutating func closeFences() -> [LessonError] {
    var faults: [LessonError] = []
    for _ in 0..<lines.count {
      let open = fences.first { fence in
        Fence.languages.contains(fence.language)
          && (fence.closing == nil || swallowed(by: fence) != nil)
      }
      guard let open else { break }
      faults.append(
        LessonError(
          "this fence ‘\(open.language)’ is not closed; a line of ``` ends it",
          line: open.opening + 1))
      let end = swallowed(by: open) ?? lines.count
      // the last blank line before what follows makes room for the mark
      if let blank = lines[(open.opening + 1)..<end].lastIndex(where: \.isEmpty) {
        lines[blank] = "```"
      } else {
        lines[open.opening] = ""
      }
      isChanged = true
    }
    return faults
  }

  /// The line in a fence that belongs to no fence of ours: a heading or another fence.
  private func swallowed(by fence: FenceLines) -> Int? {
    let inner = (fence.opening + 1)..<(fence.closing ?? lines.count)
    return inner.first { index in
      let line = lines[index]
      return line.hasPrefix("## ") || line.hasPrefix("### ")
        || (line.hasPrefix("```") && line.contains { $0.isLetter })
    }
  }

  /// Takes out what a line belongs to: an item, a definition, a directive, a key; false where nothing
  /// is there any more.
  mutating func takeOut(line number: Int) -> Bool {
    let index = number - 1
    guard lines.indices.contains(index) else { return false }
    let old = lines
    if let end = lines.dropFirst().firstIndex(of: "---"), index < end {
      replaceKey(at: index)
    } else if let fence = fences.first(where: {
      $0.opening <= index && index <= ($0.closing ?? lines.count - 1)
    }) {
      takeOut(index, of: fence)
    } else {
      lines[index] = ""
    }
    isChanged = true
    return lines != old
  }

  /// Gives each line of the rubric an equal share of the question's points, so that they add up;
  /// false where there is nothing to share.
  mutating func spreadPoints() -> Bool {
    let points = lines.first { $0.hasPrefix("points:") }.flatMap {
      Double($0.dropFirst("points:".count).filter { !$0.isWhitespace })
    }
    let rows = fences.filter { $0.language == "rubric" }.flatMap { fence in
      ((fence.opening + 1)..<(fence.closing ?? lines.count)).filter {
        !lines[$0].allSatisfy(\.isWhitespace)
      }
    }
    guard let points, !rows.isEmpty else { return false }
    let old = lines
    for row in rows {
      let words = lines[row].drop(while: \.isWhitespace).drop { !$0.isWhitespace }
      lines[row] = "\(points / Double(rows.count))\(words)"
    }
    return lines != old
  }

  /// A key of the front matter gets a value that every key may have, or goes if it is unknown.
  private mutating func replaceKey(at index: Int) {
    let key = String(lines[index].prefix { $0 != ":" })
    lines[index] = FrontMatter.required.contains(key) ? "\(key): 1" : ""
  }

  private mutating func takeOut(_ index: Int, of fence: FenceLines) {
    let inner = (fence.opening + 1)..<(fence.closing ?? lines.count)
    let start: String? =
      switch fence.language {
      case "quiz": "- "
      case "block": "block "
      default: nil
      }
    var range = inner
    if let start, let first = lines[..<(index + 1)].lastIndex(where: { $0.hasPrefix(start) }),
      inner.contains(first)
    {
      let next = lines[inner].indices.first { $0 > first && lines[$0].hasPrefix(start) }
      range = first..<(next ?? inner.upperBound)
    } else if ["show", "rubric"].contains(fence.language), inner.contains(index) {
      range = index..<(index + 1)
    }
    for index in range { lines[index] = "" }
    // an empty fence would be a fault of its own
    if lines[inner].allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
      lines[fence.opening] = ""
      if let closing = fence.closing { lines[closing] = "" }
    }
  }
}
