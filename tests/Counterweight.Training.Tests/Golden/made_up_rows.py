"""Rows for the scripts beside this one."""
import math, random


def made_up(features, rows, classes, missing, codes, seed):
    """Features that tell of the class, the last a code of a category; some values are missing."""
    draw = random.Random(seed)
    all_rows, labels = [], []
    for _ in range(rows):
        label = draw.randrange(classes)
        row = [draw.gauss(label, 2) for _ in range(features - 1)] + [float((draw.randrange(codes) + 3 * label) % codes)]
        all_rows.append([math.nan if draw.random() < missing else value for value in row])
        labels.append(label)
    return all_rows, labels
