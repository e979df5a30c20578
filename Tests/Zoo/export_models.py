#!/usr/bin/env python3
"""Models as people export them: from torch, by its traced exporter and by that on torch.export.

    Tests/Zoo/export_models.py fixtures                          small ones, for ONNXTests
    Tests/Zoo/export_models.py compare [PROGRAM] [NAMES]         16 networks of torchvision

`compare` holds what `blockwalk count` and `blockwalk run` make of each model against torch: its
parameters and its outputs on a random image, within 2e-4 of the largest. Then it changes one weight
and looks whether `run --expect-all` names the node that it belongs to. It ends with 1 where
something differs.

Needs torch, torchvision, onnx and onnxscript.
"""

import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy
import torch
import torchvision
from torch import nn

from compare_logits import difference, randomize

warnings.filterwarnings("ignore")
FIXTURES = Path(__file__).parent.parent / "ONNXTests" / "Fixtures"
NETWORKS = (
    "resnet18 resnet50 resnext50_32x4d wide_resnet50_2 mobilenet_v2 mobilenet_v3_small "
    "mobilenet_v3_large efficientnet_b0 densenet121 vgg16 squeezenet1_1 shufflenet_v2_x1_0 "
    "convnext_tiny regnet_y_400mf googlenet mnasnet1_0").split()
TOLERANCE = 2e-4


def export(model, x, path, kind):
    if kind == "traced":
        torch.onnx.export(model, (x,), path, dynamo=False, opset_version=17)
    else:
        torch.onnx.export(model, (x,), path, dynamo=True, external_data=False, verbose=False)


def small_models():
    """By name: a model, and the shape of its input."""
    from torchvision.models import densenet, efficientnet, mobilenetv2, mobilenetv3, resnet, vgg

    def narrow_resnet(block, **options):
        model = resnet.ResNet(block, [2, 1, 1, 1], num_classes=5, **options)
        model.layer2 = model.layer3 = model.layer4 = nn.Identity()
        model.inplanes = 8
        model.conv1 = nn.Conv2d(3, 8, 7, 2, 3, bias=False)
        model.bn1 = nn.BatchNorm2d(8)
        model.layer1 = model._make_layer(block, 4, 2)
        model.layer2 = model._make_layer(block, 8, 2, stride=2)
        model.fc = nn.Linear(8 * block.expansion, 5)
        return model

    yield "basic", narrow_resnet(resnet.BasicBlock), (1, 3, 32, 32)
    yield "bottleneck", narrow_resnet(resnet.Bottleneck), (1, 3, 32, 32)
    yield "inverted", mobilenetv2.MobileNetV2(
        num_classes=5, width_mult=0.25,
        inverted_residual_setting=[[1, 8, 1, 1], [6, 16, 2, 2]]), (1, 3, 32, 32)
    yield "mbconv", nn.Sequential(
        efficientnet.Conv2dNormActivation(3, 8, stride=2, activation_layer=nn.SiLU),
        *[efficientnet.MBConv(
            efficientnet.MBConvConfig(4, 3, 1, 8, 8, 1), 0.0, nn.BatchNorm2d) for _ in range(2)],
        efficientnet.MBConv(
            efficientnet.MBConvConfig(6, 5, 2, 8, 16, 1), 0.0, nn.BatchNorm2d),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 5)), (1, 3, 16, 16)
    config = mobilenetv3.InvertedResidualConfig
    yield "mobile_v3", mobilenetv3.MobileNetV3(
        [config(8, 3, 8, 8, True, "RE", 1, 1, 1), config(8, 5, 16, 16, True, "HS", 2, 1, 1)],
        32, num_classes=5), (1, 3, 32, 32)
    yield "dense", densenet.DenseNet(
        growth_rate=4, block_config=(2, 3), num_init_features=8, bn_size=4, num_classes=5), (
            1, 3, 32, 32)
    yield "vgg", vgg.VGG(
        vgg.make_layers([4, 4, "M", 8, 8, "M"]), num_classes=5).eval(), (1, 3, 28, 28)


