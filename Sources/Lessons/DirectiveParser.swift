import Networks
import Quiz
import Tensors

extension Directive {
  /// The words with which a line of a `show` fence may begin.
  public static let keywords = ["diagram", "step", "compare", "train", "count", "experiment"]
  /// What may stand behind the block of such a line.
  public static let options = DirectiveWords.options

  static func all(in fence: Fence) throws(LessonError) -> [Directive] {
    var all: [Directive] = []
    for (text, number) in fence.lines {
      if let directive = try Directive(text, line: number) { all.append(directive) }
    }
    return all
  }

  /// The proof that a fence holds.
  init(proof fence: Fence) throws(LessonError) {
    let proof = try Proof(fence.text, line: fence.line)
    line = fence.line
    text = "proof: " + proof.title
    act = .proof(proof)
  }

  /// Reads one line of a `show` fence; nothing if it is empty.
  init?(_ text: Substring, line: Int) throws(LessonError) {
    var words = DirectiveWords(text, line: line)
    guard let keyword = words.next() else { return nil }
    self.line = line
    self.text = words.all.joined(separator: " ")
    switch keyword {
    case "diagram": act = .diagram(try words.run(taking: ["on"]).subject)
    case "count": act = .count(try words.run(taking: ["on"]).subject)
    case "step":
      let (subject, run) = try words.run(taking: DirectiveWords.options)
      act = .step(subject, run)
    case "compare":
      let left = try words.notation(upTo: "with")
      let (right, run) = try words.run(taking: ["on", "seed", "inference", "batch"])
      act = .compare(Subject(notation: left, input: right.input), right, run)
    case "train": act = try words.training()
    case "experiment":
      guard let name = words.next(), words.next() == nil else {
        throw LessonError("‘experiment’ takes one name, such as ‘gradient-depth’", line: line)
      }
      act = .experiment(name)
    default:
      throw LessonError(
        "show does not know ‘\(keyword)’; it takes \(Self.keywords.joined(separator: ", "))",
        line: line, suggestion: nearest(to: keyword, among: Self.keywords))
    }
  }
}

/// The words of a directive, taken from the front.
private struct DirectiveWords {
  static let options = ["on", "seed", "at", "cell", "inference", "batch", "whole", "given"]

  let all: [String]
  let line: Int
  private var rest: ArraySlice<String>

  init(_ text: Substring, line: Int) {
    all = text.split(whereSeparator: \.isWhitespace).map(String.init)
    rest = all[...]
    self.line = line
  }

  mutating func next() -> String? { rest.popFirst() }

  /// A notation: all words before a word that ends it.
  private mutating func notation(before isEnd: (String) -> Bool) throws(LessonError) -> String {
    let words = rest.prefix { !isEnd($0) }
    rest = rest.dropFirst(words.count)
    guard !words.isEmpty else {
      throw LessonError("a block such as ‘bottleneck 64’ is missing here", line: line)
    }
    return words.joined(separator: " ")
  }

  mutating func notation(upTo word: String) throws(LessonError) -> String {
    let notation = try notation { $0 == word }
    guard next() == word else {
      throw LessonError("compare takes two blocks with ‘\(word)’ between them", line: line)
    }
    return notation
  }

  /// One net or two, on the same size.
  mutating func training() throws(LessonError) -> Directive.Act {
    let allowed = ["on", "seed"]
    let first = try notation { $0 == "with" || Self.options.contains($0) }
    guard rest.first == "with" else {
      let (input, run) = try options(taking: allowed)
      return .train(Directive.Subject(notation: first, input: input), with: nil, run)
    }
    _ = next()
    let (second, run) = try self.run(taking: allowed)
    return .train(Directive.Subject(notation: first, input: second.input), with: second, run)
  }

  /// A notation and the options behind it.
  mutating func run(
    taking allowed: [String]
  ) throws(LessonError) -> (subject: Directive.Subject, run: Directive.Run) {
    let notation = try notation { Self.options.contains($0) }
    let (input, run) = try options(taking: allowed)
    return (Directive.Subject(notation: notation, input: input), run)
  }

  private mutating func options(
    taking allowed: [String]
  ) throws(LessonError) -> (input: Shape?, run: Directive.Run) {
    var input: Shape?
    var run = Directive.Run()
    var seen: Set<String> = []
    while let option = next() {
      guard allowed.contains(option) else {
        let name = all.first ?? ""
        throw LessonError(
          "\(name) does not take ‘\(option)’ here; after its block it takes "
            + allowed.joined(separator: ", "),
          line: line, suggestion: nearest(to: option, among: allowed))
      }
      guard option == "given" || seen.insert(option).inserted else {
        throw LessonError("‘\(option)’ is given twice", line: line)
      }
      switch option {
      case "on": input = try size()
      case "seed": run.seed = UInt64(try number("a seed", from: 0))
      case "batch": run.batch = try number("a batch", from: 1)
      case "inference": run.mode = .inference
      case "cell": run.cell = try cell()
      case "whole": run.isWhole = true
      case "given": run.given.append(try tensor())
      default: run.start = try stepName()
      }
    }
    return (input, run)
  }

  private mutating func size() throws(LessonError) -> Shape {
    do {
      return try Shape(notation: next() ?? "")
    } catch {
      throw LessonError(error, line: line)
    }
  }

  private mutating func number(_ what: String, from least: Int) throws(LessonError) -> Int {
    let word = next() ?? ""
    guard let number = Int(word), least...1_000_000 ~= number else {
      throw LessonError(
        "\(what) is a whole number from \(least) to 1,000,000, not ‘\(word)’", line: line)
    }
    return number
  }

  private mutating func cell() throws(LessonError) -> [Int] {
    let word = next() ?? ""
    let index = word.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard 1...4 ~= index.count, index.allSatisfy({ ($0 ?? -1) >= 0 }) else {
      throw LessonError(
        "a cell is written as row and column from 0 on, such as ‘2,2’, not ‘\(word)’", line: line)
    }
    return index.compactMap { $0 }
  }

  /// A name and its rows: `G 1 2 / 3 4`.
  private mutating func tensor() throws(LessonError) -> GivenTensor {
    let name = next() ?? ""
    let words = rest.prefix { !Self.options.contains($0) }
    rest = rest.dropFirst(words.count)
    var rows: [[Double]] = [[]]
    for word in words {
      if word == "/" {
        rows.append([])
      } else if let number = Double(word.replacing("−", with: "-")), number.isFinite {
        rows[rows.count - 1].append(number)
      } else {
        throw LessonError("‘\(word)’ is not a number; rows are written ‘1 2 / 3 4’", line: line)
      }
    }
    guard !name.isEmpty, rows.allSatisfy({ !$0.isEmpty }) else {
      throw LessonError(
        "‘given’ takes a tensor and its rows, such as ‘given G 1 2 / 3 4’", line: line)
    }
    return GivenTensor(name: name, rows: rows)
  }

  private mutating func stepName() throws(LessonError) -> StepName {
    let word = next()
    switch word {
    case "loss": return .loss
    case "backward", "gather":
      guard let id = next() else { break }
      return word == "backward" ? .backward(id) : .gather(id)
    case let id?: return .forward(id)
    case nil: break
    }
    throw LessonError(
      "‘at’ takes the id of a step, such as ‘conv2’, ‘backward conv2’ or ‘gather x’", line: line)
  }
}
