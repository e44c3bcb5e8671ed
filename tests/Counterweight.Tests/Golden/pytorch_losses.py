"""Writes Data/*.json, the values, gradients and Hessian diagonals that GoldenTests compares ours with.

    python3 tests/Counterweight.Tests/Golden/pytorch_losses.py

Made with PyTorch 1.13 in float64. Inputs and parameters are numbers of float32, so that one case serves both element
types, except in cases named "... float64". Where PyTorch has the loss as a function, the numbers are that function's
and autograd's; otherwise they are autograd's of the plain definition below. Where PyTorch's answer is not what this
library documents, a case holds the documented numbers and beside them PyTorch's own ("torch") with a note.

A case's scale is the greatest factor that multiplies a row's loss or gradient: what absolute errors are measured by.
"""

import json
import math
import pathlib

import numpy
import torch
import torch.nn.functional as F
from torch.nn.functional import logsigmoid

DATA = pathlib.Path(__file__).parent / "Data"
INFINITY = math.inf
HUGE = [1e4, -1e4, 9999.5, -9984.0, 1e4, -1e4]


def tensor(values):
    return None if values is None else torch.tensor(numpy.asarray(values, dtype=numpy.float64))


def single(value):
    """The float32 nearest to it."""
    return float(numpy.float32(value))


class Draw:
    """Inputs from a seed: multiples of 1/256, exact in float32 and short to print, or any double."""

    def __init__(self, seed, wide=False):
        self.random, self.wide = numpy.random.default_rng(seed), wide

    def uniform(self, low, high, *shape):
        values = self.random.uniform(low, high, shape)
        return values if self.wide else numpy.round(values * 256) / 256

    def scores(self, *shape, reach=8):
        return self.uniform(-reach, reach, *shape)

    def hard(self, rows):
        return self.random.integers(0, 2, rows).astype(float)

    def soft(self, rows):
        """Half of them hard."""
        return numpy.where(self.random.integers(0, 2, rows) == 0, self.hard(rows), self.uniform(0, 1, rows))

    def labels(self, rows, classes):
        return self.random.integers(0, classes, rows)

    def weights(self, count, zeros=False):
        values = self.uniform(0.125, 5, count)
        if zeros:
            values[::4] = 0
        return values

    def distributions(self, rows, classes):
        """Multiples of 1/64 that sum to 1 exactly."""
        return self.random.multinomial(64, self.random.dirichlet(numpy.full(classes, 0.7)), rows) / 64


def autograd(loss, scores):
    """Value of each row, gradient of their sum and Hessian diagonal. A row depends on its own scores alone."""
    z = tensor(scores).requires_grad_()
    value = loss(z)
    gradient, = torch.autograd.grad(value.sum(), z, create_graph=True)
    hessian = torch.zeros_like(z)
    if gradient.requires_grad:
        columns = gradient.reshape(len(value), -1) if len(value) else gradient.reshape(0, 1)
        for j in range(columns.shape[1]):
            second, = torch.autograd.grad(columns[:, j].sum(), z, retain_graph=True, allow_unused=True)
            if second is not None:
                hessian.reshape(columns.shape)[:, j] = second.reshape(columns.shape)[:, j]
    return {"value": value.detach(), "gradient": gradient.detach(), "hessian": hessian}


def numbers(values):
    return [plain(v) for v in numpy.asarray(values, dtype=numpy.float64).ravel()]


def plain(value):
    """As JSON can hold it: named where it is not finite, an integer where it is one."""
    value = float(value)
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


class Loss:
    """A file of cases."""

    def __init__(self, name, definition):
        self.name, self.definition, self.cases = name, definition, []

    def add(self, name, outputs, scores, torch_answer=None, note=None, parameters=None, scale=1.0, **inputs):
        case = {"name": name, "parameters": {k: plain(v) for k, v in (parameters or {}).items()}, "scale": plain(scale)}
        shape = numpy.shape(scores)
        if len(shape) == 2:
            case["classes"] = shape[1]
        case["scores"] = numbers(scores)
        case |= {k: numbers(v) for k, v in inputs.items() if v is not None}
        case |= {k: numbers(v) for k, v in outputs.items() if v is not None and k in ("value", "gradient", "hessian")}
        case |= {k: plain(outputs[k]) for k in ("sum", "weight") if k in outputs}
        if note:
            case["note"] = note
        if torch_answer:
            case["torch"] = {k: numbers(v) if numpy.ndim(v) else plain(v) for k, v in torch_answer.items()
                             if not (k in outputs and numpy.allclose(v, outputs[k], rtol=1e-10, equal_nan=True))}
        self.cases.append(case)

    def write(self):
        lines = [f'  "loss": {json.dumps(self.name)},', f'  "definition": {json.dumps(self.definition)},',
                 f'  "madeWith": {json.dumps("PyTorch " + torch.__version__)},', '  "cases": [']
        cases = []
        for case in self.cases:
            fields = [f"      {json.dumps(k)}: {json.dumps(v)}" for k, v in case.items()]
            cases.append("    {\n" + ",\n".join(fields) + "\n    }")
        lines.append(",\n".join(cases))
        text = "{\n" + "\n".join(lines) + "\n  ]\n}\n"
        (DATA / f"{self.name}.json").write_text(text)


