import Tensors

/// An operation in PyTorch's words: what holds its parameters, and what computes its output.
///
/// Tensors there are images × channels × rows × columns.
public struct PyTorch: Sendable {
  /// The module with its parameters, such as `nn.Conv2d(16, 16, 3, bias=False)`.
  public let module: String?
  /// The expression of its output.
  public let output: String

  /// An expression, and the module where there are parameters.
  public init(_ output: String, module: String? = nil) {
    self.output = output
    self.module = module
  }
}

/// The names between which an expression of PyTorch stands.
public struct PyTorchSite: Sendable {
  /// The variables that enter, in order.
  public let inputs: [String]
  /// What holds the operation's module: `self.conv1`.
  public let module: String
  /// The name of its mask among those of a file, without `.mask`: `stochastic_depth1`.
  public let id: String
  public let site: Site

  public init(inputs: [String], module: String, id: String, site: Site) {
    self.inputs = inputs
    self.module = module
    self.id = id
    self.site = site
  }

  /// The only variable that enters.
  var x: String { inputs[0] }
  /// A mask that was loaded, else one drawn by the expression; there only in training.
  func mask(_ drawn: String) -> String {
    "self.mask(\"\(id)\", \(x), lambda: \(drawn))"
  }
}

extension Pair {
  /// As PyTorch takes it: one number where both are equal.
  var pyTorch: String { rows == columns ? "\(rows)" : "(\(rows), \(columns))" }
}

extension Window {
  /// The zeros before the map where there are as many behind it.
  var evenPadding: Pair? {
    rows.before == rows.after && columns.before == columns.after
      ? Pair(rows.before, columns.before) : nil
  }
  /// The arguments of `F.pad`: columns first, before and after.
  var sides: String {
    "(\(columns.before), \(columns.after), \(rows.before), \(rows.after))"
  }
  /// Stride, padding and dilation as keyword arguments, defaults left out.
  func pyTorchOptions(padding: Pair) -> String {
    let stride = Pair(rows.stride, columns.stride)
    let dilation = Pair(rows.dilation, columns.dilation)
    return (stride == Pair(1, 1) ? "" : ", stride=\(stride.pyTorch)")
      + (padding == Pair(0, 0) ? "" : ", padding=\(padding.pyTorch)")
      + (dilation == Pair(1, 1) ? "" : ", dilation=\(dilation.pyTorch)")
  }
}
