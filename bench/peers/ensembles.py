"""Times imbalanced-learn's ensembles beside ours, alternating in the same run, and prints ratios and qualities.

    dotnet build -c Release bench/Counterweight.Benchmarks
    python3 bench/peers/ensembles.py [--filter NAME] [--rounds N] [--threads LIST] [--scale SHARE] [--processor-time] [--json]

What is timed and printed is as trees.py has it. Both sides get the same float32 rows, 3 % or 10 % of them of the rare class, and both
times hold all of fit(), binning included. Quality is the balanced accuracy on as many rows held out;
another seed moves it by some 0.002 on either side.

Balanced forest: 100 trees without limits, the square root of the features at every node. Of each class a tree draws as many rows as
the rare class has, without replacement, and then a bootstrap of these. Bagging: 10 trees without
limits on such bags; ours draw with replacement. EasyEnsemble: 10 bags of different rows, 50 stumps on each; imbalanced-learn's boost by SAMME.R, ours by SAMME.
RUSBoost: 50 stumps by SAMME on both sides.
"""

import os
import warnings

import imblearn
import numpy
import sklearn
import trees
from imblearn.ensemble import BalancedBaggingClassifier, BalancedRandomForestClassifier, EasyEnsembleClassifier, RUSBoostClassifier
from sklearn.metrics import balanced_accuracy_score
from threadpoolctl import threadpool_limits

PEER = "imbal.-learn"

# imbalanced-learn 0.10 calls what scikit-learn 1.2 deprecates, in processes of its own too.
warnings.simplefilter("ignore")
os.environ["PYTHONWARNINGS"] = "ignore"


def works(scale):
    rows = max(2000, int(100_000 * scale))
    shape = "features=28 classes=2"
    models = [
        ("balanced forest, 100 trees", f"forest {shape} trees=100 sampling=balanced-without-replacement", lambda jobs: BalancedRandomForestClassifier(100, n_jobs=jobs, random_state=0)),
        ("balanced bagging, 10 trees", f"bagging {shape} bags=10 sampling=balanced", lambda jobs: BalancedBaggingClassifier(n_estimators=10, n_jobs=jobs, random_state=0)),
        ("EasyEnsemble, 10 x 50 stumps", f"easy-ensemble {shape} bags=10 rounds=50 depth=1 sampling=balanced-without-replacement",
            lambda jobs: EasyEnsembleClassifier(10, n_jobs=jobs, random_state=0)),
        ("RUSBoost, 50 stumps", f"ada-boost {shape} rounds=50 depth=1 sampling=balanced-without-replacement",
            lambda _: RUSBoostClassifier(n_estimators=50, algorithm="SAMME", random_state=0)),
    ]
    for rare in (0.03, 0.1):
        for name, request, model in models:
            yield trees.Work(f"{name}, {rare:.0%}", rows, 28, PEER, "test bal. accuracy", request, ensemble, model=model, rare=rare)


def ensemble(work, directory):
    rare = work.details["rare"]
    x, y, x_test, y_test = trees.data(directory, work.rows, work.rows, work.features, [1 - rare, rare])
    models = []

    def seconds(threads):
        models[:] = [work.details["model"](threads)]
        with threadpool_limits(threads):
            return trees.timed(lambda: models[0].fit(x, y))

    def qualities():
        return [
            float(balanced_accuracy_score(y_test, numpy.fromfile(directory / "predicted.i32", dtype=numpy.int32))),
            float(balanced_accuracy_score(y_test, models[0].predict(x_test)))]

    return trees.Peer(seconds, qualities)


if __name__ == "__main__":
    trees.main(works, __doc__, f"imbalanced-learn {imblearn.__version__}; scikit-learn {sklearn.__version__}", "'forest', '3%'")
