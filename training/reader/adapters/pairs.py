"""PLV (Hu et al., ACL 2024): a sentence, its source and target, the PLOVER root of what passes between them."""
import re

from .. import sources


def plv():
    """(id, text, span of the source or None, span of the target or None, root, class) of each row.

    The offsets come from the marked sentence, since a name may stand in it twice.
    """
    for row in sources.plv_rows():
        marked = re.sub(r"\s+", " ", row["marked_sentence"]).strip()
        text, spans, i = "", {}, 0
        for m in re.finditer(r"</?([st])>", marked):
            text += marked[i:m.start()]
            i = m.end()
            if m.group().startswith("</"):
                spans[m.group(1)] = (spans[m.group(1)][0], len(text))
            else:
                spans[m.group(1)] = (len(text), len(text))
        text += marked[i:]
        trimmed = {}
        for k, (a, b) in spans.items():
            while a < b and text[a].isspace():
                a += 1
            while b > a and text[b - 1].isspace():
                b -= 1
            trimmed[k] = (a, b)
        yield row["id"], text, trimmed.get("s"), trimmed.get("t"), row["root"], int(row["penta"])
