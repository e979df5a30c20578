#!/usr/bin/env python3
"""Holds the networks of the library against torchvision's and timm's, on random weights.

Every model gets random weights and running statistics; its state dictionary is written as
safetensors, read by `blockwalk run --weights`, and the logits of both are compared. With them goes
a random picture, prepared by torchvision's own transforms and by `--input picture.ppm`.

    Tests/Zoo/compare_logits.py [path of blockwalk] [names of models]

Needs torch, torchvision and, for its models, timm. Ends with 1 where something differs.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import torch
import torchvision
from torchvision.transforms import v2

try:
    import timm
except ImportError:
    timm = None

# as the zoo calls it, as the library calls it
TORCHVISION = {name: name for name in (
    "resnet18 resnet34 resnet50 resnet101 resnet152 resnext50_32x4d resnext101_32x8d "
    "wide_resnet50_2 mobilenet_v2 mobilenet_v3_large efficientnet_b0 efficientnet_b1 densenet121"
).split()}
TIMM = {
    "resnet50": "resnet50", "seresnet50": "seresnet50", "seresnext50_32x4d": "seresnext50_32x4d",
    "mobilenetv2_100": "mobilenet_v2", "efficientnet_b0": "efficientnet_b0",
    "densenet121": "densenet121",
}
TOLERANCE = 2e-4


def write(tensors, path):
    """A safetensors file of tensors by name."""
    header, blobs, end = {}, [], 0
    for name, tensor in tensors.items():
        array = tensor.detach().cpu().contiguous()
        kind = {torch.float32: "F32", torch.int64: "I64"}[array.dtype]
        blob = array.numpy().tobytes()
        header[name] = {"dtype": kind, "shape": list(array.shape),
                        "data_offsets": [end, end + len(blob)]}
        end += len(blob)
        blobs.append(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        file.writelines(blobs)


def read(path, wanted):
    """One tensor of a safetensors file."""
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        entry = json.loads(file.read(length))[wanted]
        start, end = entry["data_offsets"]
        file.seek(8 + length + start)
        kind = {"F32": numpy.float32, "F64": numpy.float64}[entry["dtype"]]
        return numpy.frombuffer(file.read(end - start), kind).reshape(entry["shape"])


def names(path):
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        return list(json.loads(file.read(length)))


def randomize(model):
    """Weights that keep activations of a size, and statistics that matter."""
    generator = torch.Generator().manual_seed(7)
    for name, tensor in model.state_dict().items():
        if tensor.dtype != torch.float32:
            continue
        if name.endswith("running_var"):
            tensor.uniform_(0.5, 2, generator=generator)
        elif name.endswith(("running_mean", "bias")):
            tensor.uniform_(-0.3, 0.3, generator=generator)
        elif tensor.dim() == 1:
            tensor.uniform_(0.5, 1.5, generator=generator)
        else:
            fan = tensor[0].numel()
            tensor.normal_(0, (2 / fan) ** 0.5, generator=generator)
    return model.eval()


def run(program, own, size, folder, source):
    output = folder / "all.safetensors"
    subprocess.run(
        [program, "run", own, "--on", size, "--input", source, "--weights",
         folder / "weights.safetensors", "--mode", "inference", "--precision", "float",
         "--output", output],
        check=True, stdout=subprocess.DEVNULL)
    last = [name for name in names(output)
            if name.startswith("dense") and "." not in name and "/" not in name]
    return read(output, max(last)), output


def difference(ours, theirs):
    return float(numpy.abs(ours - theirs).max() / numpy.abs(theirs).max())


def check(program, zoo, name, own, folder):
    model = randomize(
        getattr(torchvision.models, name)() if zoo == "torchvision" else timm.create_model(name))
    write(model.state_dict(), folder / "weights.safetensors")
    side = 64
    x = torch.randn(1, 3, side, side, generator=torch.Generator().manual_seed(3))
    write({"x": x.permute(0, 2, 3, 1)}, folder / "x.safetensors")
    with torch.no_grad():
        theirs = model(x).numpy()
    ours, _ = run(program, own, f"{side}x{side}x3", folder, folder / "x.safetensors")
    error = difference(ours, theirs)
    print(f"{zoo:12} {name:20} {error:.1e}", flush=True)
    return error < TOLERANCE


def check_picture(program, folder):
    """A picture as torchvision prepares it, 256 and 224 scaled to a side of 112."""
    generator = numpy.random.default_rng(5)
    worst = 0
    for name, filter in (("resnet18", v2.InterpolationMode.BILINEAR),
                         ("efficientnet_b0", v2.InterpolationMode.BICUBIC)):
        for height, width in ((300, 401), (97, 260), (128, 128)):
            pixels = generator.integers(0, 256, (height, width, 3), dtype=numpy.uint8)
            (folder / "x.ppm").write_bytes(b"P6\n%d %d\n255\n" % (width, height) + pixels.tobytes())
            model = randomize(getattr(torchvision.models, name)())
            write(model.state_dict(), folder / "weights.safetensors")
            _, output = run(program, name, "112x112x3", folder, folder / "x.ppm")
            ours = read(output, "x")[0]
            image = torch.from_numpy(pixels).permute(2, 0, 1).float() / 255
            image = v2.functional.resize(image, [128], interpolation=filter, antialias=True)
            image = v2.functional.center_crop(image, [112])
            image = v2.functional.normalize(
                image, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
            worst = max(worst, difference(ours, image.permute(1, 2, 0).numpy()))
    print(f"pictures                          {worst:.1e}")
    return worst < 1e-4


def main():
    arguments = sys.argv[1:]
    program = arguments[0] if arguments else ".build/release/blockwalk"
    wanted = set(arguments[1:])
    models = [("torchvision", name, own) for name, own in TORCHVISION.items()]
    if timm:
        models += [("timm", name, own) for name, own in TIMM.items()]
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for zoo, name, own in models:
            if not wanted or name in wanted:
                good &= check(program, zoo, name, own, Path(folder))
        if not wanted or "pictures" in wanted:
            good &= check_picture(program, Path(folder))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
