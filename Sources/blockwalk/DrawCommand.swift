import ArgumentParser
import Diagrams
import Networks
import Screens
import Views

/// The diagram of a block as text.
struct DrawCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, dot, mermaid, svg, pytorch
  }

  static let configuration = CommandConfiguration(
    commandName: "draw", abstract: "Draws the diagram of a block.")

  @OptionGroup var block: NotationOptions
  @Flag(help: "Draw the backward pass: forks become sums, joins copies.") var backward = false
  @Flag(help: "Draw every repeat and branch in full.") var unfold = false
  @Option(help: "Fit the picture into so many columns where it can be.") var width = 80
  @Flag(help: "Use characters below 128 only.") var ascii = false
  @Flag(help: "Draw normalizations and activations in rows of their own.") var separate = false
  @Option(help: "Draw another block beside it, equal operations in one row.") var compare: String?
  @Option(help: "Print text, json, dot, mermaid, svg or pytorch.") var format = Format.text

  func validate() throws {
    guard 20...10_000 ~= width else { throw ValidationError("--width takes 20 to 10000 columns.") }
    guard compare == nil || format == .text && !backward else {
      throw ValidationError("--compare draws the forward pass as text; leave the others out.")
    }
  }

  private var options: Diagram.Options {
    Diagram.Options(width: width, isGathered: !separate, isUnfolded: unfold)
  }
  private var pass: Diagram.Pass { backward ? .backward : .forward }

  func run() throws {
    let network = try block.network()
    if let compare { return draw(network, beside: try block.network(of: compare)) }
    switch format {
    case .json:
      print(try NetworkDescription(network).json())
    case .dot: print(GraphvizText(network).text)
    case .mermaid: print(MermaidText(network).text)
    case .pytorch: print(PyTorchText(network).text)
    case .svg: print(VectorPicture(network, options: options, pass: pass).text)
    case .text:
      show(Diagram(network, options: options).draw(pass: pass))
    }
  }

  private func draw(_ network: Network, beside other: Network) {
    show(Comparison(network, other, columns: width).draw(columns: width))
  }
  private func show(_ grid: Grid) {
    for line in (ascii ? grid.inASCII() : grid).lines { print(line.trimmedEnd) }
  }
}
