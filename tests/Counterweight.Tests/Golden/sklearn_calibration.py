"""Writes Calibration/sklearn_calibration.json, the calibrations that CalibrationGoldenTests compares ours with.

    python3 tests/Counterweight.Tests/Golden/sklearn_calibration.py

Made with scikit-learn 1.2.1 in float64: IsotonicRegression(out_of_bounds="clip") with sample weights and ties, predicted at its scores, between
and beyond them; and _sigmoid_calibration, whose minimiser (BFGS) stops at a gradient of 1e-5: the tests allow for that. Scores that are equal are so to the
bit: that version also pools scores that differ by less than 1e-15, which ours does not.
"""

import json
import pathlib

import numpy
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import IsotonicRegression

DATA = pathlib.Path(__file__).parent / "Calibration"


def case(name, seed, rows, rate, ties, weighted):
    random = numpy.random.default_rng(seed)
    labels = (random.random(rows) < rate).astype(int)
    labels[:2] = [0, 1]
    scores = random.normal(2.0 * labels - 1, 1.5)
    if ties:
        scores = numpy.round(scores * 2) / 2
    weights = random.random(rows) * numpy.exp(random.normal(0, 2, rows)) if weighted else numpy.ones(rows)
    weights[5] = 0 if weighted else 1
    isotonic = IsotonicRegression(out_of_bounds="clip").fit(scores, labels, sample_weight=weights)
    at = numpy.sort(numpy.concatenate([scores, scores[:-1] + 0.37 * numpy.diff(scores), [scores.min() - 1, scores.max() + 1]]))
    slope, intercept = _sigmoid_calibration(scores, labels, weights if weighted else None)
    return {
        "name": name,
        "scores": scores.tolist(),
        "labels": labels.tolist(),
        "weights": weights.tolist() if weighted else [],
        "at": at.tolist(),
        "isotonic": isotonic.predict(at).tolist(),
        "slope": -slope,
        "intercept": -intercept,
    }


CASES = [
    case("distinct scores", 1, 120, 0.4, False, False),
    case("rare class, tied scores", 2, 150, 0.08, True, False),
    case("weights over decades", 3, 100, 0.3, False, True),
    case("weights, tied scores", 4, 140, 0.2, True, True),
]

(DATA / "sklearn_calibration.json").write_text(json.dumps(CASES, indent=1) + "\n", encoding="utf-8", newline="\n")
