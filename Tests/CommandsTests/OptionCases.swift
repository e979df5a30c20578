import Lessons
import Networks
import Screens
import Study
import Terminal
import Views
import Workshop

@testable import Commands

/// What every option of every subcommand changes.
enum OptionCases {
  static let all: [OptionCase] =
    opening("home") + opening("exam") + exam + opening("playground")
    + opening("lesson", ["1"])
    + plain("lesson", ["9", "--lessons", "@lessons", "--only"]) {
      $0.output.contains("Model answer")
    }
    + opening("step", [block]) + step
    + opening("network", [block]) + network
    + opening("experiment", ["drop-map"])
    + plain("experiment", ["drop-map"]) { $0.output.contains("probability") }
    + opening("terms", ["stride"]) + plain("terms", ["stride"]) { $0.output.contains("stride  (") }
    + opening("quiz") + quiz + opening("progress") + progress + summary
    + draw + time + count + run + explain + check + pack + newLesson + grade + screen + config
    + doctor + reference
    + models + train + places
    + plain("train", net) { $0.output.contains("steps/s") }

  /// A net that is trained in a moment.
  static let net = ["flatten, dense 10", "--steps", "3"]

  /// A block with convolutions; the tests' own files define another of this name without.
  static let block = "basic 4"

  // MARK: Groups of options

  /// The options of what opens the explorer.
  static func opening(_ name: String, _ arguments: [String] = []) -> [OptionCase] {
    func option(
      _ option: String, _ value: String? = nil,
      _ isObeyed: @escaping @Sendable (Run.Visit, Run.Visit) -> Bool
    ) -> OptionCase {
      OptionCase(
        subcommand: name, option: option, value: value, arguments: arguments, hasTerminal: true
      ) { with, without in
        guard let with = with.run.visit, let without = without.run.visit else { return false }
        return isObeyed(with, without)
      }
    }
    return [
      only(name, arguments, hasTerminal: true) { with, _ in
        with.run.visit?.workshop.chapters.map(\.label) == ["lessons/9"]
      },
      option("--lessons", "@lessons") { with, without in
        with.workshop.chapters.contains { $0.label == "lessons/9" }
          && !without.workshop.chapters.contains { $0.pack != nil }
          && with.workshop.chapters.count == without.workshop.chapters.count + 1
      },
      option("--define", "@added.block") { with, without in
        with.workshop.library.names.contains("added")
          && !without.workshop.library.names.contains("added")
      },
      option("--color", "always") { with, without in
        with.settings.color == .always && without.settings.color == .auto
      },
      option("--ascii") { with, without in
        with.settings.glyphs == .ascii && without.settings.glyphs == .auto
      },
      option("--no-motion") { with, without in
        !with.settings.allowsMotion && without.settings.allowsMotion
      },
      option("--keys", "down @") { with, without in
        guard case .pressed(_, let keys) = with.start else { return false }
        guard case .pressed = without.start else { return keys == [.down, .character("@")] }
        return false
      },
      option("--no-config") { with, without in !with.settings.mouse && without.settings.mouse },
    ]
  }

  /// The option that leaves nothing but the lessons that are named.
  static func only(
    _ name: String, _ arguments: [String], hasTerminal: Bool = false,
    _ isObeyed: @escaping @Sendable (OptionCase.Result, OptionCase.Result) -> Bool
  ) -> OptionCase {
    OptionCase(
      subcommand: name, option: "--only", arguments: arguments + ["--lessons", "@lessons"],
      hasTerminal: hasTerminal, isObeyed: isObeyed)
  }

  /// The option that prints what else the explorer would show.
  static func plain(
    _ name: String, _ arguments: [String],
    _ isPrinted: @escaping @Sendable (OptionCase.Result) -> Bool
  ) -> [OptionCase] {
    [
      OptionCase(
        subcommand: name, option: "--plain", arguments: arguments, hasTerminal: true
      ) { with, without in
        with.run.visit == nil && isPrinted(with) && without.run.visit != nil
          && without.output.isEmpty
      }
    ]
  }

  /// The options that say where blocks come from.
  ///
  /// The tests' lessons and definitions both have a
  /// block of the library anew, without convolutions; beside the program's, lessons only add.
  static func sources(_ name: String, _ arguments: [String]) -> [OptionCase] {
    let isAnew: @Sendable (OptionCase.Result, OptionCase.Result) -> Bool = { with, without in
      with.run.status == 0 && !with.output.contains("conv") && without.output.contains("conv")
    }
    return [
      OptionCase(
        subcommand: name, option: "--define", value: "@added.block", arguments: arguments,
        isObeyed: isAnew),
      only(name, arguments, isAnew),
      OptionCase(
        subcommand: name, option: "--lessons", value: "@lessons",
        arguments: ["added"] + arguments.dropFirst()
      ) { with, without in
        with.run.status == 0 && without.run.status == 1 && without.run.errors.contains("added")
      },
    ]
  }

