"""The splits of StratifiedSplit, row for row."""
import math

import numpy as np

MASK = 2**64 - 1


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, bound):
        product = self.next() * bound
        while (product & MASK) < (2**64 - bound) % bound:
            product = self.next() * bound
        return product >> 64


def test_rows(labels, fraction, seed):
    groups = [np.flatnonzero(labels == label) for label in range(labels.max() + 1)]
    tests = math.ceil(fraction * len(labels))
    quotas = [len(group) * tests / len(labels) for group in groups]
    counts = [int(quota) for quota in quotas]
    left = tests - sum(counts)
    for label in sorted(range(len(groups)), key=lambda i: counts[i] - quotas[i])[:left]:
        counts[label] += 1
    random, chosen = SplitMix64(seed), np.zeros(len(labels), bool)
    for group, count in zip(groups, counts):
        for i in range(len(group) - 1, 0, -1):
            j = random.below(i + 1)
            group[i], group[j] = group[j], group[i]
        chosen[group[: min(max(count, 1), len(group) - 1)]] = True
    return chosen
