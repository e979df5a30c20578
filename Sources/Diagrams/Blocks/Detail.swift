/// How much a picture says: what does not fit the width is given up step by step.
struct Detail {
  let options: Diagram.Options
  private(set) var showsShapes: Bool
  private(set) var isAbbreviated = false
  /// Whether blocks that are called by name are drawn as one box each.
  var boxesCalls = false

  init(_ options: Diagram.Options) {
    self.options = options
    showsShapes = options.showsShapes
  }

  /// What says the most of what says less.
  var less: Detail? {
    var detail = self
    if showsShapes {
      detail.showsShapes = false
    } else if !isAbbreviated {
      detail.isAbbreviated = true
    } else if !boxesCalls && !options.isUnfolded {
      detail.boxesCalls = true
    } else {
      return nil
    }
    return detail
  }
}
