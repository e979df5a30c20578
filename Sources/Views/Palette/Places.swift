import Experiments
import Lessons
import Networks
import Screens
import Study
import Tensors

/// The orders that are understood everywhere: the places one can go to.
struct Places: Sendable {
  let chapters: [FrontMatter]
  /// The networks of the library.
  let networks: [String]

  var orders: [NamedCommand] {
    [
      NamedCommand(
        "lesson", taking: "N", "open the lesson of a question",
        choices: chapters.map(\.heading)),
      NamedCommand("step", taking: "NOTATION", "step through a block, such as basic 4 on 8x8x8"),
      NamedCommand(
        "network", taking: "NAME", "look into a network, such as resnet18 on 64x64x3",
        choices: networks),
      NamedCommand("networks", "the list of all networks"),
      NamedCommand(
        "train", taking: "NOTATION",
        "watch a net learn, such as conv 3x3 8, relu, globalpool, dense 10"),
      NamedCommand(
        "experiment", taking: "NAME", "open an experiment", choices: Experiments.all.map(\.name)),
      NamedCommand("experiments", "the list of all experiments"),
      NamedCommand(
        "terms", taking: "LETTERS", isArgumentOptional: true,
        "look a word up, in English or Czech"),
      NamedCommand("playground", "write a block of one's own"),
      NamedCommand(
        "quiz", taking: "N", isArgumentOptional: true,
        "the cards that are due, or those of a question",
        choices: chapters.map(\.heading) + ["weakest", "wrong"]),
      NamedCommand("exam", "a mock exam"),
      NamedCommand("progress", "what has been learnt"),
      NamedCommand("quit", "leave Blockwalk"),
    ]
  }

  /// Experiments, networks, orders and keys, to be found at Home.
  func entries(_ hints: [Hint]) -> [CommandPalette.Entry] {
    let experiments = Experiments.all.map {
      CommandPalette.Entry(
        name: "experiment: \($0.title)", words: $0.question,
        deed: .order("experiment", argument: $0.name))
    }
    let networks = networks.map {
      CommandPalette.Entry(
        name: "network: \($0)", words: "", deed: .order("network", argument: $0))
    }
    let commands = orders.filter { !$0.needsArgument }.map {
      CommandPalette.Entry(
        name: "command: \($0.name)", words: $0.description, deed: .order($0.name, argument: ""))
    }
    let keys = KeyList(hints).lines.map { line in
      CommandPalette.Entry(
        name: "key: \(line.words)", words: "", key: line.keys[0].name, deed: .press(line.keys[0]))
    }
    return experiments + networks + commands + keys
  }

  /// What an order does; nothing for one that it does not know.
  func carryOut(_ name: String, _ argument: String) throws(Failure) -> [Effect]? {
    switch name {
    case "lesson": return [.ask(.read(lesson: try number(argument)))]
    case "step":
      let (notation, shape) = try subject(argument)
      return [.ask(.run(WalkRequest(notation, on: shape)))]
    case "network":
      let (notation, shape) = try subject(argument)
      return [.ask(.open(NetworkRequest(notation, on: shape)))]
    case "train":
      let (notation, shape) = try subject(argument)
      return [.ask(.train(TrainingRequest(notation, on: shape)))]
    case "networks": return [.go(.networks)]
    case "experiment":
      guard let experiment = Experiments.named(argument) else {
        let near = nearest(to: argument, among: Experiments.all.map(\.name))
        throw Failure(
          "There is no experiment ‘\(argument)’" + (near.map { "; did you mean ‘\($0)’?" } ?? "."))
      }
      return [.go(.view(.experiment(experiment)))]
    case "experiments": return [.go(.experiments)]
    case "terms": return [.ask(.lookUp(argument))]
    case "playground": return [.ask(.openPlayground)]
    case "quiz":
      guard !argument.isEmpty else { return [.ask(.study(.deal(.due, seed: nil)))] }
      // the lines of the rubrics that are least known
      guard argument != "weakest" else { return [.ask(.study(.deal(.weakest, seed: nil)))] }
      // what was wrong last time
      guard argument != "wrong" else { return [.ask(.study(.deal(.wrong, seed: nil)))] }
      return [.ask(.study(.deal(.question(try number(argument)), seed: nil)))]
    case "exam":
      let lecture = try argument.isEmpty ? nil : lecture(argument)
      return [.ask(.study(.exam(lecture.map(ExamSelection.lecture))))]
    case "progress": return [.ask(.study(.progress))]
    case "quit": return [.terminal(.quit)]
    default: return nil
    }
  }

  private func lecture(_ argument: String) throws(Failure) -> Int {
    let known = Set(chapters.compactMap(\.lecture.number)).sorted()
    guard let number = Int(argument.prefix { $0 != " " }), known.contains(number) else {
      let numbers = known.map(String.init).joined(separator: ", ")
      throw Failure("‘\(argument)’ is not a lecture; there are \(numbers).")
    }
    return number
  }

  private func number(_ argument: String) throws(Failure) -> Int {
    let word = argument.prefix { $0 != " " }
    for isMeant in [{ $0.name == word }, { $0.label == word }, { "\($0.ownNumber)" == word }]
      as [(FrontMatter) -> Bool]
    {
      if let front = chapters.first(where: isMeant) { return front.number }
    }
    let known = chapters.map(\.label).joined(separator: ", ")
    throw Failure("‘\(argument)’ is not a question; there are \(known).")
  }

  /// `NOTATION on SIZE`, the size left to the block where it is not said.
  private func subject(_ argument: String) throws(Failure) -> (notation: String, input: Shape?) {
    let words = argument.split(separator: " ")
    guard let place = words.lastIndex(of: "on"), place == words.count - 2 else {
      return (argument, nil)
    }
    guard let shape = try? Shape(notation: String(words[place + 1])) else {
      throw Failure("‘\(words[place + 1])’ is not a size; sizes are written 8x8x16.")
    }
    return (words[..<place].joined(separator: " "), shape)
  }
}
