#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

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

extension Environment {
  /// What a folder of the user is for, by the XDG Base Directory Specification.
  public enum Purpose: Sendable {
    case settings, data, state
  }

  /// The program's own folder for a purpose; nothing where the user has no home.
  ///
  /// A variable counts only if its path is absolute, as the specification says.
  public func folder(for purpose: Purpose) -> String? {
    let names: (variable: String, standard: String) =
      switch purpose {
      case .settings: ("XDG_CONFIG_HOME", ".config")
      case .data: ("XDG_DATA_HOME", ".local/share")
      case .state: ("XDG_STATE_HOME", ".local/state")
      }
    let base = absolute(names.variable) ?? absolute("HOME").map { "\($0)/\(names.standard)" }
    return base.map { "\($0)/blockwalk" }
  }

  /// Where the settings are kept; nothing where the user has no home.
  public var settingsFile: String? { folder(for: .settings).map { "\($0)/config.yaml" } }

  private func absolute(_ variable: String) -> String? {
    self[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
  }
}
