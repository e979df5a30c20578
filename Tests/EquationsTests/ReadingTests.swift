import Tensors
import Testing

@testable import Equations

/// Plain writing and LaTeX come to one tree; faults are said where they are.
struct ReadingTests {
  @Test(arguments: [
    ("sum(m = 0..N-1) x[m]", #"\sum_{m=0}^{N-1} x_{m}"#),
    ("sum(i, j; i + j = k) a[i] * b[j]", #"\sum_{\substack{i, j \\ i + j = k}} a_i \cdot b_j"#),
    ("(i - m)/S", #"\frac{i-m}{S}"#),
    ("sqrt(v + eps)", #"\sqrt{v + \varepsilon}"#),
    ("max(0, floor(i/S))", #"\max\left(0, \left\lfloor i/S \right\rfloor\right)"#),
    ("sigmoid(z)", #"\sigma(z)"#),
    ("beta1^t", #"\beta_1^t"#),
    (
      "if 0 <= m < N then x[m] else 0",
      #"\begin{cases} x_m & \text{if } 0 \le m < N \\ 0 & \text{otherwise} \end{cases}"#
    ),
    ("(i - m) mod S = 0", #"i \equiv m \pmod{S}"#),
    ("2*N*M", "2 N M"),
  ])
  func `LaTeX and plain writing are one tree`(plain: String, latex: String) throws {
    let known: Set<String> = ["x", "N", "M", "β1", "S"]
    let statement = { (text: String) in try Equation(text, known: known).statements }
    #expect(
      try statement(plain).first?.value.unbracketed == statement(latex).first?.value.unbracketed)
  }

  @Test(arguments: [
    ("y[i] = sum(j x[j]", 18, "a ‘)’ is missing here"),
    ("y[i] = x[i] +", 14, "the equation ends too soon: something is missing here"),
    ("y[i] = sum x[i]", 8, "what does this sum run over? Write sum(i, j) …"),
    ("y[i] = x[i])", 12, "this ‘)’ closes nothing that was opened"),
    (#"y = \summ_i x"#, 5, "‘\\summ’ is not known here"),
    ("y = x ? 1", 7, "‘?’ is not expected here"),
    ("y = 1 ☃ 2", 7, "‘☃’ means nothing in an equation"),
  ])
  func `a fault has its place and a reason`(text: String, column: Int, message: String) {
    let error = #expect(throws: EquationError.self) { try Equation(text) }
    #expect(error?.message == message)
    #expect(error?.place.column == column && error?.place.line == 1)
  }
}

extension Term {
  /// The same term, however its indices were written.
  fileprivate var unbracketed: Term {
    switch self {
    case .applied(let name, let indices, .subscripted):
      .applied(name, indices.map(\.unbracketed), .square)
    default: mapChildren(\.unbracketed)
    }
  }
}
