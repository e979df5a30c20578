import Foundation
import Screens
import Testing
import Views

/// Every view at four sizes, with 256 colours, with none, and in ASCII.
///
/// A file of `Sizes` holds one view. At each size come its characters and its styles with 256
/// colours, blanks at the ends of rows left out; then only those rows that say it otherwise without
/// colour, and those that in ASCII are more than spelled otherwise, each with its number.
/// `RECORD=1` writes all anew.
@Suite struct SizeTests {
  static let folder = Stage.folder.appending(path: "Sizes")
  static let sizes = [Size(64, 20), Size(80, 24), Size(120, 40), Size(200, 60)]

  @Test(arguments: Station.all)
  func `a view looks as recorded at four sizes, without colour and in ASCII`(
    station: Station
  ) throws {
    let url = Self.folder.appending(path: station.name + ".txt")
    var picture = "place: \(station.place)\nkeys: \(station.keys)\n"
    for size in Self.sizes { picture += try Self.text(of: station, at: size) }
    let recorded = try? String(contentsOf: url, encoding: .utf8)
    guard recorded != picture else { return }
    if recorded == nil || ProcessInfo.processInfo.environment["RECORD"] != nil {
      try picture.write(to: url, atomically: true, encoding: .utf8)
    }
    Issue.record("\(station.name) changed; RECORD=1 records it")
  }

  @Test func `every file belongs to a view`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let names = Station.all.map { $0.name + ".txt" }
    #expect(Set(files) == Set(names) && names.count == Set(names).count)
  }

  private static func text(of station: Station, at size: Size) throws -> String {
    let explorer = try station.stage(on: Screen(size)).explorer
    let many = explorer.draw(in: Screen(size))
    let none = explorer.draw(in: Screen(size, colors: .none))
    let ascii = explorer.draw(in: Screen(size, colors: .none, glyphs: .ascii))
    let (plane, legend) = GridText(many).styles
    var lines = ["", "=== \(size)", "--- text"] + many.lines + ["--- style"]
    lines += plane.map { $0.withoutEnd(of: ".") }
    lines += ["--- legend"] + legend + ["--- without colour"]
    lines += difference(from: many.lines, to: none.lines) + ["--- in ASCII"]
    lines += difference(from: none.inASCII().lines, to: ascii.lines)
    return lines.map { $0.withoutEnd(of: " ") }.joined(separator: "\n") + "\n"
  }

  /// The rows that are not the same, as they are now.
  private static func difference(from expected: [String], to lines: [String]) -> [String] {
    lines.indices.filter { lines[$0] != expected[$0] }.map { row in
      String(repeating: " ", count: row < 10 ? 1 : 0) + "\(row)|" + lines[row]
    }
  }
}

extension String {
  /// The text without what it repeats at its end.
  ///
  /// A regular expression would begin anew at every one of a run of blanks: half a minute for all
  /// views.
  fileprivate func withoutEnd(of character: Unicode.Scalar) -> String {
    let end = unicodeScalars.lastIndex { $0 != character }
    return end.map { String(self[...$0]) } ?? ""
  }
}
