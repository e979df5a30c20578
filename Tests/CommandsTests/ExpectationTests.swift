import FileSystem
import Foundation
import Tensors
import Testing
import Workshop

@testable import Commands

/// `run --expect`: values of others beside those of a run.
@Suite struct ExpectationTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../ONNXTests/Fixtures").standardizedFileURL.path
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "blockwalk-expect-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }
  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func model(_ more: String...) throws -> Run {
    let values: [String: Tensor<Float>] =
      try NumPyArchive.read(Files.bytes(Self.fixtures + "/mbconv.npz"))
    try Data(NumPyArray.write(try #require(values["x"]))).write(to: folder.appending(path: "x.npy"))
    return Run(
      [
        "run", Self.fixtures + "/mbconv-exported.onnx", "--input", path("x.npy"), "--precision",
        "float",
      ] + more)
  }

  @Test func `an output that agrees is said to, one that differs ends with 1`() throws {
    let same = try model("--expect", Self.fixtures + "/mbconv.npz")
    #expect(same.status == 0 && same.output.contains("dense1 agrees with"), "\(same.errors)")
    try Data(NumPyArray.write(Tensor<Float>(Shape(1, 5), [1, 2, 3, 4, 5])))
      .write(to: folder.appending(path: "other.npy"))
    let other = try model("--expect", path("other.npy"))
    #expect(other.status == 1 && other.errors.contains("dense1 differs by"), "\(other.errors)")
  }

  @Test func `the first node that differs is named`() throws {
    let run = ["run", "conv 3x3 2, relu, conv 3x3 1, globalpool", "--on", "4x4x1", "--seed", "5"]
    #expect(Run(run + ["--output", path("all.safetensors")]).status == 0)
    var all: [String: Tensor<Double>] = try Safetensors.read(Files.bytes(path("all.safetensors")))
    let own = try #require(all["conv1"])
    // as other frameworks have it: channels before rows
    all["conv1"] = own.permuted([0, 3, 1, 2])
    try Data(Safetensors.write(all)).write(to: folder.appending(path: "turned.safetensors"))
    let same = Run(run + ["--expect", path("turned.safetensors"), "--expect-all"])
    #expect(same.status == 0 && same.output.contains("5 tensors agree"), "\(same.errors)")

    all["conv1.weight"]?.elements[3] += 0.5
    try Data(Safetensors.write(all)).write(to: folder.appending(path: "changed.safetensors"))
    let changed = Run(
      run + [
        "--weights", path("changed.safetensors"), "--input", path("all.safetensors"), "--expect",
        path("all.safetensors"), "--expect-all",
      ])
    #expect(
      changed.status == 1 && changed.errors.contains("the first that differs is conv1"),
      "\(changed.errors)")
    let loose = Run(
      run + [
        "--weights", path("changed.safetensors"), "--input", path("all.safetensors"), "--expect",
        path("all.safetensors"), "--tolerance", "0.99",
      ])
    #expect(loose.status == 0, "\(loose.errors)")
  }

  @Test func `what cannot be compared is said`() throws {
    try Data(NumPyArray.write(Tensor<Float>(Shape(3), [1, 2, 3])))
      .write(to: folder.appending(path: "three.npy"))
    let shapes = Run(["run", "relu", "--on", "2x2x1", "--expect", path("three.npy")])
    #expect(shapes.errors.contains("relu1 is 1×2×2×1, but 3 in"), "\(shapes.errors)")
    #expect(Run(["run", "relu", "--expect-all"]).errors.contains("needs --expect"))
    let part = Run(["run", "relu", "--expect", path("three.npy"), "--tolerance", "2"])
    #expect(part.errors.contains("takes a part of 1"))
  }
}
