import Lessons
import Networks
import Tensors

/// What must happen outside of the views, which know no file, clock or terminal.
public enum Effect: Sendable {
  /// Open a view over this one; the explorer itself does.
  case enter(Entrance)
  /// Say a sentence until the next key; the explorer itself does.
  case say(String)
  case quit
  /// Draw every cell again, whatever the terminal is believed to show.
  case repaint
  /// Have clicks and the wheel reported, or leave them to the terminal.
  case reportMouse(Bool)
  /// Read the lesson of a question; answered by `Outcome.lesson`.
  case read(lesson: Int)
  /// Fit the first live block of a lesson; answered by `Outcome.preview`.
  case preview(lesson: Int)
  /// Run the first live block of a lesson; answered by `Outcome.walk`.
  case step(lesson: Int)
  /// Fit a block and run both passes; answered by `Outcome.walk`.
  case run(WalkRequest)
  /// Fit and run two blocks on the same input; answered by `Outcome.comparison`.
  case compare(CompareRequest)
  /// Close this view; the explorer itself does.
  case close
  /// Fit a text while it is typed; answered by `Outcome.fitted`.
  case fit(text: String, on: Shape?)
  /// Keep the text of the playground as it is, for the next time.
  case keep(draft: String)
  /// Save a block under its name; answered by `Outcome.saved`.
  case save(block: String, text: String)
  /// Open the playground with what was kept; answered by `Outcome.draft`.
  case openPlayground
  /// Fit a network and open it; answered by `Outcome.network`.
  case open(NetworkRequest)
  /// Open the list of networks; the explorer itself does.
  case openNetworks
  /// Open the list of experiments; the explorer itself does.
  case openExperiments
  /// Keep where a lesson was left, for the next time that it is read.
  case remember(lesson: Int, Bookmark)
  /// Look a word up in the glossary; answered by `Outcome.glossary`.
  case lookUp(String)
  /// Begin a long computation; answered by `Outcome.news`, often and never at once.
  case start(Job)
  /// End the computation of a desk; no more is heard of it.
  case stop(desk: Int)
  /// What the quiz wants done; answered by `Outcome.quiz`.
  case quiz(QuizEffect)
}

/// What came of an effect.
public enum Outcome: Sendable {
  case lesson(Result<Reading, Failure>)
  /// The block of a lesson, if it has one that fits.
  case preview(lesson: Int, Network?)
  case walk(WalkRequest, Result<Walk, Failure>)
  case comparison(CompareRequest, Result<ComparedWalks, Failure>)
  case network(Result<OpenedNetwork, Failure>)
  case fitted(text: String, Result<Network, PlaygroundFault>)
  /// Where a block was saved.
  case saved(Result<String, Failure>)
  /// The text that was kept and its block, if it is one.
  case draft(String, Network?)
  case glossary(Result<Glossary, Failure>, letters: String)
  /// What a job has come to.
  case news(desk: Int, News)
  case quiz(QuizOutcome)
}

extension Outcome {
  /// Why there is nothing to show for it, where there is nothing.
  public var failure: Failure? {
    switch self {
    case .lesson(.failure(let failure)), .walk(_, .failure(let failure)),
      .comparison(_, .failure(let failure)), .network(.failure(let failure)),
      .glossary(.failure(let failure), _),
      .quiz(.dealt(_, .failure(let failure))), .quiz(.progress(.failure(let failure), _)),
      .quiz(.exam(.failure(let failure))):
      failure
    default: nil
    }
  }
}

/// Why something could not be done, in one sentence.
public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
  public let sentence: String
  /// With the place in the text, where there is one, for those who have room for it.
  public let description: String

  public init(_ sentence: String, description: String? = nil) {
    self.sentence = sentence
    self.description = description ?? sentence
  }
}

extension Failure {
  /// The result of a deed, its error as one sentence.
  public static func catching<T>(_ deed: () throws -> T) -> Result<T, Failure> {
    do {
      return .success(try deed())
    } catch let failure as Failure {
      return .failure(failure)
    } catch let fault as NotationError {
      return .failure(Failure(fault.sentence, description: "\(fault)"))
    } catch {
      return .failure(Failure("\(error)"))
    }
  }
}
