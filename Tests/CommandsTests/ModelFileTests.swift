import FileSystem
import Foundation
import Networks
import Tensors
import Testing
import Views
import Workshop

@testable import Commands

/// ONNX models where a text of the notation may stand, and `import`.
@Suite struct ModelFileTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../ONNXTests/Fixtures").standardizedFileURL.path
  private let model = fixtures + "/basic-traced.onnx"
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "blockwalk-model-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }
  private func path(_ name: String) -> String { folder.appending(path: name).path }

  @Test func `a model is run with its weights, and its output has its plain id`() throws {
    let values: [String: Tensor<Float>] =
      try NumPyArchive.read(Files.bytes(Self.fixtures + "/basic.npz"))
    try Data(NumPyArray.write(try #require(values["x"]))).write(to: folder.appending(path: "x.npy"))
    let run = Run([
      "run", model, "--input", path("x.npy"), "--precision", "float", "--output",
      path("all.safetensors"),
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("batch normalizations had been folded"))
    let all: [String: Tensor<Float>] = try Safetensors.read(Files.bytes(path("all.safetensors")))
    let (y, expected) = (try #require(all["dense1"]), try #require(values["y"]))
    for (own, theirs) in zip(y.elements, expected.elements) {
      #expect(abs(own - theirs) <= 1e-5 * expected.largestMagnitude)
    }
  }

  @Test(arguments: [["draw"], ["count"], ["time", "--repeat", "1"], ["step", "--plain"]])
  func `a model stands wherever a notation does`(_ command: [String]) {
    let run = Run([command[0], model] + command.dropFirst())
    #expect(run.status == 0 && run.output.contains("dense"), "\(run.errors)")
  }

  @Test func `the explorer opens at a model with its weights`() throws {
    let visit = try #require(Run(["network", model], hasTerminal: true).visit)
    guard case .answer(to: .open(let request)) = visit.start else {
      Issue.record("no network is opened")
      return
    }
    #expect(request.notation.contains("repeat 2 { basic 4 }") && request.mode == .inference)
    #expect(request.files.weights == model)
  }

  @Test func `import writes a text and weights that give the same`() throws {
    let imported = Run([
      "import", model, "--output", path("m.block"), "--weights", path("m.safetensors"),
    ])
    #expect(imported.status == 0 && imported.output.isEmpty, "\(imported.errors)")
    #expect(imported.errors.contains("had been folded"))
    let ours = Run([
      "run", "basic_traced", "--define", path("m.block"), "--weights", path("m.safetensors"),
      "--mode", "inference", "--seed", "3",
    ])
    let theirs = Run(["run", model, "--seed", "3"])
    #expect(ours.status == 0, "\(ours.errors)")
    let rows = { (run: Run) in run.lines.filter { $0.contains("dense1") } }
    #expect(!rows(ours).isEmpty && rows(ours) == rows(theirs))
    let text = Run(["import", model])
    #expect(text.output.contains("block basic_traced\n  input 32x32x3\n"))
  }

  @Test func `until takes a part of a model, and of nothing else`() {
    let part = Run(["count", model, "--until", "/maxpool/MaxPool"])
    #expect(part.status == 0 && !part.output.contains("dense"), "\(part.errors)")
    #expect(Run(["import", model, "--until", "/maxpool/MaxPool"]).output.contains("maxpool 3x3"))
    let other = Run(["count", "relu", "--until", "y"])
    #expect(other.status == 64 && other.errors.contains("--until is for a model"))
    let missing = Run(["count", model, "--until", "/maxpool/MaxPol"])
    #expect(missing.errors.contains("did you mean ‘/maxpool/MaxPool’?"), "\(missing.errors)")
  }

  @Test func `wrong uses of import are said`() {
    #expect(Run(["import", "model.pth"]).errors.contains("ends in ‘.onnx’"))
    let both = Run(["import", model, "--weights", "-"])
    #expect(both.status == 64 && both.errors.contains("the text cannot go there too"))
    let none = Run(["import", path("none.onnx")])
    #expect(none.status == 1 && none.errors.contains("there is no such file"))
  }

  @Test func `on sets the size of a model that is open to it`() {
    let run = Run(["import", model, "--on", "64x64x3"])
    #expect(run.output.contains("input 64x64x3"), "\(run.errors)")
  }
}
