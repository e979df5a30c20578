import Foundation
import Fuzzing
import Testing

/// No input whatever traps, hangs or breaks a promise.
@Suite struct FuzzingTests {
  /// How many changed samples of each kind are read.
  private static let trials =
    ProcessInfo.processInfo.environment["BLOCKWALK_TRIALS"].flatMap { Int($0) } ?? 300

  @Test(arguments: Subject.all)
  func `samples with changes are read or refused with a sentence`(subject: Subject) throws {
    let mutator = Mutator(subject)
    var chance = Chance(seed: 7)
    var refused = 0
    for trial in 0..<Self.trials {
      let input = mutator.input(&chance)
      do {
        if try !subject.read(input) { refused += 1 }
      } catch {
        Issue.record(
          "\(subject.name), trial \(trial): \(error)\n\(String(decoding: input, as: UTF8.self))")
      }
    }
    #expect(
      refused > 0 && refused < Self.trials, "of \(Self.trials) inputs \(refused) were refused")
  }

  @Test(arguments: Subject.all)
  func `every sample is read`(subject: Subject) throws {
    for sample in subject.samples { _ = try subject.read(sample) }
  }

  /// The folder `Corpus` holds a folder for each kind, and in it what once was a fault.
  @Test(arguments: Subject.all)
  func `what once was a fault is none any more`(subject: Subject) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Corpus/\(subject.name)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
      #expect(throws: Never.self, "\(name)") { try subject.read(bytes) }
    }
  }
}

extension Subject: CustomTestStringConvertible {
  public var testDescription: String { name }
}
