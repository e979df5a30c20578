import Tensors

/// What the names of a definition's steps stand for while they are expanded.
struct Scope {
  /// The text that the steps stand in.
  let source: SourceText
  /// The number of channels that enter the definition, `in`; unknown before the input is.
  let channels: Int?
  var values: [String: Value] = [:]
  /// The calls that led here, outermost first.
  var calls: [Invocation] = []
  /// The step of the text at hand that led here; nothing within that text itself.
  var place: Place?
  var depth = 0

  /// An error at a step or a part of it, with the calls that led there.
  func fault(
    _ message: String, at mark: Syntax.Mark, suggestion: String? = nil
  ) -> NotationError {
    var trail = ""
    // what the text at hand defines and runs itself needs no trail
    if let inner = calls.last, calls.count > 1 || source.origin != nil {
      trail = ", in \(inner.source.quoted)"
      if calls.count > 1 { trail += ", called from \(calls[0].source.quoted)" }
    }
    return source.error(message + trail, at: mark.place, suggestion: suggestion)
  }
}
