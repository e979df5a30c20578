"""Times whole training steps, update included, in PyTorch and in `blockwalk train`, in turn.

    swift build -c release && python3 Tests/Timing/compare_training.py .build/release/blockwalk

Needs torch and safetensors. Digits of 8×8, batch 32, Float, momentum, one thread; medians of
rounds. PyTorch runs the script that `--export pytorch` prints, eager. Parts of the comparison:

    --rounds 3      how often the two take turns
    --steps 300     how many steps each makes per round
    --threads 2     with more threads, ours alone, beside one
"""
import argparse
import importlib.util
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

BASIC = "conv 3x3 {w}, norm, relu, repeat {n} {{ basic {w} }}, globalpool, dense 10"
PLAIN = "conv 3x3 {w}, norm, relu, repeat {m} {{ conv 3x3 {w}, norm, relu }}, globalpool, dense 10"
# a name, the notation, and the most that ours may take of PyTorch's time
CASES = [
    ("residual 10, width 8", BASIC.format(n=4, w=8), 0.25),
    ("residual 34, width 8", BASIC.format(n=16, w=8), 0.25),
    ("plain 34, width 8", PLAIN.format(m=32, w=8), 0.25),
    ("residual 10, width 32", BASIC.format(n=4, w=32), 0.6),
]


def options(notation, steps, threads=1):
    return ["train", notation, "--steps", str(steps), "--validate", "0", "--seed", "1", "--rate",
            "0.01", "--momentum", "0.9", "--threads", str(threads)]


def ours(program, notation, steps, threads=1):
    done = subprocess.run([program, *options(notation, steps, threads), "--json"],
                          capture_output=True, text=True, check=True)
    return 1000 / json.loads(done.stdout)["steps_per_second"]


class Peer:
    """The exported script of a network, ready to make steps."""

    def __init__(self, program, notation, folder, steps):
        import torch
        from safetensors.torch import load_file
        file, script = folder / "run.safetensors", folder / "run.py"
        script.write_text(subprocess.run(
            [program, *options(notation, steps), "--export", "pytorch", "--output", str(file)],
            capture_output=True, text=True, check=True).stdout)
        spec = importlib.util.spec_from_file_location("run", script)
        self.run = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.run)
        tensors = load_file(file)
        name = next(v for v in vars(self.run).values()
                    if isinstance(v, type) and issubclass(v, torch.nn.Module))
        self.module = name()
        self.module.load(tensors)
        self.module.train()
        self.x = self.run.image(tensors["x"]).contiguous()
        self.answers = tensors["labels"].long()
        self.rule = self.run.optimizer(self.module)
        self.examples = self.run.order(1)

    def ms(self, steps):
        batch, times = self.run.BATCH, []
        for step in range(steps):
            first = step * batch % (len(self.examples) - batch)
            begin = time.perf_counter()
            part = self.examples[first:first + batch]
            for group in self.rule.param_groups:
                group["lr"] = 0.01
            self.rule.zero_grad()
            self.run.loss(self.module(self.x[part]), self.answers[part]).backward()
            self.rule.step()
            times.append(time.perf_counter() - begin)
        return statistics.median(times) * 1000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--threads", type=int)
    arguments = parser.parse_args()
    missed = False
    if arguments.threads:
        for name, notation, _ in CASES:
            one, more = (
                min(ours(arguments.program, notation, arguments.steps, threads)
                    for _ in range(arguments.rounds)) for threads in (1, arguments.threads))
            print(f"{name:24}{one:8.3f} ms with 1 thread{more:8.3f} ms with {arguments.threads}")
        return 0
    import torch
    torch.set_num_threads(1)
    for name, notation, limit in CASES:
        with tempfile.TemporaryDirectory() as folder:
            peer = Peer(arguments.program, notation, pathlib.Path(folder), arguments.steps)
            peer.ms(20)
            pairs = [(ours(arguments.program, notation, arguments.steps),
                      peer.ms(arguments.steps)) for _ in range(arguments.rounds)]
        own, other = (statistics.median(column) for column in zip(*pairs))
        ratio = statistics.median(a / b for a, b in pairs)
        missed |= ratio > limit
        print(f"{name:24}{own:8.3f} ms ours{other:8.3f} ms PyTorch   ratio {ratio:.2f} "
              f"(at most {limit})", flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main())
