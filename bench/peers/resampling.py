"""Times imbalanced-learn beside ours, alternating in the same run, and prints ratios and, for the largest, peak memory.

    dotnet build -c Release bench/Counterweight.Benchmarks
    OPENBLAS_NUM_THREADS=1 python3 bench/peers/resampling.py [--filter NAME] [--rounds N] [--threads LIST] [--processor-time] [--json]

Over-sampling is fit_resample() of imbalanced-learn, and Generate() of ours, which writes the new rows behind the original ones
in memory of the caller's; the copy of the original rows is timed too, since fit_resample() copies them. Both get the same
float32 rows: standard normal features, those of the minority moved by 0.5, in random order. The majority is reached. Each
round times ours, then the peer, as trees.py does. One thread is a fair comparison where OpenBLAS has one: python3-sklearn must
find libopenblas (libopenblas0-pthread), or its matrix products are slow. All of imbalanced-learn's threads are those of scikit-learn's neighbors.

Works with "peak memory" run once, each side in a process of its own, which has nothing else in memory; printed beside the seconds
are the greatest resident sizes in MiB, rows and results included.
"""

import argparse
import gc
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import imblearn
import numpy
import sklearn
from imblearn.over_sampling import ADASYN, SMOTE, BorderlineSMOTE, RandomOverSampler
from side_by_side import Ours, Processor, add_arguments, seconds_per_call
from threadpoolctl import threadpool_limits

MINUTE = 60
PEER = "imbalanced-learn"
MIB = 1024 * 1024
clock = time.perf_counter

METHODS = {
    "smote": lambda: SMOTE(random_state=1),
    "adasyn": lambda: ADASYN(random_state=1),
    "borderline": lambda: BorderlineSMOTE(random_state=1),
    "random": lambda: RandomOverSampler(random_state=1),
    "rose": lambda: RandomOverSampler(random_state=1, shrinkage=1),
}

# Name, method, rows, features, share of the minority, whether memory is measured.
WORKS = [
    ("SMOTE", "smote", 200_000, 28, 0.05, False),
    ("ADASYN", "adasyn", 50_000, 28, 0.05, False),
    ("Borderline-SMOTE", "borderline", 50_000, 28, 0.05, False),
    ("random over-sampling", "random", 200_000, 28, 0.05, False),
    ("smoothed bootstrap", "rose", 200_000, 28, 0.05, False),
    ("SMOTE, peak memory", "smote", 1_000_000, 28, 0.02, True),
]


def rows(count, features, share):
    generator = numpy.random.default_rng(1)
    x = generator.standard_normal((count, features), dtype=numpy.float32)
    y = (generator.permutation(count) < share * count).astype(numpy.int32)
    x[y == 1] += 0.5
    return x, y


def resample(method, x, y, threads):
    with threadpool_limits(threads):
        return METHODS[method]().fit_resample(x, y)


def request(method, directory, features, threads):
    return f"over-sample directory={directory} threads={threads} method={method} features={features}"


def asked(ours, line, name):
    seconds, reason = ours.ask(line)
    if reason:
        sys.exit(f"{name}: {reason}")
    return seconds


def check_rows(directory, name, expected):
    """ADASYN of imbalanced-learn makes some rows more or fewer than it is asked for."""
    made = int(numpy.fromfile(pathlib.Path(directory) / "rows.i32", dtype=numpy.int32)[0])
    if abs(made - expected) > 0.02 * expected:
        sys.exit(f"{name}: {made} rows, not {expected}")


def row(work, threads, ours, peer, memory=None):
    name, _, count, features, _, _ = work
    made = {
        "work": name, "shape": f"{count}x{features}", "peer": PEER, "threads": threads,
        "oursSeconds": ours, "peerSeconds": peer, "ratio": peer / ours,
    }
    return made if memory is None else {**made, "oursPeakMiB": memory[0], "peerPeakMiB": memory[1]}


