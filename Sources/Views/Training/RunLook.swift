import Networks
import Tensors
import Training

/// What a pane shows of the step at which a run stands, where that takes longer than a frame.
enum RunLook: Sendable {
  case layers([LayerFigures])
  case kernels(Batch<Double>)
  case mistakes(Evaluation, images: Tensor<Double>)

  /// What is looked at: another subject needs another look.
  struct Subject: Hashable, Sendable {
    let pane: Trainer.Pane
    let isSecond: Bool
    let byBlock: Bool
  }

  /// Images of mistakes that are kept: more than any screen shows.
  private static let mistakesShown = 200

  /// Looks at a run; nothing where the pane needs no look, or the run has no next update.
  init?(at subject: Subject, of pair: RunPair) {
    let run = pair.run(subject.isSecond)
    switch subject.pane {
    case .curves, .knobs: return nil
    case .layers:
      guard let figures = try? run.figures(byBlock: subject.byBlock) else { return nil }
      self = .layers(figures)
    case .kernels: self = .kernels(run.nextBatch())
    case .mistakes:
      guard let evaluation = try? run.evaluation(of: Self.examples(of: run)) else { return nil }
      let wrong = evaluation.mistakes.prefix(Self.mistakesShown).map(\.index)
      self = .mistakes(evaluation, images: run.images(wrong))
    }
  }

  /// Those held back, else the first of those that are learnt from.
  private static func examples(of run: any ObservedRun) -> Range<Int> {
    let facts = run.examples
    return facts.validation.isEmpty ? 0..<min(facts.training.count, 450) : facts.validation
  }
}

/// What a job of the training view has come to.
public struct TrainingFinding: Sendable {
  let pair: RunPair
  /// What was looked at there, and of what.
  let look: (subject: RunLook.Subject, look: RunLook)?
  /// Why it goes no further.
  let trouble: String?
}
