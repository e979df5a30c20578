import Networks

/// What the notation says of an operation, taken apart: `conv 3x3 64 stride: 2 bias`.
struct OperationWords {
  let keyword: String
  private var positional: [String] = []
  private var labelled: [String: String] = [:]

  init(_ operation: any Operation) {
    var words = operation.source.split(separator: " ").map(String.init)[...]
    keyword = words.popFirst() ?? ""
    while let word = words.popFirst() {
      if word.hasSuffix(":") {
        labelled[String(word.dropLast())] = words.popFirst() ?? ""
      } else {
        positional.append(word)
      }
    }
  }

  func has(_ flag: String) -> Bool { positional.contains(flag) }
  func word(_ label: String) -> String? { labelled[label] }
  func number(_ label: String, else standard: Double) -> Double {
    labelled[label].flatMap { Double($0) } ?? standard
  }
  /// Rows and columns: of a label, else of the word behind the keyword.
  func pair(_ label: String? = nil) -> [Int]? {
    guard let word = label.map({ labelled[$0] }) ?? positional.first else { return nil }
    let sides = word.split(separator: "x").compactMap { Int($0) }
    return sides.count == 1 ? sides + sides : sides.count == 2 ? sides : nil
  }

  /// Zeros before and after on rows, then on columns, for a window on a map.
  func zeros(on map: [Int]) -> (before: [Int], after: [Int]) {
    let kernel = pair() ?? [1, 1]
    let stride = pair("stride") ?? [1, 1]
    let dilation = pair("dilation") ?? [1, 1]
    let spans = (0..<2).map { dilation[$0] * (kernel[$0] - 1) + 1 }
    switch labelled["padding"] {
    case "valid": return ([0, 0], [0, 0])
    case "same_tf":
      let all = (0..<2).map { axis -> Int in
        let last = (map[axis] - 1) / stride[axis] * stride[axis]
        return max(last + spans[axis] - map[axis], 0)
      }
      return (all.map { $0 / 2 }, all.map { $0 - $0 / 2 })
    case "same", nil:
      let half = spans.map { ($0 - 1) / 2 }
      return (half, half)
    default:
      let sides = pair("padding") ?? [0, 0]
      return (sides, sides)
    }
  }
}
