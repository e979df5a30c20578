import Networks
import Tensors

/// What a window is told, from the attributes of a node.
struct WindowOptions {
  let kernel: [Int]
  let stride: [Int]
  let dilation: [Int]
  /// Rows before and after, columns before and after; nothing for TensorFlow's SAME.
  var zeros: [Int]?

  init(_ node: ModelNode, kernel: [Int]?) throws {
    func pair(_ name: String) throws -> [Int] {
      guard case .integers(let integers)? = node.attributes[name] else { return [1, 1] }
      guard integers.count == 2 else { throw Misfit("its windows have \(integers.count) axes") }
      return integers
    }
    self.kernel = try kernel ?? pair("kernel_shape")
    stride = try pair("strides")
    dilation = try pair("dilations")
    switch node.text("auto_pad") {
    case "SAME_UPPER": zeros = nil
    case "SAME_LOWER": throw Misfit("it pads with SAME_LOWER, which no operation here does")
    case "VALID": zeros = [0, 0, 0, 0]
    default:
      guard case .integers(let pads)? = node.attributes["pads"] else {
        zeros = [0, 0, 0, 0]
        break
      }
      guard pads.count == 4 else { throw Misfit("its windows have \(pads.count / 2) axes") }
      zeros = [pads[0], pads[2], pads[1], pads[3]]
    }
    guard (self.kernel + stride + dilation).allSatisfy({ 1...Limits.window ~= $0 }),
      (zeros ?? []).allSatisfy({ 0...Limits.window ~= $0 })
    else { throw Misfit("its window is stated with numbers that make no sense") }
  }

  func span(_ axis: Int) -> Int { dilation[axis] * (kernel[axis] - 1) + 1 }
  /// TensorFlow's zeros on an axis of a map.
  func tensorFlowZeros(_ axis: Int, on extent: Int) -> [Int] {
    let cells = (extent + stride[axis] - 1) / stride[axis]
    let all = max((cells - 1) * stride[axis] + span(axis) - extent, 0)
    return [all / 2, all - all / 2]
  }
  /// The size of the output on a map, rounded down or up.
  func size(_ axis: Int, on extent: Int, rounded up: Bool = false) -> Int {
    let zeros = zeros ?? (0..<2).flatMap { _ in [0, 0] }
    let room = extent + zeros[2 * axis] + zeros[2 * axis + 1] - span(axis)
    guard room >= 0 else { return 0 }
    var size = (room + (up ? stride[axis] - 1 : 0)) / stride[axis] + 1
    // a window that begins behind the map and the zeros before it does not count
    if up, (size - 1) * stride[axis] >= extent + zeros[2 * axis] { size -= 1 }
    return size
  }

  /// What follows a keyword and its channels.
  func words(on map: Shape) throws -> String {
    let same = (0..<2).map { dilation[$0] * (kernel[$0] - 1) / 2 }
    let foreign = (0..<2).flatMap { tensorFlowZeros($0, on: map[$0]) }
    var words = stride == [1, 1] ? "" : " stride: \(Self.side(stride))"
    if let zeros {
      let (rows, columns) = (zeros[0], zeros[2])
      if zeros[0] == zeros[1], zeros[2] == zeros[3] {
        if [rows, columns] != same {
          words +=
            rows == 0 && columns == 0
            ? " padding: valid"
            : " padding: \(Self.side([rows, columns]))"
        }
      } else if zeros == foreign {
        words += " padding: same_tf"
      } else {
        throw Misfit("it pads \(zeros) zeros, with other numbers before and behind")
      }
    } else if foreign != [same[0], same[0], same[1], same[1]] {
      words += " padding: same_tf"
    }
    return words + (dilation == [1, 1] ? "" : " dilation: \(Self.side(dilation))")
  }

  static func side(_ pair: [Int]) -> String {
    pair[0] == pair[1] ? "\(pair[0])" : "\(pair[0])x\(pair[1])"
  }
  var kernelWords: String { "\(kernel[0])x\(kernel[1])" }
}
