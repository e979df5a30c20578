import Foundation
import Lessons
import Networks
import Study
import Views
import Workshop

@testable import Commands

/// The options of what reads lessons: quiz, exam and progress, packs and checks, pages.
extension OptionCases {
  static let exam: [OptionCase] = [
    selection("--lecture", "4,5") { $0 == .lectures([4, 5]) },
    selection("--one", nil, ["--questions", "5.9", "--seed", "3"]) {
      $0 == .one(of: .questions([9]), seed: 3)
    },
    selection("--questions", "5.9,1") { $0 == .questions([9, 1]) },
    selection("--points", "20", ["--seed", "3"]) {
      $0 == .drawn(points: 20, lectures: [], seed: 3)
    },
    selection("--seed", "3", ["--points", "20"]) {
      $0 == .drawn(points: 20, lectures: [], seed: 3)
    },
  ]

  static func selection(
    _ option: String, _ value: String?, _ others: [String] = [],
    _ isMeant: @escaping @Sendable (ExamSelection) -> Bool
  ) -> OptionCase {
    OptionCase(
      subcommand: "exam", option: option, value: value, arguments: others, hasTerminal: true
    ) { with, without in
      guard let with = with.run.visit?.examSelection else { return false }
      return isMeant(with) && !(without.run.visit?.examSelection.map(isMeant) ?? false)
    }
  }

  static let quiz: [OptionCase] =
    plain("quiz", ["--lessons", "@lessons", "--only"]) { $0.output.contains("1 of ") }
    + [
      OptionCase(
        subcommand: "quiz", option: "--weakest", arguments: [], hasTerminal: true
      ) { with, without in
        with.run.visit?.deal?.request == .weakest && without.run.visit?.deal?.request == .due
      },
      OptionCase(
        subcommand: "quiz", option: "--wrong", arguments: [], hasTerminal: true
      ) { with, without in
        with.run.visit?.deal?.request == .wrong && without.run.visit?.deal?.request == .due
      },
      OptionCase(
        subcommand: "quiz", option: "--lecture", value: "4", arguments: [], hasTerminal: true
      ) { with, without in
        with.run.visit?.deal?.request == .lecture(4) && without.run.visit?.deal?.request == .due
      },
      OptionCase(
        subcommand: "quiz", option: "--card", value: "own-card",
        arguments: ["--lessons", "@lessons", "--only"], hasTerminal: true
      ) { with, _ in
        with.run.visit?.deal?.request == .card("own-card")
      },
      OptionCase(
        subcommand: "quiz", option: "--seed", value: "5", arguments: [], hasTerminal: true
      ) { with, without in
        with.run.visit?.deal?.seed == 5 && without.run.visit?.deal?.seed == nil
      },
      OptionCase(
        subcommand: "quiz", option: "--export", value: "anki",
        arguments: ["--lessons", "@lessons", "--only"]
      ) { with, without in
        with.output.contains("#separator:") && !without.output.contains("#separator:")
      },
    ]

  static let progress: [OptionCase] =
    plain("progress", ["--lessons", "@lessons", "--only"]) { $0.output.contains("The only lesson") }
    + [
      OptionCase(
        subcommand: "progress", option: "--json", arguments: ["--lessons", "@lessons", "--only"]
      ) { with, without in
        with.output.hasPrefix("{") && !without.output.hasPrefix("{")
      },
      OptionCase(
        subcommand: "progress", option: "--export", value: "@log.jsonl",
        arguments: ["--json", "--lessons", "@lessons", "--only"], file: "log.jsonl"
      ) { with, without in with.run.status == 0 && with.file != nil && without.file == nil },
      OptionCase(
        subcommand: "progress", option: "--import", value: "@answers.jsonl",
        arguments: ["--json", "--lessons", "@lessons", "--only"], isObeyed: gains("\"answers\" : 1")
      ),
      OptionCase(
        subcommand: "progress", option: "--exam", value: "2031-02-03",
        arguments: ["--json", "--lessons", "@lessons", "--only"],
        isObeyed: gains("\"exam_day\" : \"2031-02-03\"")),
    ]

  static let reference: [OptionCase] = [
    ascii("reference", ["formulas"]),
    OptionCase(subcommand: "reference", option: "--json", arguments: ["notation"]) {
      with, without in
      with.output.hasPrefix("[") && without.output.hasPrefix("NOTATION")
    },
  ]

