import Diagrams
import Networks
import Screens
import Training

/// What a run is at, in one line.
struct RunWords {
  let run: any ObservedRun
  let chart: Chart

  /// Ways to say it, the longest first.
  func figures(on glyphs: GlyphTier) -> [String] {
    guard let record = run.record(of: run.step) else {
      return ["before the first update: rate \(number(run.rate, on: glyphs))"]
    }
    var parts = ["loss \(Numbers.fixed(record.loss, on: glyphs))"]
    if let smoothed = smoothedLoss { parts.append("smoothed \(number(smoothed, on: glyphs))") }
    if let accuracy = record.accuracy { parts.append("accuracy \(percent(accuracy, on: glyphs))") }
    if let score = run.records.last(where: { $0.step <= run.step && $0.validation != nil }) {
      parts.append(validation(score, on: glyphs))
    }
    parts += [
      "rate \(number(record.rate, on: glyphs))",
      "gradient \(number(record.gradientNorm, on: glyphs))", "epoch \(record.epoch)",
    ]
    return parts.indices.reversed().map { parts[...$0].joined(separator: "  ") }
  }

  private func validation(_ record: Record, on glyphs: GlyphTier) -> String {
    guard let score = record.validation else { return "" }
    return "validation "
      + (score.accuracy.map { percent($0, on: glyphs) }
        ?? number(score.loss, on: glyphs))
  }

  private var smoothedLoss: Double? {
    let points = run.records.prefix { $0.step <= run.step }
      .map { Plot.Point(Double($0.step), $0.loss) }
    return Smoothing.smoothed(points).last?.y
  }

  private func number(_ x: Double, on glyphs: GlyphTier) -> String {
    Numbers.significant(x, on: glyphs)
  }
  private func percent(_ share: Double, on glyphs: GlyphTier) -> String {
    Numbers.fixed(100 * share, decimals: 1, on: glyphs) + " %"
  }
}

/// What one or two runs say so far, in a sentence that follows from their numbers.
struct PairWords {
  let pair: RunPair

  func sentence(on glyphs: GlyphTier) -> String {
    guard pair.step > 0 else {
      let plain = pair.main.network.withoutShortcuts != nil && pair.other == nil
      let key = glyphs.isPlain ? "The right arrow" : "→"
      return "Space lets it run, \(key) makes one update"
        + (plain ? "; c trains the same layers without shortcuts beside it." : ".")
    }
    let count = min(pair.step, pair.main.updatesPerEpoch)
    let losses = pair.all.map { Self.meanLoss(of: $0, over: count) }
    let names = pair.other == nil ? ["the"] : ["a’s", "b’s"]
    let means = zip(names, losses).map { name, loss in
      "\(name) mean loss is \(Numbers.significant(loss, on: glyphs))"
    }
    let span = count == 1 ? "In this update" : "Over the last \(count) updates"
    var sentence = span + " " + means.joined(separator: ", ")
    if losses.count == 2, count == pair.main.updatesPerEpoch,
      let low = losses.min(), let high = losses.max(), low > 0, high / low >= 1.5
    {
      let factor = Numbers.fixed(high / low, decimals: 1, on: glyphs)
      sentence += ": \(losses[0] > losses[1] ? "a’s" : "b’s") is \(factor) times as high"
    }
    return sentence + "." + (losses.count == 1 ? gap(on: glyphs) : "")
  }

  /// How training and validation differ at the last epoch's end, where it is more than chance.
  private func gap(on glyphs: GlyphTier) -> String {
    let run = pair.main
    let updates = run.updatesPerEpoch
    guard let last = run.records.last(where: { $0.step <= run.step && $0.validation != nil }),
      let held = last.validation?.accuracy
    else { return "" }
    let epoch = run.records.filter { $0.step > last.step - updates && $0.step <= last.step }
    let learnt = epoch.compactMap(\.accuracy).reduce(0, +) / Double(max(epoch.count, 1))
    guard abs(learnt - held) >= 0.1 else { return "" }
    let numbers = [learnt, held].map { Numbers.fixed(100 * $0, decimals: 0, on: glyphs) }
    return " In epoch \(last.epoch) it told \(numbers[0]) % of the training examples right, "
      + "at its end \(numbers[1]) % of those held back."
  }

  private static func meanLoss(of run: any ObservedRun, over count: Int) -> Double {
    let records = run.records.filter { $0.step > run.step - count && $0.step <= run.step }
    return records.reduce(0) { $0 + $1.loss } / Double(max(records.count, 1))
  }
}
