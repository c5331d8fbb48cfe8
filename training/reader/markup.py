"""The corpus markup (training/corpus/GUIDE.md): parsing, checking, and standoff for real text.

usage: python -m reader.markup check FILE…                    check files in markup, print balance
       python -m reader.markup check FILE --texts BATCH        the same, and compare with the bare text
       python -m reader.markup count FILE…                    balance only
"""
import re
import sys
from collections import Counter
from dataclasses import dataclass, field

from .labels import CONTEXTS, MENTIONS, MODES, STATUSES, TIES, TRENDS, TYPES

OPEN = re.compile(r"\[([a-z]\d+)((?:=[a-z]\d+(?:\+[a-z]\d+)*)?) ")


class MarkupError(ValueError):
    pass


@dataclass
class Span:
    id: str
    start: int
    end: int
    same_as: list = field(default_factory=list)

    @property
    def letter(self):
        return self.id[0]


@dataclass
class Event:
    trigger: str
    type: str
    mode: str
    status: str
    actors: list
    recipients: list
    places: list
    times: list
    quantities: list
    goods: list
    contexts: list


@dataclass
class Tie:
    anchor: str
    kind: str
    trend: str
    status: str
    from_: list
    to: list
    mutual: bool
    values: list
    periods: list
    goods: list


@dataclass
class Attribution:
    cue: str
    sources: list
    contents: list


@dataclass
class Unit:
    header: dict
    text: str
    spans: dict
    events: list
    ties: list
    attributions: list
    line: int = 0
    relations: list = field(default_factory=list)

    @property
    def id(self):
        return self.header.get("id", "?")


def parse_inline(raw, base, spans):
    """Strip the brackets of one line; add its spans (offset by `base`) to `spans`; return bare text."""
    out, stack, i, n = [], [], 0, 0
    while i < len(raw):
        m = OPEN.match(raw, i)
        if m:
            sid, same = m.group(1), m.group(2)
            if sid in spans or any(s[0] == sid for s in stack):
                raise MarkupError(f"id {sid} used twice")
            stack.append((sid, same[1:].split("+") if same else [], base + n))
            i = m.end()
        elif raw[i] == "]" and stack:
            sid, same, start = stack.pop()
            end = base + n
            if end <= start:
                raise MarkupError(f"span {sid} is empty")
            spans[sid] = Span(sid, start, end, same)
            i += 1
        else:
            out.append(raw[i])
            n += 1
            i += 1
    if stack:
        raise MarkupError(f"span {stack[-1][0]} is not closed on its line")
    return "".join(out)


def _sides(words, where):
    """Split 'a b -> c @l1 ^t1 : ctx' into its parts."""
    left, right, arrow, marks = [], [], None, {"@": [], "^": [], "#": [], "%": []}
    contexts, in_contexts, last_mark = [], False, None
    for w in words:
        if in_contexts:
            contexts.append(w.rstrip(","))
        elif w == ":":
            in_contexts = True
        elif w in ("->", "<>"):
            if arrow:
                raise MarkupError(f"{where}: two arrows")
            arrow, last_mark = w, None
        elif w[0] in marks and len(w) > 1:
            marks[w[0]] += [x for x in re.split(r"[+,]", w[1:]) if x]
            last_mark = w[0]
        elif w in ("-", "—"):
            continue
        elif last_mark:
            marks[last_mark].append(w)
        elif arrow:
            right.append(w)
        else:
            left.append(w)
    if not arrow:
        raise MarkupError(f"{where}: no -> or <>")
    return left, right, arrow, marks, contexts


