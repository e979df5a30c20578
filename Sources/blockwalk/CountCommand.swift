import ArgumentParser
import Diagrams
import Networks

/// The table of nodes: shape, parameters, multiply-adds; totals.
struct CountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count", abstract: "Counts parameters and multiply-adds of a block.")

  @OptionGroup var block: NotationOptions
  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let network = try block.network()
    print(try json ? CountTable(network).json() : CountTable(network).text)
  }
}
