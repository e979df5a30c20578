import Experiments
import Networks
import Testing

@testable import Views
@testable import Workshop

/// Jobs and requests beside the keys.
@Suite struct BesideTests {
  private func job(_ steps: Int) -> Job {
    Job { context in
      for step in 0..<steps { context.report(.step(step)) }
      if context.isCancelled() { throw Cancelled() }
      return .step(steps)
    }
  }
  private func step(_ news: News) -> Int? {
    if case .done(.step(let step)) = news { step } else { nil }
  }

  @Test func `the last news of each view are told once`() {
    let runner = JobRunner(.immediate, .system)
    runner.carryOut(.start(job(3), place: 2))
    runner.carryOut(.start(job(5), place: 1))
    let news = runner.news()
    #expect(news.map(\.place) == [1, 2])
    #expect(news.map { step($0.news) } == [5, 3])
    #expect(runner.news().isEmpty && runner.running.isEmpty)
  }

  @Test func `a job that another one follows is not listened to any more`() {
    let work = HeldWork()
    let runner = JobRunner(work.background, .system)
    runner.carryOut(.start(job(3), place: 1))
    runner.carryOut(.start(job(5), place: 1))
    work.perform()
    #expect(runner.news().map { step($0.news) } == [5])
  }

  @Test func `a stopped job has no last word`() {
    let work = HeldWork()
    let runner = JobRunner(work.background, .system)
    runner.carryOut(.start(job(3), place: 1))
    runner.carryOut(.stop(place: 1))
    work.perform()
    #expect(runner.news().isEmpty && work.wakes == 0)
  }

  @Test func `requests are carried out in their order, and failures are told`() throws {
    let work = HeldWork()
    let queue = RequestQueue(try Household().workshop(), work.background)
    queue.add(.fit(text: "relu", on: nil))
    queue.add(.read(lesson: 99))
    queue.add(.fit(text: "norm", on: nil))
    // one thread for all of them
    #expect(work.waiting == 1 && queue.results().isEmpty)
    work.perform()
    #expect(work.wakes == 3)
    let texts = queue.results().map { result -> String in
      switch result {
      case .success(.fitted(let text, _)?): text
      case .success: "something else"
      case .failure(let failure): failure.sentence
      }
    }
    #expect(texts.count == 3 && texts[0] == "relu" && texts[2] == "norm")
    #expect(texts[1].contains("there is no lesson 99"))
    queue.add(.fit(text: "relu6", on: nil))
    work.perform()
    #expect(queue.results().count == 1)
  }
}
