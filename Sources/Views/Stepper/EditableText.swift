import Networks

extension Network {
  /// The text as one edits it: with comments where it was written so, one step a line where long.
  var editableText: String { syntax.source }
}
