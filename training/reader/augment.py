"""Other names for the same story: a reader should learn what is done, not that certain states do certain things.

`renamed` gives a corpus unit with some of its states and persons called otherwise, the same name everywhere in the unit:
"Russia", "Russian", "Moscow" become "Kenya", "Kenyan", "Nairobi"; "Vladimir Putin", "Putin" become "Grace Odhiambo",
"Odhiambo". Only words inside mentions change; spans move with them. `together` puts short units that have nothing to do with one
another into one text. All of it happens while training, never in the files.
"""
import copy
import csv
import re
from pathlib import Path

from .standoff import WITHOUT_ATTRIBUTION

STATES = Path(__file__).resolve().parents[2] / "knowledge" / "states.tsv"


def states():
    """(name, adjective, capital) of every state that has all three in plain words."""
    with STATES.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    first = lambda field: field.split(";")[0].strip()
    found = [(first(r["name"]), first(r["adjectives"]), first(r["capitals"])) for r in rows]
    return [s for s in found if all(s) and not any("?" in x for x in s)]


def persons(units):
    """(given names, surname) of the persons named in full in `units`."""
    out = set()
    for u in units:
        for s in u.spans.values():
            words = u.text[s.start:s.end].split()
            if s.letter == "p" and 2 <= len(words) <= 3 and all(w[0].isupper() and w.isalpha() for w in words):
                out.add((" ".join(words[:-1]), words[-1]))
    return sorted(out)


class Renamer:
    def __init__(self, units):
        self.states = states()
        self.people = persons(units)

    def renamed(self, unit, rng):
        """A copy of `unit` in which about half of the states and persons have other names."""
        changes = {}
        text = " ".join(unit.text[s.start:s.end] for s in unit.spans.values() if s.letter in "psogrnl")
        new = rng.sample(self.states, 24)
        for state in self.states:
            if rng.random() < 0.5 or not any(re.search(rf"\b{re.escape(w)}\b", text) for w in state):
                continue
            if new:
                changes.update(zip(state, new.pop()))
        for s in unit.spans.values():
            words = unit.text[s.start:s.end].split()
            if s.letter != "p" or not 2 <= len(words) <= 3 or words[-1] in changes or rng.random() < 0.5:
                continue
            given, surname = rng.choice(self.people)
            changes[" ".join(words[:-1])] = given
            changes[words[-1]] = surname
        if not changes:
            return unit
        pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(changes, key=len, reverse=True))) + r")\b")
        edits = []
        for s in unit.spans.values():
            if s.letter in "psogrnl":
                edits += [(s.start + m.start(), s.start + m.end(), changes[m.group()])
                          for m in pattern.finditer(unit.text[s.start:s.end])]
        return rewritten(unit, sorted(set(edits)))


# A unit of at most so many characters is told together with others.
SHORT = 500


def together(units, rng, share):
    """`units`, of whose short ones about `share` stand in twos and threes in one text, as in a column of news in brief: who
    is named in one sentence has no part in the next because nobody else is named there."""
    short = [u for u in units if len(u.text) <= SHORT and u.header.get("source") not in WITHOUT_ATTRIBUTION
             and rng.random() < share]
    chosen = {id(u) for u in short}
    rng.shuffle(short)
    out = [u for u in units if id(u) not in chosen]
    while short:
        out.append(joined([short.pop() for _ in range(min(len(short), rng.choice((2, 2, 3))))]))
    return out


def joined(units):
    """One unit of several, a paragraph each. Who has the same name in two of them is the same."""
    new = copy.copy(units[0])
    new.text, new.spans, new.events, new.ties, new.attributions = "", {}, [], [], []
    named = {}
    for n, unit in enumerate(units):
        at = len(new.text) + (2 if n else 0)
        new.text += ("\n\n" if n else "") + unit.text
        other = lambda i: f"{i}x{n}"
        for s in sorted(unit.spans.values(), key=lambda s: s.start):
            span = copy.copy(s)
            span.id, span.start, span.end = other(s.id), s.start + at, s.end + at
            span.same_as = [other(i) for i in s.same_as]
            if s.letter in "pso":
                name = unit.text[s.start:s.end].lower()
                first = named.setdefault(name, span.id)
                if first != span.id and not span.same_as:
                    span.same_as = [first]
            new.spans[span.id] = span
        for field in ("events", "ties", "attributions"):
            for item in getattr(unit, field):
                item = copy.copy(item)
                for key, value in vars(item).items():
                    if key in ("trigger", "anchor", "cue"):
                        setattr(item, key, other(value))
                    elif isinstance(value, list) and key != "contexts":
                        setattr(item, key, [other(i) for i in value])
                getattr(new, field).append(item)
    return new


def rewritten(unit, edits):
    """`unit` with each (start, end, words) of `edits`, in order and apart, replaced, and its spans moved along."""
    out, at, moved = [], 0, []
    for start, end, words in edits:
        out += [unit.text[at:start], words]
        at = end
        moved.append((start, end, len(words)))
    out.append(unit.text[at:])

    def place(x):
        shift = 0
        for start, end, n in moved:
            if end <= x:
                shift += n - (end - start)
            elif start < x:
                return start + shift + n  # inside a name: its end
            else:
                break
        return x + shift

    new = copy.copy(unit)
    new.text = "".join(out)
    new.spans = {}
    for k, s in unit.spans.items():
        span = copy.copy(s)
        span.start, span.end = place(s.start), place(s.end)
        new.spans[k] = span
    return new
