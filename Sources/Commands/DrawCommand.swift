import ArgumentParser
import Diagrams
import Networks
import Screens
import Tensors
import Views

/// The diagram of a block as text.
struct DrawCommand: Printing {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, dot, mermaid, svg, pytorch
  }

  static let configuration = CommandConfiguration(
    commandName: "draw", abstract: "Draws the diagram of a block.",
    discussion: """
      A large network is drawn as an overview of its stages. Each opens by its name, and so does \
      each block in it: --open conv4_x --open bottleneck8.
      """)

  @OptionGroup var block: NotationOptions
  @Flag(help: "Draw the backward pass: forks become sums, joins copies.") var backward = false
  @Flag(help: "Draw every repeat and branch in full.") var unfold = false
  @Option(help: "Draw a stage or block of an overview from within, such as conv4_x; repeatable.")
  var open: [String] = []
  @Option(help: "Draw this path too where many equal ones are folded; they count from 0.")
  var path: Int?
  @Option(help: "Fit the picture into so many columns where it can be.") var width = 80
  @OptionGroup var characters: CharacterOptions
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
    Diagram.Options(
      width: width, isGathered: !separate, isUnfolded: unfold, opened: Set(open), window: path)
  }
  private var pass: Diagram.Pass { backward ? .backward : .forward }

  func run(on console: Console) throws {
    let network = try block.network(on: console)
    if let compare {
      let other = try block.network(of: compare)
      return console.print(Comparison(network, other, columns: width).draw(columns: width))
    }
    switch format {
    case .json: console.print(try NetworkDescription(network).json(), as: .json)
    case .dot: console.print(GraphvizText(network).text, as: .markup)
    case .mermaid: console.print(MermaidText(network).text, as: .mermaid)
    case .pytorch: console.print(PyTorchText(network).text)
    case .svg:
      try checkNames(Diagram(network, options: options))
      console.print(VectorPicture(network, options: options, pass: pass).text, as: .markup)
    case .text:
      let diagram = Diagram(network, options: options)
      try checkNames(diagram)
      console.print(diagram.draw(pass: pass))
      if diagram.size.width > width {
        console.note("The picture is \(diagram.size.width) columns wide and has to be scrolled.")
      }
    }
  }

  /// Whether everything that was to be opened was there to be.
  private func checkNames(_ diagram: Diagram) throws {
    guard let name = open.first(where: { !diagram.opened.contains($0) }) else { return }
    guard !diagram.folds.isEmpty || !diagram.opened.isEmpty else {
      throw Failure("Nothing is folded here that ‘\(name)’ could open.")
    }
    let near = nearest(to: name, among: diagram.folds)
    throw Failure(
      "There is nothing called ‘\(name)’ to open"
        + (near.map { "; did you mean ‘\($0)’?" }
          ?? diagram.folds.first.map { "; what is folded has names such as ‘\($0)’." } ?? "."))
  }
}
