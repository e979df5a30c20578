import Testing

@testable import Training

/// Which examples enter when.
@Suite struct BatchesTests {
  @Test func `the order of an epoch follows from the seed and the epoch alone`() throws {
    var batches = try Batches(of: 1347, size: 32, order: .shuffled, seed: 1)
    let last = batches.indices(of: 200)
    let first = batches.indices(of: 0)
    #expect(first.prefix(4) == [1295, 692, 922, 196])
    #expect(batches.indices(of: 200) == last)
    var others = try Batches(of: 1347, size: 32, order: .shuffled, seed: 2)
    #expect(others.indices(of: 0) != first)
  }

  @Test func `an epoch takes every example once but for an incomplete batch`() throws {
    var batches = try Batches(of: 1347, size: 32, order: .shuffled, seed: 1)
    #expect(batches.perEpoch == 42)
    let epoch = (0..<42).flatMap { batches.indices(of: $0) }
    #expect(Set(epoch).count == 1344)
    #expect(batches.epoch(of: 41) == 1 && batches.epoch(of: 42) == 2)
    #expect(batches.endsEpoch(41) && !batches.endsEpoch(42))
  }

  @Test func `examples come as given where that is asked for`() throws {
    var batches = try Batches(of: 10, size: 4, order: .given, seed: 1)
    #expect(
      [0, 1, 2].map { batches.indices(of: $0) } == [[0, 1, 2, 3], [4, 5, 6, 7], [0, 1, 2, 3]])
  }

  @Test func `a batch that cannot be filled is refused`() {
    #expect { try Batches(of: 10, size: 11, order: .given, seed: 1) } throws: {
      "\($0)" == "a batch of 11 cannot be filled from 10 training examples."
    }
  }
}
