import Diagrams
import Foundation
import Screens
import Tensors
import Testing

extension Grid {
  /// The picture as documentation prints it, without colour.
  ///
  /// Blanks on a value's colour become `░▒▓` for the bins above zero, `-=≡` for those below and
  /// `·` for exact zero, a blank for what is nearly zero; of half blocks a filled half is above
  /// zero. The blank of a number stays.
  var described: [String] {
    (0..<size.height).map { row in
      let cells = (0..<size.width).map { self[$0, row] }
      let runs = cells.split(maxSplits: .max, omittingEmptySubsequences: false) {
        $0.style.paper == nil && $0.glyph == " "
      }
      return runs.map { run in
        let glyphs = Set(run.map(\.glyph))
        if !glyphs.isDisjoint(with: ["▀", "▄"]) { return String(run.map(halves)) }
        return String(run.map { glyphs == [" "] ? Self.description(of: $0) : Character($0.glyph) })
      }.joined(separator: " ")
    }
  }

  private func halves(_ cell: Cell) -> Character {
    let (ink, paper) = (Self.isPositive(cell.style.ink), Self.isPositive(cell.style.paper))
    let (upper, lower) =
      switch cell.glyph {
      case "▀": (ink, paper)
      case "▄": (paper, ink)
      default: (paper, paper)
      }
    return upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " "
  }

  private static func description(of cell: Cell) -> Character {
    switch cell.style.paper {
    case .signed(let bin)?:
      let marks: [Character] = ["·", "░", "░", "▒", "▒", "▓", "▓"]
      let negative: [Character] = ["·", "-", "-", "=", "=", "≡", "≡"]
      return bin < 0 ? negative[-Int(bin)] : marks[Int(bin)]
    default: return Character(cell.glyph)
    }
  }
  private static func isPositive(_ shade: Shade?) -> Bool {
    if case .signed(let bin)? = shade { bin > 0 } else { false }
  }
}

/// Compares lines with a file beside the tests; without one, or with RECORD=1, writes it and fails.
func expectPicture(
  _ lines: [String], _ name: String, of kind: String = "heatmap", file: String = #filePath,
  at location: SourceLocation = #_sourceLocation
) throws {
  let url = URL(fileURLWithPath: file).deletingLastPathComponent()
    .appendingPathComponent("Pictures/\(kind)-\(name).txt")
  let picture = lines.map { $0.replacing(#/ +$/#, with: "") }.joined(separator: "\n") + "\n"
  let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"
  guard !isRecording, let expected = try? String(contentsOf: url, encoding: .utf8) else {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try picture.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name)", sourceLocation: location)
    return
  }
  #expect(picture == expected, sourceLocation: location)
}

/// The tensors of `bottleneck 4 stride: 2` on 8×8×8 with seed 7, as far as its second convolution,
/// computed by the plainest loops.
struct Seed7 {
  /// 8×8×4, after the first convolution, its normalization and ReLU.
  let relu1: Tensor<Double>
  /// 3×3×4×4.
  let kernel: Tensor<Double>
  /// 4×4×4.
  let conv2: Tensor<Double>
  /// 4×4×4, `conv2` normalized.
  let norm2: Tensor<Double>

  init() {
    let x: Tensor<Double> = WeightRule(seed: 7, tensor: WeightRule.inputTensor)
      .tensor(Shape(8, 8, 8), fanIn: 2)
    let first: Tensor<Double> = WeightRule(seed: 7, tensor: 0).tensor(Shape(1, 1, 8, 4), fanIn: 8)
    kernel = WeightRule(seed: 7, tensor: 1).tensor(Shape(3, 3, 4, 4), fanIn: 36)
    var hidden = Self.normalized(Self.convolved(x, first, stride: 1))
    for place in hidden.elements.indices { hidden.elements[place] = max(hidden.elements[place], 0) }
    relu1 = hidden
    conv2 = Self.convolved(hidden, kernel, stride: 2)
    norm2 = Self.normalized(conv2)
  }

  private static func convolved(
    _ x: Tensor<Double>, _ kernel: Tensor<Double>, stride: Int
  ) -> Tensor<Double> {
    let (side, channels) = (x.shape[0] / stride, kernel.shape[3])
    var y = Tensor<Double>(zeros: Shape(side, side, channels))
    for index in (0..<y.shape.count).map(y.shape.index(at:)) {
      for place in (0..<kernel.shape.count).map(kernel.shape.index(at:)) where place[3] == index[2]
      {
        let row = stride * index[0] + place[0] - kernel.shape[0] / 2
        let column = stride * index[1] + place[1] - kernel.shape[1] / 2
        guard let source = x.shape.offset(of: [row, column, place[2]]) else { continue }
        y[index] += x.elements[source] * kernel[place]
      }
    }
    return y
  }

  private static func normalized(_ x: Tensor<Double>) -> Tensor<Double> {
    var y = x
    let channels = x.shape[2]
    for channel in 0..<channels {
      let places = stride(from: channel, to: x.elements.count, by: channels)
      let statistics = Statistics(places.map { x.elements[$0] })
      let deviation = (statistics.deviation * statistics.deviation + 1e-5).squareRoot()
      for place in places { y.elements[place] = (x.elements[place] - statistics.mean) / deviation }
    }
    return y
  }
}
