import Lessons
import Networks
import Study

/// What came of a request to the workshop that could be carried out.
public enum Outcome: Sendable {
  case lesson(Reading)
  /// What can be found in the lessons and in the glossary.
  case index([FoundText])
  /// The block of a lesson, if it has one that fits.
  case preview(lesson: Int, Network?)
  case walk(WalkRequest, Walk)
  case comparison(CompareRequest, ComparedWalks)
  case network(OpenedNetwork)
  case training(TrainingStart)
  /// A file that was written, as its place is called.
  case written(String)
  case glossary(Glossary, letters: String)
  /// The text that was kept and its block, if it is one.
  case draft(Draft, Network?)
  /// What was typed in the place of another text and not stepped, and what it comes to.
  case edit(of: String, text: String)
  /// The text of the playground with what another window has written.
  case merged(DraftMerge)
  case fitted(text: String, Result<Network, PlaygroundFault>)
  /// Where a block was saved, or why not.
  case saved(Result<BlockSaving, Failure>)
  case study(StudyOutcome)
}

/// What came of saving a block under a name.
public enum BlockSaving: Hashable, Sendable {
  case saved(name: String, place: String)
  /// Another text has the name; the second one is free.
  case taken(name: String, free: String)
}
