"""Compares the balanced accuracy of our command with scikit-learn's models: the same files, rows, encodings and splits.

    dotnet build -c Release src/Counterweight.Cli
    python3 bench/peers/files.py [--data DIR] [--file NAME] [--seeds N] [--one-hot] [--json]

Each file of the table below that is in DIR (tests/data unless told) is read by pandas with the options that it needs, which
our command finds by itself. Numbers stay numbers; text is one-hot for scikit-learn's linear model, trees, forest and
AdaBoost, and categories for HistGradientBoostingClassifier; a missing number is the mean for the linear model and AdaBoost, the
trees of scikit-learn 1.2 take the same. Splits are ours (Philox, stratified, 30 % test rows), so that both judge the same
rows. With --one-hot our command is given the columns of 0 and 1 too, in place of text, which it would split by sets. Printed are
means over the seeds, and the difference ours − scikit-learn's; beside it twice its standard error over the seeds.
"""

import argparse
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import warnings

import numpy
import pandas
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.ensemble import AdaBoostClassifier, HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests/Counterweight.Training.Tests/Golden"))

from stratified_split import test_rows  # noqa: E402

COMMAND = ROOT / "src/Counterweight.Cli/bin/Release/net10.0/Counterweight.Cli.dll"
TEST_SHARE = 0.3
MISSING = {"na_values": ["?"]}

# File: our label, pandas' options, columns that are no features. Without a header columns are counted from 0.
FILES = {
    "glass.csv": ("type", {}, []),
    "pima.csv": ("diabetes", {}, []),
    "breast-cancer.csv": ("Class", {}, []),
    "claims.csv.gz": ("FraudFound", {}, []),
    "shuttle.csv.gz": ("state", {}, []),
    "wine-quality-semicolon.csv": ("quality", {"sep": ";"}, []),
    "haberman-no-header.csv": ("-1", {"header": None}, []),
    "yeast-spaces.data": ("-1", {"sep": r"\s+", "header": None}, [0]),
    "ai4i2020-bom-ids.csv": ("Machine failure", {"encoding": "utf-8-sig"}, ["UDI", "Product ID"]),
    "german-credit-categories.csv": ("class", {"keep_default_na": False}, ["id"]),
    "credit-approval-no-header.data": ("-1", {"header": None} | MISSING, []),
    "adult-spaces.csv": ("-1", {"skipinitialspace": True} | MISSING, []),
    "bank-quoted.csv": ("y", {}, []),
}
MODELS = ["logistic regression", "decision tree", "random forest", "gradient boosting", "AdaBoost"]


def read(path, label, options, ignored):
    table = pandas.read_csv(path, **options).drop(columns=ignored)
    column = table.columns[-1] if label == "-1" else label
    names = table.pop(column).astype(str).str.strip()
    table.columns = [str(name) for name in table.columns]
    _, labels = numpy.unique(names, return_inverse=True)
    text = table.columns[table.dtypes == object]
    table[text] = table[text].astype(object).where(table[text].notna(), "missing")
    return table, labels


def encoded(*, scaled=False):
    numbers = make_pipeline(SimpleImputer(), StandardScaler()) if scaled else SimpleImputer()
    return ColumnTransformer(
        [
            ("numbers", numbers, make_column_selector(dtype_include="number")),
            ("text", OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_exclude="number")),
        ]
    )


def categories(table):
    numbers = [not dtype == object for dtype in table.dtypes]
    order = ColumnTransformer(
        [
            ("text", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=numpy.nan), make_column_selector(dtype_exclude="number")),
            ("numbers", "passthrough", make_column_selector(dtype_include="number")),
        ]
    )
    return order, list(range(len(numbers) - sum(numbers)))


def peer(model, table, weights, seed):
    weighted = {"class_weight": weights}
    if model == "logistic regression":
        return make_pipeline(encoded(scaled=True), LogisticRegression(max_iter=500, **weighted))
    if model == "decision tree":
        return make_pipeline(encoded(), DecisionTreeClassifier(random_state=seed, **weighted))
    if model == "random forest":
        return make_pipeline(encoded(), RandomForestClassifier(random_state=seed, **weighted))
    if model == "gradient boosting":
        order, text = categories(table)
        return make_pipeline(order, HistGradientBoostingClassifier(categorical_features=text or None, early_stopping=False, random_state=seed, **weighted))
    return make_pipeline(encoded(), AdaBoostClassifier(DecisionTreeClassifier(max_depth=4, **weighted), random_state=seed))


def theirs(table, labels, seeds):
    reached = {}
    for model in MODELS:
        for weights in (None, "balanced"):
            scores = []
            for seed in range(seeds):
                test = test_rows(labels, TEST_SHARE, seed)
                fitted = peer(model, table, weights, seed).fit(table[~test], labels[~test])
                scores.append(balanced_accuracy_score(labels[test], fitted.predict(table[test])))
            reached[model, weights or "unweighted"] = scores
    return reached


def ours(path, label, seeds, *options):
    reached = {}
    for seed in range(seeds):
        printed = subprocess.run(["dotnet", COMMAND, "compare", path, "--label", label, "--seed", str(seed), "--json", *options], check=True, capture_output=True, text=True).stdout
        for model in json.loads(printed)["models"]:
            reached.setdefault((model["model"], model["weights"]), []).append(model["balancedAccuracy"])
    return reached


def ours_one_hot(table, labels, seeds):
    columns = pandas.get_dummies(table).astype(float).set_axis(range(pandas.get_dummies(table).shape[1]), axis=1).add_prefix("feature ")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "one-hot.csv"
        columns.assign(label=labels).to_csv(path, index=False)
        return ours(path, "label", seeds, "--keep", "all")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, action="append")
    parser.add_argument("--file", default="")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--one-hot", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    for folder in arguments.data or [ROOT / "tests/data", ROOT / "src/Counterweight.Cli/Data"]:
        for name, (label, options, ignored) in FILES.items():
            path = folder / name
            if arguments.file not in name or not path.exists():
                continue
            table, labels = read(path, label, options, ignored)
            if not arguments.json:
                print(f"{name}: {len(table)} rows, {table.shape[1]} features, {labels.max() + 1} classes")
            own = ours_one_hot(table, labels, arguments.seeds) if arguments.one_hot else ours(path, label, arguments.seeds)
            peers = theirs(table, labels, arguments.seeds)
            for (model, weights), scores in peers.items():
                difference = numpy.array(own[model, weights]) - scores
                error = 2 * difference.std(ddof=1) / math.sqrt(len(scores)) if len(scores) > 1 else math.nan
                row = {"file": name, "model": model, "weights": weights, "ours": numpy.mean(own[model, weights]), "scikit-learn": numpy.mean(scores), "difference": difference.mean(), "twoStandardErrors": error}
                if arguments.json:
                    print(json.dumps(row), flush=True)
                else:
                    mark = "" if difference.mean() >= -0.01 else "  below" if difference.mean() + error < -0.01 else "  below, within its error"
                    print(f"  {model:20} {weights:10} ours {row['ours']:.3f}  scikit-learn {row['scikit-learn']:.3f}  difference {row['difference']:+.3f} ± {error:.3f}{mark}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
