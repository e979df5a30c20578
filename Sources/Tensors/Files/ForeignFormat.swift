/// A file that holds no safetensors but can be told by how it begins, and what to do with it.
///
/// People give what they have: a checkpoint of PyTorch, a pointer of Git LFS, a page of a login.
enum ForeignFormat: CaseIterable {
  case torchArchive, torchPickle, numPy, numPyArchive, keras, hdf5, gguf, onnx, tensorFlowLite
  case lfsPointer, shardIndex, webPage, zip, gzip, picture, empty

  init?(_ bytes: [UInt8]) {
    guard let format = Self.allCases.first(where: { $0.isBegun(by: bytes) }) else { return nil }
    self = format
  }

  private func isBegun(by bytes: [UInt8]) -> Bool {
    func begins(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
    /// Whether an archive names an entry with such an end near its beginning.
    func isArchive(of ending: String) -> Bool {
      guard begins("PK\u{3}\u{4}"), bytes.count > 30 else { return false }
      let length = Int(bytes[26]) | Int(bytes[27]) << 8
      let name = bytes[30..<min(30 + length, bytes.count)]
      return name.suffix(ending.utf8.count).elementsEqual(ending.utf8)
    }
    switch self {
    case .torchArchive: return isArchive(of: "data.pkl")
    case .torchPickle:
      return bytes.count > 2 && bytes[0] == 0x80 && 2...5 ~= bytes[1]
        && [0x8A, 0x7D, 0x63, 0x95].contains(bytes[2])
    case .numPy: return bytes.starts(with: [0x93] + Array("NUMPY".utf8))
    case .numPyArchive: return isArchive(of: ".npy")
    case .keras: return isArchive(of: "metadata.json") || isArchive(of: "config.json")
    case .hdf5: return bytes.starts(with: [0x89] + Array("HDF\r\n".utf8))
    case .gguf: return begins("GGUF")
    case .onnx:
      // the version of the format, then the name of what wrote it
      return bytes.count > 4 && bytes[0] == 0x08 && 3...20 ~= bytes[1]
        && [0x12, 0x1A, 0x3A, 0x42].contains(bytes[2])
    case .tensorFlowLite: return bytes.dropFirst(4).starts(with: "TFL3".utf8)
    case .lfsPointer: return begins("version https://git-lfs")
    case .shardIndex:
      return bytes.first == UInt8(ascii: "{")
        && String(decoding: bytes.prefix(1 << 20), as: UTF8.self).contains("\"weight_map\"")
    case .webPage:
      let start = String(decoding: bytes.prefix(200), as: UTF8.self).lowercased()
        .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
      return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
    case .zip: return begins("PK\u{3}\u{4}")
    case .gzip: return bytes.starts(with: [0x1F, 0x8B])
    case .picture: return Netpbm.isPicture(bytes)
    case .empty: return bytes.isEmpty
    }
  }

  /// What the file is and how its tensors can be had, without a full stop.
  var advice: String {
    switch self {
    case .torchArchive, .torchPickle:
      "it is a checkpoint of PyTorch, which can run code when it is read; convert it with "
        + "‘python3 -c \"import torch, safetensors.torch as s; "
        + "s.save_file(torch.load('in.pth', map_location='cpu'), 'out.safetensors')\"’"
    case .numPy: "it is one array of NumPy, and safetensors are expected here"
    case .numPyArchive: "it is an archive of NumPy arrays, and safetensors are expected here"
    case .keras:
      "it is a model of Keras; give its weights as safetensors, or the model as ONNX with tf2onnx"
    case .hdf5:
      "it is an HDF5 file, as Keras writes; give its weights as safetensors, or the model as ONNX "
        + "with tf2onnx"
    case .gguf: "it is a GGUF file of a language model, which is not read"
    case .onnx: "it is an ONNX model; give it in place of the notation, with its weights inside"
    case .tensorFlowLite: "it is a model of TensorFlow Lite, which is not read"
    case .lfsPointer:
      "it is a pointer of Git LFS and not the file itself; fetch that with ‘git lfs pull’"
    case .shardIndex: "it is the index of a file in several shards, and one file is expected here"
    case .webPage:
      "it is a web page and not the file itself; a download may have ended at a page to sign in"
    case .zip: "it is a ZIP archive; unpack it and give a safetensors file"
    case .gzip: "it is compressed; unpack it first with ‘gunzip’"
    case .picture: "it is a picture, and tensors are expected here"
    case .empty: "the file is empty"
    }
  }
}
