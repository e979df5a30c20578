import Networks
import Tensors

// What only turns tensors around, and arithmetic on their shapes, which is carried out here.
extension Lowering {
  mutating func lowerReshape(_ node: ModelNode) throws {
    if let numbers = knownIntegers(node, 0) {
      // a scalar and a list of one differ in their axes alone
      return set(node, .integers(numbers, isScalar: node.kind == "Squeeze" && numbers.count == 1))
    }
    if case .stored(let array) = try value(node, 0) { return try reshape(node, array) }
    let (step, view) = try source(node)
    let old = modelShape(step, view)
    let new = try newShape(node, old)
    let map = shape(step)
    if new == old { return set(node, .flow(step, view)) }
    guard map.rank == 3 else {
      let views: [[Int]: View] = [
        [batch, map[0]]: .usual, [batch, map[0], 1, 1]: .pooled,
      ]
      // one image may go without its axis
      let whole = batch == 1 && new.count == 1 ? [1] + new : new
      guard let view = views[whole] else { throw unsupported(old, new) }
      return set(node, .flow(step, view))
    }
    switch (view, new.count) {
    case (.usual, 2) where new[1] == map.count: set(node, .flow(step, .flattened(map)))
    case (.channelsLast, 2) where new[1] == map.count:
      add(node, .operation("flatten"), of: [step], Shape(map.count))
    case (.flattened(let map), 4) where new == [batch, map[2], map[0], map[1]]:
      set(node, .flow(step, .usual))
    case (.usual, 5)
    where new[0] == batch && new[1] * new[2] == map[2] && new[3...] == [map[0], map[1]]:
      set(node, .flow(step, .grouped(new[1], isSwapped: false)))
    case (.grouped(let groups, let isSwapped), 4) where new[1] == map[2]:
      guard isSwapped else { return set(node, .flow(step, .usual)) }
      addShuffle(node, of: step, groups)
    default: throw unsupported(old, new)
    }
  }

  private func unsupported(_ old: [Int], _ new: [Int]) -> Misfit {
    Misfit(
      "it makes \(new.map(String.init).joined(separator: "×")) of "
        + "\(old.map(String.init).joined(separator: "×")), and maps here keep their axes")
  }

  /// Channels dealt out anew, as in ShuffleNet.
  private mutating func addShuffle(_ node: ModelNode, of step: Int, _ groups: Int) {
    let map = shape(step)
    add(node, .operation("channel_shuffle groups: \(groups)"), of: [step], map)
  }

  private mutating func reshape(_ node: ModelNode, _ array: StoredArray) throws {
    let new = try newShape(node, array.shape.extents)
    guard Shape(new).checkedCount == array.shape.count else {
      throw Misfit("it makes \(new) of a stored \(array.shape)")
    }
    var array = array
    array.shape = Shape(new)
    set(node, .stored(array))
  }

  private func newShape(_ node: ModelNode, _ old: [Int]) throws -> [Int] {
    guard let count = Shape(old).checkedCount else { throw Misfit("it has too many cells") }
    switch node.kind {
    case "Flatten":
      let axis = node.integer("axis", else: 1)
      guard 0...old.count ~= axis else { throw Misfit("it flattens from axis \(axis)") }
      return [old[..<axis].reduce(1, *), old[axis...].reduce(1, *)]
    case "Squeeze":
      let axes = try integers(node, "axes", or: 1)?.map { try axis($0, of: old.count) }
      return old.indices.filter { old[$0] != 1 || axes?.contains($0) == false }.map { old[$0] }
    case "Unsqueeze":
      let axes = integers(node, "axes", or: 1) ?? []
      var new = old
      for axis in axes.map({ $0 < 0 ? $0 + old.count + axes.count : $0 }).sorted() {
        guard 0...new.count ~= axis else { throw Misfit("it adds an axis \(axis)") }
        new.insert(1, at: axis)
      }
      return new
    default:
      guard var new = knownIntegers(node, 1), new.count <= Limits.tensorAxes else {
        throw Misfit("its new shape is computed from numbers of a run")
      }
      if node.integer("allowzero", else: 0) == 0 {
        for index in new.indices where new[index] == 0 && index < old.count {
          new[index] = old[index]
        }
      }
      if let open = new.firstIndex(of: -1) {
        guard let rest = Shape(new.filter { $0 != -1 }).checkedCount, rest > 0, count % rest == 0
        else { throw Misfit("its new shape does not come out even") }
        new[open] = count / rest
      }
      guard new.allSatisfy({ $0 > 0 }), Shape(new).checkedCount == count else {
        throw Misfit("its new shape has another number of cells")
      }
      return new
    }
  }

