/// Memory of one thread that kernels write in and nobody reads later; it is kept from call to
/// call, since fresh pages cost more than the work that is done in them.
struct Scratch: ~Copyable {
  private var memory = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
  private var size = 64

  /// At least so many bytes, aligned to 64, with anything in them.
  mutating func reserve(_ bytes: Int) -> UnsafeMutableRawPointer {
    if bytes > size {
      memory.deallocate()
      memory = .allocate(byteCount: bytes, alignment: 64)
      size = bytes
    }
    return memory
  }

  deinit { memory.deallocate() }
}
