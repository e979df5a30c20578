import Foundation
import Tensors
import Testing

/// The weight rule against numbers that Python computed bit by bit.
@Suite struct WeightRuleTests {
  struct Vector: Decodable {
    let seed: String
    let tensor: UInt64
    let fanIn: Int
    let bits: [String]
    let weights: [String]

    enum CodingKeys: String, CodingKey {
      case seed, tensor, bits
      case fanIn = "fan_in"
      case weights = "weight_float32_bits"
    }
  }
  struct File: Decodable { let vectors: [Vector] }

  static func number(_ hexadecimal: String) throws -> UInt64 {
    try #require(UInt64(hexadecimal.dropFirst(2), radix: 16))
  }

  @Test func `bits and weights agree with the vectors`() throws {
    let file = FixtureCase.folder.appending(path: "weight_rule_vectors.json")
    let vectors = try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).vectors
    #expect(vectors.count > 1)
    for vector in vectors {
      let rule = WeightRule(seed: try Self.number(vector.seed), tensor: vector.tensor)
      for (element, bits) in vector.bits.enumerated() {
        #expect(rule.bits(UInt64(element)) == (try Self.number(bits)))
      }
      let weights: Tensor<Float> = rule.tensor(Shape(vector.weights.count), fanIn: vector.fanIn)
      for (weight, bits) in zip(weights.elements, vector.weights) {
        #expect(UInt64(weight.bitPattern) == (try Self.number(bits)))
      }
      let wide: Tensor<Double> = rule.tensor(Shape(vector.weights.count), fanIn: vector.fanIn)
      #expect(wide.converted(to: Float.self) == weights)
    }
  }
}
