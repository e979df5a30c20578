import Diagrams
import Lessons
import Networks
import Tensors
import Views

/// Runs everything that lessons and block files hold and tells what is wrong with it.
struct Checker {
  let workshop: Workshop

  /// Gradients may be off by so much, relative to the largest of their tensor.
  static let tolerance = 1e-7
  /// Whole networks are fitted and counted, not differentiated.
  static let multiplyAddLimit = 3_000_000

  /// Faults of all lessons and of the whole library.
  func all() throws -> [String] {
    try workshop.course.faults.map(\.description)
      + workshop.course.chapters.flatMap { try lesson(workshop.course.lesson($0.front.number)) }
      + workshop.course.blockFiles().flatMap { try blocks($0.text, origin: $0.name) }
  }

  /// Faults of one file, a lesson by its ending or else definitions.
  func file(_ path: String) throws -> [String] {
    let text = try Files.text(path)
    guard path.hasSuffix(".md") else { return try blocks(text, origin: path) }
    return try lesson(Lesson(text: text, origin: path))
  }

  /// What was looked at, for the last line.
  func summary(_ files: [String]) -> String {
    files.isEmpty
      ? "\(workshop.course.chapters.count) lessons, \(workshop.library.names.count) blocks"
      : files.joined(separator: ", ")
  }

  private func lesson(_ lesson: Lesson) throws -> [String] {
    lesson.check(library: workshop.library).map(\.description)
      + lesson.formulas.compactMap { formula -> String? in
        do {
          _ = try Formula(formula.text)
          return nil
        } catch {
          return "\(lesson.origin):\(formula.line): \(error)"
        }
      }
  }

  /// Every definition is fitted with 4 for each argument that it needs, or with 16 where so few
  /// do not fit, and its gradients are compared with central differences.
  private func blocks(_ text: String, origin: String) throws -> [String] {
    let library = try Library(texts: [(origin, text)])
    return library.names.compactMap { name in
      guard let definition = library.definition(named: name) else { return nil }
      let place = "\(origin):\(definition.name.mark.place.line)"
      do {
        return try fault(of: definition, library.over(workshop.library)).map { "\(place): \($0)" }
      } catch let error as NotationError {
        return "\(place): \(name) does not fit: \(error.sentence)"
      } catch {
        return "\(place): \(error)"
      }
    }
  }

  private func fault(of definition: Syntax.Definition, _ library: Library) throws -> String? {
    let needed = definition.parameters.filter { $0.standard == nil }.count
    let calls = [4, 16].map {
      definition.name.text + String(repeating: " \($0)", count: needed)
    }
    let network =
      try (try? Network(calls[0], library: library))
      ?? Network(calls[1], library: library)
    let cost = network.graph.nodes.reduce(0) { $0 + $1.multiplyAdds }
    guard cost <= Self.multiplyAddLimit else { return nil }
    let check = try GradientCheck(
      network.graph, RunSettings(seed: 7, batch: 2), limit: 8)
    guard let worst = check.worst, !(worst.error <= Self.tolerance) else { return nil }
    return
      "\(network.line): the gradient of \(worst.tensor) at \(worst.index) is \(worst.gradient), "
      + "a central difference says \(worst.difference)."
  }
}
