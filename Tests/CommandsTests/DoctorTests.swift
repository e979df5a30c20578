import Foundation
import Terminal
import Testing

@testable import Commands

/// What `blockwalk doctor` finds, and what it advises.
@Suite struct DoctorTests {
  private static let healthy = [
    "HOME": "/nowhere", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
  ]
  private static let modern = TerminalProbe(colors: 256, isUTF8: true)

  private func doctor(
    _ changes: [String: String] = [:], _ probe: TerminalProbe = Self.modern
  ) -> Run {
    let environment = Self.healthy.merging(changes) { $1 }
    return Run(["doctor"], environment: environment, hasTerminal: true, probe: probe)
  }

  @Test func `where all is well it says so and ends with 0`() {
    let run = doctor()
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.output)")
    #expect(run.output.hasSuffix("\nNothing is wrong.\n"))
    for found in [
      "xterm-256color", "256 promised", "LC_ALL=C.UTF-8", "glyphs: narrow",
      "/nowhere/.config/blockwalk/config.yaml", "/nowhere/.local/state/blockwalk",
    ] {
      #expect(run.output.contains(found), "\(found)")
    }
  }

  @Test func `a terminal that the system does not know is a fault with a remedy`() {
    let run = doctor(["TERM": "strange"], TerminalProbe(colors: nil, isUTF8: true))
    #expect(run.status == 1)
    #expect(run.output.contains("! The system cannot describe this terminal. Try TERM="))
    #expect(run.output.hasSuffix("\nOne thing is wrong; its line begins with !.\n"))
  }

  @Test func `characters that are not UTF-8 are a fault with a remedy`() {
    let run = doctor(["LC_ALL": "de_DE.UTF-8"], TerminalProbe(colors: 256, isUTF8: false))
    #expect(run.status == 1)
    #expect(run.output.contains("LC_ALL=de_DE.UTF-8") && run.output.contains("LC_ALL=C.UTF-8"))
    #expect(run.output.contains("ASCII only"))
  }

  @Test func `colours that are switched off are no fault`() {
    let run = doctor(["NO_COLOR": "1"])
    #expect(run.status == 0 && run.output.contains("256 promised by the terminal, none used"))
  }

  @Test func `a fault of the settings is told with its line`() throws {
    try Workplace.with { place in
      try place.write(Array("colour: red\n".utf8), to: "home/.config/blockwalk/config.yaml")
      let run = doctor(place.environment)
      #expect(run.status == 1)
      #expect(run.output.contains("config.yaml:1: there is no setting ‘colour’"))
    }
  }

  @Test func `a record that is not there is not made`() throws {
    try Workplace.with { place in
      let run = doctor(place.environment)
      #expect(run.output.contains("none yet"))
      #expect(!FileManager.default.fileExists(atPath: place.path("home/.local")))
    }
  }
}
