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
    Diagram.Options(
      width: width, isGathered: !separate, isUnfolded: unfold, opened: Set(open), window: path)
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
    case .svg:
      try checkNames(Diagram(network, options: options))
      print(VectorPicture(network, options: options, pass: pass).text)
    case .text:
      let diagram = Diagram(network, options: options)
      try checkNames(diagram)
      show(diagram.draw(pass: pass))
      if diagram.size.width > width {
        StandardError.note(
          "The picture is \(diagram.size.width) columns wide and has to be scrolled.")
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
  private func draw(_ network: Network, beside other: Network) {
    show(Comparison(network, other, columns: width).draw(columns: width))
  }
  private func show(_ grid: Grid) {
    for line in (ascii ? grid.inASCII() : grid).lines { print(line.trimmedEnd) }
  }
}
