import Lessons
import Networks
import Study
import Tensors

/// What the explorer asks of the program around it, since views know no file, clock or terminal.
public enum Request: Sendable {
  case terminal(TerminalRequest)
  case job(JobRequest)
  case workshop(WorkshopRequest, Urgency)
}

/// What the terminal is asked to do.
public enum TerminalRequest: Hashable, Sendable {
  /// End the session.
  case quit
  /// Draw every cell again, whatever the terminal is believed to show.
  case repaint
  /// Have clicks and the wheel reported, or leave them to the terminal.
  case reportMouse(Bool)
}

/// A computation to begin or to end; its view is known by its place in the stack of views.
public enum JobRequest: Sendable {
  case start(Job, place: Int)
  case stop(place: Int)
}

/// When a request to the workshop is carried out.
public enum Urgency: Hashable, Sendable {
  /// Before the next frame.
  case atOnce
  /// When no more keys wait: of several requests only the last counts.
  case afterTyping
  /// When there is nothing else to do: of several requests only the last counts.
  case whenIdle
  /// On a thread of its own, in the order of the requests: no key waits for it.
  case beside
}

/// What needs lessons, files, the record of answers or the engine.
public enum WorkshopRequest: Sendable {
  /// Read the lesson of a question, where it was left or at a place; answered by
  /// `Outcome.lesson`.
  case read(lesson: Int, at: Bookmark? = nil)
  /// Collect what can be found in the text of all lessons; answered by `Outcome.index`.
  case index
  /// Fit the first live block of a lesson; answered by `Outcome.preview`.
  case preview(lesson: Int)
  /// Run the first live block of a lesson; answered by `Outcome.walk`.
  case step(lesson: Int)
  /// Keep where a lesson was left, for the next time that it is read.
  case remember(lesson: Int, Bookmark)
  /// Look a word up in the glossary; answered by `Outcome.glossary`.
  case lookUp(String)
  /// Fit a block and run both passes; answered by `Outcome.walk`.
  case run(WalkRequest)
  /// Fit and run two blocks on the same input; answered by `Outcome.comparison`.
  case compare(CompareRequest)
  /// Fit a network and open it; answered by `Outcome.network`.
  case open(NetworkRequest)
  /// Make runs ready to be trained; answered by `Outcome.training`.
  case train(TrainingRequest)
  /// Write a file into the folder that one is in; answered by `Outcome.written`.
  case write(file: String, bytes: [UInt8])
  /// Open the playground with the text that was kept; answered by `Outcome.draft`.
  case openPlayground
  /// Fit the text of the playground; answered by `Outcome.fitted`.
  case fit(text: String, on: Shape?)
  /// Keep the text of the playground as it is; answered by `Outcome.merged` where another window
  /// has written in it.
  case keep(draft: Draft)
  /// Keep what was typed in the place of the text that is stepped, until that is stepped too;
  /// nothing forgets it.
  case keepEdit(of: String, String?)
  /// Find what was typed in the place of a text; answered by `Outcome.edit`.
  case findEdit(of: String)
  /// See whether another window has written in the text; answered likewise.
  case news(draft: Draft)
  /// Save a block under its name; answered by `Outcome.saved`. What has the name already gives way
  /// if it is the text `over`, or if `anything` may go.
  case save(block: String, text: String, over: String? = nil, anything: Bool = false)
  /// What the quiz, the mock exam and the progress page need; answered by `Outcome.study`.
  case study(StudyRequest)
}
