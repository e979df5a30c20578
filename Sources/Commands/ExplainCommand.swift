import ArgumentParser
import Diagrams
import Networks
import Tensors
import Views
import Workshop

/// The products behind one number.
struct ExplainCommand: Printing {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "List the products that add up to one number of a run.")

  @OptionGroup var block: NotationOptions
  @OptionGroup var characters: CharacterOptions
  @OptionGroup var options: RunOptions
  @Option(help: "Node to look at, such as x, conv1 or shortcut1.conv1.") var node: String
  @Option(
    help: ArgumentHelp(
      "Index of the element, such as 3,3,0; with a batch, the image comes first.",
      valueName: "index"))
  var element: ElementIndex
  @Option(
    name: .customLong("of"),
    help: ArgumentHelp(
      """
      Quantity of the node: output, input-gradient, input-gradient:1, weight-gradient, \
      bias-gradient, scale-gradient, shift-gradient, mean or variance.
      """, valueName: "quantity"))
  var quantity = "output"
  @Flag(help: "Print JSON instead of text.") var json = false

  func run(on console: Console) throws {
    let network = try block.network(on: console)
    guard let place = network.graph.node(node) else {
      let near = nearest(to: node, among: network.graph.nodes.map(\.id))
      throw Failure("There is no node ‘\(node)’" + (near.map { "; did you mean ‘\($0)’?" } ?? "."))
    }
    guard let quantity = Quantity(quantity) else {
      let known = network.graph.quantities(of: place).map(\.name)
      let near = nearest(to: quantity, among: known).map { "; did you mean ‘\($0)’?" }
      throw Failure("There is no quantity ‘\(quantity)’" + (near ?? "."))
    }
    let trace: Trace<Double> = try Trace(
      network.graph, options.settings(for: network, of: block, on: console))
    let explanation = try trace.explanation(of: quantity, at: place, element: element.places)
    let table = ExplanationTable(explanation)
    if json {
      console.print(try table.json(), as: .json)
    } else {
      console.print(table.text)
    }
  }
}

/// An index on the command line: `3,3,0`.
struct ElementIndex: ExpressibleByArgument {
  let places: [Int]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    places = parts.compactMap { $0 }
    guard !places.isEmpty, places.count == parts.count else { return nil }
  }
}
