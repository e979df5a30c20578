import Networks
import Tensors

/// The shape that leaves a step of a block, to be foretold.
public struct ShapeTask: Sendable {
  public let network: Network
  public let shape: Shape
  let why: String?

  init(_ item: QuizItem, library: Library) throws {
    let input = try Shape(notation: item.words("on") ?? "")
    network = try Network(item.words("block") ?? "", library: library, on: input)
    let id = item.words("at") ?? ""
    guard let node = network.graph.node(id) else {
      throw LessonError("\(network.line) has no step ‘\(id)’", line: item.fields["at"]?.line)
    }
    shape = node.shape
    why = item.words("why")
  }

  func grade(_ text: String) throws -> Grade {
    let plain = String(text.map { $0 == "×" ? "x" : $0 }).filter { !$0.isWhitespace }
    guard let given = try? Shape(notation: plain) else {
      throw LessonError("a shape is written as rows x columns x channels, three whole numbers")
    }
    if given == shape { return Grade(share: 1, right: "\(shape)", why: why) }
    var findings: [Grade.Finding] = []
    if given.rank == 3, shape.rank == 3 {
      if (given[0], given[1]) != (shape[0], shape[1]) {
        findings.append(Grade.Finding("the size of the map", why: "It is \(shape[0])×\(shape[1])."))
      }
      if given[2] != shape[2] {
        findings.append(Grade.Finding("the channels", why: "There are \(shape[2])."))
      }
    }
    return Grade(share: 0, findings: findings, right: "\(shape)", why: why)
  }
}
