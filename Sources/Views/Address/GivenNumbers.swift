import Lessons
import Networks
import Tensors

/// Numbers of a walk that are given and not drawn, as the command line takes them.
///
///     input=ramp    gradient=1@0,2,0    G=1 2 / 3 4    x[0,1,1,0]=0.5
public enum GivenNumbers: Hashable, Sendable, CustomStringConvertible {
  case input(InputChoice)
  case weights(WeightChoice)
  case gradient(UpstreamChoice)
  case tensor(GivenTensor)
  case cell(CellChange)

  /// All that a request has, in an order in which they can be set.
  static func all(of request: WalkRequest) -> [GivenNumbers] {
    (request.source == .random ? [] : [.input(request.source)])
      + (request.weights == .random ? [] : [.weights(request.weights)])
      + (request.upstream == .random ? [] : [.gradient(request.upstream)])
      + request.given.map { .tensor($0) } + request.changes.map { .cell($0) }
  }

  /// Reads what `description` wrote; nothing for another text.
  public init?(_ text: String) {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let (name, value) = (String(text[..<equals]), String(text[text.index(after: equals)...]))
    switch name {
    case "input":
      guard let choice = InputChoice(rawValue: value) else { return nil }
      self = .input(choice)
    case "weights":
      guard let choice = WeightChoice(rawValue: value) else { return nil }
      self = .weights(choice)
    case "gradient":
      guard let choice = UpstreamChoice(address: value) else { return nil }
      self = .gradient(choice)
    case _ where name.hasSuffix("]"):
      guard let change = CellChange(name, value) else { return nil }
      self = .cell(change)
    default:
      let rows = value.split(separator: "/").map { $0.split(separator: " ").map { Double($0) } }
      guard !name.isEmpty, !rows.isEmpty,
        rows.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0?.isFinite == true } })
      else { return nil }
      self = .tensor(GivenTensor(name: name, rows: rows.map { $0.compactMap { $0 } }))
    }
  }

  public var description: String {
    switch self {
    case .input(let choice): "input=\(choice.rawValue)"
    case .weights(let choice): "weights=\(choice.rawValue)"
    case .gradient(let choice): "gradient=\(choice.addressName)"
    case .tensor(let tensor):
      "\(tensor.name)="
        + tensor.rows.map { $0.map { "\($0)" }.joined(separator: " ") }.joined(separator: " / ")
    case .cell(let change):
      "\(change.tensor)[\(change.index.map(String.init).joined(separator: ","))]=\(change.value)"
    }
  }
}

extension WalkRequest {
  /// Gives numbers in place of those that would be drawn.
  public mutating func give(_ numbers: GivenNumbers) {
    switch numbers {
    case .input(let choice): choose(choice)
    case .weights(let choice): choose(choice)
    case .gradient(let choice): choose(choice)
    case .tensor(let tensor): given.append(tensor)
    case .cell(let change): changes.append(change)
    }
  }
}

extension UpstreamChoice {
  private static let named: [UpstreamChoice] = [
    .random, .ones, .whole, .squaredError, .crossEntropy,
  ]

  /// `ones`, or `1@0,2,0` for 1 at one cell.
  var addressName: String {
    guard case .cell(let index) = self else { return name }
    return "1@" + index.map(String.init).joined(separator: ",")
  }

  init?(address text: String) {
    if text.hasPrefix("1@"), let cell = WalkSight.Cell(String(text.dropFirst(2))) {
      self = .cell(cell.index)
    } else {
      guard let choice = Self.named.first(where: { $0.name == text }) else { return nil }
      self = choice
    }
  }
}

extension CellChange {
  /// Reads `x[0,1,1,0]` and its number; nothing for another text.
  fileprivate init?(_ place: String, _ value: String) {
    guard let bracket = place.lastIndex(of: "["), let value = Double(value), value.isFinite,
      let cell = WalkSight.Cell(String(place[place.index(after: bracket)...].dropLast()))
    else { return nil }
    self.init(tensor: String(place[..<bracket]), index: cell.index, value: value)
  }
}
