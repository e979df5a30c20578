import FileSystem
import LibC
import Tensors
import Views
import Workshop

/// Where a run writes its state after every step.
///
/// Each is written beside its place and then put there at once: whenever the program is killed, a
/// whole file is found, at most one step old. A pipe or a device gets the last state alone.
struct CheckpointFile: Sendable {
  private let path: String
  private let isPlain: Bool

  /// Throws where nothing can be written there, before hours are spent.
  init(_ path: String) throws {
    self.path = path
    var status = stat()
    // a link's target is written, and the link stays
    isPlain = lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    guard isPlain else { return }
    let file = open(draft, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw refusal }
    close(file)
    unlink(draft)
  }

  private var draft: String { path + ".partial" }
  private var refusal: FileFault { FileFault(path, .writing, Obstacle(code: errno)) }

  /// Puts a state in place.
  func write(_ bytes: [UInt8], isLast: Bool) throws {
    guard isPlain else {
      if isLast { try Files.write(bytes, to: path) }
      return
    }
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw refusal }
    do {
      defer { close(file) }
      guard Files.write(bytes[...], to: file) else { throw refusal }
    }
    guard rename(draft, path) == 0 else { throw refusal }
  }
}
