import LessonSamples
import Testing

@testable import Lessons

@Suite struct MarkdownTests {
  @Test func `headings, paragraphs and rules become blocks with their lines`() throws {
    let lesson = try Samples.lesson("# One *two*\n\nA line\nand another.\n\n---\n")
    #expect(
      lesson.blocks == [
        MarkdownBlock(line: 8, .heading(level: 1, [.text("One "), .emphasis([.text("two")])])),
        MarkdownBlock(line: 10, .paragraph([.text("A line and another.")])),
        MarkdownBlock(line: 13, .rule),
      ])
  }

  @Test func `spans keep their looks`() throws {
    let blocks = try Samples.blocks("a **b *c*** `d` [e](f)  \ng\n")
    #expect(
      blocks == [
        .paragraph([
          .text("a "), .strong([.text("b "), .emphasis([.text("c")])]), .text(" "), .code("d"),
          .text(" "), .link([.text("e")], destination: "f"), .lineBreak, .text("g"),
        ])
      ])
  }

  @Test func `a list knows its first number and whether it is tight`() throws {
    let blocks = try Samples.blocks("3. a\n4. b\n\n- c\n\n  d\n- e\n")
    guard case .list(let numbered) = blocks[0], case .list(let bullets) = blocks[1] else {
      Issue.record("these are not two lists")
      return
    }
    #expect(numbered.start == 3 && numbered.isTight && numbered.items.count == 2)
    #expect(bullets.start == nil && !bullets.isTight && bullets.items[0].count == 2)
  }

  @Test func `a table has alignments, a heading and rows of equal length`() throws {
    let blocks = try Samples.blocks("| a | b | c |\n|:--|:-:|--:|\n| 1 | **2** |\n")
    #expect(
      blocks == [
        .table(
          MarkdownTable(
            alignments: [.left, .center, .right],
            header: [[.text("a")], [.text("b")], [.text("c")]],
            rows: [[[.text("1")], [.strong([.text("2")])], []]]))
      ])
  }

  @Test func `quotes and code are kept`() throws {
    let blocks = try Samples.blocks("> a\n\n```swift x\nlet\n```\n\n    indented\n")
    #expect(
      blocks == [
        .quote([MarkdownBlock(line: 8, .paragraph([.text("a")]))]),
        .code(language: "swift", "let\n"), .code(language: "", "indented\n"),
      ])
  }

  @Test func `raw HTML is shown as text`() throws {
    #expect(try Samples.blocks("<b>x</b>\n").first?.text == "<b>x</b>")
    #expect(try Samples.blocks("a <b>x</b>\n").first?.text == "a <b>x</b>")
  }

  @Test func `Markdown signs within formulas mean nothing`() throws {
    #expect(
      try Samples.blocks(#"Let $a_1 * b_2 * \{c\}$ be."#) == [
        .paragraph([.text("Let "), .formula(#"a_1 * b_2 * \{c\}"#), .text(" be.")])
      ])
  }

  @Test func `a formula of its own parts the paragraph and knows its line`() throws {
    let lesson = try Samples.lesson("a\n$$\nx_1 \\\\\ny\n$$\nb\n\n$$ z $$ c\n")
    #expect(
      lesson.blocks == [
        MarkdownBlock(line: 8, .paragraph([.text("a")])),
        MarkdownBlock(line: 9, .formula("x_1 \\\\\ny")),
        MarkdownBlock(line: 13, .paragraph([.text("b")])),
        MarkdownBlock(line: 15, .formula("z")),
        MarkdownBlock(line: 15, .paragraph([.text("c")])),
      ])
  }

  @Test func `formulas stand in tables, lists and headings`() throws {
    let blocks = try Samples.blocks("## $a|b$\n\n- $c$\n\n| $d|e$ |\n|---|\n| $f$ |\n")
    #expect(blocks.map(\.text) == ["a|b", "c", "d|e f"])
  }

  @Test(arguments: ["5 $ and 6 $", "$5 and 6$7", #"\$a$"#, "a $ b$", "$ a $"])
  func `dollars that do not hug a formula are money`(_ text: String) throws {
    #expect(try Samples.blocks(text).first?.text == text.replacing("\\$", with: "$"))
  }

  @Test(arguments: [
    "`a $b$ c`", "``a ` $b$``", "```\n$$ a\n```", "```\n``` x\n$$ a\n```", "~~~~\n$a$\n~~~\n~~~~",
  ])
  func `dollars in code are code`(_ text: String) throws {
    let blocks = try Samples.blocks(text)
    #expect(blocks.count == 1)
    #expect(blocks.first?.text.contains("$") == true)
    #expect(!"\(blocks)".contains("formula"))
  }

  @Test func `control characters of the source cannot forge a formula`() throws {
    #expect(try Samples.blocks("\u{1}0\u{2} $a$").first?.text == "?0? a")
  }

  @Test func `an open formula is refused with its line`() {
    #expect(
      Samples.fault(in: "a\n\n$$\nx\n\nb")
        == "small.md:10: the formula that begins here is not closed by ‘$$’.")
  }

  @Test func `a text of nothing but dollars is read in time`() throws {
    let dollars = String(repeating: "$a ", count: 3000)
    #expect(try Samples.blocks(dollars).first?.text.count == 8999)
  }

  @Test func `text nested too deep is refused`() {
    let deep = String(repeating: "> ", count: 5000) + "a"
    #expect(Samples.fault(in: deep)?.contains("nested more than 50 deep") == true)
    let emphasis = String(repeating: "*a **b ", count: 200) + String(repeating: "** *", count: 200)
    _ = Samples.fault(in: emphasis)
  }
}

extension MarkdownBlock.Content {
  /// All words of a block, parted by blanks where cells and items part them.
  var text: String {
    switch self {
    case .heading(_, let words), .paragraph(let words): words.plain
    case .list(let list):
      list.items.map { $0.map(\.content.text).joined(separator: " ") }.joined(separator: " ")
    case .table(let table):
      ([table.header] + table.rows).joined().map(\.plain).joined(separator: " ")
    case .quote(let blocks): blocks.map(\.content.text).joined(separator: " ")
    case .code(_, let text), .formula(let text), .definitions(let text): text
    case .rule, .show, .quiz, .rubric: ""
    }
  }
}
