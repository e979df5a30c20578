"""Checks what `blockwalk draw --format …` writes for every block of the library and every sample.

    swift build && python3 Tests/Exports/check_exports.py .build/debug/blockwalk

PyTorch: the text compiles; where torch is installed, outputs and gradients equal those of
`blockwalk run --output` on the same weights and masks. DOT: Graphviz reads it, where it is
installed. Mermaid: its own parser reads it, where node and jupyterlab, which bundles it, are
installed. SVG: an XML reader reads it and no number in it is missing. Names as further arguments
restrict the check to these blocks.
"""
import importlib.util
import json
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.dom.minidom

try:
    import torch
except ImportError:
    torch = None

lab = importlib.util.find_spec("jupyterlab")
LAB = pathlib.Path(lab.origin).parent / "static" if lab and lab.origin else None
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TOLERANCE = 1e-9
# Operations that no library block has, and padding that PyTorch has no word for
MORE = [
    ("conv 3x3 8 stride: 2 padding: same_tf bias, norm, relu", "7x8x4"),
    ("conv 3x2 8 stride: 2x1 dilation: 1x2 padding: 1x2 groups: 2", "9x8x4"),
    ("depthwise 3x3 multiplier: 2 padding: valid bias, norm, hard_swish", "7x7x4"),
    ("transposed 3x3 6 stride: 2 groups: 2 bias", "5x4x4"),
    ("transposed 3x3 6 stride: 2 output: 10x8, norm, swish", "5x4x4"),
    ("transposed 3x3 6 stride: 2 padding: same_tf bias", "5x4x4"),
    ("transposed 2x3 4 stride: 3 output_padding: 2x1 dilation: 2", "4x4x4"),
    ("maxpool 3x3 stride: 2, avgpool 3x3", "9x9x4"),
    ("maxpool 3x3 stride: 2 padding: same_tf, avgpool 2x2 padding: same_tf", "8x8x4"),
    ("avgpool 3x3 stride: 2 padding: same_tf count_padding", "8x7x4"),
    ("conv 1x1 6, flatten, dense 5 no_bias, norm, softmax", "3x4x4"),
    ("cutout size: 3 fill: 0.5, dropblock keep: 0.8 size: 3 shared, dropout keep: 0.7", "8x8x4"),
    ("stochastic_depth keep: 0.6 per_example scale_training, globalpool", "8x8x4"),
    ("sum { pad_channels 8 stride: 2 | conv 1x1 8 stride: 2 }, hard_sigmoid", "7x7x4"),
]


def calls():
    """A call of every block, with 16 for what has no default, and the names of its networks."""
    for file in sorted((ROOT / "lessons/blocks").glob("*.block")):
        text = file.read_text()
        for block in re.finditer(r"^block (\w+)(?:\((.*)\))?$", text, re.M):
            given = [p for p in (block[2] or "").split(",") if p.strip() and ":" not in p]
            body = text[block.end():].split("\nblock ")[0]
            is_network = body.lstrip("\n").lstrip().startswith("input")
            yield " ".join([block[1]] + ["16"] * len(given)), "64x64x3" if is_network else None


