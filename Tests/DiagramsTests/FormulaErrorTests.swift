import Diagrams
import Testing

@Suite struct FormulaErrorTests {
  @Test(arguments: [
    (#"a \cdto b"#, 3, #"\cdot"#), (#"\frc{a}{b}"#, 1, #"\frac"#), (#"\nonsense"#, 1, nil),
    (#"\frac{a}"#, 9, nil), (#"{a + b"#, 1, nil), ("a } b", 3, nil), ("a & b", 3, nil),
    (#"a \\ b"#, 3, nil), (#"x_a_b"#, 4, nil), (#"\sum_a_b"#, 7, nil), ("x^", 3, nil),
    (#"\left( a"#, 1, nil), (#"a \right)"#, 3, nil), (#"\left< a \right>"#, 6, nil),
    (#"\begin{array} a \end{array}"#, 1, nil), (#"\begin{cases} a \end{aligned}"#, 21, nil),
    (#"\begin{cases} a"#, 16, nil), (#"\text{a"#, 6, nil), (#"\text{a \frac b}"#, 9, nil),
    (#"\"#, 1, nil),
    (#"\sum_{\substack a}"#, 17, nil),
  ])
  func `a fault is said with its place and the nearest command`(
    latex: String, column: Int, suggestion: String?
  ) {
    #expect {
      _ = try Formula(latex)
    } throws: { error in
      guard let fault = error as? FormulaError else { return false }
      #expect(fault.column == column, "\(fault)")
      #expect(fault.suggestion == suggestion)
      return fault.description.contains("column \(column)")
    }
  }

  @Test(arguments: [
    "{", #"\frac"#, #"\sqrt"#, #"\left("#, "x^{", #"\hat"#, #"\begin{cases}"#, "[", "(",
  ])
  func `deep nesting is refused and not fallen into`(opening: String) {
    let deep = String(repeating: opening, count: 10_000)
    #expect((try? Formula(deep)) == nil || opening == "[" || opening == "(")
  }

  @Test func `nesting as deep as a formula needs is read`() throws {
    let deep = String(repeating: "{", count: 30) + "x" + String(repeating: "}", count: 30)
    #expect(try Formula(deep).line().text == "x")
  }

  @Test func `no mutation of a formula traps`() {
    let seeds = [
      #"y[i,j] = \sum_{m=0}^{2} \frac{x[i+m] - \text{mean}}{\sqrt{a_i^2 + \epsilon}} \cdot K"#,
      #"\left( a \right) \begin{cases} x & x > 0 \\ 0 & \text{else} \end{cases} \hat{x}"#,
      #"\sum_{\substack{i' \\ i'S=i}} \left. \frac{\partial L}{\partial x} \right|_{F} \max(0, -x)"#,
    ]
    var state: UInt64 = 7
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let pieces = [
      "\\", "{", "}", "_", "^", "&", "[", "]", " ", "\\\\", "\\frac", "\\left", "é", "\u{301}",
    ]
    for _ in 0..<1000 {
      var text = Array(seeds[random(seeds.count)])
      for _ in 0...random(4) {
        let place = random(text.count)
        switch random(3) {
        case 0: text.remove(at: place)
        case 1: text.insert(contentsOf: pieces[random(pieces.count)], at: place)
        default: text.swapAt(place, random(text.count))
        }
      }
      guard let formula = try? Formula(String(text)) else { continue }
      _ = formula.line()
      _ = formula.line(ascii: true)
    }
  }
}
