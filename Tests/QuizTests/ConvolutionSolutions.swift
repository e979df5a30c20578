import Networks
import Tensors

extension NumberSolutions {
  /// The equation of convolution and the two padding schemes: windows are counted one by one, the
  /// rest is asked of the engine.
  mutating func addConvolution() {
    solve("convolution-rows") { n in Double(Self.windows(n["h"], n["n"], n["t"])) }
    solve("convolution-input-row") { n in
      // the rows that the windows read, in the order of outputs and of kernel rows
      let rows = (0...n["i"]).map { i in (0...n["m"]).map { m in i * n["t"] + m } }
      return Double(rows[n["i"]][n["m"]])
    }
    solve("convolution-products") { n in
      let network = try Network(
        "conv \(n["n"])x\(n["m"]) \(n["o"]) padding: valid", on: Shape(n["n"], n["m"], n["c"]))
      // one cell of the output for each of its channels
      return Double(Self.multiplyAdds(network) / n["o"])
    }
    solve("convolution-weights") { n in
      Double((0..<n["o"]).reduce(0) { sum, _ in sum + n["c"] * n["n"] * n["m"] })
    }
    solve("convolution-cost") { n in
      let rows = Self.windows(n["h"], n["n"], 2)
      return Double(rows * rows * n["o"] * n["c"] * n["n"] * n["n"])
    }
    solve("convolution-by-hand") { n in
      zip(["a", "b", "c", "d"], 1...4).reduce(0) { $0 + n.real($1.0) * Double($1.1) }
    }
    solve("convolution-dense") { n in
      let outputs = Self.windows(n["h"], n["n"], 1)
      return Double(n["h"] * outputs) / Double(n["n"])
    }
    solve("padding-valid") { n in Double(Self.windows(n["h"], n["n"], 1)) }
    solve("padding-total") { n in
      // the fewest rows with which an output of ten rows fits on ten rows
      Double((0..<20).first { Self.windows(10 + $0, n["n"], 1) == 10 } ?? -1)
    }
    solve("padding-bottom") { n in
      let total = n["n"] - 1
      return Double(total - total / 2)
    }
    solve("padding-same-stride") { n in
      let network = try Network(
        "conv 3x3 1 stride: \(n["s"]) padding: same_tf", on: Shape(n["h"], n["h"], 1))
      return Double(network.graph.output.shape.extents[0])
    }
    solve("padding-valid-stride") { n in Double(Self.windows(n["h"], n["n"], n["s"])) }
    solve("padding-depth") { n in
      Double((0..<n["l"]).reduce(n["h"]) { rows, _ in Self.windows(rows, n["n"], 1) })
    }
    solve("padding-zeros") { n in
      let (top, left) = ((n["n"] - 1) / 2, (n["m"] - 1) / 2)
      var zeros = 0
      for i in -top..<(n["h"] + n["n"] - 1 - top) {
        for j in -left..<(n["w"] + n["m"] - 1 - left)
        where !(0..<n["h"]).contains(i) || !(0..<n["w"]).contains(j) {
          zeros += 1
        }
      }
      return Double(zeros)
    }
    solve("padding-share") { n in
      let (side, reach) = (n["h"], n["n"] / 2)
      var outside = 0
      for i in 0..<side {
        for j in 0..<side
        where [i - reach, j - reach].contains(where: { $0 < 0 })
          || [i + reach, j + reach].contains(where: { $0 >= side })
        {
          outside += 1
        }
      }
      return 100 * Double(outside) / Double(side * side)
    }
  }
}
