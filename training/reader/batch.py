"""Examples to tensors: padded pieces, and flat index lists for everything that is about spans or pairs."""
import random

import torch

from .examples import TAGS
from .roles import order


# How many earlier mentions are weighed as antecedents; the engine weighs as many (`annotate/passage.rs`).
REACH = 64


class Batch:
    """One padded batch. `where` lists say which rows of the batch a label belongs to."""

    def __init__(self, examples):
        self.examples = examples
        width = max(len(e.ids) for e in examples)
        self.ids = torch.zeros(len(examples), width, dtype=torch.long)
        self.mask = torch.zeros(len(examples), width, dtype=torch.long)
        for i, e in enumerate(examples):
            self.ids[i, :len(e.ids)] = torch.tensor(e.ids)
            self.mask[i, :len(e.ids)] = 1
        self.tags = {}
        for head in TAGS:
            rows = [i for i, e in enumerate(examples) if head in e.tags]
            if rows:
                t = torch.full((len(rows), width), -100)
                for n, i in enumerate(rows):
                    t[n, :len(examples[i].tags[head])] = torch.tensor(examples[i].tags[head])
                self.tags[head] = (torch.tensor(rows), t)
        self.soft = {}
        for head in TAGS:
            rows = [i for i, e in enumerate(examples) if head in e.soft]
            if rows:
                t = torch.zeros(len(rows), width, len(TAGS[head]))
                for n, i in enumerate(rows):
                    t[n, :len(examples[i].ids)] = examples[i].soft[head].float()
                self.soft[head] = (torch.tensor(rows), t)
        self.mentions = self._spans((i, m) for i, e in enumerate(examples) for m in e.mentions)
        self.mention_kinds = torch.tensor([m[2] for e in examples for m in e.mentions], dtype=torch.long)
        base, n = [], 0
        for e in examples:
            base.append(n)
            n += len(e.mentions)
        self.events = self._anchored(examples, "events", "type", base, 6)
        self.ties = self._anchored(examples, "ties", "kind", base, 5)
        self._coreference(examples, base)
        self._said(examples)
        self._pairs(examples)
        quad = [(i, e.quad) for i, e in enumerate(examples) if e.quad >= 0]
        self.quad = (torch.tensor([i for i, _ in quad]), torch.tensor([q for _, q in quad])) if quad else None

    @staticmethod
    def _spans(items):
        items = list(items)
        return tuple(torch.tensor([x[k] for x in ((i, m[0], m[1]) for i, m in items)], dtype=torch.long)
                     for k in range(3))

    def _anchored(self, examples, field, label, base, roles):
        items = [(i, ev) for i, e in enumerate(examples) for ev in getattr(e, field)]
        if not items:
            return None
        lefts, rights, targets, ranks, between, named = [], [], [], [], [], []
        for n, (i, ev) in enumerate(items):
            others = sorted(x["span"][0] for x in getattr(examples[i], field))
            rank, count = order(ev["span"][0], others, [m[0] for m in examples[i].mentions])
            ranks += rank
            between += count
            entities = examples[i].entities or range(len(examples[i].mentions))
            named += [(n, entity) for entity in entities]
            for m in range(len(examples[i].mentions)):
                lefts.append(n)
                rights.append(base[i] + m)
                targets.append([float(m in r) for r in ev["roles"]])
        numbers = {name: k for k, name in enumerate(dict.fromkeys(named))}
        return {"items": items, "spans": self._spans((i, ev["span"]) for i, ev in items),
                "named": torch.tensor([numbers[name] for name in named], dtype=torch.long),
                "labels": torch.tensor([ev[label] for _, ev in items]),
                "lefts": torch.tensor(lefts, dtype=torch.long), "rights": torch.tensor(rights, dtype=torch.long),
                "ranks": torch.tensor(ranks, dtype=torch.long), "between": torch.tensor(between, dtype=torch.long),
                "targets": torch.tensor(targets).reshape(-1, roles)}

    def _coreference(self, examples, base):
        lefts, rights, owner, gold, anaphors = [], [], [], [], 0
        for i, e in enumerate(examples):
            for n, earlier in e.antecedents.items():
                candidates = [m for m in range(max(0, n - REACH), n) if m in e.antecedents or m in earlier]
                if not candidates:
                    continue
                for m in candidates:
                    lefts.append(base[i] + n)
                    rights.append(base[i] + m)
                    owner.append(anaphors)
                    gold.append(m in earlier)
                anaphors += 1
        self.coreference = None
        if anaphors:
            self.coreference = tuple(map(torch.tensor, (lefts, rights, owner, gold))) + (anaphors,)

    def _said(self, examples):
        items = [(i, cue, row) for i, e in enumerate(examples) for cue, row in e.said]
        self.said = None
        if not items:
            return
        lefts, tokens, labels = [], [], []
        for n, (i, cue, row) in enumerate(items):
            for t, label in enumerate(row):
                if label != -100:
                    lefts.append(n)
                    tokens.append((i, t))
                    labels.append(label)
        self.said = {"items": items, "spans": self._spans((i, cue) for i, cue, _ in items),
                     "lefts": torch.tensor(lefts), "rows": torch.tensor([i for i, _ in tokens]),
                     "tokens": torch.tensor([t for _, t in tokens]), "labels": torch.tensor(labels)}

    def _pairs(self, examples):
        items = [(i, p) for i, e in enumerate(examples) for p in e.pairs]
        self.pairs = None
        if not items:
            return
        actor = self._spans((i, p[0] or (0, 0)) for i, p in items)
        recipient = self._spans((i, p[1] or (0, 0)) for i, p in items)
        allowed = torch.zeros(len(items), 16)
        for n, (_, p) in enumerate(items):
            allowed[n, p[2]] = 1
        self.pairs = {"given": torch.tensor([examples[i].source == "plv-pairs" for i, _ in items]),
                      "actor": actor, "recipient": recipient, "allowed": allowed,
                      "no_actor": torch.tensor([p[0] is None for _, p in items]),
                      "no_recipient": torch.tensor([p[1] is None for _, p in items])}


def batches(examples, pieces, rng=None):
    """Batches of at most `pieces` padded pieces, like lengths together; shuffled when `rng` is given."""
    order = list(range(len(examples)))
    if rng:
        rng.shuffle(order)
    noise = (rng.random if rng else lambda: 0.5)
    order.sort(key=lambda i: len(examples[i].ids) * (0.9 + 0.2 * noise()))
    out, current, longest = [], [], 0
    for i in order:
        longest = max(longest, len(examples[i].ids))
        if current and longest * (len(current) + 1) > pieces:
            out.append(current)
            current, longest = [], len(examples[i].ids)
        current.append(examples[i])
    if current:
        out.append(current)
    if rng:
        rng.shuffle(out)
    return out
