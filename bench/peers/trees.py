"""Times scikit-learn's and XGBoost's trees beside ours, alternating in the same run, and prints ratios and qualities.

    dotnet build -c Release bench/Counterweight.Benchmarks
    python3 bench/peers/trees.py [--filter NAME] [--rounds N] [--threads LIST] [--scale SHARE] [--processor-time] [--json]

Each round times ours, then the peer: kernels for about a tenth of a second each, taking the median call, fits once each.
Printed are the medians of the rounds in seconds and the ratio peer / ours. A work that has taken a minute starts no
further round. Everything has been called before it is timed, the garbage collector of Python is off, and all data are
float32, the same for both, made before the clock starts. `threads` counts the threads of ours and of the peer; --scale 0.1
takes a tenth of the rows, for a quick look; --processor-time counts the time of processors instead, of all threads
together, which is fair to one thread on a machine that does other things too. Private functions of scikit-learn are called as those of version 1.2.1.

Kernels. Histograms: HistogramBuilder.compute_histograms_brute sums count, gradient and Hessian of each bin, given gradients
multiplied by their weights; ours sums count, weight, weighted gradient and weighted Hessian, given all three apart. Bins
are uniform; scikit-learn's are feature-major, ours too for all rows and row-major for a child. A child's rows are ascending.
Quality is the largest error of a cell's gradient sum in the first feature, divided by the cell's sum of |gradients|; the
truth is math.fsum of the exact products. Split scan: Splitter.find_node_split for one node after another, histograms
built before from the same rows, at least 20 rows and a Hessian of 1e-3 a side. Quality is the sum of the nodes' gains,
ours doubled, as scikit-learn leaves out the half.

Trees. Exact tree: fit() of DecisionTreeClassifier and ours with the exact search, sorting included, both from feature-major
values: Gini of 2 classes at 99:1 and entropy of 10 classes of shares 0.6^k, balanced; a feature's values are all distinct
(its ranks) or tied (multiples of 2^-10), as scikit-learn takes values closer than 1e-7 for equal. Quality is the weighted
impurity of the leaves that the training rows end in. Forest: fit() of RandomForestClassifier and ours, which
includes binning; quality is the balanced accuracy on rows held out. Boosting: the rounds alone; quality is the AUC on rows
held out. XGBoost's hist has its QuantileDMatrix, we have our bins, both weighted; of HistGradientBoostingClassifier's
fit() the time of its own binning is taken off. Learning rate 0.3, lambda 1, both classes of the same weight; least sum
of Hessians 1 against XGBoost, level by level, and 1e-3 with a row a leaf against scikit-learn, best first.
"""

import argparse
import gc
import json
import math
import pathlib
import statistics
import sys
import tempfile
import time

import numpy
import sklearn
from side_by_side import Ours, Processor, add_arguments, seconds_per_call
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.ensemble._hist_gradient_boosting.histogram import HistogramBuilder
from sklearn.ensemble._hist_gradient_boosting.splitting import Splitter
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.tree import DecisionTreeClassifier
from threadpoolctl import threadpool_limits

MINUTE = 60
clock = time.perf_counter
SCIKIT = "scikit-learn"


class Work:
    """What to compare: our request, and a function that writes the data to a directory and readies the peer."""

    def __init__(self, name, rows, features, peer, quality, request, prepare, **details):
        self.name, self.rows, self.features, self.peer, self.quality = name, rows, features, peer, quality
        self.request, self.prepare, self.details = request, prepare, details
        self.shape = details.pop("shape", f"{rows}x{features}")


class Peer:
    """seconds(threads) runs it and tells how long that took; qualities() judges both sides by what they have left."""

    def __init__(self, seconds, qualities):
        self.seconds, self.qualities = seconds, qualities


