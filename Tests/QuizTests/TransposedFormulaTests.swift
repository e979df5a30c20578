import Equations
import Lessons
import Quiz
import Testing

/// Question 8's equation, written rightly in many ways and wrongly in the typical ones.
struct TransposedFormulaTests {
  /// With the ranges said: written out, by conditions, by zeros put in, or in words.
  static let right = [
    // gather, the outputs by max and min
    """
    dI[i,j,c] = sum(i' = max(0, ceil((i - N + 1)/S))..min(H' - 1, floor(i/S)), \
    j' = max(0, ceil((j - M + 1)/S))..min(W' - 1, floor(j/S)), o = 0..O-1) \
    G[i',j',o] * K[i - i'*S, j - j'*S, c, o]
    """,
    // the same in LaTeX, with derivatives on the left
    #"""
    \frac{\partial L}{\partial I_{i,j,c}} = \sum_{i'=\max\left(0, \lceil \frac{i-N+1}{S} \rceil\right)}^{\min(H'-1, \lfloor i/S \rfloor)} \sum_{j'=\max(0,\lceil (j-M+1)/S\rceil)}^{\min(W'-1, \lfloor j/S\rfloor)} \sum_{o=0}^{O-1} G_{i',j',o} K_{i-i'S,\,j-j'S,\,c,\,o}
    """#,
    // conditions in the sums
    """
    dI[i,j,c] = sum(i',m; i'*S + m = i; j',n; j'*S + n = j; o) G[i',j',o] K[m,n,c,o] \
    for 0 <= i' < H', 0 <= m < N, 0 <= j' < W', 0 <= n < M
    """,
    #"\frac{\partial L}{\partial I[i,j,c]} = \sum_{\substack{i', m \\ i' S + m = i}} \sum_{\substack{j', n \\ j' S + n = j}} \sum_{o=0}^{O-1} G[i',j',o] \cdot K[m,n,c,o]"#,
    // an indicator
    """
    dI[i,j,c] = sum(p,q,o) G[p,q,o] K[i-pS, j-qS, c, o] [0 <= i-pS < N] [0 <= j-qS < M]
    """,
    // scatter, and scatter turned into a sum
    "dI[i'*S + m, j'*S + n, c] += sum(o) G[i',j',o] K[m,n,c,o]",
    "dI[i,j,c] = sum(i',j',m,n,o) [i'*S + m = i and j'*S + n = j] G[i',j',o] K[m,n,c,o]",
    // over the kernel, with the test of divisibility
    """
    dI[i,j,c] = sum(m = 0..N-1, n = 0..M-1, o) if (i-m) mod S = 0 and (j-n) mod S = 0 and \
    0 <= (i-m)/S < H' and 0 <= (j-n)/S < W' then G[(i-m)/S, (j-n)/S, o] * K[m,n,c,o] else 0
    """,
    // zeros between the elements of G, the kernel turned
    """
    Z[p,q,o] = if p mod S = 0 and q mod S = 0 then G[p/S, q/S, o] else 0
    R[m,n,o,c] = K[N-1-m, M-1-n, c, o]
    dI[i,j,c] = sum(m = 0..N-1, n = 0..M-1, o) Z[i-N+1+m, j-M+1+n, o] * R[m,n,o,c]
    """,
    """
    Z[S*p, S*q, o] = G[p,q,o]
    dI[i,j,c] = sum(m,n,o) Z[i - m, j - n, o] K[m,n,c,o]
    """,
    // other names, nested sums, other order
    """
    dI[a,b,k] = sum(o = 0..O-1) sum(u = 0..W'-1) sum(v = 0..H'-1) K[a - v*S, b - S*u, k, o] \
    * G[v,u,o], and K is 0 outside
    """,
    // factored
    """
    dI[i,j,c] = sum(i'; 0 <= i - i'*S < N) sum(j'; 0 <= j - j'*S < M) \
    (sum(o) G[i',j',o] K[i - i'*S, j - j'*S, c, o])
    """,
    // substitution in words
    """
    dI[i,j,c] = sum(i',j',o) G[i',j',o] K[m,n,c,o] where m = i - i'*S, n = j - j'*S \
    for 0 <= m < N, 0 <= n < M
    """,
    #"dI_{i,j,c} = \sum_{i',j',o} G_{i',j',o} \begin{cases} K_{i-i'S, j-j'S, c, o} & \text{if } 0 \le i-i'S < N \text{ and } 0 \le j-j'S < M \\ 0 & \text{otherwise} \end{cases}"#,
    // the right side alone, indices in brackets of their own
    "sum(i',j',o) G[i'][j'][o] · K[i − i'·S][j − j'·S][c][o] (0 outside of K)",
  ]

  /// Right, but they read outside of K and do not say that this is 0.
  static let rangesUnsaid = [
    "dI[i,j,c] = sum(i',j',o) G[i',j',o] * K[i - i'*S, j - j'*S, c, o]",
    #"\sum_{i'} \sum_{j'} \sum_{o} G_{i',j',o} \cdot K_{i - i' S, j - j' S, c, o}"#,
    "dI[i,j,c] = Σ_{p,q,o} K[i-pS, j-qS, c, o] G[p,q,o]",
    "dI[i,j,c] = sum(i',j') sum(o) G[i',j',o] K[i - S i', j - S j', c, o]",
  ]

  /// By the name that the verdict gives, with the points.
  static let wrong: [(answer: String, mistake: String, points: Double)] = [
    (
      "dI[i,j,c] = sum(m = 0..N-1, n = 0..M-1, i', j', o) G[i',j',o] K[i-i'*S, j-j'*S, c, o]",
      "summed over m and n as well", 3
    ),
    (
      #"\sum_{i',j',o} G_{i',j',o} K_{i'S - i, j'S - j, c, o}"#,
      "the offset has the wrong sign", 3
    ),
    (
      """
      Z[S*p, S*q, o] = G[p,q,o]
      dI[i,j,c] = sum(m,n,o) Z[i-N+1+m, j-M+1+n, o] K[m,n,c,o]
      """, "the kernel the wrong way round", 3
    ),
    (
      """
      R[m,n,o,c] = K[N-1-m, M-1-n, c, o]
      dI[i,j,c] = sum(i',j',o) G[i',j',o] R[i-i'*S, j-j'*S, o, c]
      """, "the kernel the wrong way round", 3
    ),
    (
      "dI[i,j,c] = sum(i',j') G[i',j',o] K[i-i'*S, j-j'*S, c, o]", "the sum over o is missing", 3.5
    ),
    (
      "dI[i,j,c] = sum(i',j',o,k) G[i',j',o] K[i-i'*S, j-j'*S, k, o]",
      "summed over the input channels", 3
    ),
    (
      "dI[i,j,c] = sum(i',j',m,n,o; i' + S*m = i; j' + S*n = j) G[i',j',o] K[m,n,c,o]",
      "the kernel spread instead of G", 2.5
    ),
    (
      "dI[i,j,c] = sum(m,n,o) G[(i-m)/S, (j-n)/S, o] K[m,n,c,o]",
      "no test whether (i − m)/S is whole", 3
    ),
    (
      "dI[i,j,c] = sum(m,n,o) G[(i-m)//S, (j-n)//S, o] K[m,n,c,o]",
      "no test whether (i − m)/S is whole", 3
    ),
    (
      "dI[i,j,c] = sum(i',j',o) G[i',j',o] K[i-i'*S, j-j'*S, o, c]",
      "the channels of the kernel exchanged", 3.5
    ),
    ("dI[i,j,c] = sum(p,q,o) G[p,q,o] K[i-p, j-q, c, o]", "the stride forgotten", 2.5),
    (
      "dI[i,j,c] = sum(i',j',o) G[i',j',o] K[j-j'S, i-i'S, c, o]",
      "rows and columns of the kernel exchanged", 3
    ),
    (
      "dI[i,j,c] = sum(o) G[i // S, j // S, o] K[i % S, j % S, c, o]", "one window only", 2
    ),
    (
      "dI[i,j,c] = sum(i',j',o) G[j',i',o] K[i-i'S, j-j'S, c, o]", "indices exchanged", 2.5
    ),
    (
      "dI[i,j,c] = sum(i',j',o) G[i',j',o] K[i-i'S+1, j-j'S, c, o]", "an index shifted by one", 2.5
    ),
    (
      "dI[i,j,c] = sum(p,q,o) G[p-1,q-1,o] K[i-pS, j-qS, c, o]", "an index shifted by one", 2.5
    ),
    (
      "dI[i,j,c] = sum(i',j',o) G[i',j',o] K[S(i-i'), S(j-j'), c, o]",
      "the stride multiplies the whole offset", 2.5
    ),
    ("dI[i,j,c] = -sum(i',j',o) G[i',j',o] K[i-i'S, j-j'S, c, o]", "the sign is turned", 2.5),
    ("dI[i,j,c] = 2 sum(i',j',o) G[i',j',o] K[i-i'S, j-j'S, c, o]", "a constant factor", 2.5),
    (
      "dI[i,j,c] = mean(o) (sum(i',j') G[i',j',o] K[i-i'S, j-j'S, c, o])", "divided by O", 2.5
    ),
  ]

  @Test(arguments: right)
  func `a right equation gets all points however it is written`(answer: String) throws {
    let task = try FormulaItems.task("transposed-formula")
    let verdict = task.verdict(on: answer)
    #expect(task.points(of: verdict) == 5, "\(answer)\n\(verdict)")
    #expect(verdict.findings.isEmpty)
  }

  @Test(arguments: rangesUnsaid)
  func `half a point goes where nothing says the ranges`(answer: String) throws {
    let task = try FormulaItems.task("transposed-formula")
    let verdict = task.verdict(on: answer)
    #expect(task.points(of: verdict) == 4.5, "\(answer)\n\(verdict)")
    #expect(verdict.findings.map(\.name) == ["the ranges are missing"])
  }

  @Test(arguments: wrong)
  func `a typical mistake is called by its name`(
    answer: String, mistake: String, points: Double
  ) throws {
    let task = try FormulaItems.task("transposed-formula")
    let verdict = task.verdict(on: answer)
    #expect(verdict.findings.first?.name == mistake, "\(answer)\n\(verdict)")
    #expect(task.points(of: verdict) == points)
    #expect(verdict.difference != nil)
  }

  @Test func `the smallest case that differs can be done by hand`() throws {
    let task = try FormulaItems.task("transposed-formula")
    // the window furthest up and left, of those that read a place, alone
    let verdict = task.verdict(
      on: """
        dI[i,j,c] = sum(o) G[max(0, ceil((i - N + 1)/S)), max(0, ceil((j - M + 1)/S)), o] \
        * K[i - S*max(0, ceil((i - N + 1)/S)), j - S*max(0, ceil((j - M + 1)/S)), c, o]
        """)
    #expect(
      verdict.difference.map { "\($0)" }
        == "with S = 2, dI[2,2]: yours 9, right 36: three windows are missing")
  }

  @Test(arguments: [
    ("dI[i,j,c] = sum(i',j',o) G[i',j',o] * K[i - k*S, j - j'*S, c, o]", "‘k’ is bound by no sum."),
    (
      "dI[i,j,c] = sum(i',j',o) G[i',j',o] * K[i - i'*S, c, o]",
      "K has 4 indices: m, n, c, o; here it has 3."
    ),
    ("dI[i,j,c] = sum(i',j',o G[i',j',o]", "a ‘)’ is missing here."),
    ("dI[i,j,c] = sum(i',j',o) G[i',j',o] * L[i,j]", "‘L’ is not given; did you mean ‘C’?"),
    ("dI[i,j,c] = sum(a = 0..10^9) 1", "the sums of this equation take more than 500000 steps"),
    ("", "an equation is expected here."),
  ])
  func `what cannot be run gets no points and the reason`(answer: String, reason: String) throws {
    let task = try FormulaItems.task("transposed-formula")
    let verdict = task.verdict(on: answer)
    #expect(verdict.share == 0)
    #expect(verdict.error?.sentence.hasPrefix(reason) == true, "\(verdict)")
  }
}
