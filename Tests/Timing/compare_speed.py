"""Times PyTorch eager and `blockwalk time` in turn, on whole networks and on blocks of a lesson.

    swift build -c release && python3 Tests/Timing/compare_speed.py .build/release/blockwalk

Needs torch and torchvision (a virtual environment with `pip install torch torchvision` will do).
Batch 1, 224×224, Float; medians; PyTorch in whichever of its two memory formats is faster. Forward
is inference, both passes are training with gradients of all parameters. Parts of the comparison:

    --networks resnet18 mobilenet_v2   these networks (none: leave them out)
    --passes both  --threads 2         these alone
    --blocks  --growth                 the blocks of a lesson; time against multiply-adds
    --seconds 2                        how long each program measures one entry, per round
    --rounds 2                         how often the two take turns
"""
import argparse
import json
import statistics
import subprocess
import sys
import time

NETWORKS = ["resnet18", "resnet50", "mobilenet_v2", "efficientnet_b0"]
# What is as small as in a lesson: its notation and what enters
BLOCKS = [
    ("bottleneck 4", "8x8x16"),
    ("se_bottleneck 4", "8x8x16"),
    ("mbconv 8", "8x8x8"),
    ("conv 3x3 2 stride: 2", "7x7x2"),
]


# PyTorch, in a process of its own, so that its memory can be told


def peak_mib():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return float("nan")


def median_ms(run, seconds):
    for _ in range(3):
        run()
    start = time.perf_counter()
    run()
    loops = max(1, int(0.005 / (time.perf_counter() - start)))
    times = []
    end = time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < end:
        start = time.perf_counter()
        for _ in range(loops):
            run()
        times.append((time.perf_counter() - start) / loops * 1000)
    return statistics.median(times)


def torch_module(entry, source):
    """A network of torchvision without its dropout, or a block that blockwalk has exported."""
    import torch
    if source:
        scope = {"__name__": "exported"}
        exec(compile(source, entry, "exec"), scope)
        classes = [c for c in scope.values() if isinstance(c, type) and c.__module__ == "exported"]
        return classes[0]()
    import torchvision
    options = {"efficientnet_b0": {"stochastic_depth_prob": 0.0}}.get(entry, {})
    module = getattr(torchvision.models, entry)(weights=None, **options)
    for part in module.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = 0.0
    return module


def torch_times(entry, size, passes, threads, seconds, source):
    import torch
    torch.set_num_threads(threads)
    rows, columns, channels = size
    times = {}
    for name, layout in [("nchw", torch.contiguous_format), ("nhwc", torch.channels_last)]:
        module = torch_module(entry, source).to(memory_format=layout)
        module.train(passes == "both")
        x = torch.randn(1, channels, rows, columns).contiguous(memory_format=layout)
        # a block of a lesson also sends a gradient back to what entered
        x.requires_grad_(passes == "both" and source is not None)
        with torch.no_grad():
            dy = torch.randn_like(module(x))

        def forward():
            with torch.inference_mode():
                module(x)

        def both():
            module.zero_grad(set_to_none=True)
            x.grad = None
            module(x).backward(dy)

        times[name] = median_ms(both if passes == "both" else forward, seconds)
    return {"median_ms": times, "peak_mib": peak_mib()}


# The comparison


