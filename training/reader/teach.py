"""What a larger reader sees in text that nobody has annotated, as examples for the small one to learn from.

usage: python -m reader.teach RUN --out taught.pt [--passages N]
Takes agency leads, Reuters reports and PolNeAR's articles (training parts) through the reader of RUN. Tags and roles are
kept as probabilities, everything else as the most probable answer. `reader.train --taught taught.pt` adds them.
"""
import argparse
import random
from pathlib import Path

import torch

from . import dataset, sources
from . import labels as L
from .batch import Batch, batches
from .examples import EVENT_ROLES, TAGS, TIE_ROLES, group_of
from .export import load
from .halves import THREADS, Halves
from .losses import anchored_scores, coreference_scores, said_scores
from .sentences import passages
from .tagging import viterbi

HEADS = ("mention", "trigger", "anchor", "cue")
# A span is worth asking about from this probability on.
LEAST = {"mention": 0.5, "trigger": 0.4, "anchor": 0.4, "cue": 0.5}


def unlabelled(cutter, n, rng):
    """Passages of real text as examples without labels. Their group is the whole text's, as that of annotated text."""
    texts = [v[2] for v in sources.agnews().values()]
    texts += [v[2] for v in sources.reuters().values() if not {"acq", "earn"} & set(v[3])]
    texts += [sources.text_of("polnear", p.stem) for p in sources.polnear_files("train")]
    rng.shuffle(texts)
    out = []
    for text in texts:
        for start, end in passages(text, cutter.count, dataset.LIMIT - 2):
            ex = cutter.example(text[start:end], group_of(text), "taught", dataset.LIMIT)
            if len(ex.ids) > 12:
                out.append(ex)
        if len(out) >= n:
            break
    return out[:n]


@torch.no_grad()
def mark(model, group):
    """Fills in what `model` reads in the examples of `group`."""
    batch = Batch(group)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        h = model.encode(batch.ids, batch.mask).float()
    found = []
    probabilities = {head: model.tags[head](h).softmax(2) for head in HEADS}
    for i, ex in enumerate(group):
        words = [k for k, f in enumerate(ex.first) if f]
        ends = words[1:] + [len(ex.ids) - 1]
        spans = {}
        for head in HEADS:
            p = probabilities[head][i, :len(ex.ids)]
            ex.soft[head] = (p * torch.tensor(ex.first).unsqueeze(1)).half()
            scores = p[words].clamp(min=1e-9).log().numpy()
            spans[head] = [((words[a], ends[z - 1]), k) for a, z, k, s in viterbi(scores, (len(TAGS[head]) - 1) // 2)
                           if s >= LEAST[head]]
        ex.mentions = [(*p, k) for p, k in spans["mention"]]
        none = {"mode": 0, "status": 0, "contexts": [], "trend": 0, "mutual": 0}
        ex.events = [{**none, "span": p, "type": k, "roles": [[]] * len(EVENT_ROLES)} for p, k in spans["trigger"]]
        ex.ties = [{**none, "span": p, "kind": k, "roles": [[]] * len(TIE_ROLES)} for p, k in spans["anchor"]]
        row = [0 if f else -100 for f in ex.first]
        ex.said = [(p, list(row)) for p, _ in spans["cue"]]
        letters = list(L.MENTIONS)
        ex.antecedents = {n: set() for n, m in enumerate(ex.mentions) if letters[m[2]] in "psogrnl"}
        found.append(ex)
    answer(model, h, found)
    return found


def answer(model, h, group):
    """Roles, attributes, sources and contents, and antecedents of the spans found."""
    b = Batch(group)
    mentions = model.span_means(h, *b.mentions) if len(b.mention_kinds) else None
    for part, scorer, field, n in ((b.events, model.roles, "events", len(EVENT_ROLES)),
                                   (b.ties, model.tie_roles, "ties", len(TIE_ROLES))):
        if not part:
            continue
        vectors = model.span_means(h, *part["spans"])
        scores = anchored_scores(scorer, h, mentions, b, part, model)[1].sigmoid() if len(part["lefts"]) else None
        at = 0
        for (i, item), v in zip(part["items"], vectors):
            count = len(group[i].mentions)
            item["soft"] = scores[at:at + count].half() if count else torch.zeros(0, n).half()
            at += count
            if field == "events":
                item["status"] = int(model.status(v).argmax())
                item["mode"] = int(model.mode(v).argmax())
                item["contexts"] = (model.contexts(v) > 0).nonzero().squeeze(1).tolist()
            else:
                item["trend"] = int(model.trend(v).argmax())
                item["status"] = int(model.tie_status(v).argmax())
                item["mutual"] = int(model.mutual(v)[0] > 0)
    if b.said:
        guess = said_scores(model, h, b).argmax(1).tolist()
        at = 0
        for _, (_, row) in zip(b.said["items"], [(c, r) for e in group for c, r in e.said]):
            for k, x in enumerate(row):
                if x != -100:
                    row[k] = guess[at]
                    at += 1
    if b.coreference:
        lefts, rights, owner, _, anaphors = b.coreference
        scores = coreference_scores(model, mentions, b)
        base, owners = [], []
        n = 0
        for i, e in enumerate(group):
            base.append(n)
            n += len(e.mentions)
        for k in range(anaphors):
            at = (owner == k).nonzero().squeeze(1)
            best = at[scores[at].argmax()]
            owners.append((int(lefts[best]), int(rights[best]) if scores[best] > 0 else None))
        for left, right in owners:
            i = max(x for x in range(len(group)) if base[x] <= left and group[x].mentions)
            group[i].antecedents[left - base[i]] = set() if right is None else {right - base[i]}


def main():
    a = argparse.ArgumentParser()
    a.add_argument("run", type=Path)
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--passages", type=int, default=16_000)
    args = a.parse_args()
    rng = random.Random(5)
    model = load(args.run)
    examples = unlabelled(dataset.tokens(), args.passages, rng)
    print(f"{len(examples)} passages, {sum(len(e.ids) for e in examples)} pieces", flush=True)
    out, halves = [], Halves(0)
    groups = batches(examples, 4096)
    for n in range(0, len(groups), THREADS):
        for marked in halves.run(lambda group: mark(model, group), groups[n:n + THREADS]):
            out += marked
        if n % 20 == 0:
            print(f"{len(out)} passages, {sum(len(e.events) for e in out)} events", flush=True)
    torch.save(out, args.out)


if __name__ == "__main__":
    main()
