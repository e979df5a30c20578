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
