import Synchronization

/// A convolution of given sizes, with its three products.
///
/// Images are N × rows × columns × channels, the kernel rows × columns × in/groups × out; group g
/// reads and writes the g-th part of the channels. All tensors must have the shapes of the plan.
public struct ConvolutionPlan: Hashable, Sendable {
  public let window: Window
  public let groups: Int
  /// Rows × columns × channels of one image.
  public let input: Shape
  /// Rows × columns × channels of what it gives.
  public let output: Shape
  /// What its products read, where the plan is to be run again and again.
  private var keptRoutes: KeptRoutes?

  /// The plan, or nothing where the window does not fit once or the groups do not divide.
  public init?(_ window: Window, input: Shape, channels: Int, groups: Int = 1) {
    guard input.rank == 3, input[2] % groups == 0, channels % groups == 0,
      let rows = window.rows.outputs(on: input[0]),
      let columns = window.columns.outputs(on: input[1])
    else { return nil }
    self.window = window
    self.groups = groups
    self.input = input
    output = Shape(rows, columns, channels)
  }

  /// The same plan, which works out once what its products start from: when it is first run, as
  /// most plans of a graph are only counted or drawn.
  public var prepared: ConvolutionPlan { prepared(wantsAdjoint: true) }
  /// The same for the forward pass alone.
  var preparedForward: ConvolutionPlan { prepared(wantsAdjoint: false) }

  private func prepared(wantsAdjoint: Bool) -> ConvolutionPlan {
    var prepared = self
    prepared.keptRoutes = KeptRoutes(wantsAdjoint: wantsAdjoint)
    return prepared
  }
  var routes: ConvolutionRoutes { keptRoutes?.of(self) ?? ConvolutionRoutes(self) }

  /// The shape of the kernel: rows × columns × in/groups × out.
  public var kernel: Shape {
    Shape(window.rows.kernel, window.columns.kernel, input[2] / groups, output[2])
  }
  /// Products with their sums for one image; those with padding count, as in the papers.
  public var multiplyAdds: Int {
    output.count * window.rows.kernel * window.columns.kernel * (input[2] / groups)
  }

  /// Whether each channel is convolved by itself.
  var isDepthwise: Bool { groups == input[2] && groups == output[2] }
}

/// What has been worked out follows from the sizes.
extension ConvolutionPlan {
  public static func == (left: ConvolutionPlan, right: ConvolutionPlan) -> Bool {
    (left.window, left.groups, left.input, left.output)
      == (right.window, right.groups, right.input, right.output)
  }
  public func hash(into hasher: inout Hasher) {
    hasher.combine(window)
    hasher.combine(groups)
    hasher.combine(input)
    hasher.combine(output)
  }
}

/// What the products of a plan read, worked out by whoever asks first.
private final class KeptRoutes: Sendable {
  private let wantsAdjoint: Bool
  private let routes = Mutex<ConvolutionRoutes?>(nil)

  init(wantsAdjoint: Bool) { self.wantsAdjoint = wantsAdjoint }

  func of(_ plan: ConvolutionPlan) -> ConvolutionRoutes {
    routes.withLock { kept in
      if let kept { return kept }
      let routes = ConvolutionRoutes(plan, wantsAdjoint: wantsAdjoint)
      kept = routes
      return routes
    }
  }
}
