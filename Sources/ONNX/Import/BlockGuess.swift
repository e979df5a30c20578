import Networks
import Tensors

/// What is told of the next operations, for guessing which block they are.
struct BlockFacts {
  /// Channels that enter.
  let channels: Int
  /// Convolutions in the order in which they stand, those of a shortcut last.
  private(set) var windows: [WindowFacts] = []
  /// How wide the first dense layer of a gate is.
  private(set) var reduced: Int?
  private(set) var hasHardSwish = false
  /// How many layers of a dense block stand in a row.
  private(set) var denseLayers = 0

  init(_ pieces: ArraySlice<Piece>, _ flow: Flow, channels: Int) {
    self.channels = channels
    var words: [Flow.Work] = []
    for piece in pieces.prefix(8) {
      for leaf in piece.leaves.prefix(40) {
        guard case .step(let step) = leaf else { continue }
        words.append(flow.steps[step].work)
        guard let window = flow.steps[step].window else { continue }
        if window.kernel.isEmpty {
          reduced = reduced ?? (windows.count < 4 ? window.channels : nil)
        } else {
          windows.append(window)
        }
      }
    }
    hasHardSwish = words.prefix(3).contains(.operation("hard_swish"))
    denseLayers =
      pieces.prefix {
        guard case .join(let step, let branches) = $0 else { return false }
        return flow.steps[step].work == .join("concat") && branches.count == 2
          && branches[0].isEmpty
      }.count
  }

  /// Whether the first convolutions have square kernels of these sides.
  func begins(_ sides: Int...) -> Bool {
    windows.count >= sides.count
      && zip(windows, sides).allSatisfy { $0.kernel == [$1, $1] && $0.stride[0] == $0.stride[1] }
  }
}

/// How a block of the library would be called, judged by what stands there.
struct BlockGuess {
  let call: @Sendable (BlockFacts) -> String?

  /// `label: number`, left out where it is the default.
  private static func option(_ label: String, _ number: Int, unless standard: Int) -> String {
    number == standard ? "" : " \(label): \(number)"
  }
  private static func stride(_ window: WindowFacts) -> String {
    option("stride", window.stride[0], unless: 1)
  }

  static let all: [BlockGuess] =
    modern + residual + ["se_basic", "se_bottleneck", "se_bottleneck_v1"].map(gated) + mobile
    + dense

  /// Blocks of two 3×3 convolutions, or of 1×1, 3×3, 1×1.
  private static let residual: [BlockGuess] =
    ["basic", "preact_basic"].map { name in
      BlockGuess { facts in
        guard facts.begins(3, 3), !facts.windows[0].isDepthwise else { return nil }
        return "\(name) \(facts.windows[0].channels)" + stride(facts.windows[0])
      }
    }
    + [("bottleneck", 1), ("preact_bottleneck", 1), ("bottleneck_v1", 0)].map { name, strided in
      BlockGuess { facts in
        guard facts.begins(1, 3, 1), facts.windows[1].groups == 1 else { return nil }
        let (width, out) = (facts.windows[0].channels, facts.windows[2].channels)
        return "\(name) \(width)" + option("out", out, unless: 4 * width)
          + stride(facts.windows[strided])
      }
    }
    + [("resnext_grouped", false), ("se_resnext", true)].map { name, isGated in
      BlockGuess { facts in
        guard facts.begins(1, 3, 1), case let paths = facts.windows[1].groups, paths > 1,
          !facts.windows[1].isDepthwise
        else { return nil }
        let out = facts.windows[2].channels
        guard let ratio = ratio(facts, of: out, isGated) else { return nil }
        return name + option("paths", paths, unless: 32)
          + option("width", facts.windows[0].channels / paths, unless: 4)
          + option("out", out, unless: 256) + ratio + stride(facts.windows[1])
      }
    }

  /// How much narrower a gate is than the map; empty where there is none to state.
  private static func ratio(_ facts: BlockFacts, of channels: Int, _ isGated: Bool) -> String? {
    guard isGated else { return "" }
    guard let reduced = facts.reduced, reduced > 0, channels % reduced == 0 else { return nil }
    return option("ratio", channels / reduced, unless: 16)
  }

  private static func gated(_ name: String) -> BlockGuess {
    BlockGuess { facts in
      let isBasic = name == "se_basic"
      guard isBasic ? facts.begins(3, 3) : facts.begins(1, 3, 1) else { return nil }
      let width = facts.windows[0].channels
      let out = facts.windows[isBasic ? 1 : 2].channels
      guard let ratio = ratio(facts, of: out, true) else { return nil }
      return "\(name) \(width)" + (isBasic ? "" : option("out", out, unless: 4 * width)) + ratio
        + stride(facts.windows[name == "se_bottleneck" ? 1 : 0])
    }
  }

