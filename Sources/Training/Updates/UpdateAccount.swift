import Networks
import Tensors

/// One weight as an update finds it.
public struct WeightBefore: Hashable, Sendable {
  /// The name of its tensor in files: `conv2.weight`.
  public let tensor: String
  /// Where it stands there.
  public let index: [Int]
  public let value: Double
  /// The gradient of the loss in it, before clipping and decay.
  public let gradient: Double
  /// What the optimizer remembers of it; 0 where it remembers nothing.
  public let momentum: Double
  public let first: Double
  public let second: Double

  public init(
    tensor: String, index: [Int], value: Double, gradient: Double, momentum: Double = 0,
    first: Double = 0, second: Double = 0
  ) {
    self.tensor = tensor
    self.index = index
    self.value = value
    self.gradient = gradient
    self.momentum = momentum
    self.first = first
    self.second = second
  }

  subscript(moment: Moment) -> Double {
    switch moment {
    case .momentum: momentum
    case .first: first
    case .second: second
    }
  }
}

/// One update of one weight, line by line and as a sum, formed in Double and by no kernel.
public struct UpdateAccount: Sendable {
  /// A number and how it comes about.
  public struct Line: Hashable, Sendable {
    /// How formulas write it, in LaTeX: `v'`.
    public let symbol: String
    public let value: Double
    /// What it is, in words; empty where a formula says it.
    public let meaning: String
    /// What the optimizer remembers after the update, where this is that.
    public let moment: Moment?
    /// The formula with each symbol between ‹ and ›; nothing for what is given.
    fileprivate let template: String?

    /// Its formula in LaTeX with symbols; nothing for what is given.
    public var formula: String? { template.map { Self.filled($0) { $0 } } }

    fileprivate static func filled(_ template: String, _ write: (String) -> String) -> String {
      var text = ""
      for part in template.split(separator: "‹", omittingEmptySubsequences: false).enumerated() {
        guard part.offset > 0 else {
          text += part.element
          continue
        }
        let halves = part.element.split(
          separator: "›", maxSplits: 1, omittingEmptySubsequences: false)
        text += write(String(halves[0])) + (halves.count > 1 ? halves[1] : "")
      }
      return text
    }
  }

  public let weight: WeightBefore
  public let settings: UpdateSettings
  /// What is given, then each line in the order of the algorithm; the last is the new weight `w'`.
  public private(set) var lines: [Line] = []
  /// Products that add up to the new weight: the old one, then what gradient, decay and memory add.
  public private(set) var terms: [Explanation.Term] = []
  /// The gradient that the rule works with: after clipping, and after decay where that enters it.
  let slope: (symbol: String, value: Double)
  private let decaysGradient: Bool

  init(_ weight: WeightBefore, _ settings: UpdateSettings, decaysGradient: Bool) {
    self.weight = weight
    self.settings = settings
    self.decaysGradient = decaysGradient && settings.decay != 0
    let isClipped = settings.factor != 1
    let clipped = settings.factor * weight.gradient
    let decayed = self.decaysGradient ? clipped + settings.decay * weight.value : clipped
    slope = (isClipped || self.decaysGradient ? "\\tilde{g}" : "g", decayed)

    define("w", meaning: "the weight", weight.value)
    define("g", meaning: "the gradient of the loss", weight.gradient)
    for moment in Moment.allCases where weight[moment] != 0 {
      define(moment.symbol, meaning: moment.meaning, weight[moment])
    }
    define("\\alpha", meaning: "the learning rate", settings.rate)
    if isClipped { define("c", meaning: "the factor of clipping", settings.factor) }
    if settings.decay != 0 { define("\\lambda", meaning: "the weight decay", settings.decay) }
    if isClipped || self.decaysGradient {
      define(
        slope.symbol,
        as: (isClipped ? "‹c› \\cdot ‹g›" : "‹g›")
          + (self.decaysGradient ? " + ‹\\lambda› \\cdot ‹w›" : ""), slope.value)
    }
  }

  /// The weight after the update.
  public var value: Double { lines.last?.value ?? weight.value }
  /// The sum of the terms' magnitudes: what rounding is measured against.
  public var magnitude: Double { terms.reduce(0) { $0 + abs($1.product) } }
  /// The sum of the terms.
  public var total: Double { terms.reduce(0) { $0 + $1.product } }

