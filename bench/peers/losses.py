"""Times PyTorch's and scikit-learn's losses beside ours, alternating in the same run, and prints the ratios.

    dotnet build -c Release bench/Counterweight.Benchmarks
    python3 bench/peers/losses.py [--filter NAME] [--rounds N] [--threads LIST] [--json]

For every work each round times ours, then the peer, for about a tenth of a second each, and takes the median call of
each; printed are the medians of the rounds, in ns per element (logit or score), and the ratio peer / ours. Everything
is float32, inputs are made before the clock starts, scores are uniform in -8 ... 8, the garbage collector of Python is
off, and everything has been called before it is timed. `threads` counts the threads of ours and of the peer.

PyTorch: one step as a training loop writes it. The logits are a leaf with requires_grad; timed are the forward call,
loss.backward() and grad = None. Softmax cross-entropy is torch.nn.functional.cross_entropy with class weights (mean),
binary cross-entropy is binary_cross_entropy_with_logits with pos_weight (mean), binary focal loss is composed as
torchvision's sigmoid_focal_loss composes it (gamma 2, alpha 0.25, mean). Ours computes the same: the weighted sum of
the losses and the gradient of every logit, in one call.

scikit-learn: the methods that its boosting calls, HalfMultinomialLoss.gradient_hessian and
HalfBinomialLoss.gradient_hessian, with sample weights that hold each row's class weight and with outputs allocated
beforehand. Ours is given the class weights and computes gradient, Hessian diagonal and, beyond the peer, the sum of
the losses.
"""

import argparse
import gc
import json
import re
import statistics
import sys

import numpy
import sklearn
import torch
import torch.nn.functional as F
from side_by_side import Ours, Processor, add_arguments, seconds_per_call
from sklearn._loss import HalfBinomialLoss, HalfMultinomialLoss


class Work:
    """What to compare: our case of the catalogue with the outputs asked for, and a function that readies the peer."""

    def __init__(self, name, kernel, outputs, peer, prepare, rows, classes=1):
        self.name, self.kernel, self.outputs, self.peer, self.prepare = name, kernel, outputs, peer, prepare
        self.rows, self.classes = rows, classes
        self.shape = f"{rows}" if classes == 1 else f"{rows}x{classes}"

    def request(self, threads):
        return f"{self.kernel} float32 {self.shape} {self.outputs} threads={threads}"


def works():
    value = "value+gradient"
    curvature = "gradient+hessian"
    for rows, classes in [(65536, 2), (65536, 3), (65536, 10), (16384, 100), (4096, 1000), (256, 32000)]:
        yield Work("softmax cross-entropy", "softmax-cross-entropy", value, "PyTorch", cross_entropy, rows, classes)
    yield Work("binary cross-entropy", "binary-cross-entropy", value, "PyTorch", binary_cross_entropy, 65536)
    yield Work("binary focal", "binary-focal", value, "PyTorch", binary_focal, 65536)
    for rows, classes in [(65536, 3), (65536, 7), (16384, 100)]:
        yield Work(
            "softmax gradient + Hessian", "softmax-cross-entropy", curvature, "scikit-learn", multinomial, rows, classes)
    yield Work("binary gradient + Hessian", "binary-cross-entropy", curvature, "scikit-learn", binomial, 65536)


def scores(generator, *shape):
    return generator.uniform(-8, 8, shape).astype(numpy.float32)


def step(logits, loss):
    """Forward, backward and a fresh gradient."""
    logits = torch.from_numpy(logits).requires_grad_()

    def run(threads):
        loss(logits).backward()
        logits.grad = None

    return run


def cross_entropy(generator, rows, classes):
    labels = torch.from_numpy(generator.integers(0, classes, rows))
    weight = torch.from_numpy(generator.uniform(0.1, 5, classes).astype(numpy.float32))
    return step(scores(generator, rows, classes), lambda z: F.cross_entropy(z, labels, weight=weight))


def binary_cross_entropy(generator, rows, classes):
    targets = torch.from_numpy(generator.integers(0, 2, rows).astype(numpy.float32))
    weight = torch.tensor(3.0)
    return step(
        scores(generator, rows), lambda z: F.binary_cross_entropy_with_logits(z, targets, pos_weight=weight))


