"""Balanced accuracy of scikit-learn's forests on the shipped data: means over ten splits, those of StratifiedSplit.

Run from the repository root: python3 tests/Counterweight.Training.Tests/Golden/scikit_forests.py
The numbers in ForestQualityTests.cs come from scikit-learn 1.2.1. Missing values are filled with the median of the
training rows, since these forests do not take them.
"""
import csv
import pathlib

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import balanced_accuracy_score
from stratified_split import test_rows

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"

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
