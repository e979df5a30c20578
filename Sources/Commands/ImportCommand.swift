import ArgumentParser
import Networks
import ONNX
import Tensors
import Workshop

/// A model of others as a text of the notation, and its weights.
struct ImportCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Writes an ONNX model in the notation.",
    discussion: """
      Blocks that the library knows are called by their names. The text goes to standard output, \
      or to a file that --define takes; the weights to safetensors that --weights takes.
      """)

  @Argument(help: "The model, a file that ends in .onnx.") var model: String
  @Option(name: .customLong("on"), help: "The size that enters, where the model leaves it open.")
  var input: InputSize?
  @Option(help: "Take the node of this name for the output.") var until: String?
  @Option(help: "Write the text to a file.") var output: String?
  @Option(help: "Write the weights to safetensors, .npz or '-' (standard output).")
  var weights: String?
  @OptionGroup var sources: SourceOptions

  func validate() throws {
    guard ModelFile(model) != nil else {
      throw ValidationError("import takes a file that ends in ‘.onnx’.")
    }
    guard weights != "-" || output != nil else {
      throw ValidationError("--weights - needs --output: the text cannot go there too.")
    }
  }

  func run(on console: Console) throws {
    guard let file = ModelFile(model, until: until) else { return }
    let imported = try file.imported(
      library: sources.workshop(on: console).library, on: input?.shape)
    if let weights {
      let tensors: [String: Tensor<Float>] = try file.parameters(of: imported)
      let named = tensors.map { NamedTensor(name: $0.key, tensor: $0.value) }
      try console.write(TensorFile.bytes(of: named, only: "", for: weights), to: weights)
    }
    try console.write(Array(imported.text.utf8), to: output ?? "-")
    for remark in imported.remarks { console.note(remark) }
  }
}
