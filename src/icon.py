"""Draws icon.png, the packages' icon: a balance, many small weights against one. Needs Python alone: python3 src/icon.py"""
import pathlib
import struct
import zlib

SIZE, SUPER = 128, 4
PAPER, BEAM, MANY, ONE = (18, 52, 59), (232, 241, 242), (127, 183, 190), (242, 165, 65)

LINES = [  # from, to, width
    ((64, 26), (64, 102), 5), ((44, 104), (84, 104), 5), ((20, 38), (108, 38), 5),
    ((30, 38), (14, 80), 3), ((30, 38), (46, 80), 3), ((14, 80), (46, 80), 5),
    ((98, 38), (82, 80), 3), ((98, 38), (114, 80), 3), ((82, 80), (114, 80), 5)]
DISCS = [(x, y, 3.7, MANY) for x, y in [(22, 74), (30, 74), (38, 74), (26, 67), (34, 67), (30, 60)]] + [(98, 68.5, 9, ONE)]


def distance_to_line(x, y, start, end):
    (ax, ay), (bx, by) = start, end
    along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    along = min(1, max(0, along))
    return ((x - ax - along * (bx - ax)) ** 2 + (y - ay - along * (by - ay)) ** 2) ** 0.5


def color(x, y):
    """The color of a point, or None outside of the rounded square."""
    corner, radius = SIZE / 2 - 24, 24
    dx, dy = max(0, abs(x - SIZE / 2) - corner), max(0, abs(y - SIZE / 2) - corner)
    if dx * dx + dy * dy > radius * radius:
        return None
    for cx, cy, r, fill in DISCS:
        if (x - cx) ** 2 + (y - cy) ** 2 <= r * r:
            return fill
    return BEAM if any(distance_to_line(x, y, a, b) <= width / 2 for a, b, width in LINES) else PAPER


def pixel(column, row):
    steps = [(i + 0.5) / SUPER for i in range(SUPER)]
    seen = [c for c in (color(column + dx, row + dy) for dy in steps for dx in steps) if c]
    mean = [round(sum(c[i] for c in seen) / len(seen)) if seen else 0 for i in range(3)]
    return bytes([*mean, round(255 * len(seen) / SUPER ** 2)])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
pathlib.Path(__file__).with_name("icon.png").write_bytes(
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))
