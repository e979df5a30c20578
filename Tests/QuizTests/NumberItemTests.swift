import Foundation
import LessonSamples
import Networks
import Tensors
import Testing

@testable import Quiz

/// Every number that the quiz asks for, computed again another way: by counting, by the engine, by
/// loops, never by the formula of the item.
@Suite struct NumberItemTests {
  /// How often each item is drawn; `BLOCKWALK_DRAWS=1000` draws it a thousand times.
  private static let draws =
    ProcessInfo.processInfo.environment["BLOCKWALK_DRAWS"].flatMap { Int($0) } ?? 50

  typealias Values = [String: Int]

  @Test func `every number of the lessons is computed here a second time`() {
    let ids = Deck.items(.number).map(\.id)
    #expect(!ids.isEmpty)
    #expect(Set(ids) == Set(Self.solutions.keys))
  }

  @Test(arguments: Deck.items(.number))
  func `many seeds give the right answer and wrong distractors`(item: Deck.Item) throws {
    let solve = try #require(Self.solutions[item.id])
    var answers: Set<String> = []
    for seed in 0..<Self.draws {
      let card = try item.card(UInt64(seed))
      guard case .number(let task) = card.task else { throw LessonError("no number") }
      let expected = try solve(task.values)
      #expect(
        (task.answer - expected).magnitude <= 1e-9 * max(1, expected.magnitude),
        "\(card.prompt): \(task.answer), not \(expected)")
      #expect(try card.grade(.text("\(expected)")).isRight)
      #expect(try card.grade(.text(task.accuracy.text(expected))).isRight, "\(card.prompt)")
      #expect(!card.prompt.contains("{") && !task.mistakes.contains { $0.finding.why.isEmpty })
      for mistake in task.mistakes {
        let grade = try card.grade(.text("\(mistake.value)"))
        #expect(!grade.isRight && grade.findings.contains(mistake.finding), "\(card.prompt)")
      }
      answers.insert("\(task.values)")
    }
    #expect(answers.count > 1)
  }

  /// Parameters as the engine lists them.
  private static func parameters(_ notation: String, _ input: String) throws -> Double {
    let network = try Network(notation, on: Shape(notation: input))
    return Double(network.graph.nodes.reduce(0) { $0 + $1.parameterCount })
  }

  static let solutions: [String: @Sendable ([String: Double]) throws -> Double] = {
    var all: [String: @Sendable ([String: Double]) throws -> Double] = [:]
    func solve(_ id: String, _ body: @escaping @Sendable (Numbers) throws -> Double) {
      all[id] = { try body(Numbers(values: $0)) }
    }
    solve("resnet-stage-side") { n in
      // halved by the stem twice, then once in each stage after conv2_x
      var side = 32 * n["q"] / 4
      for _ in 2..<n["k"] { side /= 2 }
      return Double(side)
    }
    solve("resnet-depth") { n in
      let blocks = ["a", "b", "c", "d"].flatMap { Array(repeating: 3, count: n[$0]) }
      return Double(1 + blocks.reduce(0, +) + 1)
    }
    solve("resnet-bottleneck-parameters") { n in
      let (w, c) = (n["w"], n["c"])
      let weights = [c * w, 9 * w * w, w * 4 * w, c * 4 * w]
      let norms = [w, w, 4 * w, 4 * w].map { 2 * $0 }
      return Double((weights + norms).reduce(0, +))
    }
    solve("resnet-read-share") { n in
      let side = 12 * n["s"]
      var seen: Set<[Int]> = []
      for i in stride(from: 0, through: side - n["k"], by: n["s"]) {
        for j in stride(from: 0, through: side - n["k"], by: n["s"]) {
          for m in 0..<n["k"] { for o in 0..<n["k"] { seen.insert([i + m, j + o]) } }
        }
      }
      return 100 * Double(seen.count) / Double(side * side)
    }
    solve("resnet-projection-weights") { n in
      let (a, b) = (n["a"], 2 * n["a"])
      return Double((0..<b).reduce(0) { sum, _ in sum + a + 2 })
    }
    solve("preact-trunk-factor") { n in
      (0..<n["n"]).reduce(1) { product, _ in product * n.real("l") }
    }
    solve("preact-variance") { n in
      (0..<n["n"]).reduce(n.real("v")) { sum, _ in sum + n.real("f") }
    }
    solve("preact-toy") { n in
      var x = 1.0
      for _ in 0..<n["n"] { x += n.real("a") * x }
      return x
    }
    solve("resnext-weights") { n in
      let path = "conv 1x1 \(n["d"]), conv 3x3 \(n["d"]), conv 1x1 256"
      return try Double(n["C"]) * parameters(path, "4x4x256")
    }
    solve("resnext-grouped-weights") { n in
      let (k, c) = (n["k"], 32 * n["c"])
      return try parameters("conv \(k)x\(k) \(c) groups: \(n["g"])", "4x4x\(c)")
    }
    solve("resnext-budget") { n in
      func weights(_ d: Double) -> Double { n.real("C") * (512 * d + 9 * d * d) }
      // bisection
      var (low, high) = (0.0, 1000.0)
      for _ in 0..<100 {
        let middle = (low + high) / 2
        if weights(middle) < 69_632 { low = middle } else { high = middle }
      }
      return low.rounded()
    }
    solve("resnext-stages") { n in [4, 8, 16, 32][n["k"] - 2] }
    solve("resnext-inner") { n in (0..<n["C"]).reduce(0) { sum, _ in sum + n.real("d") } }
    solve("resnext-sparse") { n in
      let (channels, group) = (64, 64 / n["g"])
      let set = (0..<channels * channels).count {
        ($0 / channels) / group == ($0 % channels) / group
      }
      return 100 * Double(set) / Double(channels * channels)
    }
    solve("depth-survival") { n in survival(n.real("L"), n.real("p"))[n["l"] - 1] }
    solve("depth-expected") { n in survival(n.real("L"), n.real("p")).reduce(0, +) }
    solve("depth-jensen") { n in
      [0.0, 1.0].map { max(n.real("x") + $0 * n.real("f"), 0) }.reduce(0, +) / 2
    }
    solve("depth-all") { n in survival(n.real("L"), n.real("p")).reduce(1, *) }
    solve("depth-deviation") { n in
      survival(n.real("L"), n.real("p")).reduce(0) { $0 + $1 - $1 * $1 }.squareRoot()
    }
    solve("depth-code") { n in
      let (blocks, p) = (n["L"], n.real("p"))
      let all = (0..<blocks).map { 1 - Double($0) / Double(blocks) * (1 - p) }
      return all[blocks - 1]
    }
    solve("dropblock-gamma") { n in
      let (h, b) = (n["h"], n["b"])
      let centres = (b / 2..<h - (b - 1) / 2).count
      // what the expected number of dropped units asks of each centre
      return (1 - n.real("k")) * Double(h * h) / Double(b * b * centres * centres)
    }
    solve("dropblock-centres") { n in
      let places = (0..<n["h"]).filter { $0 >= n["b"] / 2 && $0 + n["b"] / 2 < n["h"] }
      return Double(places.count * places.count)
    }
    solve("dropblock-seeds") { n in
      (1 - n.real("k")) * Double(n["h"] * n["h"]) / Double(n["b"] * n["b"])
    }
    solve("dropblock-scale") { n in
      let mask = (0..<n["n"]).map { $0 < n["d"] ? 0 : 1 }
      return Double(mask.count) / Double(mask.reduce(0, +))
    }
    solve("dropblock-schedule") { n in n.real("k") * 0.25 + 0.75 }
    solve("cutout-area") { n in
      let h = n["h"]
      let rows = (n["y"] - h..<n["y"] + h).filter { 0..<32 ~= $0 }
      let columns = (n["x"] - h..<n["x"] + h).filter { 0..<32 ~= $0 }
      return Double(rows.count * columns.count)
    }
    solve("cutout-visible") { n in
      let (h, width) = (n["h"], n["W"])
      let visible = (0..<width).map { centre in
        (centre - h..<centre + h).count { 0..<width ~= $0 }
      }
      return Double(visible.reduce(0, +)) / Double(width)
    }
    solve("se-squeeze") { n in
      let network = try Network("globalpool", on: Shape(2, 2, 1))
      var settings = RunSettings<Double>()
      settings.given["x"] = Tensor(Shape(1, 2, 2, 1), ["a", "b", "c", "d"].map { n.real($0) })
      return try ForwardPass(network.graph, settings).output.elements[0]
    }
    solve("se-gate") { n in
      let network = try Network("dense 1 no_bias, relu, dense 1 no_bias, sigmoid", on: Shape(4))
      var settings = RunSettings<Double>()
      settings.given["x"] = Tensor(Shape(1, 4), [n.real("a"), n.real("b"), 1, 1])
      settings.given["dense1.weight"] = Tensor(Shape(4, 1), [1, -1, 0, 0])
      settings.given["dense2.weight"] = Tensor(Shape(1, 1), [n.real("w")])
      return try ForwardPass(network.graph, settings).output.elements[0]
    }
    solve("se-overhead") { n in
      let stages = [(n["n"], 256), (4, 512), (6, 1024), (3, 2048)]
      return try stages.reduce(0) { sum, stage in
        let gate = "dense \(stage.1 / n["r"]) no_bias, dense \(stage.1) no_bias"
        return try sum + Double(stage.0) * parameters(gate, "\(stage.1)")
      }
    }
    solve("se-weights") { n in
      let c = 16 * n["c"]
      return try parameters("dense \(c / 16) no_bias, dense \(c) no_bias", "\(c)")
    }
    solve("se-element") { n in
      let sum = n.real("x") + n.real("s") * n.real("u")
      return sum > 0 ? sum : 0
    }
    solve("mbconv-separable") { n in
      try parameters("depthwise 3x3, conv 1x1 \(n["o"])", "4x4x\(n["c"])")
    }
    solve("mbconv-weights") { n in
      let wide = n["t"] * n["f"]
      return try parameters(
        "conv 1x1 \(wide), depthwise \(n["k"])x\(n["k"]), conv 1x1 \(n["g"])", "8x8x\(n["f"])")
    }
    solve("mbconv-ratio") { n in
      let (k, o) = (n["k"], n["o"])
      let full = try parameters("conv \(k)x\(k) \(o)", "8x8x32")
      return try full / parameters("depthwise \(k)x\(k), conv 1x1 \(o)", "8x8x32")
    }
    solve("mbconv-cost") { n in
      let (positions, f, wide) = (n["s"] * n["s"], n["f"], n["t"] * n["f"])
      return Double(positions * f * wide + positions * 9 * wide + positions * wide * f)
    }
    solve("mbconv-widest") { n in
      let (s, f) = (n["s"], n["f"])
      let network = try Network("conv 1x1 \(n["t"] * f), conv 1x1 \(f)", on: Shape(s, s, f))
      return Double(network.graph.nodes.map(\.shape.count).max() ?? 0)
    }
    solve("mbconv-lost") { n in
      let patterns = 0..<(1 << n["n"])
      return Double(patterns.count { $0.nonzeroBitCount < 2 }) / Double(patterns.count)
    }
    solve("transposed-forward-size") { n in
      let padded = n["h"] + 2 * n["p"]
      return Double(stride(from: 0, through: padded - n["n"], by: n["s"]).underestimatedCount)
    }
    solve("transposed-size") { n in
      // the size whose convolution has as many rows, the smallest of them
      let sizes = (1..<200).filter { ($0 + 2 * n["p"] - n["n"]) >= 0 }
      let size = sizes.first { ($0 + 2 * n["p"] - n["n"]) / n["s"] + 1 == n["h"] }
      return Double(try #require(size))
    }
    solve("transposed-output-padding") { n in
      let rows = (n["h"] + 2 - 3) / n["s"] + 1
      return Double(n["h"] - ((rows - 1) * n["s"] + 3 - 2))
    }
    solve("transposed-readers") { n in
      Double((0..<n["q"]).count { (0..<n["n"]).contains(n["i"] - $0 * n["s"]) })
    }
    solve("transposed-overlap") { n in
      let counts = (0..<60).map { i in
        (0..<40).count { (0..<n["n"]).contains(i - $0 * n["s"]) }
      }
      let most = counts.max() ?? 0
      return Double(most * most)
    }
    solve("transposed-zero") { n in
      var unread = 0
      let outputs = (n["h"] - n["n"]) / n["s"] + 1
      for row in (0..<n["h"]).reversed() {
        guard !(0..<outputs).contains(where: { (0..<n["n"]).contains(row - $0 * n["s"]) })
        else { break }
        unread += 1
      }
      return Double(unread)
    }
    var others = NumberSolutions()
    others.addConvolution()
    others.addNormalization()
    others.addVGG()
    others.addCutMix()
    others.addLosses()
    others.addPerceptron()
    others.addRegularization()
    others.addStarts()
    others.addDescent()
    others.addOptimizers()
    others.addAdam()
    return all.merging(others.all) { first, _ in first }
  }()

  /// p of every block, the input counted as block 0.
  private static func survival(_ count: Double, _ last: Double) -> [Double] {
    (1...Int(count)).map { 1 - Double($0) / count * (1 - last) }
  }
}

/// The numbers of a card.
struct Numbers: Sendable {
  let values: [String: Double]

  subscript(name: String) -> Int { Int(values[name] ?? .nan) }
  func real(_ name: String) -> Double { values[name] ?? .nan }
}
