import Tensors
import Testing

@Suite struct ForeignFormatTests {
  /// The head of an archive whose first entry has a name.
  static func archive(_ name: String) -> [UInt8] {
    Array("PK\u{3}\u{4}".utf8) + Array(repeating: 0, count: 22)
      + [UInt8(name.utf8.count), 0, 0, 0] + Array(name.utf8) + [1, 2, 3]
  }

  static let examples: [(bytes: [UInt8], words: String)] = [
    (archive("archive/data.pkl"), "a checkpoint of PyTorch"),
    ([0x80, 0x02, 0x8A, 0x0A, 0x6C], "a checkpoint of PyTorch"),
    ([0x93] + Array("NUMPY\u{1}\u{0}".utf8), "one array of NumPy"),
    (archive("x.npy"), "an archive of NumPy arrays"),
    (archive("metadata.json"), "a model of Keras"),
    ([0x89] + Array("HDF\r\n\u{1A}\n".utf8), "an HDF5 file"),
    (Array("GGUF\u{3}\u{0}\u{0}\u{0}".utf8), "a GGUF file"),
    ([0x08, 0x08, 0x12, 0x07] + Array("pytorch".utf8), "an ONNX model"),
    ([0x1C, 0, 0, 0] + Array("TFL3".utf8), "TensorFlow Lite"),
    (Array("version https://git-lfs.github.com/spec/v1\n".utf8), "a pointer of Git LFS"),
    (Array(#"{"metadata":{},"weight_map":{}}"#.utf8), "several shards"),
    (Array("\n<!DOCTYPE html><html>".utf8), "a web page"),
    (archive("photo.txt"), "a ZIP archive"),
    ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0], "compressed"),
    (Array("P6\n2 2\n255\n".utf8), "a picture"),
    ([], "the file is empty"),
  ]

  @Test func `a file of another format is named`() throws {
    for (bytes, words) in Self.examples {
      let fault = try #require(throws: Safetensors.Fault.self) {
        let _: [String: Tensor<Float>] = try Safetensors.read(bytes)
      }
      #expect(fault.reason.contains(words), "\(fault.reason)")
    }
  }
}
