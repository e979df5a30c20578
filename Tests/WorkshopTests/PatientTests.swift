import Screens
import Testing
import Views

@testable import Workshop

/// What a key asks for and takes long: other keys are answered meanwhile.
@Suite struct PatientTests {
  private let household: Household

  init() throws { household = try Household() }

  private func home(_ work: HeldWork, _ keys: String) throws -> (Session, RecordingDisplay) {
    let display = RecordingDisplay(.keys(keys))
    var session = try Session(household.workshop(), work.backgroundForKeys, household.time)
    session.begin(on: display)
    session.run(on: display)
    return (session, display)
  }

  @Test func `a walk that takes long is said and opens when it is ready`() throws {
    let work = HeldWork()
    var (session, display) = try home(work, "s down")
    // the mark has moved
    #expect(
      display.text.contains("Computing…") && display.frames.last?[0].contains("Blockwalk") == true)
    #expect(display.frames.last?.firstIndex { $0.contains("▸") } == 7)
    work.perform()
    display.add([nil])
    session.run(on: display)
    #expect(display.frames.last?[0].contains("1 of") == true, "\(display.text)")
    #expect(!display.text.contains("Computing…"))
  }

  @Test func `what was asked for in a view that was left opens nothing`() throws {
    let work = HeldWork()
    var (session, display) = try home(work, "s : e x p e r i m e n t s enter")
    let title = display.frames.last?[0]
    #expect(title?.contains("experiments") == true, "\(display.text)")
    work.perform()
    display.add([nil])
    session.run(on: display)
    #expect(display.frames.last?[0] == title)
  }

  @Test func `of what keys ask for meanwhile only the last is done`() throws {
    let work = HeldWork()
    let queue = PatientQueue(try household.workshop(), work.backgroundForKeys)
    for text in ["relu", "norm", "relu6"] { queue.ask(.fit(text: text, on: nil), from: 1) }
    #expect(queue.isBusy && queue.answers().isEmpty && work.waiting == 1)
    work.perform()
    let texts = queue.answers().compactMap { answer -> String? in
      guard case .success(.fitted(let text, _)?) = answer.result else { return nil }
      return text
    }
    #expect(texts == ["relu6"] && !queue.isBusy)
  }
}
