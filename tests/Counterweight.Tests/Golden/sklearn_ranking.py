"""Writes Ranking/sklearn_ranking.json, the rankings that RankingGoldenTests compares ours with.

    /usr/bin/python3 tests/Counterweight.Tests/Golden/sklearn_ranking.py

Made with scikit-learn 1.2.1 in float64: roc_auc_score (whole, and up to a false positive rate), average_precision_score,
roc_curve and precision_recall_curve with sample weights. Rows: distinct scores, ties, weights of 0, weights over 30 decades,
subnormal weights, one class alone. Several classes: roc_auc_score one-vs-rest and one-vs-one, macro and weighted.

Where scikit-learn decides otherwise, its answer is null: with one class alone roc_auc_score raises.
"""

import json
import pathlib
import warnings

import numpy
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve

DATA = pathlib.Path(__file__).parent / "Ranking"


def area(labels, scores, weights, **options):
    try:
        return roc_auc_score(labels, scores, sample_weight=weights, **options)
    except ValueError:
        return None


def case(name, seed, rows, scores, weights, labels=None):
    random = numpy.random.default_rng(seed)
    positive = (random.random(rows) < 0.3).astype(int) if labels is None else numpy.full(rows, labels)
    scores = scores(random, rows) + 0.2 * positive
    weights = weights(random, rows)
    given = None if weights is None else weights
    rates = roc_curve(positive, scores, sample_weight=given, drop_intermediate=False)
    precision, recall, thresholds = precision_recall_curve(positive, scores, sample_weight=given)
    finite = [None if numpy.isnan(value) else value for value in [average_precision_score(positive, scores, sample_weight=given)]]
    return {
        "name": name,
        "scores": scores.tolist(),
        "labels": positive.tolist(),
        "weights": [] if weights is None else weights.tolist(),
        "rocAuc": area(positive, scores, given),
        "partialAuc": area(positive, scores, given, max_fpr=0.25),
        "averagePrecision": finite[0],
        "falsePositiveRates": [] if labels is not None else rates[0].tolist(),
        "truePositiveRates": [] if labels is not None else rates[1].tolist(),
        "precisions": [] if labels is not None else precision[::-1].tolist(),
        "recalls": [] if labels is not None else recall[::-1].tolist(),
        "thresholds": thresholds[::-1].tolist(),
    }


def classes(name, seed, rows, count, weighted):
    random = numpy.random.default_rng(seed)
    labels = numpy.concatenate([numpy.arange(count), random.choice(count, rows - count, p=numpy.arange(1, count + 1) / (count * (count + 1) / 2))])
    scores = random.dirichlet(numpy.ones(count), rows) + 0.3 * numpy.eye(count)[labels]
    scores = numpy.round(scores / scores.sum(axis=1, keepdims=True), 2)
    scores[:, -1] = 1 - scores[:, :-1].sum(axis=1)
    weights = random.uniform(0.1, 5, rows) if weighted else None
    return {
        "name": name,
        "classes": count,
        "scores": scores.ravel().tolist(),
        "labels": labels.tolist(),
        "weights": weights.tolist() if weighted else [],
        **{
            f"{strategy}{average.capitalize()}": None if weighted and strategy == "ovo"
            else roc_auc_score(labels, scores, sample_weight=weights, average=average, multi_class=strategy)
            for strategy in ["ovr", "ovo"] for average in ["macro", "weighted"]
        },
    }


def distinct(random, rows):
    return random.normal(size=rows)


def tied(random, rows):
    return numpy.round(random.random(rows) * 8) / 8


def none(random, rows):
    return None


def moderate(random, rows):
    return random.uniform(0.1, 5, rows)


def zeros(random, rows):
    return numpy.where(random.random(rows) < 0.3, 0.0, random.uniform(0.1, 5, rows))


def decades(random, rows):
    return 10 ** random.uniform(-15, 15, rows)


def subnormal(random, rows):
    return random.integers(1, 1000, rows) * 5e-324


warnings.simplefilter("ignore")
CASES = [
    case("distinct", 1, 120, distinct, none),
    case("distinct, weighted", 2, 120, distinct, moderate),
    case("ties", 3, 150, tied, none),
    case("ties, weighted", 4, 150, tied, moderate),
    case("ties, weights of 0", 5, 150, tied, zeros),
    case("weights over 30 decades", 6, 150, distinct, decades),
    case("ties, weights over 30 decades", 7, 150, tied, decades),
    case("subnormal weights", 8, 100, tied, subnormal),
    case("positive rows alone", 9, 20, distinct, moderate, 1),
    case("negative rows alone", 10, 20, distinct, moderate, 0),
]
SEVERAL = [classes("three classes", 21, 150, 3, False), classes("three classes, weighted", 22, 150, 3, True), classes("five classes", 23, 200, 5, False)]

DATA.mkdir(exist_ok=True)
(DATA / "sklearn_ranking.json").write_text(
    json.dumps({"binary": CASES, "several": SEVERAL}, indent=1) + "\n", encoding="utf-8", newline="\n")
