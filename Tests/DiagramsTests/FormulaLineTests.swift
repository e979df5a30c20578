import Diagrams
import Testing

@Suite struct FormulaLineTests {
  @Test(arguments: [
    (
      #"y[i,j,o] = \sum_{m=0}^{2} \sum_{n=0}^{2} \sum_{c=0}^{3} x[2i+m-1, 2j+n-1, c] \cdot K[m,n,c,o]"#,
      "y[i,j,o] = Σ m,n,c  x[2i+m−1, 2j+n−1, c] · K[m,n,c,o]", "m,n = 0…2, c = 0…3"
    ),
    (
      #"y = \frac{x - \text{mean}}{\sqrt{\text{variance} + \epsilon}} \cdot \text{scale} + \text{shift}"#,
      "y = (x − mean) / √(variance + ε) · scale + shift", ""
    ),
    (
      #"dx[i,j] = \sum_{\substack{2i'+m-1 = i}} \sum_{2j'+n-1 = j} G[i',j'] \cdot K[m,n]"#,
      "dx[i,j] = Σ  G[i',j'] · K[m,n]", "over 2i'+m−1 = i, 2j'+n−1 = j"
    ),
    (#"\sum_{\substack{i',m \\ i'S+m=i}} G[i']"#, "Σ i',m  G[i']", "over i'S+m=i"),
    (#"L = \sum dy \cdot y"#, "L = Σ dy · y", ""),
    (#"y[i,j,c] = \max_{m,n} x[2i+m, 2j+n, c]"#, "y[i,j,c] = max m,n  x[2i+m, 2j+n, c]", ""),
    (#"y = \max(0, x)"#, "y = max(0, x)", ""),
    (
      #"y[c] = \frac{1}{8 \cdot 8} \sum_{i=0}^{7} \sum_{j=0}^{7} x[i,j,c]"#,
      "y[c] = 1 / (8 · 8) Σ i,j  x[i,j,c]", "i,j = 0…7"
    ),
    (
      #"dx[i,j,c] = \sum_{i',j' \text{ won by } i,j} dy[i',j',c]"#, "dx[i,j,c] = Σ  dy[i',j',c]",
      "over i',j' won by i,j"
    ),
    (
      #"\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot \left( 1 + \frac{\partial F}{\partial x} \right)"#,
      "∂L/∂x = ∂L/∂y · (1 + ∂F/∂x)", ""
    ),
    (
      #"y = \mathrm{ReLU}( F(x) + \operatorname{BN}( W_s x ) )"#, "y = ReLU( F(x) + BN( Wₛ x ) )",
      ""
    ),
    (
      #"y = \operatorname{ReLU}\left(x + \operatorname{BN}\left(\sum_{k=0}^{31} T_k(x)\right)\right)"#,
      "y = ReLU(x + BN(Σ k  Tₖ(x)))", "k = 0…31"
    ),
    (#"L = -\log p_k"#, "L = −log pₖ", ""),
    (#"\sigma(x) = \frac{1}{1 + e^{-x}}"#, "σ(x) = 1 / (1 + e^(−x))", ""),
    (#"\frac{a}{b} c + \frac{1}{2k} \frac{x}{12}"#, "(a/b) c + (1/(2k)) x/12", ""),
    (#"\left\lfloor \frac{H - K}{S} \right\rfloor + 1"#, "⌊(H − K) / S⌋ + 1", ""),
    (#"\hat{y} = \bar{x}^2 + \sqrt 2"#, "ŷ = bar(x)² + √2", ""),
    (#"A^\top \cdot A \neq I, \quad x \in \mathbb{R}^n"#, "Aᵀ · A ≠ I,    x ∈ ℝⁿ", ""),
    (#"\begin{aligned} a &= b \\ c &= d \end{aligned}"#, "a = b; c = d", ""),
    (#"y = \begin{cases} x & x > 0 \\ 0 & \text{else} \end{cases}"#, "y = {x, x > 0; 0, else}", ""),
    (#"-x \le +y, (-1)"#, "−x ≤ +y, (−1)", ""),
    (#"x_{\text{in}}, a_{i,j}, b_0^2, i'"#, "x_in, a_(i,j), b₀², i'", ""),
    (
      #"E = \frac{(1 - p_L)(L + 1)}{2} + \frac{a}{f(x + 1)} + \frac{1}{(a + b)(c + d)}"#,
      "E = (1 − p_L)(L + 1) / 2 + a / f(x + 1) + 1 / ((a + b)(c + d))", ""
    ),
    (#"dx[i] += \max \left( 0, x \right)"#, "dx[i] += max(0, x)", ""),
    (#"\mathrm{BN} \left( [h_0 , h_1] \right)"#, "BN([h₀, h₁])", ""),
    (
      #"\sum_{\substack{i', m \\ i' S + m = i}} \sum_{o=0}^{O-1} G"#, "Σ i',m,o  G",
      "o = 0…O−1, over i' S + m = i"
    ),
    (#"x \text{ between } -3 \text{ and } 3"#, "x between −3 and 3", ""),
    (#"\text{in} - \text{out}"#, "in − out", ""),
    ("x", "x", ""), ("", "", ""),
  ])
  func `a formula is set on one line`(latex: String, text: String, ranges: String) throws {
    let line = try Formula(latex).line()
    #expect(line.text == text)
    #expect(line.ranges == ranges)
  }

  @Test(arguments: [
    (
      #"y[i,j,o] = \sum_{m=0}^{2} \sum_{n=0}^{2} \sum_{c=0}^{3} x[2i+m-1, 2j+n-1, c] \cdot K[m,n,c,o]"#,
      "y[i,j,o] = sum m,n,c  x[2i+m-1, 2j+n-1, c] * K[m,n,c,o]", "m,n=0..2 c=0..3"
    ),
    (
      #"\frac{\partial L}{\partial x} \le \sqrt{n} \times \epsilon^2"#,
      "dL/dx <= sqrt(n) x epsilon^2", ""
    ),
    (#"\lfloor i/2 \rfloor \to x_0"#, "floor(i/2) -> x_0", ""),
    (#"\sum_{2i'+m-1=i} dy[i']"#, "sum  dy[i']", "over 2i'+m-1=i"),
  ])
  func `in ASCII a formula is of bytes below 128`(latex: String, text: String, ranges: String)
    throws
  {
    let line = try Formula(latex).line(ascii: true)
    #expect(line.text == text)
    #expect(line.ranges == ranges)
    #expect((line.text + line.ranges).utf8.allSatisfy { $0 < 128 })
  }
}
