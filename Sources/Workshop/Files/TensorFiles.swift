import Networks
import Tensors
import Views

/// What a file that enters a network holds: a picture, or tensors.
private enum InputFile {
  case picture(Picture)
  case tensors([UInt8])

  init(_ path: String) throws {
    let bytes = try Files.bytes(path)
    guard Netpbm.isPicture(bytes) else {
      self = .tensors(bytes)
      return
    }
    do {
      self = .picture(try Netpbm.read(bytes))
    } catch let fault as Netpbm.Fault {
      throw Failure("\(path): \(fault)")
    }
  }
}

extension TensorFiles {
  /// What the files give, by name.
  public func tensors<S: Scalar>(for network: Network, mode: Mode) throws -> [String: Tensor<S>] {
    var given: [String: Tensor<S>] = [:]
    if let weights { given = try network.parameters(from: TensorFile.read(weights), mode: mode) }
    if let input {
      switch try InputFile(input) {
      case .picture(let picture): given["x"] = try network.prepared(picture).x
      case .tensors: given["x"] = try TensorFile.tensor("x", in: input)
      }
    }
    if let gradient { given["dy"] = try TensorFile.tensor("dy", in: gradient) }
    return given
  }

  /// What was done to the picture that enters, in one sentence; nothing where none does.
  public func words(for network: Network) throws -> String? {
    guard let input, case .picture(let picture) = try InputFile(input) else { return nil }
    let prepared: PreparedPicture<Float> = try network.prepared(picture)
    return prepared.words
  }

  /// The size of the picture that enters, where the text states none.
  public func size(for notation: String, library: Library) throws -> Shape? {
    guard let input, try Network(notation, library: library).isInputAssumed,
      case .picture(let picture) = try InputFile(input)
    else { return nil }
    return Shape(picture.rows, picture.columns, picture.channels)
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
