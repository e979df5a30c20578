import Tensors

extension Subject {
  /// Files of tensors: read in both precisions, written and read again, described.
  public static let tensors = Subject(
    name: "tensors", samples: tensorFiles,
    words: [
      "{", "}", "[", "]", ":", ",", "\"", "\\u0000", "\\ud800", "\\ud83d\\ude00", "\\\"",
      "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"", "\"F32\"", "\"F64\"",
      "\"I64\"", "\"BF16\"", "[0,8]", "[4294967296,4294967296]", "[4611686018427387904]", "[]",
    ]
  ) { bytes in
    let doubles: [String: Tensor<Double>]
    let floats: [String: Tensor<Float>]
    do {
      doubles = try Safetensors.read(bytes)
      floats = try Safetensors.read(bytes)
    } catch let fault as Safetensors.Fault {
      try promiseSentence(fault.description)
      return false
    }
    let written = Safetensors.write(doubles)
    let again: [String: Tensor<Double>] = try Safetensors.read(written)
    try promise(Safetensors.write(again) == written, "written twice it is not the same")
    try promise(Set(floats.keys) == Set(again.keys), "other names")
    for (name, tensor) in doubles {
      try promise(again[name]?.shape == tensor.shape, "‘\(name)’ has another shape")
      let statistics = Statistics(tensor)
      try promise(statistics.count == tensor.shape.count, "‘\(name)’ has another count")
      try promise(
        statistics.zeros + statistics.invalid + statistics.infinite <= statistics.count,
        "‘\(name)’ has more zeros than numbers")
    }
    return true
  }

  private static let tensorFiles: [[UInt8]] = [
    Safetensors.write(["x": Tensor<Float>(Shape(2, 3), [1, -2, 0.5, .infinity, -0.0, .nan])]),
    Safetensors.write([
      "conv1.weight": Tensor<Double>(Shape(1, 1, 1, 2), [1e300, .leastNonzeroMagnitude]),
      "dy": Tensor<Double>(Shape(2), [0, 1]),
    ]),
    Safetensors.write([
      "a \"name\" of \\ strange\n characters, ‘ž’": Tensor<Float>(Shape(), [7]),
      "x": Tensor<Float>(Shape(1, 2, 2, 1), [1, 2, 3, 4]),
    ]),
    whole(
      header: """
        {"__metadata__": {"format": "pt"},
         "labels": {"dtype": "I64", "shape": [2], "data_offsets": [0, 16]}}
        """, numbers: 16),
    whole(header: "{}", numbers: 0),
  ]

  private static func whole(header: String, numbers: Int) -> [UInt8] {
    let count = UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array(header.utf8)
      + (0..<numbers).map { UInt8(truncatingIfNeeded: $0 &* 37) }
  }
}
