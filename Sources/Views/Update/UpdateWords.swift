import Diagrams
import Networks
import Tensors
import Training

/// What is read of the update of one tensor of weights.
struct UpdateWords {
  let item: UpdatePass.Item
  let optimizer: any Optimizer

  /// The rule in LaTeX: all of it where it has two lines, else how the weight moves in the end.
  var equation: String {
    let formulas = optimizer.formulas(at: item.settings)
    return formulas.count <= 2 ? formulas.joined(separator: ", \\quad ") : formulas.last ?? ""
  }

  var sentence: Sentence {
    let change = zip(item.before.elements, item.after.elements).reduce(0) {
      $0 + ($1.1 - $1.0) * ($1.1 - $1.0)
    }.squareRoot()
    let size = item.before.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let gradient = item.gradient.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let numbers = [change, gradient].map { Numbers.significant($0) }
    let share = size > 0 ? ", \(Numbers.significant(100 * change / size)) % of their norm" : ""
    return Sentence(
      "\(optimizer.name) moves the \(Numbers.count(item.before.elements.count)) numbers by a "
        + "vector of norm \(numbers[0])\(share); their gradient has norm \(numbers[1]).",
      short: "The weights move by a vector of norm \(numbers[0])\(share).")
  }
}
