"""Writes peers.csv: quality of scikit-learn's and XGBoost's boosting on the data of the tests, means over five splits, those of
StratifiedSplit with seeds 0 ... 4 and a test fraction of 0.3.

Run from this directory: python3 peers.py > peers.csv
"""
import csv
import gzip
import io
import sys

import numpy as np
import sklearn
import xgboost
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import balanced_accuracy_score, log_loss
from sklearn.utils.class_weight import compute_sample_weight

sys.path.append("../Golden")
from stratified_split import test_rows


def load(name):
    path = "../../../src/Counterweight.Cli/Data/" if name.endswith(".gz") else "../../data/"
    text = open(path + name, "rb").read()
    rows = list(csv.reader(io.StringIO((gzip.decompress(text) if name.endswith(".gz") else text).decode())))[1:]
    names = sorted({row[-1] for row in rows})
    x = np.array([[float(v) if v else np.nan for v in row[:-1]] for row in rows])
    return x, np.array([names.index(row[-1]) for row in rows])


def scores(make, x, y, balanced):
    accuracy, loss = [], []
    for seed in range(5):
        test = test_rows(y, 0.3, seed)
        weights = compute_sample_weight("balanced", y[~test]) if balanced else np.ones((~test).sum())
        p = make().fit(x[~test], y[~test], sample_weight=weights).predict_proba(x[test])
        accuracy.append(balanced_accuracy_score(y[test], p.argmax(axis=1)))
        loss.append(log_loss(y[test], p, labels=range(p.shape[1])))
    return np.mean(accuracy), np.mean(loss)


print("# scikit-learn %s, XGBoost %s" % (sklearn.__version__, xgboost.__version__))
print("data,balanced,hgbAccuracy,hgbLoss,xgbAccuracy,xgbLoss")
for name, rounds, rows in [("pima.csv", 50, 20), ("breast-cancer.csv", 50, 20), ("glass.csv", 50, 5), ("shuttle.csv.gz", 20, 20)]:
    x, y = load(name)
    for balanced in (False, True):
        def hgb():
            return HistGradientBoostingClassifier(learning_rate=0.1, max_iter=rounds, max_leaf_nodes=31, min_samples_leaf=rows, early_stopping=False)

        def xgb():
            return xgboost.XGBClassifier(learning_rate=0.1, n_estimators=rounds, max_leaves=31, max_depth=0, grow_policy="lossguide", tree_method="hist", reg_lambda=1, n_jobs=1)

        print("%s,%s,%.4f,%.4f,%.4f,%.4f" % ((name, str(balanced).lower()) + scores(hgb, x, y, balanced) + scores(xgb, x, y, balanced)), flush=True)
