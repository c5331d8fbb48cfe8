"""Scores of a trained reader on held-out examples, in the training framework.

End-to-end figures come from the engine (`detente eval`); these guide training.
"""
from collections import Counter, defaultdict

import torch

from . import labels as L
from .batch import Batch, batches
from .examples import EVENT_ROLES, PLV_ROOTS, SAID, TAGS, TIE_ROLES
from .losses import anchored_scores, coreference_scores, pair_inputs, said_scores
from .precision import faster

QUAD_OF_ROOT = {**dict.fromkeys(["AGREE", "CONSULT", "SUPPORT"], 1), **dict.fromkeys(["YIELD", "COOPERATE", "AID"], 2),
                **dict.fromkeys(["REQUEST", "ACCUSE", "REJECT", "THREATEN"], 3),
                **dict.fromkeys(["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"], 4)}


def macro_f1(gold, guess):
    scores = []
    for label in sorted(set(gold)):
        tp = sum(g == p == label for g, p in zip(gold, guess))
        fp = sum(p == label != g for g, p in zip(gold, guess))
        fn = sum(g == label != p for g, p in zip(gold, guess))
        scores.append(2 * tp / max(1, 2 * tp + fp + fn))
    return sum(scores) / max(1, len(scores))


def spans_of(row, labels, names):
    """(first, last word, name) of BIO label ids at the words."""
    out = []
    for i, (t, target) in enumerate(zip(row, labels)):
        if target == -100 or t == 0:
            continue
        kind = names[t][2:]
        opened = names[t][0] == "B"
        previous = next((j for j in range(i - 1, -1, -1) if labels[j] != -100), None)
        if out and not opened and out[-1][1] == previous and out[-1][2] == kind:
            out[-1] = (out[-1][0], i, kind)
        else:
            out.append((i, i, kind))
    return out


class Counts:
    def __init__(self):
        self.tp = self.fp = self.fn = 0

    def f1(self):
        return 2 * self.tp / max(1, 2 * self.tp + self.fp + self.fn)


def overlap_counts(counts, gold, guess, typed=True):
    same = lambda a, b: a[0] <= b[1] and b[0] <= a[1] and (not typed or a[2] == b[2])
    counts.tp += sum(any(same(g, p) for p in guess) for g in gold)
    counts.fn += sum(not any(same(g, p) for p in guess) for g in gold)
    counts.fp += sum(not any(same(g, p) for g in gold) for p in guess)


