"""Times imbalanced-learn's under-sampling and combined methods beside ours, alternating in the same run, and prints ratios.

    dotnet build -c Release bench/Counterweight.Benchmarks
    OPENBLAS_NUM_THREADS=1 python3 bench/peers/cleaning.py [--filter NAME] [--rounds N] [--threads LIST] [--scale SHARE] [--processor-time] [--json]

fit_resample() of imbalanced-learn beside Select() of ours, which returns the numbers of the rows that stay, and beside Resample() of
the combined methods, which copies them as fit_resample() does. Both get the same float32 rows in random order: "noise" are standard
normal features, those of the rare class moved by 0.5, which no search can cut short; "factors" are 60 mixtures of 8 normal factors and
a fifth of noise, as features of tables are that say much the same, with the factors of the rare class moved by 1. Condensing makes
one pass on both sides. A peer that takes more than five seconds runs once a round, and a work that has taken a minute starts
no further round. --scale 0.1 takes a tenth of the rows. `kept` and `peerKept` are the rows that stay; draws differ.
One thread is a fair comparison where OpenBLAS has one; scikit-learn's search takes as many threads as are asked for.
"""

import argparse
import gc
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time
import warnings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import imblearn
import numpy
import sklearn
from imblearn.combine import SMOTEENN, SMOTETomek
from imblearn.under_sampling import (
    AllKNN,
    CondensedNearestNeighbour,
    EditedNearestNeighbours,
    NearMiss,
    NeighbourhoodCleaningRule,
    OneSidedSelection,
    RandomUnderSampler,
    RepeatedEditedNearestNeighbours,
    TomekLinks,
)
from side_by_side import Ours, Processor, add_arguments, seconds_per_call
from threadpoolctl import threadpool_limits

MINUTE = 60
ENOUGH = 5
PEER = "imbalanced-learn"
clock = time.perf_counter

METHODS = {
    "smote-enn": lambda: SMOTEENN(random_state=1),
    "smote-tomek": lambda: SMOTETomek(random_state=1),
    "tomek": lambda: TomekLinks(),
    "enn": lambda: EditedNearestNeighbours(),
    "renn": lambda: RepeatedEditedNearestNeighbours(),
    "all-knn": lambda: AllKNN(),
    "ncr": lambda: NeighbourhoodCleaningRule(kind_sel="mode"),
    "condensed": lambda: CondensedNearestNeighbour(random_state=1),
    "one-sided": lambda: OneSidedSelection(random_state=1),
    "near-miss": lambda: NearMiss(),
    "random": lambda: RandomUnderSampler(random_state=1),
}

# Name, method, rows, features, share of the rare class, kind of features.
WORKS = [
    ("SMOTE+ENN, noise", "smote-enn", 123_000, 60, 0.1, "noise"),
    ("SMOTE+ENN, factors", "smote-enn", 123_000, 60, 0.1, "factors"),
    ("SMOTE+Tomek", "smote-tomek", 20_000, 28, 0.1, "factors"),
    ("Tomek links", "tomek", 20_000, 28, 0.1, "factors"),
    ("ENN", "enn", 20_000, 28, 0.1, "factors"),
    ("repeated ENN", "renn", 20_000, 28, 0.1, "factors"),
    ("all-kNN", "all-knn", 20_000, 28, 0.1, "factors"),
    ("neighborhood cleaning", "ncr", 20_000, 28, 0.1, "factors"),
    ("condensed, one pass", "condensed", 4_000, 28, 0.1, "factors"),
    ("one-sided selection", "one-sided", 20_000, 28, 0.1, "factors"),
    ("NearMiss-1", "near-miss", 50_000, 28, 0.1, "factors"),
    ("random under-sampling", "random", 1_000_000, 2, 0.02, "noise"),
]


def rows(count, features, share, kind):
    generator = numpy.random.default_rng(1)
    y = (generator.permutation(count) < share * count).astype(numpy.int32)
    if kind == "noise":
        x = generator.standard_normal((count, features), dtype=numpy.float32)
        x[y == 1] += 0.5
        return x, y
    factors = generator.standard_normal((count, 8), dtype=numpy.float32)
    factors[y == 1] += 1
    mixture = generator.standard_normal((8, features), dtype=numpy.float32)
    return factors @ mixture + 0.2 * generator.standard_normal((count, features), dtype=numpy.float32), y


def resample(method, x, y, threads):
    with threadpool_limits(threads), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return METHODS[method]().fit_resample(x, y)


def timed(method, x, y, threads):
    """Seconds and rows left: of one call where it takes long, else of the median call."""
    start = clock()
    left = len(resample(method, x, y, threads)[1])
    seconds = clock() - start
    return seconds if seconds > ENOUGH else seconds_per_call(lambda _: resample(method, x, y, threads), threads, clock), left


def compare(ours, work, threads, rounds, scale):
    name, method, count, features, share, kind = work
    count = max(1000, int(count * scale))
    x, y = rows(count, features, share, kind)
    with tempfile.TemporaryDirectory() as directory:
        x.tofile(f"{directory}/x.f32")
        y.tofile(f"{directory}/y.i32")
        our_times, peer_times, processor = [], [], Processor()
        began = time.perf_counter()
        for _ in range(rounds):
            seconds, reason = ours.ask(f"clean directory={directory} threads={threads} method={method} features={features}")
            if reason:
                sys.exit(f"{name}: {reason}")
            our_times.append(seconds)
            with processor:
                seconds, peer_kept = timed(method, x, y, threads)
            peer_times.append(seconds)
            if time.perf_counter() - began > MINUTE:
                break
        kept = int(numpy.fromfile(pathlib.Path(directory) / "rows.i32", dtype=numpy.int32)[0])
    if clock is time.perf_counter:
        processor.warn(name)
    ours_median, peer_median = statistics.median(our_times), statistics.median(peer_times)
    return {
        "work": name, "shape": f"{count}x{features}", "peer": PEER, "threads": threads, "oursSeconds": ours_median,
        "peerSeconds": peer_median, "ratio": peer_median / ours_median, "kept": kept, "peerKept": peer_kept,
    }


def show(register_bits, made):
    print(
        f"Counterweight on {register_bits}-bit registers; imbalanced-learn {imblearn.__version__}; scikit-learn {sklearn.__version__}; "
        f"seconds{'' if clock is time.perf_counter else ' of processors'}")
    print(f"{'work':24}{'shape':>12}{'threads':>9}{'ours':>11}{'peer':>11}{'peer / ours':>13}{'kept':>10}{'peer kept':>11}")
    for one in made:
        print(
            f"{one['work']:24}{one['shape']:>12}{one['threads']:9}{one['oursSeconds']:11.5f}{one['peerSeconds']:11.5f}{one['ratio']:13.2f}"
            f"{one['kept']:10}{one['peerKept']:11}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser, 3, "'SMOTE+ENN', 'condensed'")
    parser.add_argument("--scale", type=float, default=1, help="share of the rows")
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
            made.append(compare(ours, work, threads, arguments.rounds, arguments.scale))
            gc.collect()
    ours.close()
    if arguments.json:
        print(json.dumps(made, indent=2))
    else:
        show(ours.register_bits, made)


if __name__ == "__main__":
    main()