  /// The formula of a line with numbers in place of its symbols, each as `write` has it.
  public func instance(of line: Line, write: (Double) -> String) -> String? {
    line.template.map { template in
      Line.filled(template) { symbol in
        guard let found = lines.first(where: { $0.symbol == symbol }) else {
          // a memory that is still empty is not among the lines
          return Moment.allCases.contains { $0.symbol == symbol } ? write(0) : symbol
        }
        let text = write(found.value)
        return found.value < 0 ? "(\(text))" : text
      }
    }
  }

  /// States a number that is given.
  mutating func define(_ symbol: String, meaning: String, _ value: Double) {
    lines.append(
      Line(symbol: symbol, value: value, meaning: meaning, moment: nil, template: nil))
  }
  /// States a number that is computed, by a formula with its symbols between ‹ and ›.
  mutating func define(
    _ symbol: String, as template: String, _ value: Double, moment: Moment? = nil
  ) {
    lines.append(
      Line(symbol: symbol, value: value, meaning: "", moment: moment, template: template))
  }

  /// States the new weight: the old one, and multiples of the gradient and of what is remembered.
  mutating func finish(
    _ template: String, along directions: [(factor: Double, moment: Moment?)],
    decoupledDecay: Double = 0
  ) {
    typealias Factor = Explanation.Factor
    func constant(_ symbol: String, _ meaning: String, _ value: Double) -> Factor {
      Factor(symbol: symbol, tensor: meaning, index: [], value: value)
    }
    let own = Factor(symbol: "w", tensor: weight.tensor, index: weight.index, value: weight.value)
    terms = [Explanation.Term(own)]
    if decoupledDecay != 0 {
      terms.append(
        Explanation.Term(
          constant("-\\alpha", "the learning rate", -settings.rate),
          constant("\\lambda", "the weight decay", decoupledDecay), own))
    }
    for (factor, moment) in directions {
      let share = constant("-\\eta", "the effective rate", factor)
      if let moment {
        terms.append(
          Explanation.Term(
            share,
            Factor(
              symbol: moment.symbol, tensor: "state/\(weight.tensor).\(moment.rawValue)",
              index: weight.index, value: weight[moment])))
        continue
      }
      let gradient = Factor(
        symbol: "g", tensor: "grad.\(weight.tensor)", index: weight.index, value: weight.gradient)
      terms.append(
        settings.factor == 1
          ? Explanation.Term(share, gradient)
          : Explanation.Term(
            share, constant("c", "the factor of clipping", settings.factor), gradient))
      if decaysGradient {
        terms.append(
          Explanation.Term(share, constant("\\lambda", "the weight decay", settings.decay), own))
      }
    }
    define("w'", as: template, total)
  }

  /// Takes the new weight from the engine, which forms it in another order.
  mutating func settle(_ value: Double) {
    guard let last = lines.popLast() else { return }
    lines.append(
      Line(
        symbol: last.symbol, value: value, meaning: last.meaning, moment: last.moment,
        template: last.template))
  }
}

extension Optimizer {
  /// The lines of its algorithm in LaTeX with symbols: `v' = \mu \cdot v + g`.
  public func formulas(at settings: UpdateSettings) -> [String] {
    let weight = WeightBefore(tensor: "w", index: [0], value: 1, gradient: 1)
    return account(of: weight, at: settings).lines.compactMap { line in
      line.formula.map { "\(line.symbol) = \($0)" }
    }
  }

  /// One update of one weight in the precision of a run: the new weight is the engine's to the
  /// last bit, the terms are formed in Double and add up to it but for rounding.
  public func explained<S: Scalar>(
    _ weight: WeightBefore, at settings: UpdateSettings, in precision: S.Type
  ) -> UpdateAccount {
    var value = Tensor<S>([weight.value])
    var memory = Memory<S>(Shape(1))
    for moment in moments { memory[moment] = Tensor([weight[moment]]) }
    move(&value, along: Tensor([weight.gradient]), &memory, at: settings)
    var account = account(of: weight, at: settings)
    account.settle(Double(value.elements[0]))
    return account
  }
}
