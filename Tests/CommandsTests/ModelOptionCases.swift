import Lessons
import Networks
import Views
import Workshop

@testable import Commands

/// What options change where a model or the tensors of others are read and written.
extension OptionCases {
  static let models: [OptionCase] = until + expectations + importing + exporting

  private static let model = "@model.onnx"
  private static let pool = "/maxpool/MaxPool"

  /// Stops before the network's end.
  private static let until: [OptionCase] =
    [("draw", []), ("count", []), ("run", []), ("time", ["--repeat", "1"]), ("step", ["--plain"])]
    .map { name, others in
      OptionCase(
        subcommand: name, option: "--until", value: pool, arguments: [model] + others
      ) { with, without in
        with.run.status == 0 && !with.output.isEmpty && !with.output.contains("dense")
          && without.output.contains("dense")
      }
    } + [
      OptionCase(
        subcommand: "explain", option: "--until", value: pool,
        arguments: [model, "--node", "dense1", "--element", "0"]
      ) { with, without in
        with.run.status == 1 && without.run.status == 0
      },
      OptionCase(
        subcommand: "network", option: "--until", value: pool, arguments: [model],
        hasTerminal: true
      ) { with, without in
        guard let with = with.run.visit?.networkRequest,
          let without = without.run.visit?.networkRequest
        else { return false }
        return !with.notation.contains("dense") && without.notation.contains("dense")
      },
      OptionCase(
        subcommand: "import", option: "--until", value: pool, arguments: [model]
      ) { with, without in
        with.run.status == 0 && !with.output.contains("dense") && without.output.contains("dense")
      },
    ]

  private static let scaled = [
    "conv 1x1 1", "--on", "2x2x1", "--input", "@x.safetensors", "--weights", "@weights.safetensors",
  ]

  private static let expectations: [OptionCase] = [
    OptionCase(
      subcommand: "run", option: "--expect", value: "@apart.safetensors", arguments: scaled
    ) { with, without in
      with.run.status == 0 && with.output + with.run.errors != without.output + without.run.errors
    },
    OptionCase(
      subcommand: "run", option: "--expect-all",
      arguments: scaled + ["--expect", "@apart.safetensors"]
    ) { with, without in
      with.run.status == 1 && without.run.status == 0
    },
    OptionCase(
      subcommand: "run", option: "--tolerance", value: "0.5",
      arguments: scaled + ["--expect", "@near.safetensors"]
    ) { with, without in
      with.run.status == 0 && without.run.status == 1
    },
  ]

  private static let isRenamed: @Sendable (OptionCase.Result, OptionCase.Result) -> Bool = {
    with, without in
    with.run.status == 0 && with.output != without.output && without.output.contains("basic 4")
  }

  private static let importing: [OptionCase] =
    [
      OptionCase(
        subcommand: "import", option: "--define", value: "@added.block", arguments: [model],
        isObeyed: isRenamed),
      only("import", [model], isRenamed),
      OptionCase(
        subcommand: "import", option: "--lessons", value: "@faulty", arguments: [model]
      ) { with, without in
        with.run.status == 1 && with.run.errors.contains("titel") && without.run.status == 0
      },
      OptionCase(
        subcommand: "import", option: "--on", value: "64x64x3", arguments: [model]
      ) { with, without in
        with.output != without.output && !without.output.isEmpty
      },
      OptionCase(
        subcommand: "import", option: "--output", value: "@m.block", arguments: [model],
        file: "m.block"
      ) { with, without in
        with.file != nil && with.output.isEmpty && without.file == nil
      },
      OptionCase(
        subcommand: "import", option: "--weights", value: "@w.safetensors", arguments: [model],
        file: "w.safetensors"
      ) { with, without in
        with.file != nil && without.file == nil
      },
    ]

  private static let exporting: [OptionCase] =
    [("--weights", "@weights.safetensors"), ("--seed", "3")].map { option, value in
      OptionCase(
        subcommand: "draw", option: option, value: value,
        arguments: ["conv 1x1 1", "--on", "2x2x1", "--format", "onnx"]
      ) { with, without in
        with.run.status == 0 && !with.output.isEmpty && with.output != without.output
      }
    } + [
      OptionCase(
        subcommand: "screen", option: "--format", value: "html", arguments: []
      ) { with, without in
        with.output.contains("<pre") && !without.output.contains("<pre")
      }
    ]
}
