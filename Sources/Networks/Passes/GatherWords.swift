/// The words of the step in which the gradients that return to a fork are added up.
extension Graph {
  /// Who sends a gradient back to a fork, by id, in the order of the branches.
  private func senders(to index: Int) -> [String] { readers(of: index).map { nodes[$0.node].id } }

  /// `∂L/∂x = ∂L/∂x by conv1 + ∂L/∂x by shortcut1.conv1`, in the LaTeX subset of `Formula`.
  public func gatherEquation(at index: Int) -> String {
    let gradient = "\\frac{\\partial L}{\\partial \\text{\(nodes[index].id)}}"
    let shares = senders(to: index).map { "\(gradient) \\text{ by \($0)}" }
    return "\(gradient) = " + shares.joined(separator: " + ")
  }

  /// Why a fork is a sum on the way back.
  public func gatherSentence(at index: Int) -> Sentence {
    Sentence("The fork copied \(nodes[index].id) forward, so its gradients add up backward.")
  }
}
