import Diagrams
import Foundation
import Networks
import Screens
import Tensors
import Testing

/// Pictures as files: what is drawn and how, `---`, the picture.
///
/// A file without a picture gets one and fails, as do all with RECORD=1.
@Suite struct `Pictures of blocks` {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Pictures/Blocks")
  static let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted()

  @Test(arguments: names ?? [])
  func `are drawn as kept`(name: String) throws {
    let url = Self.folder.appendingPathComponent(name)
    let text = try String(contentsOf: url, encoding: .utf8)
    let parts = text.split(separator: "---\n", maxSplits: 1, omittingEmptySubsequences: false)
    let picture = try picture(of: parts[0].split(separator: "\n").map(String.init))
    let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"
    guard !isRecording, parts.count == 2 else {
      try "\(parts[0])---\n\(picture)".write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)")
      return
    }
    #expect(picture == parts[1])
  }

  /// The picture that lines such as these ask for: a notation, then how it is drawn.
  private func picture(of lines: [String]) throws -> String {
    var options = Diagram.Options()
    var (size, step, pass, isASCII): (String?, Step?, Diagram.Pass, Bool) = (
      nil, nil, .forward, false
    )
    for line in lines.dropFirst() {
      let words = line.split(separator: " ").map(String.init)
      let number = words.last.flatMap(Int.init)
      switch words[0] {
      case "on": size = words[1]
      case "separate": options.isGathered = false
      case "bare": options.showsShapes = false
      case "unfolded": options.isUnfolded = true
      case "width": options.width = number
      case "window": options.window = number
      case "open": options.opened = Set(words.dropFirst())
      case "ascii": isASCII = true
      case "backward": if let number { step = .backward(number) } else { pass = .backward }
      case "forward": step = .forward(try #require(number))
      case "gather": step = .gather(try #require(number))
      case "loss": step = .loss
      default: Issue.record("‘\(line)’ is no way to draw")
      }
    }
    let network = try TestLibrary.network(lines[0], on: size)
    let diagram = Diagram(network, options: options)
    let grid = step.map(diagram.draw) ?? diagram.draw(pass: pass)
    return (isASCII ? grid.inASCII() : grid).lines
      .map { $0.replacing(#/ +$/#, with: "") }.joined(separator: "\n") + "\n"
  }
}
