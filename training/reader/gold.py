"""Corpus reports as a gold file for the engine (`detente eval corpus FILE`): text, marks, nothing of the resolution.

usage: python -m reader.gold --actors kept > gold.jsonl          those whose actors have their countries (corpus/actors.tsv): the
                                                                  part the rules were "made" on, the one "kept" apart, or "all"
       python -m reader.gold --fold 0 --folds 10 > gold.jsonl     the reports that a run with that fold has not seen
       python -m reader.gold --ids mixed-o,mixed-p4- > gold.jsonl reports whose ids begin so
       python -m reader.gold --twice first.jsonl second.jsonl     the units annotated twice, both annotations
Written reports only: standoff of real text may not be written out, but by --twice, for a look on one's own machine.
"""
import argparse
import json
from pathlib import Path

from . import agreement, dataset
from . import labels as L
from .dataset import fold_of
from .examples import group_of


ACTORS = dataset.CORPUS / "actors.tsv"


def mentions_of(unit):
    """Ids of the spans of `unit` that are mentions, in order."""
    ids = (i for i in unit.spans if i[0] in L.MENTIONS)
    return sorted(ids, key=lambda i: (unit.spans[i].start, unit.spans[i].end))


def marked(unit):
    """The unit as the engine's evaluation reads it."""
    place = lambda i: [unit.spans[i].start, unit.spans[i].end]
    order = mentions_of(unit)
    index = {sid: n for n, sid in enumerate(order)}
    fill = lambda ids: [index[i] for i in ids if i in index]
    return {
        "id": unit.id, "text": unit.text, "published": unit.header.get("date"),
        "mentions": [{"at": place(i), "kind": L.MENTIONS[i[0]], "antecedents": fill(unit.spans[i].same_as)}
                     for i in order],
        "triggers": [{"at": place(e.trigger), "kind": e.type, "mode": e.mode or None, "status": e.status,
                      "contexts": e.contexts,
                      "roles": [fill(x) for x in (e.actors, e.recipients, e.places, e.times, e.quantities, e.goods)]}
                     for e in unit.events],
        "anchors": [{"at": place(k.anchor), "kind": k.kind, "trend": k.trend or None, "status": k.status,
                     "mutual": bool(k.mutual),
                     "roles": [fill(x) for x in (k.from_, k.to, k.values, k.periods, k.goods)]} for k in unit.ties],
        "attributions": [{"sources": [place(i) for i in c.sources], "cue": place(c.cue),
                          "contents": [place(i) for i in c.contents]} for c in unit.attributions],
    }


def belongings(wanted):
    """unit -> (span, countries, sector) of its actors, as one annotator wrote them down, in the part `wanted` or "all"."""
    out = {}
    for line in ACTORS.read_text(encoding="utf-8").splitlines()[1:]:
        unit, span, countries, sector, part = line.split("\t")
        if wanted not in ("all", part):
            continue
        out.setdefault(unit, []).append((span, [] if countries == "-" else countries.split(","),
                                         "" if sector == "-" else sector))
    return out


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--actors", choices=["all", "made", "kept"])
    a.add_argument("--fold", type=int)
    a.add_argument("--folds", type=int, default=10)
    a.add_argument("--ids", metavar="PREFIX,…")
    a.add_argument("--twice", type=Path, nargs=2, metavar=("FIRST", "SECOND"))
    args = a.parse_args()
    if args.twice:
        first = {u.id: u for u in dataset.units()}
        pairs = [(first[u.id], u) for u in agreement.second() if u.id in first and first[u.id].text == u.text]
        for path, side in zip(args.twice, (0, 1)):
            lines = [marked(pair[side]) | {"published": pair[0].header.get("date")} for pair in pairs]
            path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        return
    if args.actors:
        of = belongings(args.actors)
        for unit in (u for u in dataset.written() if u.id in of):
            index = {span: n for n, span in enumerate(mentions_of(unit))}
            actors = [(index[span], countries, sector) for span, countries, sector in of[unit.id]]
            print(json.dumps(marked(unit) | {"actors": actors}, ensure_ascii=False))
        return
    if args.fold is None and not args.ids:
        a.error("one of --actors, --fold, --ids and --twice is needed")
    for unit in dataset.written():
        wanted = unit.id.startswith(tuple(args.ids.split(","))) if args.ids else \
            fold_of(group_of(unit.text), args.folds) == args.fold
        if unit.header.get("kind") == "report" and wanted:
            print(json.dumps(marked(unit), ensure_ascii=False))


if __name__ == "__main__":
    main()
