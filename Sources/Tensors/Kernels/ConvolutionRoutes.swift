/// Which numbers of the maps the products of a convolution multiply: all that depends on its sizes
/// alone.
///
/// It never changes, and is an object so that to copy a plan copies one reference.
final class ConvolutionRoutes: Sendable {
  /// Through which taps the forward pass reads the maps.
  let taps: [PatchTap]
  /// How the gradient in the images is gathered.
  let phases: [Phase]
  /// The convolution of the output's gradient with the turned kernel that gives the gradient in the
  /// images, where that is the shorter way: few channels are read by pieces of a whole row.
  let adjoint: ConvolutionPlan?
  /// What each line of a depthwise convolution reads, and each of its gradient in the images.
  let depthwise: (forward: DepthwiseLines, inputGradient: DepthwiseLines)?

  /// The cells of a map that lie a stride apart are read by the same taps: they make one product.
  struct Phase: Sendable {
    let first: (row: Int, column: Int)
    /// Rows and columns of such cells.
    let grid: (rows: Int, columns: Int)
    /// Through which taps they are read, as patches of the output.
    let taps: [PatchTap]
    /// Where each tap's part of the kernel begins.
    let kernels: [Int]
  }

  init(_ plan: ConvolutionPlan, wantsAdjoint: Bool = true) {
    let (rows, columns) = (plan.window.rows, plan.window.columns)
    guard !plan.isDepthwise else {
      taps = []
      phases = []
      adjoint = nil
      depthwise = (plan.depthwiseLines, plan.depthwiseGradientLines)
      return
    }
    depthwise = nil
    adjoint = wantsAdjoint ? plan.adjoint?.preparedForward : nil
    taps =
      plan.joinsColumns
      ? (0..<rows.kernel).map { PatchTap(row: $0 * rows.dilation, column: 0) }
      : (0..<rows.kernel).flatMap { m in
        (0..<columns.kernel).map { n in
          PatchTap(row: rows.cell(of: 0, through: m), column: columns.cell(of: 0, through: n))
        }
      }
    let size = plan.input[2] / plan.groups * plan.output[2]
    let columnPhases = columns.phases(of: plan.input[1])
    phases = rows.phases(of: plan.input[0]).flatMap { row in
      columnPhases.map { column in
        let pairs = row.taps.flatMap { tap in column.taps.map { (row: tap, column: $0) } }
        return Phase(
          first: (row.first, column.first), grid: (row.cells, column.cells),
          taps: pairs.map { PatchTap(row: $0.row.shift, column: $0.column.shift) },
          kernels: pairs.map { ($0.row.tap * columns.kernel + $0.column.tap) * size })
      }
    }
  }
}
