import Networks
import Tensors
import Lessons
import Screens
import Testing
import Workshop

@testable import Views

/// Sums that a student follows by eye: whole numbers, as lessons write them out.
@Suite struct HandExampleTests {
  private static let screen = Screen(Size(120, 40))

  /// The rows of whole numbers in a table of a lesson's text, from where they begin on.
  private func rows(of name: String, upTo next: String?, in text: String) -> [[Double]] {
    let lines = text.split(separator: "\n").map(Array.init)
    guard let head = lines.first, let start = String(head).firstRange(of: name) else { return [] }
    let from = String(head).distance(from: String(head).startIndex, to: start.upperBound)
    let end = next.flatMap { next in
      String(head).firstRange(of: next).map {
        String(head).distance(from: String(head).startIndex, to: $0.lowerBound)
      }
    }
    return lines.map { line in
      String(line.dropFirst(from).prefix((end ?? .max) - from)).split(separator: " ")
        .compactMap { Double($0) }
    }.filter { !$0.isEmpty }
  }

  @Test func `the example of lesson 8 opens at the cell that the text works out`() throws {
    var stage = try opened()
    // all four products have been added
    try stage.press("end")
    let lines = stage.explorer.draw(in: Self.screen).lines
    #expect(lines[0].contains("dx[2,2]"))
    for product in ["G[0,0] · K[2,2] = 1 · 9", "G[1,1] · K[0,0] = 4 · 1"] {
      let isShown = lines.contains { line in
        line.split(separator: " ").joined(separator: " ").contains(product)
      }
      #expect(isShown, "\(product)\n\(lines.joined(separator: "\n"))")
    }
  }

  @Test func `the table of lesson 8 comes out in all four ways`() throws {
    let lesson = try Stage().workshop.course.lesson(8)
    let tables = lesson.blocks.compactMap { block -> String? in
      if case .code(_, let text) = block.content, text.contains("dI") { text } else { nil }
    }
    let table = try #require(tables.first)
    let expected = rows(of: "dI", upTo: nil, in: table)
    #expect(expected.count == 5 && rows(of: "G", upTo: "K", in: table) == [[1, 2], [3, 4]])
    var stage = try opened()
    try stage.press("tab")
    for _ in 0..<4 { try stage.press("up left") }
    for (row, numbers) in expected.enumerated() {
      for (column, number) in numbers.enumerated() {
        for _ in 0..<4 {
          try stage.press("end")
          #expect(try stage.total(of: "dx[\(row),\(column)]") == number)
          try stage.press("z")
        }
        try stage.press("right")
      }
      for _ in numbers { try stage.press("left") }
      try stage.press("down")
    }
  }

  private func opened() throws -> Stage {
    var stage = try Stage(Self.screen)
    let lesson = try stage.workshop.course.lesson(8)
    let directive = try #require(lesson.directives.first { $0.text.contains("given G") })
    stage.ask(.run(try #require(WalkRequest(directive, of: 8))))
    return stage
  }

  @Test func `weights and gradient are turned to whole numbers and back`() throws {
    var stage = try Stage(Self.screen)
    try stage.step("conv 3x3 1 stride: 2 on 7x7x1")
    let drawn = stage.explorer.draw(in: Self.screen)
    try stage.press(": w e i g h t s space w h o l e enter")
    try stage.press(": g r a d i e n t space w h o l e enter")
    try stage.press("b")
    let lines = stage.explorer.draw(in: Self.screen).lines
    #expect(lines.contains { $0.contains(#/ 1 +2 +3 +4\b/#) }, "\(lines.joined(separator: "\n"))")
    #expect(lines.contains { $0.contains(#/ 7 +8 +9\b/#) })
    try stage.press("u u 1 g")
    #expect(
      stage.explorer.draw(in: Self.screen).lines.dropFirst().dropLast()
        == drawn.lines.dropFirst().dropLast())
  }

  @Test func `whole numbers give sums of at most three digits`() throws {
    let stage = try Stage(Self.screen)
    let lesson = try stage.workshop.course.lesson(8)
    let requests = lesson.directives.compactMap { WalkRequest($0, of: 8) }.filter {
      $0.source == .whole
    }
    #expect(requests.count == 4)
    for request in requests {
      let walk = try Walk(request, library: stage.library)
      for tensor in walk.trace.outputs + walk.trace.gradients {
        #expect(tensor.elements.allSatisfy { $0 == $0.rounded() && abs($0) < 1000 })
      }
    }
  }
}
