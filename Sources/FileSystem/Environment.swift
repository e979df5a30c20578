import LibC
import Tensors

/// The variables of the environment, and the folders of the user that they name.
public struct Environment: Sendable {
  private let value: @Sendable (String) -> String?

  /// Those of this process.
  public static let process = Environment { name in getenv(name).map { String(cString: $0) } }

  /// These variables and no others.
  public init(_ variables: [String: String]) {
    value = { variables[$0] }
  }

  private init(value: @escaping @Sendable (String) -> String?) { self.value = value }

  /// A variable; nothing where it is not set, or empty.
  public subscript(_ name: String) -> String? {
    value(name).flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// A folder of the user, by the XDG Base Directory Specification.
public struct UserFolder: Hashable, Sendable {
  /// Nothing where the user has none.
  public let path: String?
  /// Which variable was not followed and why, in one sentence; nothing where all is as usual.
  public let remark: String?

  public init(path: String?, remark: String?) {
    self.path = path
    self.remark = remark
  }
}

extension Environment {
  /// What a folder of the user is for.
  public enum Purpose: CaseIterable, Sendable {
    case settings, data, state

    fileprivate var names: (variable: String, standard: String) {
      switch self {
      case .settings: ("XDG_CONFIG_HOME", ".config")
      case .data: ("XDG_DATA_HOME", ".local/share")
      case .state: ("XDG_STATE_HOME", ".local/state")
      }
    }
  }

  /// The program's own folder for a purpose.
  ///
  /// A variable counts only if its path is absolute: “If an implementation encounters a relative
  /// path in any of these variables it should consider the path invalid and ignore it.”
  public func folder(for purpose: Purpose) -> UserFolder {
    let (variable, standard) = purpose.names
    if let base = self[variable], base.hasPrefix("/") {
      return UserFolder(path: "\(base)/blockwalk", remark: nil)
    }
    let home = self["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let base = home.map { "\($0)/\(standard)" }
    let used = base.map { "\($0.harmless()) is used instead." }
    let remark: String? =
      if let relative = self[variable] {
        Self.relative(variable, relative, used ?? "and there is no home folder to use instead.")
      } else if home == nil, let relative = self["HOME"] {
        Self.relative("HOME", relative, "so there is no folder for the files of the user.")
      } else {
        home == nil ? "HOME is not set, so there is no folder for the files of the user." : nil
      }
    return UserFolder(path: base.map { "\($0)/blockwalk" }, remark: remark)
  }

  private static func relative(_ variable: String, _ path: String, _ end: String) -> String {
    let separator = end.hasPrefix("/") ? ";" : ","
    return "\(variable) is ‘\(path.quotable())’, which is not an absolute path\(separator) \(end)"
  }

  /// Where the settings are kept; nothing where the user has no home.
  public var settingsFile: String? { folder(for: .settings).path.map { "\($0)/config.yaml" } }

  /// What is said of variables that hold a path and are not followed.
  public var remarks: [String] {
    let names = ["HOME"] + Purpose.allCases.map(\.names.variable)
    guard names.contains(where: { self[$0]?.hasPrefix("/") == false }) else { return [] }
    var remarks: [String] = []
    for remark in Purpose.allCases.compactMap({ folder(for: $0).remark })
    where !remarks.contains(remark) { remarks.append(remark) }
    return remarks
  }
}
