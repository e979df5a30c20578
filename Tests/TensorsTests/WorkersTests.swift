import Synchronization
import Testing

@testable import Tensors

@Suite struct WorkersTests {
  @Test func `each part is done once, however many threads ask at once`() async {
    await withTaskGroup(of: Bool.self) { group in
      for caller in 0..<8 {
        group.addTask {
          (0..<200).allSatisfy { round in
            let parts = 1 + (caller * 31 + round * 7) % 40
            let counts = (0..<parts).map { _ in Counter() }
            Workers.perform(parts, memory: 64 * parts) { part, memory in
              // the memory is one's own: nobody else overwrites it
              let own = memory.assumingMemoryBound(to: Int.self)
              own[0] = part
              counts[part].add(own[0] == part ? 1 : 2)
            }
            return counts.allSatisfy { $0.value == 1 }
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `a part may ask for more work`() {
    let sum = Counter()
    Workers.perform(6) { _, _ in Workers.perform(5) { part, _ in sum.add(part) } }
    #expect(sum.value == 60)
  }
}

/// A number that several threads add to.
private final class Counter: Sendable {
  private let number = Atomic<Int>(0)
  var value: Int { number.load(ordering: .acquiring) }
  func add(_ amount: Int) { number.add(amount, ordering: .acquiringAndReleasing) }
}
