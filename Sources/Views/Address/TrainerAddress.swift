import Networks
import Training

extension Trainer: AddressedView {
  func address() throws(Failure) -> Address {
    guard var address = start.address else { throw Failure("This run has no address.") }
    guard pair.main.turns.isEmpty, pair.main.base.seed == start.pair.main.base.seed,
      pair.other?.network.source == start.pair.other?.network.source
    else {
      throw Failure(
        "The run is not the one that was opened any more and has no address; E writes it to a file."
      )
    }
    if pair.step > 0 { address.add("--at", pair.step) }
    address.press(.nextPane, times: Pane.allCases.firstIndex(of: pane) ?? 0)
    if isSecond { address.press(.nextSibling) }
    if !byBlock { address.press(.unfold) }
    if isLogarithmic { address.press(.lockScale) }
    if !isSmoothed { address.press(.otherWay) }
    address.press(.down, times: place)
    return address
  }
}

extension TrainingRequest {
  /// The command line that makes these runs ready.
  public var address: Address {
    var address = Address("train", notation)
    address.add("--compare", compared)
    address.add(size: input)
    if data != TrainingRequest("").data { address.add("--data", data) }
    if seed != 0 { address.add("--seed", seed) }
    return address
  }
}
