"""Cross-validated scores: the held-out answers of every fold's run, taken together.

usage: python -m reader.folds runs/FOLD0 runs/FOLD1 …    (runs trained with --fold 0 --folds N, --fold 1 --folds N, …)
"""
import sys
from pathlib import Path

import torch

from .dataset import fold_of, load
from .export import load as load_run
from .scoring import answer_scores, score, table


def main():
    examples = load()
    answers, seen_folds = {}, set()
    for run in map(Path, sys.argv[1:]):
        saved = torch.load(run / "reader.pt", map_location="cpu", weights_only=False)
        fold, folds, seen = saved["args"]["fold"], saved["args"]["folds"], set(saved["seen"])
        held = [e for e in examples if fold_of(e.group, folds) == fold and e.group not in seen
                and e.source in ("plv-pairs", "coped-quad")]
        scores = score(load_run(run), held, answers=answers)
        seen_folds.add((fold, folds))
        print(f"fold {fold} of {folds}: " + ", ".join(f"{k} {v:.3f}" for k, v in scores.items() if "plv" in k or "quad" in k))
    print(f"all {len(seen_folds)} folds, {len(answers['plv'])} PLV rows, {len(answers['coped'])} CoPED sentences")
    print(table(answer_scores(answers["plv"], answers["coped"])))


if __name__ == "__main__":
    main()
