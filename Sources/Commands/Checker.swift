import ArgumentParser
import Diagrams
import FileSystem
import Lessons
import Networks
import Quiz
import Tensors
import Views
import Workshop

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Runs everything that lessons and block files hold and tells what is wrong with it.
struct Checker {
  let workshop: Workshop

  /// Gradients may be off by so much, relative to the largest of their tensor.
  static let tolerance = 1e-7
  /// One difference over a whole network crosses some kinks, each of which costs a little.
  static let directionTolerance = 1e-3
  /// Multiply-adds that the comparisons of one block may take.
  static let workLimit = 60_000_000
  /// Numbers compared in each tensor, where so many can be.
  static let comparisons = 8
  /// The side at which whole networks are run.
  static let networkSide = 32

  /// Prints what is wrong with some files, or with everything; throws where anything is but warnings.
  func report(_ files: [String] = [], asJSON: Bool = false, on console: Console) throws {
    let findings = try files.isEmpty ? all() : files.flatMap(file)
    let hasFaults = findings.contains { $0.level == .fault }
    if asJSON {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      console.print(String(decoding: try encoder.encode(findings), as: UTF8.self), as: .json)
    } else {
      for finding in findings { console.print(finding.sentence) }
      if !hasFaults { console.print("\(summary(files)): no faults") }
    }
    guard !hasFaults else { throw ExitCode.failure }
  }

  /// What is found in all lessons and in the whole library.
  func all() throws -> [CheckFinding] {
    var findings = (glossaryFaults() + sharedIds()).map { CheckFinding($0) }
    for pack in workshop.course.packs {
      let library = workshop.library(of: pack)
      for file in try pack.lessonFiles() {
        findings += inspect(
          try pack.text(file), origin: pack.origin(of: file), in: pack.folder.path, pack: pack,
          library: library)
      }
      for file in try pack.blockFiles() {
        findings += blocks(file.text, origin: file.name, library: library)
      }
    }
    // what is wrong between files: two lessons of one number, packs that cannot be opened
    let known = Set(findings.map(\.message))
    return workshop.course.faults.map { CheckFinding($0) }.filter { !known.contains($0.message) }
      + findings
  }

  /// What is found in one file, a lesson by its ending or else definitions.
  func file(_ path: String) throws -> [CheckFinding] {
    let text = try Files.text(path)
    let library = try libraryBeside(path)
    guard path.hasSuffix(".md") else { return blocks(text, origin: path, library: library) }
    let folder = path.contains("/") ? path.split(separator: "/").dropLast() : ["."]
    return inspect(
      text, origin: path,
      in: (path.hasPrefix("/") ? "/" : "") + folder.joined(separator: "/"), pack: nil,
      library: library)
  }

  /// The library that a file has as a part of the folder where it lies.
  private func libraryBeside(_ path: String) throws -> Library {
    let parts = (Files.resolved(path) ?? path).split(separator: "/").dropLast()
    let folder = "/" + (parts.last == "blocks" ? parts.dropLast() : parts).joined(separator: "/")
    return try Pack(at: folder).library().over(workshop.library)
  }

  /// What was looked at, for the last line.
  func summary(_ files: [String]) -> String {
    files.isEmpty
      ? Words.counted(workshop.course.chapters.count, "lesson") + ", "
        + Words.counted(workshop.library.names.count, "block")
      : files.joined(separator: ", ")
  }

  /// Items of two lessons with one id, which would share what was learnt.
  private func sharedIds() -> [LessonError] {
    var seen: [String: String] = [:]
    return workshop.course.chapters.flatMap { chapter -> [LessonError] in
      guard let lesson = try? workshop.course.lesson(chapter.front.number) else { return [] }
      return lesson.items.compactMap { item in
        let other = seen.updateValue(lesson.origin, forKey: item.id)
        return other.map {
          LessonError(
            "the id ‘\(item.id)’ is taken by an item of \($0)", line: item.line,
            origin: lesson.origin)
        }
      }
    }
  }

  private func glossaryFaults() -> [LessonError] {
    do throws(LessonError) {
      _ = try workshop.course.glossary()
      return []
    } catch {
      return [error]
    }
  }

  private func inspect(
    _ text: String, origin: String, in folder: String, pack: Pack?, library: Library
  ) -> [CheckFinding] {
    let inspection = LessonInspection(
      text: text, origin: origin, pack: pack, library: library
    ) { Files.exists("\(folder)/\($0)") }
    let formulas = (inspection.lesson?.formulas ?? []).compactMap { formula -> LessonError? in
      do throws(FormulaError) {
        _ = try Formula(formula.text)
        return nil
      } catch {
        return LessonError("\(error)", line: formula.line, origin: origin)
      }
    }
    return (inspection.faults + formulas).map { CheckFinding($0, in: text) }
      + inspection.warnings.map { CheckFinding($0, .warning, in: text) }
  }

  /// Every definition is fitted with 4 for each argument that it needs, or with 16 where so few
  /// do not fit, and its gradients are compared with central differences.
  private func blocks(_ text: String, origin: String, library base: Library) -> [CheckFinding] {
    let library: Library
    do { library = try Library(texts: [(origin, text)]) } catch {
      return [CheckFinding(LessonError(error).named(origin), in: text)]
    }
    return library.names.compactMap { name in
      guard let definition = library.definition(named: name) else { return nil }
      let line = definition.name.mark.place.line
      let words: String?
      do {
        words = try fault(of: definition, library.over(base))
      } catch let error as NotationError {
        words = "\(name) does not fit: \(error.message)"
      } catch {
        words = "\(error)"
      }
      return words.map {
        CheckFinding(LessonError($0, line: line).named(origin), in: text)
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
    let graph = network.graph
    // both ways for each number, and two images
    let work = graph.nodes.reduce(0) { sum, node in
      sum + node.multiplyAdds * 4 * max(graph.nodes.reduce(0) { $0 + $1.parameters.count }, 1)
    }
    let limit = min(Self.comparisons, Self.workLimit / max(work, 1))
    guard limit > 0 else { return try directionFault(of: network, library) }
    let check = try GradientCheck(graph, RunSettings(seed: 7, batch: 2), limit: limit)
    guard let worst = check.worst, !(worst.error <= Self.tolerance) else { return nil }
    return "\(network.line): the gradient of \(worst.tensor) at \(worst.index) is "
      + "\(worst.gradient), a central difference says \(worst.difference)"
  }

  private func directionFault(of network: Network, _ library: Library) throws -> String? {
    var network = network
    if network.input.rank == 3, network.input[0] > 2 * Self.networkSide {
      let small = Shape(Self.networkSide, Self.networkSide, network.input[2])
      network = try Network(network.line, library: library, on: small)
    }
    // with batch statistics of 1×1 maps small differences would grow beyond all measure
    let check = try DirectionCheck(network.graph, RunSettings(seed: 7, mode: .inference))
    guard !(check.error <= Self.directionTolerance) else { return nil }
    return "\(network.line): along a random direction the gradient of x has the slope "
      + "\(check.slope), a central difference says \(check.difference)"
  }
}
