"""Times scikit-learn's measures of predictions beside ours, alternating in the same run, and prints ratios and how near both are to the truth.

    dotnet build -c Release bench/Counterweight.Benchmarks
    python3 bench/peers/metrics.py [--filter NAME] [--rounds N] [--threads LIST] [--scale SHARE] [--json]

Each round times ours, then the peer, and the medians of the rounds are printed in seconds. Scores and weights are float32, labels int32, made
before the clock starts and the same for both. scikit-learn has one thread. --scale 0.1 takes a tenth of the rows, for a quick look.

Confusion matrix: ours reads scores and finds the greatest of each row; of the peer the time is that of numpy's argmax and of confusion_matrix.
Log loss and Brier score: probabilities of float64 for the peer, which are those of float32, so that both compute in double; rows of several classes
are divided by their sums in float64 before they are rounded, and scikit-learn divides them again. The Brier score of several classes it does not have.
Rankings: from the scores on, the sort included. The sweep is precision_recall_curve and the greatest F1 of its points. A replicate of the bootstrap is a
draw of rows and roc_auc_score of them; the peer makes 20 and its time is multiplied. For 'all ranking metrics' the peer is our own ROC AUC alone.
Quality is the largest relative error against sums in long double; of the bootstrap, the relative difference from DeLong's standard error.
"""

import argparse
import gc
import json
import pathlib
import statistics
import sys
import tempfile
import time

import numpy
import sklearn
from side_by_side import Ours, Processor, add_arguments
from sklearn.metrics import average_precision_score, brier_score_loss, confusion_matrix, log_loss, precision_recall_curve, roc_auc_score

MINUTE = 60
REPLICATES = 1000
PEER_REPLICATES = 20


class Work:
    """What to compare: prepare(work, directory) writes the data and returns a Peer; the request is ours without its directory."""

    def __init__(self, name, rows, classes, request, prepare, weighted=False):
        self.name, self.rows, self.classes, self.request, self.prepare, self.weighted = name, rows, classes, request, prepare, weighted
        self.shape = f"{rows}x{classes}" if classes > 1 else f"{rows}"


class Peer:
    """run() computes the measures, so many times less than asked; truth are the right ones, in long double. Ours may stand in with a request of its own."""

    def __init__(self, run, truth, times=1, name="scikit-learn", request=None):
        self.run, self.truth, self.times, self.name, self.request = run, truth, times, name, request


def works(scale):
    def scaled(rows):
        return max(1000, int(rows * scale))

    many, some = scaled(10_000_000), scaled(1_000_000)
    yield Work("confusion matrix", many, 7, "metric of=confusion classes=7", confusion)
    yield Work("confusion matrix, weighted", some, 7, "metric of=confusion classes=7 weights=yes", confusion, weighted=True)
    yield Work("log loss", some, 7, "metric of=log-loss classes=7 weights=yes", several_log_loss, weighted=True)
    yield Work("log loss", some, 1, "metric of=log-loss weights=yes", binary_log_loss, weighted=True)
    yield Work("Brier score", some, 1, "metric of=brier weights=yes", binary_brier, weighted=True)
    for ties in ("distinct", "tied"):
        yield Work(f"ROC AUC and average precision, {ties}", some, 1, "ranking of=areas weights=yes", areas(ties), weighted=True)
        yield Work(f"threshold sweep, {ties}", some, 1, "ranking of=sweep weights=yes", sweep(ties), weighted=True)
        yield Work(f"all ranking metrics, {ties}", some, 1, "ranking of=all weights=yes", all_metrics(ties), weighted=True)
    yield Work(f"{REPLICATES} bootstrap replicates", scaled(100_000), 1, f"ranking of=bootstrap replicates={REPLICATES}", bootstrap)


def confusion(work, directory):
    generator = numpy.random.default_rng(1)
    y = labels(generator, work.rows, 0.5 ** numpy.arange(work.classes))
    p = generator.standard_normal((work.rows, work.classes), dtype=numpy.float32)
    p[numpy.arange(work.rows), y] += 1
    w = weights(generator, work)
    write(directory, y, p, w)
    truth = numpy.zeros((work.classes, work.classes), dtype=numpy.longdouble)
    numpy.add.at(truth, (y, p.argmax(axis=1)), 1 if w is None else w)
    return Peer(lambda: confusion_matrix(y, p.argmax(axis=1), sample_weight=w), truth)


