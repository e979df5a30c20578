import Testing

@testable import Tensors

@Suite struct NumPyTests {
  private func array(_ head: String, _ numbers: [UInt8]) -> [UInt8] {
    NumPyArray.magic + [1, 0, UInt8(head.utf8.count), 0] + Array(head.utf8) + numbers
  }
  private func head(_ type: String, _ shape: String, fortran: String = "False") -> String {
    "{'descr': '\(type)', 'fortran_order': \(fortran), 'shape': \(shape), }\n"
  }

  @Test func `what is written reads as the same`() throws {
    let tensor = Tensor<Double>(Shape(2, 3), [1, -2, 0.5, .pi, -0.0, 1e300])
    let bytes = NumPyArray.write(tensor)
    #expect(try NumPyArray.read(bytes[...]) == tensor)
    #expect((bytes.count - 6 * 8) % 64 == 0)
    let narrow: [String: Tensor<Float>] = [
      "x": Tensor(Shape(4), [1, 2, 3, 4]), "conv1.weight": Tensor(Shape([]), [7]),
    ]
    let archive = NumPyArchive.write(narrow)
    #expect(NumPyArchive.isBegun(by: archive))
    #expect(try NumPyArchive.read(archive) == narrow)
  }

  @Test func `arrays of either order of bytes and of axes are read`() throws {
    let big: Tensor<Double> = try NumPyArray.read(
      array(head(">i2", "(2,)"), [0, 1, 0xFF, 0xFE])[...])
    #expect(big == Tensor(Shape(2), [1, -2]))
    let columns = array(head("|u1", "(2, 3)", fortran: "True"), [1, 4, 2, 5, 3, 6])
    #expect(try NumPyArray.read(columns[...]) == Tensor<Double>(Shape(2, 3), [1, 2, 3, 4, 5, 6]))
    let half = array(head("<f2", "()"), [0x00, 0x3C])
    #expect(try NumPyArray.read(half[...]) == Tensor<Double>(Shape([]), [1]))
  }

  @Test func `checksums are those of ISO 3309`() {
    #expect(NumPyArchive.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
  }

  @Test func `what is wrong with an array is said`() throws {
    let faults: [([UInt8], String)] = [
      (array(head("<c8", "(1,)"), Array(repeating: 0, count: 8)), "stored as ‘<c8’"),
      (array(head("<f4", "(3,)"), [0, 0, 0, 0]), "3 of F32, which does not take the 4 bytes"),
      (array(head("<f4", "(-1,)"), []), "the shape of the array is (-1,)"),
      (array("{}", [0, 0, 0, 0]), "states no descr"),
      (NumPyArray.magic + [1, 0, 255, 255, 0, 0, 0], "more than the file has"),
    ]
    for (bytes, words) in faults {
      let fault = try #require(throws: Safetensors.Fault.self) {
        let _: Tensor<Double> = try NumPyArray.read(bytes[...])
      }
      #expect(fault.reason.contains(words), "\(fault.reason)")
    }
  }

  @Test func `a packed archive is refused with what to do`() throws {
    var bytes = NumPyArchive.write(["x": Tensor<Float>(Shape(1), [1])])
    let directory = try #require(
      (0..<bytes.count).last { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    bytes[directory + 10] = 8
    let fault = try #require(throws: Safetensors.Fault.self) {
      let _: [String: Tensor<Float>] = try NumPyArchive.read(bytes)
    }
    #expect(fault.reason == "‘x’: the array is compressed; save it with ‘numpy.savez’")
  }

  @Test func `a damaged file never traps`() {
    let whole = NumPyArchive.write(["x": Tensor<Float>(Shape(2, 2), [1, 2, 3, 4])])
    let chance = WeightRule(seed: 4, tensor: 0)
    for round in 0..<20_000 {
      var bytes = whole
      let draw = chance.bits(UInt64(round))
      let place = Int((draw >> 8) % UInt64(whole.count))
      if round % 2 == 0 {
        bytes[place] = UInt8(truncatingIfNeeded: draw)
      } else {
        bytes.remove(at: place)
      }
      let _: [String: Tensor<Double>]? = try? NumPyArchive.read(bytes)
      let _: Tensor<Double>? = try? NumPyArray.read(bytes.dropFirst(35))
    }
  }
}
