import Foundation
import Tensors
import Testing

@testable import Networks

/// One case of `Fixtures/manifest.json`: numbers that PyTorch and NumPy agree on.
struct FixtureCase: Decodable, CustomTestStringConvertible {
  let name: String
  let kind: String
  let file: String
  let graph: [FixtureNode]

  var testDescription: String { name }

  static let folder = Bundle.module.bundleURL.appending(path: "Fixtures")
  static let all: [FixtureCase] = {
    struct Manifest: Decodable { let cases: [FixtureCase] }
    guard let data = try? Data(contentsOf: folder.appending(path: "manifest.json")),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
    else { return [] }
    return manifest.cases
  }()

  func tensors<S: Scalar>() throws -> [String: Tensor<S>] {
    try Safetensors.read([UInt8](Data(contentsOf: Self.folder.appending(path: file))))
  }
}