def share(weight, loss):
    """Of weight 0 nothing is left, even of an infinite loss."""
    return torch.where(weight == 0, torch.zeros_like(loss), weight * loss)


def greatest(*weights):
    """The product of the greatest weights."""
    return math.prod(float(numpy.max(w)) for w in weights if w is not None and numpy.size(w)) or 1.0


def limits(loss, targets, reach=1e4):
    """Limits of a point loss at the ends: where its value still grows with the score it is infinite."""
    def at(z):
        answer = autograd(lambda s: loss(s, tensor(targets)), z)
        near = autograd(lambda s: loss(s, tensor(targets)), z / 2)["value"]
        value = torch.where(answer["value"] > 1.5 * near, torch.full_like(near, INFINITY), answer["value"])
        return answer | {"value": value}

    return at(numpy.full(len(targets), reach)), at(numpy.full(len(targets), -reach))


def infinite_case(file, name, loss, composed, parameters, note, targets=(0.0, 1.0), reach=1e4, **more):
    """Both infinities for every target: the documented limits, and what PyTorch makes of them."""
    up, down = limits(loss, targets, reach)
    outputs = {k: torch.cat([up[k], down[k]]) for k in up}
    scores = numpy.repeat([INFINITY, -INFINITY], len(targets))
    both = numpy.tile(targets, 2)
    answer = autograd(lambda z: composed(z, tensor(both)), scores)
    file.add(name, outputs, scores, answer, note, parameters, targets=both, **more)


# Point losses


def binary_cross_entropy():
    file = Loss("binary-cross-entropy", "positiveWeight·y'·softplus(-z) + negativeWeight·(1-y')·softplus(z), y' = (1-ε)y + ε/2; "
                "torch.nn.functional.binary_cross_entropy_with_logits")

    def add(name, scores, targets, positive=1.0, negative=1.0, smoothing=0.0, weights=None):
        y = tensor(targets) * (1 - smoothing) + smoothing / 2

        def loss(z):
            # PyTorch weights the positive class only; the negative weight divides it and multiplies the row.
            value = F.binary_cross_entropy_with_logits(z, y, pos_weight=tensor(positive / negative), reduction="none") * negative
            return value if weights is None else value * tensor(weights)

        file.add(name, autograd(loss, scores), scores, targets=targets, sampleWeights=weights,
                 parameters={"positiveWeight": positive, "negativeWeight": negative, "labelSmoothing": smoothing},
                 scale=greatest([positive, negative], weights))

    for wide in (False, True):
        draw = Draw(1, wide)
        suffix = " float64" if wide else ""
        add("hard targets" + suffix, draw.scores(40), draw.hard(40))
        add("soft targets, class and sample weights" + suffix, draw.scores(40), draw.soft(40), 3.0, 0.5, weights=draw.weights(40))
    draw = Draw(2)
    add("positive weight", draw.scores(24), draw.soft(24), positive=12.5)
    add("positive weight 0", draw.scores(24), draw.soft(24), positive=0.0)
    add("label smoothing", draw.scores(24), draw.soft(24), smoothing=single(0.1))
    add("label smoothing 1", draw.scores(8), draw.soft(8), smoothing=1.0)
    add("sample weights with zeros", draw.scores(24), draw.soft(24), 2.0, weights=draw.weights(24, zeros=True))
    add("huge logits", HUGE, [1, 0, 0, 1, 0.5, 0.25], 3.0)
    add("zero logits", [0.0, -0.0, 0.0], [0, 1, 0.5])
    add("tails", [30.0, -30.0, 80.0, -80.0, 30.0, -80.0], [1, 0, 1, 0, 0, 1])
    add("no rows", [], [])

    targets = [0.0, 1.0, 0.25]
    parameters = {"positiveWeight": 3.0, "negativeWeight": 0.5, "labelSmoothing": 0.0}
    infinite_case(
        file, "infinite logits",
        lambda z, y: share(3 * y, -logsigmoid(z)) + share(0.5 * (1 - y), -logsigmoid(-z)),
        lambda z, y: 0.5 * F.binary_cross_entropy_with_logits(z, y, pos_weight=tensor(6.0), reduction="none"),
        parameters, "PyTorch gives NaN at infinite logits even where the loss is 0.", targets, scale=3)

    scores, targets, weights = [math.nan, INFINITY, 1.5], [1.0, 0.0, 1.0], [0.0, 0.0, 2.0]
    loss = lambda z: F.binary_cross_entropy_with_logits(z, tensor(targets), weight=tensor(weights), reduction="none")
    outputs = {k: torch.where(tensor(weights) == 0, torch.zeros(3, dtype=torch.float64), v) for k, v in autograd(loss, scores).items()}
    file.add("bad logits in rows of weight 0", outputs, scores, autograd(loss, scores),
             "PyTorch multiplies by the weight 0, which leaves NaN; here such rows are as if absent.",
             {"positiveWeight": 1, "negativeWeight": 1, "labelSmoothing": 0}, scale=2, targets=targets, sampleWeights=weights)
    file.write()


