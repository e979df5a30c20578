import Networks
import Screens

/// A network of the library, as lists show it.
public struct NetworkListing: Hashable, Sendable {
  public let name: String
  /// Where it comes from, and what is said of it: the comment above its definition.
  public let remarks: [String]

  public init(name: String, remarks: [String]) {
    self.name = name
    self.remarks = remarks
  }
}

extension Library {
  /// The networks that can be opened by their names alone: definitions that state their input.
  public var networks: [NetworkListing] {
    names.compactMap { name in
      guard let definition = definition(named: name), definition.needsNothing,
        case .input? = definition.steps.steps.first
      else { return nil }
      return NetworkListing(name: name, remarks: definition.remarks)
    }
  }
}

/// All networks of the library, to look into.
struct NetworkList: ClickableView {
  let networks: [NetworkListing]
  private(set) var chosen: Int

  init(_ networks: [NetworkListing]) {
    self.networks = networks
    // the network of the first question
    chosen = networks.firstIndex { $0.name == "resnet50" } ?? 0
  }

  var hints: [Hint] {
    [
      Hint(.up, .down, word: "choose"), Hint(.open, word: "open"),
      Hint(.pageUp, .pageDown, word: "page", isHidden: true),
      Hint(.first, .last, word: "first, last", isHidden: true), Hint(.help, word: "keys"),
      Hint(.leave, word: "back"),
    ]
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    let page = Self.room(in: screen)
    switch command {
    case .down: choose(chosen + 1)
    case .up: choose(chosen - 1)
    case .pageDown: choose(chosen + page)
    case .pageUp: choose(chosen - page)
    case .first: choose((count ?? 1) - 1)
    case .last: choose(networks.count - 1)
    case .open where networks.indices.contains(chosen):
      return [.ask(.open(NetworkRequest(networks[chosen].name)))]
    default: break
    }
    return []
  }

  private mutating func choose(_ index: Int) {
    chosen = min(max(index, 0), max(networks.count - 1, 0))
  }

  /// A click chooses a network, a second one opens it.
  mutating func click(at position: Position, in screen: Screen) -> [Effect] {
    let index = first(in: screen) + position.row - 2
    guard 2..<2 + Self.room(in: screen) ~= position.row, networks.indices.contains(index) else {
      return []
    }
    if index == chosen { return press(.open, count: nil, in: screen) }
    chosen = index
    return []
  }

  private static func room(in screen: Screen) -> Int { screen.size.height - 6 }
  private func first(in screen: Screen) -> Int {
    let room = Self.room(in: screen)
    return min(max(0, chosen - room / 2), max(networks.count - room, 0))
  }

  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    page.title(["networks"], "\(networks.count) in the library")
    page.rule(row: 1)
    let first = first(in: screen)
    for (row, network) in networks.dropFirst(first).prefix(Self.room(in: screen)).enumerated() {
      let isChosen = first + row == chosen
      let style = Style(isChosen ? .focus : .text)
      page.grid.write(isChosen ? "▸" : " ", at: Position(1, row + 2), style)
      page.grid.write(network.name, at: Position(3, row + 2), style)
      page.grid.write(
        Text.clipped(network.remarks.first ?? "", to: page.width - 25), at: Position(24, row + 2),
        Style(.quiet))
      if isChosen { page.grid.cursor = Position(1, row + 2) }
    }
    page.rule(row: page.height - 4)
    if networks.indices.contains(chosen) {
      let lines = networks[chosen].remarks.flatMap { Text.wrapped($0, to: page.width - 2) }
      for (row, line) in lines.prefix(2).enumerated() {
        page.grid.write(line, at: Position(1, page.height - 3 + row))
      }
    }
    page.footer(hints)
    return page.grid
  }
}
