"""Checks `blockwalk train --export pytorch`: its losses are those of `blockwalk train --log`.

    swift build && python3 Tests/Exports/check_training.py .build/debug/blockwalk

Needs torch and safetensors. Five networks and optimizers in float64 over 50 steps, each to 1e-9;
a network without norms also by two processes on this machine, which share its batches.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

TOLERANCE = 1e-9
RESIDUAL = "conv 3x3 8, norm, relu, repeat 2 { basic 8 }, globalpool, dense 10"
PLAIN = "conv 3x3 6 bias, relu, maxpool 2x2 stride: 2, conv 3x3 8 bias, relu, flatten, dense 10"
CASES = [
    (RESIDUAL, ["--seed", "1"]),
    ("conv 3x3 4, norm, relu, inverted_residual 4 expansion: 2, globalpool, dense 10",
     ["--optimizer", "adam", "--rate", "0.01", "--weight-decay", "0.01"]),
    ("conv 3x3 4, norm, relu, se_basic 4 ratio: 2, globalpool, dense 10",
     ["--optimizer", "adamw", "--rate", "0.01", "--decay", "kernels", "--warmup", "10",
      "--schedule", "cosine", "--label-smoothing", "0.1"]),
    ("flatten, dense 12, relu, dense 10",
     ["--optimizer", "adagrad", "--rate", "0.05", "--clip", "0.5", "--order", "given"]),
    (PLAIN, ["--optimizer", "rmsprop", "--rate", "0.003", "--momentum", "0.5", "--schedule", "step",
             "--every", "20", "--factor", "0.3", "--loss", "squared_error"]),
    (PLAIN, ["--rate", "0.05", "--momentum", "0.9", "--nesterov"]),
]


def losses(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [json.loads(line)["loss"] for line in done.stdout.splitlines() if line.startswith("{")]


def main(program):
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for number, (notation, options) in enumerate(CASES):
            script, log = folder / f"run{number}.py", folder / f"run{number}.jsonl"
            command = [program, "train", notation, "--steps", "50", "--precision", "double", *options]
            script.write_text(subprocess.run(
                [*command, "--export", "pytorch", "--output", str(folder / f"run{number}.safetensors")],
                capture_output=True, text=True, check=True).stdout)
            subprocess.run([*command, "--log", str(log)], capture_output=True, check=True)
            ours = [json.loads(line)["loss"] for line in log.read_text().splitlines()]
            runs = {"one process": [sys.executable, script]}
            if "norm" not in notation and "basic" not in notation and "inverted" not in notation:
                runs["two processes"] = [
                    sys.executable, "-m", "torch.distributed.run", "--standalone",
                    "--nproc-per-node", 2, script, "--distributed"]
            for name, run in runs.items():
                theirs = losses(run)
                assert len(ours) == len(theirs) == 50, (len(ours), len(theirs))
                distance = max(abs(a - b) for a, b in zip(ours, theirs))
                worst = max(worst, distance)
                print(f"{distance:.1e}  {name}: {notation}  {' '.join(options)}", flush=True)
    print("equal" if worst <= TOLERANCE else "NOT EQUAL", f"to {worst:.1e}")
    return worst > TOLERANCE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
