import Tensors

/// The three sums of a convolution in LaTeX, with the numbers of a plan.
///
/// A transposed convolution uses them too: its output is the input gradient of a plan.
struct ConvolutionFormula {
  let plan: ConvolutionPlan
  /// The letters of the channels that the convolution reads, and of those that it writes.
  var read = "c"
  var write = "o"
  /// Whether sums over readers name their indices above the condition that binds them.
  var namesIndices = false

  private var groups: Int { plan.groups }
  private var reads: Int { plan.kernel[2] }
  private var writes: Int { plan.kernel[3] / groups }
  private var rows: Window.Axis { plan.window.rows }
  private var columns: Window.Axis { plan.window.columns }

  /// `y[i,j,o] = Σ m,n,c  x[2i+m-1, 2j+n-1, c] · K[m,n,c,o]`.
  func output(
    _ result: String, of source: String, _ i: Affine, _ j: Affine, _ channel: Affine,
    hasBias: Bool = false
  ) -> String {
    let (group, remark) = group(of: channel, among: writes)
    let within = Affine(read, below: reads)
    return "\(result)[\(i),\(j),\(channel)] = " + Formulas.sum("m", below: rows.kernel)
      + Formulas.sum("n", below: columns.kernel) + Formulas.sum(read, below: reads)
      + "\(source)[\(Formulas.cell(rows, of: i, through: "m")), "
      + "\(Formulas.cell(columns, of: j, through: "n")), \(reads * group + within)] \\cdot "
      + "K[\(Affine("m", below: rows.kernel)),\(Affine("n", below: columns.kernel)),\(within),"
      + "\(channel)]" + (hasBias ? " + b[\(channel)]" : "") + remark
  }

  /// `dx[i,j,c] = Σ over 2i'+m-1 = i, 2j'+n-1 = j, and o  dy[i', j', o] · K[m,n,c,o]`.
  func inputGradient(
    _ result: String, of source: String, _ i: Affine, _ j: Affine, _ channel: Affine,
    hasBias: Bool = false
  ) -> String {
    let (group, remark) = group(of: channel, among: reads)
    let out = writes * group + Affine(write, below: writes)
    return "\(result)[\(i),\(j),\(channel)] = "
      + Formulas.sumOverReaders(rows, of: i, "i", through: "m", named: namesIndices)
      + Formulas.sumOverReaders(columns, of: j, "j", through: "n", named: namesIndices)
      + Formulas.sum(write, below: writes)
      + "\(source)[\(Formulas.reader(rows, of: i, "i")), \(Formulas.reader(columns, of: j, "j")), "
      + "\(out)] \\cdot K[\(Affine("m", below: rows.kernel)),\(Affine("n", below: columns.kernel)),"
      + "\(reads == 1 ? 0 : channel - reads * group),\(out)]"
      + (hasBias ? " + b[\(channel)]" : "") + remark
  }

  /// `dK[m,n,c,o] = Σ i,j  x[2i+m-1, 2j+n-1, c] · dy[i,j,o]`.
  func kernelGradient(of source: String, _ upstream: String, _ element: [Int]) -> String {
    let (m, n) = (element[0], element[1])
    let channel = element[3] / writes * reads + element[2]
    let i = Affine("i", below: plan.output[0])
    let j = Affine("j", below: plan.output[1])
    let row = rows.stride * i + (m * rows.dilation - rows.before)
    let column = columns.stride * j + (n * columns.dilation - columns.before)
    return "dK\(Formulas.place(element)) = " + Formulas.sum("i", below: plan.output[0])
      + Formulas.sum("j", below: plan.output[1])
      + "\(source)[\(row), \(column), \(channel)] \\cdot \(upstream)[\(i),\(j),\(element[3])]"
  }
  /// The same for any element.
  func kernelGradient(of source: String, _ upstream: String) -> String {
    let i = Affine("i", below: plan.output[0])
    let j = Affine("j", below: plan.output[1])
    let (group, remark) = group(of: Affine(write), among: writes)
    return "dK[m,n,\(read),\(write)] = " + Formulas.sum("i", below: plan.output[0])
      + Formulas.sum("j", below: plan.output[1])
      + "\(source)[\(Formulas.cell(rows, of: i, through: "m")), "
      + "\(Formulas.cell(columns, of: j, through: "n")), \(reads * group + Affine(read))] \\cdot "
      + "\(upstream)[\(i),\(j),\(write)]" + remark
  }

  /// The group of a channel where each has so many, and what has to be said of its letter.
  private func group(of channel: Affine, among size: Int) -> (group: Affine, remark: String) {
    if groups == 1 { return (0, "") }
    if let number = channel.constant { return (Affine(number / size), "") }
    if size == 1 { return (channel, "") }
    return ("q", " \\text{ with } q = \\lfloor \(channel) / \(size) \\rfloor")
  }
}
