import LibC

/// What an operating system states of memory; nothing where it is silent.
struct MemoryStatements {
  /// The text of a small file of the system.
  var text: (_ path: String) -> String?
  /// Bytes of addresses, and of data, that the process may have in all.
  var addressLimit: Int?
  var dataLimit: Int?
  /// Bytes of a page, and of all memory.
  var page: Int
  var physical: Int

  static var current: MemoryStatements {
    let page = sysconf(Int32(_SC_PAGESIZE))
    return MemoryStatements(
      text: { systemText($0) }, addressLimit: limit(RLIMIT_AS), dataLimit: limit(RLIMIT_DATA),
      page: page, physical: sysconf(Int32(_SC_PHYS_PAGES)) * page)
  }

  /// Bytes that can be had without taking them from other programs.
  var free: Int? {
    let line = text("/proc/meminfo")?.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
    return line.flatMap { Self.number($0) }.map { $0 * 1024 } ?? physical
  }

  /// Bytes that the control groups of the process leave: its own, and all those around it.
  var groupRest: Int? {
    let lines = text("/proc/self/cgroup")?.split(separator: "\n") ?? []
    return lines.compactMap { line -> Int? in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      if parts[0] == "0", parts[1].isEmpty { return rest(of: .version2, in: parts[2]) }
      let hasMemory = parts[1].split(separator: ",").contains("memory")
      return hasMemory ? rest(of: .version1, in: parts[2]) : nil
    }.min()
  }

  /// A container sees its own group at the top, and is told the path that the group has outside.
  private func rest(of files: MemoryGroupFiles, in path: Substring) -> Int? {
    var folders = [""]
    for part in path.split(separator: "/") {
      folders.append(folders[folders.count - 1] + "/\(part)")
    }
    return folders.compactMap { folder -> Int? in
      let place = files.root + folder
      guard let limit = text("\(place)/\(files.limit)").flatMap(Self.number),
        // where there is no limit, version 1 states the largest number of pages
        limit < physical
      else { return nil }
      let used = text("\(place)/\(files.used)").flatMap(Self.number) ?? 0
      // pages of files that nobody has open are given back on demand
      let cached =
        text("\(place)/memory.stat")?.split(separator: "\n")
        .first { $0.hasPrefix(files.cached + " ") }.flatMap { Self.number($0) } ?? 0
      return max(0, limit - max(0, used - cached))
    }.min()
  }

  /// Bytes that the limits of the process leave.
  var processRest: Int? {
    let pages = text("/proc/self/statm")?.split(separator: " ").map { Self.number($0) ?? 0 } ?? []
    func taken(_ field: Int) -> Int { pages.indices.contains(field) ? pages[field] * page : 0 }
    let addresses = addressLimit.map { max(0, $0 - taken(0)) }
    let data = dataLimit.map { max(0, $0 - taken(5)) }
    return [addresses, data].compactMap { $0 }.min()
  }

  /// The first number of a text; nothing where there is none, as in `max`, or it is too large.
  private static func number(_ text: some StringProtocol) -> Int? {
    Int(text.drop { !$0.isNumber }.prefix { $0.isNumber })
  }

  #if canImport(Glibc)
    private typealias Resource = __rlimit_resource
  #else
    private typealias Resource = Int32
  #endif

  /// A limit of this process, where it has one.
  private static func limit(_ resource: Resource) -> Int? {
    var limit = rlimit()
    #if canImport(Glibc)
      guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { return nil }
    #else
      guard getrlimit(resource, &limit) == 0 else { return nil }
    #endif
    return Int(exactly: limit.rlim_cur)
  }

  private static func systemText(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = read(file, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }
}

/// Where a version of control groups keeps its files, and what it calls them.
private struct MemoryGroupFiles {
  let root: String
  let limit: String
  let used: String
  /// The line of `memory.stat` for pages of files.
  let cached: String

  static let version2 = MemoryGroupFiles(
    root: "/sys/fs/cgroup", limit: "memory.max", used: "memory.current", cached: "inactive_file")
  static let version1 = MemoryGroupFiles(
    root: "/sys/fs/cgroup/memory", limit: "memory.limit_in_bytes",
    used: "memory.usage_in_bytes", cached: "total_inactive_file")
}
