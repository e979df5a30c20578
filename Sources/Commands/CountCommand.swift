import ArgumentParser
import Diagrams
import Networks
import Workshop

/// The table of nodes: shape, parameters, multiply-adds; totals.
struct CountCommand: Printing {
  static let configuration = CommandConfiguration(
    commandName: "count", abstract: "Count the parameters and multiply-adds of a block.")

  @OptionGroup var block: NotationOptions
  @OptionGroup var characters: CharacterOptions
  @Flag(help: "Print JSON instead of a table.") var json = false

  /// What the library says above the block: its source, and why a paper prints another figure.
  private func remarks(on network: Network, _ library: Library) -> [String] {
    guard let name = network.invocation?.name else { return [] }
    return library.definition(named: name)?.remarks ?? []
  }

  func run(on console: Console) throws {
    // the lessons' heads are read once
    let library = try block.sources.workshop(on: console).library
    let network = try Network(block.source(on: console), library: library, on: block.input?.shape)
    guard !json else { return console.print(try CountTable(network).json(), as: .json) }
    console.print(CountTable(network).text)
    let remarks = remarks(on: network, library)
    if !remarks.isEmpty { console.print("\n" + remarks.joined(separator: "\n")) }
  }
}
