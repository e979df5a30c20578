import Foundation
import Screens
import Testing
import Views

/// What the README shows and names is what there is.
@Suite struct ReadmeTests {
  static let root = Stage.folder.appending(path: "../..").standardized
  static let text = Result {
    try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
  }

  @Test func `the screen in the README is the screen of the program`() throws {
    let screen = Screen(Size(80, 24))
    var stage = try Stage(screen)
    try stage.step("bottleneck 4 stride: 2 on 8x8x8")
    try stage.press("right right right right")
    let lines = stage.explorer.draw(in: screen).lines.map(\.trimmedEnd)
    let picture = lines.joined(separator: "\n")
    let readme = try Self.text.get()
    let fence = try #require(readme.components(separatedBy: "```text\n").dropFirst().first)
    let shown = fence.components(separatedBy: "\n```")[0]
    #expect(shown == picture, "it should be\n\(picture)")
  }

  @Test func `the picture in the README is what the program shows`() throws {
    let directions = Directions(
      place: "step conv 3x3 1 stride: 2 on 7x7x1", keys: "b enter right right",
      screen: Screen(Size(110, 30), colors: .direct))
    let picture = VectorScreen(try directions.grid(), Theme(.direct, on: .known(0x16181D))).text
    let file = "Tests/ViewsTests/Pictures/gather.svg"
    #expect(try Self.text.get().contains("](\(file))"))
    let url = Self.root.appending(path: file)
    let shown = try? String(contentsOf: url, encoding: .utf8)
    if shown == nil || ProcessInfo.processInfo.environment["RECORD"] != nil {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try picture.write(to: url, atomically: true, encoding: .utf8)
    }
    #expect(shown == picture, "RECORD=1 draws it anew")
  }

  @Test func `every path in the README exists`() throws {
    let words = try Self.text.get().split { " `,;:()\n".contains($0) }
    let paths = words.filter { word in
      ["Sources/", "Tests/", "lessons/"].contains { word.hasPrefix($0) } && !word.contains("*")
    }
    #expect(!paths.isEmpty)
    for path in paths {
      let trimmed = path.hasSuffix(".") ? path.dropLast() : path
      #expect(
        FileManager.default.fileExists(atPath: Self.root.appending(path: String(trimmed)).path),
        "\(trimmed)")
    }
  }
}