def point_cases(file, loss, parameter_sets, targets="hard", scale=lambda p: 1.0, reach=8, huge=True):
    """Ordinary rows under every set of parameters, in float32 and float64; sample weights; huge logits."""
    def drawn(draw, rows):
        return targets(draw, rows) if callable(targets) else getattr(draw, targets)(rows)

    def add(name, scores, y, parameters, weights=None):
        row = lambda z: loss(z, tensor(y), **parameters) * (1 if weights is None else tensor(weights))
        outputs = autograd(row, scores)
        file.add(name, outputs, scores, parameters=parameters, targets=y, sampleWeights=weights,
                 scale=scale(parameters) * greatest(weights))

    for number, parameters in enumerate(parameter_sets):
        label = ", ".join(f"{k} {v:.3g}" for k, v in parameters.items()) or "ordinary"
        for wide in (False, True):
            draw = Draw(10 + number, wide)
            add(label + (" float64" if wide else ""), draw.scores(20, reach=reach), drawn(draw, 20), parameters)
    draw = Draw(9)
    add("sample weights", draw.scores(20, reach=reach), drawn(draw, 20), parameter_sets[0], draw.weights(20, zeros=True))
    if huge:
        add("huge scores", HUGE, targets(draw, len(HUGE)) if callable(targets) else numpy.array([1, 0, 0, 1, 0, 1.0]), parameter_sets[-1])


def margin(z, y):
    return torch.where(y > 0.5, z, -z)


def binary_focal():
    file = Loss("binary-focal", "α·y·σ(-z)^γ·softplus(-z) + (1-α)(1-y)·σ(z)^γ·softplus(z)")

    def loss(z, y, gamma, alpha):
        term = lambda m: torch.exp(gamma * logsigmoid(-m)) * -logsigmoid(m)
        return share(alpha * y, term(z)) + share((1 - alpha) * (1 - y), term(-z))

    def torchvision(z, y, gamma, alpha):
        p = torch.sigmoid(z)
        p_t = p * y + (1 - p) * (1 - y)
        entropy = F.binary_cross_entropy_with_logits(z, y, reduction="none")
        return (alpha * y + (1 - alpha) * (1 - y)) * (entropy * ((1 - p_t) ** gamma))

    point_cases(file, loss, [{"gamma": g, "alpha": a} for g, a in [(0.0, 0.5), (0.5, 0.25), (2.0, 0.25), (5.0, 0.75), (2.0, 1.0)]],
                targets="soft", scale=lambda p: 1 + p["gamma"] ** 2)
    parameters = {"gamma": 2.0, "alpha": 0.25}
    infinite_case(file, "infinite logits", lambda z, y: loss(z, y, **parameters), lambda z, y: torchvision(z, y, **parameters),
                  parameters, "PyTorch's composition gives NaN at infinite logits.", scale=5)
    file.write()


def asymmetric():
    file = Loss("asymmetric", "y·σ(-z)^γ₊·softplus(-z) + (1-y)·u^γ₋·(-log(1-u)), u = max(σ(z)-shift, 0)")

    def loss(z, y, gammaPositive, gammaNegative, shift):
        positive = torch.exp(gammaPositive * logsigmoid(-z)) * -logsigmoid(z)
        if shift == 0:
            negative = torch.exp(gammaNegative * logsigmoid(z)) * -logsigmoid(-z)
        else:
            # 1 - u is σ(-z) + shift, in which nothing cancels.
            inside = torch.sigmoid(z) > shift
            u = torch.where(inside, torch.sigmoid(z) - shift, torch.ones_like(z))
            negative = torch.where(inside, -u ** gammaNegative * torch.log(torch.sigmoid(-z) + shift), torch.zeros_like(z))
        return y * positive + (1 - y) * negative

    names = ("gammaPositive", "gammaNegative", "shift")
    sets = [(0.0, 4.0, single(0.05)), (1.0, 4.0, 0.0), (1.0, 2.0, 0.25), (0.0, 0.0, 0.0), (0.5, 2.5, single(0.05)), (1.0, 4.0, single(0.05))]
    point_cases(file, loss, [dict(zip(names, values)) for values in sets], targets="soft",
                scale=lambda p: 1 + max(p["gammaPositive"], p["gammaNegative"]) ** 2)
    file.write()


