import ArgumentParser
import Diagrams
import Networks

/// The table of nodes: shape, parameters, multiply-adds; totals.
struct CountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count", abstract: "Counts parameters and multiply-adds of a block.")

  @OptionGroup var block: NotationOptions
  @Flag(help: "Print JSON.") var json = false

  /// What the library says above the block: its source, and why a paper prints another figure.
  private func remarks(on network: Network) throws -> [String] {
    guard let name = network.invocation?.name else { return [] }
    let library = try block.sources.workshop().library
    return library.definition(named: name)?.remarks ?? []
  }

  func run() throws {
    let network = try block.network()
    guard !json else { return print(try CountTable(network).json()) }
    print(CountTable(network).text)
    let remarks = try remarks(on: network)
    if !remarks.isEmpty { print("\n" + remarks.joined(separator: "\n")) }
  }
}
