import Foundation
import Networks
import Tensors
import Testing

@testable import Commands

/// Training runs made with PyTorch in float64, made again by `blockwalk train`.
@Suite struct TrajectoryTests {
  struct Case: Decodable, CustomTestStringConvertible, Sendable {
    struct Optimizer: Decodable, Sendable {
      let kind: String
      let rate: Double
      let momentum: Double?
      let nesterov: Bool?
      let weightDecay: Double?
      let rho: Double?
      let epsilon: Double?
      let schedule: String?
      let every: Int?
      let factor: Double?
      let warmup: Int?
      let clip: Double?
      let labelSmoothing: Double?

      var options: [String] {
        var options = ["--optimizer", kind, "--rate", "\(rate)"]
        func add(_ option: String, _ value: (any CustomStringConvertible)?) {
          if let value { options += ["--" + option, "\(value)"] }
        }
        add("momentum", momentum)
        if nesterov == true { options.append("--nesterov") }
        add("weight-decay", weightDecay)
        add("rho", rho)
        add("epsilon", epsilon)
        add("schedule", schedule)
        add("every", every)
        add("factor", factor)
        add("warmup", warmup)
        add("clip", clip)
        add("label-smoothing", labelSmoothing)
        return options
      }
    }
    let name: String
    let notation: String
    let on: String
    let steps: Int
    let batch: Int
    let optimizer: Optimizer
    var testDescription: String { name }

    var file: URL { TrajectoryTests.folder.appending(path: name + ".safetensors") }
    func tensors() throws -> [String: Tensor<Double>] {
      try Safetensors.read(Array(Data(contentsOf: file)))
    }
  }
  struct Line: Decodable {
    let step: Int
    let epoch: Int
    let rate: Double
    let loss: Double
    let accuracy: Double
    let gradientNorm: Double
  }

  static let folder =
    Bundle.module.url(forResource: "Trajectories", withExtension: nil) ?? URL(filePath: "")
  private struct Manifest: Decodable { let cases: [Case] }
  static let cases: [Case] = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let bytes = try? Data(contentsOf: folder.appending(path: "manifest.json"))
    return (try? decoder.decode(Manifest.self, from: bytes ?? Data()).cases) ?? []
  }()

  /// The tensors below a prefix, without it.
  private func part(_ prefix: String, _ tensors: [String: Tensor<Double>]) -> [String: Tensor<
    Double
  >] {
    Dictionary(
      tensors.filter { $0.key.hasPrefix(prefix) }.map {
        (String($0.key.dropFirst(prefix.count)), $0.value)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Runs a case and reads what it has written.
  private func train(
    _ one: Case, _ precision: String
  ) throws -> (lines: [Line], output: [String: Tensor<Double>]) {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = ["initial.safetensors", "run.safetensors", "run.jsonl"].map {
      folder.appending(path: $0).path
    }
    try Data(Safetensors.write(part("initial/", one.tensors()))).write(
      to: URL(filePath: paths[0]))
    let run = Run(
      [
        "train", one.notation, "--on", one.on, "--data", one.file.path, "--order", "given",
        "--batch", "\(one.batch)", "--steps", "\(one.steps)", "--validate", "0", "--initial",
        paths[0], "--output", paths[1], "--log", paths[2], "--precision", precision,
      ] + one.optimizer.options)
    try #require(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let lines = try String(contentsOfFile: paths[2], encoding: .utf8).split(separator: "\n")
    return (
      try lines.map { try decoder.decode(Line.self, from: Data($0.utf8)) },
      try Safetensors.read(Array(Data(contentsOf: URL(filePath: paths[1]))))
    )
  }

  @Test func `sixteen cases are there`() { #expect(Self.cases.count == 16) }

  @Test(arguments: cases) func `a run in double is that of PyTorch`(_ one: Case) throws {
    let expected = try one.tensors()
    let (lines, output) = try train(one, "double")
    #expect(lines.map(\.step) == Array(1...one.steps))
    func series(_ name: String) throws -> [Double] { try #require(expected[name]).elements }
    let losses = try series("loss")
    let largest = losses.max() ?? 1
    for (line, loss) in zip(lines, losses) { #expect(abs(line.loss - loss) < 1e-9 * largest) }
    for (line, rate) in zip(lines, try series("rate")) { #expect(abs(line.rate - rate) < 1e-12) }
    for (line, norm) in zip(lines, try series("gradient_norm")) {
      #expect(abs(line.gradientNorm - norm) < 1e-9 * max(1, norm))
    }
    var states = 0
    for (name, tensor) in part("final/", expected).merging(
      expected.filter { $0.key.hasPrefix("state/") }, uniquingKeysWith: { first, _ in first })
    {
      let ours = try #require(output[name], "\(name)")
      #expect(ours.shape == tensor.shape)
      let tolerance = 1e-9 * tensor.largestMagnitude
      #expect(
        zip(ours.elements, tensor.elements).allSatisfy { abs($0 - $1) <= tolerance }, "\(name)")
      if name.hasPrefix("state/") { states += 1 }
    }
    #expect(states == output.keys.count { $0.hasPrefix("state/") })
    #expect(output.count == expected.keys.count { $0.hasPrefix("final/") } + states)
  }

  @Test(arguments: cases) func `a run in float has its losses`(_ one: Case) throws {
    let losses = try #require(try one.tensors()["loss"]).elements
    let (lines, _) = try train(one, "float")
    #expect(lines.count == losses.count)
    for (line, loss) in zip(lines, losses) { #expect(abs(line.loss - loss) < 1e-4) }
  }
}
