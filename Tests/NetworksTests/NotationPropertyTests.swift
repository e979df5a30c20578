import Tensors
import Testing

@testable import Networks

@Suite struct NotationPropertyTests {
  @Test func `parse, print, parse is the identity on the library`() throws {
    for (origin, text) in try BlockLibrary.texts() {
      let syntax = try Syntax(text, origin: origin)
      #expect(try Syntax(syntax.source, origin: origin) == syntax, "\(origin)")
      #expect(syntax.source == text, "\(origin) is written as the printer would")
    }
  }

  @Test func `parse, print, parse is the identity on random syntaxes`() throws {
    for seed in 0..<800 {
      var random = RandomSyntax(seed: UInt64(seed))
      let syntax = random.syntax()
      let read = try Syntax(syntax.source)
      #expect(read == syntax, "seed \(seed):\n\(syntax.source)")
      #expect(read.source == syntax.source, "seed \(seed)")
    }
  }

  @Test func `the line of a text says the same as the text`() throws {
    for seed in 0..<500 {
      var random = RandomSyntax(seed: UInt64(seed))
      let syntax = random.syntax()
      guard syntax.definitions.isEmpty else { continue }
      #expect(try Syntax(syntax.line).line == syntax.line, "seed \(seed)")
    }
  }

  @Test func `a print runs as what was printed`() throws {
    for seed in 0..<100 {
      var random = RandomFittingText(seed: UInt64(seed))
      let text = random.text()
      let first = try Network(text).graph
      let second = try Network(Syntax(text).source).graph
      #expect(first.nodes.map(\.id) == second.nodes.map(\.id), "seed \(seed)")
      #expect(
        first.nodes.map(\.operation.source) == second.nodes.map(\.operation.source), "seed \(seed)")
    }
  }

  @Test func `ids are unique on random blocks`() throws {
    for seed in 0..<300 {
      var random = RandomFittingText(seed: UInt64(seed))
      let ids = try Network(random.text()).graph.nodes.map(\.id)
      #expect(Set(ids).count == ids.count, "seed \(seed)")
    }
  }

  @Test func `ids are unique on the library`() throws {
    let library = try BlockLibrary.all()
    for name in library.names {
      guard let definition = library.definition(named: name) else { continue }
      let arguments = definition.parameters.filter { $0.standard == nil }.map { _ in " 16" }
      let ids = try Network(name + arguments.joined(), library: library).graph.nodes.map(\.id)
      #expect(Set(ids).count == ids.count, "\(name)")
    }
  }

  @Test func `no text whatever traps`() throws {
    let library = try BlockLibrary.all()
    let texts = try BlockLibrary.texts().map(\.text)
    var random = SeededGenerator(seed: 7)
    var refused = 0
    for _ in 0..<3000 {
      let text = mangled(random.pick(texts), &random)
      do { _ = try Network(text, library: library, on: Shape(8, 8, 4)) } catch {
        #expect(error is NotationError)
        refused += 1
      }
    }
    #expect(refused > 1000)
  }

  @Test func `no arguments of an operation trap`() throws {
    let values = [
      "0", "1", "2", "3", "7", "16", "4096", "4097", "16777216", "16777217", "9223372036854775807",
      "(-1)", "0.5", "1e-300", "1e300", "1x1", "3x3", "0x0", "4096x4096", "4096x1", "16777216x2",
      "5x5x5", "valid", "same", "same_tf", "in", "1 == 1",
    ]
    let inputs = [
      "1", "16", "16777216", "1x1x1", "8x8x16", "46000x46000x1", "1x1x16777216", "7x1x3",
    ]
    var random = SeededGenerator(seed: 9)
    var accepted = 0
    for operation in Catalogue.operations {
      let spelling = operation.spelling
      for _ in 0..<300 {
        var words = [operation.keyword]
        words += spelling.positional.map { _ in random.pick(values) }
        for label in spelling.labelled where label.isRequired || random.oneIn(3) {
          words.append("\(label.name): \(random.pick(values))")
        }
        words += spelling.flags.filter { _ in random.oneIn(2) }
        let text = "input \(random.pick(inputs)), \(words.joined(separator: " "))"
        do {
          let graph = try Network(text).graph
          accepted += 1
          #expect(graph.output.shape.count <= Limits.elements)
          #expect(graph.output.parameterCount >= 0 && graph.output.multiplyAdds >= 0)
        } catch {
          #expect(error is NotationError)
        }
      }
    }
    #expect(accepted > 300)
  }

  /// A piece of a text with some bytes, words or numbers changed.
  private func mangled(_ text: String, _ random: inout SeededGenerator) -> String {
    var bytes = Array(text.utf8)
    let start = random.number(0...bytes.count - 1)
    bytes = Array(bytes[start..<min(start + random.number(1...600), bytes.count)])
    let words = [
      "{", "}", "|", "(", ")", ",", "\n", ":", "-", "/", " 0 ", "sum {", "each 3 {", "repeat 9 {",
      "block ", "if in == 4 {", "} else {", "in", "x", "99999999999999999999", "16777216",
      "4096x4096",
      " 1e308*10 ", "9223372036854775807", "#", "é", "\u{0}", "dense 16777216", "flatten",
      "input 1 ",
      "transposed 4096x4096 1 stride: 4096", "concat {", "valid", "bias", "\u{FF}",
    ].map { Array($0.utf8) }
    for _ in 0..<random.number(1...6) where !bytes.isEmpty {
      let place = random.number(0...bytes.count - 1)
      switch random.number(0...3) {
      case 0: bytes[place] = UInt8(random.number(0...255))
      case 1: bytes.remove(at: place)
      case 2: bytes.removeSubrange(place..<min(place + random.number(1...40), bytes.count))
      default: bytes.insert(contentsOf: random.pick(words), at: place)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