def parse_relation(line, unit):
    words = line.split()
    rid, spans = words[0], unit.spans

    def known(ids, letters, part):
        for x in ids:
            if x not in spans:
                raise MarkupError(f"{rid}: {part} {x} is not a span of this unit")
            if x[0] not in letters:
                raise MarkupError(f"{rid}: {part} {x} cannot be a '{x[0]}' span")
        return ids

    if rid not in spans:
        raise MarkupError(f"{rid} is not a span of this unit")
    if rid[0] == "c":
        rest = line.split(None, 1)[1] if len(words) > 1 else ""
        if ":" not in rest:
            raise MarkupError(f"{rid}: an attribution is written 'c1 sources : contents'")
        left, right = rest.split(":", 1)
        sources = [x for x in left.split() if x != "-"]
        unit.attributions.append(Attribution(rid, known(sources, "psogrdnl", "source"),
                                             known(right.split(), "x", "content")))
        return
    if len(words) < 3:
        raise MarkupError(f"{rid}: a relation needs a type, a status and ->")
    kind, mode = (words[1].split("/", 1) + [""])[:2]
    status = words[2]
    if status not in STATUSES:
        raise MarkupError(f"{rid}: status '{status}' is none of {STATUSES}")
    left, right, arrow, marks, contexts = _sides(words[3:], rid)
    if rid[0] == "e":
        if kind not in TYPES:
            raise MarkupError(f"{rid}: type '{kind}' is none of PLOVER's")
        if mode and mode not in MODES[kind]:
            raise MarkupError(f"{rid}: mode '{mode}' is none of {kind}'s {MODES[kind]}")
        for c in contexts:
            if c not in CONTEXTS:
                raise MarkupError(f"{rid}: context '{c}' is unknown")
        if arrow == "<>":
            left, right = left + right, []
        unit.events.append(Event(
            rid, kind, mode, status, known(left, "psogrnlw", "actor"), known(right, "psogrnlw", "recipient"),
            known(marks["@"], "lson", "place"), known(marks["^"], "t", "time"), known(marks["#"], "qg", "quantity"),
            known(marks["%"], "w", "good"), contexts))
    elif rid[0] == "k":
        if kind not in TIES:
            raise MarkupError(f"{rid}: tie '{kind}' is unknown")
        if mode not in TRENDS:
            raise MarkupError(f"{rid}: trend '{mode}' is unknown")
        unit.ties.append(Tie(
            rid, kind, mode, status, known(left, "psogrnl", "from"), known(right, "psogrnl", "to"), arrow == "<>",
            known(marks["#"], "qg", "value"), known(marks["^"], "t", "period"), known(marks["%"], "w", "good")))
    else:
        raise MarkupError(f"{rid}: relation lines begin with an e, k or c span")


def parse_header(line):
    header = {}
    for part in line[2:].split():
        key, _, value = part.partition("=")
        header[key] = value
    if "id" not in header:
        raise MarkupError("header has no id=")
    return header


def _finish(header, lines, at):
    unit = Unit(header, "", {}, [], [], [], at)
    text, relations = "", []
    glue = ""
    for number, raw in lines:
        try:
            if raw.startswith("> "):
                relations.append((number, raw[2:].strip()))
            elif not raw.strip():
                glue = "\n\n" if text else ""
            else:
                base = len(text) + len(glue)
                bare = parse_inline(raw.strip(), base, unit.spans)
                text, glue = text + glue + bare, " "
        except MarkupError as e:
            raise MarkupError(f"line {number}: {e}") from None
    unit.text = text
    for span in unit.spans.values():
        for other in span.same_as:
            if other not in unit.spans:
                raise MarkupError(f"unit at line {at}: {span.id}={other}: {other} is not a span of this unit")
    marked = sorted((s for s in unit.spans.values() if s.letter in MENTIONS), key=lambda s: (s.start, -s.end))
    for a, b in zip(marked, marked[1:]):
        if b.start < a.end:
            raise MarkupError(f"unit at line {at}: mentions {a.id} and {b.id} overlap")
    for letter in "ekx":
        same = sorted((s for s in unit.spans.values() if s.letter == letter and letter != "x"), key=lambda s: s.start)
        for a, b in zip(same, same[1:]):
            if b.start < a.end:
                raise MarkupError(f"unit at line {at}: {a.id} and {b.id} overlap")
    for number, line in relations:
        try:
            parse_relation(line, unit)
        except MarkupError as e:
            raise MarkupError(f"line {number}: {e}") from None
    unit.relations = [line for _, line in relations]
    said = {e.trigger for e in unit.events} | {k.anchor for k in unit.ties} | {c.cue for c in unit.attributions}
    for s in unit.spans.values():
        if s.letter in "ekc" and s.id not in said:
            raise MarkupError(f"unit at line {at} ({unit.id}): {s.id} has no relation line")
    contents = {x for c in unit.attributions for x in c.contents}
    for s in unit.spans.values():
        if s.letter == "x" and s.id not in contents:
            raise MarkupError(f"unit at line {at} ({unit.id}): content {s.id} belongs to no cue")
    return unit


