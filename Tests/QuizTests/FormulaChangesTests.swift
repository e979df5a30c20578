import Equations
import Foundation
import Testing

@testable import Quiz

/// Right equations changed by chance: what the trials take for right has to be right elsewhere.
struct FormulaChangesTests {
  /// `BLOCKWALK_EQUATIONS` says how many changes are tried.
  static let count =
    ProcessInfo.processInfo.environment["BLOCKWALK_EQUATIONS"].flatMap { Int($0) } ?? 300

  @Test func `no wrong change of a right equation gets all points`() throws {
    let task = try FormulaItems.task("transposed-formula")
    var choices = Choices(seed: 7)
    var changed = 0
    var equal = 0
    while changed < Self.count {
      let answer = TransposedFormulaTests.right.randomElement(using: &choices) ?? ""
      let text = Self.change(answer, &choices)
      guard text != answer, let equation = try? task.equation(text) else { continue }
      let verdict = task.judge.verdict(on: equation)
      guard verdict.error == nil else { continue }
      changed += 1
      guard verdict.share > Judge.unequalShare else { continue }
      equal += 1
      let fault = try Self.oracle(equation)
      #expect(fault == nil, "\(text)\n\(fault ?? "")")
    }
    // most changes are wrong, some are none
    #expect(equal < Self.count / 2)
  }

  private static let words = [
    "i", "j", "c", "o", "m", "n", "i'", "j'", "S", "N", "M", "H", "W", "H'", "W'", "C", "O", "0",
    "1", "2", "+", "-", "*", "/", "<", "<=", "=", "G", "K", "I", "max", "min", "floor", "ceil",
  ]

  /// One word of a text replaced, left out, put in or exchanged.
  private static func change(_ text: String, _ choices: inout Choices) -> String {
    var parts: [String] = []
    for character in text {
      let isName = character.isLetter || character.isNumber || character == "'"
      if isName, let last = parts.last,
        last.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "'" })
          || last.hasPrefix("\\")
      {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
      }
    }
    let places = parts.indices.filter { parts[$0] != " " && parts[$0] != "\n" }
    guard let place = places.randomElement(using: &choices) else { return text }
    switch Int.random(in: 0..<8, using: &choices) {
    case 0: parts.remove(at: place)
    case 1: parts.insert(words.randomElement(using: &choices) ?? "", at: place)
    case 2:
      guard let other = places.randomElement(using: &choices) else { return text }
      parts.swapAt(place, other)
    default: parts[place] = words.randomElement(using: &choices) ?? ""
    }
    return parts.joined()
  }

  /// Runs an equation on 200 random cases beside plain loops; says the first case that differs.
  private static func oracle(_ equation: Equation) throws -> String? {
    for seed in 0..<200 {
      var choices = Choices(seed: UInt64(seed))
      let draw = { (range: ClosedRange<Int>) in Int.random(in: range, using: &choices) }
      let (n, m, s, c, o) = (draw(1...4), draw(1...4), draw(1...3), draw(1...3), draw(1...3))
      let (h, w) = (draw(n...n + 4), draw(m...m + 4))
      let (rows, columns) = ((h - n) / s + 1, (w - m) / s + 1)
      let box = { (extents: [Int]) in
        Values(
          extents,
          (0..<extents.reduce(1, *)).map { _ in Double.random(in: -1...1, using: &choices) })
      }
      let (image, kernel, upstream) = (
        box([h, w, c]), box([n, m, c, o]), box([rows, columns, o])
      )
      var right = Values(zeros: [h, w, c])
      for a in 0..<rows {
        for b in 0..<columns {
          for p in 0..<n {
            for q in 0..<m {
              for channel in 0..<c {
                for out in 0..<o {
                  right.numbers[((a * s + p) * w + b * s + q) * c + channel] +=
                    upstream.numbers[(a * columns + b) * o + out]
                    * kernel.numbers[((p * m + q) * c + channel) * o + out]
                }
              }
            }
          }
        }
      }
      let sizes = [
        "N": n, "M": m, "S": s, "C": c, "O": o, "H": h, "W": w, "H'": rows, "W'": columns,
      ]
      let outcome = try equation.outcome(
        in: Surroundings(
          asked: "dI", extents: [h, w, c], tensors: ["I": image, "K": kernel, "G": upstream],
          numbers: sizes.mapValues { Double($0) },
          ranges: [
            "i": h, "j": w, "c": c, "o": o, "m": n, "n": m, "i'": rows, "j'": columns,
          ], axes: ["dI": ["i", "j", "c"]]))
      for (place, value) in outcome.values.numbers.enumerated()
      where !((value - right.numbers[place]).magnitude < 1e-9) {
        return "with \(sizes) at \(right.index(at: place)): \(value), not \(right.numbers[place])"
      }
    }
    return nil
  }
}
