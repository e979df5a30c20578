extension Workers {
  /// Divides 0 ..< `count` into ranges of at least so many, the same for any number of threads, and
  /// does them all.
  @inline(__always)
  static func each(_ count: Int, atLeast least: Int, _ body: (Range<Int>) -> Void) {
    let part = max(1, least)
    let parts = (count + part - 1) / part
    guard parts > 1 else { return body(0..<count) }
    perform(parts) { number, _ in body(number * part..<min(count, (number + 1) * part)) }
  }
  /// The same with ranges that fit a near cache.
  @inline(__always)
  static func eachRange(of count: Int, _ body: (Range<Int>) -> Void) {
    each(count, atLeast: 1 << 14, body)
  }
}
