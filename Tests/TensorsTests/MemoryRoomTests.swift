import Testing

@testable import Tensors

/// What a process may have of memory, from what systems state of it.
@Suite struct MemoryRoomTests {
  private static let mebibyte = 1 << 20

  /// A machine of 16 GiB, half of it free, with these files beside.
  private func system(
    _ files: [String: String] = [:], addresses: Int? = nil, data: Int? = nil
  ) -> MemoryStatements {
    let all = ["/proc/meminfo": "MemTotal: 16777216 kB\nMemAvailable:   8388608 kB\n"]
      .merging(files) { $1 }
    return MemoryStatements(
      text: { all[$0] }, addressLimit: addresses, dataLimit: data, page: 4096,
      physical: 16_384 * Self.mebibyte)
  }

  @Test func `without any limit it is what is free`() {
    #expect(
      MemoryRoom(system()) == MemoryRoom(bytes: (8_192 - 32) * Self.mebibyte, bound: .machine))
  }

  @Test func `a machine that does not say what is free has its memory`() {
    let silent = MemoryStatements(
      text: { _ in nil }, addressLimit: nil, dataLimit: nil, page: 4096,
      physical: 1_024 * Self.mebibyte)
    #expect(MemoryRoom(silent) == MemoryRoom(bytes: 992 * Self.mebibyte, bound: .machine))
  }

  @Test func `a group of version 2 leaves its limit without what is used and not cached`() {
    let files = [
      "/proc/self/cgroup": "0::/user.slice/run.scope\n",
      "/sys/fs/cgroup/user.slice/run.scope/memory.max": "1073741824\n",
      "/sys/fs/cgroup/user.slice/run.scope/memory.current": "536870912\n",
      "/sys/fs/cgroup/user.slice/run.scope/memory.stat":
        "anon 402653184\nfile 134217728\ninactive_file 134217728\nactive_file 0\n",
      "/sys/fs/cgroup/user.slice/memory.max": "max\n",
    ]
    #expect(
      MemoryRoom(system(files)) == MemoryRoom(bytes: (640 - 32) * Self.mebibyte, bound: .group))
  }

  @Test func `a group around the own one counts, and one that a container sees at the top`() {
    let outer = [
      "/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/memory.max": "268435456\n",
      "/sys/fs/cgroup/a/b/memory.max": "536870912\n",
    ]
    #expect(MemoryRoom(system(outer)).bytes == (256 - 32) * Self.mebibyte)
    let container = [
      "/proc/self/cgroup": "0::/docker/4148c319\n", "/sys/fs/cgroup/memory.max": "134217728\n",
    ]
    #expect(MemoryRoom(system(container)).bytes == (128 - 32) * Self.mebibyte)
  }

  @Test func `a group of version 1 has other names, and no limit is a large one`() {
    let folder = "/sys/fs/cgroup/memory/batch"
    var files = [
      "/proc/self/cgroup": "9:name=systemd:/\n8:cpu,memory:/batch\n0::/\n",
      "\(folder)/memory.limit_in_bytes": "9223372036854771712\n",
    ]
    #expect(MemoryRoom(system(files)).bound == .machine)
    files["\(folder)/memory.limit_in_bytes"] = "1073741824\n"
    files["\(folder)/memory.usage_in_bytes"] = "209715200\n"
    files["\(folder)/memory.stat"] = "inactive_file 1\ntotal_inactive_file 104857600\n"
    #expect(
      MemoryRoom(system(files)) == MemoryRoom(bytes: (924 - 32) * Self.mebibyte, bound: .group))
  }

  @Test func `limits of the process count from what it has taken`() {
    // 100 MiB of addresses, 20 MiB of data
    let taken = ["/proc/self/statm": "25600 425 397 5 0 5120 0\n"]
    #expect(
      MemoryRoom(system(taken, addresses: 1_000 * Self.mebibyte))
        == MemoryRoom(bytes: (900 - 192) * Self.mebibyte, bound: .process))
    #expect(
      MemoryRoom(system(taken, addresses: 1_000 * Self.mebibyte, data: 500 * Self.mebibyte)).bytes
        == (480 - 192) * Self.mebibyte)
    #expect(MemoryRoom(system(taken, addresses: 64 * Self.mebibyte)).bytes == 0)
  }

  @Test func `what does not fit meets the room in words that say who sets it`() {
    #expect(MemoryRoom.ifTooSmall(for: .max) != nil)
    #expect(MemoryRoom.ifTooSmall(for: 1 << 20) == nil)
    #expect("\(MemoryRoom(bytes: 3 << 30, bound: .machine))" == "3.0 GiB that are free")
    #expect(
      "\(MemoryRoom(bytes: 1 << 28, bound: .group))" == "256 MiB that this container may still take"
    )
    #expect(
      "\(MemoryRoom(bytes: 0, bound: .process))" == "0 KiB that its limit (ulimit) leaves")
  }
}
