import Foundation
import Lessons
import Screens
import Study
import Testing
import Views

#if canImport(Glibc)
  import CAllocator
#endif

/// Random keys over all views, with a window that changes its size all the time.
@Suite struct RandomKeyTests {
  /// `BLOCKWALK_KEYS=100000` presses so many.
  private static let count =
    ProcessInfo.processInfo.environment["BLOCKWALK_KEYS"].flatMap { Int($0) } ?? 700

  /// Places to begin at, so that no view is only met by chance.
  private static let places: [@Sendable (inout Stage) throws -> Void] = [
    { _ in },
    { $0.ask(.read(lesson: 1)) }, { $0.ask(.read(lesson: 8)) },
    { try $0.step("bottleneck 4 stride: 2 on 6x6x4") },
    { try $0.step("squeeze_excite ratio: 2 on 4x4x4") },
    { try $0.openExperiment("three-forms") },
    { $0.ask(.study(.deal(.question(1), seed: 3))) }, { $0.ask(.study(.exam(.lecture(5)))) },
    { $0.ask(.study(.progress)) },
    { $0.ask(.lookUp("conv")) }, { try $0.press("e") },
    { try $0.openNetwork("network resnet18 on 32x32x3") },
    {
      try $0.step("basic 4 on 6x6x4")
      try $0.press("c")
    },
  ]

  @Test func `random keys end with an explorer that lives and goes home`() throws {
    var random = SystemOfWalks(seed: 17)
    let keys: [Key] =
      Binding.all.flatMap(\.keys) + [.tab, .enter, .escape, .delete, .control("s"), .control("y")]
      + "0123456789 aeionrst{}|():,x/é漢\u{301}".map { Key.character($0) }
    var stage = try Stage(hasPast: true)
    var screen = Screen(Size(80, 24))
    var (memory, largest) = ([Int](), [largestMemory])
    for number in 0..<Self.count {
      // what has quit takes no more keys
      if number % 150 == 0 || stage.hasQuit {
        stage = try Stage(screen, hasPast: number % 300 == 0)
        try Self.places[number / 150 % Self.places.count](&stage)
      }
      switch random.below(12) {
      case 0:
        screen = Screen(
          Size(1 + random.below(140), 1 + random.below(50)),
          colors: [.none, .eight, .many][random.below(3)],
          glyphs: [.unicode, .ascii][random.below(2)])
        stage.explorer.resize(to: screen)
      case 1:
        let position = Position(random.below(screen.size.width), random.below(screen.size.height))
        stage.press(
          [Mouse.click(position), .wheelUp(position), .wheelDown(position)][random.below(3)])
      default: stage.press(keys[random.below(keys.count)])
      }
      let grid = stage.explorer.draw(in: screen)
      #expect(grid.size == screen.size, "after \(number) keys")
      if let cursor = grid.cursor {
        #expect(grid.contains(cursor), "the cursor is outside after \(number) keys")
      }
      if number % (Self.count / 4) == 0 {
        memory.append(usedMemory ?? 0)
        largest.append(largestMemory)
      }
    }
    try goHome(&stage)
    memory.append(usedMemory ?? 0)
    if Self.count >= 20_000 {
      // A walk may hold half a gibibyte while it is open, but what was left is given back. Only a
      // long run, which is alone in its process, can tell: other tests have tensors of their own.
      #expect(memory[4] <= memory[1] + 100 << 20, "bytes in use at each quarter: \(memory)")
    } else {
      // what is kept for undoing and for the places one was at is a little
      let (middle, end) = (largest[largest.count / 2], largestMemory)
      #expect(end <= middle + 200 << 20, "memory grew from \(middle) to \(end) bytes")
    }
  }

  /// Leaves view after view until Home is there, as it is at the start.
  private func goHome(_ stage: inout Stage) throws {
    let screen = Screen(Size(80, 24))
    stage.explorer.resize(to: screen)
    for _ in 0..<400 {
      try stage.press("esc")
      if stage.explorer.draw(in: screen).lines[0].contains("Blockwalk") { break }
    }
    let lines = stage.explorer.draw(in: screen).lines
    #expect(lines[0].contains("Blockwalk") && lines[23].contains("q quit"), "\(lines)")
  }

  /// The most memory that the process has had so far, in bytes.
  private var largestMemory: Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss << 10
    #endif
  }

  /// The memory that the process holds, in bytes; nil where the system does not tell.
  private var usedMemory: Int? {
    #if canImport(Glibc)
      // freed pages that malloc keeps for later do not count
      malloc_trim(0)
    #endif
    guard let line = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return nil
    }
    let pages = line.split(separator: " ").compactMap { Int($0) }
    return pages.count > 1 ? pages[1] * Int(sysconf(Int32(_SC_PAGESIZE))) : nil
  }
}
