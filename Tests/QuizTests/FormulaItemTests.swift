import Equations
import LessonSamples
import Lessons
import Testing

@testable import Quiz

/// The other formula items: right answers in several forms, and their mistakes by name.
struct FormulaItemTests {
  /// Each in at least five ways.
  static let right: [String: [String]] = [
    "transposed-forward-formula": [
      "Y[i',j',o] = sum(m,n,c) I[i'*S + m, j'*S + n, c] K[m,n,c,o]",
      #"Y_{i',j',o} = \sum_{m=0}^{N-1} \sum_{n=0}^{M-1} \sum_{c=0}^{C-1} I_{i' S + m, j' S + n, c} \cdot K_{m,n,c,o}"#,
      "Y[a,b,k] = sum(c) sum(m) sum(n) K[m,n,c,k]*I[a*S + m, S*b + n, c]",
      "Y[i',j',o] = sum(i,j,c) I[i,j,c] K[i - i'S, j - j'S, c, o], where K is 0 outside",
      "Y[i',j',o] = sum(i,j,m,n,c; i = i'*S + m; j = j'*S + n) I[i,j,c] K[m,n,c,o]",
    ],
    "transposed-kernel-formula": [
      "dK[m,n,c,o] = sum(i',j') I[i'*S + m, j'*S + n, c] G[i',j',o]",
      #"dK_{m,n,c,o} = \sum_{i'}\sum_{j'} G_{i',j',o} I_{i'S+m, j'S+n, c}"#,
      "dK[p,q,c,o] = sum(a = 0..H'-1, b = 0..W'-1) G[a,b,o]*I[S*a + p, S*b + q, c]",
      "dK[m,n,c,o] = sum(i,j,i',j'; i'*S + m = i and j'*S + n = j) I[i,j,c] G[i',j',o]",
      "dK[m,n,c,o] = sum(i') sum(j') [0 <= i' < H'] I[i' S + m, j' S + n, c] G[i',j',o]",
    ],
    "transposed-forward-size-formula": [
      "H' = floor((H + 2P - N)/S) + 1", #"\left\lfloor \frac{H + 2P - N}{S} \right\rfloor + 1"#,
      "H' = (H - N + 2*P) // S + 1", "H' = floor((H + P + P - N + S)/S)",
      "H' = ceil((H + 2*P - N + 1)/S)",
    ],
    "transposed-size-formula": [
      "H = (H' - 1)*S + N - 2*P + a", "H = S H' - S + N - 2P + a", "N + a - 2P + S(H' - 1)",
      #"H = (H'-1) \cdot S + N - 2P + a"#, "H = H'*S + (N - S) + a - P - P",
    ],
    "depth-survival-formula": [
      "p_l = 1 - l/L*(1 - p_L)", #"p_l = 1 - \frac{l}{L} (1 - p_L)"#, "p_l = (L - l + l*p_L)/L",
      "1 - (l/L) + (l/L) p_L", "p_l = p_L + (1 - l/L)*(1 - p_L)",
    ],
    "depth-inference-formula": [
      "y[i,j,c] = relu(x[i,j,c] + p*f[i,j,c])", "y = ReLU(x + p f)", "y = max(0, p f + x)",
      #"y_{i,j,c} = \max(0, x_{i,j,c} + p \cdot f_{i,j,c})"#,
      "h[i,j,c] = x[i,j,c] + p f[i,j,c]\ny[i,j,c] = if h[i,j,c] > 0 then h[i,j,c] else 0",
    ],
    "depth-expected-formula": [
      "E = sum(l = 1..L) (1 - l/L*(1 - p_L))", "E = L - (1 - p_L)*(L + 1)/2",
      #"E = \sum_{l=1}^{L} \left(1 - \frac{l}{L}(1 - p_L)\right)"#,
      "(L - 1 + p_L*(L + 1))/2", "p[l] = 1 - l/L*(1 - p_L)\nE = sum(l = 1..L) p[l]",
    ],
    "dropblock-gamma-formula": [
      "γ = (1 - k)/b^2 * H*W/((H - b + 1)*(W - b + 1))",
      #"\gamma = \frac{1-k}{b^2} \cdot \frac{HW}{(H-b+1)(W-b+1)}"#,
      "gamma = (1 - k) H W / (b b (H - b + 1) (W - b + 1))",
      "γ = (1-k)/(b*b) / ((H-b+1)/H) / ((W-b+1)/W)",
      "γ = (1 - k)*(H/(H + 1 - b))*(W/(W + 1 - b))*b^(-2)",
    ],
    "dropblock-scale-formula": [
      "y[i,j,c] = x[i,j,c] M[i,j,c] H W C / (sum(p,q,r) M[p,q,r])",
      "y = x*M*H*W*C/sum(M)", "y[i,j,c] = x[i,j,c]*M[i,j,c]/mean(M)", "y = x ⊙ M / mean(M)",
      "n = sum(i,j,c) M[i,j,c]\ny[i,j,c] = H*W*C/n*x[i,j,c]*M[i,j,c]",
    ],
    "se-formula": [
      """
      z[c] = mean(i,j) U[i,j,c]
      y[i,j,c] = U[i,j,c]*sigmoid(sum(h) B[h,c]*relu(sum(k) A[k,h] z[k]))
      """,
      "y[i,j,c] = U[i,j,c] σ(sum(h) B[h,c] relu(sum(k) A[k,h] * mean(p,q) U[p,q,k]))",
      """
      z[c] = 1/(H W) sum(i,j) U[i,j,c]; g[h] = max(0, sum(c) A[c,h] z[c])
      s[c] = 1/(1 + exp(-sum(h) B[h,c] g[h])); y[i,j,c] = s[c] U[i,j,c]
      """,
      #"""
      z_c = \frac{1}{H W} \sum_{i,j} U_{i,j,c}
      s_c = \sigma\left(\sum_h B_{h,c} \text{ReLU}\left(\sum_k A_{k,h} z_k\right)\right)
      y_{i,j,c} = s_c \cdot U_{i,j,c}
      """#,
      """
      z[k] = sum(i,j) U[i,j,k]/(H*W)
      e[c] = exp(sum(h) B[h,c]*relu(sum(k) A[k,h]*z[k]))
      y[i,j,c] = e[c]/(1 + e[c])*U[i,j,c]
      """,
    ],
    "cutmix-kept-formula": [
      "λ = 1 - (min(H, a + h/2) - max(0, a - h/2))*(min(W, b + w/2) - max(0, b - w/2))/(H*W)",
      #"\lambda = 1 - \frac{(\min(H, a + \frac{h}{2}) - \max(0, a - \frac{h}{2})) \cdot (\min(W, b + \frac{w}{2}) - \max(0, b - \frac{w}{2}))}{H W}"#,
      """
      i_1 = max(0, a - h/2); i_2 = min(H, a + h/2)
      j_1 = max(0, b - w/2); j_2 = min(W, b + w/2)
      λ = 1 - (i_2 - i_1)(j_2 - j_1)/(H W)
      """,
      """
      λ = 1 - 1/(H W) sum(i = 0..H-1, j = 0..W-1) [a - h/2 <= i < a + h/2] [b - w/2 <= j < b + w/2]
      """,
      "λ = mean(i = 0..H-1, j = 0..W-1) (1 - [a - h/2 <= i < a + h/2 and b - w/2 <= j < b + w/2])",
    ],
    "cutmix-image-formula": [
      "y[b,i,j,c] = M[b,i,j] x[b,i,j,c] + (1 - M[b,i,j]) x[(b - 1 + B) mod B,i,j,c]",
      "y[b,i,j,c] = if M[b,i,j] = 1 then x[b,i,j,c] else x[(b + B - 1) mod B,i,j,c]",
      "y[b,i,j,c] = M[b,i,j] x[b,i,j,c] + (1 - M[b,i,j]) x[p,i,j,c] where p = (b + B - 1) mod B",
      "y[n,i,j,k] = x[(n - 1) mod B,i,j,k] + M[n,i,j]*(x[n,i,j,k] - x[(n - 1) mod B,i,j,k])",
      """
      o[b] = if b = 0 then B - 1 else b - 1
      y[b,i,j,c] = M[b,i,j] x[b,i,j,c] + (1 - M[b,i,j]) x[o[b],i,j,c]
      """,
    ],
    "cutmix-loss-formula": [
      "E = -λ log(p) - (1 - λ) log(q)", "E = -(λ*log p + (1 - λ)*log q)",
      #"E = -\lambda \log p - (1 - \lambda) \log q"#, "E = λ*log(1/p) + (1 - λ)*log(1/q)",
      "E = -log(q) + λ*(log(q) - log(p))",
    ],
    "convolution-formula": [
      "Y[i,j,o] = sum(m,n,c) I[i*T + m, j*S + n, c] K[m,n,c,o]",
      #"Y_{i,j,o} = \sum_{m=0}^{N-1} \sum_{n=0}^{M-1} \sum_{c=0}^{C-1} I_{i \cdot T + m, j \cdot S + n, c} \cdot K_{m,n,c,o}"#,
      "Y[a,b,k] = sum(c) sum(m = 0..N-1) sum(n = 0..M-1) K[m,n,c,k]*I[a*T + m, S*b + n, c]",
      "Y[i,j,o] = sum(p,q,c) I[p,q,c] K[p - i*T, q - j*S, c, o], where K is 0 outside",
      "Y[i,j,o] = sum(p,q,m,n,c; p = i*T + m; q = j*S + n) I[p,q,c] K[m,n,c,o]",
    ],
    "padding-valid-formula": [
      "H' = H - N + 1", "H' = H - (N - 1)", "1 + H - N", "H' = floor((H - N)/1) + 1",
      #"H' = H - N + 1 \text{ for } N \le H"#,
    ],
    "padding-same-formula": [
      "P = floor((N - 1)/2)", "P = (N - 1) // 2", #"\left\lfloor \frac{N-1}{2} \right\rfloor"#,
      "P = ceil(N/2) - 1", "P = N - 1 - ceil((N - 1)/2)",
    ],
    "padding-strided-formula": [
      "H' = ceil(H/S)", "H' = floor((H - 1)/S) + 1", "(H + S - 1) // S",
      #"\left\lceil \frac{H}{S} \right\rceil"#, "H' = -floor(-H/S)",
    ],
    "norm-training-formula": [
      """
      μ[c] = 1/(B H W) sum(b,i,j) x[b,i,j,c]
      v[c] = 1/(B H W) sum(b,i,j) (x[b,i,j,c] - μ[c])^2
      y[b,i,j,c] = γ[c] (x[b,i,j,c] - μ[c])/sqrt(v[c] + ε) + β[c]
      """,
      #"""
      \mu_c = \frac{1}{B H W} \sum_{b,i,j} x_{b,i,j,c}
      v_c = \frac{1}{B H W} \sum_{b,i,j} (x_{b,i,j,c} - \mu_c)^2
      y_{b,i,j,c} = \gamma_c \cdot \frac{x_{b,i,j,c} - \mu_c}{\sqrt{v_c + \epsilon}} + \beta_c
      """#,
      """
      m[c] = mean(b,i,j) x[b,i,j,c]; s[c] = mean(b,i,j) x[b,i,j,c]^2 - m[c]^2
      y[b,i,j,c] = (x[b,i,j,c] - m[c])*(s[c] + ε)^(-1/2)*γ[c] + β[c]
      """,
      """
      m[c] = mean(b,i,j) x[b,i,j,c]
      z[b,i,j,c] = x[b,i,j,c] - m[c]
      y[b,i,j,c] = γ[c]*z[b,i,j,c]/sqrt(ε + mean(n,p,q) z[n,p,q,c]^2) + β[c]
      """,
      """
      u[k] = (sum(b,i,j) x[b,i,j,k])/(B*H*W)
      w[k] = (sum(b,i,j) (x[b,i,j,k] - u[k])^2)/(B*H*W)
      a[k] = γ[k]/sqrt(w[k] + ε)
      y[b,i,j,c] = a[c]*x[b,i,j,c] + (β[c] - a[c]*u[c])
      """,
    ],
    "norm-dense-formula": [
      """
      μ[f] = 1/B sum(b) x[b,f]
      v[f] = 1/B sum(b) (x[b,f] - μ[f])^2
      y[b,f] = γ[f] (x[b,f] - μ[f])/sqrt(v[f] + ε) + β[f]
      """,
      "y[b,f] = γ[f]*(x[b,f] - mean(k) x[k,f])/sqrt(mean(k) (x[k,f] - mean(l) x[l,f])^2 + ε) + β[f]",
      """
      m[f] = mean(b) x[b,f]; q[f] = mean(b) x[b,f]^2
      y[b,f] = γ[f]*(x[b,f] - m[f])/sqrt(q[f] - m[f]^2 + ε) + β[f]
      """,
      #"""
      \mu_f = \frac{1}{B} \sum_b x_{b,f}
      v_f = \frac{1}{B} \sum_b (x_{b,f} - \mu_f)^2
      y_{b,f} = \gamma_f \frac{x_{b,f} - \mu_f}{\sqrt{v_f + \epsilon}} + \beta_f
      """#,
      """
      d[b,f] = x[b,f] - mean(k) x[k,f]
      y[n,f] = β[f] + γ[f]*d[n,f]/sqrt(mean(b) d[b,f]*d[b,f] + ε)
      """,
    ],
    "norm-running-formula": [
      "u = τ*r + (1 - τ)*μ", "u = r + (1 - τ)*(μ - r)", "u = μ + τ (r - μ)",
      #"u = \tau \cdot r + (1 - \tau) \cdot \mu"#, "u = r - (1 - τ)*r + (1 - τ) μ",
    ],
    "norm-inference-formula": [
      "y[i,j,c] = γ[c]*(x[i,j,c] - r[c])/sqrt(s[c] + ε) + β[c]",
      #"y_{i,j,c} = \gamma_c \cdot \frac{x_{i,j,c} - r_c}{\sqrt{s_c + \epsilon}} + \beta_c"#,
      "y[i,j,k] = (x[i,j,k] - r[k])*(s[k] + ε)^(-0.5)*γ[k] + β[k]",
      "a[c] = γ[c]/sqrt(s[c] + ε)\ny[i,j,c] = a[c]*x[i,j,c] + β[c] - a[c]*r[c]",
      "y[i,j,c] = β[c] - γ[c]*(r[c] - x[i,j,c])/sqrt(s[c] + ε)",
    ],
    "group-norm-formula": [
      """
      μ[b,g] = G/(H*W*C)*(sum(i, j, k = g*C/G..(g + 1)*C/G - 1) x[b,i,j,k])
      v[b,g] = G/(H*W*C)*(sum(i, j, k = g*C/G..(g + 1)*C/G - 1) (x[b,i,j,k] - μ[b,g])^2)
      y[b,i,j,c] = γ[c]*(x[b,i,j,c] - μ[b,floor(c/(C/G))])/sqrt(v[b,floor(c/(C/G))] + ε) + β[c]
      """,
      """
      μ[b,g] = mean(i,j,k; floor(k*G/C) = g) x[b,i,j,k]
      v[b,g] = mean(i,j,k; floor(k*G/C) = g) (x[b,i,j,k] - μ[b,g])^2
      y[b,i,j,c] = γ[c]*(x[b,i,j,c] - μ[b,g])/sqrt(v[b,g] + ε) + β[c] where g = floor(c*G/C)
      """,
      """
      m[b,c] = mean(i,j,k; k // (C/G) = c // (C/G)) x[b,i,j,k]
      v[b,c] = mean(i,j,k; k // (C/G) = c // (C/G)) (x[b,i,j,k] - m[b,k])^2
      y[b,i,j,c] = γ[c]*(x[b,i,j,c] - m[b,c])/sqrt(v[b,c] + ε) + β[c]
      """,
      #"""
      \mu_{b,g} = \frac{G}{H W C} \sum_{i,j} \sum_{k=g C/G}^{(g+1) C/G - 1} x_{b,i,j,k}
      v_{b,g} = \frac{G}{H W C} \sum_{i,j} \sum_{k=g C/G}^{(g+1) C/G - 1} (x_{b,i,j,k} - \mu_{b,g})^2
      y_{b,i,j,c} = \gamma_c \cdot \frac{x_{b,i,j,c} - \mu_{b,\lfloor c G/C \rfloor}}{\sqrt{v_{b,\lfloor c G/C \rfloor} + \epsilon}} + \beta_c
      """#,
      """
      D = C/G
      m[b,g] = mean(i, j, d = 0..D-1) x[b,i,j,g*D + d]
      q[b,g] = mean(i, j, d = 0..D-1) x[b,i,j,g*D + d]^2
      y[b,i,j,c] = γ[c]*(x[b,i,j,c] - m[b,c // D])/sqrt(q[b,c // D] - m[b,c // D]^2 + ε) + β[c]
      """,
    ],
    "mbconv-parameters-formula": [
      "P = F*t*F + k^2*t*F + t*F*F'", "tF(F + k^2 + F')", "P = t F (F + F' + k k)",
      #"P = t \cdot F \cdot (F + k^2 + F')"#, "P = t*F^2 + t*F*(k^2 + F')",
    ],
  ]

  @Test(arguments: right.keys.sorted())
  func `equivalent forms get all points`(id: String) throws {
    let task = try FormulaItems.task(id)
    let answers = Self.right[id] ?? []
    #expect(answers.count >= 5)
    for answer in answers {
      let verdict = task.verdict(on: answer)
      #expect(verdict.share == 1, "\(answer)\n\(verdict)")
    }
  }

  @Test func `at least five mistakes of every item are called by their names`() throws {
    let tasks = try FormulaItems.all()
    #expect(tasks.count >= 33)
    let early = Set(
      Deck.items(.formula).filter { $0.dealer.lesson.front.number < 15 }.map(\.id))
    for (id, task) in tasks {
      // the algorithms of training have few that are one slip away
      #expect(task.judge.mistakes.count >= (early.contains(id) ? 5 : 2), "\(id)")
      for mistake in task.judge.mistakes {
        let verdict = task.judge.verdict(on: mistake.equation)
        #expect(verdict.findings.first?.name == mistake.name, "\(id): \(verdict)")
        #expect(verdict.share <= Judge.unequalShare && verdict.difference != nil, "\(id)")
      }
    }
  }
}
