import Tensors

extension Subject {
  /// Arrays and archives of NumPy, indices of shards, and pictures.
  public static let array = Subject(
    name: "array", samples: arrayFiles,
    words: [
      "'descr'", "'fortran_order'", "'shape'", "'<f4'", "'>i2'", "'|b1'", "True", "False", "(2, 3)",
      "(4294967296, 4294967296)", "()", "PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}", ".npy",
      "\"weight_map\"", "P5", "P6", "#", "65535",
    ]
  ) { bytes in
    var isRead = false
    do {
      let tensor: Tensor<Float> = try NumPyArray.read(bytes[...])
      try promise(tensor.elements.count == tensor.shape.count, "another number of elements")
      let again: Tensor<Float> = try NumPyArray.read(NumPyArray.write(tensor)[...])
      try promise(again.shape == tensor.shape, "another shape")
      isRead = true
    } catch let fault as Safetensors.Fault {
      try promiseSentence(fault.description)
    }
    do {
      let tensors: [String: Tensor<Double>] = try NumPyArchive.read(bytes)
      let again: [String: Tensor<Double>] = try NumPyArchive.read(NumPyArchive.write(tensors))
      try promise(again.keys == tensors.keys, "other names")
      isRead = true
    } catch let fault as Safetensors.Fault {
      try promiseSentence(fault.description)
    }
    do {
      _ = try ShardIndex(bytes)
      isRead = true
    } catch let fault as Safetensors.Fault {
      try promiseSentence(fault.description)
    }
    do {
      let picture = try Netpbm.read(bytes)
      try promise(picture.values.allSatisfy { 0...1 ~= $0 }, "a value outside of 0 to 1")
      isRead = true
    } catch let fault as Netpbm.Fault {
      try promiseSentence(fault.description)
    }
    return isRead
  }

  private static let arrayFiles: [[UInt8]] = [
    NumPyArray.write(Tensor<Float>(Shape(2, 3), [1, 2, 3, 4, 5, 6])),
    NumPyArray.write(Tensor<Double>(Shape([]), [1])),
    NumPyArchive.write(["x": Tensor<Float>(Shape(2), [1, 2]), "y": Tensor(Shape(1), [3])]),
    Array(#"{"metadata": {"total_size": 4.5}, "weight_map": {"a": "b-1.safetensors"}}"#.utf8),
    Array("P6\n2 1\n255#c\n".utf8) + [1, 2, 3, 4, 5, 6], Array("P2 2 2 9 1 2 3 4".utf8),
  ]
}
