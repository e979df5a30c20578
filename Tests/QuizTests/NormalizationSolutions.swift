extension NumberSolutions {
  /// Batch and group normalization: the statistics are taken of numbers that are written out.
  mutating func addNormalization() {
    solve("bn-learnt") { n in
      Double((0..<n["f"]).reduce(0) { sum, _ in sum + n["k"] * n["k"] * n["c"] + 2 })
    }
    solve("bn-count") { n in
      var count = 0
      for _ in 0..<n["b"] { for _ in 0..<n["h"] { for _ in 0..<n["h"] { count += 1 } } }
      return Double(count)
    }
    solve("bn-running") { n in
      (0..<n["n"]).reduce(n.real("r")) { running, _ in
        n.real("t") * running + (1 - n.real("t")) * n.real("m")
      }
    }
    solve("bn-normalise") { n in
      let numbers = [n.real("a"), n.real("a"), n.real("b"), n.real("b")]
      let (mean, variance) = Self.statistics(numbers)
      return n.real("g") * (n.real("b") - mean) / variance.squareRoot() + n.real("s")
    }
    solve("bn-at-inference") { n in
      let normalised = (n.real("x") - n.real("m")) / n.real("v").squareRoot()
      return normalised * n.real("g") + n.real("s")
    }
    solve("bn-kept") { n in
      Double((0..<n["f"]).reduce(0) { sum, _ in sum + ["γ", "β", "μ", "σ²"].count })
    }
    solve("bn-unbiased") { n in
      // numbers of that biased variance: half of them above the mean, half below
      let m = n["m"] - n["m"] % 2
      let numbers = (0..<m).map { ($0 % 2 == 0 ? 1 : -1) * n.real("v").squareRoot() }
      let sum = numbers.reduce(0) { $0 + $1 * $1 } * n.real("m") / Double(m)
      return sum / (n.real("m") - 1)
    }
    solve("bn-largest") { n in
      // one number apart from all the others, which are equal
      let numbers = [1.0] + Array(repeating: 0, count: n["m"] - 1)
      let (mean, variance) = Self.statistics(numbers)
      return (1 - mean) / variance.squareRoot()
    }
    solve("bn-folded-weight") { n in
      // what the normalized output grows by where the input grows by one
      let output = { (x: Double) in n.real("g") * n.real("w") * x / n.real("v").squareRoot() }
      return output(1) - output(0)
    }
    solve("bn-folded-bias") { n in
      // the output where the convolution gives 0
      n.real("g") * (0 - n.real("m")) / n.real("v").squareRoot() + n.real("b")
    }
    solve("gn-count") { n in
      Double((0..<n["c"] / n["g"]).reduce(0) { sum, _ in sum + n["h"] * n["h"] })
    }
    solve("gn-means") { n in
      Double(Set((0..<n["b"]).flatMap { b in (0..<n["g"]).map { [b, $0] } }).count)
    }
    solve("gn-learnt") { n in
      Double((0..<n["c"]).reduce(0) { sum, _ in sum + ["γ", "β"].count })
    }
    solve("gn-group") { n in
      // channels are dealt to groups one after the other
      let size = n["c"] / n["g"]
      let groups = (0..<n["g"]).flatMap { Array(repeating: $0, count: size) }
      return Double(groups[n["k"]])
    }
    solve("gn-dense") { n in
      Double((0..<n["d"]).count { $0 * n["g"] < n["d"] })
    }
    solve("gn-batch-count") { n in
      Double((0..<n["b"]).reduce(0) { sum, _ in sum + n["h"] * n["h"] })
    }
    solve("gn-per-element") { n in
      Double([n["h"], n["h"], n["c"]].reduce(["γ", "β"].count, *))
    }
    solve("gn-saved") { n in
      let batch = ["γ", "β", "μ", "σ²"].count * n["c"]
      return Double(batch - ["γ", "β"].count * n["c"])
    }
  }
}
