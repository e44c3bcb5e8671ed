"""Times weighted draws of numpy beside ours, alternating in the same run, and prints ratios and how well the draws fit.

    dotnet build -c Release bench/Counterweight.Benchmarks
    python3 bench/peers/draws.py [--filter NAME] [--rounds N] [--threads LIST] [--json]

Each round times ours, then numpy's Generator.choice(n, size, replace, p), and the medians of the rounds are printed in seconds. Ours builds its alias
table within the time, as numpy sums its probabilities. numpy has one thread. Weights are log-normal, doubles for both. Quality is, with replacement, how many standard
deviations Pearson's statistic lies above its mean, between -4 and 4 for right draws; without replacement, the sum of the
weights drawn as a fraction of all.
"""

import argparse
import json
import pathlib
import statistics
import tempfile
import time

import numpy
from side_by_side import Ours, Processor, add_arguments

WORKS = [
    ("alias draws", 1_000, 10_000_000, True),
    ("alias draws", 1_000_000, 10_000_000, True),
    ("draws without replacement", 1_000_000, 100_000, False),
]


def deviation(draws, shares):
    """By the cube root of Wilson and Hilferty."""
    expected = len(draws) * shares
    counts = numpy.bincount(draws, minlength=len(shares))
    rare = expected < 5
    observed = numpy.append(counts[~rare], counts[rare].sum())
    expected = numpy.append(expected[~rare], expected[rare].sum())
    observed, expected = observed[expected > 0], expected[expected > 0]
    freedom = len(expected) - 1
    variance = 2 / (9 * freedom)
    return float((((observed - expected) ** 2 / expected).sum() / freedom) ** (1 / 3) - (1 - variance)) / variance**0.5


def compare(ours, work, directory, threads, rounds):
    name, categories, size, replacement = work
    generator = numpy.random.default_rng(1)
    weights = generator.lognormal(0, 1.5, categories)
    shares = weights / weights.sum()
    weights.tofile(directory / "w.f64")
    request = f"draws directory={directory} threads={threads} draws={size} replacement={'yes' if replacement else 'no'}"
    generator.choice(categories, 1000, replacement, shares)
    our_times, peer_times, processor = [], [], Processor()
    for _ in range(rounds):
        seconds, reason = ours.ask(request)
        if reason:
            raise SystemExit(reason)
        our_times.append(seconds)
        with processor:
            start = time.perf_counter()
            theirs = generator.choice(categories, size, replacement, shares)
            peer_times.append(time.perf_counter() - start)
    processor.warn(name)
    drawn = numpy.fromfile(directory / "drawn.i32", dtype=numpy.int32)
    if not replacement and len(numpy.unique(drawn)) < size:
        raise SystemExit(f"{name}: a category was drawn twice")
    judge = (lambda draws: deviation(draws, shares)) if replacement else (lambda draws: float(shares[draws].sum()))
    our_median, peer_median = statistics.median(our_times), statistics.median(peer_times)
    return {
        "work": name,
        "shape": f"{size} of {categories}",
        "peer": "numpy",
        "threads": threads,
        "oursSeconds": our_median,
        "peerSeconds": peer_median,
        "ratio": peer_median / our_median,
        "quality": "deviation" if replacement else "weight drawn",
        "oursQuality": judge(drawn),
        "peerQuality": judge(theirs),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser, 5, "'alias', '1000000'")
    arguments = parser.parse_args()
    chosen = [work for work in WORKS if arguments.filter.lower() in f"{work[0]} {work[2]} of {work[1]} numpy".lower()]
    if not chosen:
        raise SystemExit(f"no work matches '{arguments.filter}'")
    ours = Ours("serve-trees")
    rows = []
    for work in chosen:
        for threads in arguments.threads if work[3] else [1]:
            with tempfile.TemporaryDirectory() as directory:
                rows.append(compare(ours, work, pathlib.Path(directory), threads, arguments.rounds))
    ours.close()
    if arguments.json:
        print(json.dumps(rows, indent=2))
        return
    print(f"Counterweight on {ours.register_bits}-bit registers; numpy {numpy.__version__}")
    print(f"{'work':27}{'shape':>20}{'threads':>9}{'ours':>11}{'numpy':>11}{'numpy / ours':>14}  {'quality':13}{'ours':>9}{'numpy':>9}")
    for row in rows:
        print(
            f"{row['work']:27}{row['shape']:>20}{row['threads']:9}{row['oursSeconds']:11.5f}{row['peerSeconds']:11.5f}{row['ratio']:14.2f}  "
            f"{row['quality']:13}{row['oursQuality']:9.4f}{row['peerQuality']:9.4f}")


if __name__ == "__main__":
    main()
