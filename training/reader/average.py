"""The mean of several runs' weights as a run of its own: where one run goes on from another, often a little better than each.

usage: python -m reader.average runs/FIRST runs/SECOND … --out runs/NAME
What the mean has seen, for `--start` and for what is held out, is what the last one named has.
"""
import argparse
from pathlib import Path

import torch


def mean(states):
    """The mean of every weight of `states`, which are of one shape; whole numbers as the last has them."""
    return {name: sum(s[name].float() for s in states) / len(states) if last.dtype.is_floating_point else last
            for name, last in states[-1].items()}


def main():
    a = argparse.ArgumentParser()
    a.add_argument("runs", type=Path, nargs="+")
    a.add_argument("--out", type=Path, required=True)
    args = a.parse_args()
    runs = [torch.load(run / "reader.pt", map_location="cpu", weights_only=False) for run in args.runs]
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(runs[-1] | {"model": mean([run["model"] for run in runs])}, args.out / "reader.pt")


if __name__ == "__main__":
    main()
