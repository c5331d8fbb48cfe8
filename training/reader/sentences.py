"""Rough sentence ends, good enough to cut training documents into passages."""
import re

_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n\s*\n")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|St|No|vs|Jr|Sr|Inc|Corp|Co|Ltd|Prof|Rev|"
                           r"Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|[A-Z])|\b[a-z]\.[a-z])\.$")


def sentences(text):
    """(start, end) of each sentence of `text`, white space around left out."""
    out, start = [], 0
    for m in _END.finditer(text):
        if "\n" not in m.group() and _ABBREVIATION.search(text[start:m.start() + 1]):
            continue
        out.append((start, m.end()))
        start = m.end()
    out.append((start, len(text)))
    trimmed = []
    for a, b in out:
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if b > a:
            trimmed.append((a, b))
    return trimmed


def passages(text, pieces, limit):
    """Runs of whole sentences of at most `limit` word pieces; `pieces(text)` counts. Yields (start, end)."""
    start = end = None
    total = 0
    for a, b in sentences(text):
        n = pieces(text[a:b])
        if start is not None and total + n > limit:
            yield start, end
            start, total = None, 0
        if start is None:
            start = a
        end, total = b, total + n
    if start is not None:
        yield start, end
