import Foundation
import Study
import Testing

/// What is typed is kept by itself, however the program ends, and in however many windows.
@Suite struct TypedTextTests {
  /// How the explorer can end.
  enum Ending: CaseIterable {
    case interrupt, terminate, hangUp, quit, close, kill
  }

  private func end(_ terminal: PseudoTerminal, by ending: Ending) {
    switch ending {
    case .interrupt: terminal.type("\u{3}")
    case .terminate: terminal.send(SIGTERM)
    case .hangUp: terminal.send(SIGHUP)
    case .quit: terminal.type("\u{1C}")
    case .close: terminal.hangUp()
    case .kill: terminal.send(SIGKILL)
    }
    #expect(terminal.wait { terminal.hasEnded })
  }

  @Test(arguments: Ending.allCases)
  func `text of the exam is in the record and shown at once`(ending: Ending) throws {
    try OwnFolder.with { folder in
      try folder.run(["exam", "--lecture", "5"]) { terminal in
        #expect(terminal.wait(for: "saved as you type"))
        terminal.type("a stem and stages")
        #expect(terminal.wait(for: "a stem and stages"))
        // only who is killed gets no chance to write what was typed last
        if ending == .kill {
          #expect(terminal.wait { folder.exam?.questions[0].text == "a stem and stages" })
        }
        end(terminal, by: ending)
      }
      #expect(folder.exam?.questions[0].text == "a stem and stages")
      try folder.run(["exam"]) { #expect($0.wait(for: "a stem and stages")) }
    }
  }

  @Test(arguments: Ending.allCases)
  func `text of the playground is kept and shown at once`(ending: Ending) throws {
    try OwnFolder.with { folder in
      try folder.run(["playground"]) { terminal in
        #expect(terminal.wait(for: "Playground"))
        terminal.type("# precious work")
        #expect(terminal.wait(for: "# precious work"))
        if ending == .kill { #expect(terminal.wait { folder.draft.contains("# precious work") }) }
        end(terminal, by: ending)
      }
      #expect(folder.draft.contains("# precious work"))
      try folder.run(["playground"]) { #expect($0.wait(for: "# precious work")) }
    }
  }

  @Test func `two windows on one exam show what the other one writes, and lose nothing`() throws {
    try OwnFolder.with { folder in
      try folder.run(["exam"]) { first in
        #expect(first.wait(for: "saved as you type"))
        try folder.run(["exam"]) { second in
          #expect(second.wait(for: "saved as you type"))
          first.type("written in the first")
          #expect(first.wait(for: "written in the first"))
          // its clock goes on, and with it comes the text
          #expect(second.wait(for: "written in the first"))
          second.type(" and in the second")
          #expect(second.wait(for: "written in the first and in the second"))
          #expect(first.wait(for: "written in the first and in the second"))
          second.send(SIGKILL)
          #expect(second.waitForEnd())
        }
        first.type("!")
        #expect(
          first.wait {
            folder.exam?.questions[0].text == "written in the first! and in the second"
              || folder.exam?.questions[0].text == "written in the first and in the second!"
          })
        first.send(SIGKILL)
        #expect(first.waitForEnd())
      }
    }
  }

  @Test func `two windows on the playground lose nothing of each other`() throws {
    try OwnFolder.with { folder in
      try folder.run(["playground"]) { first in
        #expect(first.wait(for: "Playground"))
        try folder.run(["playground"]) { second in
          #expect(second.wait(for: "Playground"))
          first.type("# one\r")
          #expect(first.wait { folder.draft.contains("# one") })
          second.type("# two\r")
          #expect(second.wait { folder.draft.contains("# one") && folder.draft.contains("# two") })
          #expect(second.wait(for: "# one"))
        }
        first.type("# three\r")
        #expect(
          first.wait { ["# one", "# two", "# three"].allSatisfy { folder.draft.contains($0) } })
      }
    }
  }
}