def hinges():
    hinge = Loss("hinge", "max(0, 1-m), m = ±z")
    point_cases(hinge, lambda z, y: torch.relu(1 - margin(z, y)), [{}])
    squared = Loss("squared-hinge", "½·max(0, 1-m)², m = ±z")
    point_cases(squared, lambda z, y: 0.5 * torch.relu(1 - margin(z, y)) ** 2, [{}])
    for file, loss in [(hinge, lambda m: torch.relu(1 - m)), (squared, lambda m: 0.5 * torch.relu(1 - m) ** 2)]:
        scores, targets = [1.0, -1.0, 0.0, 1.0, -1.0], [1.0, 0.0, 1.0, 0.0, 1.0]
        file.add("at the kink", autograd(lambda z: loss(margin(z, tensor(targets))), scores), scores, targets=targets)
        file.write()


def exponential():
    file = Loss("exponential", "exp(-m), m = ±z")
    loss = lambda z, y: torch.exp(-margin(z, y))
    point_cases(file, loss, [{}], huge=False)
    scores, targets = [80.0, -80.0, 60.0, -60.0, 1e4, -1e4], [1.0, 1.0, 0.0, 0.0, 1.0, 0.0]
    file.add("large scores", autograd(lambda z: loss(z, tensor(targets)), scores), scores, targets=targets)
    scores, targets = [-800.0, 800.0, 1e4, -700.0], [1.0, 0.0, 0.0, 1.0]
    answer = autograd(lambda z: loss(z, tensor(targets)), scores)
    most = torch.finfo(torch.float64).max
    file.add("beyond the greatest number, float64", {k: v.clamp(-most, most) for k, v in answer.items()}, scores, answer,
             "PyTorch overflows; here the greatest finite number is the end.", targets=targets)
    file.write()


def preference():
    file = Loss("preference", "y'·softplus(-βh) + (1-y')·softplus(βh) of a margin h, y' = (1-ε)y + ε(1-y)")

    def loss(h, y, beta, labelNoise):
        kept = (1 - labelNoise) * y + labelNoise * (1 - y)
        return kept * -logsigmoid(beta * h) + (1 - kept) * -logsigmoid(-beta * h)

    sets = [{"beta": b, "labelNoise": e} for b, e in [(1.0, 0.0), (single(0.1), 0.0), (0.5, single(0.1)), (2.0, 0.25)]]
    point_cases(file, loss, sets, targets="soft", reach=20, scale=lambda p: max(1, p["beta"]) ** 2)
    parameters = {"beta": 2.0, "labelNoise": 0.0}
    infinite_case(
        file, "infinite margins", lambda h, y: share(y, -logsigmoid(2 * h)) + share(1 - y, -logsigmoid(-2 * h)),
        lambda h, y: loss(h, y, **parameters), parameters, "PyTorch's composition gives NaN at infinite margins.", scale=4)
    file.write()


def logit_adjusted_binary():
    file = Loss("logit-adjusted-binary", "binary cross-entropy of z + τ·log(π/(1-π)), π the share of class 1")

    def loss(z, y, share, tau):
        return F.binary_cross_entropy_with_logits(z + tau * math.log(share / (1 - share)), y, reduction="none")

    sets = [{"share": p, "tau": t} for p, t in [(single(0.01), 1.0), (0.25, 1.0), (single(0.9), 0.5)]]
    # The moved logit, 13 at most, is rounded.
    point_cases(file, loss, sets, targets="soft", scale=lambda p: 13.0)
    file.write()


def regressions():
    count = lambda draw, rows: draw.random.poisson(3, rows).astype(float)
    real = lambda draw, rows: draw.uniform(-8, 8, rows)
    huber = lambda z, y, delta: F.huber_loss(z, y, reduction="none", delta=delta)
    quantile = lambda z, y, level: torch.where(y >= z, level * (y - z), (level - 1) * (y - z))
    for name, text, loss, sets, targets, reach, huge in [
        ("squared", "½(z-y)²", lambda z, y: 0.5 * F.mse_loss(z, y, reduction="none"), [{}], real, 8, True),
        ("absolute", "|z-y|; torch.nn.functional.l1_loss", lambda z, y: F.l1_loss(z, y, reduction="none"), [{}], real, 8, True),
        ("huber", "½d² where |d| ≤ δ, else δ(|d| - ½δ), d = z-y; torch.nn.functional.huber_loss", huber,
         [{"delta": d} for d in (1.0, 0.5, 4.0)], real, 8, True),
        ("quantile", "level·(y-z) where y ≥ z, else (level-1)(y-z)", quantile, [{"level": q} for q in (0.5, single(0.9), 0.125)], real, 8, True),
        ("poisson", "exp(z) - y·z; torch.nn.functional.poisson_nll_loss", lambda z, y: F.poisson_nll_loss(z, y, reduction="none"), [{}], count, 4, False),
    ]:
        file = Loss(name, text)
        # Of Poisson the greatest exp(z) and y·z.
        point_cases(file, loss, sets, targets, reach=reach, huge=huge, scale=lambda p: 64.0 if name == "poisson" else 1.0)
        file.write()


