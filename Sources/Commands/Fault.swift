import LibC

/// A fault made on purpose, with which the tests see what a crash leaves behind.
///
/// `BLOCKWALK_FAULT` names it; it happens once the first frame is shown.
enum Fault: String {
  /// What must not happen has happened.
  case trap
  /// A recursion without an end.
  case overflow
  /// The same on a thread beside the keys.
  case overflowBeside = "overflow-beside"

  static var wanted: Fault? {
    getenv("BLOCKWALK_FAULT").flatMap { Fault(rawValue: String(cString: $0)) }
  }

  func happen() {
    switch self {
    case .trap: fatalError("a fault made on purpose")
    case .overflow: print(Self.descend(0))
    case .overflowBeside:
      Thread.run { print(Self.descend(0)) }
      pause()
    }
  }

  private static func descend(_ depth: Int) -> String {
    depth < .max ? descend(depth + 1) + "\(depth)" : ""
  }
}
