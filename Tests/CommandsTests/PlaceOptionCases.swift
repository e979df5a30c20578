import Screens
import Views

@testable import Commands
@testable import Workshop

/// The options that lead to a place: the place that opens has them in its own address.
extension OptionCases {
  private static let strided = ["conv 3x3 1 stride: 2", "--on", "7x7x1"]
  private static let gradient = strided + ["--at", "backward:conv1"]
  private static let opened = gradient + ["--cell", "dx:3,3,0"]

  static let places: [OptionCase] =
    [
      place("step", "--at", "backward:conv1", strided),
      place("step", "--cell", "dx:3,2,0", gradient),
      place("step", "--way", "scatter", opened),
      place("step", "--product", "1", opened),
      place("step", "--pane", "cells", opened),
      place("step", "--table", "conv1:1,2,0", strided + ["--at", "conv1"]),
      place("step", "--set", "x[0,1,1,0]=0.5", strided),
      place("step", "--question", "8", strided),
      place("step", "--compare", "dense 3", ["dense 4", "--on", "4"]),
      place("lesson", "--at", "12.1", ["8"]),
      place("lesson", "--unfold", nil, ["8"]),
      place("lesson", "--live", "1", ["8"]),
      place("experiment", "--question", "6", ["drop-map"]),
      place("network", "--at", "relu1", ["conv 1x1 2, relu", "--on", "4x4x2"]),
      place("network", "--open", "stage 2", ["repeat 2 { basic 2 }, relu", "--on", "4x4x2"]),
      place("train", "--at", "2", ["flatten, dense 10", "--steps", "3"]),
    ]
    + [
      OptionCase(
        subcommand: "experiment", option: "--set", value: "block=5",
        arguments: ["drop-map", "--plain"], isObeyed: differs)
    ]

  /// An option that the address of what it opens repeats.
  private static func place(
    _ name: String, _ option: String, _ value: String?, _ arguments: [String]
  ) -> OptionCase {
    OptionCase(
      subcommand: name, option: option, value: value, arguments: arguments, hasTerminal: true
    ) { with, without in
      guard let with = with.run.visit?.address(of: name, arguments),
        let without = without.run.visit?.address(of: name, arguments)
      else { return false }
      func has(_ words: [String]) -> Bool {
        guard let place = words.firstIndex(of: option) else { return false }
        return value == nil || words[place + 1] == value
      }
      return has(with) && !has(without)
    }
  }
}

extension Run.Visit {
  /// The address of the place that was opened.
  func address(of name: String, _ arguments: [String]) -> [String]? {
    let screen = Screen(Size(80, 24))
    return try? Session.explorer(after: [], workshop, start, on: screen).address().arguments
  }
}
