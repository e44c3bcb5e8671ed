"""Balanced accuracy of scikit-learn's forests on the shipped data: means over ten splits, those of StratifiedSplit.

Run from the repository root: python3 tests/Counterweight.Training.Tests/Golden/scikit_forests.py
The numbers in ForestQualityTests.cs come from scikit-learn 1.2.1. Missing values are filled with the median of the
training rows, since these forests do not take them.
"""
import csv
import math
import pathlib

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import balanced_accuracy_score

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"
MASK = 2**64 - 1


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, bound):
        product = self.next() * bound
        while (product & MASK) < (2**64 - bound) % bound:
            product = self.next() * bound
        return product >> 64


def test_rows(labels, share, seed):
    groups = [np.flatnonzero(labels == label) for label in range(labels.max() + 1)]
    tests = math.ceil(share * len(labels))
    quotas = [len(group) * tests / len(labels) for group in groups]
    counts = [int(quota) for quota in quotas]
    left = tests - sum(counts)
    for label in sorted(range(len(groups)), key=lambda i: counts[i] - quotas[i])[:left]:
        counts[label] += 1
    random, chosen = SplitMix64(seed), np.zeros(len(labels), bool)
    for group, count in zip(groups, counts):
        for i in range(len(group) - 1, 0, -1):
            j = random.below(i + 1)
            group[i], group[j] = group[j], group[i]
        chosen[group[: min(max(count, 1), len(group) - 1)]] = True
    return chosen


for name in ("pima", "glass", "breast-cancer"):
    with open(DATA / f"{name}.csv", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    x = np.array([[float(v) if v else np.nan for v in row[:-1]] for row in rows])
    _, y = np.unique([row[-1] for row in rows], return_inverse=True)
    for kind, weight in (
        (RandomForestClassifier, "balanced"),
        (RandomForestClassifier, "balanced_subsample"),
        (ExtraTreesClassifier, "balanced"),
    ):
        scores = []
        for seed in range(10):
            test = test_rows(y, 0.3, seed)
            fill = SimpleImputer(strategy="median").fit(x[~test])
            for repetition in range(3):
                model = kind(n_estimators=100, class_weight=weight, random_state=10 * repetition + seed)
                model.fit(fill.transform(x[~test]), y[~test])
                scores.append(balanced_accuracy_score(y[test], model.predict(fill.transform(x[test]))))
        print(f"{name} {kind.__name__} {weight} {np.mean(scores):.4f}")
