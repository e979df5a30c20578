import Diagrams
import Networks
import Tensors
import Training

/// A training run as a script of PyTorch, which makes the same updates from the same weights and
/// the same examples in the same order, on one machine or on many.
struct PyTorchTraining<S: Scalar> {
  let run: TrainingRun<S>
  /// The file with weights and examples, as the script is to find it.
  let file: String

  /// What the script reads: initial weights and statistics by their names, `x`, and `labels` or
  /// `targets`.
  var tensors: [String: Tensor<S>] {
    var tensors = run.namedParameters
    tensors["x"] = run.data.x
    switch run.data.answers {
    case .labels(let labels, _): tensors["labels"] = Tensor(labels.map(Double.init))
    case .targets(let targets): tensors["targets"] = targets
    }
    return tensors
  }

  /// Whether chance decides something in the network that PyTorch draws in its own way.
  var hasMasks: Bool {
    let masks: [Tensor<S>?] = run.graph.masks(drawnFrom: 0, images: 1)
    return masks.contains { $0 != nil }
  }

  var text: String {
    let module = PyTorchText(run.network)
    let recipe = run.base
    return """
      \(module.text)

      # The training run: \(run.summary.harmless())
      FILE = \(Escapes.python(file))
      DTYPE = torch.float\(S.self == Float.self ? 32 : 64)
      STEPS, BATCH, TRAINING, SEED = \(run.length), \(recipe.batch), \(run.data.training.count), \(recipe.seed)


      \(Self.order(recipe.order))

      def rate(update):
          \"\"\"The learning rate of an update, counted from 0.\"\"\"
      \(Self.rate(recipe, of: run.length))


      def loss(output, answers):
      \(loss(recipe))


      def optimizer(module):
      \(Self.optimizer(recipe))


      \(loop(module.className, clip: recipe.clip))
      """
  }

  private static func order(_ order: Order) -> String {
    guard order == .shuffled else {
      return """
        def order(epoch):
            \"\"\"The examples of an epoch, counted from 1: as they are given.\"\"\"
            return list(range(TRAINING))

        """
    }
    return """
      def order(epoch):
          \"\"\"The examples of an epoch, counted from 1, sorted by random bits (splitmix64).\"\"\"
          whole, golden = 2**64, 0x9E3779B97F4A7C15

          def mix(z):
              z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % whole
              z = (z ^ (z >> 27)) * 0x94D049BB133111EB % whole
              return z ^ (z >> 31)

          key = mix((mix((SEED + golden) % whole) + (2**33 + epoch + 1) * golden) % whole)
          return sorted(range(TRAINING), key=lambda i: mix((key + (i + 1) * golden) % whole))

      """
  }

  private static func rate(_ recipe: Recipe, of length: Int) -> String {
    let schedule = recipe.schedule
    let course =
      switch schedule.course {
      case .constant: "a"
      case .step(let every, let factor): "a * \(factor) ** (update // \(every))"
      case .exponential(let factor): "a * \(factor) ** update"
      case .linear: "a * (1 - update / total)"
      case .cosine: "a / 2 * (1 + math.cos(math.pi * update / total))"
      }
    return """
          a, warmup = \(recipe.rate), \(schedule.warmUp)
          if update < warmup:
              return a * (update + 1) / warmup
          update, total = update - warmup, max(STEPS - warmup, 1)
          return \(course)
      """
  }

  private func loss(_ recipe: Recipe) -> String {
    switch (recipe.loss, run.data.answers) {
    case (.crossEntropy, _):
      "    return F.cross_entropy(output, answers, label_smoothing=\(recipe.labelSmoothing))"
    case (let loss, .labels):
      "    answers = F.one_hot(answers, output.shape[1]).to(output)\n"
        + "    return F.\(Self.name(of: loss))(output, answers)"
    case (let loss, .targets):
      "    return F.\(Self.name(of: loss))(output, image(answers))"
    }
  }

  private static func name(of loss: LossKind) -> String {
    switch loss {
    case .crossEntropy: "cross_entropy"
    case .sigmoidCrossEntropy: "binary_cross_entropy_with_logits"
    case .squaredError: "mse_loss"
    }
  }

