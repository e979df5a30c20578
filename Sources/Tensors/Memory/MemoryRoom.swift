/// How much more memory this process may take, and what sets the bound.
///
/// The least of three counts: what the machine has free, what the control groups of the process
/// leave (a container, a batch system), and what its own limits leave (`ulimit -v`, `ulimit -d`).
public struct MemoryRoom: Hashable, Sendable {
  /// What sets the bound.
  public enum Bound: Hashable, Sendable {
    case machine, group, process
  }

  /// Bytes, after what the program itself and the scratch space of its kernels need.
  public let bytes: Int
  public let bound: Bound

  public init(bytes: Int, bound: Bound) {
    self.bytes = bytes
    self.bound = bound
  }

  /// The room at this moment.
  public static var now: MemoryRoom { MemoryRoom(.current) }

  /// The least of what a system states; without any statement all that can be counted.
  init(_ system: MemoryStatements) {
    let counts = [
      MemoryRoom(
        bytes: (system.free ?? .max) - Self.ownNeed, bound: .machine),
      MemoryRoom(bytes: (system.groupRest ?? .max) - Self.ownNeed, bound: .group),
      MemoryRoom(bytes: (system.processRest ?? .max) - Self.ownAddresses, bound: .process),
    ]
    let least = counts.min { $0.bytes < $1.bytes } ?? counts[0]
    self.init(bytes: max(0, least.bytes), bound: least.bound)
  }

  /// What is used beside tensors.
  private static let ownNeed = 32 << 20
  /// The same where addresses count: each thread reserves more of them than it uses.
  private static let ownAddresses = 192 << 20
  /// What fits into the program's own need, and is never worth a question to the system.
  private static let trifle = 16 << 20

  /// The room at this moment, if it is too small for something that is about to be made.
  public static func ifTooSmall(for bytes: Int) -> MemoryRoom? {
    guard bytes > trifle else { return nil }
    let room = MemoryRoom.now
    return bytes <= room.bytes ? nil : room
  }

  /// The room in words: `2.1 GiB that are free`.
  public var description: String {
    let amount = Self.words(bytes)
    return switch bound {
    case .machine: "\(amount) that are free"
    case .group: "\(amount) that this container may still take"
    case .process: "\(amount) that its limit (ulimit) leaves"
    }
  }

  /// An amount of memory as a person reads it: `412 MiB`, `31.2 GiB`.
  public static func words(_ bytes: Int) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var (amount, unit) = (Double(bytes) / 1024, 0)
    while amount >= 1024, unit < units.count - 1 {
      amount /= 1024
      unit += 1
    }
    let tenths = (amount * 10).rounded() / 10
    return amount < 100 && unit > 1
      ? "\(tenths) \(units[unit])" : "\(Int(amount.rounded())) \(units[unit])"
  }
}

extension MemoryRoom: CustomStringConvertible {}
