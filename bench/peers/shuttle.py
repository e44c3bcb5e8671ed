"""Fits scikit-learn's logistic regression and decision tree to the Shuttle data and sets them beside ours.

Both read the same file, hold back 30 % of the rows (stratified; each with its own generator, so the rows differ) and
average over the same number of seeds, one after the other in the same run. Times are of fit() alone; ours includes
standardising and binning.

    python3 bench/peers/shuttle.py [--seeds N] [--command PATH]
"""

import argparse
import csv
import gzip
import json
import pathlib
import subprocess
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

# Both stop at 500 iterations.
warnings.filterwarnings("ignore", category=ConvergenceWarning)

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "src/Counterweight.Cli/Data/shuttle.csv.gz"
COMMAND = ROOT / "src/Counterweight.Cli/bin/Release/net10.0/counterweight"
MODELS = [
    ("logistic regression", "unweighted"),
    ("logistic regression", "balanced"),
    ("decision tree", "unweighted"),
    ("decision tree", "balanced"),
]


def load():
    with gzip.open(DATA, "rt", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return numpy.array([[float(v) for v in row[:-1]] for row in rows]), numpy.array([row[-1] for row in rows])


def create(name, weights):
    class_weight = "balanced" if weights == "balanced" else None
    if name == "decision tree":
        return DecisionTreeClassifier(class_weight=class_weight, random_state=0)
    return LogisticRegression(max_iter=500, class_weight=class_weight)


def scikit_learn(seeds):
    x, y = load()
    results = {model: [] for model in MODELS}
    for seed in range(seeds):
        x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.3, stratify=y, random_state=seed)
        scaler = StandardScaler().fit(x_train)
        for name, weights in MODELS:
            scaled = name == "logistic regression"
            train, test = (scaler.transform(x_train), scaler.transform(x_test)) if scaled else (x_train, x_test)
            model = create(name, weights)
            started = time.perf_counter()
            model.fit(train, y_train)
            seconds = time.perf_counter() - started
            predicted = model.predict(test)
            results[name, weights].append((
                balanced_accuracy_score(y_test, predicted),
                f1_score(y_test, predicted, average="macro"),
                seconds,
            ))
    return {model: numpy.mean(values, axis=0) for model, values in results.items()}


def counterweight(command, seeds):
    # The file rather than the built-in copy, so that both read the same bytes.
    run = subprocess.run(
        [command, "compare", DATA, "--label", "state", "--seeds", str(seeds), "--json"],
        check=True, capture_output=True, text=True)
    return {
        (model["model"], model["weights"]): (model["balancedAccuracy"], model["macroF1"], model["fitSeconds"])
        for model in json.loads(run.stdout)["models"]
    }


def show(title, results):
    print(f"{title:42}{'balanced accuracy':>18}{'macro F1':>12}{'fit, seconds':>15}")
    for (name, weights), (accuracy, f1, seconds) in results.items():
        print(f"  {name + ', ' + weights:40}{accuracy:18.3f}{f1:12.3f}{seconds:15.4f}")
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--command", type=pathlib.Path, default=COMMAND)
    arguments = parser.parse_args()
    if not arguments.command.exists():
        sys.exit(f"{arguments.command} is missing: build with dotnet build -c Release src/Counterweight.Cli")

    ours = counterweight(arguments.command, arguments.seeds)
    theirs = scikit_learn(arguments.seeds)
    print(f"Shuttle, 40,600 training rows, means over {arguments.seeds} seeds\n")
    show("Counterweight", ours)
    show(f"scikit-learn {sklearn.__version__}", theirs)
    print("scikit-learn's seconds / ours")
    for model in MODELS:
        print(f"  {model[0] + ', ' + model[1]:40}{theirs[model][2] / ours[model][2]:10.1f}")


if __name__ == "__main__":
    main()
