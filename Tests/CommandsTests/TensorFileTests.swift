import FileSystem
import Foundation
import Networks
import Tensors
import Testing
import Workshop

@testable import Commands

/// Files of tensors on the command line: what sets a size, what is one image, what is said of them.
@Suite struct TensorFileTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "blockwalk-tensors-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }
  private func put(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: folder.appending(path: name))
    return path(name)
  }
  private func put(_ tensors: [String: Tensor<Double>], _ name: String) throws -> String {
    try put(Safetensors.write(tensors), name)
  }
  private func counting(_ shape: Shape) -> Tensor<Double> {
    Tensor(shape, (0..<shape.count).map { Double($0) })
  }

  @Test func `a tensor that enters sets the size, as a picture does`() throws {
    for shape in [Shape(7, 6, 2), Shape(1, 7, 6, 2)] {
      let x = try put(["x": counting(shape)], "x.safetensors")
      let run = Run(["run", "conv 3x3 1", "--input", x, "--output", path("all.safetensors")])
      #expect(run.status == 0, "\(run.errors)")
      let step = Run(["step", "conv 3x3 1", "--input", x, "--plain"])
      #expect(step.status == 0 && step.output.contains("7×6×1"), "\(step.errors)")
      let all: [String: Tensor<Double>] = try Safetensors.read(Files.bytes(path("all.safetensors")))
      #expect(all["conv1"]?.shape == Shape(1, 7, 6, 1))
    }
  }

  @Test func `what has no axis for images is one image`() throws {
    let x = try put(["x": counting(Shape(5, 4, 1))], "x.safetensors")
    let dy = try put(["dy": counting(Shape(5, 4, 1))], "dy.safetensors")
    let run = Run([
      "run", "conv 3x3 1", "--on", "5x4x1", "--input", x, "--gradient", dy, "--output",
      path("all.npz"),
    ])
    #expect(run.status == 0, "\(run.errors)")
    let all: [String: Tensor<Double>] = try NumPyArchive.read(Files.bytes(path("all.npz")))
    #expect(all["x"]?.shape == Shape(1, 5, 4, 1) && all["dy"]?.shape == Shape(1, 5, 4, 1))
  }

  @Test func `channels before rows are told how to turn`() throws {
    let x = try put(["x": counting(Shape(1, 3, 5, 4))], "x.safetensors")
    let run = Run(["run", "conv 3x3 1", "--on", "5x4x3", "--input", x])
    #expect(run.status == 1 && run.errors.contains("‘x.permute(0, 2, 3, 1)’"), "\(run.errors)")
  }

  @Test func `arrays of NumPy come in and go out`() throws {
    let x = try put(NumPyArray.write(counting(Shape(1, 2, 2, 1))), "x.npy")
    let run = Run(["run", "relu", "--input", x, "--output", path("y.npy")])
    #expect(run.status == 0, "\(run.errors)")
    let y: Tensor<Double> = try NumPyArray.read(Files.bytes(path("y.npy"))[...])
    #expect(y == counting(Shape(1, 2, 2, 1)))
  }

  @Test func `standard output gets the tensors alone`() throws {
    let run = Run(["run", "relu", "--on", "1x1x1", "--output", "-"])
    #expect(run.status == 0 && run.output.contains("__metadata__") == false)
    let bytes = Array(run.output.utf8)
    #expect(bytes.count > 8 && run.output.contains("\"dtype\":\"F64\""))
    #expect(!run.output.contains("loss"))
  }

  @Test func `shards are put together by their index`() throws {
    let kernel: [String: Tensor<Double>] = ["conv1.weight": counting(Shape(1, 1, 1, 1))]
    let bias: [String: Tensor<Double>] = ["conv1.bias": counting(Shape(1))]
    _ = try put(kernel, "m-00001-of-00002.safetensors")
    _ = try put(bias, "m-00002-of-00002.safetensors")
    let index = """
      {"weight_map": {"conv1.weight": "m-00001-of-00002.safetensors", \
      "conv1.bias": "m-00002-of-00002.safetensors"}}
      """
    let whole = try put(Array(index.utf8), "m.safetensors.index.json")
    let run = Run(["run", "conv 1x1 1 bias", "--on", "2x2x1", "--weights", whole])
    #expect(run.status == 0, "\(run.errors)")
    let alone = Run([
      "run", "conv 1x1 1 bias", "--on", "2x2x1", "--weights", path("m-00001-of-00002.safetensors"),
    ])
    #expect(alone.errors.contains("is one of 2 shards; give the index"), "\(alone.errors)")
  }

  @Test func `what was done to the weights is said`() throws {
    let weights = try put(
      ["module.conv1.weight": counting(Shape(1, 1, 1, 1))], "w.safetensors")
    let run = Run(["run", "conv 1x1 1", "--on", "2x2x1", "--weights", weights])
    #expect(run.output.contains("begin with ‘module.’"), "\(run.errors)")
  }

  @Test func `a file of another format is named`() throws {
    let page = try put(Array("<html>".utf8), "w.safetensors")
    let run = Run(["run", "conv 1x1 1", "--on", "2x2x1", "--weights", page])
    #expect(run.status == 1 && run.errors.contains("it is a web page"), "\(run.errors)")
  }
}