def blockwalk(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(done.stderr.strip())
    return done.stdout


def safetensors(path):
    data = pathlib.Path(path).read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    start = 8 + length
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        first, end = entry["data_offsets"]
        buffer = bytearray(data[start + first:start + end])
        tensors[name] = torch.frombuffer(buffer, dtype=torch.float64).reshape(entry["shape"])
    return tensors


def difference(ours, theirs, least=1e-30):
    """The largest difference, relative to the tensor's largest magnitude or to a least one."""
    scale = max(float(ours.abs().max()), least)
    return float((ours - theirs.detach()).abs().max()) / scale


def check_numbers(notation, size, text, mode):
    """The largest relative difference of outputs and gradients."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/run.safetensors"
        size = ["--on", size] if size else []
        blockwalk("run", notation, *size, "--batch", "2", "--seed", "7", "--mode", mode,
                  "--output", path)
        tensors = safetensors(path)
    scope = {"__name__": "exported"}
    exec(compile(text, notation, "exec"), scope)
    classes = [c for c in scope.values() if isinstance(c, type) and c.__module__ == "exported"]
    module = classes[0]().double()
    module.load(tensors)
    module.train(mode == "training")
    image, kernel = scope["image"], scope["kernel"]
    x = image(tensors["x"]).clone().requires_grad_()
    y = module(x, image(tensors["target"])) if "target" in tensors else module(x)
    y.backward(image(tensors["dy"]))
    worst = difference(image(tensors["grad.x"]), x.grad)
    nodes = json.loads(blockwalk("draw", notation, *size, "--format", "json"))["nodes"]
    worst = max(worst, difference(image(tensors[nodes[-1]["id"]]), y))
    # the shift before a linear map that is normalized has a gradient of 0, rounded
    gradients = [p.grad for p in module.parameters()]
    least = max([1e-3 * float(g.abs().max()) for g in gradients], default=0) or 1e-30
    words = {"weight": "scale", "bias": "shift"}
    for name, parameter in module.named_parameters():
        owner, word = name.rsplit(".", 1)
        if f"grad.{owner}.scale" in tensors:
            word = words[word]
        worst = max(worst, difference(kernel(tensors[f"grad.{owner}.{word}"]), parameter.grad, least))
    return worst


def samples():
    """Every operation in each of its ways, as the tests of the package try them."""
    text = (ROOT / "Tests/OperationSamples/Sample.swift").read_text()
    for source, extents in re.findall(r'Sample\("([^"]+)", ([\d, ]+)\)', text):
        yield source, "x".join(extents.split(", "))


def check_mermaid(texts):
    """Whether Mermaid's own parser reads all of them; nothing where it is not installed."""
    if not (LAB and LAB.is_dir() and shutil.which("node")):
        return True
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(folder) / f"{number}.mmd" for number in range(len(texts))]
        for file, text in zip(files, texts):
            file.write_text(text)
        parser = ROOT / "Tests/Exports/parse_mermaid.cjs"
        return subprocess.run(["node", parser, LAB, *files]).returncode == 0


def check(notation, size, mermaid):
    on = ["--on", size] if size else []
    mermaid.append(blockwalk("draw", notation, *on, "--format", "mermaid"))
    text = blockwalk("draw", notation, *on, "--format", "pytorch")
    compile(text, notation, "exec")
    for extra in [], ["--backward"], ["--separate"]:
        svg = blockwalk("draw", notation, *on, "--format", "svg", *extra)
        xml.dom.minidom.parseString(svg)
        assert "nan" not in svg and "inf" not in svg
    if shutil.which("dot"):
        dot = blockwalk("draw", notation, *on, "--format", "dot")
        subprocess.run(["dot", "-Tcanon"], input=dot, text=True, check=True, capture_output=True)
    if torch is None:
        return "syntax"
    differences = [check_numbers(notation, size, text, m) for m in ("training", "inference")]
    assert max(differences) < TOLERANCE, f"differs by {max(differences):.1e}"
    return f"equal to {max(differences):.0e}"


def main():
    wanted = sys.argv[2:]
    failed = 0
    mermaid = []
    for notation, size in [*calls(), *samples(), *MORE]:
        if wanted and notation.split()[0] not in wanted:
            continue
        try:
            print(f"{notation}: {check(notation, size, mermaid)}", flush=True)
        except Exception as error:
            failed += 1
            print(f"{notation}: {type(error).__name__}: {error}", flush=True)
    failed += not check_mermaid(mermaid)
    print(f"{failed} failed" + ("" if torch else "; without torch only syntax was checked"))
    return 1 if failed else 0


if __name__ == "__main__":
    PROGRAM = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build/debug/blockwalk")
    sys.exit(main())
