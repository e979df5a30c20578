import Networks
import Tensors

/// Examples to learn from, in order; the last of them may be held back for validation.
public struct Dataset<S: Scalar>: Sendable {
  /// What is right for each example.
  public enum Answers: Sendable {
    /// One class each, counted from 0, of so many.
    case labels([Int], classes: Int)
    /// A tensor each, images first: a distribution over classes, or whatever the output should be.
    case targets(Tensor<S>)
  }
  /// How captions name it.
  public let name: String
  /// N × rows × columns × channels, or N × channels.
  public private(set) var x: Tensor<S>
  public let answers: Answers
  /// The names of the classes; empty where they have none.
  public let classNames: [String]
  /// How many of the last examples are for validation.
  public let held: Int

  /// Throws a `Misfit` where examples and answers are not as many, or a label is no class.
  public init(
    name: String, x: Tensor<S>, answers: Answers, classNames: [String] = [], held: Int = 0
  ) throws {
    let count = x.shape.rank > 1 ? x.shape[0] : 0
    guard count > 0 else {
      throw Misfit("\(name) needs ‘x’ as images × rows × columns × channels, but it is \(x.shape)")
    }
    let given =
      switch answers {
      case .labels(let labels, _): labels.count
      case .targets(let targets): targets.shape.rank > 1 ? targets.shape[0] : 0
      }
    guard given == count else {
      throw Misfit("\(name) has \(count) examples but \(given) answers")
    }
    if case .labels(let labels, let classes) = answers,
      let wrong = labels.first(where: { !(0..<classes).contains($0) })
    {
      throw Misfit("\(name) has the label \(wrong), but classes count from 0 to \(classes - 1)")
    }
    guard 0..<count ~= held else {
      throw Misfit(
        "\(name) has \(count) examples; to hold back \(held) for validation leaves none to learn "
          + "from")
    }
    self.name = name
    self.x = x
    self.answers = answers
    self.classNames = classNames
    self.held = held
  }

  /// How many examples there are.
  public var count: Int { x.shape[0] }
  /// Those to learn from.
  public var training: Range<Int> { 0..<count - held }
  /// Those held back.
  public var validation: Range<Int> { count - held..<count }
  /// The shape of one example.
  public var input: Shape { x.shape.image }
  /// The shape of one answer as a network gives it.
  public var output: Shape {
    switch answers {
    case .labels(_, let classes): Shape(classes)
    case .targets(let targets): targets.shape.image
    }
  }
  /// The class of an example; nothing where answers are no labels.
  public func label(_ example: Int) -> Int? {
    guard case .labels(let labels, _) = answers else { return nil }
    return labels[example]
  }

  /// The same with the last so many held back.
  public func holding(_ held: Int) throws -> Dataset {
    try Dataset(name: name, x: x, answers: answers, classNames: classNames, held: held)
  }

  /// The same with mean 0 and deviation 1 over all numbers of the training part.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func standardised() -> Dataset {
    let numbers = x.elements[..<(training.count * input.count)]
    let count = Double(numbers.count)
    let mean = numbers.reduce(0) { $0 + Double($1) } / count
    let squares = numbers.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let deviation = squares == 0 ? 1 : (squares / count).squareRoot()
    var standardised = self
    standardised.x = Tensor(
      x.shape, x.elements.map { S((Double($0) - mean) / deviation) })
    return standardised
  }

  /// Some of the examples, in that order.
  public func examples(_ indices: [Int]) -> Tensor<S> { Self.gathered(x, indices) }
  /// What is right for them: one-hot rows of labels, or their targets.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func targets(_ indices: [Int]) -> Tensor<S> {
    switch answers {
    case .targets(let targets): return Self.gathered(targets, indices)
    case .labels(let labels, let classes):
      var rows = Tensor<S>(zeros: Shape(indices.count, classes))
      for (row, index) in indices.enumerated() { rows.elements[row * classes + labels[index]] = 1 }
      return rows
    }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  private static func gathered(_ tensor: Tensor<S>, _ indices: [Int]) -> Tensor<S> {
    let image = tensor.shape.image
    var elements: [S] = []
    elements.reserveCapacity(indices.count * image.count)
    for index in indices {
      elements.append(contentsOf: tensor.elements[index * image.count..<(index + 1) * image.count])
    }
    return Tensor(image.batched(indices.count), elements)
  }
}
