extension MockExam: Mergeable {
  /// Loses no word of either: a text that both have changed has what was typed in both.
  public static func merged(base: MockExam, mine: MockExam, theirs: MockExam) -> MockExam {
    guard theirs != base, mine.questions.map(\.lesson) == theirs.questions.map(\.lesson),
      base.questions.count == mine.questions.count
    else { return mine }
    var exam = mine
    exam.finished = mine.finished ?? theirs.finished
    exam.used = max(mine.used, theirs.used)
    exam.isTicking = mine.isTicking || theirs.isTicking
    for place in mine.questions.indices {
      exam.questions[place] = .merged(
        base: base.questions[place], mine: mine.questions[place], theirs: theirs.questions[place])
    }
    return exam
  }
}

extension MockExam.Question: Mergeable {
  public static func merged(base: Self, mine: Self, theirs: Self) -> Self {
    guard theirs != base else { return mine }
    var question = mine
    question.text = .merged(base: base.text, mine: mine.text, theirs: theirs.text)
    let cards = Set((mine.drawings ?? [:]).keys).union((theirs.drawings ?? [:]).keys)
    for card in cards.sorted() {
      let texts = [base, mine, theirs].map { $0.drawings?[card] ?? "" }
      guard texts[1] != texts[2], texts[2] != texts[0] else { continue }
      // a drawing of two halves is none: the other one is kept in words
      if texts[1] != texts[0], !texts[1].isEmpty {
        question.text += (question.text.isEmpty ? "" : "\n") + "\(card): \(texts[1])"
      }
      question.drawings = (question.drawings ?? [:]).merging([card: texts[2]]) { $1 }
    }
    question.isHandedIn = mine.isHandedIn || theirs.isHandedIn
    if mine.confidence == base.confidence { question.confidence = theirs.confidence }
    question.ticks = theirs.ticks.union(mine.ticks.subtracting(base.ticks))
      .subtracting(base.ticks.subtracting(mine.ticks))
    question.visited = mine.visited.union(theirs.visited)
    question.isTicked = mine.isTicked || theirs.isTicked
    return question
  }
}
