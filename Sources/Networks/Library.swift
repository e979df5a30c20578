import Tensors

/// The definitions that a notation may call, nearest first: a lesson's own, `--define`, the
/// library of blocks.
public struct Library: Sendable {
  struct Entry: Sendable {
    let definition: Syntax.Definition
    let source: SourceText
    /// Where what it calls is looked up, where that is not the library at hand.
    var home: Library?
  }
  /// Each a place of definitions, by name; the nearest first.
  private var layers: [[String: Entry]] = []

  /// No definitions at all.
  public init() {}

  /// One place of definitions from several texts; throws a `NotationError` where one cannot be
  /// read, holds bare steps, or defines a name again.
  ///
  ///     let text = "block double(width, stride: 1)\n  conv 3x3 width stride: stride, relu"
  ///     try Library(texts: [("mine.block", text)]).names  // ["double"]
  public init(texts: [(origin: String, text: String)]) throws {
    try self.init(texts.map { SourceText(text: $0.text, origin: $0.origin) })
  }

  init(_ sources: [SourceText]) throws {
    var layer: [String: Entry] = [:]
    for source in sources {
      let syntax = try Syntax(source)
      if let step = syntax.steps.steps.first {
        throw source.error(
          "definitions are expected here, which begin with ‘block’ and a name",
          at: step.mark.place)
      }
      for definition in syntax.definitions {
        let name = definition.name
        if let other = layer[name.text] {
          let place = other.source.origin.map { $0 + ", line " } ?? "line "
          throw source.error(
            "\(name.text.quoted) is defined twice, the first time in "
              + "\(place)\(other.definition.name.mark.place.line)", at: name.mark.place)
        }
        layer[name.text] = Entry(definition: definition, source: source)
      }
    }
    layers = [layer]
  }

  /// This library before another: a name is looked up here first.
  ///
  ///     nearer.over(library).origin(of: "double")  // "nearer.block", though both define it
  public func over(_ other: Library) -> Library {
    var library = self
    library.layers += other.layers
    return library
  }

  /// This library, and behind it those names of another that it lacks.
  ///
  /// What these call is what they call in the other, even where this library has a block of that name.
  ///
  ///     ours.before(theirs).origin(of: "double")  // "ours.block", though both define it
  public func before(_ other: Library) -> Library {
    var layer: [String: Entry] = [:]
    for name in other.names {
      guard entry(named: name) == nil, var entry = other.entry(named: name) else { continue }
      entry.home = entry.home ?? other
      layer[name] = entry
    }
    var library = self
    library.layers.append(layer)
    return library
  }

  /// What a name stands for: `library.definition(named: "double")?.header` →
  /// `block double(width, stride: 1)`.
  public func definition(named name: String) -> Syntax.Definition? {
    entry(named: name)?.definition
  }
  /// The file or fence that defines a name: `library.origin(of: "double")` → `"mine.block"`.
  public func origin(of name: String) -> String? { entry(named: name)?.source.origin }
  /// All names that can be called, in alphabetical order.
  public var names: [String] { Set(layers.flatMap(\.keys)).sorted() }

  func entry(named name: String) -> Entry? {
    for layer in layers {
      if let entry = layer[name] { return entry }
    }
    return nil
  }
}
