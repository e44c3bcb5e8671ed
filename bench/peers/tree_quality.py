"""Sets the balanced accuracy of our trees, forests and boosting beside scikit-learn's, on data that was held back.

    dotnet build -c Release bench/Counterweight.Benchmarks
    python3 bench/peers/tree_quality.py [--filter NAME] [--seeds N] [--json]

Each seed draws one stratified split, 70 % to train and 30 % to test, and every model of both sides gets the same rows as
float32, classes balanced. Both sides have the same depth, leaves, trees, learning rate and least rows of a leaf:

    tree            depth 8, Gini, ours by bins and exact; DecisionTreeClassifier
    forest          100 trees, depth 12, the root of the number of features at each node; RandomForestClassifier
    boosting        50 rounds, 31 leaves, learning rate 0.1, 5 rows a leaf, 255 bins; HistGradientBoostingClassifier
    AdaBoost        50 trees of depth 2, SAMME; AdaBoostClassifier

Bare.nuclei of breast-cancer has missing values. Ours and HistGradientBoostingClassifier take them as they are; trees and
forests of scikit-learn 1.2.1 refuse them, so the peers of those and of AdaBoost get medians of the training rows instead.
Printed are means over the seeds, the difference ours - peer and the standard error of that mean.
"""

import argparse
import csv
import gzip
import json
import pathlib
import sys
import tempfile

import numpy
import sklearn
from side_by_side import ROOT, Ours, positive
from sklearn.ensemble import AdaBoostClassifier, HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils.class_weight import compute_sample_weight

DATA = {
    "shuttle": ROOT / "src/Counterweight.Cli/Data/shuttle.csv.gz",
    "glass": ROOT / "tests/data/glass.csv",
    "pima": ROOT / "tests/data/pima.csv",
    "breast-cancer": ROOT / "tests/data/breast-cancer.csv",
}


class Model:
    """Our request, and the peer that create(seed) makes."""

    def __init__(self, name, request, create, takes_missing=False):
        self.name, self.request, self.create, self.takes_missing = name, request, create, takes_missing


def decision_tree(seed):
    return DecisionTreeClassifier(max_depth=8, random_state=seed)


MODELS = [
    Model("tree", "tree depth=8", decision_tree),
    Model("tree, exact", "tree depth=8 search=exact", decision_tree),
    Model("forest", "forest trees=100 depth=12", lambda seed: RandomForestClassifier(100, max_depth=12, random_state=seed)),
    Model(
        "boosting", "boosting rounds=50 leaves=31 learning-rate=0.1 min-rows=5 min-hessian=1e-3 bins=255",
        lambda seed: HistGradientBoostingClassifier(
            max_iter=50, max_leaf_nodes=31, learning_rate=0.1, min_samples_leaf=5, early_stopping=False, random_state=seed),
        takes_missing=True),
    Model(
        "AdaBoost", "ada-boost rounds=50 depth=2",
        lambda seed: AdaBoostClassifier(DecisionTreeClassifier(max_depth=2), n_estimators=50, algorithm="SAMME", random_state=seed)),
]


def load(path):
    with gzip.open(path, "rt", newline="") if path.suffix == ".gz" else open(path, newline="") as file:
        rows = list(csv.reader(file))[1:]
    x = numpy.array([[float(value) if value not in ("", "NA", "?") else numpy.nan for value in row[:-1]] for row in rows], dtype=numpy.float32)
    return x, numpy.unique([row[-1] for row in rows], return_inverse=True)[1].astype(numpy.int32)


def impute(x, x_test):
    medians = numpy.nanmedian(x, axis=0)
    return [numpy.where(numpy.isnan(part), medians, part) for part in (x, x_test)]


def compare(ours, name, models, seeds):
    """Balanced accuracies of both sides by model, one pair a seed."""
    x, y = load(DATA[name])
    pairs = {model: [] for model in models}
    for seed in range(seeds):
        x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.3, stratify=y, random_state=seed)
        weights = compute_sample_weight("balanced", y_train)
        with tempfile.TemporaryDirectory() as directory:
            directory = pathlib.Path(directory)
            for file, array in {"x.f32": x_train.T, "y.i32": y_train, "x_test.f32": x_test.T}.items():
                array.tofile(directory / file)
            for model in list(pairs):
                _, reason = ours.ask(
                    f"{model.request} directory={directory} features={x.shape[1]} classes={y.max() + 1} weights=balanced seed={seed}")
                if reason:
                    print(f"{name}, {model.name}: skipped, {reason}", file=sys.stderr)
                    del pairs[model]
                    continue
                predicted = numpy.fromfile(directory / "predicted.i32", dtype=numpy.int32)
                train, test = (x_train, x_test) if model.takes_missing else impute(x_train, x_test)
                peer = model.create(seed).fit(train, y_train, sample_weight=weights)
                pairs[model].append((
                    balanced_accuracy_score(y_test, predicted), balanced_accuracy_score(y_test, peer.predict(test))))
    for model, accuracies in pairs.items():
        mine, theirs = numpy.array(accuracies).T
        yield {
            "data": name,
            "model": model.name,
            "peer": type(model.create(0)).__name__,
            "seeds": seeds,
            "oursQuality": float(mine.mean()),
            "peerQuality": float(theirs.mean()),
            "difference": float((mine - theirs).mean()),
            "standardError": float((mine - theirs).std(ddof=1) / seeds**0.5) if seeds > 1 else None,
        }


def show(rows, seeds):
    print(f"Balanced accuracy of balanced models, means over {seeds} seeds; scikit-learn {sklearn.__version__}")
    print(f"{'data':15}{'model':14}{'peer':32}{'ours':>8}{'peer':>8}{'ours - peer':>13}{'± error':>10}")
    for row in rows:
        error = "" if row["standardError"] is None else f"{row['standardError']:.4f}"
        print(
            f"{row['data']:15}{row['model']:14}{row['peer']:32}{row['oursQuality']:8.4f}{row['peerQuality']:8.4f}"
            f"{row['difference']:+13.4f}{error:>10}")
    for name in dict.fromkeys(row["model"] for row in rows):
        mean = numpy.mean([row["difference"] for row in rows if row["model"] == name])
        print(f"{'mean':15}{name:14}{'':48}{mean:+13.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--filter", default="", metavar="NAME", help="only data and models whose names contain this: 'glass', 'pima forest'")
    parser.add_argument("--seeds", type=positive, default=5, metavar="N", help="number of splits (5)")
    parser.add_argument("--json", action="store_true", help="print a JSON array and nothing else")
    arguments = parser.parse_args()
    chosen = {
        name: [model for model in MODELS if arguments.filter.lower() in f"{name} {model.name}".lower()] for name in DATA}
    if not any(chosen.values()):
        sys.exit(f"nothing matches '{arguments.filter}'")

    ours = Ours("serve-trees")
    rows = [row for name, models in chosen.items() if models for row in compare(ours, name, models, arguments.seeds)]
    ours.close()
    if arguments.json:
        print(json.dumps(rows, indent=2))
    else:
        show(rows, arguments.seeds)


if __name__ == "__main__":
    main()
