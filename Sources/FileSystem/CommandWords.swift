import CStart
import LibC

/// How this process was started, even where the system does not show it.
public enum CommandWords {
  /// The words of the command line, the program's name first.
  public static var all: [String] {
    var words: [String] = []
    while let word = start_word(Int32(words.count)) { words.append(String(cString: word)) }
    if words.isEmpty { words = CommandLine.arguments }
    return words
  }

  /// Where the running program lies, links followed.
  public static var programPath: String? {
    #if canImport(Darwin)
      var size: UInt32 = 4096
      var name = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&name, &size) == 0 else { return nil }
      return resolved(String(cString: name))
    #else
      return resolved("/proc/self/exe") ?? all.first.flatMap(found)
    #endif
  }

  /// The program of a name, looked up as a shell does.
  private static func found(_ name: String) -> String? {
    if name.contains("/") { return resolved(name) }
    let folders = Environment.process["PATH"]?.split(separator: ":") ?? []
    for folder in folders where access("\(folder)/\(name)", X_OK) == 0 {
      return resolved("\(folder)/\(name)")
    }
    return nil
  }

  /// The path that a name leads to, links followed.
  private static func resolved(_ name: String) -> String? {
    guard let path = realpath(name, nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }
}
