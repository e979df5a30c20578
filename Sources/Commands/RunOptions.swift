import ArgumentParser
import Networks
import Tensors
import Views
import Workshop

/// Where the numbers of a run come from.
struct RunOptions: ParsableArguments {
  @Option(help: "Images that enter together.") var batch = 1
  @OptionGroup var tensors: FileOptions
  @Option(help: "Draw weights from this seed, input and gradient from the next one.")
  var seed: UInt64 = 0
  @Option(help: "Use the statistics of the batch (training) or the running ones (inference).")
  var mode = Mode.training

  func validate() throws {
    guard 1...Limits.images ~= batch else {
      throw ValidationError("--batch takes 1 to \(Limits.images) images.")
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
  @Option(help: "Read x from a safetensors file or a picture, PPM or PGM.") var input: String?
  @Option(help: "Read the parameters from safetensors, also those of torchvision and timm.")
  var weights: String?
  @Option(help: "Read dy from a safetensors file.") var gradient: String?

  var files: TensorFiles { TensorFiles(input: input, weights: weights, gradient: gradient) }
}
