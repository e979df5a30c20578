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
  @Option(
    help: """
      Use batch statistics (training) or running statistics (inference); by default an ONNX model \
      infers and everything else trains.
      """)
  var mode: Mode?

  func validate() throws {
    guard 1...Limits.images ~= batch else {
      throw ValidationError("--batch must be between 1 and \(Limits.images).")
    }
  }

  /// The settings with what the files give; `block` is what the network was made of.
  func settings<S: Scalar>(
    for network: Network, of block: NotationOptions, on console: Console
  ) throws -> RunSettings<S> {
    let files = block.files(tensors.files)
    let mode = mode ?? files.mode
    var settings = RunSettings<S>(seed: seed, mode: mode, batch: batch)
    settings.given = try files.tensors(for: network, mode: mode) {
      try block.sources.workshop(on: console).library
    }
    if let x = settings.given["x"], x.shape.rank == network.input.rank + 1 {
      settings.batch = x.shape[0]
    }
    return settings
  }
}

/// Files that give a run its tensors.
struct FileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read the input from a file: ‘x’ in safetensors or .npz, a .npy array, or a picture in PNG, JPEG, PPM or PGM.",
      valueName: "file"))
  var input: String?
  @Option(
    help: ArgumentHelp(
      "Read the parameters from a file of tensors or an index of shards, with our names, torchvision's or timm's.",
      valueName: "file"))
  var weights: String?
  @Option(
    help: ArgumentHelp(
      "Read the upstream gradient ‘dy’ from a file of tensors.", valueName: "file"))
  var gradient: String?

  var files: TensorFiles { TensorFiles(input: input, weights: weights, gradient: gradient) }
}