def overlap():
    """Losses of a whole batch: one value, no Hessian."""
    def value(z, y, w, falsePositive, falseNegative, smooth):
        p = torch.sigmoid(z)
        tp, fp, fn = (w * p * y).sum(), (w * p * (1 - y)).sum(), (w * (1 - p) * y).sum()
        return 1 - (tp + smooth) / (tp + falsePositive * fp + falseNegative * fn + smooth)

    for name, sets in [
        ("tversky", [(0.25, 0.75, 1.0), (single(0.3), single(0.7), 1.0), (1.0, 1.0, 0.5), (0.5, 0.5, 0.0)]),
        ("dice", [(0.5, 0.5, 1.0), (0.5, 0.5, 0.0)]),
    ]:
        file = Loss(name, "1 - N/D of the batch, N = TP + smooth, D = TP + falsePositive·FP + falseNegative·FN + smooth, p = σ(z)")
        for number, values in enumerate(sets):
            parameters = dict(zip(("falsePositive", "falseNegative", "smooth"), values))
            for kind in ("ordinary", "ordinary float64", "sample weights", "huge scores", "targets all 0"):
                draw = Draw(40 + number, kind.endswith("float64"))
                scores, targets = draw.scores(30), draw.soft(30)
                if kind == "huge scores":
                    scores, targets = HUGE, numpy.array([1, 0, 0, 1, 0, 1.0])
                elif kind == "targets all 0":
                    targets = numpy.zeros(30)
                weights = draw.weights(30, zeros=True) if kind == "sample weights" else None
                z = tensor(scores).requires_grad_()
                loss = value(z, tensor(targets), torch.ones_like(z) if weights is None else tensor(weights), **parameters)
                gradient, = torch.autograd.grad(loss, z)
                file.add("{:.3g} {:.3g} {:.3g}, ".format(*values) + kind, {"gradient": gradient, "sum": loss.detach()}, scores,
                         parameters=parameters, scale=1 / 16, targets=targets, sampleWeights=weights)
        file.write()


# Softmax losses


def rows_of(labels, classes):
    """One-hot targets; rows of −1 are empty."""
    return F.one_hot(torch.as_tensor(numpy.maximum(labels, 0)), classes).double() * (torch.as_tensor(labels) >= 0).double()[:, None]


def documented_cross_entropy(scores, targets, weights):
    """From the definition, with nothing left of what has weight 0 and rows of weight 0 as if absent."""
    z, t, w = tensor(scores), tensor(targets), tensor(weights)
    wt = w * t
    total = wt.sum(1, keepdim=True)
    lse = torch.logsumexp(z, 1, keepdim=True)
    lse = torch.where(torch.isinf(lse), torch.full_like(lse, math.nan), lse)
    p = torch.exp(z - lse)
    others = torch.stack([torch.cat([p[:, :j], p[:, j + 1:]], 1).sum(1) for j in range(p.shape[1])], 1)
    outputs = {
        "value": torch.where(wt == 0, torch.zeros_like(z) * lse, wt * (lse - z)).sum(1),
        "gradient": p * total - wt,
        "hessian": total * p * others,
    }
    outputs["value"] = torch.where(torch.isnan(lse[:, 0]), lse[:, 0], torch.where(wt == 0, torch.zeros_like(z), wt * (lse - z)).sum(1))
    empty = total[:, 0] == 0
    for values in outputs.values():
        values[empty] = 0
    return outputs


