"""How probable events are, given what the reader's probabilities say: the line in `model/calibration.json`.

usage: detente eval corpus HELD-OUT.jsonl --events events.tsv && python -m reader.calibrate events.tsv [--out ../model]
The confidences in `events.tsv` are those of the calibration that the program was built with, so it is fitted anew on
top of it. Rises are fitted by pools of adjacent violators (isotonic regression), ten points are kept. The error printed
is cross-validated: each report's events are judged by the line fitted on the other four fifths of the reports.
"""
import argparse
import csv
import json
from pathlib import Path

import numpy as np

from .dataset import fold_of

POINTS = 10


def fitted(answers):
    """Points (confidence, share right) of a rising line through `answers` (confidence, right)."""
    answers = sorted(answers)
    bins = [b for b in np.array_split(np.array(answers, dtype=float), POINTS) if len(b)]
    pools = []
    for b in bins:
        pools.append([b[:, 0].sum(), b[:, 1].sum(), len(b)])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [x + y for x, y in zip(pools[-1], last)]
    points = [(float(s / n), float(r / n)) for s, r, n in pools]
    # Straight on from the outermost points to the ends, so that order is kept there too.
    first, last = points[0], points[-1]
    low = (0.0, max(0.0, first[1] * 0.5))
    high = (1.0, min(1.0, last[1] + 0.5 * (1.0 - last[0])))
    return [low] + [p for p in points if 0.0 < p[0] < 1.0] + [high]


def on_line(points, x):
    return float(np.interp(x, *zip(*points)))


def error(answers):
    """Expected calibration error over ten bins of equal width."""
    total = np.zeros(10)
    for p, right in answers:
        total[min(9, int(p * 10))] += p - right
    return float(np.abs(total).sum() / max(1, len(answers)))


def main():
    a = argparse.ArgumentParser()
    a.add_argument("events", type=Path)
    a.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[2] / "model")
    args = a.parse_args()
    with args.events.open(encoding="utf-8", newline="") as f:
        rows = [r for r in csv.DictReader(f, delimiter="\t") if r["verdict"] != "missed"]
    answers = [(r["report"], float(r["confidence"]), r["verdict"] == "right") for r in rows]
    held = []
    for k in range(5):
        line = fitted([(p, y) for name, p, y in answers if fold_of(name, 5) != k])
        held += [(on_line(line, p), y) for name, p, y in answers if fold_of(name, 5) == k]
    print(f"{len(answers)} events, {np.mean([y for _, _, y in answers]):.3f} right; calibration error as read "
          f"{error([(p, y) for _, p, y in answers]):.3f}, cross-validated {error(held):.3f}")
    before = json.loads((args.out / "calibration.json").read_text(encoding="utf-8"))["event"]
    after = fitted([(p, y) for _, p, y in answers])
    # What the model says, through the line the program has, through the new one.
    back = lambda y: float(np.interp(y, [p[1] for p in before], [p[0] for p in before]))
    points = {round(x, 4): round(on_line(after, on_line(before, x)), 4)
              for x in sorted({p[0] for p in before} | {back(p[0]) for p in after})}
    (args.out / "calibration.json").write_text(json.dumps({"event": sorted(points.items())}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
