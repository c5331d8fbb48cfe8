"""What the corpus has of everything, against what it should have; and sentences too much like one another.

usage: python -m reader.balance [--written]     (--written: without the real half, whose texts are not in the project)
Ends with status 1 where something is short or two sentences of different units are near-duplicates.
"""
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from . import labels as L, sources
from . import markup, standoff
from .sentences import sentences

CORPUS = Path(__file__).resolve().parents[1] / "corpus"

# Word runs of this length are compared …
RUN = 5
# … and two sentences are near-duplicates if they share this much of the shorter one's.
SHARED = 0.4


def near_duplicates(units):
    """(share, unit, sentence, unit, sentence) of sentences of different units that share too many runs of words."""
    where, texts = defaultdict(set), []
    for u in units:
        for a, b in sentences(u.text):
            words = re.findall(r"\w+", u.text[a:b].lower())
            runs = {tuple(words[i:i + RUN]) for i in range(len(words) - RUN + 1)}
            if len(words) < 8:
                continue
            for r in runs:
                where[r].add(len(texts))
            texts.append((u.id, u.text[a:b], runs))
    shared = Counter()
    for found in where.values():
        found = sorted(found)
        if len(found) > 1:
            shared.update((i, j) for n, i in enumerate(found) for j in found[n + 1:])
    out = []
    for (i, j), n in shared.items():
        share = n / max(1, min(len(texts[i][2]), len(texts[j][2])))
        if share >= SHARED and texts[i][0] != texts[j][0]:
            out.append((share, *texts[i][:2], *texts[j][:2]))
    return sorted(out, reverse=True)


def quiet_sentences(units):
    """Number of sentences without an event or tie."""
    n = 0
    for u in units:
        marks = [u.spans[e.trigger] for e in u.events] + [u.spans[k.anchor] for k in u.ties]
        n += sum(not any(a <= m.start < b for m in marks) for a, b in sentences(u.text))
    return n


def counts(units):
    """(what, how many) of everything with a target."""
    types = Counter(e.type for u in units for e in u.events)
    modes = Counter(f"{e.type}/{e.mode}" for u in units for e in u.events if e.mode)
    status = Counter(e.status for u in units for e in u.events)
    contexts = Counter(c for u in units for e in u.events for c in e.contexts)
    ties = Counter(k.kind for u in units for k in u.ties)
    yield from ((f"type {t}", types[t], 150) for t in L.TYPES)
    yield from ((f"mode {m}", modes[m], 25) for m in L.FLAT_MODES if m)
    yield from ((f"status {s}", status[s], 150) for s in L.STATUSES)
    yield from ((f"context {c}", contexts[c], 1) for c in L.CONTEXTS)
    yield from ((f"tie {k}", ties[k], 40) for k in L.TIES)


def main(args):
    problems = []
    written = [u for path in sorted((CORPUS / "written").glob("*.txt")) for u in markup.parse(path, problems)]
    real = []
    if "--written" not in args:
        if not sources.DATA.is_dir():
            print(f"balance: the real half needs the public data, and there is no {sources.DATA}: name its folder in DETENTE_DATA, "
                  "or count the written half alone with --written", file=sys.stderr)
            return 2
        real = standoff.load_all()
    n = {name: sum(len(sentences(u.text)) for u in half) for name, half in (("real", real), ("written", written))}
    whole = sum(8 <= len(sentences(u.text)) <= 30 for u in written)
    rows = list(counts(written + real))
    rows += [("sentences, written", n["written"], 2500), ("whole reports, written", whole, 200)]
    if real:
        rows += [("sentences, real", n["real"], 3500), ("sentences without event or tie", quiet_sentences(written + real), 1200)]
    short = 0
    for what, have, want in rows:
        if have < want and real:
            short += 1
        print(f"{what:34} {have:6} of {want}" + ("   short" if have < want else ""))
    regions = Counter(u.header.get("region", "?") for u in written)
    print("regions, written: " + ", ".join(f"{k} {v}" for k, v in regions.most_common()))
    twins = near_duplicates(written)
    for share, a, x, b, y in twins:
        print(f"near-duplicates ({share:.2f}): {a}: {x}\n    {b}: {y}")
    print(f"{len(problems)} problems, {short} short, {len(twins)} near-duplicates")
    return 1 if problems or short or twins else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
