#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the program refuses to take on, all in one place; each has its sentence where it is met.
public enum Limits {
  /// Nodes of one graph: densenet121 has some 430, resnet152 some 520.
  public static let nodes = 20_000
  /// Rounds of a `repeat` or branches of an `each`.
  public static let repeats = 2_000
  /// Blocks within blocks, as written or as called.
  public static let nesting = 100
  /// Steps and terms of expressions that one expansion looks at, repeats included.
  public static let work = 400_000
  /// Characters of one text of the notation.
  public static let source = 200_000
  /// Elements of one tensor.
  public static let elements = 1 << 31
  /// Bytes that the tensors of a run may take: the memory of the machine.
  public static let memory = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
  /// Images of one batch.
  public static let images = 1 << 20
  /// A number of channels, of groups, a side: anything that an argument counts.
  public static let extent = 1 << 24
  /// A side of a kernel, a stride, a dilation.
  public static let window = 1 << 12
  /// Multiply-adds of one operation; so many nodes of them still add up without overflow.
  public static let multiplyAdds = 1 << 48
}
