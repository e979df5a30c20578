import ArgumentParser
import Networks
import Tensors
import Views
import Workshop

/// Where the numbers of a run come from.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Number of images in the batch.", valueName: "images"))
  var batch = 1
  @OptionGroup var tensors: FileOptions
  @Option(help: "Seed of the weights; the input and the gradient use the next seed.")
  var seed: UInt64 = 0
  @Option(help: "Use batch statistics (training) or running statistics (inference).")
  var mode = Mode.training

  func validate() throws {
    guard 1...Limits.images ~= batch else {
      throw ValidationError("--batch must be between 1 and \(Limits.images).")
    }
  }

  var files: TensorFiles { tensors.files }

  /// The settings with what the files give.
  func settings<S: Scalar>(for network: Network) throws -> RunSettings<S> {
    var settings = RunSettings<S>(seed: seed, mode: mode, batch: batch)
    settings.given = try files.tensors(for: network, mode: mode)
    if let images = settings.given["x"]?.shape.extents.first { settings.batch = images }
    return settings
  }
}

/// Files that give a run its tensors.
struct FileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read the input from a file: ‘x’ in safetensors, or a PPM or PGM picture.",
      valueName: "file"))
  var input: String?
  @Option(
    help: ArgumentHelp(
      "Read the parameters from a safetensors file, with our names, torchvision's or timm's.",
      valueName: "file"))
  var weights: String?
  @Option(
    help: ArgumentHelp(
      "Read the upstream gradient ‘dy’ from a safetensors file.", valueName: "file"))
  var gradient: String?

  var files: TensorFiles { TensorFiles(input: input, weights: weights, gradient: gradient) }
}
