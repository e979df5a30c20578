import Foundation
import Screens
import Synchronization
import Testing
import Views

@testable import Commands
@testable import Workshop

/// The command line that a place has opens exactly that place.
struct AddressTests {
  /// `BLOCKWALK_ADDRESSES=1000` tries so many places.
  private static let count =
    ProcessInfo.processInfo.environment["BLOCKWALK_ADDRESSES"].flatMap { Int($0) } ?? 28

  /// A command line that opens a view, and the keys that random places in it are reached by.
  struct Start: Sendable, CustomTestStringConvertible {
    let words: [String]
    let keys: String
    var testDescription: String { words.joined(separator: " ") }
  }

  private static let stepping = "right left n N f b end home enter enter tab ] [ down up # esc"
  private static let number = "enter tab right down ] z z v V f b esc n N right"
  private static let table = "t right down ] } n = z b f esc ] [ right"

  static let starts = [
    Start(words: ["step", "bottleneck 4 stride: 2", "--on", "6x6x4"], keys: stepping),
    Start(
      words: ["step", "conv 3x3 1 stride: 2", "--on", "7x7x1", "--at", "backward:conv1"],
      keys: number),
    Start(
      words: ["step", "conv 3x3 2, norm, relu", "--on", "4x4x2", "--batch", "2"],
      keys: table + " " + number),
    Start(
      words: ["step", "basic 4", "--on", "4x4x2", "--set", "weights=whole", "--question", "1"],
      keys: stepping + " # + - right"),
    Start(
      words: ["step", "dense 3", "--on", "4", "--loss", "cross_entropy", "--optimizer", "adam"],
      keys: stepping),
    Start(
      words: ["step", "basic 4", "--on", "6x6x4", "--compare", "preact_basic 4"],
      keys: "right n N tab ] D w f b end left"),
    Start(words: ["lesson", "1"], keys: "down down pgdn pgdn end home a n n N o up"),
    Start(words: ["lesson", "8"], keys: "down pgdn pgdn pgdn pgdn end a n n N up"),
    Start(words: ["experiment", "drop-map"], keys: "right right left tab t down up r"),
    Start(words: ["experiment", "three-forms"], keys: "right left tab t down up"),
    Start(
      words: [
        "network", "conv 3x3 4, norm, repeat 2 { basic 4 }, globalpool, dense 3", "--on",
        "8x8x3",
      ], keys: "down down up right right left b f ] Z t esc n"),
    Start(words: ["terms"], keys: "s t r down down up backspace"),
    Start(
      words: ["train", "flatten, dense 10", "--seed", "2", "--keys", "3 right"],
      keys: "right right left tab Z = z down up # esc"),
  ]

  @Test(arguments: starts)
  func `random places are opened again by their addresses, cell by cell`(start: Start) throws {
    let keys = try start.keys.split(separator: " ").map { try #require(Key(name: $0)) }
    var random = Chance(state: 29)
    var seen: Set<String> = []
    for _ in 0..<max(Self.count / Self.starts.count, 1) {
      let screen = Screen(random.below(2) == 0 ? Size(80, 24) : Size(120, 40))
      let pressed = (0..<random.below(14)).map { _ in keys[random.below(keys.count)] }
      let there = try Self.explorer(start.words, after: pressed, on: screen)
      guard let address = try? there.address() else { continue }
      // left, a view gives way to Home, whose address is that of its start
      guard address.arguments != ["home"] else { continue }
      seen.insert(address.line)
      let again = try Self.explorer(address.arguments, after: [], on: screen)
      let names = pressed.map(\.scriptName).joined(separator: " ")
      #expect(
        again.draw(in: screen) == there.draw(in: screen), "\(names)\n\(address.line)")
      #expect(try again.address().line == address.line, "\(names)")
    }
    // places without an address, or all the same one, would show nothing
    #expect(seen.count > min(Self.count / Self.starts.count, 9) / 3, "\(seen)")
  }

  @Test func `a card has its id and its seed for an address`() throws {
    let screen = Screen(Size(80, 24))
    let there = try Self.explorer(["quiz", "1", "--seed", "3"], after: [], on: screen)
    let words = try there.address().arguments
    #expect(words == ["quiz", "--card", "resnet-relu-positions", "--seed", "3"])
    let again = try Self.explorer(words, after: [], on: screen)
    #expect(try again.address().arguments == words)
  }

  @Test(arguments: [
    (["step", "basic 4", "--at", "conv7"], "There is no step ‘conv7’; did you mean ‘conv1’?"),
    (["step", "basic 4", "--at", "conv1", "--cell", "9,9"], "9,9 lies outside of 1×8×8×4."),
    (["step", "relu", "--cell", "0,0"], "x computes no number that can be opened."),
    (
      ["step", "relu", "--at", "relu1", "--table", "z:0,0,0"],
      "relu1 has no tensor ‘z’; it has x, relu1."
    ),
    (
      ["network", "relu, norm", "--at", "norm2"], "There is no part ‘norm2’; did you mean ‘norm1’?"
    ),
  ])
  func `what is not there is said`(words: [String], sentence: String) throws {
    let run = Run(["screen"] + words)
    #expect(run.status == 1 && run.errors.contains(sentence), "\(run.errors)")
  }

  /// A clock that stands still and a stopwatch that goes on a millisecond a look.
  private static var time: TimeSource {
    TimeSource(
      now: { 1_795_521_600 },
      stopwatch: {
        let looks = Mutex(0.0)
        return {
          looks.withLock { looks in
            looks += 0.001
            return looks
          }
        }
      })
  }

  /// The explorer at a command line after some keys; what is said of the last one is taken away.
  private static func explorer(
    _ words: [String], after keys: [Key], on screen: Screen
  ) throws -> Explorer {
    let command = try #require(try Blockwalk.parse(words) as? any Opening)
    var console = Console(output: { _ in }, errors: { _ in }, explore: { _, _, _ in })
    console.arguments = words
    var explorer = try Session.explorer(
      after: keys, command.sources.workshop(on: console, writing: false),
      command.place(on: console), on: screen, time)
    _ = explorer.press(.control("l"))
    return explorer
  }
}

/// Numbers that look random and are the same each time.
private struct Chance {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
