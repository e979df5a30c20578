import LibC
import Tensors

/// Takes what an open file holds: a plain file, a pipe or a device.
struct FileReader {
  private let file: Int32
  private let name: String
  /// How many bytes are wanted; one piece more is read, to know whether there are.
  private let limit: Int
  private(set) var bytes: [UInt8] = []
  private var piece = [UInt8](repeating: 0, count: 1 << 16)

  init(_ file: Int32, named name: String, limit: Int) {
    self.file = file
    self.name = name
    self.limit = limit
  }

  /// Throws where a plain file is larger than the limit or than the memory at hand.
  mutating func expectRoom() throws(FileFault) {
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    let size = Int(status.st_size)
    guard size <= limit else { throw Files.tooLarge(name, limit) }
    let room = MemoryRoom.ifTooSmall(for: size)
    if let room { throw FileFault(name, .reading, .noRoom(bytes: size, room)) }
    bytes.reserveCapacity(size)
  }

  /// Reads a file that was opened without waiting.
  ///
  /// Nobody may write to a pipe yet: that is waited for, as long as `patience` allows. Where the
  /// whole may take no longer, an end that does not come is a fault as well.
  mutating func read(patience: Double, isBrief: Bool) throws(FileFault) {
    let pause = 20
    var rest = Int(patience * 1000)
    while bytes.count <= limit {
      let count = systemRead(file, &piece, piece.count)
      let code = errno
      if count > 0 {
        try take(count)
        continue
      }
      if count == 0 {
        // a pipe without a writer looks as if it had ended
        guard isPipe, bytes.isEmpty else { return }
      } else if code == EAGAIN {
        guard isBrief else { return try readToEnd() }
      } else if code != EINTR {
        throw FileFault(name, .reading, Obstacle(code: code))
      }
      guard rest > 0 else { throw FileFault(name, .reading, .noWriter) }
      usleep(UInt32(pause) * 1000)
      rest -= pause
    }
  }

  /// Reads to the end, however long that takes.
  mutating func readToEnd() throws(FileFault) {
    let flags = fcntl(file, F_GETFL)
    // the flag belongs to all who have this file open
    if flags >= 0, flags & O_NONBLOCK != 0 { _ = fcntl(file, F_SETFL, flags & ~O_NONBLOCK) }
    while bytes.count <= limit {
      let count = systemRead(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last(name, .reading) }
      guard count > 0 else { return }
      try take(count)
    }
  }

  /// Adds what has been read into the piece.
  private mutating func take(_ count: Int) throws(FileFault) {
    // what is no plain file has no size that could be looked at before
    let needed = bytes.count + count
    if needed > bytes.capacity, let room = MemoryRoom.ifTooSmall(for: 2 * needed) {
      throw FileFault(name, .reading, .noRoom(bytes: 2 * needed, room))
    }
    bytes += piece[..<count]
  }

  private var isPipe: Bool {
    var status = stat()
    return fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }
}

// outside of the structure, where `read` is its own function
private func systemRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(file, buffer, count)
}
