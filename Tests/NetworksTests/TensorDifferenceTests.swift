import Networks
import Tensors
import Testing

@Suite struct TensorDifferenceTests {
  private let own = Tensor<Double>(Shape(1, 1, 2, 2), [1, 2, 3, 4])

  @Test func `the largest difference is told as a part of the largest number`() throws {
    let other = Tensor<Double>(Shape(1, 1, 2, 2), [1, 2, -5, 4])
    let difference = try #require(TensorDifference(own, other))
    #expect(difference.error == 1.6 && difference.index == [0, 0, 1, 0])
    #expect(difference.own == 3 && difference.expected == -5 && !difference.isTurned)
    #expect(try #require(TensorDifference(own, own)).error == 0)
  }

  @Test func `channels may stand before rows, and sides of 1 may be missing`() throws {
    let map = Tensor<Double>(Shape(1, 1, 2, 3), [1, 2, 3, 4, 5, 6])
    let turned = try #require(TensorDifference(map, map.permuted([0, 3, 1, 2])))
    #expect(turned.error == 0 && turned.isTurned)
    let vector = Tensor<Double>(Shape(1, 4), [1, 2, 3, 4])
    #expect(TensorDifference(vector, vector.reshaped(Shape(1, 4, 1, 1)))?.error == 0)
    #expect(TensorDifference(vector, Tensor(Shape(1, 5), [1, 2, 3, 4, 5])) == nil)
  }

  @Test func `what is no number differs from every number and from none alone does not`() throws {
    let none = Tensor<Double>(Shape(1, 1, 2, 2), [1, .nan, 3, 4])
    #expect(TensorDifference(own, none)?.error == .infinity)
    #expect(TensorDifference(none, none)?.error == 0)
    let endless = Tensor<Double>(Shape(2), [.infinity, 1])
    #expect(TensorDifference(endless, endless)?.error == 0)
  }
}
