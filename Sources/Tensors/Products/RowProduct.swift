/// A product of rows that lie anywhere in memory, such as the patches of a map, with a matrix
/// whose panels are packed as they are used.
///
/// A row is made of `taps` pieces of `depth` numbers; nothing of the left factor is copied. The
/// output is cut into blocks of rows by ranges of panels, and each thread takes them one by one;
/// within a block the sum is cut at `FactorPanel.depth`, always at the same places. Thin products, of
/// maps with few positions, are cut by columns, so that each weight is read by one thread only, and
/// long pieces of the matrix are packed at a time: it comes from afar and waits for few rows.
struct RowProduct<S: Scalar> {
  let rows: Int
  let taps: Int
  let depth: Int
  /// How many products stand side by side: group g reads and writes the g-th part of each row.
  let groups: Int
  /// Columns of the output of one group.
  let columns: Int

  typealias Sources = UnsafeMutablePointer<UnsafePointer<S>>
  typealias Targets = UnsafeMutablePointer<UnsafeMutablePointer<S>>

  /// Rows whose left factor stays in the second cache beside a group of panels.
  private static var block: Int { 104 }
  /// Bytes that the left factor of a block and the panels beside it may take of the second cache.
  private static var cache: Int { 1 << 18 }

  private var width: Int { WideTile<S>.columns }
  private var panelsOfGroup: Int { (columns + width - 1) / width }
  private var panels: Int { groups * panelsOfGroup }
  /// How many rows the matrix has.
  var length: Int { taps * depth }
  /// How many rows the panels have, but for the last that may have fewer.
  var depthOfPanel: Int { FactorPanel.depth(of: length) }
  /// How many numbers the panels of the whole matrix have, each with all its rows.
  var packedCount: Int { panels * length * width }
  /// Whether threads would only be in each other's way.
  private var isSmall: Bool { rows * length * columns * groups < 1 << 18 }

  /// The column of the output where a panel begins, or where they all end.
  private func firstColumn(of panel: Int) -> Int {
    panel / panelsOfGroup * columns + panel % panelsOfGroup * width
  }

  /// Computes it.
  ///
  /// - Parameters:
  ///   - locate: writes where the rows of a range begin in the left factor through one tap; what
  ///     is not there is read from the zeros, of which there are as many as a row piece is long.
  ///   - place: writes where the rows of a range go.
  ///   - ready: the panels of the whole matrix, where they have been packed before.
  ///   - pack: else fills panels, one `depthOfPanel` rows behind the other: some rows of the matrix
  ///     of a group, so many columns from one on.
  ///   - finish: is told when some columns of some rows are done, while they are in a cache.
  @inline(__always)
  func run(
    locate: (_ rows: Range<Int>, _ tap: Int, _ zeros: UnsafePointer<S>, Sources) -> Void,
    place: (_ rows: Range<Int>, Targets) -> Void,
    packed ready: UnsafePointer<S>? = nil,
    pack: (
      _ group: Int, _ rows: Range<Int>, _ columns: Range<Int>, _ panels: UnsafeMutablePointer<S>
    ) -> Void,
    finish: (_ rows: Range<Int>, _ columns: Range<Int>) -> Void = { _, _ in }
  ) {
    let blocks = (rows + Self.block - 1) / Self.block
    let blockRows = (rows + blocks - 1) / blocks
    // four blocks for a thread: one that is held up must not hold up the others for long
    let wanted = isSmall ? 1 : (4 * Workers.count + blocks - 1) / blocks
    let ranges = min(wanted, max(Workers.count, panels / 4), panels)
    let rangePanels = (panels + ranges - 1) / ranges
    let parts = blocks * ((panels + rangePanels - 1) / rangePanels)

    let zeroCount = depth * groups
    let depthOfPanel = depthOfPanel
    let panelSize = width * depthOfPanel
    let room = Self.cache / MemoryLayout<S>.stride / depthOfPanel - blockRows
    let panelsTogether = min(rangePanels, max(FactorPanel.group, room / width))
    let packedSize = ready == nil ? panelsTogether * panelSize : 0
    let asideCount = WideTile<S>.count
    let bytes =
      (packedSize + zeroCount + asideCount) * MemoryLayout<S>.stride
      + blockRows * (taps + 1) * MemoryLayout<UnsafeRawPointer>.stride + 64
    func compute(_ part: Int, _ memory: UnsafeMutableRawPointer) {
      let (block, range) = (part % blocks, part / blocks)
      let rows = block * blockRows..<min(rows, (block + 1) * blockRows)
      let panelRange = range * rangePanels..<min(panels, (range + 1) * rangePanels)
      // an odd block of rows may be empty where they do not divide
      guard !rows.isEmpty else { return }

      let packed = memory.assumingMemoryBound(to: S.self)
      let zeros = packed + packedSize
      zeros.initialize(repeating: 0, count: zeroCount)
      let aside = zeros + zeroCount
      let tables =
        memory + ((UnsafeRawPointer(aside + asideCount) - UnsafeRawPointer(memory) + 7) & ~7)
      let sources = tables.assumingMemoryBound(to: UnsafePointer<S>.self)
      let targets = (sources + rows.count * taps).withMemoryRebound(
        to: UnsafeMutablePointer<S>.self, capacity: rows.count
      ) { $0 }
      for tap in 0..<taps { locate(rows, tap, zeros, sources + tap * rows.count) }
      place(rows, targets)

      for start in stride(from: 0, to: length, by: depthOfPanel) {
        let summed = start..<min(length, start + depthOfPanel)
        for first in stride(
          from: panelRange.lowerBound, to: panelRange.upperBound, by: panelsTogether)
        {
          let together = first..<min(panelRange.upperBound, first + panelsTogether)
          var panel = ready == nil ? first : together.upperBound
          while panel < together.upperBound {
            let (group, place) = panel.quotientAndRemainder(dividingBy: panelsOfGroup)
            let last = min(together.upperBound - panel + place, panelsOfGroup)
            pack(
              group, summed, place * width..<min(columns, last * width),
              packed + (panel - first) * panelSize)
            panel += last - place
          }
          for panel in together {
            let (group, column) = (panel / panelsOfGroup, panel % panelsOfGroup * width)
            let panelColumns = min(width, columns - column)
            var factors = UnsafePointer(packed + (panel - first) * panelSize)
            var next = factors
            if let ready {
              factors =
                ready + panel * width * length + start * FactorPanel.width(panelColumns, of: S.self)
              // where there are few rows the first of them would wait for memory
              let isLast = panel + 1 == panelRange.upperBound
              next =
                isLast
                ? ready + (panelRange.lowerBound * length + summed.upperBound) * width
                : ready + ((panel + 1) * length + start) * width
            }
            let work = RowPanel(
              sources: sources, rows: rows.count, depth: depth, offset: group * depth,
              summed: summed, panel: factors, next: next, targets: targets,
              column: group * columns + column, columns: panelColumns, aside: aside)
            work.add(to: 0..<rows.count)
          }
        }
      }
      finish(rows, firstColumn(of: panelRange.lowerBound)..<firstColumn(of: panelRange.upperBound))
    }
    if isSmall {
      Workers.alone(parts, memory: bytes, compute)
    } else {
      Workers.perform(parts, memory: bytes, compute)
    }
  }
}
