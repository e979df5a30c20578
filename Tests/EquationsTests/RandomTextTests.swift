import Foundation
import Testing

@testable import Equations

/// Texts by chance: each is read or refused with a sentence, within the limits of work.
struct RandomTextTests {
  /// `BLOCKWALK_EQUATIONS` says how many texts are tried.
  static let count =
    ProcessInfo.processInfo.environment["BLOCKWALK_EQUATIONS"].flatMap { Int($0) } ?? 3_000

  @Test func `a text by chance is read or refused with a sentence`() throws {
    let judge = try References.judge(
      "y[i] = sum(k) A[i,k]*x[k]",
      [3, 4].map { size in
        let (a, x) = (References.values([size, 2], 1), References.values([2], 2))
        let right = (0..<size).map { row in
          a.numbers[2 * row] * x.numbers[0] + a.numbers[2 * row + 1] * x.numbers[1]
        }
        return Trial(
          Surroundings(
            asked: "y", extents: [size], tensors: ["A": a, "x": x],
            numbers: ["N": Double(size), "S": 2], ranges: ["i": size, "k": 2],
            axes: ["y": ["i"], "A": ["i", "k"], "x": ["k"]]), right: Values([size], right))
      })
    var state: UInt64 = 7
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    for _ in 0..<Self.count {
      var text = ""
      for _ in 0...draw(40) {
        text += Self.words[draw(Self.words.count)] + (draw(3) > 0 ? " " : "")
      }
      let verdict = judge.verdict(on: text)
      #expect(0...1 ~= verdict.share, "\(text)")
      if let error = verdict.error {
        #expect(verdict.share == 0 && error.sentence.count > 5, "\(text)")
        #expect(
          !error.description.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
      }
    }
  }

  static let words = [
    "y", "[", "]", "(", ")", "{", "}", "i", "k", "i'", "S", "N", "A", "x", "sum", "mean", "max",
    "min", "product", "_", "^", "=", "<=", "<", "+", "-", "*", "/", "//", "mod", ",", ";", ":",
    "|", "..", "0", "1", "2", "1e9", "10^10", "if", "then", "else", "for", "where", "and", "or",
    "not", "\\sum", "\\frac", "\\left", "\\right", "\\begin{cases}", "\\end{cases}", "\\\\", "&",
    "\n", "floor", "ceil", "sqrt", "exp", "log", "softmax", "relu", "sigma", "\\substack",
    "\\lfloor", "\\rfloor", "∂", "∇", "'", "²", "₁", "🦀", "\u{202E}", "\u{1B}", "≡", "(mod S)",
    "in", "Z", "0 outside", "\\text{", "e", "t", "A[i,k]", "x[k]", "sum(k)", "+=", "<-", "repeat",
    "#", "y[i] = sum(k) A[i,k]*x[k]",
  ]

  @Test(arguments: [
    ("y[i] = sum(a = 0..10^9) 1", "500000"),
    ("y[i] = sum(a = 0..10^9, b = 0..10^9, c = 0..10^9) x[0]", "500000"),
    ("y[i] = sum(a = 0..10^300) 1", "500000"),
    (String(repeating: "(", count: 200) + "1", "48"),
    (String(repeating: "-", count: 999), "48"),
    (String(repeating: "x", count: 3_000), "2000"),
    (String(repeating: "1+", count: 600), "1000"),
    ("a[p] = p for 0 <= p < 10^9\ny[i] = a[i]*x[0]*0 + sum(q = 0..10^9) 1", "500000"),
  ])
  func `what is too much is refused with a sentence that names the limit`(
    text: String, limit: String
  ) throws {
    let surroundings = Surroundings(
      asked: "y", extents: [3], tensors: ["x": References.values([2])],
      axes: ["y": ["i"], "x": ["k"]])
    let error = #expect(throws: EquationError.self) {
      try Equation(text, known: surroundings.names).outcome(in: surroundings)
    }
    #expect(error?.sentence.contains(limit) == true, "\(error?.sentence ?? "")")
  }
}
