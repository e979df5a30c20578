import Foundation
import Screens
import Testing
import Views

@testable import Commands

/// The manual page lists what the program knows.
struct ManualTests {
  /// The page as plain words.
  private static var page: String {
    Run(["manual"]).output.replacingOccurrences(of: "\\-", with: "-")
      .replacingOccurrences(of: "\\fB", with: "").replacingOccurrences(of: "\\fI", with: "")
      .replacingOccurrences(of: "\\fR", with: "").replacingOccurrences(of: "\\e", with: "\\")
  }

  @Test func `the page is as it is kept`() throws {
    let run = Run(["manual"])
    #expect(run.status == 0 && run.errors.isEmpty)
    try Golden.expect(run.output, in: "manual.1")
  }

  @Test(arguments: HelpTests.names)
  func `every subcommand and each of its options is there`(name: String) throws {
    let section = try #require(Self.page.components(separatedBy: ".SS blockwalk \(name)\n").last)
    let command = try HelpTests.subcommand(name)
    for argument in command.arguments ?? [] where argument.shouldDisplay {
      for option in argument.names ?? [] {
        #expect(section.contains(option.spelling), "\(option.spelling)")
      }
    }
  }

  @Test func `every key is there with what it does`() throws {
    let page = Self.page
    for binding in Binding.all {
      #expect(page.contains(binding.description))
      for key in binding.keys { #expect(page.contains(key.name), "\(key.name)") }
    }
    #expect(page.contains("ctrl-c") && page.contains("ctrl-z"))
  }

  /// One variable only makes faults for the tests.
  @Test func `every variable that the sources look at is there`() throws {
    let page = Self.page
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    var variables: Set<String> = []
    for case let file as URL in try #require(files)
    where ["swift", "c"].contains(file.pathExtension) {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(
        of: #/"([A-Z]+(?:_[A-Z]+)+)"|(?:getenv|environment|variable)[(\[]"([A-Z_]+)"/#)
      {
        if let name = match.1 ?? match.2 { variables.insert(String(name)) }
      }
    }
    #expect(variables.count > 8, "\(variables)")
    // a fault for the tests, two words of ONNX, and what an exported script looks at
    let others: Set = ["BLOCKWALK_FAULT", "SAME_LOWER", "SAME_UPPER", "LOCAL_RANK"]
    for name in variables.subtracting(others) {
      #expect(page.contains(name), "\(name)")
    }
  }

  @Test func `files, settings and exit statuses are there`() throws {
    let page = Self.page
    for word in ["config.yaml", "EXIT STATUS", "64", "SIGKILL", "XDG_STATE_HOME"] {
      #expect(page.contains(word), "\(word)")
    }
    for setting in Run(["config"]).output.matches(of: #/(?m)^(\w+): /#) {
      #expect(page.contains(".B \(setting.1):"), "\(setting.1)")
    }
  }
}
