/// What is asked before a step is shown, with one right option and a reason for each.
struct Question: Hashable, Sendable {
  struct Option: Hashable, Sendable {
    let text: String
    /// Why it is right, or what it would be right for.
    let reason: String
  }
  let prompt: String
  /// What is known, below the options.
  let given: [String]
  let options: [Option]
  /// The place of the right option.
  let answer: Int
  /// What the picture must not tell until it is answered.
  var hidden: String?

  /// The right option among wrong ones, at a place that depends on `turn`; nothing where the wrong
  /// ones leave no choice.
  init?(
    _ prompt: String, right: Option, wrong: [Option], given: [String] = [], turn: Int,
    hidden: String? = nil
  ) {
    var seen: Set<String> = [right.text]
    let others = wrong.filter { seen.insert($0.text).inserted }.prefix(3)
    guard !others.isEmpty else { return nil }
    let place = turn % (others.count + 1)
    var options = Array(others)
    options.insert(right, at: place)
    self.prompt = prompt
    self.given = given
    self.options = options
    self.hidden = hidden
    answer = place
  }
}
