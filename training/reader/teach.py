"""What a larger reader sees in text that nobody has annotated, as examples for the small one to learn from.

usage: python -m reader.teach RUN --out taught.pt [--passages N]
Takes agency leads, Reuters reports and PolNeAR's articles (training parts) through the reader of RUN. Tags are kept as
probabilities, coreference as the most probable link. Roles and sources are not taken over: the larger reader's are no
better than the small one's own (EXPERIMENTS.md). `reader.train --taught taught.pt` adds the examples.
"""
import argparse
import bisect
import random
from pathlib import Path

import torch

from . import dataset, sources
from . import labels as L
from .batch import Batch, batches
from .examples import TAGS, group_of
from .export import load
from .halves import THREADS, Halves
from .losses import coreference_scores
from .precision import faster
from .sentences import passages
from .tagging import viterbi

HEADS = ("mention", "trigger", "anchor", "cue")
# A mention is worth linking from this probability on.
LEAST = 0.5


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
    with faster():
        h = model.encode(batch.ids, batch.mask).float()
    probabilities = {head: model.tags[head](h).softmax(2) for head in HEADS}
    letters = list(L.MENTIONS)
    for i, ex in enumerate(group):
        words = [k for k, f in enumerate(ex.first) if f]
        ends = words[1:] + [len(ex.ids) - 1]
        for head in HEADS:
            p = probabilities[head][i, :len(ex.ids)]
            ex.soft[head] = (p * torch.tensor(ex.first).unsqueeze(1)).half()
        scores = probabilities["mention"][i, words].clamp(min=1e-9).log().numpy()
        spans = viterbi(scores, (len(TAGS["mention"]) - 1) // 2)
        ex.mentions = [(words[a], ends[z - 1], k) for a, z, k, s in spans if s >= LEAST]
        ex.antecedents = {n: set() for n, m in enumerate(ex.mentions) if letters[m[2]] in "psogrnl"}
    link(model, h, group)
    return group


def link(model, h, group):
    """The most probable antecedent of each mention."""
    b = Batch(group)
    if not b.coreference:
        return
    mentions = model.span_means(h, *b.mentions)
    lefts, rights, owner, _, anaphors = b.coreference
    scores = coreference_scores(model, mentions, b)
    base = [0]
    for e in group:
        base.append(base[-1] + len(e.mentions))
    for k in range(anaphors):
        at = (owner == k).nonzero().squeeze(1)
        best = at[scores[at].argmax()]
        if scores[best] > 0:
            left = int(lefts[best])
            i = bisect.bisect_right(base, left) - 1
            group[i].antecedents[left - base[i]] = {int(rights[best]) - base[i]}


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
            print(f"{len(out)} passages", flush=True)
    torch.save(out, args.out)


if __name__ == "__main__":
    main()
