"""The splits of StratifiedSplit, row for row."""
import math

import numpy as np

MASK = 2**32 - 1

# DrawPurpose.Split, in the upper half of the number of a stream.
SPLIT = 1 << 32


def philox(counter, key):
    """Ten rounds of Philox 4x32."""
    key0, key1 = key & MASK, key >> 32
    for _ in range(10):
        product0, product1 = 0xD2511F53 * counter[0], 0xCD9E8D57 * counter[2]
        counter = (product1 >> 32 ^ counter[1] ^ key0, product1 & MASK, product0 >> 32 ^ counter[3] ^ key1, product0 & MASK)
        key0, key1 = key0 + 0x9E3779B9 & MASK, key1 + 0xBB67AE85 & MASK
    return counter


def below(bound, seed, stream, index):
    """Number `index` of RandomStream.FillBelow."""
    block = index // 2
    words = philox((block & MASK, block >> 32, stream & MASK, stream >> 32), seed)
    low, high = words[2 * (index % 2):][:2]
    return (high << 32 | low) * bound >> 64


def test_rows(labels, fraction, seed):
    groups = [np.flatnonzero(labels == label) for label in range(labels.max() + 1)]
    tests = math.ceil(fraction * len(labels))
    quotas = [len(group) * tests / len(labels) for group in groups]
    counts = [int(quota) for quota in quotas]
    left = tests - sum(counts)
    for label in sorted(range(len(groups)), key=lambda i: counts[i] - quotas[i])[:left]:
        counts[label] += 1
    start, chosen = 0, np.zeros(len(labels), bool)
    for group, count in zip(groups, counts):
        for i in range(len(group)):
            j = below(i + 1, seed, SPLIT, start + i)
            group[i], group[j] = group[j], group[i]
        start += len(group)
        chosen[group[: min(max(count, 1), len(group) - 1)]] = True
    return chosen