def softmax_cross_entropy():
    file = Loss("softmax-cross-entropy", "Σ_j w_j·t_j·(LSE - z_j), t = (1-ε)e_y + ε/K; torch.nn.functional.cross_entropy")

    def add(name, scores, labels, weights=None, smoothing=0.0, ignore=-1, samples=None, note=None):
        scores, labels = numpy.asarray(scores, dtype=float), numpy.asarray(labels)
        classes = scores.shape[1]
        w = numpy.ones(classes) if weights is None else weights
        s = numpy.ones(len(labels)) if samples is None else samples
        index = torch.as_tensor(labels)
        settings = dict(weight=tensor(weights), ignore_index=ignore, label_smoothing=smoothing)
        answer = autograd(lambda z: F.cross_entropy(z, index, reduction="none", **settings) * tensor(s), scores)
        counted = labels != ignore
        targets = (rows_of(numpy.where(counted, labels, -1), classes) * (1 - smoothing) + smoothing / classes) * tensor(counted)[:, None]
        documented = documented_cross_entropy(scores, targets * tensor(s)[:, None], w)
        mean = F.cross_entropy(tensor(scores), index, **settings)
        denominator = numpy.where(counted, w[numpy.where(counted, labels, 0)], 0).sum()
        outputs = documented if note else dict(answer)
        weight = ((targets * tensor(w)).sum(1) * tensor(s)).sum()
        denominator = weight if math.isclose(weight, denominator, rel_tol=1e-14) else denominator
        if samples is None:
            answer |= {"mean": mean, "denominator": denominator}
        file.add(name, {**outputs, "weight": weight}, scores, answer, note,
                 {"labelSmoothing": smoothing, "ignoreLabel": ignore}, greatest(weights, samples),
                 labels=labels, classWeights=weights, sampleWeights=samples)

    for wide in (False, True):
        suffix = " float64" if wide else ""
        for classes, rows in [(2, 12), (3, 9), (10, 4), *([] if wide else [(130, 3)])]:
            draw = Draw(50 + classes, wide)
            add(f"{classes} classes" + suffix, draw.scores(rows, classes), draw.labels(rows, classes), draw.weights(classes))
    draw = Draw(51)
    add("no class weights", draw.scores(9, 5), draw.labels(9, 5))
    add("class weights with zeros", draw.scores(16, 5), draw.labels(16, 5), draw.weights(5, zeros=True))
    add("sample weights", draw.scores(9, 5), draw.labels(9, 5), draw.weights(5), samples=draw.weights(9, zeros=True))
    smoothing = "PyTorch's mean divides smoothed losses by the weights of the labels alone; here a row weighs what its smoothed target weighs."
    add("label smoothing", draw.scores(9, 5), draw.labels(9, 5), smoothing=single(0.1))
    add("label smoothing and class weights", draw.scores(9, 5), draw.labels(9, 5), draw.weights(5), single(0.1), note=smoothing)
    add("label smoothing and class weights with zeros", draw.scores(9, 5), draw.labels(9, 5), draw.weights(5, zeros=True), 0.25, note=smoothing)
    add("label smoothing 1", draw.scores(5, 4), draw.labels(5, 4), draw.weights(4), 1.0, note=smoothing)
    add("ignored rows", draw.scores(7, 4), [0, -100, 3, 2, -100, 1, 1], draw.weights(4), ignore=-100)
    add("ignored class", draw.scores(7, 4), [0, 2, 3, 2, 0, 1, 1], draw.weights(4), single(0.1), ignore=2, note=smoothing)
    none = "PyTorch's mean of no rows is NaN; here it is 0."
    add("all rows ignored", draw.scores(4, 3), [-1, -1, -1, -1], draw.weights(3), note=none)
    add("all weights 0", draw.scores(4, 3), [0, 1, 2, 1], numpy.zeros(3), note=none)
    add("huge logits", [[1e4, 0, -1e4], [1e4, 9999, 9998], [-1e4, -1e4, -9999], [0, 1e4, 0]], [0, 1, 2, 0], numpy.array([1, 2.5, 0.5]))
    add("huge logits, long rows", numpy.tile([1e4, 9999, -1e4, 0, 9998], (4, 25)), [0, 1, 2, 3])
    add("one class", [[7.0], [-3.0], [1e4]], [0, 0, 0], numpy.array([2.0]))
    add("one class, label smoothing", [[7.0], [-3.0]], [0, 0], numpy.array([2.0]), 0.25)
    low = -INFINITY
    add("-infinity off the target", [[0, low, 1], [2, low, low], [low, 1, 1]], [0, 0, 2], numpy.array([1, 2.5, 0.5]))
    add("-infinity on the target", [[low, 0, 1], [2, 1, low]], [0, 2], numpy.array([1, 2.5, 0.5]))
    add("-infinity, label smoothing", [[0, low, 1], [2, 1, low]], [0, 2], numpy.array([1, 2.5, 0.5]), 0.25, note=smoothing)
    add("-infinity of weight 0, label smoothing", [[0, low, 1], [2, low, low]], [0, 0], numpy.array([1, 0, 0.0]), 0.25,
        note="PyTorch gives NaN where a logit of -infinity has weight 0; here it contributes nothing.")
    add("rows without an answer", [[low, low, low], [0, INFINITY, 1], [math.nan, 0, 1], [1, 2, 3]], [0, 0, 1, 2])
    add("bad logits in ignored rows", [[math.nan, 0, 1], [INFINITY, 1, 2], [1, 2, 3], [low, low, low]], [-1, -1, 0, -1], numpy.array([1, 2.5, 0.5]),
        note="PyTorch's gradient of ignored rows is NaN where their logits are bad; here such rows are not read.")
    file.write()