def binary_focal(generator, rows, classes):
    targets = torch.from_numpy(generator.integers(0, 2, rows).astype(numpy.float32))
    alpha, gamma = 0.25, 2

    def loss(z):
        p = torch.sigmoid(z)
        entropy = F.binary_cross_entropy_with_logits(z, targets, reduction="none")
        p_t = p * targets + (1 - p) * (1 - targets)
        alpha_t = alpha * targets + (1 - alpha) * (1 - targets)
        return (alpha_t * (entropy * ((1 - p_t) ** gamma))).mean()

    return step(scores(generator, rows), loss)


def multinomial(generator, rows, classes):
    labels = generator.integers(0, classes, rows)
    weights = generator.uniform(0.1, 5, classes).astype(numpy.float32)[labels]
    return curvature(HalfMultinomialLoss(n_classes=classes), labels, scores(generator, rows, classes), weights)


def binomial(generator, rows, classes):
    labels = generator.integers(0, 2, rows)
    weights = numpy.array([0.5, 3], dtype=numpy.float32)[labels]
    return curvature(HalfBinomialLoss(), labels, scores(generator, rows), weights)


def curvature(loss, labels, raw, weights):
    labels = labels.astype(numpy.float32)
    gradient, hessian = numpy.empty_like(raw), numpy.empty_like(raw)

    def run(threads):
        loss.gradient_hessian(
            y_true=labels, raw_prediction=raw, sample_weight=weights,
            gradient_out=gradient, hessian_out=hessian, n_threads=threads)

    return run


def compare(ours, work, threads, rounds):
    """A row of the table; None with a notice where our side does not have the work."""
    run = work.prepare(numpy.random.default_rng(1), work.rows, work.classes)
    torch.set_num_threads(threads)
    elements = work.rows * work.classes
    our_times, peer_times = [], []
    processor = Processor()
    for _ in range(rounds):
        nanoseconds, reason = ours.ask(work.request(threads))
        if reason:
            print(f"{work.name} {work.shape}: skipped, {reason}", file=sys.stderr)
            return None
        our_times.append(nanoseconds)
        with processor:
            peer_times.append(seconds_per_call(run, threads) * 1e9 / elements)
    processor.warn(f"{work.name} {work.shape}")
    our_median, peer_median = statistics.median(our_times), statistics.median(peer_times)
    return {
        "work": work.name,
        "shape": work.shape,
        "peer": work.peer,
        "threads": threads,
        "oursNs": our_median,
        "peerNs": peer_median,
        "ratio": peer_median / our_median,
    }


def show(register_bits, rows):
    capability = re.search(r"CPU capability usage: (\S+)", torch.__config__.show())
    print(
        f"Counterweight on {register_bits}-bit registers; PyTorch {torch.__version__} "
        f"({capability[1] if capability else 'unknown'}); scikit-learn {sklearn.__version__}; float32, ns per element")
    print(f"{'work':28}{'shape':>12}  {'peer':14}{'threads':>7}{'ours':>9}{'peer':>9}{'peer / ours':>13}")
    for row in rows:
        print(
            f"{row['work']:28}{row['shape']:>12}  {row['peer']:14}{row['threads']:7}"
            f"{row['oursNs']:9.3f}{row['peerNs']:9.3f}{row['ratio']:13.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser, 7, "'focal', '65536x3'")
    arguments = parser.parse_args()
    chosen = [work for work in works() if arguments.filter.lower() in f"{work.name} {work.shape} {work.peer}".lower()]
    if not chosen:
        sys.exit(f"no work matches '{arguments.filter}'")

    ours = Ours("serve")
    gc.disable()
    rows = []
    for work in chosen:
        for threads in arguments.threads:
            row = compare(ours, work, threads, arguments.rounds)
            if row is None:
                break
            rows.append(row)
    ours.close()
    if arguments.json:
        print(json.dumps(rows, indent=2))
    else:
        show(ours.register_bits, rows)


if __name__ == "__main__":
    main()
