"""From which probability on a role is reported: the value that gives the best F1 on the held-out fold.

usage: python -m reader.thresholds RUN    (a run trained with --fold)
"""
import sys
from pathlib import Path

import torch

from .batch import Batch, batches
from .dataset import fold_of, load as load_examples
from .examples import EVENT_ROLES, TIE_ROLES
from .export import load
from .losses import anchored_scores


@torch.no_grad()
def main():
    run = Path(sys.argv[1])
    args = torch.load(run / "reader.pt", map_location="cpu", weights_only=False)["args"]
    model = load(run)
    held = [e for e in load_examples() if fold_of(e.group, args["folds"]) == args["fold"] and e.mentions]
    found = {"events": ([], []), "ties": ([], [])}
    for group in batches(held, 4096):
        b = Batch(group)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            h = model.encode(b.ids, b.mask).float()
        mentions = model.span_means(h, *b.mentions)
        for name, part, scorer in (("events", b.events, model.roles), ("ties", b.ties, model.tie_roles)):
            if part and len(part["lefts"]):
                _, s = anchored_scores(scorer, h, mentions, b, part, model)
                found[name][0].append(s.sigmoid())
                found[name][1].append(part["targets"])
    for name, roles in (("events", EVENT_ROLES), ("ties", TIE_ROLES)):
        scores, gold = torch.cat(found[name][0]), torch.cat(found[name][1])
        for r, role in enumerate(roles):
            best = (0.0, 0.5)
            for t in [x / 100 for x in range(10, 75, 5)]:
                p, g = scores[:, r] > t, gold[:, r] > 0.5
                f1 = 2 * int((p & g).sum()) / max(1, int(p.sum() + g.sum()))
                best = max(best, (f1, t))
            p = scores[:, r] > 0.5
            half = 2 * int((p & (gold[:, r] > 0.5)).sum()) / max(1, int(p.sum() + gold[:, r].sum()))
            print(f"{name} {role:10} best F1 {best[0]:.3f} from {best[1]:.2f} on; {half:.3f} from 0.50 on")


if __name__ == "__main__":
    main()
