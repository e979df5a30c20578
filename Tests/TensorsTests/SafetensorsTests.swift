import Tensors
import Testing

@Suite struct SafetensorsTests {
  static let tensors: [String: Tensor<Double>] = [
    "x": Tensor(Shape(2, 3), [1, -2, 0.5, .pi, -0.0, 1e300]),
    "conv1.weight": Tensor(Shape(1, 1, 1, 2), [.infinity, .leastNonzeroMagnitude]),
    "a \"name\" of \\ strange\n characters, ‘ž’": Tensor(Shape([]), [7]),
  ]

  @Test func `what is written reads as the same`() throws {
    #expect(try Safetensors.read(Safetensors.write(Self.tensors)) == Self.tensors)
    let narrow = Self.tensors.mapValues { $0.converted(to: Float.self) }
    #expect(try Safetensors.read(Safetensors.write(narrow)) == narrow)
  }

  @Test func `a file of one precision reads in the other`() throws {
    let single: [String: Tensor<Float>] = ["x": Tensor(Shape(2), [0.1, 3])]
    let double: [String: Tensor<Double>] = try Safetensors.read(Safetensors.write(single))
    #expect(double == ["x": Tensor(Shape(2), [Double(Float(0.1)), 3])])
  }

  @Test func `equal tensors give equal bytes and numbers begin at a multiple of 8`() throws {
    let bytes = Safetensors.write(Self.tensors)
    let again = Dictionary(uniqueKeysWithValues: Self.tensors.sorted { $0.key > $1.key })
    #expect(bytes == Safetensors.write(again))
    #expect(bytes[0] % 8 == 0)
  }

  @Test func `metadata, blanks and whole numbers are read`() throws {
    let header = """
      {"__metadata__": {"format": "pt"},
       "labels": {"dtype": "I64", "shape": [2], "data_offsets": [0, 16]}}
      """
    let numbers: [UInt8] = [3, 0, 0, 0, 0, 0, 0, 0] + Array(repeating: 0xFF, count: 8)
    let tensors: [String: Tensor<Double>] = try Safetensors.read(file(header, numbers))
    #expect(tensors == ["labels": Tensor(Shape(2), [3, -1])])
  }

  @Test func `an empty tensor is read beside others`() throws {
    let header = "{\(Self.entry("tag", "[0]", "[0,0]")),\(Self.entry("x", "[1]", "[0,4]"))}"
    let tensors: [String: Tensor<Double>] = try Safetensors.read(file(header, [0, 0, 0x80, 0x3F]))
    #expect(tensors == ["tag": Tensor(Shape(0), []), "x": Tensor(Shape(1), [1])])
    #expect(try Safetensors.read(Safetensors.write(tensors)) == tensors)
  }

  @Test func `names of equal letters and other bytes are two names`() throws {
    let header =
      "{\(Self.entry("caf\u{E9}", "[1]", "[0,4]")),"
      + "\(Self.entry("cafe\u{301}", "[1]", "[4,8]"))}"
    let tensors: [String: Tensor<Double>] =
      try Safetensors.read(file(header, [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]))
    #expect(
      tensors == [
        "caf\u{E9}": Tensor(Shape(1), [1]), #"cafe\u{0301}"#: Tensor(Shape(1), [2]),
      ])
  }

  @Test func `what the header says can be had without the numbers`() throws {
    let contents = try Safetensors.contents(Safetensors.write(Self.tensors))
    #expect(contents["x"] == StoredTensor(shape: Shape(2, 3), type: .double))
    #expect(
      contents.keys == Self.tensors.mapValues { StoredTensor(shape: $0.shape, type: .double) }.keys)
  }

  /// A file of a header and some bytes of numbers.
  func file(_ header: String, _ numbers: [UInt8] = []) -> [UInt8] {
    let count = UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array(header.utf8)
      + numbers
  }
  static func entry(
    _ name: String, _ shape: String, _ offsets: String, type: String = "F32"
  ) -> String {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  static let faults: [(header: String, numbers: Int, words: String)] = [
    ("{\(entry("x", "[2]", "[0,8]", type: "F4"))}", 8, "‘x’ is stored as F4"),
    ("{\(entry("x", "[3]", "[0,8]"))}", 8, "‘x’ is 3 in F32"),
    ("{\(entry("x", "[2]", "[0,8]"))}", 4, "‘x’ lie outside"),
    ("{\(entry("x", "[2]", "[8,0]"))}", 8, "‘x’ lie outside"),
    ("{\(entry("x", "[2]", "[4,12]"))}", 12, "‘x’ begin at byte 4"),
    ("{\(entry("x", "[2]", "[0,8]"))}", 9, "1 bytes at the end"),
    ("{\(entry("x", "[2]", "[0,8]")),\(entry("w", "[2]", "[4,12]"))}", 12, "‘w’ begin at byte 4"),
    ("{\(entry("x", "[2]", "[0,8]")),\(entry("x", "[2]", "[8,16]"))}", 16, "‘x’ is there twice"),
    ("{\(entry("x", "[0]", "[0,4]"))}", 4, "‘x’ is 0 in F32"),
    ("{\(entry("x", "[1,1,1,1,1,1,1,1,1]", "[0,4]"))}", 4, "‘x’ has the shape"),
    ("{\(entry("x", "[4294967296,4294967296]", "[0,0]"))}", 0, "‘x’ is 4294967296×4294967296"),
    ("{\(entry("x", "[4611686018427387904]", "[0,0]"))}", 0, "‘x’ is 4611686018427387904"),
    ("{\(entry("x", "[99999999999999999999]", "[0,4]"))}", 4, "too large"),
    ("{\(entry("x", "[-1]", "[0,4]"))}", 4, "a whole number is missing"),
    ("{\"x\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "‘x’ does not state"),
    ("{\"x\":[1]}", 4, "‘x’ does not state"),
    ("[]", 0, "not an object"),
    ("{\"x\"", 0, "‘:’ is missing"),
    ("{} {}", 0, "something follows"),
    ("{\"\\uD800\":1}", 0, "half a character"),
    ("{\"x\":" + String(repeating: "[", count: 99), 0, "nested too deep"),
  ]

  @Test func `faults are refused with a sentence that names the tensor`() throws {
    for (header, numbers, words) in Self.faults {
      let bytes = file(header, Array(repeating: 0, count: numbers))
      let fault = try #require(throws: Safetensors.Fault.self) {
        let _: [String: Tensor<Double>] = try Safetensors.read(bytes)
      }
      #expect(fault.description.contains(words), "\(header)")
    }
  }

  @Test(arguments: [[], [1, 2, 3], Array(repeating: 255, count: 8), [9, 0, 0, 0, 0, 0, 0, 0]])
  func `a file without a header is refused`(_ bytes: [UInt8]) {
    #expect(throws: Safetensors.Fault.self) {
      let _: [String: Tensor<Float>] = try Safetensors.read(bytes)
    }
  }

  @Test func `a damaged file never traps`() {
    let whole = Safetensors.write(Self.tensors)
    let chance = WeightRule(seed: 3, tensor: 0)
    var readable = 0
    for round in 0..<20_000 {
      var bytes = whole
      let draw = chance.bits(UInt64(round))
      let place = Int((draw >> 8) % UInt64(whole.count))
      switch round % 3 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: draw)
      case 1: bytes.removeSubrange(place..<min(place + Int(draw % 5) + 1, bytes.count))
      default: bytes.insert(bytes[Int(draw >> 40) % bytes.count], at: place)
      }
      if let _: [String: Tensor<Double>] = try? Safetensors.read(bytes) { readable += 1 }
    }
    #expect(readable < 10_000)
  }
}
