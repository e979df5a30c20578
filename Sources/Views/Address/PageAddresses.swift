import Experiments
import Lessons
import Networks
import Quiz
import Study
import Tensors

extension LessonReader: AddressedView {
  func address() throws(Failure) -> Address {
    guard steppers.isEmpty, uncovered.isEmpty else {
      throw Failure(
        "What was stepped or uncovered on the page has no address; ⏎ opens a block, which has one.")
    }
    guard outline == nil else { throw Failure("The outline has no address; Esc closes it.") }
    var address = Address("lesson", "\(reading.lesson.front.number)")
    address.add("--at", "\(place.block).\(place.row)")
    if isAnswerOpen { address.add("--unfold") }
    address.add("--live", chosenFigure)
    return address
  }
}

extension Laboratory: AddressedView {
  func address() throws(Failure) -> Address {
    var address = Address("experiment", experiment.name)
    address.add("--question", chapter?.split(separator: " ").first)
    for (index, knob) in setup.knobs.enumerated()
    where setup.choice(at: index) != knob.choices[knob.standard] {
      address.add("--set", "\(knob.name)=\(setup.choice(at: index).label)")
    }
    address.press(.nextPane, times: hand)
    if !experiment.isQuick, phase != .waiting { address.press(.open) }
    if showsTable { address.press(.table) }
    address.press(.down, times: chosen)
    return address
  }
}

extension Architecture: AddressedView {
  func address() throws(Failure) -> Address {
    let request = opened.request
    guard request.files.until == nil else {
      throw Failure("A model that is cut at a node has no address.")
    }
    var address = Address("network", request.notation)
    address.add(size: request.input)
    if request.seed != NetworkRequest("").seed { address.add("--seed", request.seed) }
    address.add("--mode", request.mode.rawValue)
    address.add("--input", request.files.input)
    address.add("--weights", request.files.weights)
    address.add("--gradient", request.files.gradient)
    address.add("--labels", request.files.labels)
    // a part inside of an open one opens what it stands in by itself
    for path in outline.open.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      address.add("--open", outline.name(at: path))
    }
    address.add("--at", outline.name(at: outline.chosen))
    if isBackward { address.press(.backwardPass) }
    address.press(.nextSibling, times: channel)
    if let table {
      address.press(.table)
      let axes = CellAxes(table.tensor.shape, isParameter: table.isParameter)
      address.press(.next, times: axes.column.map { table.cell[$0] } ?? 0)
      address.press(.down, times: axes.row.map { table.cell[$0] } ?? 0)
      address.press(.nextSibling, times: axes.sibling.map { table.cell[$0] } ?? 0)
      address.press(
        .lockScale,
        times: TensorPage.ScaleChoice.allCases.firstIndex(of: table.scaleChoice) ?? 0)
      if table.showsAll { address.press(.otherWay) }
    }
    return address
  }
}

extension Compare: AddressedView {
  func address() throws(Failure) -> Address {
    guard request.left.input == request.right.input || request.right.input == nil else {
      throw Failure("Two blocks on different sizes have no address.")
    }
    var address = try request.left.address()
    address.add("--compare", request.right.notation)
    if !request.sharesWeights { address.press(.weights) }
    if current > 0 { address.press(.first, after: current + 1) }
    address.press(
      .nextPane,
      times: ((Pane.allCases.firstIndex(of: pane) ?? 0) - 1 + Pane.allCases.count)
        % Pane.allCases.count)
    address.press(.nextSibling, times: channel)
    if showsDifferencesOnly { address.press(.onlyDifferences) }
    return address
  }
}

extension Quiz: AddressedView {
  func address() throws(Failure) -> Address {
    guard !isOver else { throw Failure("The quiz is over; a card has an address.") }
    var address = Address("quiz")
    address.add("--card", card.id)
    address.add("--seed", card.seed)
    return address
  }
}

extension Terms: AddressedView {
  func address() throws(Failure) -> Address {
    var address = Address("terms", letters)
    address.press(.down, times: chosen)
    return address
  }
}

extension Home: AddressedView {
  func address() throws(Failure) -> Address { Address("home") }
}

extension Playground: AddressedView {
  func address() throws(Failure) -> Address { Address("playground") }
}

extension Progress: AddressedView {
  func address() throws(Failure) -> Address { Address("progress") }
}

extension Exam: AddressedView {
  func address() throws(Failure) -> Address { Address("exam") }
}
