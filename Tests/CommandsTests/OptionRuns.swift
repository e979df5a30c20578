import Synchronization

/// The runs without an option, which many options are compared with: each is made once.
enum OptionRuns {
  private struct Line: Hashable {
    let words: [String]
    let input: String
    let hasTerminal: Bool
    let file: String?
  }

  private static let results = Mutex<[Line: OptionCase.Result]>([:])

  static func result(of option: OptionCase, _ words: [String]) throws -> OptionCase.Result {
    let line = Line(
      words: words, input: option.input, hasTerminal: option.hasTerminal, file: option.file)
    if let known = results.withLock({ $0[line] }) { return known }
    let result = try option.result(words)
    results.withLock { $0[line] = result }
    return result
  }
}
