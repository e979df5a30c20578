import Activations
import Tensors

/// An activation as an operation: each element by itself, whatever the shape.
struct Elementwise<Function: Activation>: Operation {
  static var keyword: String { Function.keyword }
  static var spelling: Spelling { .of(Function.options) }
  let function: Function
  /// What was written where it is not what would be taken without.
  let arguments: String

  init(_ arguments: Arguments) throws {
    let written = try arguments.written(for: Function.self)
    function = Function(written.settings)
    self.arguments = written.source
  }

  var kind: OperationKind {
    .activation(.init(range: function.range, unchanged: function.unchanged))
  }
  var caption: String { function.caption }
  var isGathered: Bool { true }

  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyInput(inputs) }

  var recalls: Recall { activated.recalls }
  func computation(on inputs: [Shape]) -> any Computation { activated }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { activated.forward(call) }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    activated.backward(call, output: output, dy: dy)
  }
  private var activated: Activated { Activated(function: function) }

  func pyTorch(_ place: PyTorchSite) -> PyTorch { PyTorch(function.pyTorch(place.x)) }
  func pieces<S: Scalar>(_ call: Call<S>) -> [Int] {
    call.inputs[0].elements.map { function.piece(Double($0)) }
  }

  func sentence(at site: Site) -> Sentence {
    Sentence(function.sentence.long, short: function.sentence.short)
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(function.gradientSentence.long, short: function.gradientSentence.short)
  }

  func equation(at site: Site) -> String { output(Formulas.place(site.output)) }
  func gradientEquation(at site: Site) -> String {
    inputGradient("G", Formulas.place(site.output))
  }
  private func output(_ place: String) -> String {
    "y\(place) = " + function.formula("x" + place)
  }
  private func inputGradient(_ upstream: String, _ place: String) -> String {
    "dx\(place) = \(upstream)\(place) \\cdot " + function.slopeFormula("x" + place)
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let x = scene.x(element)
    let (any, place) = (Formulas.place(scene.input()), Formulas.place(image: element))
    if case .inputGradient = quantity {
      let slope = scene.constant(function.slopeFormula("x"), function.slope(x.value))
      return Account(
        inputGradient("G", any), inputGradient("G", place),
        terms: [.init(scene.upstream(element), slope)], others: [x])
    }
    let value = scene.constant(function.formula("x"), function.value(x.value))
    return Account(output(any), output(place), terms: [.init(value)], others: [x])
  }
}

/// A function of each element.
struct Activated: Computation {
  let function: any ElementFunction

  var recalls: Recall { function.hasSlopeOfItsValue ? .output : .inputs }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { call.inputs[0].applying(function) }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let x = function.hasSlopeOfItsValue ? output : call.inputs[0]
    return Gradients(inputs: [x.gradient(through: function, dy)])
  }
}

extension Spelling {
  /// How an activation with some options is written.
  fileprivate static func of(_ options: [ActivationOption]) -> Spelling {
    var (labelled, flags): ([Argument], [String]) = ([], [])
    for option in options {
      switch option {
      case .flag(let name): flags.append(name)
      case .number(let name, _, _, _): labelled.append(Argument(name, .number))
      }
    }
    return Spelling(labelled: labelled, flags: flags)
  }
}

extension Arguments {
  /// What was written for an activation, and the text of what is not as it would be anyway.
  fileprivate func written<Function: Activation>(
    for function: Function.Type
  ) throws -> (settings: ActivationSettings, source: String) {
    var (numbers, flags, words): ([String: Double], Set<String>, [String]) = ([:], [], [])
    for option in Function.options {
      switch option {
      case .flag(let name) where has(name):
        flags.insert(name)
        words.append(name)
      case .flag: break
      case .number(let name, let standard, let allowed, let why):
        guard let number = number(name) else { continue }
        guard allowed.contains(number) else { throw Misfit("\(why), not \(Words.source(number))") }
        numbers[name] = number
        if number != standard { words.append("\(name): \(Words.source(number))") }
      }
    }
    return (ActivationSettings(numbers: numbers, flags: flags), words.joined(separator: " "))
  }
}