def parse(path, problems=None):
    """All units of a file. With `problems` (a list) bad units are reported there and skipped."""
    units, header, lines, at = [], None, [], 0

    def close():
        if header is None:
            return
        try:
            units.append(_finish(header, lines, at))
        except MarkupError as e:
            if problems is None:
                raise MarkupError(f"{path}: {e}") from None
            problems.append(f"{path}: {header.get('id')}: {e}")

    for number, raw in enumerate(open(path, encoding="utf-8"), 1):
        raw = raw.rstrip("\n")
        if raw.startswith("=="):
            close()
            try:
                header = parse_header(raw)
            except MarkupError as e:
                if problems is None:
                    raise MarkupError(f"{path}:{number}: {e}") from None
                problems.append(f"{path}:{number}: {e}")
                header = None
            lines, at = [], number
        elif raw.startswith("#"):
            continue
        elif header is not None:
            lines.append((number, raw))
    close()
    return units


def balance(units):
    types, modes, statuses, contexts, ties, trends = Counter(), Counter(), Counter(), Counter(), Counter(), Counter()
    sentences = 0
    for u in units:
        sentences += max(1, len(re.findall(r"[.!?][\"”’')]*(?=\s|$)", u.text)))
        for e in u.events:
            types[e.type] += 1
            statuses[e.status] += 1
            if e.mode:
                modes[f"{e.type}/{e.mode}"] += 1
            contexts.update(e.contexts)
        for k in u.ties:
            ties[k.kind] += 1
            trends[k.trend] += 1
    return {"units": len(units), "sentences": sentences, "events": sum(types.values()),
            "attributions": sum(len(u.attributions) for u in units), "types": types, "status": statuses,
            "modes": modes, "contexts": contexts, "ties": ties, "trends": trends,
            "empty units": sum(1 for u in units if not u.events and not u.ties)}


def main(args):
    texts = None
    if "--texts" in args:
        i = args.index("--texts")
        bare = parse(args[i + 1])
        texts = {u.id: u.text for u in bare}
        del args[i:i + 2]
    problems, units = [], []
    for path in args[1:]:
        units += parse(path, problems)
    if texts is not None:
        seen = set()
        for u in units:
            seen.add(u.id)
            if u.id not in texts:
                problems.append(f"{u.id}: not in the batch")
            elif u.text != texts[u.id]:
                a, b = u.text, texts[u.id]
                i = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
                problems.append(f"{u.id}: text differs at {i}: wrote {a[max(0, i - 25):i + 25]!r}, "
                                f"batch has {b[max(0, i - 25):i + 25]!r}")
        missing = [k for k in texts if k not in seen]
        if missing:
            problems.append(f"{len(missing)} units of the batch missing or broken, first: {missing[:5]}")
    if args[0] == "check":
        for p in problems:
            print("!", p)
    for key, value in balance(units).items():
        if isinstance(value, Counter):
            print(f"{key}: " + ", ".join(f"{k} {n}" for k, n in value.most_common()))
        else:
            print(f"{key}: {value}")
    if args[0] == "check":
        print(f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
