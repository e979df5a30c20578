import Diagrams
import Screens
import Testing

@Suite struct FormulaDrawingTests {
  func expect(
    _ latex: String, _ picture: String, baseline: Int, width: Int? = nil, ascii: Bool = false,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let drawing = try Formula(latex).drawing(width: width, ascii: ascii)
    let lines = drawing.grid.lines.map { $0.replacing(#/ +$/#, with: "") }
    #expect(lines.joined(separator: "\n") == picture, sourceLocation: location)
    #expect(drawing.baseline == baseline, sourceLocation: location)
  }

  @Test func `sums stand side by side with their limits`() throws {
    try expect(
      #"y[i,j,o] = \sum_{m=0}^{2} \sum_{n=0}^{2} \sum_{c=0}^{3} x[2i+m-1, 2j+n-1, c] \cdot K[m,n,c,o]"#,
      """
                   2   2   3
      y[i,j,o]  =  Σ   Σ   Σ   x[2i+m−1, 2j+n−1, c] · K[m,n,c,o]
                  m=0 n=0 c=0
      """, baseline: 1)
  }

  @Test func `conditions stand in rows below their sum`() throws {
    try expect(
      #"dx[i,j] = \sum_{\substack{i', m \\ 2i'+m-1 = i}} \sum_{\substack{j', n \\ 2j'+n-1 = j}} G[i', j'] \cdot K[m, n]"#,
      """
      dx[i,j]  =       Σ              Σ         G[i', j'] · K[m, n]
                     i', m          j', n
                  2i'+m−1 = i    2j'+n−1 = j
      """, baseline: 0)
  }

  @Test func `an index behind a hat stands below the line`() throws {
    try expect(#"\hat{x}_i"#, "^\nxᵢ", baseline: 1)
    try expect(#"\hat{x}_{i,c}"#, "^\nx\n i,c", baseline: 1)
  }

  @Test func `brackets grow with fractions`() throws {
    let latex =
      #"\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot \left( 1 + \frac{\partial F}{\partial x} \right)"#
    try expect(
      latex,
      """
       ∂L        ∂L     ⎛       ∂F  ⎞
      ────   =  ────  · ⎜ 1 +  ──── ⎟
       ∂x        ∂y     ⎝       ∂x  ⎠
      """, baseline: 1)
    try expect(
      latex,
      """
       dL        dL     /       dF  \\
      ----   =  ----  * | 1 +  ---- |
       dx        dy     \\       dx  /
      """, baseline: 1, ascii: true)
  }

  @Test func `a fraction's bar is a column longer than its content on either side`() throws {
    try expect(
      #"y[i,j,c] = \frac{x[i,j,c] - \text{mean}[c]}{\sqrt{\text{variance}[c] + \epsilon}} \cdot \text{scale}[c] + \text{shift}[c]"#,
      """
                    x[i,j,c] − mean[c]
      y[i,j,c]  =  ────────────────────  · scale[c] + shift[c]
                    √(variance[c] + ε)
      """, baseline: 1)
    try expect(
      #"\frac{\frac{a}{b}}{c}"#,
      """
        a
       ───
        b
      ─────
        c
      """, baseline: 3)
  }

  @Test func `where a share comes from stands at the foot of a bar`() throws {
    try expect(
      #"\left. \frac{\partial L}{\partial x} \right|_{F} + \left. \frac{\partial L}{\partial x} \right|_{W_s}"#,
      """
       ∂L  │       ∂L  │
      ──── │   +  ──── │
       ∂x  │ F     ∂x  │ Wₛ
      """, baseline: 1)
  }

  @Test func `what needs no second row has none`() throws {
    try expect(
      #"y = \mathrm{ReLU}( F(x) + \operatorname{BN}( W_s x ) )"#,
      "y  =  ReLU( F(x) + BN( Wₛ x ) )", baseline: 0)
    try expect(#"v = \sqrt{a^2 + b_1}"#, "v  =  √(a² + b₁)", baseline: 0)
  }

  @Test func `scripts without small characters are raised and lowered`() throws {
    try expect(
      #"e^{-x_{i,j}} + a_{\text{in}}^{k+1}"#,
      """
       −x
         i,j    k+1
      e      + a
                in
      """, baseline: 2)
    try expect(
      #"\max_{m,n} \hat{x}[m] + \sqrt{\frac{a}{b}}"#,
      """
           ^       ⎛  a  ⎞
      max  x[m] + √⎜ ─── ⎟
      m,n          ⎝  b  ⎠
      """, baseline: 1)
  }

  @Test func `cases and aligned equations are rows`() throws {
    try expect(
      #"y = \begin{cases} x & \text{where } x > 0 \\ 0 & \text{else} \end{cases}"#,
      """
            ⎧ x   where x > 0
      y  =  ⎨
            ⎩ 0   else
      """, baseline: 1)
    try expect(
      #"\begin{aligned} a &= b + c \\ dd &= e \end{aligned}"#,
      """
       a  =  b + c
      dd  =  e
      """, baseline: 0)
  }

  @Test func `a formula too wide is broken before its signs`() throws {
    try expect(
      #"y = aaaaaaaa + bbbbbbbb + cccccccc"#,
      """
      y  =  aaaaaaaa + bbbbbbbb
          + cccccccc
      """, baseline: 0, width: 26)
  }

  @Test func `cases too wide have their conditions below`() throws {
    try expect(
      #"y = \begin{cases} aaaaaaaa & \text{if } b \\ 0 & \text{else} \end{cases}"#,
      """
            ⎧ aaaaaaaa
            ⎪    if b
      y  =  ⎨
            ⎪ 0
            ⎩    else
      """, baseline: 2, width: 18)
  }
}
