"""Places where a run disagrees with the corpus it was trained on, to be looked at again: many are slips of the corpus.

usage: python -m reader.suspects RUN > suspects.tsv
A line a place: unit, kind (extra: read with 0.85 or more where nothing is marked; type: read as another with 0.8 or more;
missed: marked where the run is sure of nothing), type marked, type read, score, and the sentence with the words in [[ ]].
"""
import csv
import sys
from pathlib import Path

import torch

from . import dataset
from .batch import Batch, batches
from .examples import TAGS, from_unit
from .export import load
from .precision import faster
from .scoring import spans_of
from .sentences import sentences
from .tagging import viterbi

EXTRA, TYPE, NOTHING = 0.85, 0.8, 0.9


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def disagreements(logits, labels, names):
    """(kind, first word, one past the last, marked, read, score) of one passage; words are those with a label."""
    words = [i for i, x in enumerate(labels) if x != -100]
    marked = [(words.index(a), words.index(z) + 1, k) for a, z, k in spans_of([max(x, 0) for x in labels], labels, names)]
    read = [(a, z, names[1 + 2 * k][2:], s) for a, z, k, s in viterbi(logits[words], (len(names) - 1) // 2)]
    nothing = torch.tensor(logits[words]).softmax(1)[:, 0]
    for a, z, kind, s in read:
        there = [m for m in marked if overlap((a, z), m)]
        if not there and s >= EXTRA:
            yield "extra", a, z, "-", kind, s
        elif there and s >= TYPE and all(m[2] != kind for m in there):
            yield "type", a, z, there[0][2], kind, s
    for a, z, kind in marked:
        sure = float(nothing[a:z].min())
        if not any(overlap((a, z), r) for r in read) and sure >= NOTHING:
            yield "missed", a, z, kind, "-", sure


def in_sentence(ex, start, end):
    """The sentence around the characters [start, end) of the example, those in double brackets."""
    a, z = next(((a, z) for a, z in sentences(ex.text) if start < z), (0, len(ex.text)))
    marked = f"{ex.text[a:start]}[[{ex.text[start:end]}]]{ex.text[end:max(z, end)]}"
    return " ".join(marked.split())


@torch.no_grad()
def main():
    model, cutter = load(Path(sys.argv[1])), dataset.tokens()
    pairs = [(u, ex) for u in dataset.units() for ex in from_unit(u, cutter, dataset.LIMIT, False)]
    unit_of = {id(ex): u for u, ex in pairs}
    out = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    out.writerow(["source", "unit", "kind", "marked", "read", "score", "sentence"])
    for group in batches([ex for _, ex in pairs], 4096):
        b = Batch(group)
        with faster():
            h = model.encode(b.ids, b.mask).float()
        rows, labels = b.tags["trigger"]
        for row, logits, target in zip(rows.tolist(), model.tags["trigger"](h[rows]).numpy(), labels.tolist()):
            ex = group[row]
            words = [i for i, x in enumerate(target) if x != -100]
            ends = words[1:] + [len(ex.ids) - 1]
            for kind, a, z, marked, read, score in disagreements(logits, target, TAGS["trigger"]):
                start, end = ex.offsets[words[a]][0], ex.offsets[ends[z - 1] - 1][1]
                unit = unit_of[id(ex)].header
                out.writerow([unit.get("source", "written"), unit["id"], kind, marked, read, f"{score:.2f}",
                              in_sentence(ex, start, end)])


if __name__ == "__main__":
    main()
