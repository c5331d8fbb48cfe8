"""Standoff for the real half of the corpus: markup in, spans by source, id and offset out; and back.

usage: python -m reader.standoff compile MARKUP… --out corpus/real     markup files -> one .jsonl a source
       python -m reader.standoff check                                 the offsets still fit the sources

A line of `corpus/real/SOURCE.jsonl`: {"id", "spans": {"p1": [start, end]}, "same": {"r1": ["p1"]},
"relations": ["e1 ASSAULT actual g1 -> g2"], "check": sum}. Offsets are code points of
`sources.text_of(SOURCE, id)`; `check` is a checksum of that text, so that a changed source is noticed.
"""
import json
import sys
import zlib
from collections import defaultdict
from pathlib import Path

from . import markup, sources

REAL = Path(__file__).resolve().parents[1] / "corpus" / "real"
# Units of these sources carry no attributions of their own: the source's own are joined by its adapter.
WITHOUT_ATTRIBUTION = {"polnear"}


def _align(bare, source_text):
    """Map of positions in `bare` to positions in `source_text`, equal but for white space."""
    positions, j = [], 0
    for ch in bare:
        if ch.isspace():
            positions.append(j)
            continue
        while j < len(source_text) and source_text[j].isspace():
            j += 1
        if j >= len(source_text) or source_text[j] != ch:
            return None
        positions.append(j)
        j += 1
    return positions


def compile_files(paths, out):
    problems, lines = [], defaultdict(dict)
    for path in paths:
        for unit in markup.parse(path, problems):
            source, _, sid = unit.id.partition(":")
            text = sources.text_of(source, sid)
            at = _align(unit.text, text)
            if at is None:
                problems.append(f"{path}: {unit.id}: text is not the source's")
                continue
            lines[source][sid] = {
                "id": sid,
                "spans": {s.id: [at[s.start], at[s.end - 1] + 1] for s in unit.spans.values()},
                "same": {s.id: s.same_as for s in unit.spans.values() if s.same_as},
                "relations": unit.relations,
                "check": zlib.crc32(text.encode()),
            }
    out.mkdir(parents=True, exist_ok=True)
    for source, rows in lines.items():
        target = out / f"{source}.jsonl"
        if target.exists():
            old = {r["id"]: r for r in map(json.loads, target.open(encoding="utf-8"))}
            rows = {**old, **rows}
        with target.open("w", encoding="utf-8") as f:
            for sid in sorted(rows):
                f.write(json.dumps(rows[sid], ensure_ascii=False, separators=(",", ":")) + "\n")
    return problems


def load(path):
    """The units of one standoff file, their text read from the source."""
    source, units = path.stem, []
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        text = sources.text_of(source, row["id"])
        if zlib.crc32(text.encode()) != row["check"]:
            raise markup.MarkupError(f"{path}: {row['id']}: the source's text is not the one annotated")
        spans = {k: markup.Span(k, s, e, row["same"].get(k, [])) for k, (s, e) in row["spans"].items()}
        unit = markup.Unit({"id": f"{source}:{row['id']}", "source": source}, text, spans, [], [], [],
                           relations=row["relations"])
        for line in row["relations"]:
            markup.parse_relation(line, unit)
        units.append(unit)
    return units


def load_all():
    return [u for path in sorted(REAL.glob("*.jsonl")) for u in load(path)]


def main(args):
    if args[0] == "compile":
        i = args.index("--out") if "--out" in args else None
        out = Path(args[i + 1]) if i else REAL
        problems = compile_files(args[1:i] if i else args[1:], out)
        for p in problems:
            print("!", p)
        return 1 if problems else 0
    units = load_all()
    print(f"{len(units)} units fit their sources")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