  private static func optimizer(_ recipe: Recipe) -> String {
    let made =
      switch recipe.optimizer {
      case let sgd as SGD:
        "SGD(groups, lr=1, momentum=\(sgd.velocityKept), nesterov=\(sgd.isNesterov ? "True" : "False"))"
      case let adagrad as AdaGrad: "Adagrad(groups, lr=1, eps=\(adagrad.epsilon))"
      case let rmsprop as RMSProp:
        "RMSprop(groups, lr=1, alpha=\(rmsprop.rho), eps=\(rmsprop.epsilon), "
          + "momentum=\(rmsprop.velocityKept))"
      case let adam as Adam: "Adam(groups, lr=1, \(arguments(adam.rule)))"
      case let adam as AdamW: "AdamW(groups, lr=1, \(arguments(adam.rule)))"
      default: "SGD(groups, lr=1)"
      }
    let groups =
      recipe.decayScope == .all
      ? "    groups = [{\"params\": list(module.parameters()), \"weight_decay\": \(recipe.decay)}]"
      : """
          parameters = list(module.parameters())
          groups = [
              {"params": [p for p in parameters if p.dim() > 1], "weight_decay": \(recipe.decay)},
              {"params": [p for p in parameters if p.dim() <= 1], "weight_decay": 0.0},
          ]
      """
    return groups + "\n    return torch.optim." + made
  }
  private static func arguments(_ rule: AdamRule) -> String {
    "betas=(\(rule.beta1), \(rule.beta2)), eps=\(rule.epsilon)"
  }

  private func loop(_ name: String, clip: Double?) -> String {
    let clipping =
      clip.map { "\n        nn.utils.clip_grad_norm_(model.parameters(), \($0))" } ?? ""
    let labels = if case .labels = run.data.answers { true } else { false }
    return """
      def main():
          parser = argparse.ArgumentParser(description="One line of JSON for each step.")
          parser.add_argument("--file", default=FILE, help="weights and examples")
          parser.add_argument(
              "--distributed", action="store_true",
              help="share each batch among all processes that torchrun has started")
          parser.add_argument("--save", help="write the trained state dict here")
          options = parser.parse_args()
          device, rank, world = torch.device("cpu"), 0, 1
          if options.distributed:
              local = int(os.environ["LOCAL_RANK"])
              if torch.cuda.is_available():
                  device = torch.device("cuda", local)
                  torch.cuda.set_device(device)
              torch.distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
              rank, world = torch.distributed.get_rank(), torch.distributed.get_world_size()
              if BATCH % world:
                  raise SystemExit(f"{world} processes cannot share a batch of {BATCH} evenly")
          torch.set_default_dtype(DTYPE)
          tensors = load_file(options.file)
          x = image(tensors["x"]).to(device, DTYPE)
          answers = tensors["\(labels ? "labels" : "targets")"].to(device, \(labels ? "torch.int64" : "DTYPE"))
          module = \(name)().to(DTYPE)
          module.load(tensors)
          module.to(device).train()
          model = module
          if world > 1:
              # norms see their own part of the batch unless they are told to look at all of it
              model = nn.parallel.DistributedDataParallel(module)
          rule = optimizer(module)
          per_epoch = TRAINING // BATCH
          for update in range(STEPS):
              epoch, place = update // per_epoch + 1, update % per_epoch * BATCH
              if place == 0:
                  examples = order(epoch)
              batch = examples[place:place + BATCH][rank::world]
              for group in rule.param_groups:
                  group["lr"] = rate(update)
              rule.zero_grad()
              value = loss(model(x[batch]), answers[batch])
              value.backward()\(clipping)
              rule.step()
              value = value.detach()
              if world > 1:
                  torch.distributed.all_reduce(value)
                  value /= world
              if rank == 0:
                  line = {"step": update + 1, "epoch": epoch, "rate": rate(update), "loss": value.item()}
                  print(json.dumps(line), flush=True)
          if rank == 0 and options.save:
              torch.save(module.state_dict(), options.save)
          if world > 1:
              torch.distributed.destroy_process_group()


      if __name__ == "__main__":
          import argparse
          import json
          import math
          import os

          from safetensors.torch import load_file

          main()
      """
  }
}
