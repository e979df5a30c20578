import Foundation
import Screens
import Study
import Testing

/// A record that another program holds, and pipes in the place of files: keys are answered, and
/// what was typed is written afterwards.
@Suite struct HeldRecordTests {
  @Test func `an exam goes on while the record is held, and is written afterwards`() throws {
    try OwnFolder.with { folder in
      try folder.run(["exam", "--lecture", "5"]) { terminal in
        #expect(terminal.wait(for: "saved as you type"))
        try folder.holdingRecord {
          terminal.type("a stem and stages")
          #expect(terminal.wait(for: "a stem and stages"))
          #expect(terminal.wait(for: "Not saved yet: another program holds the record."))
          terminal.type("\u{18}")
          #expect(terminal.wait(for: "sure?"))
          terminal.type("\r")
          #expect(terminal.wait(for: "question 2 of 9"))
          terminal.type("half")
          #expect(terminal.wait(for: "half"))
          // it is left and opened again, all without the record
          terminal.type("\u{1B}")
          #expect(terminal.wait { terminal.showsHome })
          terminal.type("x")
          #expect(terminal.wait { terminal.text.contains("question 2 of 9") })
          #expect(terminal.wait(for: "half"))
        }
        #expect(terminal.wait { folder.exam?.questions[1].text == "half" })
        #expect(folder.exam?.questions[0].text == "a stem and stages")
        #expect(folder.exam?.questions[0].isHandedIn == true)
        #expect(terminal.wait { !terminal.text.contains("Not saved yet") })
        terminal.type("!")
        #expect(terminal.wait { folder.exam?.questions[1].text == "half!" })
      }
    }
  }

  @Test func `a quiz goes on while the record is held, and each answer is written once`() throws {
    try OwnFolder.with { folder in
      try folder.record.set("exam", to: nil)
      try folder.run(["quiz", "--card", "resnet-relu-positions", "--seed", "7"]) { terminal in
        #expect(terminal.wait(for: "Where are the ReLUs"))
        try folder.holdingRecord {
          terminal.type("2\r")
          #expect(terminal.wait(for: "Right."))
          #expect(terminal.wait(for: "Not saved yet: another program holds the record."))
        }
        #expect(terminal.wait { (try? folder.record.log().count) == 1 })
        terminal.type("\r")
        #expect(terminal.wait(for: "1 of 1"))
      }
      #expect(try folder.record.log().count == 1)
    }
  }

  @Test func `the explorer starts while the record is held, and Ctrl-C ends it`() throws {
    try OwnFolder.with { folder in
      try folder.record.set("exam", to: "2027-01-01")
      try folder.holdingRecord {
        for arguments in [[], ["quiz"], ["exam"], ["progress"]] {
          try folder.run(arguments) { terminal in
            #expect(
              terminal.wait { terminal.isFullScreen && terminal.cursor.row > 0 })
            terminal.type("\u{3}")
            #expect(terminal.waitForEnd())
            #expect(terminal.death == SIGINT)
            terminal.expectRestored()
          }
        }
      }
    }
  }

  @Test func `what cannot be written before the end is said there`() throws {
    try OwnFolder.with { folder in
      try folder.run(["exam", "--lecture", "5"]) { terminal in
        #expect(terminal.wait(for: "saved as you type"))
        try folder.holdingRecord {
          terminal.type("a stem")
          #expect(terminal.wait(for: "a stem"))
          terminal.type("\u{3}")
          #expect(terminal.waitForEnd())
        }
        #expect(terminal.death == SIGINT)
        #expect(terminal.text.contains("What you did last was not saved"))
      }
    }
  }

  @Test(arguments: [
    "config/blockwalk/config.yaml", "state/blockwalk/progress.sqlite",
    "state/blockwalk/progress.lock", "data/blockwalk/playground.draft",
  ])
  func `a pipe in the place of a file keeps nobody waiting`(file: String) throws {
    try OwnFolder.with { folder in
      try folder.makePipe(file)
      for arguments in [[], ["playground"], ["exam"]] {
        try folder.run(arguments) { terminal in
          #expect(terminal.wait { terminal.isFullScreen && terminal.cursor.row > 0 })
          terminal.type("\u{3}")
          #expect(terminal.waitForEnd())
          #expect(terminal.death == SIGINT)
        }
      }
    }
  }
}
