import Equations
import Testing

/// Equations in words, as plain mode reads them back.
struct SpokenTests {
  static let known: Set<String> = [
    "I", "K", "G", "dI", "S", "N", "M", "x", "y", "γ", "ε", "σ²", "β1", "v", "g", "z",
  ]

  @Test(arguments: [
    (
      "dI[i,j,c] = sum(i',j',o; 0 <= i - i'*S < N) G[i',j',o] * K[i - i'*S, j - j'*S, c, o]",
      "dI at (i, j, c) equals the sum over i prime, j prime and o, where 0 is at most i minus "
        + "i prime times S, which is less than N, of G at (i prime, j prime, o) times "
        + "K at (i minus i prime times S, j minus j prime times S, c, o)"
    ),
    (
      "y[i] = γ*(x[i] - 1)/sqrt(σ² + ε)",
      "y at (i) equals gamma times (x at (i) minus 1) over the square root of (sigma squared plus "
        + "epsilon)"
    ),
    ("y = (N + 1)^2 mod S", "y equals (N plus 1) squared modulo S"),
    ("y = N - (M - S)", "y equals N minus (M minus S)"),
    ("y = N/(M*S)", "y equals N over (M times S)"),
    ("dI[i*S] += G[i]", "add to dI at (i times S): G at (i)"),
    (
      "y[i] = if x[i] > 0 then x[i] else 0",
      "y at (i) equals (x at (i) if x at (i) is more than 0, else 0)"
    ),
    ("y = sum(m = 0..N-1) x[m]", "y equals the sum over m from 0 to N minus 1 of x at (m)"),
    (
      "v = β1*v + g\ny = max(v, 0)",
      "v equals beta 1 times v plus g; then y equals the maximum of (v, 0)"
    ),
    ("y = [i mod S = 0]*x[i]", "y equals (1 if i modulo S equals 0, else 0) times x at (i)"),
    ("y = -floor(N/S)", "y equals minus the floor of (N over S)"),
    (
      "\\frac{\\partial L}{\\partial I[i,j]} = G[i,j]",
      "the gradient of the loss at (i, j) equals G at (i, j)"
    ),
  ])
  func `an equation is read in words`(text: String, words: String) throws {
    #expect(try Equation(text, known: Self.known).spoken == words)
  }
}
