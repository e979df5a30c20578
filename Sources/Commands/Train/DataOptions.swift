import ArgumentParser
import FileSystem
import Lessons
import Networks
import Quiz
import Tensors
import Training
import Views
import Workshop

/// What is learnt from, and in which order it enters.
struct DataOptions: ParsableArguments {
  /// Changes of the images, with commas between them.
  struct Augmentations: ExpressibleByArgument {
    let all: [Augmentation]

    init?(argument: String) {
      let words = argument.split(separator: ",").map(String.init)
      guard !words.isEmpty, let all = try? words.map({ try Augmentation($0) }) else { return nil }
      self.all = all
    }
  }

  @Option(
    name: .customLong("data"),
    help: """
      Examples: digits, shapes (drawn from the seed, in the size of --on), a safetensors file with \
      x and labels or targets, or a folder with one folder of PNG, JPEG, PGM or PPM pictures per \
      class.
      """)
  var source = Digits.name
  @Option(help: "Number of examples per update.") var batch = 32
  @Option(help: "Order of the examples; shuffled anew in every epoch, or as given.") var order =
    Order.shuffled
  @Option(
    help: """
      Augment the images: shift:1, flip, cutout:2, mixup:1, cutmix:1, separated by commas.
      """)
  var augment: Augmentations?
  @Option(
    name: .customLong("validate"),
    help: """
      Number of examples at the end that are held back for validation (default: 450 of the \
      digits, 200 of the shapes, else none).
      """)
  var held: Int?

  func validate() throws {
    guard 1...Limits.images ~= batch else {
      throw ValidationError("--batch takes 1 to \(Limits.images) examples.")
    }
    if let held, held < 0 {
      throw ValidationError("--validate takes a whole number from 0.")
    }
  }

  var augmentations: [Augmentation] { augment?.all ?? [] }

  /// The examples, split.
  func read<S: Scalar>(size: Shape?, seed: UInt64) throws -> Dataset<S> {
    try ExampleSource(source, held: held, size: size, seed: seed).read()
  }
}
