"""Writes Cleaning/cleaning.json: the rows that imbalanced-learn 0.10 keeps, for GoldenCleaningTests.

    python3 imblearn_cleaning.py

Made with imbalanced-learn 0.10.0, scikit-learn 1.2.1, numpy 1.24.2. Rows that are kept are stored in ascending order. Draws are
stored as what they chose: seeds, or an order of rows. `peer` holds what imbalanced-learn keeps where that is not what its own
description says; `kept` is then the same method without the slip, which `note` names.
"""

import json
import pathlib

import numpy
from imblearn.under_sampling import (
    AllKNN,
    CondensedNearestNeighbour,
    EditedNearestNeighbours,
    InstanceHardnessThreshold,
    NearMiss,
    NeighbourhoodCleaningRule,
    OneSidedSelection,
    RandomUnderSampler,
    RepeatedEditedNearestNeighbours,
    TomekLinks,
)
from sklearn.base import BaseEstimator, ClassifierMixin

CASES = []


def points_of(sizes, features, spread, seed):
    """Overlapping normal clouds, classes in a random order of rows; single precision, so that both sides read the same numbers."""
    random = numpy.random.RandomState(seed)
    labels = random.permutation(numpy.repeat(numpy.arange(len(sizes)), sizes))
    centers = spread * random.standard_normal((len(sizes), features))
    return (centers[labels] + random.standard_normal((len(labels), features))).astype(numpy.float32), labels


DATA = {
    "two": points_of((90, 30), 4, 0.7, 1),
    "three": points_of((80, 45, 25), 3, 0.8, 2),
    "near": points_of((60, 55), 2, 0.6, 3),
}


def add(method, data, sampler, peer=None, note=None, **details):
    points, labels = DATA[data]
    sampler.fit_resample(points.astype(numpy.float64), labels)
    kept = sorted(int(row) for row in sampler.sample_indices_)
    add_kept(method, data, kept if peer is None else peer, kept if peer is not None else None, note, **details)


def add_kept(method, data, kept, peer, note, **details):
    if peer is None or list(kept) == list(peer):
        peer, note = None, None
    CASES.append({"method": method, "data": data, **details, "kept": [int(row) for row in kept], "peer": peer, "note": note})


def add_once(method, data, sampler, **details):
    """Rounds of editing, with the minority found once: imbalanced-learn looks for it again in what each round leaves."""
    points, labels = DATA[data]
    counts = numpy.bincount(labels)
    kept_by = type(sampler)(**{**sampler.get_params(), "sampling_strategy": [label for label in range(len(counts)) if label != counts.argmin()]})
    kept_by.fit_resample(points.astype(numpy.float64), labels)
    add(method, data, sampler, sorted(int(row) for row in kept_by.sample_indices_), "the minority is looked for again in each round", **details)


def neighbors():
    for data in ("two", "three", "near"):
        for strategy in ("auto", "all", "not majority", "majority"):
            add("tomek", data, TomekLinks(sampling_strategy=strategy), strategy=strategy)
            for k in (1, 3, 4):
                for vote in ("all", "mode"):
                    add("enn", data, EditedNearestNeighbours(sampling_strategy=strategy, n_neighbors=k, kind_sel=vote), strategy=strategy, k=k, vote=vote)
        for vote in ("all", "mode"):
            for k in (2, 3, 6):
                for rounds in (2, 100):
                    add_once("renn", data, RepeatedEditedNearestNeighbours(n_neighbors=k, kind_sel=vote, max_iter=rounds), k=k, vote=vote, rounds=rounds)
                for below in (False, True):
                    add_once("allknn", data, AllKNN(n_neighbors=k, kind_sel=vote, allow_minority=below), k=k, vote=vote, below=below)
    for k in (3, 5):
        for vote in ("all", "mode"):
            add("ncr", "two", NeighbourhoodCleaningRule(n_neighbors=k, kind_sel=vote), k=k, vote=vote, share=0.5)
        # More than half of 150 rows is more than three times the 25 rows of the minority.
        add("ncr", "three", NeighbourhoodCleaningRule(n_neighbors=k, kind_sel="mode"), k=k, vote="mode", share=3)
    points, labels = DATA["two"]
    DATA["flipped"] = (points, 1 - labels)
    slip("flipped", "all compares labels of neighbors with 0, not with the minority's", "all", 0.5, 0)
    slip("three", "the share is of all rows, not of the minority's", "mode", 0.5, 2)


def slip(data, note, vote, share, minority):
    """The rule of the paper, from lists of neighbors."""
    points, labels = DATA[data]
    points = points.astype(numpy.float64)
    distances = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    numpy.fill_diagonal(distances, numpy.inf)
    lists = labels[numpy.argsort(distances, axis=1, kind="stable")[:, :3]]
    rows = numpy.argsort(distances, axis=1, kind="stable")[:, :3]
    modes = numpy.array([numpy.bincount(of).argmax() for of in lists])
    gone = set(numpy.flatnonzero((modes != labels) & (labels != minority)))
    counts = numpy.bincount(labels)
    for row in numpy.flatnonzero(labels == minority):
        if (lists[row] == minority).all() if vote == "all" else modes[row] == minority:
            continue
        gone |= {other for other in rows[row] if labels[other] != minority and counts[labels[other]] >= share * counts[minority]}
    kept = sorted(set(range(len(labels))) - gone)
    add("ncr", data, NeighbourhoodCleaningRule(n_neighbors=3, kind_sel=vote), kept, note, k=3, vote=vote, share=share)


