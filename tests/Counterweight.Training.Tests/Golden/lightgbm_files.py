#!/usr/bin/env python3
"""Asks LightGBM's own library what it says of models that this package wrote, and has it train models for this package to read.

    COUNTERWEIGHT_LIGHTGBM=/tmp/files dotnet …/Counterweight.Training.Tests.dll -explicit only -method '*.WriteLightGbmFiles'
    python3 lightgbm_files.py …/lightgbm/4.7.0/runtimes/linux-x64/native/lib_lightgbm.so /tmp/files > lightgbm_files.json

Needs no package of Python's but the standard library; the library is that of NuGet's LightGBM 4.7.0.
"""
import ctypes, hashlib, json, math, pathlib, struct, sys

from made_up_rows import made_up

LIBRARY = ctypes.CDLL(sys.argv[1])
LIBRARY.LGBM_GetLastError.restype = ctypes.c_char_p
NORMAL, RAW = 0, 1


def check(code):
    if code != 0:
        raise SystemExit(LIBRARY.LGBM_GetLastError().decode())


def doubles(values):
    return (ctypes.c_double * len(values))(*values)


def load(text):
    booster, rounds = ctypes.c_void_p(), ctypes.c_int()
    check(LIBRARY.LGBM_BoosterLoadModelFromString(text.encode(), ctypes.byref(rounds), ctypes.byref(booster)))
    return booster


def predict(booster, rows, kind):
    classes, count = ctypes.c_int(), ctypes.c_int64()
    check(LIBRARY.LGBM_BoosterGetNumClasses(booster, ctypes.byref(classes)))
    out = (ctypes.c_double * (len(rows) * classes.value))()
    flat = doubles([value for row in rows for value in row])
    check(LIBRARY.LGBM_BoosterPredictForMat(booster, flat, 1, ctypes.c_int32(len(rows)), ctypes.c_int32(len(rows[0])), 1, kind, 0, -1, b"num_threads=1", ctypes.byref(count), out))
    assert count.value == len(out)
    return list(out)


def bits(values):
    return [struct.pack(">d", value).hex() for value in values]


def train(parameters, rows, labels, rounds):
    data, booster = ctypes.c_void_p(), ctypes.c_void_p()
    text = ("verbosity=-1 num_threads=1 deterministic=true " + parameters).encode()
    flat = doubles([value for row in rows for value in row])
    check(LIBRARY.LGBM_DatasetCreateFromMat(flat, 1, ctypes.c_int32(len(rows)), ctypes.c_int32(len(rows[0])), 1, text, None, ctypes.byref(data)))
    check(LIBRARY.LGBM_DatasetSetField(data, b"label", (ctypes.c_float * len(labels))(*labels), len(labels), 0))
    check(LIBRARY.LGBM_BoosterCreate(data, text, ctypes.byref(booster)))
    for _ in range(rounds):
        done = ctypes.c_int()
        check(LIBRARY.LGBM_BoosterUpdateOneIter(booster, ctypes.byref(done)))
    length = ctypes.c_int64()
    check(LIBRARY.LGBM_BoosterSaveModelToString(booster, 0, -1, 0, ctypes.c_int64(0), ctypes.byref(length), None))
    buffer = ctypes.create_string_buffer(length.value)
    check(LIBRARY.LGBM_BoosterSaveModelToString(booster, 0, -1, 0, length, ctypes.byref(length), buffer))
    return buffer.value.decode()


def main():
    folder = pathlib.Path(sys.argv[2])
    written = {}
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text()
        raw = path.with_suffix(".rows").read_bytes()
        values = struct.unpack(f"<{len(raw) // 8}d", raw)
        width = int(text.split("max_feature_idx=")[1].split("\n")[0]) + 1
        rows = [values[i:i + width] for i in range(0, len(values), width)]
        written[path.stem] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "scores": bits(predict(load(text), rows, RAW if "objective=" in text else NORMAL))}

    trained = {}
    cases = {
        "binary": ("objective=binary num_leaves=7 min_data_in_leaf=5", 2, 0.1),
        "binary without missing values": ("objective=binary num_leaves=5 min_data_in_leaf=5", 2, 0),
        "binary, missing values are 0": ("objective=binary num_leaves=7 min_data_in_leaf=5 use_missing=false", 2, 0.1),
        "categories": ("objective=binary num_leaves=7 min_data_in_leaf=5 categorical_feature=3 min_data_per_group=5 cat_smooth=1", 2, 0.1),
        "categories of three classes": ("objective=multiclass num_class=3 num_leaves=5 min_data_in_leaf=5 categorical_feature=3 min_data_per_group=5", 3, 0.05),
        "regression": ("objective=regression num_leaves=6 min_data_in_leaf=5", 3, 0.1),
        "regression to a constant": ("objective=regression num_leaves=6 min_data_in_leaf=5000", 3, 0.1),
    }
    for name, (parameters, classes, missing) in cases.items():
        rows, labels = made_up(4, 600, classes, missing, codes=40, seed=5)
        text = train(parameters, rows, labels, 3)
        booster = load(text)
        asked = rows[:40] + [[math.nan] * 4, [0.0] * 4, [1e300] * 4, [-1.0] * 4, [39.0] * 4, [1000.0] * 4]
        for line in text.split("\n"):
            if line.startswith("threshold="):
                # Its C API takes numbers within 1e-35 of 0 for 0, and has thresholds there.
                for threshold in [float(value) for value in line[10:].split() if abs(float(value)) > 1e-30][:4]:
                    asked += [[value] * 4 for value in (math.nextafter(threshold, -math.inf), threshold, math.nextafter(threshold, math.inf))]
        # A category is a whole number.
        asked = [row[:3] + [math.floor(row[3]) if "categorical" in parameters and math.isfinite(row[3]) else row[3]] for row in asked]
        probabilities = predict(booster, asked, NORMAL)
        if classes == 2:
            probabilities = [each for p in probabilities for each in (1 - p, p)]
        trained[name] = {
            "model": text,
            "rows": [[None if math.isnan(value) else value for value in row] for row in asked],
            "scores": bits(predict(booster, asked, RAW)),
            "probabilities": probabilities,
        }

    json.dump({"written": written, "trained": trained}, sys.stdout, indent=None, separators=(",\n", ": "))
    print()


main()
