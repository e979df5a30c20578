import ArgumentParser
import Diagrams
import Networks
import ONNX
import Screens
import Tensors
import Views
import Workshop

/// The diagram of a block as text.
struct DrawCommand: Printing {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, dot, mermaid, svg, pytorch, onnx
  }

  static let configuration = CommandConfiguration(
    commandName: "draw", abstract: "Draw a block as a diagram.",
    discussion: """
      A large network is drawn as an overview of its stages. Open a stage, or a block inside one, \
      by its name: --open conv4_x --open bottleneck8.
      """)

  @OptionGroup var block: NotationOptions
  @Flag(help: "Draw the backward pass: forks become sums, and joins become copies.")
  var backward = false
  @Flag(help: "Draw every repeat and every branch in full.") var unfold = false
  @Option(
    help: ArgumentHelp(
      "Open a stage or block of an overview, such as conv4_x; may be repeated.",
      valueName: "name"))
  var open: [String] = []
  @Option(
    help: ArgumentHelp(
      "Draw this path too where equal paths are folded, counting from 0.", valueName: "index"))
  var path: Int?
  @Option(
    help: ArgumentHelp("Fit the diagram into this width if possible.", valueName: "columns"))
  var width = 80
  @OptionGroup var characters: CharacterOptions
  @Flag(help: "Draw normalizations and activations on separate rows.") var separate = false
  @Option(
    help: ArgumentHelp(
      "Draw another block beside it, with equal operations in one row.", valueName: "notation"))
  var compare: String?
  @Option(help: "Output format.") var format = Format.text
  @Option(
    help: ArgumentHelp("Write these weights into an ONNX model.", valueName: "file"))
  var weights: String?
  @Option(help: "Draw the weights of an ONNX model from this seed.") var seed: UInt64 = 0

  func validate() throws {
    guard 20...10_000 ~= width else {
      throw ValidationError("--width must be between 20 and 10000.")
    }
    if compare != nil, let option = optionsOfDiagram.first ?? (format == .text ? nil : "--format") {
      throw ValidationError("--compare does not work with \(option).")
    }
    if format != .text, format != .svg, let option = optionsOfDiagram.first {
      throw ValidationError("\(option) needs --format text or svg.")
    }
    guard weights == nil || format == .onnx else {
      throw ValidationError("--weights is for --format onnx, which writes them into the model.")
    }
  }

  private var options: Diagram.Options {
    Diagram.Options(
      width: width, isGathered: !separate, isUnfolded: unfold, opened: Set(open), window: path)
  }
  /// The options in use that only a diagram of one block can follow.
  private var optionsOfDiagram: [String] {
    [
      backward ? "--backward" : nil, unfold ? "--unfold" : nil, open.isEmpty ? nil : "--open",
      path == nil ? nil : "--path", separate ? "--separate" : nil,
    ].compactMap { $0 }
  }
  private var pass: Diagram.Pass { backward ? .backward : .forward }

  func run(on console: Console) throws {
    let network = try block.network(on: console)
    if let compare {
      let other = try block.network(of: compare, on: console)
      return console.print(Comparison(network, other, columns: width).draw(columns: width))
    }
    switch format {
    case .json: console.print(try NetworkDescription(network).json(), as: .json)
    case .dot: console.print(GraphvizText(network).text, as: .markup)
    case .mermaid: console.print(MermaidText(network).text, as: .mermaid)
    case .pytorch: console.print(PyTorchText(network).text)
    case .onnx: console.output(try model(of: network, on: console))
    case .svg:
      try checkNames(Diagram(network, options: options))
      console.print(VectorPicture(network, options: options, pass: pass).text, as: .markup)
    case .text:
      let diagram = Diagram(network, options: options)
      try checkNames(diagram)
      console.print(diagram.draw(pass: pass))
      if diagram.size.width > width {
        console.note("The picture is \(diagram.size.width) columns wide; you may have to scroll.")
      }
    }
  }

  /// The network as an ONNX model with its weights.
  private func model(of network: Network, on console: Console) throws -> [UInt8] {
    let files = block.files(TensorFiles(weights: weights))
    var settings = RunSettings<Float>(seed: seed, mode: .inference)
    settings.given = try files.tensors(for: network, mode: .inference) {
      try block.sources.workshop(on: console).library
    }
    return try ExportedModel(network, parameters: settings.parameters(of: network.graph)).bytes
  }

  /// Whether everything that was to be opened was there to be.
  private func checkNames(_ diagram: Diagram) throws {
    guard let name = open.first(where: { !diagram.opened.contains($0) }) else { return }
    guard !diagram.folds.isEmpty || !diagram.opened.isEmpty else {
      throw Failure("Nothing is folded here, so ‘\(name)’ cannot be opened.")
    }
    let near = nearest(to: name, among: diagram.folds)
    throw Failure(
      "There is nothing called ‘\(name)’ to open"
        + (near.map { "; did you mean ‘\($0)’?" }
          ?? diagram.folds.first.map { "; try ‘\($0)’, for example." } ?? "."))
  }
}