def several_log_loss(work, directory):
    generator = numpy.random.default_rng(1)
    y = labels(generator, work.rows, 0.5 ** numpy.arange(work.classes))
    p = generator.random((work.rows, work.classes)) + 0.01
    p = (p / p.sum(axis=1, keepdims=True)).astype(numpy.float32)
    w = weights(generator, work)
    write(directory, y, p, w)
    terms = -numpy.log(p[numpy.arange(work.rows), y].astype(numpy.longdouble))
    wide = p.astype(float)
    return Peer(lambda: log_loss(y, wide, sample_weight=w), mean(terms, w))


def binary_log_loss(work, directory):
    y, p, w = binary(work, directory)
    exact = p.astype(numpy.longdouble)
    terms = numpy.where(y == 1, -numpy.log(exact), -numpy.log1p(-exact))
    wide = p.astype(float)
    return Peer(lambda: log_loss(y, wide, sample_weight=w), mean(terms, w))


def binary_brier(work, directory):
    y, p, w = binary(work, directory)
    terms = (p.astype(numpy.longdouble) - y) ** 2
    wide = p.astype(float)
    return Peer(lambda: brier_score_loss(y, wide, sample_weight=w), mean(terms, w))


def binary(work, directory):
    generator = numpy.random.default_rng(1)
    p = (generator.random(work.rows) ** 6).astype(numpy.float32)
    p = numpy.clip(p, 1e-7, 1 - 1e-7)
    y = (generator.random(work.rows) < p).astype(numpy.int32)
    w = weights(generator, work)
    write(directory, y, p, w)
    return y, p, w


def ranking(work, directory, ties):
    """Scores that are all but distinct, or of some 100 values; 3 % positive rows."""
    generator = numpy.random.default_rng(1)
    y = (generator.random(work.rows) < 0.03).astype(numpy.int32)
    s = (generator.standard_normal(work.rows) + 1.5 * y).astype(numpy.float32)
    if ties == "tied":
        s = numpy.round(s * 10) / numpy.float32(10)
    w = weights(generator, work)
    y.tofile(directory / "y.i32")
    s.tofile(directory / "s.f32")
    if w is not None:
        w.tofile(directory / "w.f32")
    return y, s, w


def points(y, s, w):
    """Weights of both classes at and above each distinct score, in long double."""
    order = numpy.argsort(-s, kind="stable")
    y, s, w = y[order], s[order], w[order].astype(numpy.longdouble)
    ends = numpy.append(numpy.nonzero(numpy.diff(s))[0], len(s) - 1)
    return numpy.cumsum(w * y)[ends], numpy.cumsum(w * (1 - y))[ends]


def areas(ties):
    def prepare(work, directory):
        y, s, w = ranking(work, directory, ties)
        above, alarms = points(y, s, w)
        before, alarms_before = numpy.append(0, above[:-1]), numpy.append(0, alarms[:-1])
        truth = numpy.array([
            ((alarms - alarms_before) * (above + before)).sum() / (2 * above[-1] * alarms[-1]),
            ((above - before) * above / (above + alarms)).sum() / above[-1]])
        return Peer(lambda: [roc_auc_score(y, s, sample_weight=w), average_precision_score(y, s, sample_weight=w)], truth)

    return prepare


def sweep(ties):
    def prepare(work, directory):
        y, s, w = ranking(work, directory, ties)
        above, alarms = points(y, s, w)
        return Peer(lambda: best_f1(*precision_recall_curve(y, s, sample_weight=w)), numpy.array([(2 * above / (above[-1] + above + alarms)).max()]))

    return prepare


def best_f1(precision, recall, _):
    total = precision + recall
    return [(2 * precision * recall / numpy.where(total == 0, 1, total)).max()]


def all_metrics(ties):
    def prepare(work, directory):
        y, s, w = ranking(work, directory, ties)
        truth = numpy.array([roc_auc_score(y, s, sample_weight=w)])
        return Peer(None, truth, name="our ROC AUC", request="ranking of=auc weights=yes")

    return prepare


def bootstrap(work, directory):
    y, s, _ = ranking(work, directory, "distinct")
    generator = numpy.random.default_rng(2)

    def run():
        values = []
        for _ in range(PEER_REPLICATES):
            drawn = generator.integers(0, len(y), len(y))
            values.append(roc_auc_score(y[drawn], s[drawn]))
        return [numpy.mean(values), numpy.std(values)]

    order = numpy.argsort(s, kind="stable")
    ranks = numpy.empty(len(s))
    ranks[order] = numpy.arange(1, len(s) + 1)
    positive, negative = ranks[y == 1], ranks[y == 0]
    spread = [(numpy.searchsorted(numpy.sort(other), each) / len(other)).var() / len(each) for each, other in ((positive, negative), (negative, positive))]
    return Peer(run, numpy.array([roc_auc_score(y, s), numpy.sqrt(sum(spread))]), REPLICATES / PEER_REPLICATES)


