import Tensors

/// Pieces of equations in LaTeX.
enum Formulas {
  /// The sign of a sum over an index from 0, or nothing where it has one value only.
  static func sum(_ index: String, below count: Int) -> String {
    count == 1 ? "" : "\\sum_{\(index)=0}^{\(count - 1)} "
  }
  /// An index, or 0 where it has one value only.
  static func index(_ letter: String, below count: Int) -> String { count == 1 ? "0" : letter }

  /// The place `4q+c` of an index within group `q`; only `4q` without one.
  static func sumOfIndices(_ group: String, times size: Int, plus index: String = "0") -> String {
    times(size, group) + (index == "0" ? "" : "+" + index)
  }

  /// The cell that output `i` reads through tap `m`: `2i+m-1`.
  static func cell(_ axis: Window.Axis, of output: String, through tap: String) -> String {
    var cell = times(axis.stride, output)
    if axis.kernel > 1 { cell += "+" + times(axis.dilation, tap) }
    if axis.before > 0 { cell += "-\(axis.before)" }
    return cell
  }

  /// The sum over the outputs that read cell `i`, or nothing where output and cell are one.
  static func sumOverReaders(_ axis: Window.Axis, of cell: String, through tap: String) -> String {
    isTrivial(axis) ? "" : "\\sum_{\(Self.cell(axis, of: cell + "'", through: tap))=\(cell)} "
  }
  /// The index of such an output: `i'`, or `i` itself.
  static func reader(_ axis: Window.Axis, of cell: String) -> String {
    isTrivial(axis) ? cell : cell + "'"
  }

  private static func isTrivial(_ axis: Window.Axis) -> Bool {
    axis.kernel == 1 && axis.stride == 1 && axis.before == 0
  }
  private static func times(_ factor: Int, _ letter: String) -> String {
    factor == 1 ? letter : "\(factor)\(letter)"
  }
  /// The indices of one element: `[i,j,c]` of a map, `[c]` of a vector.
  static func place(_ shape: Shape, channel: String = "c") -> String {
    shape.rank == 3 ? "[i,j,\(channel)]" : "[\(channel)]"
  }
}
