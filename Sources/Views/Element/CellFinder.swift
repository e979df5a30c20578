import Screens
import Tensors

/// Which cell of a tensor a click meant, whatever its picture looks like.
///
/// The picture is asked where it would put the cursor for neighbours of the chosen cell; from the
/// distance follows the cell that was clicked, which is then asked for as well.
struct CellFinder {
  let chosen: [Int]
  let shape: Shape
  let axes: CellAxes
  /// Where the cursor stands if a cell is the chosen one; nothing if it is not seen.
  let cursor: ([Int]) -> Position?

  /// Nothing for clicks beside the picture.
  func cell(at position: Position) -> [Int]? {
    guard let origin = cursor(chosen) else { return nil }
    var cell = chosen
    let across = pitch(axes.column, origin, \.column)
    let down = pitch(axes.row, origin, \.row)
    // numbers begin a column before their first digit
    let lead = across > 2 ? 1 : 0
    if let axis = axes.column, across > 0 {
      cell[axis] += floorDivided(position.column - origin.column + lead, by: across)
    }
    if let axis = axes.row {
      // half blocks have two rows in a line
      cell[axis] += (position.row - origin.row) * (down > 0 ? 1 : 2)
    }
    guard shape.offset(of: cell) != nil, let place = cursor(cell), place.row == position.row,
      place.column - lead..<place.column - lead + max(across, 1) ~= position.column
    else { return nil }
    return cell
  }

  /// How far the next cell along an axis stands; 0 where it stands in the same place.
  private func pitch(_ axis: Int?, _ origin: Position, _ side: (Position) -> Int) -> Int {
    guard let axis, shape[axis] > 1 else { return 0 }
    var neighbour = chosen
    let step = chosen[axis] + 1 < shape[axis] ? 1 : -1
    neighbour[axis] += step
    return cursor(neighbour).map { (side($0) - side(origin)) * step } ?? 0
  }

  private func floorDivided(_ x: Int, by divisor: Int) -> Int {
    x >= 0 ? x / divisor : -((-x + divisor - 1) / divisor)
  }
}
