import Networks
import Tensors

extension NumberSolutions {
  /// VGG: chains of the notation, counted by the engine or layer by layer.
  mutating func addVGG() {
    solve("vgg-parameters") { n in
      Double((0..<n["b"]).reduce(0) { sum, _ in sum + 9 * n["a"] + 1 })
    }
    solve("vgg-side") { n in
      Double((0..<n["k"]).reduce(n["x"]) { side, _ in Self.windows(side, 2, 2) })
    }
    solve("vgg-channels") { n in
      Double((1..<n["k"]).reduce(64) { channels, _ in channels == 512 ? 512 : 2 * channels })
    }
    solve("vgg-field") { n in
      // the rows of the input that reach one output, found from the top down
      var rows = 0...0
      for _ in 0..<n["l"] { rows = rows.lowerBound...(rows.upperBound + n["n"] - 1) }
      return Double(rows.count)
    }
    solve("vgg-stack") { n in
      let side = 2 * n["l"] + 1
      let stack = (0..<n["l"]).reduce(0) { sum, _ in sum + 3 * 3 }
      return 100 * Double(stack) / Double(side * side)
    }
    solve("vgg-first-dense") { n in
      let network = try Network(
        "flatten, dense \(n["d"]) no_bias", on: Shape(n["s"], n["s"], n["c"]))
      return Double(network.graph.nodes.reduce(0) { $0 + $1.parameterCount })
    }
    solve("vgg-cost") { n in
      let network = try Network("conv 3x3 \(n["b"])", on: Shape(n["s"], n["s"], n["a"]))
      return Double(Self.multiplyAdds(network))
    }
  }
}
