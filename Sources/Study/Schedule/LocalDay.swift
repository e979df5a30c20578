import LibC

/// A day of the calendar where the learner is.
public struct LocalDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1 January 1970.
  public let number: Int

  public init(number: Int) { self.number = number }

  /// The day of a time in seconds since 1970.
  public init(at time: Int) {
    var seconds = time_t(time)
    var parts = tm()
    localtime_r(&seconds, &parts)
    number = Self.number(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }

  /// Reads `2026-12-06`; nothing where it is no day.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      1970...2999 ~= year, 1...12 ~= month, 1...31 ~= day
    else { return nil }
    number = Self.number(year: year, month: month, day: day)
    // 31 April would be another day
    guard "\(self)" == Self.text(year, month, day) else { return nil }
  }

  /// The time now, in seconds since 1970.
  public static var now: Int { Int(time(nil)) }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  public var description: String {
    // civil from days, with years that begin in March
    let z = number + 719_468
    let era = z / 146_097
    let day = z - era * 146_097
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let rest = day - (365 * year + year / 4 - year / 100)
    let month = (5 * rest + 2) / 153
    let calendarMonth = month < 10 ? month + 3 : month - 9
    return Self.text(
      year + era * 400 + (calendarMonth <= 2 ? 1 : 0), calendarMonth,
      rest - (153 * month + 2) / 5 + 1)
  }

  private static func text(_ year: Int, _ month: Int, _ day: Int) -> String {
    "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  private static func number(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let ofEra = shifted % 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return shifted / 400 * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }
}
