import Testing

@testable import Equations

/// Equations and algorithms of lectures 2 to 4, each in right and in wrong forms.
struct ComingLessonTests {
  private func expect(
    _ trials: [Trial], right: [String], wrong: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let judge = try References.judge(right[0], trials)
    for answer in right {
      let verdict = judge.verdict(on: answer)
      #expect(verdict.share == 1, "\(answer)\n\(verdict)", sourceLocation: sourceLocation)
    }
    for answer in wrong {
      let verdict = judge.verdict(on: answer)
      #expect(verdict.error == nil, "\(answer)\n\(verdict)", sourceLocation: sourceLocation)
      #expect(
        verdict.share <= Judge.unequalShare, "\(answer)\n\(verdict)", sourceLocation: sourceLocation
      )
      #expect(verdict.difference != nil, "\(answer)", sourceLocation: sourceLocation)
    }
  }

  @Test func `batch normalization in training`() throws {
    try expect(
      [References.batchNorm(2, 1, 2, 2), References.batchNorm(3, 2, 2, 3)],
      right: [
        """
        μ[c] = mean(b,i,j) x[b,i,j,c]
        v[c] = mean(b,i,j) (x[b,i,j,c] - μ[c])^2
        y[b,i,j,c] = γ[c]*(x[b,i,j,c] - μ[c])/sqrt(v[c] + ε) + β[c]
        """,
        #"""
        \mu_c = \text{mean}_{b,i,j} x_{b,i,j,c}
        \sigma^2_c = mean_{b,i,j} \left(x_{b,i,j,c} - \mu_c\right)^2
        y_{b,i,j,c} = \gamma_c \cdot \frac{x_{b,i,j,c} - \mu_c}{\sqrt{\sigma^2_c + \varepsilon}} + \beta_c
        """#,
        """
        mu[c] = mean(b,i,j) x[b,i,j,c]; v[c] = (mean(b,i,j) x[b,i,j,c]^2) - mu[c]^2
        y[b,i,j,c] = gamma[c]*(x[b,i,j,c] - mu[c])*(v[c] + eps)^(-1/2) + beta[c]
        """,
      ],
      wrong: [
        // statistics of each image
        """
        μ[b,c] = mean(i,j) x[b,i,j,c]
        v[b,c] = mean(i,j) (x[b,i,j,c] - μ[b,c])^2
        y[b,i,j,c] = γ[c]*(x[b,i,j,c] - μ[b,c])/sqrt(v[b,c] + ε) + β[c]
        """,
        // ε outside of the root, the deviation not the root, no shift
        """
        μ[c] = mean(b,i,j) x[b,i,j,c]
        v[c] = mean(b,i,j) (x[b,i,j,c] - μ[c])^2
        y[b,i,j,c] = γ[c]*(x[b,i,j,c] - μ[c])/(sqrt(v[c]) + ε) + β[c]
        """,
        """
        μ[c] = mean(b,i,j) x[b,i,j,c]
        v[c] = mean(b,i,j) (x[b,i,j,c] - μ[c])^2
        y[b,i,j,c] = γ[c]*(x[b,i,j,c] - μ[c])/(v[c] + ε) + β[c]
        """,
      ])
  }

  @Test func `biased and unbiased variance are told apart`() throws {
    let trials = [References.batchNorm(2, 1, 2, 2), References.batchNorm(3, 2, 2, 3)]
    let judge = try References.judge(
      """
      μ[c] = mean(b,i,j) x[b,i,j,c]
      y[b,i,j,c] = γ[c]*(x[b,i,j,c] - μ[c])/sqrt((mean(p,q,r) (x[p,q,r,c] - μ[c])^2) + ε) + β[c]
      """, trials)
    let verdict = judge.verdict(
      on: """
        μ[c] = mean(b,i,j) x[b,i,j,c]
        n = sum(b,i,j) (0*x[b,i,j,0] + 1)
        v[c] = (sum(b,i,j) (x[b,i,j,c] - μ[c])^2)/(n - 1)
        y[b,i,j,c] = γ[c]*(x[b,i,j,c] - μ[c])/sqrt(v[c] + ε) + β[c]
        """)
    #expect(verdict.findings.first?.name == "divided by n − 1", "\(verdict)")
  }

  @Test func `sizes with SAME and VALID padding`() throws {
    let sizes: [[String: Double]] = [
      ["H": 7, "N": 3, "S": 2], ["H": 8, "N": 3, "S": 1], ["H": 9, "N": 4, "S": 3],
      ["H": 5, "N": 5, "S": 1],
    ]
    let rows = { (n: Double, s: Double) in (n / s).rounded(.up) }
    try expect(
      References.numbers("R", sizes) { rows(($0["H"] ?? 0) - ($0["N"] ?? 0) + 1, $0["S"] ?? 1) },
      right: ["R = ceil((H - N + 1)/S)", "R = floor((H - N)/S) + 1", "⌊(H−N)/S⌋ + 1"],
      wrong: ["R = floor((H - N)/S)", "R = floor(H/S)", "R = ceil(H/S)"])
    try expect(
      References.numbers("R", sizes) { rows($0["H"] ?? 0, $0["S"] ?? 1) },
      right: ["R = ceil(H/S)", #"R = \left\lceil \frac{H}{S} \right\rceil"#, "(H + S - 1) // S"],
      wrong: ["R = H", "R = floor(H/S)", "R = floor((H - N)/S) + 1"])
  }

  @Test func `the gradients of a perceptron with one hidden layer`() throws {
    let trials = { (asked: String) in
      [
        References.perceptron(asked, 2, 3, 2, gold: 0),
        References.perceptron(asked, 3, 4, 3, gold: 2),
      ]
    }
    try expect(
      trials("db2"),
      right: [
        "db2[k] = o[k] - [k = g]", #"o_k - \mathbb{1}_{k = g}"#,
        "db2[k] = o[k] - (if k = g then 1 else 0)",
      ],
      wrong: ["db2[k] = [k = g] - o[k]", "db2[k] = [k = g]*(o[k] - 1)", "db2[k] = o[k]"])
    try expect(
      trials("dW2"), right: ["dW2[i,k] = h[i]*(o[k] - [k = g])", #"h_i (o_k - [k = g])"#],
      wrong: ["dW2[i,k] = o[k] - [k = g]", "dW2[i,k] = h[i]*o[k]"])
    try expect(
      trials("db1"),
      right: [
        "db1[i] = [h[i] > 0] * sum(k) W2[i,k]*(o[k] - [k = g])",
        """
        δ[k] = o[k] - [k = g]
        db1[i] = if (sum(j) x[j]*W1[j,i]) + b1[i] > 0 then sum(k) W2[i,k] δ[k] else 0
        """,
      ],
      wrong: [
        "db1[i] = sum(k) W2[i,k]*(o[k] - [k = g])",
        "db1[i] = relu(sum(k) W2[i,k]*(o[k] - [k = g]))",
      ])
    try expect(
      trials("dW1"),
      right: [
        "dW1[j,i] = x[j]*[h[i] > 0]*sum(k) W2[i,k]*(o[k] - [k = g])",
        #"x_j [h_i > 0] \sum_k W_{2}[i,k] (o_k - [k = g])"#,
      ],
      wrong: ["dW1[j,i] = [h[i] > 0]*sum(k) W2[i,k]*(o[k] - [k = g])"])
  }

  @Test func `the output computed from the weights`() throws {
    let trials = [References.perceptron("db2", 2, 3, 2, gold: 0)]
    try expect(
      trials,
      right: [
        """
        a[i] = relu((sum(j) x[j] W1[j,i]) + b1[i])
        z[k] = (sum(i) a[i] W2[i,k]) + b2[k]
        db2[k] = softmax(z)[k] - [k = g]
        """
      ],
      wrong: [
        """
        a[i] = (sum(j) x[j] W1[j,i]) + b1[i]
        z[k] = (sum(i) a[i] W2[i,k]) + b2[k]
        db2[k] = softmax(z)[k] - [k = g]
        """
      ])
  }

  @Test func `momentum and Nesterov`() throws {
    let (alpha, beta) = (0.1, 0.9)
    let numbers = ["α": alpha, "β": beta]
    let momentum = References.descent(numbers) { _, theta, state, gradient in
      let g = gradient(theta)
      for k in theta.indices {
        state[0][k] = beta * state[0][k] + g[k]
        theta[k] -= alpha * state[0][k]
      }
    }
    try expect(
      [momentum],
      right: [
        "v = β*v + g\nθ = θ - α*v",
        "v ← 0\nrepeat\nv ← βv + g\nθ ← θ − αv",
        #"v \leftarrow \beta v + g \\ \theta \leftarrow \theta - \alpha v"#,
        "v = β*v - α*g; θ = θ + v",
        "v_t = β v_{t-1} + g_t\nθ_{t+1} = θ_t - α v_t",
        "v[k] = β*v[k] + g[k]\nθ[k] -= α*v[k]",
      ],
      wrong: [
        "v = β*v + (1 - β)*g\nθ = θ - α*v", "θ = θ - α*g", "v = β*v + g\nθ = θ + α*v",
        "θ = θ - α*v\nv = β*v + g",
      ])
    let nesterov = References.descent(numbers) { _, theta, state, gradient in
      for k in theta.indices { theta[k] -= alpha * beta * state[0][k] }
      let g = gradient(theta)
      for k in theta.indices {
        state[0][k] = beta * state[0][k] + g[k]
        theta[k] -= alpha * g[k]
      }
    }
    try expect(
      [nesterov],
      right: [
        "θ = θ - α*β*v\ng = ∇L(θ)\nv = β*v + g\nθ = θ - α*g",
        #"g = \nabla_\theta L(\theta - \alpha\beta v)"# + "\nv = β*v + g\nθ = θ - α*v",
      ],
      wrong: [
        "g = ∇L(θ)\nθ = θ - α*β*v\nv = β*v + g\nθ = θ - α*g",
        "θ = θ - α*β*v\ng = ∇L(θ)\nv = β*v + g\nθ = θ - α*v",
      ])
  }

  @Test func `AdaGrad, RMSProp and Adam`() throws {
    let numbers = ["α": 0.1, "β": 0.9, "ε": 0.01, "β1": 0.9, "β2": 0.99]
    let (alpha, beta, epsilon) = (0.1, 0.9, 0.01)
    let adagrad = References.descent(numbers) { _, theta, state, gradient in
      let g = gradient(theta)
      for k in theta.indices {
        state[0][k] += g[k] * g[k]
        theta[k] -= alpha / (state[0][k].squareRoot() + epsilon) * g[k]
      }
    }
    try expect(
      [adagrad],
      right: ["r = r + g^2\nθ = θ - α/(sqrt(r) + ε)*g", "r += g*g; θ -= α g/(sqrt(r) + eps)"],
      wrong: [
        "r = r + g\nθ = θ - α/(sqrt(abs(r)) + ε)*g", "r = r + g^2\nθ = θ - α/(r + ε)*g",
        "r = r + g^2\nθ = θ - α/sqrt(r + ε)*g",
      ])
    let rmsprop = References.descent(numbers) { _, theta, state, gradient in
      let g = gradient(theta)
      for k in theta.indices {
        state[0][k] = beta * state[0][k] + (1 - beta) * g[k] * g[k]
        theta[k] -= alpha / (state[0][k].squareRoot() + epsilon) * g[k]
      }
    }
    try expect(
      [rmsprop],
      right: ["r = β*r + (1 - β)*g^2\nθ = θ - α/(sqrt(r) + ε)*g"],
      wrong: [
        "r = β*r + g^2\nθ = θ - α/(sqrt(r) + ε)*g",
        "r = (1 - β)*r + β*g^2\nθ = θ - α/(sqrt(r) + ε)*g",
      ])
    let adam = References.descent(numbers) { t, theta, state, gradient in
      let g = gradient(theta)
      var (first, second) = (1.0, 1.0)
      for _ in 1...t {
        first *= 0.9
        second *= 0.99
      }
      for k in theta.indices {
        state[0][k] = 0.9 * state[0][k] + 0.1 * g[k]
        state[1][k] = 0.99 * state[1][k] + (1 - 0.99) * g[k] * g[k]
        theta[k] -=
          alpha / ((state[1][k] / (1 - second)).squareRoot() + epsilon) * state[0][k] / (1 - first)
      }
    }
    try expect(
      [adam],
      right: [
        """
        t = t + 1
        s = β1*s + (1 - β1)*g
        r = β2*r + (1 - β2)*g^2
        s_hat = s/(1 - β1^t)
        r_hat = r/(1 - β2^t)
        θ = θ - α/(sqrt(r_hat) + ε)*s_hat
        """,
        #"""
        s \leftarrow \beta_1 s + (1 - \beta_1) g
        r \leftarrow \beta_2 r + (1 - \beta_2) g^2
        \hat{s} \leftarrow \frac{s}{1 - \beta_1^t}
        \hat{r} \leftarrow \frac{r}{1 - \beta_2^t}
        \theta \leftarrow \theta - \frac{\alpha}{\sqrt{\hat{r}} + \varepsilon} \hat{s}
        """#,
      ],
      wrong: [
        "s = β1*s + (1 - β1)*g\nr = β2*r + (1 - β2)*g^2\nθ = θ - α/(sqrt(r) + ε)*s",
        "s = β1*s + (1-β1)*g\nr = β2*r + (1-β2)*g^2\nθ = θ - α/(sqrt(r/(1-β2)) + ε)*s/(1-β1)",
      ])
  }

  @Test func `L2, dropout, label smoothing, Glorot and warm-up`() throws {
    let decay = References.descent(["α": 0.1, "λ": 0.5]) { _, theta, _, gradient in
      let g = gradient(theta)
      for k in theta.indices { theta[k] -= 0.1 * (g[k] + 0.5 * theta[k]) }
    }
    try expect(
      [decay],
      right: ["θ = θ - α*(g + λ*θ)", "θ = (1 - α*λ)*θ - α*g", "g = g + λ θ; θ = θ − α g"],
      wrong: ["θ = θ - α*(g + 2*λ*θ)", "θ = (1 - λ)*θ - α*g", "θ = θ - α*(g + λ*θ^2)"])

    let x = References.values([4], 2)
    let mask = Values([4], [1, 0, 1, 1])
    let dropout = Trial(
      Surroundings(
        asked: "y", extents: [4], tensors: ["x": x, "z": mask], numbers: ["p": 0.25],
        axes: ["y": ["i"]]),
      right: Values([4], zip(x.numbers, mask.numbers).map { $0 * $1 / 0.75 }))
    try expect(
      [dropout], right: ["y[i] = x[i]*z[i]/(1 - p)", "y = x ⊙ z / (1 - p)"],
      wrong: ["y[i] = x[i]*z[i]/p", "y[i] = x[i]*z[i]", "y[i] = (1 - p)*x[i]"])

    let target = Values([3], [0.1 / 3, 0.9 + 0.1 / 3, 0.1 / 3])
    let smoothing = Trial(
      Surroundings(
        asked: "t", extents: [3], numbers: ["α": 0.1, "K": 3, "g": 1], ranges: ["k": 3],
        axes: ["t": ["k"]]), right: target)
    try expect(
      [smoothing],
      right: ["t[k] = (1 - α)*[k = g] + α/K", "if k = g then 1 - α + α/K else α/K"],
      wrong: ["t[k] = (1 - α)*[k = g] + (1 - [k = g])*α/K", "t[k] = [k = g] - α"])

    try expect(
      References.numbers("b", [["n": 64, "m": 10], ["n": 3, "m": 5]]) {
        (6 / (($0["n"] ?? 0) + ($0["m"] ?? 0))).squareRoot()
      }, right: ["b = sqrt(6/(n + m))", #"\sqrt{\frac{6}{n+m}}"#],
      wrong: ["b = 6/(n + m)", "b = sqrt(2/(n + m))", "b = sqrt(6/n)", "b = sqrt(6/(n*m))"])

    try expect(
      References.numbers(
        "a",
        [
          ["d": 512, "s": 10, "w": 40], ["d": 512, "s": 90, "w": 40], ["d": 4, "s": 3, "w": 3],
        ]
      ) { numbers in
        let (d, s, w) = (numbers["d"] ?? 1, numbers["s"] ?? 1, numbers["w"] ?? 1)
        return 1 / d.squareRoot() * min(1 / s.squareRoot(), s / w / w.squareRoot())
      },
      right: [
        "a = 1/sqrt(d) * min(1/sqrt(s), s/w/sqrt(w))",
        #"a = \frac{1}{\sqrt{d}} \min\left(\frac{1}{\sqrt{s}}, \frac{s}{w} \cdot \frac{1}{\sqrt{w}}\right)"#,
        "a = d^(-0.5) * min(s^(-0.5), s*w^(-1.5))",
      ],
      wrong: ["a = 1/sqrt(d) * max(1/sqrt(s), s/w/sqrt(w))", "a = 1/sqrt(d*s)"])
  }
}
