import Screens
import Testing
import Views

extension Stage {
  /// The number that a screen says a cell has, after its last product or stamp.
  func total(of name: String) throws -> Double {
    let lines = explorer.draw(in: screen).lines.map {
      $0.replacing("−", with: "-")
    }
    let found = lines.compactMap { line -> Double? in
      guard line.contains(name), let text = line.split(separator: "=").last, line.contains("=")
      else { return nil }
      return Double(text.filter { !$0.isWhitespace })
    }
    let complete = lines.compactMap { line in
      line.contains("complete: ") ? Double(line.filter { "-.0123456789".contains($0) }) : nil
    }
    return try #require(
      (found + complete).last, "\(name) is not told:\n\(lines.joined(separator: "\n"))")
  }
}
