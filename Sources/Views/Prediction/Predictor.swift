import Networks
import Screens

/// Predict mode: before each step is shown a question about it, and how many were right.
struct Predictor: Sendable {
  private(set) var isOn = false
  private(set) var question: Question?
  private(set) var chosen = 0
  /// What was guessed; nothing before the guess.
  private(set) var guess: Int?
  private(set) var asked = 0
  private(set) var right = 0

  mutating func toggle() {
    isOn.toggle()
    (question, guess) = (nil, nil)
    if isOn { (asked, right) = (0, 0) }
  }

  /// Asks before a step is shown.
  mutating func ask(_ question: Question?) {
    self.question = question
    (chosen, guess) = (0, nil)
  }
  mutating func clear() { ask(nil) }

  /// Whether the step must not be seen yet.
  var isPending: Bool { question != nil && guess == nil }

  /// What a key does to the question; false where it is none of its keys.
  mutating func press(_ key: Key) -> Bool {
    guard let question else { return false }
    let isAnswered = guess != nil
    switch key {
    case .up, .character("k"): if !isAnswered { chosen = max(chosen - 1, 0) }
    case .down, .character("j"):
      if !isAnswered { chosen = min(chosen + 1, question.options.count - 1) }
    case .enter: isAnswered ? clear() : answer(chosen, question)
    case .right, .character("l"):
      guard isAnswered else { return true }
      clear()
    case .control("n"): clear()
    case .character(let digit) where !isAnswered:
      guard let number = digit.wholeNumberValue, question.options.indices.contains(number - 1)
      else { return false }
      answer(number - 1, question)
    default: return false
    }
    return true
  }

  private mutating func answer(_ option: Int, _ question: Question) {
    chosen = option
    guess = option
    asked += 1
    if option == question.answer { right += 1 }
  }

  /// What can be done while a question stands there, or its answer.
  var hints: [Hint] {
    let answering =
      isPending
      ? [
        Hint(.up, .down, word: "choose"), Hint(.open, word: "guess"),
        Hint(.skip, word: "show the step", short: "show"),
      ] : [Hint(.open, .next, word: "go on")]
    return answering + [
      Hint(.predict, word: "stop predicting", short: "stop"), Hint(.help, word: "keys"),
      Hint(.out, word: "out"), Hint(.leave, word: "out", isHidden: true),
    ]
  }

  /// `predict · 3 of 4 right`.
  var state: String { asked == 0 ? "predict" : "predict · \(right) of \(asked) right" }

  /// The question in the place of what it asks about.
  func draw(in size: Size) -> (grid: Grid, cursor: Position?) {
    var grid = Grid(size)
    guard let question else { return (grid, nil) }
    grid.write("predict", at: Position(0, 0), Style(.heading))
    var row = 2
    for line in Text.wrapped(question.prompt, to: size.width) {
      grid.write(line, at: Position(0, row))
      row += 1
    }
    row += 1
    var cursor: Position?
    for (index, option) in question.options.enumerated() {
      let isChosen = index == chosen
      let position = Position(0, row)
      let lines = Text.wrapped(option.text, to: size.width - 6)
      for line in lines {
        grid.write(line, at: Position(6, row), isChosen && guess == nil ? Style(.focus) : .text)
        row += 1
      }
      grid.write("\(index + 1)", at: position.moved(3, 0), Style(.quiet))
      if isChosen {
        grid.write("▸", at: position.moved(1, 0), Style(.focus))
        cursor = position.moved(1, 0)
      }
      guard guess != nil else { continue }
      if index == question.answer {
        grid.write("✓", at: position, Style(.right))
      } else if index == guess {
        grid.write("✗", at: position, Style(.wrong))
      }
    }
    row += 1
    if let guess {
      let isRight = guess == question.answer
      let verdict = isRight ? "Right: " : "No: "
      let reason = question.options[guess].reason + "."
      for line in Text.wrapped(verdict + reason, to: size.width) {
        grid.write(line, at: Position(0, row), Style(isRight ? .right : .wrong))
        row += 1
      }
      if !isRight {
        let answer = question.options[question.answer]
        for line in Text.wrapped("\(answer.text): \(answer.reason).", to: size.width) {
          grid.write(line, at: Position(0, row))
          row += 1
        }
      }
    } else {
      for line in question.given {
        grid.write(Text.clipped(line, to: size.width), at: Position(0, row), Style(.quiet))
        row += 1
      }
    }
    return (grid, cursor)
  }
}
