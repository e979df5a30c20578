import Foundation
import Testing

/// What programs read: the keys and types of each answer in JSON are kept as files.
struct JSONTests {
  @Test(arguments: [
    ("count", ["count", "basic 4", "--json"]), ("count-network", ["count", "resnet18", "--json"]),
    ("explain", ["explain", "basic 4", "--json", "--node", "conv1", "--element", "0,0,0"]),
    ("draw", ["draw", "basic 4", "--format", "json"]),
    ("time", ["time", "basic 4", "--json", "--repeat", "1"]),
    ("progress", ["progress", "--json", "--lessons", "@lessons", "--only"]),
  ])
  func `an answer has the keys and types that are kept`(
    name: String, arguments: [String]
  ) throws {
    try Workplace.with { place in
      let run = Run(place.resolve(arguments), environment: place.environment)
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
      let schema = Self.schema(of: value).joined(separator: "\n") + "\n"
      try Golden.expect(schema, in: "JSON/\(name).txt")
    }
  }

  @Test(arguments: [
    ["count", "basic 4", "--json"],
    ["explain", "basic 4", "--json", "--node", "conv1", "--element", "0,0,0"],
    ["draw", "basic 4", "--format", "json"],
  ])
  func `in ASCII an answer says the same`(arguments: [String]) throws {
    let (plain, ascii) = (Run(arguments), Run(arguments + ["--ascii"]))
    #expect(ascii.output.utf8.allSatisfy { $0 < 128 } && !ascii.output.isEmpty)
    let values = try [plain, ascii].map {
      let value = try JSONSerialization.jsonObject(with: Data($0.output.utf8))
      return try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys])
    }
    #expect(values[0] == values[1])
  }

  /// A line for each value: the keys that lead to it, and its type; an array is as its first one.
  private static func schema(of value: Any, at path: String = "") -> [String] {
    switch value {
    case let object as [String: Any]:
      object.sorted { $0.key < $1.key }.flatMap { schema(of: $0.value, at: "\(path).\($0.key)") }
    case let array as [Any]:
      array.first.map { schema(of: $0, at: path + "[]") } ?? ["\(path)[]"]
    case is String: ["\(path): text"]
    case is NSNumber: ["\(path): number"]
    default: ["\(path): null"]
    }
  }
}