def run_json(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def ours(notation, *options, expected_ms=None, seconds=2):
    repeats = 10 if expected_ms is None else max(5, int(seconds * 500 / max(expected_ms, 5)))
    return run_json([PROGRAM, "time", notation, "--precision", "float", "--json",
                     "--repeat", str(repeats), *options])


def compare(entry, size, passes, threads, source=None):
    """One line: both programs in turn, the median over the rounds."""
    child = {"entry": entry, "size": size, "passes": passes, "threads": threads,
             "seconds": ARGUMENTS.seconds / 2, "source": source}
    options = ["--passes", passes, "--threads", str(threads)]
    if source is not None:
        options += ["--on", "x".join(map(str, size))]
        options += ["--input-gradient"] if passes == "both" else []
    theirs, own = [], []
    for _ in range(ARGUMENTS.rounds):
        theirs.append(run_json([sys.executable, __file__, "--child", json.dumps(child)]))
        fastest = min(theirs[-1]["median_ms"].values())
        own.append(ours(entry, *options, expected_ms=fastest, seconds=ARGUMENTS.seconds))
    layouts = {layout: statistics.median(t["median_ms"][layout] for t in theirs)
               for layout in theirs[0]["median_ms"]}
    layout = min(layouts, key=layouts.get)
    ms = statistics.median(o["median_ms"] for o in own)
    return [entry, passes, str(threads), f"{ms:.3g}", f"{layouts[layout]:.3g}", layout,
            f"{ms / layouts[layout]:.2f}",
            f"{100 * statistics.median(o['share_of_machine'] for o in own):.0f} %",
            f"{max(o['peak_mib'] for o in own):.0f}", f"{max(t['peak_mib'] for t in theirs):.0f}"]


HEADINGS = ["", "passes", "threads", "ours ms", "PyTorch ms", "format", "ratio", "of peak",
            "our MiB", "PyTorch MiB"]


def growth(network="resnet50"):
    """Our time for each multiply-add over batches and sizes, beside that of batch 1 at 224×224."""
    for passes in ARGUMENTS.passes:
        entries = [(1, 224), (2, 224), (4, 224), (8, 224), (16, 224), (1, 128), (1, 160), (1, 192),
                   (1, 256), (1, 320), (1, 384), (1, 448)]
        taken = {entry: [] for entry in entries}
        # in turn, so that a slow minute of the machine meets them all
        for batch, side in entries * ARGUMENTS.rounds:
            taken[batch, side].append(
                ours(network, "--on", f"{side}x{side}x3", "--batch", str(batch), "--passes",
                     passes, "--threads", str(max(ARGUMENTS.threads)),
                     expected_ms=100 * batch * side * side / 224 / 224,
                     seconds=ARGUMENTS.seconds))
        rows = [(batch, side, all_[0]["multiply_adds"] / 1e9,
                 statistics.median(one["median_ms"] for one in all_),
                 max(one["peak_mib"] for one in all_)) for (batch, side), all_ in taken.items()]
        first = rows[0][3] / rows[0][2]
        table(["batch", "side", "G mult-adds", "ms", "ms a G", "beside the first", "MiB"],
              [[str(b), str(s), f"{g:.2f}", f"{ms:.1f}", f"{ms / g:.2f}",
                f"{100 * (ms / g / first - 1):+.0f} %", f"{mib:.0f}"] for b, s, g, ms, mib in rows],
              f"{network}, {passes}, time against multiply-adds")


def table(headings, rows, title):
    print(f"\n{title}\n")
    widths = [max(len(row[k]) for row in [headings, *rows]) for k in range(len(headings))]
    for row in [headings, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(cell.rjust(width) for cell, width in zip(row, widths)) + " |",
              flush=True)


def main():
    if ARGUMENTS.networks:
        table(HEADINGS, [compare(network, (224, 224, 3), passes, threads)
                         for network in ARGUMENTS.networks for passes in ARGUMENTS.passes
                         for threads in ARGUMENTS.threads], "Networks, batch 1, 224×224, Float")
    if ARGUMENTS.blocks:
        rows = []
        for notation, size in BLOCKS:
            source = subprocess.run([PROGRAM, "draw", notation, "--on", size, "--format", "pytorch"],
                                    capture_output=True, text=True, check=True).stdout
            rows.append(compare(notation, tuple(map(int, size.split("x"))), "both",
                                min(ARGUMENTS.threads), source))
        table(HEADINGS, rows, "Blocks of a lesson, forward and backward")
    if ARGUMENTS.growth:
        growth()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("program", nargs="?", default=".build/release/blockwalk")
    parser.add_argument("--networks", nargs="*", default=NETWORKS)
    parser.add_argument("--passes", nargs="+", default=["forward", "both"])
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--blocks", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    ARGUMENTS = parser.parse_args()
    PROGRAM = ARGUMENTS.program
    if ARGUMENTS.child:
        wanted = json.loads(ARGUMENTS.child)
        print(json.dumps(torch_times(**wanted)))
    else:
        main()
