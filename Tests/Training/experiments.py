"""Repeats the experiments on the digits with `blockwalk train` and holds them against PyTorch's.

    swift build -c release && python3 Tests/Training/experiments.py .build/release/blockwalk

Recipe of the lessons unless said, Float, seeds 1, 2, 3: mean ± deviation of the training loss of
the last epoch and of the validation accuracy in per cent. The figures beside them were measured
with PyTorch; a row is far from them where the means differ by more than twice the deviation of
both and by more than 0.05 (1 point of accuracy is 0.01). Names restrict the run to these tables:

    degradation norm preactivation zero-norm gates optimizers warmup starts
"""
import concurrent.futures
import json
import statistics
import subprocess
import sys

HEAD = "conv 3x3 8, norm, relu"
TAIL = "globalpool, dense 10"


def residual(layers):
    return f"{HEAD}, repeat {(layers - 2) // 2} {{ basic 8 }}, {TAIL}"


def plain(layers):
    return f"{HEAD}, repeat {layers - 2} {{ conv 3x3 8, norm, relu }}, {TAIL}"


def bare(layers):
    return f"conv 3x3 8, relu, repeat {layers - 2} {{ conv 3x3 8, relu }}, {TAIL}"


def preactivated(layers):
    return f"{HEAD}, repeat {(layers - 2) // 2} {{ preact_basic 8 }}, norm, relu, {TAIL}"


def rate(value, momentum=0.9):
    return ["--rate", value, "--momentum", momentum, "--schedule", "cosine"]


def constant(name, value, *more):
    return ["--optimizer", name, "--rate", value, "--epochs", 2, *more]


STAGES = ("conv 3x3 8, norm, relu, {b} 8{r}, {b} 8{r}, {b} 16 stride: 2{r}, {b} 16{r}, "
          "{b} 32 stride: 2{r}, {b} 32{r}, globalpool, dense 10")
# for each row: a name, a network, options, the loss and its deviation, the accuracy or None
TABLES = {
    "degradation": [
        ("plain 10", plain(10), [], 0.495, 0.157, 87.6),
        ("residual 10", residual(10), [], 0.235, 0.088, 90.6),
        ("plain 20", plain(20), [], 1.127, 0.058, 57.1),
        ("residual 20", residual(20), [], 0.153, 0.079, 95.1),
        ("plain 34", plain(34), [], 1.783, 0.275, 30.5),
        ("residual 34", residual(34), [], 0.207, 0.194, 91.0),
        ("plain 56", plain(56), [], 2.193, 0.054, 15.5),
        ("residual 56", residual(56), [], 0.176, 0.053, 92.2),
        ("residual 34, rate 0.1", residual(34), rate(0.1), 0.586, 0.699, 77.4),
        ("residual 34, rate 0.1, zero head", residual(34), rate(0.1) + ["--zero-head"],
         0.124, 0.030, 93.5),
    ],
    "norm": [
        (f"{name}, rate {value}", network, rate(value) + ["--epochs", 2], loss, deviation, None)
        for name, network, row in [
            ("with norm", plain(10), [(0.003, 2.267, 0.036), (0.03, 1.652, 0.089),
                                      (0.3, 0.649, 0.077), (3, 1.650, 0.106)]),
            ("without", bare(10), [(0.003, 2.295, 0.014), (0.03, 2.248, 0.077),
                                   (0.3, 2.315, 0.006)])]
        for value, loss, deviation in row],
    "preactivation": [
        ("original 34, rate 0.1", residual(34), rate(0.1), 0.586, 0.699, None),
        ("pre-activation 34", preactivated(34), [], 0.370, 0.126, 90.8),
        ("pre-activation 34, rate 0.1", preactivated(34), rate(0.1), 0.127, 0.032, 94.3),
    ],
    "zero-norm": [
        ("scale 0, 20", residual(20), ["--zero-norm"], 1.683, 0.300, None),
        ("scale 0, 56", residual(56), ["--zero-norm"], 0.583, 0.166, None),
    ],
    "gates": [
        ("without gates", STAGES.format(b="basic", r=""), ["--epochs", 6], 0.010, 0.002, 94.8),
        ("with gates", STAGES.format(b="se_basic", r=" ratio: 4"), ["--epochs", 6], 0.011, 0.001,
         94.4),
    ],
    "optimizers": [
        ("sgd 1", residual(6), constant("sgd", 1), 0.87, 0.07, None),
        ("momentum 0.1", residual(6), constant("sgd", 0.1, "--momentum", 0.9), 0.85, 0.14, None),
        ("nesterov 0.3", residual(6), constant("sgd", 0.3, "--momentum", 0.9, "--nesterov"), 0.55,
         0.12, None),
        ("adagrad 0.1", residual(6), constant("adagrad", 0.1), 0.46, 0.04, None),
        ("rmsprop 0.01", residual(6), constant("rmsprop", 0.01), 0.47, 0.03, None),
        ("adam 0.03", residual(6), constant("adam", 0.03), 0.47, 0.02, None),
    ],
    "warmup": [
        ("rate 0.5 without", residual(20), rate(0.5), 1.163, 0.637, None),
        ("rate 0.5 with", residual(20), rate(0.5) + ["--warmup", 42], 0.557, 0.416, None),
    ],
    "starts": [
        ("zeros", bare(4), ["--initial", "zeros"], 2.303, 0.005, None),
        ("glorot, 10 layers", bare(10), ["--initial", "glorot"], 2.260, 0.074, None),
        ("he, 4 layers", bare(4), [], 1.979, 0.162, None),
        ("he, 10 layers", bare(10), [], 1.668, 0.730, None),
    ],
}


def run(program, network, options, seed):
    command = [program, "train", network, "--seed", seed, "--threads", 1, "--json", *options]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command}: {done.stderr}")
    report = json.loads(done.stdout)
    return report["loss"], 100 * report["validation_accuracy"]


def main(program, names):
    far = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name in names or TABLES:
            print(f"\n{name}")
            for title, network, options, loss, deviation, accuracy in TABLES[name]:
                runs = list(pool.map(lambda seed: run(program, network, options, seed), (1, 2, 3)))
                losses, accuracies = zip(*runs)
                mean, spread = statistics.mean(losses), statistics.stdev(losses)
                is_far = abs(mean - loss) > max(0.05, 2 * max(deviation, spread))
                far += is_far
                right = f"{statistics.mean(accuracies):5.1f} ± {statistics.stdev(accuracies):4.1f}"
                print(f"  {title:34}{mean:7.3f} ± {spread:5.3f}   {right}   PyTorch "
                      f"{loss:.3f} ± {deviation:.3f}" + (f"   {accuracy}" if accuracy else "")
                      + ("   FAR" if is_far else ""), flush=True)
    print(f"\n{far} rows far from PyTorch's")
    return far > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
