"""Writes Weights/sklearn_class_weights.json, the class weights that ClassWeightGoldenTests compares ours with.

    python3 tests/Counterweight.Tests/Golden/sklearn_class_weights.py

Made with scikit-learn 1.2.1 in float64: compute_class_weight("balanced") of labels, and of labels whose rows are repeated
as often as an integer sample weight says, since compute_class_weight of that version takes no sample weights.
"""

import json
import pathlib

import numpy
from sklearn.utils.class_weight import compute_class_weight, compute_sample_weight

DATA = pathlib.Path(__file__).parent / "Weights"


def case(name, seed, rows, shares, weighted):
    random = numpy.random.default_rng(seed)
    labels = numpy.concatenate([numpy.arange(len(shares)), random.choice(len(shares), rows - len(shares), p=shares)])
    weights = random.integers(1, 9, rows) if weighted else numpy.ones(rows, dtype=int)
    repeated = numpy.repeat(labels, weights)
    return {
        "name": name,
        "labels": labels.tolist(),
        "sampleWeights": weights.tolist() if weighted else [],
        "classWeights": compute_class_weight("balanced", classes=numpy.arange(len(shares)), y=repeated).tolist(),
        "rowWeights": compute_sample_weight("balanced", repeated)[numpy.cumsum(weights) - 1].tolist(),
    }


CASES = [
    case("two classes, one in fifty", 1, 120, [0.98, 0.02], False),
    case("five classes", 2, 90, [0.6, 0.2, 0.1, 0.07, 0.03], False),
    case("two classes, weighted", 3, 80, [0.9, 0.1], True),
    case("four classes, weighted", 4, 70, [0.7, 0.2, 0.06, 0.04], True),
]

(DATA / "sklearn_class_weights.json").write_text(json.dumps(CASES, indent=1) + "\n", encoding="utf-8", newline="\n")
