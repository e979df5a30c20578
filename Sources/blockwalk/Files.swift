#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Networks
import Views

/// Reading and writing whole files, with errors of one sentence.
enum Files {
  /// Nothing that a student gives should be larger than this.
  static let sizeLimit = 1 << 30

  static func bytes(_ path: String) throws -> [UInt8] {
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      if let size = attributes[.size] as? Int, size > sizeLimit {
        throw Failure("\(path) is larger than 1 GiB; give a smaller file.")
      }
      return [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure("\(path) cannot be read: \(reason(error)).")
    }
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Whether a variable of the environment is set and not empty.
  static func isSet(_ variable: String) -> Bool {
    ProcessInfo.processInfo.environment[variable]?.isEmpty == false
  }

  static func text(_ path: String) throws -> String {
    guard let text = String(validating: try bytes(path), as: UTF8.self) else {
      throw Failure("\(path) is not text in UTF-8; save it as UTF-8.")
    }
    return text
  }

  static func standardInput() throws -> String {
    var bytes: [UInt8] = []
    while let line = readLine(strippingNewline: false) {
      bytes += Array(line.utf8)
      guard bytes.count <= Limits.source else {
        throw Failure("the notation on standard input is longer than \(Limits.source) characters.")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes beside the file and then puts it in place, so that a full disk loses nothing.
  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Failure("\(path) cannot be written: \(reason(error)).")
    }
  }

  /// The program's own folder below one that the environment names, which counts only if it is
  /// absolute, else below the home folder.
  static func userFolder(_ variable: String, else path: String) -> String {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment[variable], folder.hasPrefix("/") { return folder + "/blockwalk" }
    return (environment["HOME"] ?? ".") + "/" + path + "/blockwalk"
  }

  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure("\(path) cannot be made: \(reason(error)).")
    }
  }

  private static func reason(_ error: any Error) -> String {
    guard let cocoa = error as? CocoaError else { return "\(error)" }
    return switch cocoa.code {
    case .fileReadNoSuchFile, .fileNoSuchFile: "there is no such file"
    case .fileReadNoPermission, .fileWriteNoPermission: "permission is denied"
    case .fileWriteOutOfSpace: "the disk is full"
    case .fileWriteVolumeReadOnly: "the disk is read-only"
    default: "the system refused (\(cocoa.code.rawValue))"
    }
  }
}
