import Diagrams
import Experiments
import Lessons
import Networks

/// What is live in a lesson as a book has it: a picture in lines that scale, and the steps in words.
struct FigureText {
  let figure: Figure

  var html: String {
    switch figure.content {
    case .diagram(let network): picture(network)
    case .walk(let request, let walk): picture(walk.network, steps(walk, from: request.start))
    case .pair(let left, let right): picture(left) + "\n" + picture(right)
    case .count(let network): note("\(network.line) on \(network.input): " + cost(of: network))
    case .training(let request, let network):
      note(
        "Trained in the explorer: \(network.line)"
          + (request.compared.map { " beside \($0)" } ?? "") + ".")
    case .experiment(let experiment):
      note(
        "Experiment “\(experiment.title)”: \(experiment.question) Run it with "
          + "‘blockwalk experiment \(experiment.name)’.")
    case .proof(let proof): self.proof(proof)
    case .words(let words): note(words)
    }
  }

  private func picture(_ network: Network, _ more: String = "") -> String {
    let drawing = VectorPicture(network, options: Diagram.Options(width: 60, isGathered: true))
    let caption = Escapes.markup("\(network.line) on \(network.input)")
    return """
      <figure>
      \(drawing.text)
      <figcaption>\(caption)</figcaption>
      \(more)
      </figure>
      """
  }

  /// Every step in words; the step that the lesson begins with stands open.
  private func steps(_ walk: Walk, from start: StepName?) -> String {
    let first = start?.step(in: walk.graph).flatMap { walk.steps.firstIndex(of: $0) }
    let lines = walk.steps.indices.map { index in
      "<li><pre class=\"step\">\(Escapes.markup(PlainStep(walk, index).text.trimmedEnd))</pre></li>"
    }
    let open = first.map {
      "<pre class=\"step\">\(Escapes.markup(PlainStep(walk, $0).text.trimmedEnd))</pre>\n"
    }
    return """
      \(open ?? "")<details><summary>\(walk.steps.count) steps, both passes</summary>
      <ol>
      \(lines.joined(separator: "\n"))
      </ol>
      </details>
      """
  }

  private func cost(of network: Network) -> String {
    let cost = CountTable(network)
    return "\(Numbers.count(cost.parameters)) parameters, "
      + "\(Numbers.millions(cost.multiplyAdds)) million multiply-adds."
  }

  private func proof(_ proof: Proof) -> String {
    let lines = proof.lines.map { line in
      let formula =
        (try? Formula(line.formula))?.mathML(isDisplayed: true)
        ?? "<code>\(Escapes.markup(line.formula))</code>"
      return "<li><div class=\"wide\">\(formula)</div><p class=\"note\">"
        + "\(Escapes.markup(line.reason))</p></li>"
    }
    return """
      <details><summary>Proof: \(Escapes.markup(proof.title))</summary>
      <ol>
      \(lines.joined(separator: "\n"))
      </ol>
      </details>
      """
  }

  private func note(_ words: String) -> String { "<p class=\"note\">\(Escapes.markup(words))</p>" }
}
