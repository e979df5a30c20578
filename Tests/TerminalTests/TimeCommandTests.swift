import Foundation
import Testing

/// `blockwalk time`: what it reports, never how fast it was.
struct TimeCommandTests {
  struct Report: Decodable {
    struct Kind: Decodable {
      let operations: String
      let count: Int
      let medianMs: Double
      let gflops: Double
      let share: Double
    }
    let medianMs: Double
    let minMs: Double
    let gflops: Double
    let machineGflops: Double
    let shareOfMachine: Double
    let peakMib: Double
    let plannedMib: Double
    let multiplyAdds: Int
    let threads: Int
    let passes: String
    let precision: String
    let kinds: [Kind]
  }

  private func report(_ arguments: [String]) throws -> Report {
    let run = try Program(["time"] + arguments + ["--json", "--repeat", "2"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Report.self, from: Data(run.output.utf8))
  }

  @Test(arguments: ["forward", "both"], ["float", "double"])
  func `a report has its figures under their keys`(passes: String, precision: String) throws {
    let report = try report(
      [
        "bottleneck 4", "--on", "8x8x16", "--passes", passes, "--precision", precision,
        "--threads", "1",
      ])
    #expect((report.passes, report.precision) == (passes, precision))
    #expect(report.minMs > 0 && report.minMs <= report.medianMs)
    #expect(report.threads == 1 && report.machineGflops > 0)
    #expect(abs(report.shareOfMachine - report.gflops / report.machineGflops) < 1e-9)
    // 64 positions times 16·4 + 9·4·4 + 4·16; each pass back costs as much twice, but the first
    // convolution has no gradient to send on to the input
    let forward = 64 * (64 + 144 + 64)
    #expect(report.multiplyAdds == (passes == "forward" ? forward : 3 * forward - 64 * 64))
    let expected = 2 * Double(report.multiplyAdds) / report.medianMs / 1e6
    #expect(abs(report.gflops - expected) < 1e-6 * expected)
    #expect(abs(report.kinds.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    // in inference each convolution takes along what is behind it
    let convolutions = report.kinds.filter { $0.operations.hasPrefix("conv") }
    #expect(convolutions.reduce(0) { $0 + $1.count } == 3)
  }

  @Test func `the input's gradient costs the first convolution once more`() throws {
    let block = ["conv 3x3 2 stride: 2", "--on", "7x7x2", "--passes", "both"]
    let without = try report(block)
    let with = try report(block + ["--input-gradient"])
    #expect(3 * without.multiplyAdds == 2 * with.multiplyAdds)
  }

  @Test(arguments: ["forward", "both"])
  func `memory grows with the batch as it was planned`(passes: String) throws {
    let network = ["mobilenet_v2", "--on", "64x64x3", "--passes", passes]
    let small = try report(network)
    let large = try report(network + ["--batch", "48"])
    let planned = large.plannedMib - small.plannedMib
    let measured = large.peakMib - small.peakMib
    #expect(planned > 20 && abs(measured - planned) < 0.35 * planned)
  }

  @Test func `the text names what ran, its speed, its memory and its operations`() throws {
    let run = try Program(["time", "basic 4", "--on", "8x8x4", "--repeat", "2"])
    #expect(run.status == 0)
    for part in ["basic 4 on 8×8×4, 1 image, float, ", "median", "GFLOP/s", "MiB", "conv"] {
      #expect(run.output.contains(part), "\(part)")
    }
  }

  @Test func `a run that no memory would hold is refused in one sentence`() throws {
    for command in ["run", "time"] {
      let run = try Program([command, "resnet152", "--batch", "100000"])
      #expect(run.status == 1 && run.output.isEmpty)
      let sentence = run.errors.trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(sentence.split(separator: "\n").count == 1)
      #expect(sentence.contains(/\d [GT]iB of memory, more than the [\d.]+ [GM]iB that/))
    }
  }
}
