import Quiz

/// A drawing or an equation of the exam that was handed in, and what came of it.
struct DrawnAnswer: Sendable {
  /// What was asked for: `bottleneck block`.
  let name: String
  /// `drawing` or `equation`.
  let noun: String
  let card: Card
  /// The block in the notation, or the equation; empty where there is none.
  let text: String
  /// Nothing where there is none, where the block does not fit or the equation cannot be run.
  let grade: Grade?
  /// Why there is no grade.
  let fault: String?

  init(_ drawing: ExamPaper.Drawing, text: String) {
    name = drawing.name
    noun = drawing.noun
    card = drawing.card
    self.text = text
    guard !text.isEmpty else {
      (grade, fault) = (nil, nil)
      return
    }
    do {
      (grade, fault) = (try drawing.card.grade(.text(text)), nil)
    } catch {
      (grade, fault) = (nil, Failure(error).sentence)
    }
  }

  /// What there is to say of it in one line.
  var sentence: String {
    let isEquation = card.kind == .formula
    if let fault { return "\(name): it \(isEquation ? "cannot be run" : "does not fit"). \(fault)" }
    guard let grade else { return "\(name): not \(isEquation ? "written" : "drawn")" }
    guard let first = grade.findings.first else { return "\(name): right" }
    let others = grade.findings.count - 1
    return "\(name): \(first.name)" + (others > 0 ? ", and \(others) more" : "")
  }
}
