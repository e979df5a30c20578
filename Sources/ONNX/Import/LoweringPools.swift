import Networks
import Tensors

// Pools and means over a map.
extension Lowering {
  mutating func lowerPool(_ node: ModelNode) throws {
    guard node.outputs.dropFirst().allSatisfy(\.isEmpty) else {
      throw Misfit("it also gives the places of its winners")
    }
    var options = try WindowOptions(node, kernel: nil)
    let isMaximum = node.kind == "MaxPool"
    if isMaximum, case (let step, .padded)? = try? source(node) {
      // zeros are as good as no cell only where nothing is below them
      guard [.operation("relu"), .operation("relu6")].contains(work(step)) else {
        throw Misfit("it takes the maximum of zeros around a map with negative numbers")
      }
    }
    let (step, map, _) = try self.map(node, &options)
    if options.zeros == nil {
      options.zeros = (0..<2).flatMap { options.tensorFlowZeros($0, on: map[$0]) }
    }
    let zeros = options.zeros ?? []
    if !isMaximum, options.kernel == [map[0], map[1]], zeros.allSatisfy({ $0 == 0 }) {
      add(node, .operation("globalpool"), of: [step], Shape(map[2]), .pooled)
      return
    }
    let down = (0..<2).map { options.size($0, on: map[$0]) }
    let up = (0..<2).map { options.size($0, on: map[$0], rounded: true) }
    let ceils = node.integer("ceil_mode", else: 0) == 1 && up != down
    let sides = ceils ? up : down
    guard sides.allSatisfy({ $0 > 0 }) else { throw Misfit("its window does not fit on \(map)") }
    if options.kernel == [1, 1], options.stride == [1, 1] {
      return set(node, .flow(step, .usual))
    }
    var words = (isMaximum ? "maxpool " : "avgpool ") + options.kernelWords
    words += try options.words(on: map)
    if !isMaximum, zeros.contains(where: { $0 > 0 }),
      node.integer("count_include_pad", else: 0) == 1
    {
      words += " count_padding"
    }
    if ceils { words += " ceil" }
    let output = Shape(sides + [map[2]])
    guard Self.fits(words, on: map, giving: output) else {
      throw Misfit(
        ceils
          ? "its output is rounded up, from \(map) to \(output), which pools here do not do"
          : "no pool here makes \(output) of \(map) as it does")
    }
    add(node, .operation(words), of: [step], output)
  }

  /// Whether the notation has an operation of these words that gives such a shape.
  static func fits(_ words: String, on map: Shape, giving output: Shape) -> Bool {
    (try? Network(words, on: map).graph.output.shape) == output
  }

  mutating func lowerMean(_ node: ModelNode) throws {
    let (step, view) = try source(node)
    let map = shape(step)
    let keeps = node.kind == "GlobalAveragePool" || node.integer("keepdims", else: 1) == 1
    if node.kind == "ReduceMean" {
      let rank = modelShape(step, view).count
      let axes = try (integers(node, "axes", or: 1) ?? []).map { try axis($0, of: rank) }.sorted()
      if map.rank == 1, view == .pooled, axes == [2, 3] {
        return set(node, .flow(step, keeps ? .pooled : .usual))
      }
      guard map.rank == 3, axes == (view == .channelsLast ? [1, 2] : [2, 3]) else {
        throw Misfit("it takes the mean over axes \(axes), and globalpool that of rows and columns")
      }
    }
    guard map.rank == 3, view == .usual || view == .channelsLast else {
      throw Misfit("what enters it is no map")
    }
    add(node, .operation("globalpool"), of: [step], Shape(map[2]), keeps ? .pooled : .usual)
  }
}
