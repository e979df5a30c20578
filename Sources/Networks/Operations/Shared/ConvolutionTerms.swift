import Tensors

/// The products of a convolution, by the loops of its formulas; its kernels have others.
struct ConvolutionTerms {
  typealias Factor = Explanation.Factor
  typealias Term = Explanation.Term
  let plan: ConvolutionPlan
  /// An element of what the convolution reads: image, row, column, channel.
  let read: ([Int]) -> Factor
  /// An element of its kernel.
  let kernel: ([Int]) -> Factor
  /// An element of the gradient in what it writes.
  let written: ([Int]) -> Factor

  private var reads: Int { plan.kernel[2] }
  private var writes: Int { plan.kernel[3] / plan.groups }

  /// What adds up to one element of the output.
  func output(_ element: [Int]) -> [Term] {
    let (image, i, j, o) = (element[0], element[1], element[2], element[3])
    var terms: [Term] = []
    for m in 0..<plan.window.rows.kernel {
      let row = plan.window.rows.cell(of: i, through: m)
      for n in 0..<plan.window.columns.kernel {
        let column = plan.window.columns.cell(of: j, through: n)
        guard 0..<plan.input[0] ~= row, 0..<plan.input[1] ~= column else { continue }
        for c in 0..<reads {
          terms.append(
            Term(read([image, row, column, o / writes * reads + c]), kernel([m, n, c, o])))
        }
      }
    }
    return terms
  }

  /// What adds up to the gradient in one element that it reads.
  ///
  /// Through which weight did which output read it?
  func input(_ element: [Int]) -> [Term] {
    let (image, i, j, c) = (element[0], element[1], element[2], element[3])
    var terms: [Term] = []
    for (row, m) in plan.window.rows.readers(of: i, outputs: plan.output[0]) {
      for (column, n) in plan.window.columns.readers(of: j, outputs: plan.output[1]) {
        for o in c / reads * writes..<(c / reads + 1) * writes {
          terms.append(Term(written([image, row, column, o]), kernel([m, n, c % reads, o])))
        }
      }
    }
    return terms
  }

  /// What adds up to the gradient in one weight.
  func weight(_ element: [Int], images: Int) -> [Term] {
    let (m, n, c, o) = (element[0], element[1], element[2], element[3])
    var terms: [Term] = []
    for image in 0..<images {
      for i in 0..<plan.output[0] {
        let row = plan.window.rows.cell(of: i, through: m)
        for j in 0..<plan.output[1] {
          let column = plan.window.columns.cell(of: j, through: n)
          guard 0..<plan.input[0] ~= row, 0..<plan.input[1] ~= column else { continue }
          terms.append(
            Term(read([image, row, column, o / writes * reads + c]), written([image, i, j, o])))
        }
      }
    }
    return terms
  }
}

extension Scene {
  /// The account of a bias: the gradient of its channel, over all images and positions.
  func accountOfBias(_ element: [Int]) -> Account {
    let formula: (String) -> String = { channel in
      let sum = y.shape.rank == 4 ? "\\sum_{i,j} G[i,j,\(channel)]" : "\\sum_{n} G[n,\(channel)]"
      return "db[\(channel)] = \(sum)"
    }
    return Account(
      formula("o"), formula("\(element[0])"),
      terms: channel(element[0]).map {
        Explanation.Term(upstream($0))
      })
  }
  /// The indices of all elements of the output's channel.
  func channel(_ channel: Int) -> [[Int]] {
    let positions = Shape(Array(y.shape.extents.dropLast()))
    return (0..<positions.count).map { positions.index(at: $0) + [channel] }
  }
}
