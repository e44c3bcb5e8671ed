"""Values of scikit-learn 1.2.1 for the tests of trees and AdaBoost: python3 sklearn_trees.py > sklearn_trees.json"""
import csv, json, math, os
import numpy as np
import sklearn
from sklearn.ensemble import AdaBoostClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.tree import DecisionTreeClassifier

assert sklearn.__version__ == "1.2.1"
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data")


def load(name):
    with open(os.path.join(DATA, name)) as file:
        rows = [row for row in list(csv.reader(file))[1:] if all(row)]
    y = [row[-1] for row in rows]
    classes = sorted(set(y))
    return np.array([[float(field) for field in row[:-1]] for row in rows]), np.array([classes.index(label) for label in y])


def boost(depth, rounds, rate=1.0):
    return AdaBoostClassifier(DecisionTreeClassifier(max_depth=depth, random_state=0), n_estimators=rounds, learning_rate=rate, algorithm="SAMME", random_state=0)


def test_rows(rows, seed):
    return np.array([(row * 7919 + seed * 104729) % 1000 % 10 < 3 for row in range(rows)])


result = {"quality": [], "votes": [], "pruning": []}
for name in ["glass.csv", "pima.csv", "breast-cancer.csv"]:
    x, y = load(name)
    for depth in [1, 3]:
        scores = []
        for seed in range(5):
            test = test_rows(len(y), seed)
            weights = np.array([len(y) / np.sum(y == label) for label in y])
            model = boost(depth, 50).fit(x[~test], y[~test], sample_weight=weights[~test])
            scores.append(balanced_accuracy_score(y[test], model.predict(x[test])))
        result["quality"].append({"data": name, "depth": depth, "balancedAccuracy": scores})

x, y = load("glass.csv")
weights = 1 + np.arange(len(y)) % 3 * 0.5
for depth, rate in [(1, 1.0), (2, 0.5)]:
    model = boost(depth, 8, rate).fit(x, y, sample_weight=weights)
    result["votes"].append({
        "depth": depth, "rate": rate, "votes": model.estimator_weights_.tolist(), "errors": model.estimator_errors_.tolist(),
        "probabilities": model.predict_proba(x[::20]).ravel().tolist(), "importances": model.feature_importances_.tolist()})

# Depth and leaves at which no two splits gain the same: every random_state gives this tree.
for criterion in ["gini", "entropy"]:
    tree = DecisionTreeClassifier(criterion=criterion, max_depth=6, min_samples_leaf=8, random_state=0).fit(x, y, sample_weight=weights)
    path = DecisionTreeClassifier(criterion=criterion, max_depth=6, min_samples_leaf=8, random_state=0).cost_complexity_pruning_path(x, y, sample_weight=weights)
    sizes = []
    for alpha in [0.005, 0.01, 0.02, 0.05, 0.1]:
        pruned = DecisionTreeClassifier(criterion=criterion, max_depth=6, min_samples_leaf=8, random_state=0, ccp_alpha=alpha).fit(x, y, sample_weight=weights)
        sizes.append([alpha, int(pruned.tree_.node_count)])
    result["pruning"].append({
        "criterion": criterion, "nodes": int(tree.tree_.node_count), "importances": tree.feature_importances_.tolist(),
        "alphas": path.ccp_alphas.tolist(), "impurities": path.impurities.tolist(), "sizes": sizes})
print(json.dumps(result, indent=1))