def softmax_soft_targets():
    file = Loss("softmax-soft-targets", "Σ_j w_j·t'_j·(LSE - z_j), t' = (1-ε)t + ε/K; torch.nn.functional.cross_entropy with probabilities")

    def add(name, scores, targets, weights=None, smoothing=0.0, note=None):
        scores, targets = numpy.asarray(scores, dtype=float), numpy.asarray(targets, dtype=float)
        classes = scores.shape[1]
        settings = dict(weight=tensor(weights), label_smoothing=smoothing)
        answer = autograd(lambda z: F.cross_entropy(z, tensor(targets), reduction="none", **settings), scores)
        smoothed = tensor(targets) * (1 - smoothing) + smoothing / classes
        w = numpy.ones(classes) if weights is None else weights
        outputs = documented_cross_entropy(scores, smoothed, w) if note else dict(answer)
        total = (smoothed * tensor(w)).sum()
        mean = F.cross_entropy(tensor(scores), tensor(targets), **settings)
        file.add(name, outputs | {"weight": total}, scores, answer | {"mean": mean, "denominator": len(scores)}, note,
                 {"labelSmoothing": smoothing}, greatest(weights), softTargets=targets, classWeights=weights)

    for wide in (False, True):
        suffix = " float64" if wide else ""
        for classes, rows in [(2, 8), (5, 6), *([] if wide else [(130, 2)])]:
            draw = Draw(60 + classes, wide)
            add(f"{classes} classes" + suffix, draw.scores(rows, classes), draw.distributions(rows, classes), draw.weights(classes))
    draw = Draw(61)
    add("no class weights", draw.scores(6, 4), draw.distributions(6, 4))
    add("label smoothing", draw.scores(6, 4), draw.distributions(6, 4), draw.weights(4), single(0.1))
    add("class weights with zeros", draw.scores(6, 5), draw.distributions(6, 5), draw.weights(5, zeros=True), 0.25)
    add("huge logits", [[1e4, 0, -1e4], [1e4, 9999, 9998]], [[0.5, 0.25, 0.25], [0, 1, 0]], numpy.array([1, 2.5, 0.5]))
    low = -INFINITY
    add("-infinity of target 0", [[0, low, 1], [2, low, low]], [[0.5, 0, 0.5], [1, 0, 0]], numpy.array([1, 2.5, 0.5]),
        note="PyTorch gives NaN where a logit of -infinity has target 0; here it contributes nothing.")
    add("-infinity of positive target", [[0, low, 1], [2, 1, low]], [[0.5, 0.25, 0.25], [0.25, 0.25, 0.5]], numpy.array([1, 2.5, 0.5]))
    file.write()


def row_cases(file, loss, parameter_sets, scale=lambda p: 1.0, reach=8, vectors=None, huge=True):
    """Losses of a label, times its class weight: ordinary rows of several widths, then sample weights, then huge logits."""
    def add(name, scores, labels, parameters, weights=None, samples=None):
        scores, labels = numpy.asarray(scores, dtype=float), numpy.asarray(labels)
        classes = scores.shape[1]
        extra = {k: v(classes) for k, v in (vectors or {}).items()}
        w = numpy.ones(classes) if weights is None else weights
        factor = tensor(w[labels]) * (1 if samples is None else tensor(samples))
        outputs = autograd(lambda z: loss(z, torch.as_tensor(labels), **parameters, **{k: tensor(v) for k, v in extra.items()}) * factor, scores)
        file.add(name, outputs | {"weight": factor.sum()}, scores, parameters=parameters, scale=scale(parameters) * greatest(weights, samples),
                 labels=labels, classWeights=weights, sampleWeights=samples, **extra)

    for number, parameters in enumerate(parameter_sets):
        label = ", ".join(f"{k} {v:.3g}" for k, v in parameters.items()) or "ordinary"
        for classes, rows, wide in [(2, 8, False), (5, 6, False), (130, 2, False), (7, 6, True)]:
            if classes == 130 and number > 0:
                continue
            draw = Draw(70 + number + classes, wide)
            add(f"{label}, {classes} classes" + (" float64" if wide else ""), draw.scores(rows, classes, reach=reach),
                draw.labels(rows, classes), parameters, draw.weights(classes))
    draw = Draw(71)
    add("sample weights", draw.scores(8, 4, reach=reach), draw.labels(8, 4), parameter_sets[0],
        draw.weights(4, zeros=True), draw.weights(8, zeros=True))
    if huge:
        add("huge logits", [[1e4, 0, -1e4], [1e4, 9999, 9998], [-1e4, -1e4, -9999], [0, 1e4, 0]], [0, 1, 2, 0], parameter_sets[-1])


def parts(z, y):
    """Logit of the label, LSE of the other classes, both less the greatest logit, which keeps the digits of huge ones."""
    z = z - z.max(1, keepdim=True).values.detach()
    hot = F.one_hot(y, z.shape[1]).bool()
    return z[hot], torch.logsumexp(z.masked_fill(hot, -INFINITY), 1)


