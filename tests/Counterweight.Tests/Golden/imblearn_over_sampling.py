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
from imblearn.combine import SMOTEENN, SMOTETomek
from imblearn.metrics.pairwise import ValueDifferenceMetric
from imblearn.over_sampling import ADASYN, SMOTE, SMOTEN, SMOTENC, BorderlineSMOTE, RandomOverSampler
from imblearn.under_sampling import EditedNearestNeighbours, TomekLinks

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


def borderline_2(seed, counts, features, k, m, target):
    """Rows between the class, then rows between it and others; each part draws anew from the seed."""
    x, y = data(seed, counts, features)
    model = BorderlineSMOTE(sampling_strategy={1: target}, k_neighbors=k, m_neighbors=m, random_state=seed, kind="borderline-2")
    made, _ = model.fit_resample(x, y)
    danger = numpy.flatnonzero(model._in_danger_noise(model.nn_m_, x[y == 1], 1, y, kind="danger"))
    extra = target - counts[1]
    share = numpy.random.RandomState(seed).beta(10, 10)
    sizes = int(share * (extra + 1)), int((1 - share) * extra)
    assert len(made) == len(x) + sum(sizes)
    draws = [one + other for one, other in zip(*(pairs(seed, [size], [len(danger)], k) for size in sizes))]
    note = "the place of a neighbor in the class is taken for one among the other rows, and the parts together are one row short"
    return case("borderline-2", note, x, y, made, ([int(danger[p]) for p in draws[0]], *draws[1:]), counts=[counts[0], target], k=k, m=m, first=sizes[0])


def codes(seed, counts, values):
    """Nominal features: classes prefer other values."""
    generator = numpy.random.default_rng(seed)
    y = generator.permutation(numpy.repeat(numpy.arange(len(counts)), counts))
    x = numpy.stack([generator.binomial(size - 1, 0.35 + 0.3 * y) for size in values], axis=1)
    return x.astype(numpy.float32), y


def winners(votes):
    values, counts = numpy.unique(votes, return_counts=True)
    return values[counts == counts.max()]


def nearest(distances, k):
    """The nearest rows of each row; None where the order is unsure."""
    distances = distances.copy()
    numpy.fill_diagonal(distances, numpy.inf)
    order = numpy.argsort(distances, axis=1, kind="stable")[:, : k + 1]
    near = numpy.take_along_axis(distances, order, axis=1)
    sure = (near[:, 0] > 0).all() and (numpy.diff(near, axis=1) > 1e-6 * near[:, 1:]).all()
    return order[:, :k] if sure else None


def smote_nc(seed, counts, features, nominal, k, target):
    x, y = data(seed, counts, features)
    x[:, nominal] = codes(seed, counts, [3] * len(nominal))[0]
    model = SMOTENC(categorical_features=nominal, sampling_strategy={1: target}, k_neighbors=k, random_state=seed)
    made, _ = model.fit_resample(x.astype(numpy.float64), y)
    own = x[y == 1].astype(numpy.float64)
    numbers = numpy.delete(own, nominal, axis=1)
    squared = ((numbers[:, None] - numbers[None]) ** 2).sum(axis=2)
    apart = (own[:, None, nominal] != own[None, :, nominal]).sum(axis=2)
    theirs = nearest(squared + apart * model.median_std_**2 / 2, k)
    ours = nearest(squared + apart * numpy.median(numbers.std(axis=0, ddof=1)) ** 2, k)
    if theirs is None or ours is None:
        return None, None
    parents, neighbors, steps = pairs(seed, [target - counts[1]], [counts[1]], k)
    tied = any(len(winners(own[theirs[p], f])) > 1 for p in parents for f in nominal)
    same = all((theirs[p] == ours[p]).all() for p in parents)
    note = "" if same and not tied else "half of the square of the median, of deviations that divide by n, and equally frequent values are drawn"
    made = case("smote-nc" if not note else "smote-nc-metric", note, x, y, made, (parents, neighbors, steps), counts=[counts[0], target], k=k, nominal=nominal, median=float(model.median_std_))
    return made, (same, tied)


def smote_n(seed, counts, values, k, target):
    x, y = codes(seed, counts, values)
    made, _ = SMOTEN(sampling_strategy={1: target}, k_neighbors=k, random_state=seed).fit_resample(x, y)
    whole = x.astype(numpy.int32)
    lists = nearest(ValueDifferenceMetric().fit(whole, y).pairwise(whole[y == 1]), k)
    if lists is None:
        return None, None
    own = x[y == 1]
    parents = numpy.random.RandomState(seed).choice(numpy.arange(counts[1]), size=target - counts[1], replace=True).tolist()
    tied = any(len(winners(own[[p, *lists[p]], f])) > 1 for p in parents for f in range(len(values)))
    note = "of equally frequent values the lowest is taken" if tied else ""
    return case("smote-n-ties" if tied else "smote-n", note, x, y, made, (parents, [], []), counts=[counts[0], target], k=k), tied


def first(made, wanted):
    return next(found for found, how in (made(seed) for seed in range(20000)) if found is not None and how == wanted)


def combined(name, peer, cleaner, seed, counts, features, k, target):
    x, y = data(seed, counts, features, spread=0.6)
    wide = x.astype(numpy.float64)
    over = SMOTE(sampling_strategy={1: target}, k_neighbors=k, random_state=seed)
    made, labels = over.fit_resample(wide, y)
    cleaner.fit_resample(made, labels)
    whole, _ = peer(over).fit_resample(wide, y)
    assert (whole == made[cleaner.sample_indices_]).all() and len(whole) < len(made)
    draws = pairs(seed, [target - counts[1]], [counts[1]], k)
    return case(name, "", x, y, made, draws, counts=[counts[0], target], k=k, kept=sorted(int(row) for row in cleaner.sample_indices_))


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
        borderline_2(8, [70, 40], 2, 5, 10, 81),
        first(lambda seed: smote_nc(seed, [30, 12], 6, [1, 4], 3, 30), (True, False)),
        first(lambda seed: smote_nc(seed, [50, 24], 4, [0, 2], 4, 74), (False, True)),
        first(lambda seed: smote_n(seed, [50, 18], [2] * 9, 4, 50), False),
        first(lambda seed: smote_n(seed, [50, 18], [4, 3, 5, 4, 3], 3, 50), True),
        combined("smote-enn", lambda over: SMOTEENN(smote=over), EditedNearestNeighbours(sampling_strategy="all"), 9, [60, 25], 3, 5, 60),
        combined("smote-tomek", lambda over: SMOTETomek(smote=over), TomekLinks(sampling_strategy="all"), 10, [60, 25], 3, 5, 60),
    ]
    FILE.write_text(json.dumps({"madeWith": f"imbalanced-learn {imblearn.__version__}", "cases": cases}, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
