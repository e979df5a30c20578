#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Tensors

/// An ONNX model as its file states it.
///
/// Its nodes stand in order, each after those that it reads, and with them the tensors that were
/// stored. Only what running it asks for is kept.
public struct Model: Sendable {
  /// The version of the operators, by their domain; that of ONNX itself has no name.
  var versions: [String: Int] = [:]
  /// What wrote the file, such as `pytorch 2.9.0`.
  public var producer = ""
  public var name = ""
  public var nodes: [ModelNode] = []
  var stored: [String: StoredArray] = [:]
  var inputs: [ModelValue] = []
  var outputs: [String] = []
}

/// One operation of a model.
public struct ModelNode: Sendable {
  /// Often empty, or made up by what wrote the model.
  public var name = ""
  /// The operator, such as `Conv`.
  public var kind = ""
  var domain = ""
  /// Names of tensors; an optional one that is left out is empty.
  var inputs: [String] = []
  var outputs: [String] = []
  var attributes: [String: ModelAttribute] = [:]
  /// What its documentation says.
  var remark = ""

  /// How sentences call it: its name, else that of what it makes.
  public var title: String {
    let title = name.isEmpty ? outputs.first ?? "" : name
    return title.quotable()
  }
}

/// What is stated of a node beside its inputs.
enum ModelAttribute {
  case integer(Int)
  case float(Float)
  case text(String)
  case integers([Int])
  case floats([Float])
  case tensor(StoredArray)
  /// A graph or anything else that no operator here has.
  case other
}

/// A tensor that enters from outside; a side that is not fixed is nothing.
struct ModelValue {
  var name = ""
  var extents: [Int?] = []
}

/// A tensor that is stored with the model.
struct StoredArray {
  /// Where its numbers are.
  enum Numbers {
    /// As the type stores them, one after the other, the low byte first.
    case bytes(Data)
    /// In another file of the same folder.
    case external(file: String, offset: Int, length: Int?)
    case integers([Int])
    case floats([Float])
  }

  var name = ""
  var shape = Shape([])
  var type = NumberType.float
  var numbers = Numbers.integers([])
}