  /// Whether a run says something else than without the option.
  static let differs: @Sendable (OptionCase.Result, OptionCase.Result) -> Bool = {
    $0.run.status == 0 && !$0.output.isEmpty && $0.output != $1.output
  }

  /// Whether a run has this where it has not without the option.
  static func gains(
    _ text: String
  ) -> @Sendable (OptionCase.Result, OptionCase.Result) -> Bool {
    { $0.run.status == 0 && $0.output.contains(text) && !$1.output.contains(text) }
  }

  static func ascii(_ name: String, _ arguments: [String]) -> OptionCase {
    OptionCase(subcommand: name, option: "--ascii", arguments: arguments) { with, without in
      with.run.status == 0 && !with.output.isEmpty && with.isASCII && !without.isASCII
    }
  }

  /// A convolution that the tests' files of tensors fit.
  static let convolution = ["conv 1x1 1", "--on", "2x2x1"]

  /// The options that say where the numbers of a run come from.
  static func numbers(_ name: String, _ others: [String]) -> [OptionCase] {
    [
      ("--input", "@x.safetensors"), ("--weights", "@weights.safetensors"),
      ("--gradient", "@dy.safetensors"), ("--seed", "3"),
    ].map { option, value in
      OptionCase(
        subcommand: name, option: option, value: value, arguments: convolution + others,
        isObeyed: differs)
    } + [
      OptionCase(
        subcommand: name, option: "--mode", value: "inference",
        arguments: ["norm", "--on", "2x2x1"] + others, isObeyed: differs)
    ]
  }

  // MARK: What opens the explorer

  static let step: [OptionCase] =
    plain("step", [block, "--on", "2x2x4"]) { $0.output.contains("conv") }
    + numbers("step", ["--plain"])
    + [
      OptionCase(
        subcommand: "step", option: "--on", value: "4x4x2", arguments: ["conv 3x3 1", "--plain"],
        isObeyed: gains("4×4×2")),
      OptionCase(
        subcommand: "step", option: "--loss", value: "cross_entropy",
        arguments: ["dense 3", "--on", "4", "--plain"], isObeyed: gains("softmax")),
      OptionCase(
        subcommand: "step", option: "--optimizer", value: "adam",
        arguments: ["dense 3", "--on", "4", "--plain"], isObeyed: gains("adam moves")),
      OptionCase(
        subcommand: "step", option: "--rate", value: "0.5",
        arguments: ["dense 3", "--on", "4", "--plain", "--optimizer", "sgd"], isObeyed: differs),
      // BN over four images has another mean than over one
      OptionCase(
        subcommand: "step", option: "--batch", value: "4",
        arguments: ["norm", "--on", "2x2x1", "--plain"]
      ) { $0.output != $1.output && !$1.output.isEmpty },
    ]

  static let network: [OptionCase] = [
    request("--on", "4x4x2") { "\($0.input.map { "\($0)" } ?? "")" == "4×4×2" },
    request("--input", "@x.safetensors") { $0.files.input?.hasSuffix("/x.safetensors") == true },
    request("--weights", "@weights.safetensors") {
      $0.files.weights?.hasSuffix("/weights.safetensors") == true && $0.mode == .inference
    },
    request("--gradient", "@dy.safetensors") {
      $0.files.gradient?.hasSuffix("/dy.safetensors") == true
    },
    request("--labels", "@labels.txt") { $0.files.labels?.hasSuffix("/labels.txt") == true },
    request("--seed", "3") { $0.seed == 3 },
    request("--mode", "inference") { $0.mode == .inference },
  ]

  static func request(
    _ option: String, _ value: String, _ isMeant: @escaping @Sendable (NetworkRequest) -> Bool
  ) -> OptionCase {
    OptionCase(
      subcommand: "network", option: option, value: value, arguments: [block], hasTerminal: true
    ) { with, without in
      guard let with = with.run.visit?.networkRequest,
        let without = without.run.visit?.networkRequest
      else { return false }
      return isMeant(with) && !isMeant(without)
    }
  }

  // MARK: What prints

