import CFuzzer
import Foundation
import Fuzzing

/// Feeds one kind of input to the code that reads it, millions of times, with the compiler's
/// libFuzzer: `fuzz notation -runs=1000000`.
///
/// What follows the kind goes to libFuzzer. A broken promise, a trap, or a second of processor
/// time for one input ends it, and the input lies in a file `crash-…`.
@main
enum Fuzz {
  nonisolated(unsafe) private static var subject = Subject.notation
  nonisolated(unsafe) private static var mutator = Mutator(.notation)

  /// No input may keep the program busy for longer, in seconds of processor time.
  private static let patience = 1.0

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 1, let chosen = Subject.all.first(where: { $0.name == arguments[1] })
    else {
      print("Say what to feed first: \(Subject.all.map(\.name).joined(separator: ", ")).")
      exit(64)
    }
    subject = chosen
    mutator = Mutator(chosen)
    let samples = try folder(of: chosen)
    // what is new goes into the first folder, so that of the samples comes last
    let list = [arguments[0]] + arguments.dropFirst(2) + [samples.path]
    // the handlers of the Swift runtime would keep libFuzzer from its own, which keep the input
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] { signal(number, SIG_DFL) }
    var pointers = list.map { strdup($0) }
    var count = Int32(pointers.count)
    pointers.append(nil)
    let status = pointers.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      return LLVMFuzzerRunDriver(&count, &start, examine)
    }
    try FileManager.default.removeItem(at: samples)
    exit(status)
  }

  /// A folder with the samples, from which libFuzzer starts.
  private static func folder(of subject: Subject) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "blockwalk-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (number, sample) in subject.samples.enumerated() {
      try Data(sample).write(to: folder.appending(path: "\(number)"))
    }
    return folder
  }

  fileprivate static func read(_ bytes: [UInt8]) {
    let start = clock()
    do {
      _ = try subject.read(bytes)
    } catch {
      fatalError("\(error)")
    }
    let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    if seconds > patience { fatalError("it takes \(seconds) s") }
  }

  /// Half of the changes are ours, which know the words, and half are libFuzzer's.
  fileprivate static func change(
    _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ limit: Int, seed: UInt32
  ) -> Int {
    var chance = Chance(seed: UInt64(seed))
    guard chance.below(2) == 0 else { return LLVMFuzzerMutate(bytes, count, limit) }
    var changed = Array(UnsafeBufferPointer(start: bytes, count: count))
    mutator.change(&changed, &chance)
    let kept = changed.prefix(limit)
    for (place, byte) in kept.enumerated() { bytes[place] = byte }
    return kept.count
  }
}

/// What libFuzzer calls with each input; its own main, which is not used, wants it by this name.
@_cdecl("LLVMFuzzerTestOneInput")
public func examine(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Fuzz.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

/// What libFuzzer calls to change an input.
@_cdecl("LLVMFuzzerCustomMutator")
public func changeInput(
  _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ limit: Int, _ seed: UInt32
) -> Int {
  Fuzz.change(bytes, count, limit, seed: seed)
}
