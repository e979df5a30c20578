import FileSystem
import Networks
import ONNX
import Pictures
import Tensors
import Views

/// What a file that enters a network holds: a picture, or tensors.
private enum InputFile {
  case picture(Picture)
  case tensors([UInt8])

  init(_ path: String) throws {
    let bytes = try Files.bytes(path)
    guard PictureFile.isBegun(by: bytes) else {
      self = .tensors(bytes)
      return
    }
    do {
      self = .picture(try PictureFile.read(bytes))
    } catch {
      throw Failure("\(path.harmless()): \(error)")
    }
  }
}

extension TensorFiles {
  /// What the files give, by name.
  ///
  /// `library` has the blocks that may have been recognised in a model.
  public func tensors<S: Scalar>(
    for network: Network, mode: Mode, library: () throws -> Library
  ) throws -> [String: Tensor<S>] {
    var given: [String: Tensor<S>] = [:]
    if let model {
      given = try model.parameters(for: network, library: library())
    } else if let weights {
      given = try parameters(of: network, in: weights, mode: mode)
    }
    if let input {
      switch try InputFile(input) {
      case .picture(let picture): given["x"] = try network.prepared(picture).x
      case .tensors:
        let x: Tensor<S> = try TensorFile.tensor("x", in: input).batched(of: network.input)
        try check(x, for: network.input, in: input)
        given["x"] = x
      }
    }
    if let gradient {
      given["dy"] = try TensorFile.tensor("dy", in: gradient)
        .batched(of: network.graph.output.shape)
    }
    return given
  }

  /// The model that gives the weights, if one does.
  private var model: ModelFile? { weights.flatMap { ModelFile($0, until: until) } }
  /// The mode of a run where none is asked for: a model infers, as its statistics are what is left
  /// of its training.
  public var mode: Mode { model == nil ? .training : .inference }

  private func parameters<S: Scalar>(
    of network: Network, in path: String, mode: Mode
  ) throws -> [String: Tensor<S>] {
    let file: [String: Tensor<S>] = try TensorFile.read(path)
    do {
      return try network.parameters(from: file, mode: mode)
    } catch let misfit as Misfit {
      guard let count = Self.shards(of: path) else { throw misfit }
      throw Failure(
        "\(path.harmless()) is one of \(count) shards; give the index of all of them, "
          + "a file that ends in ‘.index.json’.")
    }
  }

  /// How many shards a file is one of, by its name: `model-00001-of-00003.safetensors`.
  private static func shards(of path: String) -> Int? {
    let parts = path.split(separator: "-")
    guard parts.count > 3, parts[parts.count - 2] == "of", Int(parts[parts.count - 3]) != nil,
      let digits = parts.last?.prefix(while: \.isNumber), let count = Int(digits), count > 1
    else { return nil }
    return count
  }

  /// Says of an x with channels before rows how it is turned.
  private func check<S: Scalar>(_ x: Tensor<S>, for input: Shape, in path: String) throws {
    let image = x.shape.rank == input.rank + 1 ? x.shape.image : x.shape
    guard input.rank == 3, image.rank == 3, image != input,
      image.extents == [input[2], input[0], input[1]]
    else { return }
    throw Failure(
      "\(path.harmless()): x is \(x.shape), with the channels first; here they come last, which "
        + "‘x.permute(0, 2, 3, 1)’ makes of it in PyTorch.")
  }

  /// What was done to the picture that enters, in one sentence; nothing where none does.
  public func words(for network: Network) throws -> String? {
    guard let input, case .picture(let picture) = try InputFile(input) else { return nil }
    let prepared: PreparedPicture<Float> = try network.prepared(picture)
    return prepared.words
  }

  /// What was done to the weights or assumed of them, in sentences.
  public func remarks(on network: Network, mode: Mode) throws -> [String] {
    guard let weights else { return [] }
    if model != nil { return ImportedModel.remarks(on: network) }
    return try WeightsPlan(network, TensorFile.contents(weights), mode: mode).remarks
  }

  /// The size of the picture or tensor that enters, where the text states none.
  public func size(for notation: String, library: Library) throws -> Shape? {
    guard let input, try Network(notation, library: library).isInputAssumed else { return nil }
    switch try InputFile(input) {
    case .picture(let picture):
      return Shape(picture.rows, picture.columns, picture.channels)
    case .tensors:
      let shape = try TensorFile.shape("x", in: input)
      // a vector or an image, with or without a batch before it
      switch shape.rank {
      case 1, 3: return shape
      case 2, 4: return shape.image
      default: return nil
      }
    }
  }

  /// The names of the classes; throws where there are not as many as the network has.
  public func labels(for network: Network) throws -> Labels? {
    guard let labels else { return nil }
    do {
      return try Labels(Files.text(labels), classes: network.graph.output.shape.count)
    } catch let misfit as Misfit {
      throw Failure("\(labels): \(misfit)")
    }
  }
}
