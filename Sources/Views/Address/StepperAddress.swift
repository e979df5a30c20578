import Diagrams
import Lessons
import Networks
import Tensors
import Training

extension Stepper: AddressedView {
  func address() throws(Failure) -> Address {
    guard request.excerpt == nil, request.moment == nil else {
      throw Failure(
        "These numbers come from a run and have no address of their own; go back for that of the run."
      )
    }
    guard weight == nil else {
      throw Failure("One weight of an update has no address; go back for that of its step.")
    }
    guard !workbench.isOpen else {
      throw Failure("Open settings have no address; Esc closes them.")
    }
    guard lockedScale == nil else {
      throw Failure("A locked scale has no address; = lets it go.")
    }
    var address = try request.address()
    address.add("--at", StepName(step, in: walk.graph).addressName)
    if let opened {
      add(opened, to: &address)
    } else if let table {
      add(table, to: &address)
    } else {
      // rows move in the pane of the tensors alone
      let isInTensors = pane == .tensors || firstPanel > 0
      if isInTensors { address.add("--pane", WalkSight.Pane.tensors.rawValue) }
      // statistics, which only normalizations have, lie between the picture and the tensors
      address.press(
        .otherWay,
        times: face == .picture ? 0 : face == .tensors && normalization != nil ? 2 : 1)
      address.press(.down, times: firstPanel)
      if isInTensors, pane == .block { address.press(.nextPane) }
      address.press(.nextSibling, times: channel)
      address.press(.nextImage, times: image)
    }
    return address
  }

  private func add(_ element: Element, to address: inout Address) {
    let sight = element.sight
    address.add("--cell", sight.cell)
    address.add("--way", sight.way?.rawValue)
    address.add("--product", sight.product)
    address.add("--pane", sight.pane?.rawValue)
    if element.isFlipped { address.press(.open) }
    if element.verification != nil { address.press(.verify) }
    if element.sweep != nil { address.press(.verifyAll) }
  }

  private func add(_ table: TensorPage, to address: inout Address) {
    address.add(
      "--table",
      WalkSight.Cell(
        of: table.name, at: table.isParameter ? table.cell : Array(table.cell.dropFirst())))
    if pane == .tensors { address.add("--pane", WalkSight.Pane.tensors.rawValue) }
    address.press(.nextImage, times: image)
    address.press(
      .lockScale,
      times: TensorPage.ScaleChoice.allCases.firstIndex(of: table.scaleChoice) ?? 0)
    if table.showsAll { address.press(.otherWay) }
  }
}

extension StepName {
  /// As the command line takes it: `conv2`, `loss`, `backward:conv2`.
  var addressName: String { description.replacing(" ", with: ":") }

  /// Reads what `addressName` wrote, or how lessons write it.
  public init?(address text: String) {
    let parts = text.split(maxSplits: 1) { $0 == ":" || $0 == " " }.map(String.init)
    guard let last = parts.last else { return nil }
    switch (parts.count, parts[0]) {
    case (1, "loss"): self = .loss
    case (1, _): self = .forward(last)
    case (_, "backward"): self = .backward(last)
    case (_, "gather"): self = .gather(last)
    case (_, "update"): self = .update(last)
    default: return nil
    }
  }
}

extension WalkRequest {
  /// The command line that opens this walk at its start.
  func address() throws(Failure) -> Address {
    var address = Address("step", notation)
    address.add(size: input)
    address.add("--question", lesson)
    if seed != WalkRequest("").seed { address.add("--seed", seed) }
    if mode == .inference || !files.isEmpty { address.add("--mode", mode.rawValue) }
    if batch > 1 { address.add("--batch", batch) }
    guard files.until == nil else {
      throw Failure("A model that is cut at a node has no address.")
    }
    address.add("--input", files.input)
    address.add("--weights", files.weights)
    address.add("--gradient", files.gradient)
    address.add("--loss", loss?.rawValue)
    if let firstUpdate {
      address.add("--optimizer", type(of: firstUpdate.optimizer).name)
      address.add("--rate", firstUpdate.rate)
    }
    for setting in GivenNumbers.all(of: self) { address.add("--set", setting) }
    return address
  }
}
