"""Writes Metrics/sklearn_metrics.json, the measures that MetricGoldenTests compares ours with.

    python3 tests/Counterweight.Tests/Golden/sklearn_metrics.py

Made with scikit-learn 1.2.1 and imbalanced-learn 0.10.1 in float64. Measures of imbalanced-learn are of unweighted rows, since its specificity
takes the number of rows for their weight; its weighted specificity is stored too, to show that it exceeds 1.
"""

import json
import pathlib
import warnings

import numpy
from imblearn.metrics import geometric_mean_score, macro_averaged_mean_absolute_error, make_index_balanced_accuracy, specificity_score
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    accuracy_score, balanced_accuracy_score, brier_score_loss, cohen_kappa_score, confusion_matrix, fbeta_score, log_loss, matthews_corrcoef,
    precision_score, recall_score)

DATA = pathlib.Path(__file__).parent / "Metrics"
warnings.simplefilter("ignore")
iba = make_index_balanced_accuracy(alpha=0.1, squared=True)(geometric_mean_score)


def number(value):
    return value if numpy.isfinite(value) else None


def numbers(values):
    return [number(float(value)) for value in numpy.asarray(values).ravel()]


def case(name, seed, rows, shares, weights=None, decimals=None, skill=1.5, hidden=None):
    random = numpy.random.default_rng(seed)
    shares = numpy.array(shares) / numpy.sum(shares)
    classes = len(shares)
    labels = random.choice(classes, rows, p=shares)
    if all(shares > 0):
        labels[:classes] = numpy.arange(classes)
    scores = random.standard_normal((rows, classes))
    scores[numpy.arange(rows), labels] += skill
    if hidden is not None:
        scores[:, hidden] = -9
    if decimals is not None:
        scores = numpy.round(scores, decimals)
    predicted = scores.argmax(axis=1)
    drawn = weights(random, rows) if weights else None
    probabilities = numpy.exp(scores) / numpy.exp(scores).sum(axis=1, keepdims=True)
    keep = {"labels": numpy.arange(classes), "sample_weight": drawn}
    stored = {
        "name": name,
        "classes": classes,
        "labels": labels.tolist(),
        "scores": scores.ravel().tolist(),
        "weights": [] if drawn is None else drawn.tolist(),
        "probabilities": probabilities.ravel().tolist(),
        "confusion": confusion_matrix(labels, predicted, **keep).ravel().tolist(),
        "accuracy": accuracy_score(labels, predicted, sample_weight=drawn),
        "balancedAccuracy": balanced_accuracy_score(labels, predicted, sample_weight=drawn),
        "adjustedBalancedAccuracy": number(balanced_accuracy_score(labels, predicted, sample_weight=drawn, adjusted=True)),
        "matthews": matthews_corrcoef(labels, predicted, sample_weight=drawn),
        "kappa": numbers([cohen_kappa_score(labels, predicted, weights=weighting, **keep) for weighting in (None, "linear", "quadratic")]),
        "logLoss": log_loss(labels, probabilities, eps=1e-15, **keep),
    }
    for zero in (0, 1):
        options = {"sample_weight": drawn, "zero_division": zero}
        stored[f"precision{zero}"] = numbers(precision_score(labels, predicted, labels=numpy.arange(classes), average=None, **options))
        stored[f"recall{zero}"] = numbers(recall_score(labels, predicted, labels=numpy.arange(classes), average=None, **options))
        for average in ("macro", "weighted", "micro"):
            stored[f"{average}{zero}"] = numbers([
                precision_score(labels, predicted, average=average, **options), recall_score(labels, predicted, average=average, **options),
                fbeta_score(labels, predicted, beta=1, average=average, **options), fbeta_score(labels, predicted, beta=2.5, average=average, **options)])
    for beta in (0.5, 1, 3):
        stored[f"f{beta}".replace(".", "")] = numbers(fbeta_score(labels, predicted, beta=beta, labels=numpy.arange(classes), average=None, sample_weight=drawn, zero_division=0))
    if drawn is None:
        stored["specificity"] = numbers(specificity_score(labels, predicted, labels=numpy.arange(classes), average=None))
        stored["geometricMean"] = numbers(geometric_mean_score(labels, predicted, labels=numpy.arange(classes), average=None))
        stored["indexBalancedAccuracy"] = numbers(iba(labels, predicted, labels=numpy.arange(classes), average=None))
    else:
        stored["imblearnSpecificity"] = numbers(specificity_score(labels, predicted, labels=numpy.arange(classes), average=None, sample_weight=drawn))
    present = set(labels.tolist())
    if set(predicted.tolist()) <= present:
        stored["recallGeometricMean"] = float(geometric_mean_score(labels, predicted, average="multiclass", sample_weight=drawn))
        stored["correctedGeometricMean"] = float(geometric_mean_score(labels, predicted, average="multiclass", correction=0.01, sample_weight=drawn))
        stored["macroMeanAbsoluteError"] = float(macro_averaged_mean_absolute_error(labels, predicted, sample_weight=drawn))
    if classes == 2:
        stored["brier"] = brier_score_loss(labels, probabilities[:, 1], sample_weight=drawn)
        happened, said = calibration_curve(labels, probabilities[:, 1], n_bins=7)
        stored["uniform"] = [numbers(happened), numbers(said)]
    return stored


def decades(random, rows):
    return 10.0 ** random.uniform(-30, 0, rows)


def with_zeros(random, rows):
    return numpy.where(numpy.arange(rows) % 4 == 3, 0, random.uniform(0.1, 5, rows))


def uniform(random, rows):
    return random.uniform(0.1, 5, rows)


def subnormal(random, rows):
    return random.integers(1, 1000, rows) * 5e-324


CASES = [
    case("two classes", 1, 150, [9, 1]),
    case("two classes, weighted", 2, 150, [9, 1], uniform),
    case("five classes", 3, 200, [60, 20, 10, 7, 3]),
    case("five classes, weighted", 4, 200, [60, 20, 10, 7, 3], uniform),
    case("ties", 5, 120, [5, 3, 2], decimals=0),
    case("ties, weighted", 6, 120, [5, 5], uniform, decimals=0),
    case("zero weights", 7, 160, [6, 3, 1], with_zeros),
    case("weights over thirty decades", 8, 180, [6, 3, 1], decades),
    case("weights over thirty decades, two classes", 9, 180, [7, 3], decades),
    case("subnormal weights", 10, 120, [6, 3, 1], subnormal),
    case("one class only", 11, 40, [1, 0, 0]),
    case("one class, always right", 12, 30, [0, 1], skill=50),
    case("a class is never predicted", 13, 90, [5, 4, 2], hidden=2),
    case("worse than chance", 14, 90, [5, 4, 2], skill=-2),
]

DATA.mkdir(exist_ok=True)
(DATA / "sklearn_metrics.json").write_text(json.dumps(CASES) + "\n", encoding="utf-8", newline="\n")
