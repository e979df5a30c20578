import Tensors

/// The classes that a network thinks likeliest, by the softmax of its output.
public struct Ranking: Sendable {
  /// One class.
  public struct Entry: Sendable {
    public let index: Int
    /// From the file of labels; else its number.
    public let label: String
    /// From 0 to 1.
    public let probability: Double
  }
  public let entries: [Entry]

  /// The first few of the first image, likeliest first; `output` is a batch of vectors, images ×
  /// classes, before the softmax.
  ///
  ///     let ranking = Ranking(Tensor<Double>(Shape(1, 3), [0, 2, 1]), count: 2)
  ///     ranking.entries.map(\.label)        // ["class 1", "class 2"]
  ///     ranking.entries.map(\.probability)  // [0.6652…, 0.2447…]
  public init<S: Scalar>(_ output: Tensor<S>, labels: Labels? = nil, count: Int = 5) {
    let classes = output.shape.extents.last ?? 0
    let logits = output.elements.prefix(classes).map { Double($0) }
    let largest = logits.max() ?? 0
    let powers = logits.map { Double.exponential($0 - largest) }
    let sum = powers.reduce(0, +)
    let order = logits.indices.sorted { (logits[$0], $1) > (logits[$1], $0) }
    entries = order.prefix(count).map {
      Entry(
        index: $0, label: labels?.names[$0] ?? "class \($0)",
        probability: sum > 0 ? powers[$0] / sum : .nan)
    }
  }
}

/// The names of classes, from a text of one a line.
public struct Labels: Hashable, Sendable {
  public let names: [String]

  /// Reads them; throws a `Misfit` where there are not as many as classes.
  ///
  /// Empty lines at the end do not count: `try Labels("cat\ndog\n", classes: 2).names` →
  /// `["cat", "dog"]`.
  public init(_ text: String, classes: Int) throws {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    guard lines.count == classes else {
      throw Misfit(
        "the labels have \(Words.counted(lines.count, "line")), but the network has "
          + "\(Words.counted(classes, "class", plural: "classes")); write one per line")
    }
    names = lines
  }
}
