import Quiz

/// A drawing of the exam that was handed in, and what came of it.
struct DrawnAnswer: Sendable {
  /// What was asked for: `bottleneck block`.
  let name: String
  let card: Card
  /// The block in the notation; empty where none was built.
  let text: String
  /// Nothing where none was built, or where it does not fit.
  let grade: Grade?
  /// Why there is no grade.
  let fault: String?

  init(_ drawing: ExamPaper.Drawing, text: String) {
    name = drawing.name
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
    if let fault { return "\(name): it does not fit. \(fault)" }
    guard let grade else { return "\(name): not drawn" }
    guard let first = grade.findings.first else { return "\(name): right" }
    let others = grade.findings.count - 1
    return "\(name): \(first.name)" + (others > 0 ? ", and \(others) more" : "")
  }
}
