import Networks
import Tensors

/// One question of a ` ```quiz ` fence.
///
/// Its fields stay as they were written; the kind says which there must be.
public struct QuizItem: Hashable, Sendable {
  public let line: Int
  /// Stands for the item in the progress log and on exported cards, so it never changes.
  public private(set) var id: String
  public let kind: Kind
  public let question: String
  public let fields: [String: YAMLValue]

  public enum Kind: String, CaseIterable, Sendable {
    /// One right choice among wrong ones.
    case choose
    case several
    /// Cards to put in order.
    case order
    /// A number from an expression with fresh values each time.
    case number
    /// A block from memory.
    case build
    /// A block with one fault.
    case repair
    case predict
    /// One cell of an input gradient.
    case cell
    /// The differences of two blocks.
    case contrast
    /// True or false, proven by running.
    case claim
    /// An equation, graded by running it.
    case formula
    /// An answer in words, ticked against the rubric.
    case open
  }
}

extension QuizItem {
  /// What a field holds.
  enum Form {
    case text
    case texts
    /// Choices or answers that are wrong, each with the misconception behind it and why.
    case mistakes(of: String)
    /// Names and what each runs over.
    case values
  }

  static let common: [String: Form] = [
    "id": .text, "kind": .text, "ask": .text, "points": .text, "hint": .text, "why": .text,
  ]
}

extension QuizItem.Kind {
  /// The fields that an item of this kind must have besides the common ones.
  var required: [String: QuizItem.Form] {
    switch self {
    case .choose: ["right": .text, "wrong": .mistakes(of: "choice")]
    case .several: ["right": .texts, "wrong": .mistakes(of: "choice")]
    case .order: ["cards": .texts]
    case .number: ["answer": .text]
    case .build: ["answer": .text, "on": .text]
    case .repair: ["block": .text, "answer": .text, "on": .text, "mistake": .text]
    case .predict: ["block": .text, "on": .text, "at": .text]
    case .cell: ["kernel": .text, "stride": .text, "outputs": .text]
    case .contrast: ["left": .text, "right": .text, "on": .text]
    case .claim: ["why": .text]
    case .formula:
      [
        "given": .values, "asked": .text, "trials": .texts, "answer": .text,
      ]
    case .open: [:]
    }
  }

  /// Those that it may have.
  var optional: [String: QuizItem.Form] {
    switch self {
    case .number:
      [
        "values": .values, "where": .text, "to": .text, "block": .text, "on": .text,
        "mistakes": .mistakes(of: "answer"),
      ]
    case .build: ["accept": .texts, "mistakes": .mistakes(of: "block"), "exam": .text]
    case .repair: ["accept": .texts, "mistakes": .mistakes(of: "block")]
    case .formula:
      [
        "indices": .values, "derived": .values, "block": .text, "on": .text, "images": .text,
        "mode": .text,
        "engine": .values, "compared": .text, "gold": .text, "updates": .text, "positive": .texts,
        "noun": .text, "ranges": .text,
        "mistakes": .mistakes(of: "answer"), "exam": .text,
      ]
    case .claim:
      [
        "answer": .text, "left": .text, "right": .text, "on": .text, "agree": .text,
        "block": .text, "states": .text, "mode": .text, "upstream": .text,
      ]
    default: [:]
    }
  }
}

extension QuizItem {
  /// The same item under another id: in a pack, ids begin with the pack's name.
  public func called(_ id: String) -> QuizItem {
    var item = self
    item.id = id
    return item
  }

  /// Reads the YAML list of a fence that begins at a line of its file.
  public static func items(of text: String, line: Int) throws(LessonError) -> [QuizItem] {
    guard let list = try YAMLValue(text, line: line).list else {
      throw LessonError("a quiz is a list of items, each beginning with ‘- ’", line: line)
    }
    var items: [QuizItem] = []
    for value in list { items.append(try QuizItem(value)) }
    return items
  }

  private init(_ value: YAMLValue) throws(LessonError) {
    guard let entries = value.map else {
      throw LessonError("a quiz item consists of lines ‘key: value’", line: value.line)
    }
    let names = Kind.allCases.map(\.rawValue)
    guard let word = try value.line("kind"), let kind = Kind(rawValue: word) else {
      let word = value["kind"]?.text ?? ""
      throw LessonError(
        word.isEmpty
          ? "this quiz item has no ‘kind’" : "there is no quiz kind ‘\(word)’",
        line: value["kind"]?.line ?? value.line, suggestion: nearest(to: word, among: names))
    }
    guard let id = try value.line("id"), let question = try value.line("ask") else {
      throw LessonError("a quiz item needs an ‘id’ and what to ‘ask’", line: value.line)
    }
    line = value.line
    self.id = id
    self.kind = kind
    self.question = question
    fields = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) })
    try check(entries)
  }

  private func check(_ entries: [YAMLValue.Entry]) throws(LessonError) {
    for key in kind.required.keys.sorted() where fields[key] == nil {
      throw LessonError("a quiz item of kind ‘\(kind)’ needs ‘\(key)’", line: line)
    }
    let known = Self.common.merging(kind.required) { $1 }.merging(kind.optional) { $1 }
    for entry in entries {
      guard let form = known[entry.key] else {
        throw LessonError(
          "a quiz item of kind ‘\(kind)’ has no field ‘\(entry.key)’; its fields are "
            + known.keys.sorted().joined(separator: ", "), line: entry.line,
          suggestion: nearest(to: entry.key, among: known.keys))
      }
      try form.check(entry)
    }
  }
}

extension QuizItem.Form {
  func check(_ entry: YAMLValue.Entry) throws(LessonError) {
    let value = entry.value
    switch self {
    case .text:
      guard value.text?.isEmpty == false else {
        throw LessonError("‘\(entry.key)’ should be a text", line: entry.line)
      }
    case .texts:
      guard let list = value.list, !list.isEmpty, list.allSatisfy({ $0.text?.isEmpty == false })
      else { throw LessonError("‘\(entry.key)’ should be a list of texts", line: entry.line) }
    case .values:
      guard let map = value.map, map.allSatisfy({ $0.value.text != nil }) else {
        throw LessonError(
          "‘\(entry.key)’ should be lines such as ‘k: 2..5’ or ‘k: 2, 3, 5’", line: entry.line)
      }
    case .mistakes(let what):
      guard let list = value.list, !list.isEmpty else {
        throw LessonError("‘\(entry.key)’ should be a list", line: entry.line)
      }
      for item in list {
        for key in [what, "mistake", "why"] where item[key]?.text?.isEmpty != false {
          throw LessonError("each of ‘\(entry.key)’ needs ‘\(key)’", line: item.line)
        }
      }
    }
  }
}

extension QuizItem {
  /// What it is worth: as written, else by its kind.
  public var points: Double {
    if let points = words("points").flatMap({ Double($0) }) { return points }
    return switch kind {
    case .choose, .several, .number, .predict, .claim: 1
    case .order, .repair, .cell, .contrast: 2
    case .build: 4
    case .formula: 5
    case .open: 5
    }
  }

  func texts(_ key: String) -> [String] { fields[key]?.list?.compactMap(\.words) ?? [] }
}