def works(scale):
    def scaled(rows):
        return max(1000, int(rows * scale))

    root, child, rows, boosted = scaled(1_000_000), scaled(100_000), scaled(100_000), scaled(500_000)
    error, impurity = "error of sums", "training impurity"
    histogram = "gradient-histogram features=28 bins=255"
    yield Work("root histogram", root, 28, SCIKIT, error, histogram, histograms)
    yield Work(
        "child histogram", root, 28, SCIKIT, error, f"{histogram} rows=subset", histograms, child=child, shape=f"{child}x28")
    yield Work(
        "split scan", 4000, 500, SCIKIT, "sum of gains", "split-scan features=500 bins=256 nodes=64 min-rows=20 min-hessian=1e-3",
        split_scan, nodes=64, shape="500x256x64")
    tree = "tree features=50 depth=8 search=exact weights=balanced"
    for values in ("distinct", "tied"):
        yield Work(
            f"exact tree, Gini, {values}", rows, 50, SCIKIT, impurity, f"{tree} classes=2 impurity=gini",
            exact_tree, shares=[0.99, 0.01], criterion="gini", values=values)
        yield Work(
            f"exact tree, entropy, {values}", rows, 50, SCIKIT, impurity, f"{tree} classes=10 impurity=entropy",
            exact_tree, shares=0.6 ** numpy.arange(10), criterion="entropy", values=values)
    boosting = "boosting features=28 classes=2 rounds=20 learning-rate=0.3 leaves=255 depth=8 bins=255 l2=1 min-rows=1 weights=balanced"
    yield Work(
        "boosting, 20 trees", boosted, 28, "XGBoost hist", "test AUC", f"{boosting} growth=depth-wise min-hessian=1", xgboost_hist)
    yield Work(
        "boosting, 20 trees", boosted, 28, SCIKIT, "test AUC", f"{boosting} growth=best-first min-hessian=1e-3", hist_gradient_boosting)
    yield Work(
        "forest, 50 trees", rows, 28, SCIKIT, "test bal. accuracy", "forest features=28 classes=2 trees=50 depth=12 weights=balanced", forest)


def histograms(work, directory):
    generator = numpy.random.default_rng(1)
    bins = numpy.asfortranarray(generator.integers(0, 255, (work.rows, work.features), dtype=numpy.uint8))
    g = generator.standard_normal(work.rows).astype(numpy.float32)
    h = generator.uniform(0.01, 0.25, work.rows).astype(numpy.float32)
    w = numpy.where(generator.random(work.rows) < 0.03, 16.7, 0.515).astype(numpy.float32)
    rows = numpy.arange(work.rows, dtype=numpy.uint32)
    if "child" in work.details:
        rows = numpy.sort(generator.choice(rows, work.details["child"], replace=False))
    write(directory, **{"bins.u8": bins.T, "g.f32": g, "h.f32": h, "w.f32": w, "rows.i32": rows.astype(numpy.int32)})
    peer = {}

    def seconds(threads):
        if threads not in peer:
            peer[threads] = HistogramBuilder(bins, 256, g * w, h * w, False, threads)
        return seconds_per_call(lambda _: peer[threads].compute_histograms_brute(rows), threads, clock)

    def qualities():
        ours = numpy.fromfile(directory / "histogram.f64").reshape(work.features, 255, 4)[0]
        theirs = numpy.asarray(next(iter(peer.values())).compute_histograms_brute(rows))[0, :255]
        if not numpy.array_equal(ours[:, 0], theirs["count"]):
            sys.exit(f"{work.name}: the counts differ")
        products = g[rows].astype(float) * w[rows]
        cells = [products[bins[rows, 0] == b] for b in range(255)]
        truth = numpy.array([math.fsum(cell) for cell in cells])
        size = numpy.array([math.fsum(abs(cell)) for cell in cells])
        return [float(numpy.max(abs(sums - truth) / size)) for sums in (ours[:, 2], theirs["sum_gradients"])]

    return Peer(seconds, qualities)


