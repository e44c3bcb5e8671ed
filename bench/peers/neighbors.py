"""Times the exact nearest neighbors of scikit-learn and FAISS beside ours, alternating in the same run, and prints ratios.

    dotnet build -c Release bench/Counterweight.Benchmarks
    python3 bench/peers/neighbors.py [--filter NAME] [--rounds N] [--threads LIST] [--processor-time] [--json]

Each round times ours for about a tenth of a second, taking the median call, then the peer once. Printed are the medians of the
rounds in seconds, the ratio peer / ours, and how many multiply-adds a second a product of the two matrices would have to do to
take as long as ours (candidates x queries x features), as a share of what a core does at most of floats, measured at the beginning.

Candidates and queries are apart, 10,000 each, of normal features; k is 5. scikit-learn is NearestNeighbors with
algorithm='brute', which has float32 or float64 rows; its time is that of kneighbors(). FAISS is search() of an IndexFlatL2 that has been
filled before. Ours includes all that it prepares, for both sides. Both peers multiply matrices by BLAS: with the reference BLAS
of Debian scikit-learn is ten times as slow, so install libopenblas0. The first line says which BLAS there is. What ours finds must be
what scikit-learn finds with float64 rows, but for neighbors whose distances are equal in float32.
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

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import faiss
import numpy
import sklearn
from side_by_side import Ours, Processor, add_arguments
from sklearn.neighbors import NearestNeighbors
from threadpoolctl import threadpool_info, threadpool_limits

K = 5
ROWS = 10_000
clock = time.perf_counter


def scikit(candidates, queries, dtype):
    model = NearestNeighbors(n_neighbors=K, algorithm="brute").fit(candidates.astype(dtype))
    asked = queries.astype(dtype)
    return lambda: model.kneighbors(asked)[1]


def flat(candidates, queries):
    index = faiss.IndexFlatL2(candidates.shape[1])
    index.add(candidates)
    return lambda: index.search(queries, K)[1]


PEERS = {
    "scikit-learn float32": lambda c, q: scikit(c, q, numpy.float32),
    "scikit-learn float64": lambda c, q: scikit(c, q, numpy.float64),
    "FAISS IndexFlatL2": flat,
}


def compare(ours, seconds_a_multiply_add, name, features, peer, threads, rounds, directory):
    generator = numpy.random.default_rng(1)
    candidates, queries = (generator.standard_normal((ROWS, features)).astype(numpy.float32) for _ in range(2))
    candidates.tofile(directory / "candidates.f32")
    queries.tofile(directory / "queries.f32")
    run = PEERS[peer](candidates, queries)
    faiss.omp_set_num_threads(threads)
    our_times, peer_times = [], []
    processor = Processor()
    with threadpool_limits(threads):
        run()
        for _ in range(rounds):
            seconds, reason = ours.ask(f"nearest directory={directory} features={features} k={K} threads={threads}")
            if reason:
                sys.exit(f"{name}: {reason}")
            our_times.append(seconds)
            with processor:
                start = clock()
                found = run()
                peer_times.append(clock() - start)
    if clock is time.perf_counter:
        processor.warn(f"{name} {features} {peer}")
    if peer == "scikit-learn float64":
        check(candidates, queries, numpy.fromfile(directory / "indices.i32", dtype=numpy.int32).reshape(ROWS, K), found)
    mine, theirs = statistics.median(our_times), statistics.median(peer_times)
    return {
        "work": name,
        "shape": f"{ROWS}x{ROWS}x{features}",
        "peer": peer,
        "threads": threads,
        "oursSeconds": mine,
        "peerSeconds": theirs,
        "ratio": theirs / mine,
        "shareOfPeak": ROWS * ROWS * features * seconds_a_multiply_add / mine / threads,
    }


def check(candidates, queries, ours, theirs):
    rows, places = numpy.nonzero(ours != theirs)
    for one, other in ((ours, theirs), (theirs, ours)):
        mine, yours = (
            numpy.square(candidates[found[rows, places]].astype(float) - queries[rows]).sum(axis=1) for found in (one, other))
        if not numpy.allclose(mine, yours, rtol=1e-6):
            sys.exit("ours finds other neighbors")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser, 7, "'100', 'faiss'")
    parser.add_argument("--processor-time", action="store_true", help="count the time of processors, of all threads together")
    arguments = parser.parse_args()
    chosen = [
        (features, peer) for features in (28, 100) for peer in PEERS
        if arguments.filter.lower() in f"{ROWS}x{ROWS}x{features} {peer}".lower()]
    if not chosen:
        sys.exit(f"no work matches '{arguments.filter}'")

    if arguments.processor_time:
        global clock
        clock = time.process_time
    ours = Ours("serve-trees", *["--processor-time"] * arguments.processor_time)
    gc.disable()
    rows = []
    with tempfile.TemporaryDirectory() as directory:
        answer, _ = ours.ask(f"multiply-adds directory={directory}")
        for features, peer in chosen:
            for threads in arguments.threads:
                rows.append(compare(ours, answer / 1e9, f"k-nearest, k = {K}", features, peer, threads, arguments.rounds, pathlib.Path(directory)))
    ours.close()
    if arguments.json:
        print(json.dumps(rows, indent=2))
        return

    blas = ", ".join(f"{pool['internal_api']} {pool['version']} for {pool['architecture']}" for pool in threadpool_info() if pool["user_api"] == "blas")
    print(
        f"Counterweight on {ours.register_bits}-bit registers; scikit-learn {sklearn.__version__}; FAISS {faiss.__version__}; "
        f"BLAS {blas}; seconds{'' if clock is time.perf_counter else ' of processors'}")
    print(f"{'work':20}{'shape':>16}  {'peer':22}{'threads':>7}{'ours':>10}{'peer':>10}{'peer / ours':>13}{'share of peak':>15}")
    for row in rows:
        print(
            f"{row['work']:20}{row['shape']:>16}  {row['peer']:22}{row['threads']:7}{row['oursSeconds']:10.4f}{row['peerSeconds']:10.4f}"
            f"{row['ratio']:13.2f}{row['shareOfPeak']:15.2f}")


if __name__ == "__main__":
    main()
