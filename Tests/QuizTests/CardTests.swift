import LessonSamples
import Networks
import Testing

@testable import Lessons
@testable import Quiz

@Suite struct CardTests {
  @Test func `every lesson has at least ten items, of every kind that its question allows`() throws
  {
    for dealer in try Deck.dealers.get() {
      let items = dealer.lesson.items
      #expect(items.count >= 10, "\(dealer.lesson.origin)")
      // a cell of an input gradient is what question 8 is about; not every question asks an equation
      var kinds = Set(QuizItem.Kind.allCases).subtracting([.cell, .formula])
      // an update rule is no block that could be built, repaired or compared with another
      if [2, 3, 10].contains(dealer.lesson.front.lecture.number) {
        kinds.subtract([.build, .repair, .contrast, .claim])
      }
      #expect(Set(items.map(\.kind)).isSuperset(of: kinds), "\(dealer.lesson.origin)")
      #expect(items.count { $0.kind == .open } == 1)
    }
    #expect(!Deck.items(.cell).isEmpty)
  }

  @Test(arguments: Deck.items(.claim))
  func `a claim is decided by the engine and says what it found`(item: Deck.Item) throws {
    let card = try item.card(1)
    guard case .choose(let task) = card.task else { return }
    #expect(task.choices.map(\.text) == ["true", "false"] && task.right.count == 1)
    #expect(!card.exhibits.isEmpty)
    let why = try card.grade(.choices(task.right)).why ?? ""
    #expect(why.contains("The engine ") || why.contains("Run on the same weights"))
  }

  @Test func `claims are true and false, and one that the engine denies is a fault`() throws {
    let right = try Deck.items(.claim).map { item -> String in
      guard case .choose(let task) = try item.card(1).task else { return "" }
      return task.solution
    }
    #expect(Set(right) == ["true", "false"])
    func proof(_ fields: String) throws -> ClaimProof {
      let text = "- id: a\n  kind: claim\n  ask: True?\n  why: So.\n" + fields
      let items = try QuizItem.items(of: text, line: 1)
      return try ClaimProof(items[0], library: Library())
    }
    let block = "  block: \"conv 1x1 4 stride: 2\"\n  on: 8x8x4\n"
    #expect(try proof(block + "  states: gradient_zeros == 192\n").isTrue)
    #expect(try !proof(block + "  states: gradient_zeros == 0\n").isTrue)
    let pair = "  left: relu\n  right: \"relu, relu\"\n  on: 4x4x2\n"
    #expect(try proof(pair + "  agree: values\n").isTrue)
    #expect(try proof(pair + "  agree: parameters\n").sentence.hasSuffix("0 and 0."))
    for wrong in [
      "", block, pair, block + "  states: gradient_zeros == 0\n  answer: \"true\"\n",
      block + "  states: least_conv9 == 0\n", pair + "  agree: colours\n",
      block + "  states: changed == 0\n", block + "  mode: dreaming\n  states: 1 == 1\n",
    ] {
      #expect(throws: (any Error).self, "\(wrong)") { try proof(wrong) }
    }
  }

  @Test func `every card is solved by its solution and by nothing empty`() throws {
    for dealer in try Deck.dealers.get() {
      for item in dealer.lesson.items {
        for seed in UInt64(0)..<20 {
          let card = try dealer.card(item.id, seed: seed)
          let solution = try #require(card.solvingReply)
          let grade = try card.grade(solution)
          #expect(grade.isRight && grade.findings.isEmpty, "\(item.id) \(seed)")
          #expect(try !card.grade(.nothing).isRight)
          #expect(!card.prompt.isEmpty && card.points > 0)
        }
      }
    }
  }

  @Test func `a card of one seed is the same each time, of others it differs`() throws {
    let item = try #require(Deck.items(.number).first)
    #expect(try item.card(5).prompt == item.card(5).prompt)
    #expect(try Set((0..<20).map { try item.card($0).prompt }).count > 5)
    let choose = try #require(Deck.items(.choose).first)
    let orders = try (UInt64(0)..<20).map { seed -> [String] in
      guard case .choose(let task) = try choose.card(seed).task else { return [] }
      return task.choices.map(\.text)
    }
    #expect(Set(orders).count > 5)
  }

  @Test(arguments: Deck.items(.choose))
  func `every wrong choice says which misconception it is and why`(item: Deck.Item) throws {
    let card = try item.card(3)
    guard case .choose(let task) = card.task else { return }
    #expect(task.choices.count(where: \.isRight) == 1)
    for place in task.choices.indices where !task.choices[place].isRight {
      let grade = try card.grade(.choices([place]))
      #expect(grade.share == 0)
      #expect(grade.findings.first.map { !$0.name.isEmpty && !$0.why.isEmpty } == true)
    }
  }

