/// The definitions that a notation may call, nearest first: a lesson's own, `--define`, the
/// library of blocks.
public struct Library: Sendable {
  public init() {}
}