def split_scan(work, directory):
    generator = numpy.random.default_rng(1)
    bins = numpy.asfortranarray(generator.integers(0, 255, (work.rows, work.features), dtype=numpy.uint8))
    g = generator.standard_normal(work.rows).astype(numpy.float32)
    h = generator.uniform(0.05, 0.25, work.rows).astype(numpy.float32)
    rows = [numpy.sort(generator.choice(work.rows, work.rows // 2, replace=False)) for _ in range(work.details["nodes"])]
    write(directory, **{"bins.u8": bins.T, "g.f32": g, "h.f32": h, "rows.i32": numpy.concatenate(rows).astype(numpy.int32)})
    builder = HistogramBuilder(bins, 256, g, h, False, 1)
    built = [builder.compute_histograms_brute(node.astype(numpy.uint32)) for node in rows]
    sums = [(len(node), float(g[node].astype(float).sum()), float(h[node].astype(float).sum())) for node in rows]
    none, last = numpy.zeros(work.features, dtype=numpy.uint8), numpy.full(work.features, 255, dtype=numpy.uint32)
    gains = []

    def seconds(threads):
        splitter = Splitter(bins, last, 255, none, none, none.astype(numpy.int8), 0.0, 1e-3, 20, 0.0, False, threads)

        def run(_):
            gains[:] = [
                splitter.find_node_split(count, histogram, gradient, hessian, -gradient / hessian).gain
                for histogram, (count, gradient, hessian) in zip(built, sums)]

        return seconds_per_call(run, threads, clock)

    return Peer(seconds, lambda: [2 * float(numpy.fromfile(directory / "gains.f64").sum()), float(sum(gains))])


def exact_tree(work, directory):
    x, y, _, _ = data(directory, work.rows, 1000, work.features, work.details["shares"], work.details["values"])
    model = DecisionTreeClassifier(criterion=work.details["criterion"], max_depth=8, class_weight="balanced", random_state=0)
    weights = balanced(y)

    def impurity(leaves):
        sums = numpy.zeros((leaves.max() + 1, y.max() + 1))
        numpy.add.at(sums, (leaves, y), weights)
        sums = sums[sums.sum(axis=1) > 0]
        size = sums.sum(axis=1, keepdims=True)
        shares = sums / size
        terms = shares * (1 - shares) if model.criterion == "gini" else -shares * numpy.log2(shares, where=shares > 0, out=numpy.zeros_like(shares))
        return float((size * terms).sum() / size.sum())

    def qualities():
        return [impurity(numpy.fromfile(directory / "leaves.i32", dtype=numpy.int32)), impurity(model.apply(x))]

    return Peer(lambda threads: timed(lambda: model.fit(x, y)), qualities)


def xgboost_hist(work, directory):
    import xgboost  # ensembles.py does without

    x, y, x_test, y_test = data(directory, work.rows, work.rows // 5, work.features, [0.97, 0.03])
    rows = xgboost.QuantileDMatrix(x, y, weight=balanced(y), max_bin=255)
    test = xgboost.DMatrix(x_test)
    boosters = []

    def seconds(threads):
        settings = {
            "objective": "binary:logistic", "tree_method": "hist", "max_depth": 8, "max_leaves": 255, "max_bin": 255,
            "eta": 0.3, "lambda": 1, "min_child_weight": 1, "nthread": threads}

        def train():
            boosters[:] = [xgboost.Booster(settings, [rows])]
            for step in range(20):
                boosters[0].update(rows, step)

        return timed(train)

    def qualities():
        return [
            float(roc_auc_score(y_test, numpy.fromfile(directory / "scores.f64"))),
            float(roc_auc_score(y_test, boosters[0].predict(test)))]

    return Peer(seconds, qualities)


def hist_gradient_boosting(work, directory):
    x, y, x_test, y_test = data(directory, work.rows, work.rows // 5, work.features, [0.97, 0.03])
    model = WithoutBinning(
        learning_rate=0.3, max_iter=20, max_leaf_nodes=255, max_depth=8, max_bins=255, min_samples_leaf=1,
        l2_regularization=1, early_stopping=False, class_weight="balanced", random_state=0)

    def seconds(threads):
        model.binning = 0
        with threadpool_limits(threads):
            return timed(lambda: model.fit(x, y)) - model.binning

    def qualities():
        return [
            float(roc_auc_score(y_test, numpy.fromfile(directory / "scores.f64"))),
            float(roc_auc_score(y_test, model.decision_function(x_test)))]

    return Peer(seconds, qualities)


class WithoutBinning(HistGradientBoostingClassifier):
    """Tells how long its binning takes."""

    def _bin_data(self, X, is_training_data):
        start = clock()
        bins = super()._bin_data(X, is_training_data)
        self.binning += clock() - start
        return bins


def forest(work, directory):
    x, y, x_test, y_test = data(directory, work.rows, work.rows // 5, work.features, [0.97, 0.03])
    models = []

    def seconds(threads):
        models[:] = [RandomForestClassifier(50, max_depth=12, class_weight="balanced", n_jobs=threads, random_state=0)]
        return timed(lambda: models[0].fit(x, y))

    def qualities():
        return [
            float(balanced_accuracy_score(y_test, numpy.fromfile(directory / "predicted.i32", dtype=numpy.int32))),
            float(balanced_accuracy_score(y_test, models[0].predict(x_test)))]

    return Peer(seconds, qualities)


def data(directory, rows, test_rows, features, shares, values="as drawn"):
    """Normal features, of which a line, a product and a wave tell the class, with noise; classes are bands of that number."""
    generator = numpy.random.default_rng(1)
    x = generator.standard_normal((features, rows + test_rows))
    signal = generator.standard_normal(features) @ x / features**0.5 + 0.8 * x[0] * x[1] + 0.5 * numpy.sin(2 * x[2])
    signal += 0.7 * generator.standard_normal(rows + test_rows)
    limits = numpy.quantile(signal, numpy.cumsum(shares)[:-1] / numpy.sum(shares))
    if values == "distinct":
        x = x.argsort(axis=1).argsort(axis=1)
    elif values == "tied":
        x = numpy.round(x * 1024) / 1024
    x, y = x.astype(numpy.float32), numpy.searchsorted(limits, signal).astype(numpy.int32)
    write(directory, **{"x.f32": x[:, :rows], "y.i32": y[:rows], "x_test.f32": x[:, rows:]})
    return numpy.asfortranarray(x[:, :rows].T), y[:rows], numpy.ascontiguousarray(x[:, rows:].T), y[rows:]


def write(directory, **arrays):
    for name, array in arrays.items():
        array.tofile(directory / name)


def balanced(y):
    counts = numpy.bincount(y)
    return (len(y) / (len(counts) * counts))[y]


def timed(run):
    start = clock()
    run()
    return clock() - start


def compare(ours, work, peer, directory, threads, rounds):
    """A row of the table; None with a notice where our side does not have the work."""
    name, *settings = work.request.split(" ", 1)
    request = " ".join([name, f"directory={directory}", f"threads={threads}", *settings])
    our_times, peer_times = [], []
    processor = Processor()
    began = time.perf_counter()
    for number in range(rounds):
        seconds, reason = ours.ask(request)
        if reason:
            print(f"{work.name} {work.shape}: skipped, {reason}", file=sys.stderr)
            return None
        our_times.append(seconds)
        if number == 0:
            # As ours has run before.
            peer.seconds(threads)
        with processor:
            peer_times.append(peer.seconds(threads))
        if time.perf_counter() - began > MINUTE:
            break
    if clock is time.perf_counter:
        processor.warn(f"{work.name} {work.shape}")
    our_median, peer_median = statistics.median(our_times), statistics.median(peer_times)
    our_quality, peer_quality = peer.qualities()
    return {
        "work": work.name,
        "shape": work.shape,
        "peer": work.peer,
        "threads": threads,
        "oursSeconds": our_median,
        "peerSeconds": peer_median,
        "ratio": peer_median / our_median,
        "quality": work.quality,
        "oursQuality": our_quality,
        "peerQuality": peer_quality,
    }


def show(register_bits, peers, rows):
    print(
        f"Counterweight on {register_bits}-bit registers; {peers}; "
        f"seconds{'' if clock is time.perf_counter else ' of processors'}")
    print(
        f"{'work':30}{'shape':>12}  {'peer':13}{'threads':>7}{'ours':>11}{'peer':>11}{'peer / ours':>13}  "
        f"{'quality':19}{'ours':>13}{'peer':>13}")
    for row in rows:
        print(
            f"{row['work']:30}{row['shape']:>12}  {row['peer']:13}{row['threads']:7}"
            f"{row['oursSeconds']:11.5f}{row['peerSeconds']:11.5f}{row['ratio']:13.2f}  "
            f"{row['quality']:19}{row['oursQuality']:13.7g}{row['peerQuality']:13.7g}")


def share(text):
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number above 0 and at most 1")
    return number


def main(works, description, peers, example):
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    add_arguments(parser, 5, example)
    parser.add_argument("--scale", type=share, default=1, metavar="SHARE", help="share of the rows to take (1)")
    parser.add_argument("--processor-time", action="store_true", help="count the time of processors, of all threads together")
    arguments = parser.parse_args()
    chosen = [work for work in works(arguments.scale) if arguments.filter.lower() in f"{work.name} {work.shape} {work.peer}".lower()]
    if not chosen:
        sys.exit(f"no work matches '{arguments.filter}'")

    if arguments.processor_time:
        global clock
        clock = time.process_time
    ours = Ours("serve-trees", *["--processor-time"] * arguments.processor_time)
    gc.disable()
    rows = []
    for work in chosen:
        with tempfile.TemporaryDirectory() as directory:
            peer = work.prepare(work, pathlib.Path(directory))
            for threads in arguments.threads:
                row = compare(ours, work, peer, directory, threads, arguments.rounds)
                if row is None:
                    break
                rows.append(row)
        gc.collect()
    ours.close()
    if arguments.json:
        print(json.dumps(rows, indent=2))
    else:
        show(ours.register_bits, peers, rows)


if __name__ == "__main__":
    import xgboost

    main(works, __doc__, f"scikit-learn {sklearn.__version__}; XGBoost {xgboost.__version__}", "'exact tree', 'xgboost'")
