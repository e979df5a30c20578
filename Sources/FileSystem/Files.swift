import LibC
import Tensors

/// Whole files and folders, with errors of one sentence.
public enum Files {
  /// What a file holds.
  ///
  /// The size of a plain file is looked at before anything is read. A pipe that nobody writes to is
  /// given up after `patience` seconds; once somebody does, it is read to its end, unless `isBrief`
  /// says that the whole of it should take no longer.
  public static func bytes(
    _ path: String, atMost limit: Int = Limits.fileBytes, patience: Double = 10,
    isBrief: Bool = false
  ) throws(FileFault) -> [UInt8] {
    // without this flag the system would wait for a writer, and no key would end it
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard file >= 0 else { throw .last(path, .reading) }
    defer { close(file) }
    var reader = FileReader(file, named: path, limit: limit)
    try reader.expectRoom()
    try reader.read(patience: patience, isBrief: isBrief)
    guard reader.bytes.count <= limit else { throw tooLarge(path, limit) }
    return reader.bytes
  }

  /// What a text file holds, without the mark that some editors put before it.
  public static func text(
    _ path: String, atMost limit: Int = Limits.fileBytes, patience: Double = 10,
    isBrief: Bool = false
  ) throws(FileFault) -> String {
    let bytes = try bytes(path, atMost: limit, patience: patience, isBrief: isBrief)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FileFault(path, predicate: "is not text in UTF-8; save it as UTF-8")
    }
    return text.droppingByteOrderMark
  }

  /// The text of a plain file; what is none might keep one waiting.
  public static func plainText(_ path: String) throws(FileFault) -> String {
    guard !isOccupied(path) else { throw FileFault(path, predicate: "is not a plain file") }
    return try text(path)
  }

  /// The first of `name`, `name-2`, `name-3` … that nothing in a folder is called.
  public static func freeName(_ name: String, ending: String, in folder: String) -> String {
    var (free, number) = (name, 1)
    let start = folder.isEmpty ? "" : folder + "/"
    while exists(start + free + ending) {
      number += 1
      free = "\(name)-\(number)"
    }
    return free
  }

  /// Standard input to its end, or to the first bytes beyond a limit.
  public static func standardInput(upTo limit: Int) throws(FileFault) -> [UInt8] {
    var reader = FileReader(STDIN_FILENO, named: "standard input", limit: limit)
    try reader.readToEnd()
    return reader.bytes
  }

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The path without links and dots; nothing where there is no such file or folder.
  public static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  public static func isFolder(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

  /// Whether a path leads to something that is neither a plain file nor nothing.
  public static func isOccupied(_ path: String) -> Bool {
    kind(of: path).map { $0 != S_IFREG } ?? false
  }

  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// The bytes of a plain file; nothing where there is none.
  static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      ? Int(status.st_size) : nil
  }

  /// The names in a folder in order, without hidden ones.
  public static func names(in folder: String) throws(FileFault) -> [String] {
    try allNames(in: folder).filter { !$0.hasPrefix(".") }
  }

  /// The names in a folder in order, but for `.` and `..`.
  static func allNames(in folder: String) throws(FileFault) -> [String] {
    guard let directory = opendir(folder) else {
      let obstacle = Obstacle(code: errno)
      throw FileFault(folder, .reading, obstacle == .noFile ? .noFolder : obstacle)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a folder with all those above it: for its owner alone, as the XDG specification asks, or
  /// for whom the umask lets in.
  public static func makeFolder(
    _ path: String, isPrivate: Bool = true
  ) throws(FileFault) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += part
      if mkdir(made, isPrivate ? 0o700 : 0o777) != 0 {
        let obstacle = Obstacle(code: errno)
        guard isFolder(made) else {
          throw FileFault(path, .making, exists(made) ? .isNoFolder : obstacle)
        }
      }
      made += "/"
    }
  }

  /// Writes a whole file, as `FileWriter` does.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileFault) {
    try FileWriter().write(bytes, to: path)
  }

  /// Writes all of some bytes into an open file; false where that fails.
  public static func write(_ bytes: ArraySlice<UInt8>, to file: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(file, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else { return false }
      rest = rest.dropFirst(max(count, 0))
    }
    return true
  }

  static func tooLarge(_ path: String, _ limit: Int) -> FileFault {
    FileFault(
      path, predicate: "is larger than \(MemoryRoom.words(limit)); give a smaller file")
  }
}

// outside of the enumeration, where `write` is its own function
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