def near_miss():
    for data, counts in (("two", {0: 40}), ("three", {0: 30, 1: 44, 2: 20})):
        for version in (1, 2, 3):
            for k in (1, 3):
                add("nearmiss", data, NearMiss(version=version, n_neighbors=k), strategy="auto", k=k, version=version)
                strategy = ", ".join(f"{label}:{rows}" for label, rows in counts.items())
                add("nearmiss", data, NearMiss(version=version, n_neighbors=k, sampling_strategy=counts), strategy=strategy, k=k, version=version)
        if data == "two":
            add("nearmiss", data, NearMiss(version=1, sampling_strategy=0.5), strategy="0.5", k=3, version=1)


class Looked(ClassifierMixin, BaseEstimator):
    """Probabilities from a table, by a row's first feature."""

    def __init__(self, table=None):
        self.table = table

    def fit(self, points, labels):
        self.classes_ = numpy.unique(labels)
        return self

    def predict_proba(self, points):
        return numpy.array([self.table[value] for value in points[:, 0]])


def hardness():
    for data, tied in (("two", False), ("three", False), ("two", True)):
        points, labels = DATA[data]
        random = numpy.random.RandomState(5)
        own = numpy.round(random.random_sample(len(labels)), 1 if tied else 6)
        table = {}
        for row, value in enumerate(points[:, 0].astype(numpy.float64)):
            table[value] = numpy.where(numpy.arange(labels.max() + 1) == labels[row], own[row], 0)
        sampler = InstanceHardnessThreshold(estimator=Looked(table), sampling_strategy="auto")
        kept = None
        if tied:
            # As many as asked for: the least rows of those that tie.
            counts = numpy.bincount(labels)
            kept = [row for label in (0, 1) for row in sorted(numpy.flatnonzero(labels == label), key=lambda row: (-own[row], row))[: counts.min()]]
        note = "all rows that tie for the last place are kept"
        add("iht", data, sampler, None if kept is None else sorted(kept), note, strategy="auto", probabilities=[float(p) for p in own])


def drawn():
    for seed in (0, 1, 2):
        for data in ("two", "three"):
            points, labels = DATA[data]
            counts = numpy.bincount(labels)
            random = numpy.random.RandomState(seed)
            chosen = [label for label in range(len(counts)) if label != counts.argmin()]
            seeds = [int(numpy.flatnonzero(labels == label)[random.randint(low=0, high=counts[label], size=1)[0]]) for label in chosen]
            add("oss", data, OneSidedSelection(random_state=seed), seeds=seeds)
            if data == "two":
                add("cnn", data, CondensedNearestNeighbour(random_state=seed), one_pass(points, labels, seeds), "places in the class are mixed up with rows, so some rows are not looked at", seeds=seeds, rounds=1)
            for strategy in ("auto", {0: 33}):
                random = numpy.random.RandomState(seed)
                order = []
                for label in range(len(counts)):
                    rows = numpy.flatnonzero(labels == label)
                    if label in (chosen if strategy == "auto" else strategy):
                        size = counts.min() if strategy == "auto" else strategy[label]
                        first = rows[random.choice(range(len(rows)), size=size, replace=False)]
                        rows = list(first) + [row for row in rows if row not in first]
                    order += [int(row) for row in rows]
                text = strategy if strategy == "auto" else ", ".join(f"{label}:{rows}" for label, rows in strategy.items())
                add("random", data, RandomUnderSampler(random_state=seed, sampling_strategy=strategy), strategy=text, order=order)


def one_pass(points, labels, seeds):
    points = points.astype(numpy.float64)
    kept = list(numpy.flatnonzero(labels == 1)) + seeds
    for row in numpy.flatnonzero(labels == 0):
        if row not in kept:
            distances = ((points[kept] - points[row]) ** 2).sum(axis=1)
            if labels[kept[distances.argmin()]] != 0:
                kept.append(row)
    return sorted(kept_rows(kept, labels))


def kept_rows(kept, labels):
    return {int(row) for row in kept} | {int(row) for row in numpy.flatnonzero(labels == 1)}


def duplicates():
    """Rows twice and more: imbalanced-learn takes the first neighbor off each list, whichever it is."""
    points, labels = DATA["two"]
    twice = numpy.concatenate([points, points[::3], points[::3]])
    DATA["twice"] = (twice, numpy.concatenate([labels, 1 - labels[::3], labels[::3]]))
    values = twice.astype(numpy.float64)
    labels = DATA["twice"][1]
    distances = ((values[:, None] - values[None]) ** 2).sum(axis=2)
    numpy.fill_diagonal(distances, numpy.inf)
    lists = labels[numpy.argsort(distances, axis=1, kind="stable")[:, :3]]
    kept = numpy.flatnonzero((lists == labels[:, None]).all(axis=1))
    add("enn", "twice", EditedNearestNeighbours(sampling_strategy="all", n_neighbors=3), kept, "the first neighbor is taken for the row itself, which among duplicates it need not be", strategy="all", k=3, vote="all")


neighbors()
near_miss()
hardness()
drawn()
duplicates()
rows = {
    name: {"features": int(points.shape[1]), "points": [float(value) for value in points.ravel()], "labels": [int(label) for label in labels]}
    for name, (points, labels) in DATA.items()
}
text = json.dumps({"madeWith": "imbalanced-learn 0.10.0", "data": rows, "cases": CASES}, separators=(",", ":"))
(pathlib.Path(__file__).parent / "Cleaning" / "cleaning.json").write_text(text.replace('{"method"', '\n{"method"') + "\n")
print(len(CASES), sum(case["peer"] is not None for case in CASES), [(case["method"], case["note"]) for case in CASES if case["note"]])