  static let draw: [OptionCase] =
    sources("draw", [block]) + [
      ascii("draw", [block]),
      OptionCase(
        subcommand: "draw", option: "--on", value: "6x6x4", arguments: [block],
        isObeyed: gains("6×6×4")),
      OptionCase(
        subcommand: "draw", option: "--backward", arguments: [block], isObeyed: gains("Σ")),
      OptionCase(
        subcommand: "draw", option: "--unfold",
        arguments: ["sum { each 8 { conv 1x1 4 } }", "--width", "200"]
      ) { with, without in
        with.output.matches(of: #/1×1, 4/#).count == 8
          && without.output.matches(of: #/1×1, 4/#).count < 8
      },
      OptionCase(
        subcommand: "draw", option: "--open", value: "conv4_x", arguments: ["resnet18"],
        isObeyed: differs),
      OptionCase(
        subcommand: "draw", option: "--path", value: "3",
        arguments: ["sum { each 8 { conv 1x1 4 } }"], isObeyed: gains("     3     ")),
      OptionCase(
        subcommand: "draw", option: "--width", value: "40",
        arguments: ["sum { each 8 { conv 1x1 4 } }"]
      ) { with, without in
        func width(_ result: OptionCase.Result) -> Int { result.run.lines.map(\.count).max() ?? 0 }
        return 1...40 ~= width(with) && width(without) > 40
      },
      OptionCase(
        subcommand: "draw", option: "--separate", arguments: [block], isObeyed: gains("[ BN ]")),
      OptionCase(
        subcommand: "draw", option: "--compare", value: "basic 8", arguments: [block],
        isObeyed: gains("right ÷ left")),
      OptionCase(
        subcommand: "draw", option: "--format", value: "dot", arguments: [block],
        isObeyed: gains("digraph")),
    ]

  /// One measurement is enough where nobody asks how fast it was.
  static let time: [OptionCase] =
    sources("time", [block, "--repeat", "1"]) + [
      ascii("time", [block, "--repeat", "1"]),
      timing("--on", "4x4x4", gains: "4,\n    4,\n    4"),
      timing("--batch", "2", gains: "\"batch\" : 2"),
      timing("--passes", "both", gains: "\"passes\" : \"both\""),
      timing("--precision", "double", gains: "\"precision\" : \"double\""),
      timing("--threads", "3", gains: "\"threads\" : 3"),
      OptionCase(
        subcommand: "time", option: "--repeat", value: "2", arguments: [block, "--json"],
        isObeyed: gains("\"repeats\" : 2")),
      OptionCase(
        subcommand: "time", option: "--input-gradient",
        arguments: convolution + ["--passes", "both", "--repeat", "1", "--json"],
        // four positions forward, and as many products for each of the two gradients
        isObeyed: gains("\"multiply_adds\" : 12")),
      OptionCase(
        subcommand: "time", option: "--json", arguments: [block, "--repeat", "1"]
      ) { with, without in
        with.output.hasPrefix("{") && !without.output.hasPrefix("{")
      },
    ]

  static func timing(
    _ option: String, _ value: String, gains text: String
  ) -> OptionCase {
    OptionCase(
      subcommand: "time", option: option, value: value,
      arguments: [block, "--repeat", "1", "--json"], isObeyed: gains(text))
  }

  static let count: [OptionCase] =
    sources("count", [block]) + [
      ascii("count", [block]),
      OptionCase(
        subcommand: "count", option: "--on", value: "6x6x4", arguments: [block],
        isObeyed: gains("6×6×4")),
      OptionCase(subcommand: "count", option: "--json", arguments: [block]) { with, without in
        with.output.hasPrefix("{") && !without.output.hasPrefix("{")
      },
    ]

  static let run: [OptionCase] =
    sources("run", [block]) + numbers("run", []) + [
      ascii("run", [block]),
      OptionCase(
        subcommand: "run", option: "--on", value: "6x6x4", arguments: [block],
        isObeyed: gains("1×6×6×4")),
      OptionCase(
        subcommand: "run", option: "--batch", value: "3", arguments: convolution,
        isObeyed: gains("3×2×2×1")),
      OptionCase(
        subcommand: "run", option: "--precision", value: "float",
        arguments: convolution + ["--output", "@all.safetensors"], file: "all.safetensors"
      ) { with, without in
        func holds(_ type: String, _ result: OptionCase.Result) -> Bool {
          String(decoding: result.file ?? [], as: UTF8.self).contains("\"\(type)\"")
        }
        return holds("F32", with) && holds("F64", without)
      },
      OptionCase(
        subcommand: "run", option: "--output", value: "@all.safetensors", arguments: convolution,
        file: "all.safetensors"
      ) { with, without in
        let text = String(decoding: with.file ?? [], as: UTF8.self)
        return text.contains("grad.conv1.weight") && without.file == nil
      },
      // either of these two is wrong usage alone
      OptionCase(
        subcommand: "run", option: "--loss", value: "squared_error",
        arguments: convolution + ["--target", "@target.safetensors"]
      ) { $0.run.status == 0 && $0.output.contains("loss") && $1.run.status == 64 },
      OptionCase(
        subcommand: "run", option: "--target", value: "@target.safetensors",
        arguments: convolution + ["--loss", "squared_error"]
      ) { $0.run.status == 0 && $0.output.contains("loss") && $1.run.status == 64 },
      OptionCase(
        subcommand: "run", option: "--labels", value: "@labels.txt",
        arguments: ["globalpool, dense 2"], isObeyed: gains("cat")),
    ]

  static let number = ["--node", "conv1", "--element", "0,0,0"]

  static let explain: [OptionCase] =
    // the block of this name in the tests' files has no such node
    [
      OptionCase(
        subcommand: "explain", option: "--define", value: "@added.block",
        arguments: [block] + number
      ) { with, without in
        with.run.errors.contains("There is no node ‘conv1’") && without.run.status == 0
      },
      only("explain", [block] + number) { with, without in
        with.run.errors.contains("There is no node ‘conv1’") && without.run.status == 0
      },
      OptionCase(
        subcommand: "explain", option: "--lessons", value: "@lessons",
        arguments: ["added", "--node", "relu1", "--element", "0,0,0"]
      ) { with, without in with.run.status == 0 && without.run.status == 1 },
    ]
    + [
      ("--input", "@x.safetensors", "output"), ("--weights", "@weights.safetensors", "output"),
      ("--gradient", "@dy.safetensors", "input-gradient"), ("--seed", "3", "output"),
    ].map { option, value, quantity in
      OptionCase(
        subcommand: "explain", option: option, value: value,
        arguments: convolution + number + ["--of", quantity], isObeyed: differs)
    } + [
      ascii("explain", [block] + number),
      OptionCase(
        subcommand: "explain", option: "--mode", value: "inference",
        arguments: ["norm", "--on", "2x2x1", "--node", "norm1", "--element", "0,0,0"],
        isObeyed: differs),
      OptionCase(
        subcommand: "explain", option: "--on", value: "4x4x2",
        arguments: ["conv 3x3 1"] + number, isObeyed: differs),
      OptionCase(
        subcommand: "explain", option: "--batch", value: "2",
        arguments: convolution + ["--node", "conv1", "--element", "1,0,0,0"]
      ) { $0.run.status == 0 && $0.output.contains("x[1,0,0,0]") && $1.run.status == 1 },
      OptionCase(
        subcommand: "explain", option: "--node", value: "conv2",
        arguments: ["conv 1x1 1, conv 1x1 1", "--on", "2x2x1", "--element", "0,0,0"]
      ) { $0.run.status == 0 && $0.output.contains("conv2.weight") && $1.run.status == 64 },
      OptionCase(
        subcommand: "explain", option: "--element", value: "1,0,0",
        arguments: convolution + ["--node", "conv1"]
      ) { $0.run.status == 0 && $0.output.contains("x[0,1,0,0]") && $1.run.status == 64 },
      OptionCase(
        subcommand: "explain", option: "--of", value: "weight-gradient",
        arguments: convolution + ["--node", "conv1", "--element", "0,0,0,0"]
      ) { $0.run.status == 0 && $0.output.contains("dK") && !$1.output.contains("dK") },
      OptionCase(subcommand: "explain", option: "--json", arguments: [block] + number) {
        with, without in
        with.output.hasPrefix("{") && !without.output.hasPrefix("{")
      },
    ]

  static let screen: [OptionCase] = [
    OptionCase(subcommand: "screen", option: "--size", value: "100x30", arguments: []) {
      $0.run.lines.first?.count == 100 && $1.run.lines.first?.count == 80
    },
    OptionCase(
      subcommand: "screen", option: "--keys", value: "right", arguments: ["step", block],
      isObeyed: gains("2 of")),
    OptionCase(
      subcommand: "screen", option: "--colors", value: "8", arguments: ["--color", "always"]
    ) {
      !$0.output.isEmpty && !$0.output.contains(#/;5;\d\d+m/#) && $1.output.contains(#/;5;\d\d+m/#)
    },
    OptionCase(
      subcommand: "screen", option: "--color", value: "always", arguments: [],
      isObeyed: gains("\u{1B}[")),
    ascii("screen", []),
  ]

  static let doctor: [OptionCase] = [
    OptionCase(subcommand: "doctor", option: "--ascii", arguments: []) { with, without in
      // curly quotation marks
      with.isASCII && !with.output.isEmpty && !without.isASCII
    },
    OptionCase(subcommand: "doctor", option: "--json", arguments: []) { with, without in
      with.output.hasPrefix("{") && !without.output.hasPrefix("{")
    },
  ]

  static let config: [OptionCase] = [
    setting("--color", "always", gains: "\ncolor: always\n"),
    setting("--ascii", gains: "\nglyphs: ascii\n"),
    setting("--no-motion", gains: "\nmotion: false\n"),
    // the settings file of the tests turns the mouse on
    setting("--no-config", gains: "\nmouse: false\n"),
  ]

  static func setting(
    _ option: String, _ value: String? = nil, gains text: String
  ) -> OptionCase {
    OptionCase(
      subcommand: "config", option: option, value: value, arguments: [], isObeyed: gains(text))
  }
}
