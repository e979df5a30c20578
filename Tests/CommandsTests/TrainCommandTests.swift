import Foundation
import Networks
import Tensors
import Testing

@testable import Commands

/// `blockwalk train`: every option, what it prints and what it writes.
@Suite struct TrainCommandTests {
  /// Two networks that are trained in a moment.
  private static let small = "flatten, dense 6, relu, dense 10"
  private static let normed = "conv 3x3 2, norm, relu, basic 2, globalpool, dense 10"

  private struct Line: Decodable, Equatable {
    let step: Int
    let epoch: Int
    let rate: Double
    let loss: Double
    let accuracy: Double
    let gradientNorm: Double
    let validationLoss: Double?
    let validationAccuracy: Double?
    let compared: Compared?

    struct Compared: Decodable, Equatable {
      let step: Int
      let loss: Double
    }
  }
  private struct Report: Decodable {
    struct Outcome: Decodable {
      let network: String
      let loss: Double
    }
    let network: String
    let data: String
    let parameters: Int
    let steps: Int
    let epochs: Double
    let loss: Double
    let accuracy: Double
    let validationLoss: Double?
    let validationAccuracy: Double?
    let reachedTarget: Bool
    let compared: Outcome?
  }

  private static func decoded<Value: Decodable>(_ text: some StringProtocol) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: Data(text.utf8))
  }

  /// A folder of its own, gone afterwards.
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  /// The lines that a run logs.
  private func log(_ arguments: [String], notation: String = small) throws -> [Line] {
    var lines: [Line] = []
    try withFolder { folder in
      let run = Run(["train", notation, "--log", folder + "/log"] + arguments)
      try #require(run.status == 0, "\(arguments) \(run.errors)")
      lines = try String(contentsOfFile: folder + "/log", encoding: .utf8)
        .split(separator: "\n").map { try Self.decoded($0) }
    }
    return lines
  }

  @Test func `without any option it is the recipe of the lessons`() throws {
    let lines = try log([])
    #expect(lines.count == 168)
    #expect(lines.map(\.epoch) == (0..<168).map { $0 / 42 + 1 })
    #expect(lines[0].rate == 0.05 && abs(lines[84].rate - 0.025) < 1e-12)
    #expect(lines.indices.filter { lines[$0].validationLoss != nil } == [41, 83, 125, 167])
    #expect(lines[167].validationAccuracy ?? 0 > 0.5)
    // momentum 0.9 is part of it
    #expect(try log(["--momentum", "0.9", "--rate", "0.05", "--schedule", "cosine"]) == lines)
  }

  @Test func `with a terminal it opens the explorer, unless it is to print`() {
    let line = ["train", Self.small, "--steps", "2"]
    #expect(Run(line, hasTerminal: true).visit != nil)
    #expect(Run(line).visit == nil && Run(line).status == 0)
    for option in ["--plain", "--json"] {
      let run = Run(line + [option], hasTerminal: true)
      #expect(run.visit == nil && !run.output.isEmpty)
    }
  }

  @Test func `in the explorer the files follow the run, back and another way too`() throws {
    try withFolder { folder in
      let (log, output) = (folder + "/log", folder + "/output")
      func keep(_ keys: String) throws -> [Line] {
        let run = Run([
          "screen", "--size", "80x24", "--keys", keys, "train", Self.small, "--steps", "9",
          "--log", log, "--output", output, "--precision", "double",
        ])
        try #require(run.status == 0, "\(run.errors)")
        return try String(contentsOfFile: log, encoding: .utf8)
          .split(separator: "\n").map { try Self.decoded($0) }
      }
      let straight = try keep("4 right")
      #expect(straight.map(\.step) == [1, 2, 3, 4])
      #expect(try keep("4 right left left right") == straight)
      // what is resumed goes on from where the run was left
      let resumed = Run([
        "train", Self.small, "--steps", "9", "--resume", output, "--precision", "double",
        "--log", log,
      ])
      #expect(resumed.status == 0)
      let whole = try String(contentsOfFile: log, encoding: .utf8)
        .split(separator: "\n").map { try Self.decoded($0) as Line }
      #expect(whole.map(\.step) == Array(1...9))
      // another rate from step 2 on: the log tells of that way alone
      let turned = try keep("4 right left left # - 2 right")
      #expect(turned.map(\.step) == [1, 2, 3, 4])
      #expect(turned[1] == straight[1] && turned[2].rate < straight[2].rate)
    }
  }

  /// An option, and another command line that it must differ from in the log.
  @Test(
    arguments: [
      (["--rate", "0.1"], []), (["--optimizer", "sgd"], []),
      (["--optimizer", "adam"], ["--optimizer", "adagrad"]),
      (["--optimizer", "rmsprop"], ["--optimizer", "adam"]),
      (["--optimizer", "adamw", "--weight-decay", "0.5"], ["--optimizer", "adamw"]),
      (["--rate", "0.1", "--momentum", "0.5"], ["--rate", "0.1"]), (["--nesterov"], []),
      (["--weight-decay", "0.1"], []),
      (["--weight-decay", "0.1", "--decay", "kernels"], ["--weight-decay", "0.1"]),
      (["--optimizer", "adam", "--beta1", "0.5"], ["--optimizer", "adam"]),
      (["--optimizer", "adam", "--beta2", "0.5"], ["--optimizer", "adam"]),
      (["--optimizer", "adam", "--epsilon", "0.1"], ["--optimizer", "adam"]),
      (["--optimizer", "rmsprop", "--rho", "0.5"], ["--optimizer", "rmsprop"]),
      (["--schedule", "linear", "--rate", "0.05"], ["--schedule", "cosine", "--rate", "0.05"]),
      (
        ["--schedule", "step", "--every", "2"],
        ["--schedule", "step", "--every", "2", "--factor", "0.5"]
      ),
      (["--schedule", "exponential", "--factor", "0.5"], ["--schedule", "constant"]),
      (["--warmup", "2"], []), (["--clip", "0.1"], []), (["--label-smoothing", "0.1"], []),
      (["--loss", "squared_error"], []), (["--initial", "glorot"], []),
      (["--initial", "normal:0.1"], ["--initial", "normal:0.2"]),
      (["--initial", "constant:0.1"], ["--initial", "zeros"]), (["--zero-head"], []),
      (["--batch", "16"], []), (["--order", "given"], []), (["--augment", "cutout:3"], []),
      (["--augment", "flip, shift:1"], ["--augment", "flip"]),
      (["--augment", "mixup"], ["--augment", "cutmix"]), (["--seed", "1"], []),
      (["--precision", "double"], []), (["--validate", "100"], []), (["--steps", "5"], []),
    ] as [([String], [String])])
  func `each option is obeyed`(_ option: [String], _ other: [String]) throws {
    func lines(_ options: [String]) throws -> [Line] {
      try log((options.contains("--steps") ? [] : ["--steps", "4"]) + options)
    }
    #expect(try lines(option) != lines(other))
  }

  @Test func `zero norms change how a residual network begins`() throws {
    let options = ["--steps", "2"]
    let plain = try log(options, notation: Self.normed)
    #expect(try log(options + ["--zero-norm"], notation: Self.normed) != plain)
  }

  @Test func `no validation takes all and says none`() throws {
    let lines = try log(["--validate", "0", "--epochs", "1"])
    #expect(lines.count == 1797 / 32)
    #expect(lines.allSatisfy { $0.validationLoss == nil })
  }

  @Test func `logged numbers have all their digits`() throws {
    try withFolder { folder in
      let run = Run(["train", Self.small, "--steps", "2", "--log", folder + "/log"])
      #expect(run.status == 0)
      let text = try String(contentsOfFile: folder + "/log", encoding: .utf8)
      let line = try #require(text.split(separator: "\n").last)
      let parsed: Line = try Self.decoded(line)
      for number in [parsed.loss, parsed.gradientNorm, parsed.rate, parsed.accuracy] {
        #expect(line.contains(":\(number)"), "\(line)")
      }
      #expect(line.hasPrefix("{\"step\":2,\"epoch\":1,\"rate\":"))
    }
  }

  @Test func `a second network is trained on the same batches`() throws {
    let lines = try log(["--steps", "4", "--compare", Self.small])
    #expect(lines.allSatisfy { $0.compared?.loss == $0.loss && $0.compared?.step == $0.step })
    let run = Run(["train", Self.small, "--steps", "4", "--compare", Self.normed])
    #expect(run.status == 0)
    #expect(run.output.contains(Self.small) && run.output.contains(Self.normed))
    #expect(run.output.contains("beside it"))
  }

  @Test func `the result as JSON`() throws {
    let run = Run([
      "train", Self.small, "--epochs", "2", "--json", "--compare", Self.normed, "--threads", "1",
    ])
    #expect(run.status == 0 && run.errors.isEmpty)
    let report: Report = try Self.decoded(run.output)
    #expect(report.network == Self.small && report.data == "digits")
    #expect(report.steps == 84 && report.epochs == 2)
    #expect(report.parameters == 64 * 6 + 6 + 6 * 10 + 10)
    #expect(report.compared?.network == Self.normed)
    #expect(!report.reachedTarget)
    let lines = try log(["--epochs", "2"])
    let mean = lines.suffix(42).reduce(0) { $0 + $1.loss } / 42
    #expect(abs(report.loss - mean) < 1e-12)
    #expect(report.validationLoss == lines[83].validationLoss)
    #expect(report.validationAccuracy == lines[83].validationAccuracy)
  }

  @Test func `the text has progress and a result, in a terminal too`() {
    for run in [
      Run(["train", Self.small, "--epochs", "1"]),
      Run(["train", Self.small, "--epochs", "1", "--plain"], hasTerminal: true),
    ] {
      #expect(run.status == 0 && run.errors.isEmpty)
      for part in [
        "epoch 1/1  step 42/42  loss ", "accuracy ", " steps/s", "42 steps of digits in ",
        "validation accuracy", Self.small,
      ] { #expect(run.output.contains(part), "\(part)") }
    }
  }

  @Test func `it stops at the accuracy asked for`() throws {
    let run = Run(["train", Self.small, "--json", "--target-accuracy", "0.3", "--epochs", "20"])
    let report: Report = try Self.decoded(run.output)
    #expect(report.reachedTarget && report.steps < 20 * 42 && report.steps % 42 == 0)
    #expect(report.validationAccuracy ?? 0 >= 0.3)
  }

  @Test func `a run goes on from its file, with its log`() throws {
    try withFolder { folder in
      let paths = ["a", "b", "a.log", "b.log"].map { folder + "/" + $0 }
      let options = ["train", Self.normed, "--steps", "30", "--optimizer", "adam", "--seed", "3"]
      #expect(Run(options + ["--output", paths[0], "--log", paths[2]]).status == 0)
      // the schedule is constant, so that a shorter run is the beginning of a longer one
      let begun = Run(
        ["train", Self.normed, "--steps", "11", "--optimizer", "adam", "--seed", "3"]
          + ["--output", paths[1], "--log", paths[3]])
      #expect(begun.status == 0)
      // a line that was written in part
      let log = try FileHandle(forWritingTo: URL(filePath: paths[3]))
      try log.seekToEnd()
      try log.write(contentsOf: Data("{\"step\":12,\"ep".utf8))
      try log.close()
      let resumed = Run(
        options + ["--resume", paths[1], "--output", paths[1], "--log", paths[3]])
      #expect(resumed.status == 0)
      #expect(resumed.errors.contains("was written by another recipe"))
      #expect(
        try Data(contentsOf: URL(filePath: paths[0])) == Data(contentsOf: URL(filePath: paths[1])))
      #expect(
        try String(contentsOfFile: paths[2], encoding: .utf8)
          == String(contentsOfFile: paths[3], encoding: .utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 4)
      // the weights are those of a run of the block
      let run = Run([
        "run", Self.normed, "--on", "8x8x1", "--weights", paths[0], "--mode", "inference",
      ])
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  @Test func `a file that is not there yet is no fault where it is also the output`() throws {
    try withFolder { folder in
      let path = folder + "/run"
      let options = ["train", Self.small, "--steps", "3", "--resume", path]
      let first = Run(options + ["--output", path])
      #expect(first.status == 0 && first.errors.contains("is not there yet"))
      let again = Run(options + ["--output", path])
      #expect(again.status == 0 && again.errors.isEmpty)
      #expect(Run(["train", Self.small, "--resume", folder + "/none"]).status == 1)
    }
  }

  @Test func `data of files, folders and figures`() throws {
    try withFolder { folder in
      let x = Tensor<Double>(Shape(40, 2), (0..<80).map { Double($0 % 4 / 2 * 2 - 1) })
      let labels = Tensor<Double>((0..<40).map { Double($0 % 2) })
      try Data(Safetensors.write(["x": x, "labels": labels])).write(
        to: URL(filePath: folder + "/xy.safetensors"))
      let file = Run([
        "train", "dense 2", "--data", folder + "/xy.safetensors", "--batch", "8", "--epochs",
        "30", "--json",
      ])
      let report: Report = try Self.decoded(file.output)
      #expect(report.accuracy == 1 && report.validationLoss == nil)
      for (name, pixel) in [("dark", 0), ("light", 255)] {
        try FileManager.default.createDirectory(
          atPath: folder + "/pets/" + name, withIntermediateDirectories: true)
        for number in 0..<4 {
          try "P2 2 2 255 \(pixel) \(pixel) \(pixel) \(number)\n".write(
            toFile: folder + "/pets/\(name)/\(number).pgm", atomically: true, encoding: .utf8)
        }
      }
      let pictures = Run([
        "train", "flatten, dense 2", "--data", folder + "/pets", "--batch", "4", "--epochs",
        "30", "--validate", "2", "--json",
      ])
      let pets: Report = try Self.decoded(pictures.output)
      #expect(pets.accuracy == 1 && pets.validationAccuracy == 1)
    }
    let shapes = try log(["--data", "shapes", "--on", "8x8x1", "--steps", "2"])
    #expect(shapes.count == 2)
  }

  @Test(
    arguments: [
      (["--data", "digts"], 1, "did you mean ‘digits’?"),
      (["--data", "/nowhere/x"], 1, "there is no such file"),
      (["--on", "9x9x1"], 1, "digits has examples of 8×8×1, but the network takes 9×9×1"),
      (["--validate", "1797"], 1, "leaves none to learn from"),
      (["--validate", "1790"], 1, "a batch of 32 cannot be filled from 7 training examples"),
      (["--validate=-1"], 64, "whole number from 0"),
      (["--batch", "0"], 64, "--batch takes"),
      (["--rate=-1"], 64, "--rate takes a number from 0"),
      (["--rate", "nan"], 64, "--rate takes a number from 0"),
      (["--optimizer", "adam", "--momentum", "0.9"], 64, "--momentum belongs to sgd and rmsprop"),
      (["--beta1", "0.9"], 64, "--beta1 belongs to adam and adamw, not to sgd"),
      (["--beta2", "0.9"], 64, "--beta2 belongs to adam"),
      (["--rho", "0.9"], 64, "--rho belongs to rmsprop"),
      (["--epsilon", "1e-7"], 64, "--epsilon belongs to"),
      (["--rate", "0.1", "--nesterov"], 64, "--nesterov needs sgd"),
      (["--momentum", "1"], 64, "--momentum takes a number from 0 to less than 1"),
      (["--schedule", "step"], 64, "--every go together"),
      (["--every", "3"], 64, "--every go together"),
      (["--factor", "0.5"], 64, "--factor goes with"),
      (["--schedule", "exponential"], 64, "needs --factor"),
      (["--epochs", "1", "--steps", "1"], 64, "give one of them"),
      (["--steps", "0"], 64, "--steps takes"),
      (["--clip", "0"], 64, "--clip takes a number above 0"),
      (["--label-smoothing", "1"], 64, "--label-smoothing takes"),
      (["--label-smoothing", "0.1", "--loss", "squared_error"], 64, "goes with the loss"),
      (["--target-accuracy", "2"], 64, "--target-accuracy takes"),
      (["--threads", "0"], 64, "--threads takes"),
      (["--augment", "cutuot"], 64, "--augment"),
      (["--initial", "normal"], 64, "--initial"),
      (["--initial", "glorto"], 1, "did you mean ‘glorot’?"),
      (["--initial", "/nowhere/x"], 1, "there is no such file"),
      (["--output", "/nowhere/x", "--steps", "1"], 1, "cannot be written"),
      (["--log", "/nowhere/x", "--steps", "1"], 1, "cannot be written"),
      (["--rate", "1e30"], 1, "is the first tensor with numbers that are infinite or none"),
    ] as [([String], Int32, String)])
  func `a wrong option gets a sentence`(
    _ options: [String], _ status: Int32, _ sentence: String
  ) {
    let run = Run(["train", Self.small, "--seed", "1"] + options)
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains(sentence), "\(run.errors)")
    #expect(run.errors.hasPrefix("Error: "))
  }
}
