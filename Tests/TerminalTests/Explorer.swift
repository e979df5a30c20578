import Foundation
import Screens
import Testing

/// The real program, as it lies beside the tests after a build.
enum Explorer {
  /// Runs it on a terminal and waits until its first screen stands.
  static func run(
    _ arguments: [String] = [], environment: [String: String] = [:], size: Size = Size(80, 24),
    blocksSignals: Bool = false, _ body: (PseudoTerminal) throws -> Void
  ) throws {
    try PseudoTerminal.run(
      program, arguments, environment: environment, size: size, blocksSignals: blocksSignals
    ) { terminal in
      #expect(terminal.wait { terminal.showsHome })
      try body(terminal)
    }
  }

  /// Where the program lies.
  static var program: String {
    let bundles = [Bundle.main] + Bundle.allBundles
    let folders = bundles.flatMap {
      [$0.bundleURL.deletingLastPathComponent(), $0.bundleURL]
    }
    let programs = folders.map { $0.appending(path: "blockwalk").path }
    return programs.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "blockwalk"
  }
}

extension PseudoTerminal {
  /// Expects that nothing of the program is left on the terminal.
  func expectRestored(sourceLocation: SourceLocation = #_sourceLocation) {
    let codes = EscapeCodes(bytes)
    #expect(isAsFound, "settings of the line", sourceLocation: sourceLocation)
    #expect(codes.modesLeftOn == [], sourceLocation: sourceLocation)
    #expect(!codes.leavesKeypadOn, sourceLocation: sourceLocation)
    #expect(!isFullScreen && showsCursor, sourceLocation: sourceLocation)
  }

  /// Leaves view after view until Home stands there and nothing more comes.
  func goHome(
    within limit: Duration = .seconds(30), sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let end = ContinuousClock.now + limit
    while !hasEnded, ContinuousClock.now < end {
      let count = bytes.count
      // an Esc with a key right behind it would be another key
      wait(within: .milliseconds(150)) { false }
      if bytes.count > count || hasUnreadKeys { continue }
      if showsHome { return }
      type("\u{1B}")
    }
    Issue.record("Home is not reached:\n\(text)", sourceLocation: sourceLocation)
  }

  /// Whether the Home screen stands whole, at the size that the terminal has.
  var showsHome: Bool { lines[0].contains("Blockwalk") && lines.last?.contains("q quit") == true }

  /// Whether Home says what has been learnt, which comes with a frame of its own.
  var showsStanding: Bool { lines.contains { $0.contains(/learnt +due/) } }

  /// The row with the mark of the focus.
  var focusRow: Int? { lines.firstIndex { $0.contains("▸") } }
}