  mutating func lowerTranspose(_ node: ModelNode) throws {
    let order = integers(node, "perm") ?? []
    if case .stored(let array) = try value(node, 0) {
      throw Misfit("it turns a stored tensor of \(array.shape)")
    }
    let (step, view) = try source(node)
    if order == Array(order.indices) { return set(node, .flow(step, view)) }
    let isPooled = shape(step).rank == 1
    switch (order, view) {
    case ([0, 2, 3, 1], .usual) where !isPooled: set(node, .flow(step, .channelsLast))
    case ([0, 3, 1, 2], .channelsLast): set(node, .flow(step, .usual))
    case ([0, 2, 3, 1], .pooled), ([0, 3, 1, 2], .pooled): set(node, .flow(step, .pooled))
    case ([0, 2, 1, 3, 4], .grouped(let groups, let isSwapped)):
      set(node, .flow(step, .grouped(groups, isSwapped: !isSwapped)))
    default: throw Misfit("it puts axes in the order \(order), and maps here keep their axes")
    }
  }

  mutating func lowerPad(_ node: ModelNode) throws {
    let (step, view) = try source(node)
    guard view == .usual, shape(step).rank == 3 else { throw Misfit("what it pads is no map") }
    let mode = node.text("mode") ?? "constant"
    let value = known(node, 2)?.first ?? node.float("value", else: 0)
    guard mode == "constant", value == 0 else {
      throw Misfit("it pads with ‘\(mode.quotable())’ and \(value), and windows pad with zeros")
    }
    guard let pads = integers(node, "pads", or: 1), pads.count == 8 else {
      throw Misfit("how much it pads is computed")
    }
    guard pads.allSatisfy({ 0...Limits.window ~= $0 }) else {
      throw Misfit("it cuts a map, or pads it beyond all measure")
    }
    if pads[5] > 0, pads.enumerated().allSatisfy({ $0.offset == 5 || $0.element == 0 }) {
      return addChannels(node, of: step, pads[5])
    }
    guard pads[0] + pads[1] + pads[4] + pads[5] == 0 else {
      throw Misfit("it pads other axes than rows and columns")
    }
    let zeros = [pads[2], pads[6], pads[3], pads[7]]
    set(node, .flow(step, zeros.allSatisfy { $0 == 0 } ? .usual : .padded(zeros)))
  }
}

extension Lowering {
  /// Zeros in new channels, behind a reading of every stride-th position: option A of ResNet.
  private mutating func addChannels(_ node: ModelNode, of step: Int, _ more: Int) {
    let map = shape(step)
    let read = "maxpool 1x1 stride: "
    if case .operation(let words) = work(step), words.hasPrefix(read) {
      let stride = words.dropFirst(read.count).prefix { $0 != " " }
      add(
        node, .operation("pad_channels \(map[2] + more) stride: \(stride)"),
        of: flow.steps[step].inputs, Shape(map[0], map[1], map[2] + more))
    } else {
      add(
        node, .operation("pad_channels \(map[2] + more)"), of: [step],
        Shape(map[0], map[1], map[2] + more))
    }
  }
}

// Numbers that are known beforehand.
extension Lowering {
  mutating func foldArithmetic(_ node: ModelNode) throws {
    switch node.kind {
    case "Constant": try foldConstant(node)
    case "Shape":
      switch try value(node, 0) {
      case .flow(let step, let view):
        set(node, .integers(modelShape(step, view), isScalar: false))
      case .stored(let array): set(node, .integers(array.shape.extents, isScalar: false))
      case .integers(let numbers, _): set(node, .integers([numbers.count], isScalar: false))
      case .fault(let fault): throw Misfit("it needs ‘\(fault.node)’, which cannot be shown")
      }
    case "Gather":
      if case .flow(let step, _) = try value(node, 0) { return try lowerOrdering(node, of: step) }
      guard let numbers = knownIntegers(node, 0), let places = knownIntegers(node, 1),
        places.allSatisfy({ -numbers.count..<numbers.count ~= $0 })
      else { throw Misfit("it takes cells out of a computed tensor") }
      let isScalar = if case .integers(_, true)? = try? value(node, 1) { true } else { false }
      let isStoredScalar =
        if case .stored(let array)? = try? value(node, 1) { array.shape.rank == 0 } else { false }
      let found = places.map { numbers[$0 < 0 ? $0 + numbers.count : $0] }
      set(node, .integers(found, isScalar: isScalar || isStoredScalar))
    case "ConstantOfShape":
      guard let extents = knownIntegers(node, 0), let count = Shape(extents).checkedCount,
        0...4096 ~= count
      else { throw Misfit("it fills a tensor of a shape that is computed") }
      var number = 0
      if case .tensor(let array)? = node.attributes["value"] {
        number = array.few?.first.flatMap { Int(exactly: $0) } ?? 0
      }
      set(node, .integers(Array(repeating: number, count: count), isScalar: extents.isEmpty))
    case "Floor":
      guard let numbers = known(node, 0) else { throw Misfit("it rounds computed numbers") }
      set(node, .integers(numbers.map { Int(exactly: $0.rounded(.down)) ?? 0 }, isScalar: false))
    default: throw Misfit("it makes numbers in a way that is not carried out here")
    }
  }

