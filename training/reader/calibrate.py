"""How probable events are, given how sure the reading was: the weights in `model/calibration.json`.

usage: detente eval corpus HELD-OUT.jsonl --events events.tsv
       python -m reader.calibrate events.tsv [MORE.tsv …] [--out ../model]
A logistic regression on the signs that `events.tsv` tells of each event (`crates/detente/src/code/confidence.rs`), with a
bias a type, ridge penalty, Newton's method. The figures printed are cross-validated: each report's events are judged by
the weights fitted on the other four fifths of the reports.
"""
import argparse
import csv
import json
from pathlib import Path

import numpy as np

from . import labels as L
from .dataset import fold_of

RIDGE = 3.0


def fitted(x, y):
    """Weights of the columns of `x`, the last of which is the bias and goes unpunished."""
    w = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], RIDGE)
    penalty[-1] = 0.0
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty * w
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + np.diag(penalty), gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def judged(x, w):
    return 1 / (1 + np.exp(-x @ w))


def error(p, right):
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum(9, (p * 10).astype(int))
    return sum(abs((p - right)[bins == k].sum()) for k in range(10)) / max(1, len(p))


def ranking(p, right):
    """Probability that a right event is judged more probable than a wrong one (area under the curve)."""
    order = np.argsort(p, kind="stable")
    ranks = np.empty(len(p))
    ranks[order] = np.arange(1, len(p) + 1)
    n = right.sum()
    return (ranks[right > 0].sum() - n * (n + 1) / 2) / max(1, n * (len(p) - n))


def main():
    a = argparse.ArgumentParser()
    a.add_argument("events", type=Path, nargs="+")
    a.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[2] / "model")
    args = a.parse_args()
    rows, missed = [], []
    for path in args.events:
        with path.open(encoding="utf-8", newline="") as f:
            reader = csv.DictReader(f, delimiter="\t")
            signs = reader.fieldnames[reader.fieldnames.index("sentence") + 1:]
            for r in reader:
                (missed if r["verdict"] == "missed" else rows).append(r)
    types = np.array([[float(r["type"] == t) for t in L.TYPES] for r in rows])
    x = np.hstack([np.array([[float(r[s]) for s in signs] for r in rows]), types, np.ones((len(rows), 1))])
    y = np.array([float(r["verdict"] == "right") for r in rows])
    fold = np.array([fold_of(r["report"], 5) for r in rows])
    held = np.zeros(len(rows))
    for k in range(5):
        held[fold == k] = judged(x[fold == k], fitted(x[fold != k], y[fold != k]))
    before = np.array([float(r["confidence"]) for r in rows])
    print(f"{len(rows)} events, {y.mean():.3f} right; calibration error as read {error(before, y):.3f}, cross-validated "
          f"{error(held, y):.3f}; right before wrong as read {ranking(before, y):.3f}, cross-validated {ranking(held, y):.3f}")
    for low in np.arange(0.0, 1.0, 0.1):
        here = (held >= low) & (held < low + 0.1)
        if here.any():
            print(f"  {low:.1f} to {low + 0.1:.1f}: {here.sum()} events, {y[here].mean():.3f} right")
    for least in (0.0, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6):
        kept = y[before >= least]
        p, r = kept.sum() / max(1, len(kept)), kept.sum() / (y.sum() + len(missed))
        print(f"  as read from {least:.2f} on: {len(kept)} events, P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}")
    w = fitted(x, y)
    each = lambda names, weights: {n: round(float(v), 4) for n, v in zip(names, weights)}
    out = {"bias": round(float(w[-1]), 4), "signs": each(signs, w), "types": each(L.TYPES, w[len(signs):])}
    (args.out / "calibration.json").write_text(json.dumps({"event": out}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
