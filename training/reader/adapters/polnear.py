"""PolNeAR (Newell et al., LREC 2018): articles with every attribution marked."""
import re
from dataclasses import dataclass

from ..sources import DATA


@dataclass
class Said:
    """One attribution; every part is a list of (start, end) code points."""
    sources: list
    cues: list
    contents: list


def articles(part):
    """(name, text, [Said]) of every article of `part` ("train" or "dev")."""
    marks = {p.stem.rsplit("_", 1)[0]: p for p in (DATA / "polnear" / part / "attributions").glob("*.ann")}
    for path in sorted((DATA / "polnear" / part / "text").glob("*.txt")):
        if path.stem in marks:
            yield path.stem, path.read_text(encoding="utf-8"), attributions(marks[path.stem])


def attributions(path):
    spans, found = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if re.match(r"T\d+\t", line):
            key, rest = line.split("\t")[:2]
            pieces = rest.split(" ", 1)[1].split(";")
            spans[key] = [tuple(map(int, p.split())) for p in pieces]
        elif re.match(r"E\d+\t", line):
            parts = [p.split(":") for p in line.split("\t")[1].split()]
            said = Said([], [], [])
            for role, key in parts:
                if role == "Source":
                    said.sources += spans.get(key, [])
                elif role == "Cue":
                    said.cues += spans.get(key, [])
                elif role.startswith("Content"):
                    said.contents += spans.get(key, [])
            if said.cues and said.contents:
                found.append(said)
    return found
