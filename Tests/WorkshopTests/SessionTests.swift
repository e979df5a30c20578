import Experiments
import Screens
import Study
import Testing

@testable import Views
@testable import Workshop

/// The loop: which frames are shown, when requests are carried out, and how it ends.
@Suite struct SessionTests {
  private let household: Household

  init() throws { household = try Household() }

  private func session(
    at start: SessionStart = .home, _ background: BackgroundWork = .immediate
  ) throws -> Session {
    try Session(household.workshop(), at: start, background, household.time)
  }

  @Test func `every key gets its frame, and q ends it`() throws {
    let display = RecordingDisplay(.keys("down down q x"))
    var session = try session()
    session.begin(on: display)
    #expect(display.frames.count == 1)
    session.run(on: display)
    #expect(session.isOver)
    let marks = display.frames.map { $0.firstIndex { $0.contains("▸") } }
    // the first question stands below the lectures, and two lines further down at the end
    #expect(marks.first == 6 && marks.last == 8 && Set(marks).count == 3, "\(marks)")
  }

  @Test func `the block of a question is shown once there is nothing else to do`() throws {
    let display = RecordingDisplay([], on: Screen(Size(120, 40)))
    var session = try session()
    session.begin(on: display)
    #expect(!display.text.contains("steps, both passes"))
    session.run(on: display)
    #expect(display.text.contains("steps, both passes"))
    // of events that come fast only the last one's block is fitted
    let hurried = RecordingDisplay(.keys("down down"), on: Screen(Size(120, 40)), isHurried: true)
    session.run(on: hurried)
    #expect(hurried.text.contains("steps, both passes") && hurried.text.contains("3  ResNeXt"))
  }

  @Test func `what has been learnt is read beside the keys`() throws {
    let past = try household.workshop()
    _ = try past.carryOut(.study(.record(past.card("resnet-depth").answer("50"))))
    household.clock.advance(by: 90 * ReviewSchedule.secondsADay)
    let work = HeldWork()
    let display = RecordingDisplay(.keys("down"))
    var session = try session(work.background)
    session.begin(on: display)
    session.run(on: display)
    #expect(!display.text.contains("card due") && !display.text.contains("1 card,"))
    #expect(work.waiting == 1 && work.wakes == 0)
    work.perform()
    #expect(work.wakes == 1)
    display.add([nil])
    session.run(on: display)
    #expect(display.text.contains("1 card,"), "\(display.text)")
  }

  @Test func `news of a job are shown, and a job that was stopped is not heard`() throws {
    let experiment = try #require(Experiments.named("gradient-depth"))
    let work = HeldWork()
    let display = RecordingDisplay(.keys("left left left enter"))
    var session = try session(at: .view(.experiment(experiment)), work.background)
    session.begin(on: display)
    session.run(on: display)
    #expect(display.text.contains("running") && session.jobs.running.keys.sorted() == [1])
    display.add(.keys("esc"))
    session.run(on: display)
    #expect(session.jobs.running.isEmpty)
    work.perform()
    display.add([nil])
    session.run(on: display)
    #expect(display.frames.last?[0].contains("as expected") == false)
    display.add(.keys("enter"))
    session.run(on: display)
    work.perform()
    display.add([nil])
    session.run(on: display)
    #expect(display.frames.last?[0].contains("as expected") == true)
  }

  @Test func `the clock of an exam goes on by itself`() throws {
    let display = RecordingDisplay([])
    var session = try session(at: .answer(to: .study(.exam(.lecture(5)))))
    session.begin(on: display)
    session.run(on: display)
    #expect(display.text.contains("66 min left") && display.waits.last == .seconds(1))
    household.clock.advance(by: 60)
    display.add([nil])
    session.run(on: display)
    #expect(display.text.contains("65 min left"))
    // without motion nothing moves but by a key
    session.explorer.allowsMotion = false
    display.add([nil])
    session.run(on: display)
    #expect(display.waits.last == .some(nil))
  }

  @Test func `a text that is typed fast is fitted at its end`() throws {
    let display = RecordingDisplay([], isHurried: true)
    var session = try session(at: .answer(to: .run(WalkRequest("relu"))))
    session.begin(on: display)
    let typed = ", conv 3x3 7".map { Event.key(.character($0)) }
    display.add(.keys("e end") + typed)
    session.run(on: display)
    #expect(display.text.contains("conv 3×3, 7"))
    // Esc asks at once what the text has come to
    display.add(", conv 1x1 5".map { Event.key(.character($0)) } + .keys("esc"))
    session.run(on: display)
    #expect(display.frames.last?[0].contains("conv 1x1 5") == true)
  }

  @Test func `what is kept when one leaves is there in the next session`() throws {
    let display = RecordingDisplay(.keys("a pgdn pgdn q q"))
    var session = try session(at: .answer(to: .read(lesson: 8)))
    session.begin(on: display)
    session.run(on: display)
    #expect(session.isOver)
    guard case .lesson(let reading)? = try household.workshop().carryOut(.read(lesson: 8)) else {
      Issue.record("there is no lesson")
      return
    }
    #expect(reading.bookmark != Bookmark() && reading.bookmark.isAnswerOpen)
  }

  @Test func `requests to the terminal reach it`() throws {
    var settings = Settings()
    settings.mouse = true
    settings.allowsMotion = false
    let display = RecordingDisplay(.keys("ctrl-l m"))
    var session = try session()
    session.begin(on: display, with: settings)
    #expect(!session.explorer.allowsMotion)
    session.run(on: display)
    #expect(display.requests == ["mouse true", "repaint", "mouse false"])
  }

  @Test(arguments: ["?", ":", "/"])
  func `the screen is repainted from the keys, the palette and a search`(key: String) throws {
    let display = RecordingDisplay(.keys("\(key) ctrl-l"))
    var session = try session()
    session.begin(on: display)
    session.run(on: display)
    #expect(display.requests == ["repaint"])
    // what was opened is still open
    let opened = RecordingDisplay(.keys(key))
    session = try self.session()
    session.begin(on: opened)
    session.run(on: opened)
    #expect(display.frames.last == opened.frames.last && display.frames.first != opened.frames.last)
  }

  @Test func `keys in a window that has become too small are not heard`() throws {
    let display = RecordingDisplay([])
    var session = try session()
    session.begin(on: display)
    session.run(on: display)
    let home = display.text
    display.add([.resize(Size(20, 4))] + .keys("?") + [.resize(Size(80, 24)), nil])
    session.run(on: display)
    #expect(display.text == home)
  }

  @Test func `sizes that follow each other closely share a frame`() throws {
    let display = RecordingDisplay(
      Array(repeating: .resize(Size(80, 24)), count: 50), isHurried: true)
    var session = try session()
    session.begin(on: display)
    session.run(on: display)
    #expect(display.frames.count < 5)
  }

  @Test func `what cannot be opened is said before there is a display`() {
    let failure = #expect(throws: Failure.self) {
      try session(at: .answer(to: .read(lesson: 99)))
    }
    #expect(failure?.sentence.contains("there is no lesson 99") == true)
  }

  @Test func `what fails later is said on the screen`() throws {
    let display = RecordingDisplay(.keys(": s t e p space c o n v enter"))
    var session = try session()
    session.begin(on: display)
    session.run(on: display)
    #expect(display.text.contains("conv"), "\(display.text)")
    #expect(display.frames.last?[0].contains("Blockwalk") == true)
  }
}