def compare(ours, work, threads, rounds):
    name, method, count, features, share, _ = work
    x, y = rows(count, features, share)
    with tempfile.TemporaryDirectory() as directory:
        x.tofile(f"{directory}/x.f32")
        y.tofile(f"{directory}/y.i32")
        our_times, peer_times, processor = [], [], Processor()
        began = time.perf_counter()
        for number in range(rounds):
            our_times.append(asked(ours, request(method, directory, features, threads), name))
            if number == 0:
                check_rows(directory, name, len(resample(method, x, y, threads)[1]))
            with processor:
                peer_times.append(seconds_per_call(lambda _: resample(method, x, y, threads), threads, clock))
            if time.perf_counter() - began > MINUTE:
                break
    if clock is time.perf_counter:
        processor.warn(name)
    return row(work, threads, statistics.median(our_times), statistics.median(peer_times))


def compare_memory(work, threads):
    """Each side in a process of its own."""
    name, method, count, features, share, _ = work
    with tempfile.TemporaryDirectory() as directory:
        x, y = rows(count, features, share)
        x.tofile(f"{directory}/x.f32")
        y.tofile(f"{directory}/y.i32")
        del x, y
        ours = Ours("serve-trees")
        seconds = asked(ours, request(method, directory, features, threads), name)
        memory = peak(ours.process.pid)
        ours.close()
        answer = subprocess.run(
            [sys.executable, __file__, "--peer-alone", method, directory, str(features), str(threads)],
            check=True, capture_output=True, text=True).stdout.split()
        check_rows(directory, name, int(answer[2]))
    return row(work, threads, seconds, float(answer[0]), (memory, float(answer[1])))


def peak(process):
    """The greatest resident size so far, in MiB."""
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) * 1024 / MIB


def peer_alone(method, directory, features, threads):
    x = numpy.fromfile(f"{directory}/x.f32", dtype=numpy.float32).reshape(-1, int(features))
    y = numpy.fromfile(f"{directory}/y.i32", dtype=numpy.int32)
    start = clock()
    _, made = resample(method, x, y, int(threads))
    print(clock() - start, peak(os.getpid()), len(made))


def show(register_bits, made):
    print(
        f"Counterweight on {register_bits}-bit registers; imbalanced-learn {imblearn.__version__}; scikit-learn {sklearn.__version__}; "
        f"seconds{'' if clock is time.perf_counter else ' of processors'}")
    print(f"{'work':24}{'shape':>12}{'threads':>9}{'ours':>11}{'peer':>11}{'peer / ours':>13}{'ours MiB':>11}{'peer MiB':>11}")
    for one in made:
        memory = "".join(f"{one[key]:11.0f}" if key in one else f"{'':11}" for key in ("oursPeakMiB", "peerPeakMiB"))
        print(f"{one['work']:24}{one['shape']:>12}{one['threads']:9}{one['oursSeconds']:11.5f}{one['peerSeconds']:11.5f}{one['ratio']:13.2f}{memory}")


def main():
    if sys.argv[1:2] == ["--peer-alone"]:
        peer_alone(*sys.argv[2:])
        return

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser, 5, "'SMOTE', 'peak memory'")
    parser.add_argument("--processor-time", action="store_true", help="count the time of processors, of all threads together")
    arguments = parser.parse_args()
    chosen = [work for work in WORKS if arguments.filter.lower() in f"{work[0]} {work[2]}x{work[3]}".lower()]
    if not chosen:
        sys.exit(f"no work matches '{arguments.filter}'")

    if arguments.processor_time:
        global clock
        clock = time.process_time
    ours = Ours("serve-trees", *["--processor-time"] * arguments.processor_time)
    gc.disable()
    made = []
    for work in chosen:
        for threads in arguments.threads:
            made.append(compare_memory(work, threads) if work[5] else compare(ours, work, threads, arguments.rounds))
            gc.collect()
    ours.close()
    if arguments.json:
        print(json.dumps(made, indent=2))
    else:
        show(ours.register_bits, made)


if __name__ == "__main__":
    main()
