import Tensors

extension Trace {
  /// All the products behind one number: of a node's output, of the gradient in one of its inputs
  /// or parameters, or of its statistics.
  ///
  /// The element is an index into the whole tensor; with one image the image may be left out:
  /// `i,j,c` stands for `0,i,j,c`. Throws a `Misfit` where there is no such number.
  ///
  ///     // of conv 3x3 1 stride: 2 on 5×5×1 with x = 1…25 and K = 1…9: 1·5 + 2·6 + 6·8 + 7·9
  ///     let corner = try trace.explanation(of: .output, at: conv, element: [0, 0, 0])
  ///     corner.terms.map(\.product)  // [5, 12, 48, 63]
  ///     corner.value                 // 128
  public func explanation(
    of quantity: Quantity, at node: Node, element: [Int]
  ) throws -> Explanation {
    let tensor = try tensor(quantity, of: node)
    let element = try Self.element(element, of: quantity, in: tensor, at: node)
    let account =
      if quantity == .outputGradient || node.index == 0 && quantity != .output {
        gathering(at: node, element)
      } else {
        node.operation.account(of: quantity, at: element, in: scene(of: node))
      }
    return Explanation(
      node: node.id, quantity: quantity, element: element, formula: account.formula,
      instance: account.instance, terms: account.terms, definitions: account.definitions,
      value: Double(tensor[element]), others: account.others)
  }

  /// A node with its tensors.
  private func scene(of node: Node) -> Scene<S> {
    Scene(
      node: node, inputs: node.inputs.map { graph.nodes[$0].id }, call: call(of: node),
      y: outputs[node.index], dy: gradients[node.index])
  }

  /// An index into a tensor, with the first image where none is said and there is one only.
  private static func element(
    _ element: [Int], of quantity: Quantity, in tensor: Tensor<S>, at node: Node
  ) throws -> [Int] {
    if tensor.shape.offset(of: element) != nil { return element }
    switch quantity {
    case .output, .outputGradient, .inputGradient:
      let first = [0] + element
      if tensor.shape[0] == 1, tensor.shape.offset(of: first) != nil { return first }
    case .parameterGradient, .mean, .variance: break
    }
    let given = element.map(String.init).joined(separator: ",")
    let last = tensor.shape.extents.map { String($0 - 1) }.joined(separator: ",")
    throw Misfit(
      "\(given) is not an element of the \(quantity.name) of \(node.id), which is \(tensor.shape) and "
        + "ends at \(last)")
  }

  /// At a fork the shares of all that read a tensor are added; the last node has the given one.
  private func gathering(at node: Node, _ element: [Int]) -> Account {
    let readers = graph.readers(of: node.index)
    let place = Formulas.place(image: element)
    let name = node.index == 0 ? "x" : "\\text{\(node.id)}"
    func formula(_ place: String) -> String {
      let shares = readers.map { "\\text{by \(graph.nodes[$0.node].id)}\(place)" }
      return "d\(name)\(place) = "
        + (shares.isEmpty ? "G\(place)" : shares.joined(separator: " + "))
    }
    let terms =
      readers.isEmpty
      ? [Explanation.Term(scene(of: node).upstream(element))]
      : readers.map { reader in
        let source = graph.nodes[reader.node]
        return Explanation.Term(
          Explanation.Factor(
            symbol: "\\text{by \(source.id)}",
            tensor: "\(source.id) \(Quantity.inputGradient(reader.input).name)", index: element,
            value: Double(shares[reader.node][reader.input][element])))
      }
    return Account(formula(Formulas.place(node.shape)), formula(place), terms: terms)
  }
}
