"""Token files with one tag a line: CoPED's actors and re3d's entities, as text with tagged spans."""
from ..sources import DATA


def _detokenise(tokens):
    """A text whose tokens are apart by blanks where prose has blanks, with each token's place."""
    text, places = "", []
    for i, token in enumerate(tokens):
        tight = not text or token in {".", ",", ";", ":", "!", "?", ")", "]", "%", "’s", "'s", "n't", "”"} or \
            text[-1] in "([“$"
        text += "" if tight else " "
        places.append((len(text), len(text) + len(token)))
        text += token
    return text, places


def _sentences(path):
    tokens, tags = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.rstrip().rsplit("\t" if "\t" in line else " ", 1)
        if len(parts) < 2:
            if tokens:
                yield tokens, tags
            tokens, tags = [], []
            continue
        tokens.append(parts[0])
        tags.append(parts[1])
    if tokens:
        yield tokens, tags


def tagged(path):
    """(text, [(start, end, label)]) of each sentence of a BIO file."""
    for tokens, tags in _sentences(path):
        text, places = _detokenise(tokens)
        spans, previous = [], None
        for (start, end), tag in zip(places, tags):
            if tag == "O":
                previous = None
                continue
            # CoPED writes B-S/I-S, sometimes opening a span with I.
            prefix, label = tag.split("-", 1)
            if prefix == "I" and previous == label:
                spans[-1] = (spans[-1][0], end, label)
            else:
                spans.append((start, end, label))
            previous = label
        yield text, spans


def coped():
    return tagged(DATA / "coped" / "train.spans.txt")


def re3d(part="train"):
    return tagged(DATA / "re3d" / f"{part}.txt")
