import Foundation
import Tensors
import Testing

@testable import Commands

/// Networks that end in their loss, on the command line.
@Suite struct LossNotationTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  /// What three updates of a network log.
  private func log(_ notation: String, _ arguments: [String] = []) throws -> String {
    var text = ""
    try withFolder { folder in
      let run = Run(
        ["train", notation, "--steps", "3", "--seed", "1", "--log", folder + "/log"] + arguments)
      try #require(run.status == 0, "\(run.errors)")
      text = try String(contentsOfFile: folder + "/log", encoding: .utf8)
    }
    return text
  }

  @Test(arguments: ["cross_entropy", "sigmoid_cross_entropy", "squared_error"])
  func `a network is trained by the loss that it ends in`(_ loss: String) throws {
    let own = try log("flatten, dense 10, \(loss)")
    #expect(own.split(separator: "\n").count == 3)
    #expect(try log("flatten, dense 10", ["--loss", loss]) == own)
    if loss != "cross_entropy" { #expect(try log("flatten, dense 10") != own) }
  }

  @Test func `it takes no other loss`() {
    let sentence = "the notation ends in squared_error, which is its loss; leave out --loss."
    for subcommand in [
      ["train", "flatten, dense 10, squared_error", "--steps", "1"],
      ["run", "dense 3, squared_error", "--on", "2", "--target", "x"],
    ] {
      let run = Run(subcommand + ["--loss", "cross_entropy"])
      #expect(run.status == 1 && run.errors.contains(sentence), "\(run.errors)")
    }
    let compared = Run([
      "train", "flatten, dense 10", "--compare", "flatten, dense 10, squared_error", "--loss",
      "cross_entropy", "--steps", "1",
    ])
    #expect(compared.status == 1 && compared.errors.contains(sentence))
  }

  @Test func `it compares with the target of a file`() throws {
    try withFolder { folder in
      let path = folder + "/target.safetensors"
      let target: [String: Tensor<Double>] = ["target": Tensor(Shape(2), [3, 5])]
      try Data(Safetensors.write(target)).write(to: URL(filePath: path))
      let run = Run(["run", "squared_error", "--on", "2", "--target", path])
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("target") && run.output.contains("5.00"))
      #expect(run.output != Run(["run", "squared_error", "--on", "2"]).output)
    }
  }
}
