#!/usr/bin/env python3
"""Holds ONNX models that `blockwalk draw --format onnx` writes against ONNX Runtime.

    Tests/Exports/check_models.py [path of blockwalk] [notations]

Each block is written with the weights of seed 3, run there and here on the same image, and the
outputs are compared: within 1e-5 of the largest number. Ends with 1 where something differs.

Needs onnx, onnxruntime and numpy.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import onnx
import onnxruntime

BLOCKS = [
    "basic 16", "basic_a 32 stride: 2", "bottleneck 8 stride: 2", "bottleneck_v1 8 stride: 2",
    "resnext_paths paths: 4 out: 32", "resnext_grouped paths: 4 out: 32", "se_bottleneck 16",
    "stochastic_basic 16 keep: 0.8", "preact_bottleneck 16 stride: 2",
    "mobile_v3 64 24 stride: 2 reduced: 8", "inverted_residual 16", "mbconv 24 kernel: 5 stride: 2",
    "fused_mbconv 16", "inception", "dense_block 3", "transition", "dropblock_bottleneck 16",
    "conv 3x5 4 stride: 2x1 padding: 1x3 dilation: 2", "conv 3x3 4 stride: 2 padding: same_tf",
    "transposed 3x3 4 stride: 2 output_padding: 1 bias",
    "transposed 3x3 4 stride: 2 padding: same_tf", "transposed 4x4 8 stride: 2 groups: 4",
    "conv 3x3 2, relu6, flatten, dense 4, hard_swish, dense 3 no_bias, softmax",
    "avgpool 2x2 stride: 2 padding: 1 count_padding", "avgpool 3x3 stride: 2", "resnet18",
    "convnext 16", "shufflenet_unit 16 groups: 2", "shufflenet_v2 32 stride: 2", "tf_mbconv 24 stride: 2",
    "prelu, gelu, elu", "gelu approximate, leaky_relu, softplus, tanh", "layer_norm",
    "layer_norm per_position eps: 1e-6, layer_scale", "group_norm groups: 4", "instance_norm eps: 0.001",
    "channel_shuffle groups: 4, pixel_shuffle 2", "slice_channels 5 from: 2", "upsample 2x3",
    "upsample 2x2 bilinear", "globalpool, layer_norm, dense 3", "maxpool 3x3 stride: 2 padding: valid ceil",
]
TOLERANCE = 1e-5


def check(program, text, folder):
    model, tensors = folder / "model.onnx", folder / "all.npz"
    with open(model, "wb") as file:
        subprocess.run(
            [program, "draw", text, "--format", "onnx", "--seed", "3"], check=True, stdout=file)
    subprocess.run(
        [program, "run", text, "--mode", "inference", "--precision", "float", "--seed", "3",
         "--output", tensors], check=True, stdout=subprocess.DEVNULL)
    onnx.checker.check_model(onnx.load(model), full_check=True)
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    output = session.get_outputs()[0].name
    ours = numpy.load(tensors)
    theirs = session.run([output], {"x": ours["x"].transpose(0, 3, 1, 2)})[0]
    if theirs.ndim == 4:
        theirs = theirs.transpose(0, 2, 3, 1)
    error = float(numpy.abs(ours[output] - theirs).max() / numpy.abs(theirs).max())
    print(f"{text:60} {error:.1e}", flush=True)
    return error < TOLERANCE


def main():
    arguments = sys.argv[1:]
    program = arguments[0] if arguments else ".build/release/blockwalk"
    with tempfile.TemporaryDirectory() as folder:
        good = [check(program, text, Path(folder)) for text in arguments[1:] or BLOCKS]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
