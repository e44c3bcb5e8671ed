"""Writes OverSampling/over_sampling.json, the new rows of imbalanced-learn that GoldenOverSamplingTests makes again.

    python3 tests/Counterweight.Tests/Golden/imblearn_over_sampling.py

Made with imbalanced-learn 0.10 and scikit-learn 1.2.1. Features are multiples of 1/256, exact in float32. The draws are those of
the package: the same calls of a RandomState of the same seed, in its order. A choice of a parent is the place of a row
in its class. New rows of a class follow those of lower classes, as ours do; the package orders classes by appearance.
"""

import json
import pathlib

import imblearn
import numpy
from imblearn.over_sampling import ADASYN, SMOTE, BorderlineSMOTE, RandomOverSampler

FILE = pathlib.Path(__file__).parent / "OverSampling/over_sampling.json"


def data(seed, counts, features, spread=1.0):
    """Rows in random order, but the classes appear in ascending order, so that the package takes them so."""
    generator = numpy.random.default_rng(seed)
    y = numpy.repeat(numpy.arange(len(counts)), counts)
    y = numpy.concatenate([numpy.arange(len(counts)), generator.permutation(numpy.delete(y, numpy.cumsum([0, *counts[:-1]])))])
    x = numpy.round(256 * (generator.standard_normal((len(y), features)) * 1.5 + spread * y[:, None])) / 256
    return x.astype(numpy.float32), y


def case(name, note, x, y, made, draws, **more):
    new = made[len(x):]
    return {
        "name": name, "note": note, "features": x.shape[1], "x": x.ravel().tolist(), "labels": y.tolist(),
        "counts": more.pop("counts"), "new": [float(value) for value in new.astype(numpy.float32).ravel()],
        "parents": draws[0], "neighbors": draws[1], "steps": draws[2], "noise": more.pop("noise", []), **more,
    }


def pairs(seed, extras, sizes, k):
    """The draws of _make_samples, which seeds anew for each class."""
    parents, neighbors, steps = [], [], []
    for extra, size in zip(extras, sizes):
        if extra:
            random = numpy.random.RandomState(seed)
            drawn = random.randint(low=0, high=size * k, size=extra)
            parents += (drawn // k).tolist()
            neighbors += (drawn % k).tolist()
            steps += random.uniform(size=extra).tolist()
    return parents, neighbors, steps


def smote(name, note, seed, counts, features, k, targets):
    x, y = data(seed, counts, features)
    made, _ = SMOTE(sampling_strategy=dict(enumerate(targets)), k_neighbors=k, random_state=seed).fit_resample(x, y)
    draws = pairs(seed, [t - c for t, c in zip(targets, counts)], counts, k)
    return case(name, note, x, y, made, draws, counts=targets, k=k)


def borderline(seed, counts, features, k, m, target):
    x, y = data(seed, counts, features)
    model = BorderlineSMOTE(sampling_strategy={1: target}, k_neighbors=k, m_neighbors=m, random_state=seed)
    made, _ = model.fit_resample(x, y)
    own = x[y == 1]
    danger = numpy.flatnonzero(model._in_danger_noise(model.nn_m_, own, 1, y, kind="danger"))
    parents, neighbors, steps = pairs(seed, [target - counts[1]], [len(danger)], k)
    return case("borderline-1", "", x, y, made, ([int(danger[p]) for p in parents], neighbors, steps), counts=[counts[0], target], k=k, m=m)


def adasyn(name, note, seed, counts, features, k, target, duplicate=False):
    x, y = data(seed, counts, features, spread=0.7)
    if duplicate:
        # A row of each class on top of each other, that of class 0 first: the package drops the first neighbor for the row itself.
        x[numpy.flatnonzero(y == 1)[-1]] = x[numpy.flatnonzero(y == 0)[0]]
    made, _ = ADASYN(sampling_strategy={1: target}, n_neighbors=k, random_state=seed).fit_resample(x, y)
    random = numpy.random.RandomState(seed)
    extra = len(made) - len(x)
    neighbors = random.choice(k, size=extra).tolist()
    steps = random.uniform(size=(extra, 1)).ravel().tolist()
    return case(name, note, x, y, made, ([], neighbors, steps), counts=[counts[0], target], k=k)


def copies(seed, counts, features, target, shrinkage):
    x, y = data(seed, counts, features)
    made, _ = RandomOverSampler(sampling_strategy={1: target}, shrinkage=shrinkage, random_state=seed).fit_resample(x, y)
    random = numpy.random.RandomState(seed)
    parents = random.choice(numpy.arange(counts[1]), size=target - counts[1], replace=True).tolist()
    noise = [] if shrinkage is None else random.randn(target - counts[1], features).ravel().tolist()
    return case(
        "random" if shrinkage is None else "rose",
        "" if shrinkage is None else "the package takes the number of all rows for that of the class, and divides variances by n",
        x, y, made, (parents, [], []), counts=[counts[0], target], noise=noise, shrinkage=shrinkage or 0)


def main():
    equal, different = [], []
    for seed in range(100):
        made = adasyn("adasyn", "", seed, [70, 30], 4, 5, 70)
        (equal if len(made["new"]) == 40 * 4 else different).append(made)
    assert equal and different
    shorter = different[0]
    shorter["name"], shorter["note"] = "adasyn-total", "the package rounds each share, and makes another number of rows than was asked for"
    cases = [
        smote("smote", "", 1, [60, 20], 4, 5, [60, 60]),
        smote("smote of three classes", "", 2, [30, 12, 40], 17, 3, [40, 45, 40]),
        borderline(3, [70, 40], 2, 5, 10, 75),
        equal[0],
        shorter,
        adasyn("adasyn-duplicate", "the package takes the first of two rows in one place for the row itself, though it is of another class", 4, [50, 20], 3, 4, 50, True),
        copies(5, [40, 15], 3, 60, None),
        copies(6, [40, 15], 3, 60, 0.75),
    ]
    FILE.write_text(json.dumps({"madeWith": f"imbalanced-learn {imblearn.__version__}", "cases": cases}, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
