import Tensors
import Testing

@testable import Networks

/// State dictionaries as people have them: behind prefixes, with names of earlier versions, of other
/// numbers, and wrong ones, of which everything is said at once.
@Suite struct WeightsPlanTests {
  private typealias File = [String: Tensor<Double>]

  private func contents(_ file: File, _ type: NumberType = .float) -> [String: StoredTensor] {
    file.mapValues { StoredTensor(shape: $0.shape, type: type) }
  }

  @Test(arguments: ["module.", "model.", "_orig_mod.", "state_dict.", "ema.", "module._orig_mod."])
  func `one prefix before all names is left out and said`(_ prefix: String) throws {
    let network = try StateDictionaryTests.network()
    let file = try StateDictionaryTests.file(for: network)
    let prefixed = File(uniqueKeysWithValues: file.map { (prefix + $0.key, $0.value) })
    let plan = try WeightsPlan(network, contents(prefixed), mode: .inference)
    let expected = try network.parameters(from: file, mode: .inference)
    #expect(plan.parameters(from: prefixed) == expected)
    #expect(
      plan.remarks.first
        == "The names of the weights begin with ‘\(prefix)’, which is left out here.")
  }

  @Test func `of plain and averaged weights in one file the averaged ones are taken`() throws {
    let network = try StateDictionaryTests.network()
    let file = try StateDictionaryTests.file(for: network)
    var both = File(uniqueKeysWithValues: file.map { ("state_dict." + $0.key, $0.value) })
    for (name, tensor) in file {
      both["state_dict_ema." + name] = Tensor(tensor.shape, tensor.elements.map { $0 + 1 })
    }
    both["optimizer.lr"] = Tensor(Shape([]), [0.1])
    let plan = try WeightsPlan(network, contents(both), mode: .inference)
    let expected = try network.parameters(from: file, mode: .inference)
      .mapValues { Tensor($0.shape, $0.elements.map { $0 + 1 }) }
    #expect(plan.parameters(from: both) == expected)
    #expect(plan.remarks.first?.contains("state_dict_ema.") == true)
  }

  @Test func `numbers of other types are said to be converted`() throws {
    let network = try StateDictionaryTests.network()
    let file = try StateDictionaryTests.file(for: network)
    let plan = try WeightsPlan(network, contents(file, .brain), mode: .inference)
    #expect(
      plan.remarks.first == "The weights are stored as BF16 and converted as they are read.")
    let whole = try WeightsPlan(network, contents(file), mode: .inference)
    #expect(whole.remarks.allSatisfy { !$0.contains("stored") })
  }

  @Test func `names that other models have too are said to be theirs as well`() throws {
    let network = try StateDictionaryTests.network()
    let file = try contents(StateDictionaryTests.file(for: network))
    let remarks = try WeightsPlan(network, file, mode: .inference).remarks
    #expect(remarks.contains { $0.contains("resnetaa") && $0.contains("resnetblur") })
    let mobile = try StateDictionaryTests.network(
      "conv 3x3 8, norm, swish, mbconv 8, globalpool, dense 3")
    let timm = try #require(ZooNames.all(of: mobile).last)
    #expect(timm.remarks.contains { $0.contains("‘tf_’") && $0.contains("same_tf") })
    let tensorFlow = try StateDictionaryTests.network(
      "conv 3x3 8 padding: same_tf, norm, swish, tf_mbconv 8, globalpool, dense 3")
    let names = ZooNames.all(of: tensorFlow)
    #expect(names.map(\.modules) == [timm.modules])
    #expect(names.first?.remarks.contains { $0.contains("do not begin with ‘tf_’") } == true)
  }

  @Test func `files of DenseNet from before 2018 are read`() throws {
    let network = try StateDictionaryTests.network(
      "conv 7x7 8 stride: 2, norm, relu, maxpool 3x3 stride: 2, dense_block 2 growth: 4, "
        + "transition, dense_block 1 growth: 4, norm, relu, globalpool, dense 3")
    let file = try StateDictionaryTests.file(for: network)
    let old = File(
      uniqueKeysWithValues: file.map { name, tensor in
        var name = name
        if name.contains("denselayer") {
          for (new, old) in [("norm1", "norm.1"), ("norm2", "norm.2"), ("conv1", "conv.1")] {
            name = name.replacing("." + new, with: "." + old)
          }
          name = name.replacing(".conv2", with: ".conv.2")
        }
        return (name, tensor)
      })
    #expect(old["features.denseblock1.denselayer2.norm.1.running_mean"] != nil)
    let expected = try network.parameters(from: file, mode: .inference)
    #expect(try network.parameters(from: old, mode: .inference) == expected)
  }

  @Test func `a stride begins a stage of timm where the width stays`() throws {
    let network = try StateDictionaryTests.network(
      "conv 3x3 8 stride: 2, norm, relu6, inverted_residual 8 expansion: 1, "
        + "inverted_residual 8 stride: 2, inverted_residual 8, conv 1x1 16, norm, relu6, "
        + "globalpool, dense 3")
    let names = try #require(ZooNames.all(of: network).last)
    let modules = Set(names.modules.values.filter { $0.hasSuffix("conv_dw") })
    #expect(modules == ["blocks.0.0.conv_dw", "blocks.1.0.conv_dw", "blocks.1.1.conv_dw"])
  }

  private func refusal(_ change: (inout [String: Tensor<Double>]) -> Void) throws -> String {
    let network = try StateDictionaryTests.network()
    var file = try StateDictionaryTests.file(for: network)
    change(&file)
    do {
      _ = try network.parameters(from: file, mode: .inference)
      return "it was taken"
    } catch let misfit as Misfit {
      return misfit.reason
    }
  }

  @Test func `a missing tensor is named with the nearest`() throws {
    let reason = try refusal { file in
      file["layer1.0.conv_2.weight"] = file.removeValue(forKey: "layer1.0.conv2.weight")
    }
    #expect(
      reason == "the weights have no tensor ‘layer1.0.conv2.weight’, which is 2×2×3×3; "
        + "the nearest that has no place here is ‘layer1.0.conv_2.weight’")
  }

  @Test func `a tensor too many is named with the nearest`() throws {
    let reason = try refusal { $0["layer1.0.conv4.weight"] = Tensor(zeros: Shape(2, 2, 1, 1)) }
    #expect(reason.hasPrefix("the weights have a tensor ‘layer1.0.conv4.weight’ for which"))
    #expect(reason.contains("its nearest is ‘layer1.0.conv"))
  }

  @Test func `a tensor of another shape is named with both`() throws {
    let reason = try refusal { $0["layer1.0.conv2.weight"] = Tensor(zeros: Shape(2, 2, 5, 5)) }
    #expect(
      reason == "layer1.0.conv2.weight is 2×2×5×5 in the weights but the network needs 2×2×3×3")
    let classes = try refusal { $0["fc.weight"] = Tensor(zeros: Shape(9, 12)) }
    #expect(classes.hasSuffix("a network for 9 classes is written with ‘classes: 9’"))
  }

  @Test func `everything that does not fit is listed at once`() throws {
    let reason = try refusal { file in
      for number in 1...3 { file["layer1.0.bn\(number).weight"] = nil }
      for name in ["running_mean", "running_var"] { file["layer2.0.bn1.\(name)"] = nil }
      file["layer1.0.bn_1.weight"] = Tensor(zeros: Shape(2))
      file["fc.bias"] = Tensor(zeros: Shape(9))
      file["fc.weight"] = Tensor(zeros: Shape(9, 12))
    }
    #expect(
      reason == "the weights do not fit the network: 5 tensors are missing "
        + "(‘layer1.0.bn1.weight’, 2; ‘layer1.0.bn2.weight’, 2; ‘layer1.0.bn3.weight’, 8; "
        + "‘layer2.0.bn1.running_mean’, 3; and 1 more), 1 tensor has no place here "
        + "(‘layer1.0.bn_1.weight’), 2 tensors have other shapes (fc.weight is 9×12 in the weights "
        + "but the network needs 5×12; fc.bias is 9 in the weights but the network needs 5)"
        + "; perhaps ‘layer1.0.bn_1.weight’ should be called ‘layer1.0.bn1.weight’"
        + "; a network for 9 classes is written with ‘classes: 9’")
  }

  @Test func `where no name is known it is said what is read`() throws {
    let reason = try refusal { file in
      file = ["layer0.conv1.kernel": Tensor(zeros: Shape(2)), "z": Tensor(zeros: Shape(2))]
    }
    #expect(
      reason.hasPrefix(
        "the weights have names such as ‘layer0.conv1.kernel’ and ‘z’, none of which is known"))
    #expect(reason.hasSuffix("else Blockwalk's own, such as ‘conv1.weight’"))
  }
}
