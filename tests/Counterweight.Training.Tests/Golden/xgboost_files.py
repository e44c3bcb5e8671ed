#!/usr/bin/env python3
"""Has XGBoost train models for this package to read, and asks it what it says of rows.

    apt-get install python3-xgboost
    /usr/bin/python3 xgboost_files.py > xgboost_files.json

The release was 1.7.4, Debian 12's.
"""
import json, math, pathlib, struct, sys, tempfile

import numpy
import xgboost
from made_up_rows import made_up

FOLDER = pathlib.Path(tempfile.mkdtemp())


def bits(values):
    return [struct.pack(">f", value).hex() for value in values]


def at_the_ends_of_floats(rows, labels):
    """Subnormal floats about 0, and floats whose sums overflow."""
    for i, row in enumerate(rows):
        row[0] = (i * 7 % 11 - 5) * 2.0 ** -149 * (1 + labels[i])
        row[1] = (i * 5 % 7 - 3) * 1.1e38 * (1 if labels[i] else 0.9)
    return rows


def about(threshold):
    """A float, its neighbours, the doubles half way between them, and theirs."""
    floats = [float(numpy.nextafter(numpy.float32(threshold), numpy.float32(to))) for to in (-numpy.inf, numpy.inf)]
    for value in [*floats, threshold, (floats[0] + threshold) / 2, (floats[1] + threshold) / 2]:
        yield from (math.nextafter(value, -math.inf), value, math.nextafter(value, math.inf))


def main():
    tree = {"max_depth": 3, "eta": 0.3, "nthread": 1, "seed": 3}
    logistic = {**tree, "objective": "binary:logistic"}
    cases = {
        "binary": ({**logistic, "base_score": 0.3}, 2, 0.1),
        "binary on histograms": ({**logistic, "tree_method": "hist", "max_bin": 16}, 2, 0),
        "binary, pruned": ({**logistic, "gamma": 8, "tree_method": "exact", "base_score": 0.9}, 2, 0.1),
        "raw scores": ({**tree, "objective": "binary:logitraw", "base_score": 0.3}, 2, 0.1),
        "probabilities": ({**tree, "objective": "reg:logistic", "base_score": 0.2}, 2, 0.1),
        "dart": ({**logistic, "booster": "dart", "rate_drop": 0.5, "one_drop": 1}, 2, 0.1),
        "dart of three classes": ({**tree, "objective": "multi:softprob", "num_class": 3, "booster": "dart", "rate_drop": 0.5, "base_score": 0.7, "max_depth": 2}, 3, 0.1),
        "three classes": ({**tree, "objective": "multi:softprob", "num_class": 3, "max_depth": 2}, 3, 0.1),
        "four classes of parallel trees": ({**tree, "objective": "multi:softmax", "num_class": 4, "max_depth": 2, "num_parallel_tree": 2, "subsample": 0.5, "base_score": 0.25}, 4, 0.1),
        "parallel trees": ({**logistic, "num_parallel_tree": 3, "subsample": 0.5, "max_depth": 2}, 2, 0.1),
        "categories": ({**logistic, "tree_method": "hist", "max_cat_to_onehot": 1, "base_score": 0.4}, 2, 0.2),
        "categories one by one": ({**logistic, "tree_method": "hist", "max_cat_to_onehot": 100}, 2, 0.2),
        "ends of floats": ({**logistic, "tree_method": "hist"}, 2, 0.1),
        "regression": ({**tree, "objective": "reg:squarederror", "base_score": 1.25}, 3, 0.1),
        "counts": ({**tree, "objective": "count:poisson", "base_score": 0.75}, 3, 0.1),
    }
    trained = {}
    for name, (parameters, classes, missing) in cases.items():
        rows, labels = made_up(4, 400, classes, missing, codes=20, seed=7)
        rows = at_the_ends_of_floats(rows, labels) if "ends" in name else rows
        types = ["float", "float", "float", "c" if "categories" in name else "float"]
        names = ["age", "dose", "größe", "code"] if name == "binary" else None
        data = xgboost.DMatrix(numpy.array(rows), numpy.array(labels), feature_types=types, feature_names=names, enable_categorical=True)
        booster = xgboost.train(parameters, data, 3)
        booster.save_model(FOLDER / "model.json")
        text = (FOLDER / "model.json").read_text()
        asked = rows[:30] + [[math.nan] * 4, [0.0] * 4, [-0.0] * 4, [3e38] * 4, [-3e38] * 4]
        model = json.loads(text)["learner"]["gradient_booster"]
        for one in model.get("gbtree", model)["model"]["trees"][:4]:
            splits = [i for i, left in enumerate(one["left_children"]) if left >= 0 and math.isfinite(one["split_conditions"][i])]
            for i, split in enumerate(splits[:4 if name in ("binary", "ends of floats") else 1]):
                for value in about(one["split_conditions"][split]):
                    row = list(rows[i * 3])
                    row[one["split_indices"][split]] = value
                    asked.append(row)
        if "categories" in name:
            # XGBoost cuts off fractions of categories; 30 is unknown.
            asked = [row[:3] + [math.floor(row[3]) if abs(row[3]) < 1e6 else math.nan] for row in asked]
            asked += [[0.0, 0.0, 0.0, float(code)] for code in [*range(20), 30, 1 << 20, -1]]
        matrix = xgboost.DMatrix(numpy.array(asked), feature_types=types, feature_names=names, enable_categorical=True)
        margins = booster.predict(matrix, output_margin=True)
        gains = booster.get_score(importance_type="total_gain")
        gains = [gains.get(feature, 0) for feature in (names or [f"f{i}" for i in range(4)])]
        trained[name] = {
            "model": text,
            "rows": [" ".join(repr(value) for value in row) for row in asked],
            "margins": " ".join(bits(margins.reshape(-1))),
            "leaves": [" ".join(str(int(leaf)) for leaf in row) for row in booster.predict(matrix, pred_leaf=True).reshape(len(asked), -1)],
            "predictions": [float(value) for value in booster.predict(matrix).reshape(-1)],
            "importances": [gain / sum(gains) for gain in gains],
        }

    json.dump({"version": xgboost.__version__, "trained": trained}, sys.stdout, indent=None, separators=(",\n", ": "))
    print()


main()
