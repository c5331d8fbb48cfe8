"""Other names for the same story: a reader should learn what is done, not that certain states do certain things.

`renamed` gives a corpus unit with some of its states and persons called otherwise, the same name everywhere in the unit:
"Russia", "Russian", "Moscow" become "Kenya", "Kenyan", "Nairobi"; "Vladimir Putin", "Putin" become "Grace Odhiambo",
"Odhiambo". Only words inside mentions change; spans move with them. Happens while training, never in the files.
"""
import copy
import csv
import re
from pathlib import Path

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
