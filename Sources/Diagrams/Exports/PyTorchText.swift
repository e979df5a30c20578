import Networks
import Tensors

/// A network as a module of PyTorch, which computes the same from the same parameters.
///
/// Its state dict has the names of Blockwalk's files but for the words of normalization; `load`
/// takes the tensors of `run --output`, their axes turned to PyTorch's order.
public struct PyTorchText: Sendable {
  public let text: String
  /// The name of the module's class.
  public let className: String

  /// The module of a network.
  ///
  ///     // of conv 3x3 16 stride: 2, relu on 8×8×3
  ///     self.conv1 = nn.Conv2d(3, 16, 3, stride=2, padding=1, bias=False)
  ///     conv1 = self.conv1(x)
  ///     relu1 = F.relu(conv1)
  public init(_ network: Network) {
    className = Self.name(of: network)
    let graph = network.graph
    var (modules, steps): ([String], [String]) = ([], [])
    var containers: Set<String> = []
    var variables = Variables()
    for node in graph.nodes.dropFirst() {
      let place = PyTorchSite(
        inputs: node.inputs.map { variables.name(of: graph.nodes[$0].id) },
        module: "self." + node.id, id: node.id, site: graph.site(of: node.index))
      let torch = node.operation.pyTorch(place)
      if let module = torch.module {
        var path = "self"
        for part in node.id.split(separator: ".").dropLast() {
          path += "." + part
          if containers.insert(path).inserted { modules.append("\(path) = nn.Module()") }
        }
        modules.append("\(place.module) = \(module)")
      }
      steps.append("\(variables.name(of: node.id)) = \(torch.output)")
    }
    steps.append("return \(variables.name(of: graph.output.id))")

    let indent = "        "
    let functions = Self.functions.filter { function in
      steps.contains { $0.contains(function.name + "(") }
    }
    let shape = network.input.rank == 1 ? "images × channels" : "images × channels × rows × columns"
    text = """
      \"\"\"\(Escapes.pythonWords(network.line)) on \(network.input), as Blockwalk runs it.

      Tensors are \(shape). With the package safetensors:

          module = \(className)()
          module.load(safetensors.torch.load_file("run.safetensors"))

      where ‘blockwalk run … --output run.safetensors’ has written the file.
      \"\"\"
      import torch
      import torch.nn.functional as F
      from torch import nn

      \(functions.map { "\n\($0.text)\n\n" }.joined())
      class \(className)(nn.Module):
          def __init__(self):
              super().__init__()
              self.masks = {}
      \(modules.map { indent + $0 + "\n" }.joined())
          def forward(self, x\(graph.targetShape == nil ? "" : ", target")):
      \(steps.map { indent + $0 + "\n" }.joined())
      \(Self.loading)
      """
  }

  private static func name(of network: Network) -> String {
    let words = (network.invocation?.name ?? "block").split(separator: "_")
    let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return taken.contains(name) ? name + "Block" : name
  }
  /// Names that Python, or the module itself, has for something else.
  private static let taken: Set<String> = ["None", "True", "False", "F"]

  /// Names of local variables: ids without points, no two alike.
  private struct Variables {
    private var names = ["x": "x"]
    private var taken: Set<String> = ["x"]

    mutating func name(of id: String) -> String {
      if let name = names[id] { return name }
      var name = id.replacing(".", with: "_")
      while !taken.insert(name).inserted { name += "_" }
      names[id] = name
      return name
    }
  }
}
