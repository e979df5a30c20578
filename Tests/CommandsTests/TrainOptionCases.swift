import Foundation

/// What every option of `train` changes.
extension OptionCases {
  /// A network that is trained in a moment.
  private static let small = ["flatten, dense 6, relu, dense 10", "--steps", "3"]
  private static let normed = [
    "conv 3x3 2, norm, relu, basic 2, globalpool, dense 10", "--steps", "3",
  ]

  /// An option that changes a number of the log.
  private static func logs(
    _ option: String, _ value: String? = nil, besides arguments: [String] = small
  ) -> OptionCase {
    OptionCase(
      subcommand: "train", option: option, value: value, arguments: arguments + ["--log", "@log"],
      file: "log"
    ) { with, without in
      with.run.status == 0 && without.file?.isEmpty == false && with.file != without.file
    }
  }

  /// An option that needs others, without which it changes nothing.
  private static func logs(
    _ option: String, _ value: String? = nil, with options: String...
  ) -> OptionCase { logs(option, value, besides: small + options) }

  /// An option without which the others cannot be used.
  private static func accepts(
    _ option: String, _ value: String, _ others: String...
  ) -> OptionCase {
    OptionCase(subcommand: "train", option: option, value: value, arguments: small + others) {
      with, without in
      with.run.status == 0 && without.run.status != 0
    }
  }

  private static func prints(
    _ option: String, _ value: String? = nil, besides arguments: [String] = small,
    isObeyed: @escaping @Sendable (_ with: String, _ without: String) -> Bool
  ) -> OptionCase {
    OptionCase(subcommand: "train", option: option, value: value, arguments: arguments) {
      with, without in
      with.run.status == 0
        && isObeyed(with.output + with.run.errors, without.output + without.run.errors)
    }
  }

  static let train: [OptionCase] = opening("train", small) + updates + runs + texts

  /// What an update is made of.
  private static let updates = [
    logs("--optimizer", "adam"), logs("--rate", "0.1"), logs("--momentum", "0.5"),
    logs("--nesterov"), logs("--weight-decay", "0.1"),
    logs("--decay", "kernels", with: "--weight-decay", "0.5"),
    logs("--beta1", "0.5", with: "--optimizer", "adam"),
    logs("--beta2", "0.5", with: "--optimizer", "adam"),
    logs("--rho", "0.5", with: "--optimizer", "rmsprop"),
    logs("--epsilon", "0.1", with: "--optimizer", "adam"),
    logs("--clip", "0.1"), logs("--schedule", "linear"),
    accepts("--every", "2", "--schedule", "step"),
    accepts("--factor", "0.5", "--schedule", "exponential"),
    logs("--warmup", "2"),
  ]

  /// What is trained on what.
  private static let runs = [
    logs("--batch", "16"), logs("--order", "given"), logs("--augment", "cutout:3"),
    logs("--validate", "100", besides: [small[0], "--epochs", "1"]),
    logs("--data", "shapes", with: "--on", "8x8x1"),
    logs("--on", "12x12x1", with: "--data", "shapes"),
    logs("--epochs", "1", besides: [small[0]]), logs("--steps", "2", besides: [small[0]]),
    logs("--initial", "glorot"), logs("--zero-head"), logs("--zero-norm", besides: normed),
    logs("--loss", "squared_error"), logs("--label-smoothing", "0.2"), logs("--seed", "1"),
    logs("--precision", "double"),
  ]

  /// What is said and written.
  private static let texts = [
    OptionCase(subcommand: "train", option: "--ascii", arguments: ["flatten, dens 10"]) {
      with, without in with.isASCII && !without.isASCII
    },
    prints("--compare", "flatten, dense 10") { with, without in
      with.contains("flatten, dense 10 ") && !without.contains("flatten, dense 10 ")
    },
    prints("--target-accuracy", "0.01", besides: [small[0], "--epochs", "2"]) { with, without in
      with.contains("is reached") && !without.contains("is reached")
    },
    prints("--json") { $0.hasPrefix("{") && !$1.hasPrefix("{") },
    prints("--threads", "5", besides: small + ["--json"]) {
      $0.contains("\"threads\" : 5") && !$1.contains("\"threads\" : 5")
    },
    prints("--export", "pytorch", besides: small + ["--output", "@weights-and-data"]) {
      $0.contains("import torch") && !$1.contains("import torch")
    },
    sources("--define", "@added.block"),
    logs(
      "--only", nil,
      besides: [
        "basic 2, globalpool, dense 10", "--data", "shapes", "--on", "8x8x1", "--steps", "1",
        "--lessons", "@lessons",
      ]),
    refuses("--lessons", "@faulty", "faulty"),
    writes("--log", "log"), writes("--output", "weights"),
    refuses("--resume", "@x.safetensors", "x.safetensors"),
    refuses("--until", "nowhere", "nowhere", besides: ["@model.onnx", "--steps", "1"]),
  ]

  /// An option that gives a block of the library another meaning.
  private static func sources(_ option: String, _ value: String) -> OptionCase {
    logs(
      option, value,
      besides: [
        "basic 2, globalpool, dense 10", "--data", "shapes", "--on", "8x8x1", "--steps", "1",
      ])
  }

  private static func writes(_ option: String, _ file: String) -> OptionCase {
    OptionCase(
      subcommand: "train", option: option, value: "@" + file, arguments: small, file: file
    ) { with, without in
      with.run.status == 0 && with.file?.isEmpty == false && without.file == nil
    }
  }

  /// An option whose value cannot be used here, as its error says.
  private static func refuses(
    _ option: String, _ value: String, _ name: String, besides arguments: [String] = small
  ) -> OptionCase {
    OptionCase(subcommand: "train", option: option, value: value, arguments: arguments) {
      with, without in
      with.run.status == 1 && with.run.errors.contains(name) && !without.run.errors.contains(name)
    }
  }
}