@torch.no_grad()
def score(model, examples, pieces=4096, answers=None):
    """Scores by name. `answers` (name -> list of (gold, guess)) is added to where given: PLV roots, CoPED quads."""
    model.eval()
    tags = defaultdict(Counts)
    by_type = defaultdict(Counts)
    roles, tie_roles = defaultdict(Counts), defaultdict(Counts)
    said = {"source": Counts(), "content": Counts()}
    gold_root, guess_root, gold_quad, guess_quad = [], [], [], []
    attributes = defaultdict(list)
    coref = Counter()
    for group in batches(examples, pieces):
        b = Batch(group)
        with faster():
            h = model.encode(b.ids, b.mask).float()
        for head, (rows, target) in b.tags.items():
            guess = model.tags[head](h[rows]).argmax(2).tolist()
            for g, t in zip(guess, target.tolist()):
                gold_spans = spans_of([x if x > 0 else 0 for x in t], t, TAGS[head])
                guess_spans = spans_of(g, t, TAGS[head])
                if head in ("trigger", "anchor"):
                    overlap_counts(tags[head], gold_spans, guess_spans)
                    overlap_counts(tags[head + " untyped"], gold_spans, guess_spans, False)
                    for kind in {s[2] for s in gold_spans + guess_spans}:
                        overlap_counts(by_type[kind], [s for s in gold_spans if s[2] == kind],
                                       [s for s in guess_spans if s[2] == kind])
                elif head == "cue":
                    overlap_counts(tags[head], gold_spans, guess_spans)
                else:
                    tags[head].tp += len(set(gold_spans) & set(guess_spans))
                    tags[head].fp += len(set(guess_spans) - set(gold_spans))
                    tags[head].fn += len(set(gold_spans) - set(guess_spans))
        mentions = model.span_means(h, *b.mentions) if len(b.mention_kinds) else None
        for part, scorer, counts, names in ((b.events, model.roles, roles, EVENT_ROLES),
                                            (b.ties, model.tie_roles, tie_roles, TIE_ROLES)):
            if not part or mentions is None or not len(part["lefts"]):
                continue
            vectors, s = anchored_scores(scorer, h, mentions, b, part, model)
            guess, gold = s > 0, part["targets"] > 0.5
            for r, name in enumerate(names):
                counts[name].tp += int((guess[:, r] & gold[:, r]).sum())
                counts[name].fp += int((guess[:, r] & ~gold[:, r]).sum())
                counts[name].fn += int((~guess[:, r] & gold[:, r]).sum())
                by_name = [torch.zeros(int(part["named"].max()) + 1).scatter_reduce(0, part["named"], x[:, r].float(), "amax")
                           > 0.5 for x in (guess, gold)]
                entity = counts[name + " entity"]
                entity.tp += int((by_name[0] & by_name[1]).sum())
                entity.fp += int((by_name[0] & ~by_name[1]).sum())
                entity.fn += int((~by_name[0] & by_name[1]).sum())
            if part is b.events:
                items = [x for _, x in part["items"]]
                for x, st, mo in zip(items, model.status(vectors).argmax(1).tolist(),
                                     model.mode(vectors).argmax(1).tolist()):
                    attributes["status"].append((x["status"], st))
                    attributes["mode"].append((x["mode"], mo))
                on = (model.contexts(vectors) > 0).tolist()
                for x, row in zip(items, on):
                    g = set(x["contexts"])
                    p = {i for i, v in enumerate(row) if v}
                    tags["contexts"].tp += len(g & p)
                    tags["contexts"].fp += len(p - g)
                    tags["contexts"].fn += len(g - p)
        if b.coreference:
            lefts, rights, owner, gold, n = b.coreference
            s = coreference_scores(model, mentions, b)
            for k in range(n):
                at = (owner == k).nonzero().squeeze(1)
                best = at[s[at].argmax()]
                chosen = bool(s[best] > 0)
                linked = bool(gold[at].any())
                coref["right link" if chosen and gold[best] else "wrong link" if chosen else
                      "missed" if linked else "right none"] += 1
        if b.said:
            guess = said_scores(model, h, b).argmax(1)
            gold = b.said["labels"]
            for name, low in (("source", 1), ("content", 3)):
                g, p = (gold >= low) & (gold <= low + 1), (guess >= low) & (guess <= low + 1)
                said[name].tp += int((g & p).sum())
                said[name].fp += int((~g & p).sum())
                said[name].fn += int((g & ~p).sum())
        if b.pairs:
            logits = model.pair_logits(h, b.mask, *pair_inputs(model, h, b)).softmax(1)
            rows = b.pairs["actor"][0].tolist()
            for i, p, allowed in zip(rows, logits.tolist(), b.pairs["allowed"].tolist()):
                if group[i].source != "plv-pairs":
                    continue
                mass = Counter()
                for t, v in zip(L.TYPES, p):
                    mass["YIELD" if t in ("CONCEDE", "RETREAT") else t] += v
                right = L.TYPES[allowed.index(1)]
                right = "YIELD" if right in ("CONCEDE", "RETREAT") else right
                gold_root.append(right)
                guess_root.append(max(PLV_ROOTS, key=lambda t: mass[t]))
        if b.quad:
            rows, target = b.quad
            m = b.mask[rows].unsqueeze(2).float()
            mean = (h[rows] * m).sum(1) / m.sum(1)
            gold_quad += target.tolist()
            guess_quad += model.quad(mean).argmax(1).tolist()
    out = {head: c.f1() for head, c in sorted(tags.items())}
    out |= {f"role {k}": c.f1() for k, c in roles.items()} | {f"tie {k}": c.f1() for k, c in tie_roles.items()}
    out |= {f"said {k} (given cue)": c.f1() for k, c in said.items()}
    for k, pairs in attributes.items():
        out[k + " accuracy"] = sum(a == b for a, b in pairs) / max(1, len(pairs))
        out[k + " macro F1"] = macro_f1([a for a, _ in pairs], [b for _, b in pairs])
    if coref:
        out["coreference link F1"] = 2 * coref["right link"] / max(
            1, 2 * coref["right link"] + 2 * coref["wrong link"] + coref["missed"])
    out |= answer_scores(zip(gold_root, guess_root), zip(gold_quad, guess_quad))
    if answers is not None:
        answers.setdefault("plv", []).extend(zip(gold_root, guess_root))
        answers.setdefault("coped", []).extend(zip(gold_quad, guess_quad))
    out["by type"] = {k: round(c.f1(), 2) for k, c in sorted(by_type.items())}
    return out


def answer_scores(roots, quads):
    """Macro F1 of (gold, guess) pairs: PLV roots, their classes, CoPED quads; without pairs, nothing."""
    roots, quads, out = list(roots), list(quads), {}
    if roots:
        out["plv root macro F1"] = macro_f1(*zip(*roots))
        out["plv class macro F1"] = macro_f1(*zip(*[(QUAD_OF_ROOT[a], QUAD_OF_ROOT[b]) for a, b in roots]))
    if quads:
        out["coped quad macro F1"] = macro_f1(*zip(*quads))
    return out


def table(scores):
    return "\n".join(f"{k:28} {v if isinstance(v, dict) else format(v, '.3f')}" for k, v in scores.items())
