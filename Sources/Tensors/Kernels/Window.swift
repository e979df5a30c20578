/// A window that slides over the rows and columns of a map.
public struct Window: Hashable, Sendable {
  public let rows: Axis
  public let columns: Axis

  public init(rows: Axis, columns: Axis) {
    self.rows = rows
    self.columns = columns
  }

  /// One axis of a window: how many cells it reads, how far apart, and how far it moves.
  public struct Axis: Hashable, Sendable {
    /// How many cells one place of the window reads.
    public let kernel: Int
    /// How far neighbouring places are apart.
    public let stride: Int
    /// How far the cells of one place are apart.
    public let dilation: Int
    /// The zeros before and after the map.
    public let before: Int
    public let after: Int
    /// How many of those after the map are no padding: a last place that is not whole reaches into
    /// them, and they count in no mean.
    public let beyond: Int

    public init(
      kernel: Int, stride: Int = 1, dilation: Int = 1, before: Int = 0, after: Int = 0,
      beyond: Int = 0
    ) {
      self.kernel = kernel
      self.stride = stride
      self.dilation = dilation
      self.before = before
      self.after = after
      self.beyond = beyond
    }

    /// How many cells of the padded map a place spans, gaps included.
    public var span: Int { dilation * (kernel - 1) + 1 }
    /// How many places the window takes on `extent` cells; nothing where it does not fit once.
    public func outputs(on extent: Int) -> Int? {
      let room = extent + before + after - span
      return room < 0 ? nil : room / stride + 1
    }
    /// The cell that a place reads through one of its taps; outside the map it is padding.
    @inline(__always)
    public func cell(of output: Int, through tap: Int) -> Int {
      output * stride + tap * dilation - before
    }
    /// The taps through which a place reads the map itself and not its padding.
    @inline(__always)
    public func taps(of output: Int, within extent: Int) -> Range<Int> {
      let start = output * stride - before
      let first = start < 0 ? (-start + dilation - 1) / dilation : 0
      let end = start < extent ? (extent - 1 - start) / dilation + 1 : 0
      let last = min(end, kernel)
      return first < last ? first..<last : 0..<0
    }
    /// The places that read a cell, each with the tap through which it does, by ascending tap:
    /// all (i', m) with i'·stride + m·dilation − before = cell.
    public func readers(of cell: Int, outputs: Int) -> [(output: Int, tap: Int)] {
      (0..<kernel).compactMap { tap in
        let start = cell + before - tap * dilation
        guard start >= 0, start % stride == 0, start / stride < outputs else { return nil }
        return (start / stride, tap)
      }
    }
  }
}
