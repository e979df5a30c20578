import LibC
import Tensors

/// A `.tar.gz` that came from elsewhere, unpacked by the system's `gzip` and `tar`.
///
/// Neither is trusted with it. The archive is unpacked up to a limit first, then its names are read
/// and refused if one leads out of the folder, and only then are its files made, in an empty folder,
/// with the owner and the mode of a new file. What lies there afterwards is looked at by `FileTree`,
/// which refuses links and devices.
public struct Archive: Sendable {
  public let path: String
  /// Bytes that it may have, packed and unpacked.
  var limit = FileTree.Bounds().bytes

  public init(path: String) { self.path = path }

  /// Whether a name is that of an archive.
  public static func isNamed(_ path: String) -> Bool {
    endings.contains { path.hasSuffix($0) }
  }
  /// The name of an archive without its ending and folders.
  public static func stem(of path: String) -> String {
    var name = path.split(separator: "/").last.map(String.init) ?? path
    for ending in endings where name.hasSuffix(ending) { name.removeLast(ending.count) }
    return name
  }
  private static let endings = [".tar.gz", ".tgz"]

  /// Unpacks it into the folder `files` of an empty folder; throws one sentence where it is none, is
  /// too large, or holds a name that leads elsewhere.
  public func unpack(into folder: String) throws(FileFault) {
    guard !Files.isOccupied(path) else { throw FileFault(path, predicate: "is not a plain file") }
    let bytes = try Files.bytes(path, atMost: limit)
    guard bytes.starts(with: [0x1F, 0x8B]) else {
      throw FileFault(path, predicate: "is not a .tar.gz archive")
    }
    let (packed, tar, names) = ("\(folder)/packed", "\(folder)/tar", "\(folder)/names")
    try Files.write(bytes, to: packed)
    // the shell makes the pipe; what it is given are words of ours alone
    guard
      run("gzip -dc <\"$1\" | head -c \"$2\" >\"$3\"", packed, "\(limit + 1)", tar),
      let size = Files.size(of: tar), size > 0
    else { throw FileFault(path, predicate: "cannot be unpacked") }
    guard size <= limit else {
      throw FileFault(path, predicate: "is larger than \(MemoryRoom.words(limit)) when unpacked")
    }
    guard run("tar -tf \"$1\" >\"$2\"", tar, names) else {
      throw FileFault(path, predicate: "is not a .tar.gz archive")
    }
    let listed = String(decoding: try Files.bytes(names, atMost: limit), as: UTF8.self)
    for name in listed.split(separator: "\n")
    where name.hasPrefix("/") || name.split(separator: "/").contains("..") {
      throw FileFault(
        path, predicate: "holds ‘\(String(name).quotable())’, which leads out of its folder")
    }
    try Files.makeFolder("\(folder)/files")
    guard
      run("tar -xf \"$1\" -C \"$2\" --no-same-owner --no-same-permissions", tar, "\(folder)/files")
    else { throw FileFault(path, predicate: "cannot be unpacked whole") }
  }

  /// Whether a line of the shell, with words that it sees as `$1`, `$2` and so on, does its work:
  /// within a minute of the processor and without a file larger than 256 MiB.
  private func run(_ line: String, _ words: String...) -> Bool {
    let script = "umask 077; ulimit -t 60; ulimit -f 262144; \(line)"
    let arguments = ["sh", "-c", script, "sh"] + words
    // no variable of the user changes what these programs do
    let variables = ["PATH=\(Environment.process["PATH"] ?? "/usr/bin:/bin")", "LC_ALL=C"]
    var pointers = arguments.map { strdup($0) } + [nil]
    var environment = variables.map { strdup($0) } + [nil]
    defer { for pointer in pointers + environment { free(pointer) } }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // what they say is said here in a sentence of ours
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    var process = pid_t()
    guard posix_spawn(&process, "/bin/sh", &actions, nil, &pointers, &environment) == 0 else {
      return false
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return false } }
    return status == 0
  }
}