  /// All cells of a vector, in their order: only its axes are others.
  private mutating func lowerOrdering(_ node: ModelNode, of step: Int) throws {
    let vector = shape(step)
    guard batch == 1, vector.rank == 1, knownIntegers(node, 1) == Array(0..<vector[0]) else {
      throw Misfit("it takes cells out of a computed tensor")
    }
    let rank = try stored(node, 1).shape.rank
    set(node, .flow(step, rank == 4 ? .pooled : .usual))
  }

  private mutating func foldConstant(_ node: ModelNode) throws {
    if case .tensor(let array)? = node.attributes["value"] { return set(node, .stored(array)) }
    if case .integer(let number)? = node.attributes["value_int"] {
      return set(node, .integers([number], isScalar: true))
    }
    if let numbers = integers(node, "value_ints") {
      return set(node, .integers(numbers, isScalar: false))
    }
    if case .float(let number)? = node.attributes["value_float"] {
      return set(node, .stored(StoredArray(shape: Shape([]), numbers: .floats([number]))))
    }
    if case .floats(let numbers)? = node.attributes["value_floats"] {
      return set(node, .stored(StoredArray(shape: Shape(numbers.count), numbers: .floats(numbers))))
    }
    throw Misfit("its value is neither number nor tensor")
  }

  mutating func foldPair(_ node: ModelNode, _ left: [Double], _ right: [Double]) throws {
    guard left.count == right.count || left.count == 1 || right.count == 1, !left.isEmpty,
      !right.isEmpty
    else { throw Misfit("it has \(left.count) and \(right.count) numbers") }
    let numbers = try (0..<max(left.count, right.count)).map { index in
      let a = left[left.count == 1 ? 0 : index]
      let b = right[right.count == 1 ? 0 : index]
      let number =
        switch node.kind {
        case "Add": a + b
        case "Sub": a - b
        case "Mul": a * b
        default: (a / b).rounded(.towardZero)
        }
      guard let whole = Int(exactly: number.rounded()) else {
        throw Misfit("its numbers do not come out")
      }
      return whole
    }
    let isScalar = [0, 1].allSatisfy { index in
      if case .integers(_, true)? = try? value(node, index) {
        true
      } else if case .stored(let array)? = try? value(node, index) {
        array.shape.rank == 0
      } else {
        false
      }
    }
    set(node, .integers(numbers, isScalar: isScalar))
  }

  /// Cuts a list of numbers, or channels out of a map.
  mutating func lowerSlice(_ node: ModelNode) throws {
    guard let start = integers(node, "starts", or: 1)?.first,
      let end = integers(node, "ends", or: 2)?.first, knownIntegers(node, 4)?.first ?? 1 == 1
    else { throw Misfit("where it cuts is computed, or it leaves some out in between") }
    func range(of count: Int) -> Range<Int> {
      func place(_ index: Int) -> Int { min(max(index < 0 ? index + count : index, 0), count) }
      return place(start)..<max(place(start), place(end))
    }
    if let numbers = knownIntegers(node, 0) {
      return set(node, .integers(Array(numbers[range(of: numbers.count)]), isScalar: false))
    }
    let (step, view) = try source(node)
    let axes = integers(node, "axes", or: 3) ?? [0]
    try checkChannels(step, view, axes.count == 1 ? axes[0] : nil)
    let kept = range(of: shape(step)[2])
    guard !kept.isEmpty else { throw Misfit("it leaves no channel") }
    addSlice(node, output: 0, of: step, view, kept)
  }

  /// Parts the channels of a map.
  mutating func lowerSplit(_ node: ModelNode) throws {
    let (step, view) = try source(node)
    try checkChannels(step, view, node.integer("axis", else: 0))
    let (channels, parts) = (shape(step)[2], node.outputs.count)
    // equal parts where none are told, the last one smaller if need be
    let width = (channels + max(parts, 1) - 1) / max(parts, 1)
    let widths =
      integers(node, "split", or: 1)
      ?? (0..<parts).map { min(width, channels - $0 * width) }
    guard widths.count == parts, widths.allSatisfy({ $0 > 0 }), widths.reduce(0, +) == channels
    else { throw Misfit("it parts \(channels) channels into \(widths)") }
    var first = 0
    for (output, width) in widths.enumerated() {
      addSlice(node, output: output, of: step, view, first..<first + width)
      first += width
    }
  }

  private func checkChannels(_ step: Int, _ view: View, _ axis: Int?) throws {
    let channels = view == .channelsLast ? 3 : 1
    guard let axis, shape(step).rank == 3, view == .usual || view == .channelsLast,
      try self.axis(axis, of: 4) == channels
    else { throw Misfit("it cuts a map apart along other axes than that of the channels") }
  }
  private mutating func addSlice(
    _ node: ModelNode, output: Int, of step: Int, _ view: View, _ channels: Range<Int>
  ) {
    let map = shape(step)
    let words =
      "slice_channels \(channels.count)"
      + (channels.lowerBound == 0 ? "" : " from: \(channels.lowerBound)")
    add(
      node, output: output, .operation(words), of: step, Shape(map[0], map[1], channels.count), view
    )
  }
}
