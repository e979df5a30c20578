import Lessons
import Networks

/// What came of a request to the workshop that could be carried out.
public enum Outcome: Sendable {
  case lesson(Reading)
  /// The block of a lesson, if it has one that fits.
  case preview(lesson: Int, Network?)
  case walk(WalkRequest, Walk)
  case comparison(CompareRequest, ComparedWalks)
  case network(OpenedNetwork)
  case glossary(Glossary, letters: String)
  /// The text that was kept and its block, if it is one.
  case draft(String, Network?)
  case fitted(text: String, Result<Network, PlaygroundFault>)
  /// Where a block was saved.
  case saved(Result<String, Failure>)
  case study(StudyOutcome)
}
