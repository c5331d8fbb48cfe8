"""Examples: one passage each, its word pieces and whatever labels its source brings.

Every label is optional; a head learns only from the examples that carry labels for it.
"""
import hashlib
import re
from dataclasses import dataclass, field

from tokenizers import Tokenizer

from . import labels as L
from .sentences import passages

MENTION_KINDS = list(L.MENTIONS.values())


def bio(names):
    return ["O"] + [f"{p}-{n}" for n in names for p in "BI"]


# Tag heads, one softmax a word each; "B-x" at 1 + 2i, "I-x" at 2 + 2i.
TAGS = {
    "mention": bio(MENTION_KINDS),
    "trigger": bio(L.TYPES),
    "anchor": bio(L.TIES),
    "cue": bio(["cue"]),
    "coped": bio(["S", "T", "R"]),
    "re3d": bio(["Organisation", "Location", "Person", "Temporal", "Weapon", "Quantity", "Money", "Nationality",
                 "MilitaryPlatform", "DocumentReference"]),
}
EVENT_ROLES = ["actor", "recipient", "place", "time", "quantity", "good"]
TIE_ROLES = ["from", "to", "value", "period", "good"]
# What a word is to a cue.
SAID = ["O", "B-source", "I-source", "B-content", "I-content"]
PLV_ROOTS = ["AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
             "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]


@dataclass
class Example:
    group: str                      # examples of one group stay in one fold
    source: str
    text: str
    ids: list
    offsets: list                   # (start, end) of each piece; (0, 0) for the two special ones
    first: list                     # True where a piece begins a word
    tags: dict = field(default_factory=dict)       # head -> label per piece, -100 where there is none
    mentions: list = field(default_factory=list)   # (first piece, one past the last, kind)
    entities: list = field(default_factory=list)   # for each mention the number of whom or what it names
    events: list = field(default_factory=list)     # dict
    ties: list = field(default_factory=list)
    antecedents: dict = field(default_factory=dict)  # mention -> set of earlier mentions, empty set for none
    said: list = field(default_factory=list)       # (cue pieces (a, b), label per piece)
    pairs: list = field(default_factory=list)      # (actor pieces or None, recipient pieces or None, allowed types)
    quad: int = -1
    soft: dict = field(default_factory=dict)       # head -> probabilities (pieces, labels) of a larger reader


class Encoder:
    """Text to word pieces with their places."""

    def __init__(self, path):
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def count(self, text):
        return len(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def example(self, text, group, source, limit=512):
        e = self.tokenizer.encode(text)
        ids, offsets, words = e.ids, e.offsets, e.word_ids
        if len(ids) > limit:
            ids, offsets, words = ids[:limit - 1] + ids[-1:], offsets[:limit - 1] + offsets[-1:], \
                words[:limit - 1] + words[-1:]
        first, previous = [], None
        for w in words:
            first.append(w is not None and w != previous)
            previous = w
        return Example(group, source, text, ids, offsets, first)


def group_of(text):
    """Key by which the same sentence, however spaced or quoted, falls into the same fold."""
    return hashlib.sha1(re.sub(r"\W+", "", text.lower()).encode()).hexdigest()


def pieces_of(ex, start, end):
    """Range of pieces that cover the characters [start, end); None if there are none."""
    inside = [i for i, (a, b) in enumerate(ex.offsets) if a < end and b > start and b > a]
    return (inside[0], inside[-1] + 1) if inside else None


def tag(ex, head, spans):
    """Write BIO labels of `spans` = [((start, end) pieces, name)] into `ex.tags[head]`."""
    names = {n: i for i, n in enumerate(TAGS[head])}
    row = [0 if f else -100 for f in ex.first]
    for (a, b), name in spans:
        for i in range(a, b):
            if row[i] != -100:
                row[i] = names[("B-" if i == a else "I-") + name]
        # A span that begins inside a word begins at the word.
        if not ex.first[a]:
            i = a
            while i and not ex.first[i]:
                i -= 1
            row[i] = names["B-" + name]
    ex.tags[head] = row


def from_unit(unit, encoder, limit, attribution=True, group=None):
    """The examples of a corpus unit: its text in passages, everything inside each passage.

    `group`: the fold key where the unit's text is not its own, but rewritten.
    """
    spans = unit.spans
    letters = set(L.MENTIONS)
    # What each mention is, ultimately, for coreference.
    parents = {s.id: s.same_as for s in spans.values() if s.same_as}

    def roots(sid, seen=()):
        if sid in seen or sid not in parents:
            return {sid}
        return {r for p in parents[sid] for r in roots(p, (*seen, sid))}

    source = unit.header.get("source", "written")
    whole = group or group_of(unit.text)
    for start, end in passages(unit.text, encoder.count, limit - 2):
        text = unit.text[start:end]
        ex = encoder.example(text, whole, source)
        here = {}
        for s in spans.values():
            if start <= s.start and s.end <= end:
                p = pieces_of(ex, s.start - start, s.end - start)
                if p:
                    here[s.id] = p
        mention_ids = sorted((i for i in here if i[0] in letters), key=lambda i: here[i])
        index = {sid: n for n, sid in enumerate(mention_ids)}
        ex.mentions = [(*here[i], MENTION_KINDS.index(L.MENTIONS[i[0]])) for i in mention_ids]
        names = [frozenset(roots(i)) for i in mention_ids]
        ex.entities = [names.index(name) for name in names]
        tag(ex, "mention", [(here[i], L.MENTIONS[i[0]]) for i in mention_ids])

        def nearest(sid, at):
            """The mention `sid`, or where it is outside of the passage the one next to `at` of the same; None without one."""
            if sid in index or sid not in spans:
                return index.get(sid)
            mine = frozenset(roots(sid))
            same = [n for n, name in enumerate(names) if name == mine]
            return min(same, key=lambda n: abs(ex.mentions[n][0] - at), default=None)

        def fillers(ids, at):
            found = [nearest(i, at) for i in ids]
            return list(dict.fromkeys(n for n in found if n is not None))

        events = [e for e in unit.events if e.trigger in here]
        tag(ex, "trigger", [(here[e.trigger], e.type) for e in events])
        for e in events:
            ex.events.append({
                "span": here[e.trigger], "type": L.TYPES.index(e.type),
                "mode": L.FLAT_MODES.index(f"{e.type}/{e.mode}") if e.mode else 0,
                "status": L.STATUSES.index(e.status), "contexts": [L.CONTEXTS.index(c) for c in e.contexts],
                "roles": [fillers(x, here[e.trigger][0])
                          for x in (e.actors, e.recipients, e.places, e.times, e.quantities, e.goods)]})
        ties = [k for k in unit.ties if k.anchor in here]
        tag(ex, "anchor", [(here[k.anchor], k.kind) for k in ties])
        for k in ties:
            ex.ties.append({
                "span": here[k.anchor], "kind": L.TIES.index(k.kind), "trend": L.TRENDS.index(k.trend),
                "status": L.STATUSES.index(k.status), "mutual": int(k.mutual),
                "roles": [fillers(x, here[k.anchor][0]) for x in (k.from_, k.to, k.values, k.periods, k.goods)]})
        for n, sid in enumerate(mention_ids):
            if sid[0] not in "psogrnl":
                continue
            mine = roots(sid)
            earlier = {m for m in range(n) if mention_ids[m][0] in "psogrnl" and
                       roots(mention_ids[m]) & mine and (len(roots(mention_ids[m])) == 1 or
                                                        roots(mention_ids[m]) == mine)}
            if sid in parents and not earlier:
                continue  # its antecedent is outside the passage: no evidence either way
            ex.antecedents[n] = earlier
        if attribution:
            said = [c for c in unit.attributions if c.cue in here]
            by_cue = {}
            for c in said:
                sources, contents = by_cue.setdefault(c.cue, ([], []))
                sources += [here[x] for x in c.sources if x in here]
                contents += [here[x] for x in c.contents if x in here]
            tag(ex, "cue", [(here[c], "cue") for c in by_cue])
            for cue, (sources, contents) in by_cue.items():
                ex.said.append((here[cue], said_row(ex, sources, contents)))
        # Who does what to whom, for the pair head: each actor with each recipient, or with none.
        for e in ex.events:
            for a in (e["roles"][0] or [None])[:2]:
                for r in (e["roles"][1] or [None])[:2]:
                    if a is not None or r is not None:
                        ex.pairs.append((ex.mentions[a][:2] if a is not None else None,
                                         ex.mentions[r][:2] if r is not None else None, [e["type"]]))
        yield ex


def said_row(ex, sources, contents):
    row = [0 if f else -100 for f in ex.first]
    for spans, begin in ((contents, 3), (sources, 1)):
        for a, b in spans:
            started = False
            for i in range(a, b):
                if row[i] != -100:
                    row[i] = begin + 1 if started else begin
                    started = True
    return row


def from_polnear(name, text, attributions, encoder, limit):
    for start, end in passages(text, encoder.count, limit - 2):
        ex = encoder.example(text[start:end], name, "polnear-attribution")
        cues = {}
        for a in attributions:
            inside = [c for c in a.cues if start <= c[0] and c[1] <= end]
            if not inside:
                continue
            # The cue head marks the first piece of a broken cue; sources and contents hang on it.
            cue = pieces_of(ex, inside[0][0] - start, inside[0][1] - start)
            if not cue:
                continue
            clip = lambda spans: [p for s, e in spans if s < end and e > start
                                  for p in [pieces_of(ex, max(s, start) - start, min(e, end) - start)] if p]
            cues.setdefault(cue, ([], []))
            cues[cue][0].extend(clip(a.sources))
            cues[cue][1].extend(clip(a.contents))
        tag(ex, "cue", [(c, "cue") for c in cues])
        ex.said = [(c, said_row(ex, *parts)) for c, parts in cues.items()]
        yield ex


def from_plv(text, actor, recipient, root, encoder):
    ex = encoder.example(text, group_of(text), "plv-pairs", 256)
    a = pieces_of(ex, *actor) if actor else None
    r = pieces_of(ex, *recipient) if recipient else None
    types = ["CONCEDE", "RETREAT"] if root == "YIELD" else [root]
    ex.pairs = [(a, r, [L.TYPES.index(t) for t in types])]
    return ex


def from_tagged(text, spans, head, encoder):
    ex = encoder.example(text, group_of(text), head, 256)
    marked = [(pieces_of(ex, a, b), name) for a, b, name in spans]
    tag(ex, head, [(p, name) for p, name in marked if p])
    return ex


def from_quad(text, quad, encoder):
    ex = encoder.example(text, group_of(text), "coped-quad", 256)
    ex.quad = quad
    return ex