  /// Inverted residuals: perhaps an expansion, a depthwise convolution, a projection.
  private static let mobile: [BlockGuess] =
    ["inverted_residual", "mbconv", "tf_mbconv"].map { name in
      BlockGuess { facts in
        guard let (middle, out) = inverted(facts), facts.channels > 0 else { return nil }
        let wide = facts.windows[0].isDepthwise ? facts.channels : facts.windows[0].channels
        guard wide % facts.channels == 0 else { return nil }
        return "\(name) \(out)" + option("expansion", wide / facts.channels, unless: 6)
          + option("kernel", middle.kernel[0], unless: 3) + stride(middle)
      }
    } + [
      BlockGuess { facts in
        guard let (middle, out) = inverted(facts) else { return nil }
        let wide = facts.windows[0].isDepthwise ? facts.channels : facts.windows[0].channels
        return "mobile_v3 \(wide) \(out)" + option("kernel", middle.kernel[0], unless: 3)
          + stride(middle) + option("reduced", facts.reduced ?? 0, unless: 0)
          + (facts.hasHardSwish ? "" : " hard: 0")
      },
      BlockGuess { facts in
        guard let (middle, out) = inverted(facts) else { return nil }
        let wide = facts.windows[0].isDepthwise ? facts.channels : facts.windows[0].channels
        return "mobile_v3 \(wide) \(out)" + option("kernel", middle.kernel[0], unless: 3)
          + stride(middle) + (facts.hasHardSwish ? "" : " hard: 0")
      },
      BlockGuess { facts in
        guard facts.windows.count > 1, facts.windows[0].isDepthwise,
          facts.windows[1].kernel == [1, 1]
        else { return nil }
        return "depthwise_separable \(facts.windows[1].channels)"
          + option("kernel", facts.windows[0].kernel[0], unless: 3) + stride(facts.windows[0])
      },
      BlockGuess { facts in
        guard facts.windows.count > 1, !facts.windows[0].isDepthwise, facts.channels > 0,
          facts.windows[1].kernel == [1, 1], facts.windows[0].kernel[0] > 1,
          facts.windows[0].channels % facts.channels == 0
        else { return nil }
        return "fused_mbconv \(facts.windows[1].channels)"
          + option("expansion", facts.windows[0].channels / facts.channels, unless: 4)
          + option("kernel", facts.windows[0].kernel[0], unless: 3) + stride(facts.windows[0])
      },
    ]

  private static func inverted(_ facts: BlockFacts) -> (WindowFacts, Int)? {
    let windows = facts.windows
    let middle = windows.first?.isDepthwise == true ? 0 : 1
    guard windows.count > middle + 1, windows[middle].isDepthwise,
      windows[middle + 1].kernel == [1, 1], middle == 0 || windows[0].kernel == [1, 1]
    else { return nil }
    return (windows[middle], windows[middle + 1].channels)
  }

  /// Blocks that begin with a large depthwise window, or that shuffle channels.
  private static let modern: [BlockGuess] = [
    BlockGuess { facts in
      guard let first = facts.windows.first, first.isDepthwise, first.kernel == [7, 7] else {
        return nil
      }
      return "convnext \(first.channels)"
    },
    BlockGuess { facts in
      guard let first = facts.windows.first, first.kernel == [2, 2], first.stride == [2, 2] else {
        return nil
      }
      return "convnext_downsample \(first.channels)"
    },
    BlockGuess { facts in
      guard facts.windows.count > 2 else { return nil }
      let last = facts.windows[0].isDepthwise ? 1 : 2
      guard facts.windows[last - 1].isDepthwise, facts.windows[last].kernel == [1, 1] else {
        return nil
      }
      return "shufflenet_v2 \(2 * facts.windows[last].channels)"
        + stride(facts.windows[last - 1])
    },
  ]

  /// Blocks that concatenate.
  private static let dense: [BlockGuess] = [
    BlockGuess { facts in
      guard facts.denseLayers > 0, facts.begins(1, 3) else { return nil }
      return "dense_block \(facts.denseLayers)"
        + option("growth", facts.windows[1].channels, unless: 32)
    },
    BlockGuess { $0.windows.first?.kernel == [1, 1] ? "transition" : nil },
    BlockGuess { facts in
      guard facts.begins(1, 1, 3, 1, 5, 1) else { return nil }
      let labels = ["direct", "before3", "out3", "before5", "out5", "pooled"]
      let standards = [64, 96, 128, 16, 32, 32]
      return "inception"
        + zip(labels.indices, labels).map {
          option($1, facts.windows[$0].channels, unless: standards[$0])
        }.joined()
    },
  ]
}