  static let summary: [OptionCase] = [
    ascii("summary", []),
    OptionCase(
      subcommand: "summary", option: "--format", value: "html", arguments: [],
      isObeyed: gains("<html")),
    OptionCase(
      subcommand: "summary", option: "--lessons", value: "@lessons", arguments: [],
      isObeyed: gains("The only lesson")),
    only("summary", []) { with, without in
      with.run.status == 0 && !with.output.contains("Cutout") && without.output.contains("Cutout")
    },
    OptionCase(
      subcommand: "book", option: "--output", value: "@book",
      arguments: ["--only", "--lessons", "@lessons"],
      isObeyed: { with, without in
        with.run.output.contains("3 pages written") && without.run.status == 64
      }),
    OptionCase(
      subcommand: "book", option: "--lessons", value: "@lessons", arguments: ["--output", "@book"],
      isObeyed: gains("32 pages written")),
    only("book", ["--output", "@book"]) { with, without in
      with.output.contains("3 pages written") && without.output.contains("32 pages written")
    },
  ]

  static let check: [OptionCase] =
    [
      ("--lessons", "@lessons"), ("--define", "@added.block"),
    ].map { option, value in
      OptionCase(
        subcommand: "check", option: option, value: value, arguments: ["@uses-added.block"]
      ) { $0.run.status == 0 && $1.run.status == 1 && $1.output.contains("added") }
    } + [
      OptionCase(subcommand: "check", option: "--json", arguments: ["@faulty.block"]) {
        with, without in
        with.run.status == 1 && with.output.hasPrefix("[") && with.output.contains("\"line\" : 1")
          && !without.output.hasPrefix("[")
      },
      // the block of this name in the tests' lessons has no stride
      only("check", ["@strided.block"]) { $0.run.status == 1 && $1.run.status == 0 },
    ]

  static let pack: [OptionCase] = [
    OptionCase(
      subcommand: "pack", option: "--lessons", value: "@lessons", arguments: ["list"],
      isObeyed: gains("lessons  lessons: 1 lesson")),
    only("pack", ["list"]) { with, without in
      with.run.lines.count == 1 && without.run.lines.count == 2
    },
    OptionCase(
      subcommand: "pack", option: "--define", value: "@added.block", arguments: ["check", "@using"]
    ) { $0.run.status == 0 && $1.run.status == 1 },
  ]

  static let newLesson: [OptionCase] = [
    // what is written there is tried by itself, as without the option it goes elsewhere
    OptionCase(
      subcommand: "lesson", option: "--output", value: "@new", arguments: ["9", "--plain"]
    ) { with, without in
      with.run.status == 64 && with.run.errors.contains("‘lesson new’") && without.run.status == 0
    }
  ]

  static let grade: [OptionCase] = [
    grading("--answer", "4", ["own-card", "--lessons", "@lessons", "--only"]) {
      $0.run.status == 0 && $1.run.status == 64
    },
    grading(
      "--seed", "4", ["own-sum", "--answer", "0", "--lessons", "@lessons", "--only"],
      isObeyed: differs),
    grading("--json", nil, ["own-card", "--answer", "4", "--lessons", "@lessons", "--only"]) {
      $0.output.hasPrefix("{") && !$1.output.hasPrefix("{")
    },
    // the sentence about a card that is not there has quotation marks
    grading("--ascii", nil, ["no-card", "--answer", "4", "--lessons", "@lessons", "--only"]) {
      !$0.run.errors.isEmpty && $0.isASCII && !$1.isASCII
    },
    only("grade", ["transposed-forward-size-formula", "--answer", "H' = floor((H - N)/S) + 1"]) {
      $0.run.status == 1 && $1.run.status == 0
    },
    grading("--lessons", "@lessons", ["own-card", "--answer", "4"]) {
      $0.run.status == 0 && $1.run.status == 1
    },
    // what is no definition is refused
    grading(
      "--define", "@labels.txt", ["own-card", "--answer", "4", "--lessons", "@lessons", "--only"]
    ) {
      $0.run.errors.contains("labels.txt") && $1.run.status == 0
    },
  ]

  static func grading(
    _ option: String, _ value: String?, _ arguments: [String],
    isObeyed: @escaping @Sendable (OptionCase.Result, OptionCase.Result) -> Bool
  ) -> OptionCase {
    OptionCase(
      subcommand: "grade", option: option, value: value, arguments: arguments, isObeyed: isObeyed)
  }
}