def softmax_focal():
    file = Loss("softmax-focal", "w_y·q^γ·L, L = LSE - z_y, q = 1 - p_y")

    def loss(z, y, gamma):
        own, others = parts(z, y)
        return torch.exp(gamma * logsigmoid(others - own)) * -logsigmoid(own - others)

    row_cases(file, loss, [{"gamma": g} for g in (2.0, 0.5, 0.0, 5.0, 1.0)], scale=lambda p: 1 + p["gamma"] ** 2)
    file.write()


def poly_one():
    file = Loss("poly-one", "w_y·(L + ε(1 - p_y)), L = LSE - z_y")

    def loss(z, y, epsilon):
        own, others = parts(z, y)
        return -logsigmoid(own - others) + epsilon * torch.sigmoid(others - own)

    row_cases(file, loss, [{"epsilon": e} for e in (1.0, -0.5, 2.5)], scale=lambda p: 1 + abs(p["epsilon"]))
    file.write()


def priors(classes):
    """Falling shares; the last digits are float32's."""
    raw = 0.5 ** numpy.minimum(numpy.arange(classes), 12)
    return (raw / raw.sum()).astype(numpy.float32).astype(float)


def logit_adjusted():
    file = Loss("logit-adjusted", "w_y·cross-entropy of z + τ·log π; torch.nn.functional.cross_entropy of the shifted logits")
    loss = lambda z, y, tau, priors: F.cross_entropy(z + tau * torch.log(priors), y, reduction="none")
    row_cases(file, loss, [{"tau": t} for t in (1.0, 0.5, 0.0)], vectors={"priors": priors})
    file.write()


def ldam():
    file = Loss("ldam", "w_y·cross-entropy of s·(z - m_y·e_y), m_c ∝ n_c^(-1/4) with the greatest maxMargin")
    counts = lambda classes: numpy.maximum(1, numpy.round(5000 / 1.7 ** numpy.arange(classes)))

    def loss(z, y, scale, maxMargin, counts):
        margins = counts ** -0.25
        margins = margins * (maxMargin / margins.max())
        hot = F.one_hot(y, z.shape[1]).double()
        return F.cross_entropy(scale * (z - hot * margins), y, reduction="none")

    sets = [{"scale": 30.0, "maxMargin": 0.5}, {"scale": 1.0, "maxMargin": 0.5}, {"scale": 10.0, "maxMargin": 0.25}]
    row_cases(file, loss, sets, scale=lambda p: p["scale"] ** 2, reach=1, vectors={"counts": counts}, huge=False)
    file.write()


def distillation():
    file = Loss("distillation", "T²·Σ_j w_j·t_j·(log t_j - log p_j), p = softmax(z/T); torch.nn.functional.kl_div")

    def add(name, scores, targets, temperature, weights):
        w = torch.ones(numpy.shape(scores)[1], dtype=torch.float64) if weights is None else tensor(weights)
        loss = lambda z: temperature ** 2 * (w * F.kl_div(F.log_softmax(z / temperature, 1), tensor(targets), reduction="none")).sum(1)
        file.add(name, autograd(loss, scores) | {"weight": (tensor(targets) * w).sum()}, scores, parameters={"temperature": temperature},
                 scale=max(1, temperature) ** 2 * greatest(weights), softTargets=targets, classWeights=weights)

    for number, temperature in enumerate((1.0, 2.0, 4.0, 0.5)):
        for classes, rows, wide in [(2, 8, False), (5, 6, False), (130, 2, False), (6, 6, True)]:
            if classes == 130 and number > 0:
                continue
            draw = Draw(90 + number + classes, wide)
            add(f"temperature {temperature:.3g}, {classes} classes" + (" float64" if wide else ""), draw.scores(rows, classes),
                draw.distributions(rows, classes), temperature, draw.weights(classes))
    draw = Draw(91)
    add("no class weights", draw.scores(6, 4), draw.distributions(6, 4), 2.0, None)
    add("hard teacher", draw.scores(4, 4), numpy.eye(4), 2.0, draw.weights(4, zeros=True))
    file.write()


def multiclass_hinge():
    # Crammer and Singer; multi_margin_loss sums over the classes instead of taking the greatest.
    file = Loss("multiclass-hinge", "w_y·(max_j(z_j + 1[j≠y]) - z_y)")

    def loss(z, y):
        hot = F.one_hot(y, z.shape[1]).double()
        return (z + 1 - hot).max(1).values - (z * hot).sum(1)

    row_cases(file, loss, [{}])
    file.write()


def main():
    torch.set_num_threads(1)
    DATA.mkdir(exist_ok=True)
    for make in (
        binary_cross_entropy, binary_focal, asymmetric, hinges, exponential, preference, logit_adjusted_binary, regressions, overlap,
        softmax_cross_entropy, softmax_soft_targets, softmax_focal, poly_one, logit_adjusted, ldam, distillation, multiclass_hinge,
    ):
        make()


if __name__ == "__main__":
    main()
