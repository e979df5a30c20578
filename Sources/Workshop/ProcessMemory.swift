import FileSystem
import LibC

#if canImport(Glibc)
  import CAllocator
#endif

/// The memory of this process as the system sees it.
public enum ProcessMemory {
  /// The most bytes that were ever in memory at once.
  public static var peak: Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #else
      // the figure of rusage would count what the process was before it became this program
      let status = (try? Files.text("/proc/self/status")) ?? ""
      for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
        let figure = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        if let figure, let kibibytes = Int(figure) { return kibibytes * 1024 }
      }
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss * 1024
    #endif
  }

  /// Gives what is freed back to the system: the allocator would keep much of it between small
  /// things that are still in use.
  public static func giveBackFreedPages() {
    #if canImport(Glibc)
      malloc_trim(0)
    #endif
  }

  /// Lets the allocator keep what is freed: the next pass finds its pages in memory already.
  ///
  /// Fresh pages from the system cost as much as a pass over them.
  public static func keepFreedPages() {
    #if canImport(Glibc)
      mallopt(M_MMAP_THRESHOLD, Int32.max)
      mallopt(M_TRIM_THRESHOLD, Int32.max)
    #endif
  }
}
