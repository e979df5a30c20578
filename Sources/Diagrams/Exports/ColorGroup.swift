import Networks

/// What a colour tells of an operation; the words say it as well.
enum ColorGroup: String, CaseIterable {
  case end, convolution, normalization, activation, pool, join, regulariser, other

  init(_ node: Node) { self.init(node.operation.kind) }

  init(_ kind: OperationKind) {
    self =
      switch kind {
      case .input: .end
      case .convolution, .dense: .convolution
      case .normalization, .channelScale: .normalization
      case .activation, .probabilities: .activation
      case .pooling: .pool
      case .join: .join
      case .regulariser: .regulariser
      case .flattening, .channelPadding, .upsampling, .rearrangement, .loss, .drawing: .other
      }
  }

  /// Paper and edge on a light page, as red, green and blue in hexadecimal.
  var light: (paper: String, edge: String) {
    switch self {
    case .end, .other: ("#f3f3f3", "#6b6b6b")
    case .convolution: ("#dbe8f8", "#2f5f9e")
    case .normalization: ("#ececf4", "#6a6a93")
    case .activation: ("#fbe6d4", "#a0561a")
    case .pool: ("#dcf1e4", "#2c7a4b")
    case .join: ("#f6dff0", "#96357c")
    case .regulariser: ("#f7efc9", "#7d6a10")
    }
  }
  /// The same on a dark page.
  var dark: (paper: String, edge: String) {
    switch self {
    case .end, .other: ("#2a2a2a", "#a8a8a8")
    case .convolution: ("#1d3250", "#8ab4ee")
    case .normalization: ("#2c2c3d", "#a9a9d6")
    case .activation: ("#47290f", "#eeae76")
    case .pool: ("#173a26", "#7fcf9f")
    case .join: ("#45163a", "#e590cf")
    case .regulariser: ("#3d3508", "#d9c552")
    }
  }
}
