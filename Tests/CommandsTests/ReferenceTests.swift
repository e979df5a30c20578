import Foundation
import Testing

@testable import Commands
@testable import Diagrams
@testable import Networks
@testable import Quiz

/// The reference has everything that the program reads, and what it shows can be used.
struct ReferenceTests {
  static let operations = Result { try OperationReference.entries() }

  private static func chapter(_ topic: String) throws -> [String: Any] {
    let run = Run(["reference", topic, "--json"])
    #expect(run.status == 0, "\(run.errors)")
    let list = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]]
    return try #require(list?.first)
  }
  private static func names(_ topic: String) throws -> [String] {
    let entries = try chapter(topic)["entries"] as? [[String: Any]]
    return (entries ?? []).compactMap { $0["name"] as? String }
  }

  @Test func `every operation is listed with its options`() throws {
    let entries = try Self.operations.get()
    let types = Catalogue.operations + Catalogue.joins
    #expect(entries.map(\.name) == types.map { $0.keyword })
    for (entry, type) in zip(entries, types) {
      let facts = Set(entry.facts.map(\.name))
      let spelling = type.spelling
      let options =
        spelling.positional.map(\.name) + spelling.labelled.map { $0.name + ":" } + spelling.flags
      #expect(facts.isSuperset(of: options + ["sample", "sizes", "formula", "does"]), "\(entry)")
    }
  }

  @Test func `a sample has the sizes that stand there, and a default changes nothing`() throws {
    for (entry, type) in zip(
      try Self.operations.get(), Catalogue.operations + Catalogue.joins)
    {
      let sample = try #require(OperationReference.Sample(type))
      #expect(
        try Network(sample.source, on: sample.network.input).graph.output.shape == sample.node.shape
      )
      for fact in entry.facts {
        guard let value = fact.value.split(separator: ", default ").dropFirst().first else {
          continue
        }
        let written = try Network(
          "\(sample.source) \(fact.name) \(value)", on: sample.network.input)
        let settings = RunSettings<Double>(seed: 7)
        let outputs = try [written, sample.network].map {
          try ForwardPass($0.graph, settings).output
        }
        #expect(outputs[0] == outputs[1], "\(entry.name) \(fact.name) \(value)")
      }
    }
  }

  @Test func `known defaults are found, and few options have none`() throws {
    let entries = try Self.operations.get()
    func value(_ name: String, _ fact: String) -> String? {
      entries.first { $0.name == name }?.facts.first { $0.name == fact }?.value
    }
    #expect(value("conv", "stride:")?.hasSuffix("default 1") == true)
    #expect(value("conv", "padding:")?.hasSuffix("default same") == true)
    #expect(value("conv", "stride: 2") == "8×8×16 → 4×4×4")
    #expect(value("norm", "eps:")?.hasSuffix("default 1e-5") == true)
    #expect(value("group_norm", "groups:")?.hasSuffix("required") == true)
    let open = entries.flatMap { entry in
      entry.facts.filter { $0.value.hasSuffix(", optional") }.map { "\(entry.name) \($0.name)" }
    }
    #expect(open == ["transposed output:"], "\(open)")
  }

  @Test func `every form of the notation fits, and every word of it is shown`() throws {
    let entries = NotationReference.entries
    for entry in entries {
      let example = try #require(entry.example)
      #expect(throws: Never.self, "\(example)") { try Network(example) }
    }
    let text = entries.map(\.text).joined(separator: " ")
    for word in Reserved.structure {
      #expect(text.contains(try Regex("\\b\(word)\\b")), "\(word)")
    }
  }

  @Test func `every quiz kind has its fields and an item that passes the check`() throws {
    let entries = try #require(try Self.chapter("quiz")["entries"] as? [[String: Any]])
    for kind in QuizItem.Kind.allCases {
      let entry = try #require(entries.first { $0["name"] as? String == kind.rawValue })
      let facts = try #require(entry["facts"] as? [[String: String]])
      let fields = facts.flatMap { ($0["value"] ?? "").components(separatedBy: ", ") }
      #expect(
        Set(fields).isSuperset(of: Array(kind.required.keys) + Array(kind.optional.keys)))
      let example = try #require(entry["example"] as? String, "\(kind)")
      let item = try #require(try QuizItem.items(of: example, line: 1).first)
      #expect(item.kind == kind)
    }
    try Workplace.with { place in
      let items = entries.compactMap { $0["example"] as? String }.joined(separator: "\n")
      let lesson = """
        ---
        number: 1
        title: Samples
        question: What can be asked?
        points: 1
        lecture: Samples
        ---

        # Samples

        ## Model answer

        ### All of it

        Much.

        ## Rubric

        ```rubric
        1  much -> All of it
        ```

        ## Quiz

        ```quiz
        \(items)
        ```

        """
      try place.write(Array(lesson.utf8), to: "samples.md")
      let check = Run(place.resolve(["check", "@samples.md"]))
      #expect(check.status == 0, "\(check.output)\(check.errors)")
    }
  }

  @Test func `a claim may state every name, and none beside`() throws {
    let names = try QuizItem.statedNames()
    #expect(
      Set(names.map(\.name)).isSuperset(of: ["parameters", "left_parameters", "least_conv1"]))
    #expect(names.allSatisfy { !$0.meaning.contains("_") })
    let run = Run(["reference", "quiz"])
    for name in names { #expect(run.output.contains(name.name)) }
  }

  @Test func `every command of formulas is shown as it is set`() {
    let run = Run(["reference", "formulas"])
    #expect(run.status == 0)
    for name in Formula.symbolCommands + Formula.otherCommands {
      #expect(run.output.contains("\\\(name)"), "\(name)")
    }
    #expect(run.output.contains(#/\\alpha +α/#))
  }

  @Test func `lessons have their fences and directives listed`() {
    let run = Run(["reference", "lessons"])
    for word in ["attribution", "proof", "experiment", "given", "pack.yaml", "lectures"] {
      #expect(run.output.contains(word), "\(word)")
    }
  }

  @Test func `without a topic all are printed, and an unknown one names them`() {
    let run = Run(["reference"])
    for topic in ReferenceTopic.allCases {
      #expect(run.lines.contains { $0 == topic.rawValue.uppercased() })
    }
    let wrong = Run(["reference", "operation"])
    #expect(wrong.status == 64 && wrong.errors.contains("formulas"))
  }
}