  @Test func `equal cards of an order may stand for each other`() throws {
    let task = OrderTask(cards: ["BN", "conv", "BN"], right: ["conv", "BN", "BN"])
    #expect(task.grade([1, 0, 2]).isRight && task.grade([1, 2, 0]).isRight)
    let wrong = task.grade([0, 1, 2])
    #expect(!wrong.isRight && wrong.share < 1 && wrong.findings.first?.name == "place 1")
  }

  @Test func `of several choices each wrong one takes away a right one`() {
    let task = ChoiceTask(
      [
        .init("a", isRight: true), .init("b", isRight: true),
        .init("c", isRight: false, finding: Grade.Finding("c", why: "no")),
      ], takesSeveral: true)
    #expect(task.grade([0, 1]).share == 1)
    #expect(task.grade([0]).share == 0.5 && task.grade([0]).findings.map(\.name) == ["missed: b"])
    #expect(task.grade([0, 1, 2]).share == 0.5 && task.grade([2]).share == 0)
  }

  @Test(arguments: Deck.items(.cell))
  func `a gradient cell is the sum over the windows that meet it`(item: Deck.Item) throws {
    for seed in UInt64(0)..<300 {
      let card = try item.card(seed)
      guard case .cell(let task) = card.task else { return }
      // the scatter form
      var sum = 0
      var terms: Set<CellTask.Term> = []
      for (i, row) in task.upstream.enumerated() {
        for (j, upstream) in row.enumerated() {
          for (m, weights) in task.kernel.enumerated() {
            for (n, weight) in weights.enumerated()
            where i * task.stride + m == task.cell.row && j * task.stride + n == task.cell.column {
              sum += upstream * weight
              terms.insert(.init(output: .init(i, j), weight: .init(m, n)))
            }
          }
        }
      }
      #expect(Double(sum) == task.value && terms == task.terms)
      #expect(try card.grade(.cell(terms: Array(terms), value: "\(sum)")).isRight)
      let half = try card.grade(.cell(terms: Array(terms.dropFirst()), value: "\(sum)"))
      #expect(half.share == 0.5 && half.findings.count == 1)
    }
  }

  @Test func `a term that is none is told why`() throws {
    let card = try #require(Deck.items(.cell).first).card(1)
    guard case .cell(let task) = card.task, let term = task.terms.first else { return }
    let turned = CellTask.Term(
      output: term.output, weight: .init(term.weight.row, 3 - term.weight.column))
    #expect(
      task.why(not: turned).contains("through weight") || task.why(not: turned).contains("reach"))
  }

  @Test(arguments: [
    ("75,008", 75008), ("75008", 75008), ("64*64 + 13*64^2", 57344), ("1/4", 0.25),
    ("−3", -3), ("2^-2", 0.25), ("-2^2", -4), ("2^3^2", 512), ("7 mod 3", 1), ("1e3", 1000),
    ("max(1, 2) · 3", 6), ("1,234.5", 1234.5), ("sqrt(16)", 4), ("(1 + 2)*3", 9),
  ])
  func `an answer may be an expression`(text: String, value: Double) throws {
    #expect(try (Arithmetic.answer(text) - value).magnitude < 1e-12)
  }

  @Test(arguments: [
    ("", "the formula ends too soon."), ("3 +", "the formula ends too soon."),
    ("3 4", "the formula should end before ‘4’."), ("(3", "a ‘)’ is missing."),
    ("w*w", "there is no value called ‘w’."), ("1/0", "this has no finite value."),
    ("foo(3)", "there is no function ‘foo’."), ("3 $ 4", "‘$’ means nothing in a formula."),
  ])
  func `what is no number is told in a sentence`(text: String, sentence: String) {
    #expect { try Arithmetic.answer(text) } throws: { "\($0)" == sentence }
  }

  @Test func `rounded answers are taken, careless ones not`() {
    #expect(Accuracy.digits(3).accepts(0.00515, for: 0.005153))
    #expect(!Accuracy.digits(3).accepts(0.0052, for: 0.005153))
    #expect(
      Accuracy.decimals(2).accepts(1.34, for: 1.337)
        && !Accuracy.decimals(2).accepts(1.3, for: 1.337))
    #expect(Accuracy.exact.accepts(0.1 + 0.2, for: 0.3) && !Accuracy.exact.accepts(0.31, for: 0.3))
    #expect(
      Accuracy.digits(3).text(0.005153) == "0.00515" && Accuracy.digits(3).text(1234.5) == "1235")
    #expect(Accuracy.decimals(1).text(-0.04) == "0.0" && Accuracy.exact.text(75008) == "75,008")
  }
}
