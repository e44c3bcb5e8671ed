"""Makes the doors that are packed, binary or of other encodings: python3 make.py, here. All is invented.

Parquet and Arrow files are made by the test ColumnarDoors, with -explicit only.
"""
import bz2
import gzip
import io
import lzma
import pickle
import sqlite3
import struct
import zipfile

ROWS = 60


def rows(city="Lisboa Porto Faro".split()):
    """A measured value, a city and a class that depends on both."""
    for i in range(ROWS):
        value = (i * 37 % 101) / 10
        place = city[i % len(city)]
        yield f"{value:.1f}", place, "late" if value > 6 + i % len(city) else "early"


def csv(city="Lisboa Porto Faro".split(), header="delay,city,arrival"):
    return header + "\n" + "".join(",".join(row) + "\n" for row in rows(city))


def write(name, content):
    with open(name, "wb") as file:
        file.write(content)


def pack(*entries):
    bytes_ = io.BytesIO()
    with zipfile.ZipFile(bytes_, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries:
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return bytes_.getvalue()


def gz(text):
    return gzip.compress(text, mtime=0)


def arff():
    text = "% made by hand\n@RELATION arrivals\n\n@attribute delay NUMERIC\n@attribute city {'Porto','Faro','São Tomé',None}\n@attribute stops {2,1,0}\n@attribute arrival {early,late}\n\n@DATA\n"
    for i, (delay, city, arrival) in enumerate(rows(["Porto", "Faro", "'São Tomé'", "None"])):
        text += f"{delay},{city if i % 13 else '?'}, {i % 3},{arrival}\n"
    return text


def bad_cells():
    lines = arff().split("\n")
    lines[10] = "3.7,Braga,1,early"
    lines[11] = "soon,Faro,1,early"
    lines[12] = "1.1,Faro,1"
    return "\n".join(lines)


def sparse():
    text = "@relation words\n" + "".join(f"@attribute word{i} numeric\n" for i in range(8)) + "@attribute class {ham,spam}\n@data\n"
    for i in range(ROWS):
        spam = i % 4 == 0
        cells = [f"{i % 7} {i % 5 + 1}"] + ([f"7 {1 + i % 2}"] if spam or i % 7 == 3 else []) + (["8 spam"] if spam else [])
        text += "{" + ", ".join(cells) + "}\n"
    return text


def libsvm():
    text = "# made by hand\n"
    for i in range(ROWS):
        ill = i % 3 == 0
        text += ("+1" if ill else "-1") + f" 1:{i * 7 % 11 / 4}" + (f" 3:{i % 5 + 1}" if ill or i % 7 == 0 else "") + f" 6:{-(i % 4)}\n"
    return text


text = csv().encode()
half = text.index(b"\n", len(text) // 2) + 1
write("two-members.csv.gz", gz(text[:half]) + gz(text[half:]))
write("cut-off.csv.gz", gz(text)[:-20])
write("not-compressed.csv.gz", text)
write("with-read-me.zip", pack(("READ ME.txt", b"What it is."), ("data/arrivals.csv", text), ("__MACOSX/data/._arrivals.csv", b"\0\5\x16\7")))
write("two-tables.zip", pack(("train.csv", text), ("test.csv", text[:300])))
write("zip-in-zip.zip", pack(("arrivals.zip", pack(("arrivals.csv", text)))))
write("workbook.xlsx", pack(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")))
write("packed.csv.xz", lzma.compress(text, check=lzma.CHECK_CRC32))
write("packed.csv.bz2", bz2.compress(text))
write("packed.csv.zst", bytes.fromhex("28b52ffd") + b"\x24\x00\x01\x00\x00")
write("records.json", b'[{"delay": 1.5, "arrival": "late"},\n {"delay": 0.5, "arrival": "early"}]\n')
write("page.csv", b"<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head></html>\n")
write("frame.pkl", pickle.dumps({"delay": [1.5, 0.5], "arrival": ["late", "early"]}, protocol=4))
write("empty.csv", b"")
write("nul-byte.csv", text[:200] + b"\0" + text[200:])
write("utf-8-mark.csv", b"\xef\xbb\xbf" + text)
write("utf-16-mark.csv", csv(["Évora", "Porto", "Faro"]).encode("utf-16"))
write("utf-16-no-mark.csv", csv(["Évora", "Porto", "Faro"]).encode("utf-16-be"))
write("windows-1252.csv", csv(["Évora", "Èvora", "Bragança €"], "atraso,cidade,chegada").encode("cp1252"))
write("two-encodings.csv", csv(["Évora", "Porto", "Faro"]).encode() + "1.0,Bragança,late\n".encode("cp1252"))
write("shift-jis.csv", csv(["東京", "大阪", "ソウル"], "遅れ,都市,到着").encode("cp932"))
write("nominal.arff", arff().encode())
write("sparse.arff", sparse().encode())
write("bad-cells.arff", bad_cells().encode())
write("no-data.arff", arff().encode().partition(b"@DATA")[0])
write("sparse-rows.libsvm", libsvm().encode())
write("great-index.libsvm", libsvm().encode() + b"1 2147483647:1\n")
write("old-feather.feather", b"FEA1" + bytes(12) + struct.pack("<I", 8) + b"FEA1")

base = sqlite3.connect(":memory:")
base.execute("create table arrivals (delay real, arrival text)")
write("arrivals.sqlite", base.serialize())
