/// How much a picture says: what does not fit the width is given up step by step.
struct Detail {
  let options: Diagram.Options
  /// Whether BN and activation stand in the row of their convolution, which is wide but low.
  private(set) var isGathered: Bool
  private(set) var showsShapes: Bool
  private(set) var isAbbreviated = false
  /// Whether of many equal paths the second is hidden too.
  private(set) var hidesSecondPath = false
  /// Whether blocks that are called by name are drawn as one box each.
  var boxesCalls = false
  /// Whether the blocks of a stage are drawn as one box.
  var boxesStages = false

  init(_ options: Diagram.Options) {
    self.options = options
    isGathered = options.isGathered
    showsShapes = options.showsShapes
  }

  /// What says the most of what says less.
  var less: Detail? {
    var detail = self
    if showsShapes {
      detail.showsShapes = false
    } else if !isAbbreviated {
      detail.isAbbreviated = true
    } else if isGathered {
      detail.isGathered = false
    } else if options.isUnfolded || boxesCalls {
      return nil
    } else if !hidesSecondPath {
      detail.hidesSecondPath = true
    } else {
      detail.boxesCalls = true
    }
    return detail
  }
}
