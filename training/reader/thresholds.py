"""From which probability on a tag or role is reported: the value that gives the best F1 on a run's held-out fold.

usage: python -m reader.thresholds RUN    (a run trained with --fold)
"""
import sys
from pathlib import Path

import torch

from .batch import Batch, batches
from .dataset import fold_of, load as load_examples
from .examples import EVENT_ROLES, TAGS, TIE_ROLES
from .export import load
from .losses import anchored_scores
from .precision import faster
from .scoring import spans_of
from .tagging import viterbi

STEPS = [x / 100 for x in range(5, 80, 5)]


def best(f1):
    """(F1, threshold) of the best of `STEPS`."""
    return max((f1(t), t) for t in STEPS)


def tag_table(head, gold, found):
    """`gold`: spans (word, word, kind) of each passage; `found`: the same with a score."""
    same = lambda a, b: a[0] <= b[1] and b[0] <= a[1] and a[2] == b[2]

    def f1(t):
        tp = fp = fn = 0
        for g, f in zip(gold, found):
            f = [x for x in f if x[3] >= t]
            tp += sum(any(same(a, b) for b in f) for a in g)
            fn += sum(not any(same(a, b) for b in f) for a in g)
            fp += sum(not any(same(a, b) for a in g) for b in f)
        return 2 * tp / max(1, 2 * tp + fp + fn)
    top = best(f1)
    right = [(x[3], any(same(x, a) for a in g)) for g, f in zip(gold, found) for x in f]
    bins = [[r for s, r in right if low <= s < low + 0.1] for low in [x / 10 for x in range(10)]]
    print(f"tag {head:9} best F1 {top[0]:.3f} from {top[1]:.2f} on; {f1(0.0):.3f} for all; right by score " +
          " ".join(f"{sum(b) / len(b):.2f}" if b else "-" for b in bins))


def sides_table(events):
    """How many events have both sides exactly right, by the least probability of a participant and its least share of
    the first's. `events`: (scores mention × (actor, recipient), gold sets of both) each."""
    def right(least, nearly):
        n = 0
        for scores, gold in events:
            sides = []
            for r in (0, 1):
                top = max((s[r] for s in scores), default=0)
                sides.append({k for k, s in enumerate(scores) if s[r] >= max(least, nearly * top)})
            for k in sides[0] & sides[1]:
                sides[int(scores[k][0] >= scores[k][1])].discard(k)
            n += sides == gold
        return n / max(1, len(events))
    for least in (0.25, 0.3, 0.35, 0.4, 0.5):
        print(f"both sides right, from {least:.2f} on: " +
              ", ".join(f"{right(least, x):.3f} from {x:.1f} of the first" for x in (0.0, 0.5, 0.7)))


@torch.no_grad()
def main():
    run = Path(sys.argv[1])
    saved = torch.load(run / "reader.pt", map_location="cpu", weights_only=False)
    args, seen = saved["args"], set(saved.get("seen", []))
    model = load(run)
    held = [e for e in load_examples() if fold_of(e.group, args["folds"]) == args["fold"] and e.group not in seen
            and e.mentions]
    roles = {"events": ([], []), "ties": ([], [])}
    events = []
    tags = {head: ([], []) for head in ("mention", "trigger", "anchor", "cue")}
    for group in batches(held, 4096):
        b = Batch(group)
        with faster():
            h = model.encode(b.ids, b.mask).float()
        mentions = model.span_means(h, *b.mentions)
        for name, part, scorer in (("events", b.events, model.roles), ("ties", b.ties, model.tie_roles)):
            if part and len(part["lefts"]):
                _, s = anchored_scores(scorer, h, mentions, b, part, model)
                roles[name][0].append(s.sigmoid())
                roles[name][1].append(part["targets"])
                if name == "events":
                    at = 0
                    for i, item in part["items"]:
                        n = len(group[i].mentions)
                        events.append((s[at:at + n, :2].sigmoid().tolist(), [set(x) for x in item["roles"][:2]]))
                        at += n
        for head, (gold, found) in tags.items():
            if head not in b.tags:
                continue
            rows, target = b.tags[head]
            logits = model.tags[head](h[rows]).numpy()
            names = TAGS[head]
            for row, t in zip(logits, target.tolist()):
                words = [i for i, x in enumerate(t) if x != -100]
                gold.append([(words.index(a), words.index(z), k) for a, z, k in
                             spans_of([max(x, 0) for x in t], t, names)])
                found.append([(a, z - 1, names[1 + 2 * k][2:], s) for a, z, k, s in
                              viterbi(row[words], (len(names) - 1) // 2)])
    for head, (gold, found) in tags.items():
        tag_table(head, gold, found)
    for name, fillers in (("events", EVENT_ROLES), ("ties", TIE_ROLES)):
        scores, gold = torch.cat(roles[name][0]), torch.cat(roles[name][1])
        for r, role in enumerate(fillers):
            def f1(t):
                p, g = scores[:, r] > t, gold[:, r] > 0.5
                return 2 * int((p & g).sum()) / max(1, int(p.sum() + g.sum()))
            top = best(f1)
            print(f"{name} {role:10} best F1 {top[0]:.3f} from {top[1]:.2f} on; {f1(0.5):.3f} from 0.50 on")
    sides_table(events)


if __name__ == "__main__":
    main()