def write_fixtures():
    for name, model, shape in small_models():
        if name == "vgg":
            model.classifier = nn.Sequential(
                nn.Linear(8 * 7 * 7, 6), nn.ReLU(), nn.Dropout(), nn.Linear(6, 5))
        randomize(model)
        x = torch.randn(*shape, generator=torch.Generator().manual_seed(3))
        with torch.no_grad():
            y = model(x)
        count = sum(parameter.numel() for parameter in model.parameters())
        numpy.savez(FIXTURES / f"{name}.npz", x=x.permute(0, 2, 3, 1).numpy(), y=y.numpy(),
                    parameters=numpy.array([count]))
        for kind in ("traced", "exported"):
            path = FIXTURES / f"{name}-{kind}.onnx"
            export(model, x, str(path), kind)
            strip(path)


def strip(path):
    """Leaves out what only people read: stack traces of the exporter."""
    import onnx
    model = onnx.load(path)
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    del model.graph.value_info[:]
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    onnx.save(model, path)


def main():
    if sys.argv[1:2] == ["fixtures"]:
        return write_fixtures()
    arguments = sys.argv[2:]
    program = arguments[0] if arguments else ".build/release/blockwalk"
    good = True
    for name in arguments[1:] or NETWORKS:
        with tempfile.TemporaryDirectory() as folder:
            good &= compare(program, name, Path(folder))
    sys.exit(0 if good else 1)


def compare(program, name, folder):
    options = {"init_weights": False} if name == "googlenet" else {}
    model = randomize(getattr(torchvision.models, name)(**options))
    if name == "googlenet":
        model.aux_logits, model.aux1, model.aux2 = False, None, None
    side = 224 if name == "vgg16" else 64
    x = torch.randn(1, 3, side, side, generator=torch.Generator().manual_seed(3))
    with torch.no_grad():
        theirs = model(x).numpy()
    numpy.save(folder / "x.npy", x.permute(0, 2, 3, 1).numpy())
    count = sum(parameter.numel() for parameter in model.parameters())
    good = True
    for kind in ("traced", "exported"):
        path = folder / f"{name}.onnx"
        export(model, x, str(path), kind)
        good &= check(program, path, kind, theirs, count, folder)
    return good


def check(program, path, kind, theirs, count, folder):
    def run(*words):
        return subprocess.run([program, *map(str, words)], capture_output=True, text=True)
    title = f"{path.stem:20} {kind:9}"
    counted = run("count", path, "--json")
    if counted.returncode != 0:
        print(title, counted.stderr.strip(), flush=True)
        return False
    parameters = json.loads(counted.stdout)["parameters"]
    ran = run("run", path, "--input", folder / "x.npy", "--mode", "inference", "--precision",
              "float", "--output", folder / "y.npy")
    if ran.returncode != 0:
        print(title, ran.stderr.strip(), flush=True)
        return False
    error = difference(numpy.load(folder / "y.npy"), theirs)
    print(title, f"{error:.1e}", f"{parameters:,} parameters", "torch has" if parameters != count
          else "as torch", f"{count:,}", flush=True)
    named = names_changed_weight(run, path, folder)
    return error < TOLERANCE and parameters == count and named


def names_changed_weight(run, path, folder):
    """Whether a run held against all tensors of the model names the node whose weight has changed."""
    import onnx
    options = ("--input", folder / "x.npy", "--mode", "inference", "--precision", "float")
    run("run", path, *options, "--output", folder / "all.safetensors")
    model = onnx.load(path)
    convolutions = [node for node in model.graph.node if node.op_type == "Conv"]
    node = convolutions[len(convolutions) // 2]
    stored = next(array for array in model.graph.initializer if array.name == node.input[1])
    weight = onnx.numpy_helper.to_array(stored).copy()
    weight[0] += 1
    stored.CopyFrom(onnx.numpy_helper.from_array(weight, stored.name))
    changed = folder / "changed.onnx"
    onnx.save(model, changed)
    held = run("run", changed, *options, "--expect", folder / "all.safetensors", "--expect-all")
    said = (held.stderr + held.stdout).strip().splitlines()
    print(f"{'':20} changed {node.output[0]}: {said[0] if said else 'nothing said'}", flush=True)
    # what lies before it is equal, so the first that differs is the layer itself
    return held.returncode == 1 and bool(said)


if __name__ == "__main__":
    main()
