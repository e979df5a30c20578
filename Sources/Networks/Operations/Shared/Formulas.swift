import Tensors

/// Pieces of equations in LaTeX.
enum Formulas {
  /// The sign of a sum over an index from 0, or nothing where it has one value only.
  static func sum(_ index: String, below count: Int) -> String {
    count == 1 ? "" : "\\sum_{\(index)=0}^{\(count - 1)} "
  }
  /// The cell that a place reads through tap `m`: `2i+m-1`.
  static func cell(_ axis: Window.Axis, of output: Affine, through tap: String) -> Affine {
    axis.stride * output + axis.dilation * Affine(tap, below: axis.kernel) - axis.before
  }

  /// The sign of the sum over the places that read a cell, each with its tap; nothing where place
  /// and cell are one.
  ///
  /// The indices may stand above the condition that binds them.
  static func sumOverReaders(
    _ axis: Window.Axis, of cell: Affine, _ place: String, through tap: String, named: Bool = false
  ) -> String {
    guard !isTrivial(axis) else { return "" }
    let condition = "\(Self.cell(axis, of: Affine(place + "'"), through: tap))=\(cell)"
    guard named else { return "\\sum_{\(condition)} " }
    let indices = axis.kernel == 1 ? "\(place)'" : "\(place)', \(tap)"
    return "\\sum_{\\substack{\(indices) \\\\ \(condition)}} "
  }
  /// The index of such a place: `i'`, or the cell itself.
  static func reader(_ axis: Window.Axis, of cell: Affine, _ place: String) -> Affine {
    isTrivial(axis) ? cell : Affine(place + "'")
  }
  private static func isTrivial(_ axis: Window.Axis) -> Bool {
    axis.kernel == 1 && axis.stride == 1 && axis.before == 0
  }

  /// The indices of one element: `[i,j,c]` of a map, `[c]` of a vector.
  static func place(_ shape: Shape, channel: String = "c") -> String {
    shape.rank == 3 ? "[i,j,\(channel)]" : "[\(channel)]"
  }
  /// The indices of a given element: `[1,1,0]`.
  static func place(_ element: [Int]) -> String {
    "[\(element.map(String.init).joined(separator: ","))]"
  }
  /// The indices of an element of a batch, its image left out.
  static func place(image element: [Int]) -> String { place(Array(element.dropFirst())) }
}
