import Study
import Synchronization
import Views

/// The file in which the text of the playground is kept, with what waits to be written there.
///
/// Several windows may type in it: each writes with its own text what the others have written.
final class DraftFile: Sendable {
  private struct State {
    /// How the file stands, as far as this window knows.
    var lineage = Lineage(edition: 0, sent: "", content: "")
    var waiting: Draft?
    var inFlight: Draft?
  }
  private let state = Mutex(State())
  private let folder: BlockFolder

  init(_ folder: BlockFolder) { self.folder = folder }

  /// Reads the text to go on with, or the one to begin with, as a first edition.
  func open() -> Draft {
    let stored = folder.draft()
    return state.withLock { state in
      var text = stored ?? BlockFolder.firstText
      if let own = state.waiting ?? state.inFlight {
        text = .merged(base: state.lineage.content, mine: own.text, theirs: text)
      }
      let draft = Draft(text, edition: state.lineage.edition + 1)
      state.lineage = Lineage(edition: draft.edition, sent: text, content: stored ?? text)
      // what waits is part of it and is not of an older edition any more
      if state.waiting != nil { state.waiting = draft }
      return draft
    }
  }

  /// Has a text written by the next `commit`.
  func add(_ draft: Draft) { state.withLock { $0.waiting = draft } }

  /// Whether something is not written yet.
  var hasUnwritten: Bool { state.withLock { $0.waiting != nil || $0.inFlight != nil } }

  /// Writes what waits; returns the text where another window had written in it too.
  func commit() throws -> DraftMerge? {
    guard hasUnwritten else { return nil }
    return try folder.alone {
      let taken = state.withLock { state in
        swap(&state.waiting, &state.inFlight)
        return state.inFlight.map { ($0, state.lineage) }
      }
      guard case (let draft, var lineage)? = taken else { return nil }
      do {
        // a file that is not written to does not hold what was taken before
        let stored = folder.isWritable ? folder.draft() : nil
        let text = lineage.take(draft.text, of: draft.edition, over: stored)
        if text != stored { try folder.keep(text) }
        state.withLock { state in
          state.lineage = lineage
          state.inFlight = nil
        }
        guard text != draft.text else { return nil }
        return DraftMerge(sent: draft.text, merged: text, edition: lineage.edition)
      } catch {
        state.withLock { state in
          state.waiting = state.waiting ?? state.inFlight
          state.inFlight = nil
        }
        throw error
      }
    }
  }

  /// What another window has made of the text; nothing where it is as before.
  func news(of draft: Draft) -> DraftMerge? {
    guard folder.isWritable, let stored = folder.draft() else { return nil }
    return state.withLock { state in
      // what waits is merged when it is written
      guard stored != state.lineage.content, state.waiting == nil, state.inFlight == nil else {
        return nil
      }
      let lineage = state.lineage
      let base = draft.edition == lineage.edition ? lineage.content : lineage.sent
      state.lineage = Lineage(edition: lineage.edition + 1, sent: base, content: stored)
      return DraftMerge(sent: base, merged: stored, edition: state.lineage.edition)
    }
  }
}
