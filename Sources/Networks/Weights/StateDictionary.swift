import Tensors

/// A network's parameters as a file names and lays them out.
struct StateDictionary {
  /// How a tensor of the file is turned into the layout that operations here have.
  enum Layout {
    case same
    /// Kernels are out × in × rows × columns.
    case kernel
    /// Dense weights are out × in; zoos write those of a gate as 1×1 convolutions too.
    case matrix
  }

  struct Entry {
    /// In the file: `layer1.0.conv1.weight`.
    let name: String
    /// Names that earlier versions of the zoo gave it.
    var formerNames: [String] = []
    /// Here: `bottleneck1.conv1.weight`.
    let own: String
    let parameter: Parameter
    /// The shape in the file.
    let shape: Shape
    let layout: Layout

    /// Whether it belongs to a dense layer outside of all blocks, which makes the classes.
    var isOfHead: Bool { own.hasPrefix("dense") && own.split(separator: ".").count == 2 }
    /// Whether a tensor of a file has its shape.
    func accepts(_ shape: Shape) -> Bool {
      shape == self.shape || layout == .matrix && shape.extents == self.shape.extents + [1, 1]
    }
  }
  private(set) var entries: [Entry] = []
  /// Whether a file may hold more than this: those of the program's own hold whole runs.
  let allowsOthers: Bool
  /// What its names leave open, in sentences.
  let remarks: [String]

  /// The names that files of the program's own have.
  init(_ graph: Graph) {
    allowsOthers = true
    remarks = []
    for node in graph.nodes {
      for parameter in node.parameters {
        let name = "\(node.id).\(parameter.name)"
        entries.append(
          Entry(
            name: name, own: name, parameter: parameter, shape: parameter.shape, layout: .same))
      }
    }
  }

  /// The names and layouts of a model zoo.
  init(_ graph: Graph, _ names: ZooNames) {
    allowsOthers = false
    remarks = names.remarks
    for node in graph.nodes {
      guard let module = names.modules[node.index] else { continue }
      for parameter in node.parameters {
        let suffix = Self.name(of: parameter)
        let (shape, layout) = Self.form(of: parameter)
        entries.append(
          Entry(
            name: "\(module).\(suffix)",
            formerNames: names.formerModules(module).map { "\($0).\(suffix)" },
            own: "\(node.id).\(parameter.name)", parameter: parameter, shape: shape,
            layout: layout))
      }
    }
  }

  private static func name(of parameter: Parameter) -> String {
    switch parameter.name {
    case "scale": "weight"
    case "shift": "bias"
    case "mean": "running_mean"
    case "variance": "running_var"
    default: parameter.name
    }
  }

  private static func form(of parameter: Parameter) -> (Shape, Layout) {
    let shape = parameter.shape
    return switch shape.rank {
    case 4: (Shape(shape[3], shape[2], shape[0], shape[1]), .kernel)
    case 2: (Shape(shape[1], shape[0]), .matrix)
    default: (shape, .same)
    }
  }
}

extension Tensor {
  /// A tensor of a file in the layout that operations here have.
  func laidOut(_ layout: StateDictionary.Layout) -> Tensor {
    switch layout {
    case .same: self
    case .kernel: permuted([2, 3, 1, 0])
    case .matrix: reshaped(Shape(Array(shape.extents.prefix(2)))).permuted([1, 0])
    }
  }
}
