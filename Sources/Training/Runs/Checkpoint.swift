import Networks
import Tensors

/// A run's state as a file of tensors, from which it goes on bit for bit.
///
/// Weights and statistics have the names of the notation, what the optimizer remembers
/// `state/conv1.weight.momentum`. The file says of itself at which step it was written and by which
/// recipe; it has no time and no number of threads in it.
public struct Checkpoint<S: Scalar>: Sendable {
  public let tensors: [String: Tensor<S>]
  /// Step, recipe, knobs turned, and what the epoch has come to so far.
  public let notes: [String: String]

  public init(tensors: [String: Tensor<S>], notes: [String: String]) {
    self.tensors = tensors
    self.notes = notes
  }

  /// Reads a file; throws a `Safetensors.Fault`.
  public init(_ bytes: [UInt8]) throws {
    self.init(tensors: try Safetensors.read(bytes), notes: try Safetensors.notes(bytes))
  }

  /// The file; equal states give equal bytes.
  public var bytes: [UInt8] { Safetensors.write(tensors, notes: notes) }
}

extension TrainingRun {
  /// Where the run stands, as a file.
  public var checkpoint: Checkpoint<S> {
    var tensors = namedParameters
    for node in graph.nodes {
      for (parameter, memory) in zip(node.parameters, state.memories[node.index]) {
        for moment in Moment.allCases where !memory[moment].elements.isEmpty {
          tensors["state/\(node.id).\(parameter.name).\(moment.rawValue)"] = memory[moment]
        }
      }
    }
    let (epoch, made) = (state.epoch, turns.filter { $0.step <= state.step })
    var notes = [
      "step": "\(state.step)", "recipe": summary,
      "epoch": "\(epoch.updates) \(epoch.loss) \(epoch.right) \(epoch.examples)",
    ]
    if !made.isEmpty {
      notes["turns"] = made.map { "\($0.step) \($0.knob.rawValue) \($0.value)" }
        .joined(separator: ", ")
    }
    return Checkpoint(tensors: tensors, notes: notes)
  }

  /// What decides the run, in one line: for a person to compare.
  public var summary: String {
    "\(network.line) on \(data.name), \(base.summary), \(length) steps, "
      + (S.self == Float.self ? "float" : "double")
  }

  /// Goes on where a file was written; steps before it cannot be gone back to.
  ///
  /// Throws a `Misfit` where the file is none of this network's runs.
  public mutating func resume(from checkpoint: Checkpoint<S>) throws {
    guard let step = checkpoint.notes["step"].flatMap({ Int($0) }), step >= 0 else {
      throw Misfit(
        "the file does not say at which step of a run it was written; to start from its weights "
          + "give it to --initial")
    }
    guard step <= length else {
      throw Misfit("the file was written at step \(step), but the run has \(length) steps")
    }
    let parameters = try graph.parameters(from: checkpoint.tensors, mode: .inference)
    var resumed = RunState(state.parameters)
    for node in graph.nodes {
      for (place, parameter) in node.parameters.enumerated() {
        let name = "\(node.id).\(parameter.name)"
        if let tensor = parameters[name] { resumed.parameters[node.index][place] = tensor }
        for moment in Moment.allCases {
          guard let tensor = checkpoint.tensors["state/\(name).\(moment.rawValue)"] else {
            continue
          }
          guard tensor.shape == parameter.shape else {
            throw Misfit(
              "state/\(name).\(moment.rawValue) is \(tensor.shape), but \(name) is "
                + "\(parameter.shape)")
          }
          resumed.memories[node.index][place][moment] = tensor
        }
      }
    }
    resumed.step = step
    resumed.epoch = EpochSums(checkpoint.notes["epoch"] ?? "") ?? EpochSums()
    turns = (checkpoint.notes["turns"] ?? "").split(separator: ",").compactMap { Turn($0) }
    state = resumed
    first = step
    records = []
    snapshots = Snapshots()
    snapshots.keep(state)
  }
}

extension EpochSums {
  fileprivate init?(_ note: String) {
    let words = note.split(separator: " ")
    guard words.count == 4, let updates = Int(words[0]), let loss = Double(words[1]),
      let right = Int(words[2]), let examples = Int(words[3])
    else { return nil }
    self.init(updates: updates, loss: loss, right: right, examples: examples)
  }
}

extension Turn {
  fileprivate init?(_ note: Substring) {
    let words = note.split(separator: " ")
    guard words.count == 3, let step = Int(words[0]),
      let knob = RecipeKnob(rawValue: String(words[1])),
      let value = Double(words[2])
    else { return nil }
    self.init(step: step, knob: knob, value: value)
  }
}
