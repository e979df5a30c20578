/// How much a picture says: what does not fit the width is given up step by step.
struct Detail {
  let isGathered: Bool
  let isUnfolded: Bool
  var showsShapes: Bool
  var isAbbreviated = false
  /// Whether blocks that are called by name are drawn as one box each.
  var boxesCalls = false

  /// What is tried to fit the width, the most telling first.
  static func attempts(_ options: Diagram.Options) -> [Detail] {
    var detail = Detail(
      isGathered: options.isGathered, isUnfolded: options.isUnfolded,
      showsShapes: options.showsShapes)
    var attempts = [detail]
    guard options.width != nil else { return attempts }
    detail.showsShapes = false
    attempts.append(detail)
    detail.isAbbreviated = true
    attempts.append(detail)
    if !options.isUnfolded {
      detail.boxesCalls = true
      attempts.append(detail)
    }
    return attempts
  }
}
