"""Objective and rightly told rows of scikit-learn's multinomial logistic regression on standardised features, where the
scales are weighted by the sample weights: the numbers of MultinomialLogisticRegressionTests (scikit-learn 1.2.1).

Run from the top of the repository: python3 tests/Counterweight.Training.Tests/Golden/sklearn_logistic.py
"""
import csv

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

for name in ("pima", "glass"):
    with open(f"tests/data/{name}.csv", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    features = np.array([[float(value) for value in row[:-1]] for row in rows])
    names, labels = np.unique([row[-1] for row in rows], return_inverse=True)
    balanced = len(labels) / (len(names) * np.bincount(labels))
    ones = np.ones(len(labels))
    for weighting, class_weights, sample_weights in (
        ("none", ones, ones),
        ("balanced", balanced[labels], ones),
        ("sample weights 0, 1, 2, 0, 1, 2 ...", ones, np.arange(len(labels)) % 3.0),
    ):
        weights = class_weights * sample_weights
        scaled = StandardScaler().fit(features, sample_weight=sample_weights).transform(features)
        model = LogisticRegression(multi_class="multinomial", tol=1e-9, max_iter=100000)
        model.fit(scaled, labels, sample_weight=weights)
        losses = -weights * model.predict_log_proba(scaled)[np.arange(len(labels)), labels]
        # Of two classes scikit-learn keeps one row of weights and means its negative for the other.
        penalty = 0.5 * (model.coef_**2).sum() * (2 if len(names) == 2 else 1)
        print(name, weighting, repr(losses.sum() + penalty), (model.predict(scaled) == labels).sum())
