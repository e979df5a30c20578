import Testing

@testable import Training

/// The learning rate over a run, in closed form.
@Suite struct ScheduleTests {
  @Test(arguments: [
    (Schedule(), [0.1, 0.1, 0.1]),
    (Schedule(.step(every: 2, factor: 0.5)), [0.1, 0.1, 0.05, 0.05, 0.025, 0.025, 0.0125]),
    (
      Schedule(.exponential(factor: 0.9)),
      [0.1, 0.09, 0.081, 0.0729, 0.06561, 0.059049, 0.0531441]
    ),
    (
      Schedule(.cosine),
      [0.1, 0.0933012701892, 0.075, 0.05, 0.025, 0.00669872981078, 0]
    ),
    (
      Schedule(.linear),
      [0.1, 0.0833333333333, 0.0666666666667, 0.05, 0.0333333333333, 0.0166666666667, 0]
    ),
  ])
  func `each course has its rates`(_ schedule: Schedule, _ rates: [Double]) {
    for (update, rate) in rates.enumerated() {
      #expect(abs(schedule.rate(at: update, of: 6, base: 0.1) - rate) < 1e-12)
    }
  }

  @Test func `a warm-up comes first and the course takes what is left`() {
    let schedule = Schedule(.cosine, warmUp: 3)
    let rates = [0.0333333333333, 0.0666666666667, 0.1, 0.1, 0.0933012701892, 0.075, 0.05]
    for (update, rate) in rates.enumerated() {
      #expect(abs(schedule.rate(at: update, of: 9, base: 0.1) - rate) < 1e-12)
    }
  }
}