def labels(generator, rows, shares):
    return generator.choice(len(shares), rows, p=shares / shares.sum()).astype(numpy.int32)


def weights(generator, work):
    return generator.uniform(0.1, 5, work.rows).astype(numpy.float32) if work.weighted else None


def mean(terms, w):
    w = w.astype(numpy.longdouble)
    return numpy.array([(terms * w).sum() / w.sum()])


def write(directory, y, p, w):
    y.tofile(directory / "y.i32")
    p.tofile(directory / "p.f32")
    if w is not None:
        w.tofile(directory / "w.f32")


def error(values, truth):
    values = numpy.asarray(values, dtype=numpy.longdouble).reshape(truth.shape)
    return float(numpy.max(abs(values - truth) / numpy.where(truth == 0, 1, abs(truth))))


def compare(ours, work, peer, directory, threads, rounds):
    """A row of the table; None with a notice where our side does not have the work."""
    name, settings = work.request.split(" ", 1)
    request = f"{name} directory={directory} threads={threads} {settings}"
    our_times, peer_times, processor = [], [], Processor()
    theirs = peer.run() if peer.run else peer.truth
    began = time.perf_counter()
    for _ in range(rounds):
        seconds, reason = ours.ask(request)
        if reason:
            print(f"{work.name} {work.shape}: skipped, {reason}", file=sys.stderr)
            return None
        our_times.append(seconds)
        quality = error(numpy.fromfile(directory / "metric.f64"), peer.truth)
        if peer.request:
            peer_times.append(ours.ask(f"ranking directory={directory} threads={threads} {peer.request.split(' ', 1)[1]}")[0])
            continue
        with processor:
            start = time.perf_counter()
            theirs = peer.run()
            peer_times.append((time.perf_counter() - start) * peer.times)
        if time.perf_counter() - began > MINUTE:
            break
    if peer.run:
        processor.warn(f"{work.name} {work.shape}")
    our_median, peer_median = statistics.median(our_times), statistics.median(peer_times)
    return {
        "work": work.name,
        "shape": work.shape,
        "peer": peer.name,
        "threads": threads,
        "oursSeconds": our_median,
        "peerSeconds": peer_median,
        "ratio": peer_median / our_median,
        "quality": "error",
        "oursQuality": quality,
        "peerQuality": error(theirs, peer.truth),
    }


def show(register_bits, rows):
    print(f"Counterweight on {register_bits}-bit registers; scikit-learn {sklearn.__version__}, one thread; seconds")
    print(f"{'work':42}{'shape':>12}{'threads':>9}{'ours':>11}{'peer':>11}{'peer / ours':>13}  {'quality':9}{'ours':>11}{'peer':>11}")
    for row in rows:
        print(
            f"{row['work']:42}{row['shape']:>12}{row['threads']:9}{row['oursSeconds']:11.5f}{row['peerSeconds']:11.5f}{row['ratio']:13.2f}  "
            f"{row['quality']:9}{row['oursQuality']:11.2g}{row['peerQuality']:11.2g}")


def share(text):
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number above 0 and at most 1")
    return number


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser, 5, "'confusion', 'log loss'")
    parser.add_argument("--scale", type=share, default=1, metavar="SHARE", help="share of the rows to take (1)")
    arguments = parser.parse_args()
    chosen = [work for work in works(arguments.scale) if arguments.filter.lower() in f"{work.name} {work.shape} scikit-learn".lower()]
    if not chosen:
        sys.exit(f"no work matches '{arguments.filter}'")
    ours = Ours("serve-trees")
    gc.disable()
    rows = []
    for work in chosen:
        with tempfile.TemporaryDirectory() as directory:
            peer = work.prepare(work, pathlib.Path(directory))
            for threads in arguments.threads:
                row = compare(ours, work, peer, pathlib.Path(directory), threads, arguments.rounds)
                if row is None:
                    break
                rows.append(row)
        gc.collect()
    ours.close()
    if arguments.json:
        print(json.dumps(rows, indent=2))
    else:
        show(ours.register_bits, rows)


if __name__ == "__main__":
    main()
