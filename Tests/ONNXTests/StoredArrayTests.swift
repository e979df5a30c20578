#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import SwiftProtobuf
import Tensors
import Testing

@testable import ONNX

/// A stored tensor's numbers, from whichever field of the file has them.
@Suite struct StoredArrayTests {
  private func numbers(
    _ code: Int32, _ count: Int, _ fill: (inout Onnx_TensorProto) -> Void
  ) throws -> [Double] {
    var tensor = Onnx_TensorProto()
    tensor.name = "t"
    tensor.dataType = code
    tensor.dims = [Int64(count)]
    fill(&tensor)
    let model = Onnx_ModelProto.with {
      $0.graph.initializer = [tensor]
      $0.graph.node = [.with { $0.opType = "Relu" }]
    }
    let read = try Model(model.serializedBytes())
    return try #require(read.stored["t"]).numbers(external: { _ in [] })
  }

  @Test func `every field gives its numbers`() throws {
    #expect(try numbers(1, 2) { $0.floatData = [0.5, -2] } == [0.5, -2])
    #expect(try numbers(11, 2) { $0.doubleData = [0.1, -2] } == [0.1, -2])
    #expect(try numbers(7, 2) { $0.int64Data = [3, -4] } == [3, -4])
    #expect(try numbers(6, 1) { $0.int32Data = [-5] } == [-5])
    #expect(try numbers(13, 1) { $0.uint64Data = [6] } == [6])
    // 1 and -2 in half precision and as bfloat16, by their bits
    #expect(try numbers(10, 2) { $0.int32Data = [0x3C00, 0xC000] } == [1, -2])
    #expect(try numbers(16, 2) { $0.int32Data = [0x3F80, 0xC000] } == [1, -2])
    #expect(try numbers(1, 1) { $0.rawData = .init([0, 0, 128, 63]) } == [1])
  }

  @Test func `numbers too few or too many are refused by name`() throws {
    for count in [1, 3] {
      let fault = #expect(throws: ModelFault.self) {
        try numbers(1, count) { $0.floatData = [1, 2] }
      }
      #expect(fault?.reason.contains("‘t’") == true)
    }
    #expect(throws: ModelFault.self) { try numbers(1, 1) { $0.rawData = .init([0, 0, 128]) } }
    #expect(throws: ModelFault.self) { try numbers(1, 1) { $0.rawData = .init([0, 0, 1, 2, 3]) } }
  }
}
