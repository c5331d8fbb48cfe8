"""Agreement of two independent annotations of the same units.

usage: python -m reader.agreement
Compares `corpus/second/` with the corpus: mention and trigger span F1 (overlap), kappa of the types where both mark a
trigger, role F1 on triggers both mark, status and cue agreement.
"""
from collections import Counter

from . import markup, standoff


CORPUS = standoff.REAL.parent


def overlap(a, b):
    return a.start < b.end and b.start < a.end


def f1(first, second, same):
    hit = sum(any(same(a, b) for b in second) for a in first)
    back = sum(any(same(a, b) for a in first) for b in second)
    return hit, len(first), back, len(second)


def kappa(pairs):
    n = len(pairs)
    agree = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[k] * right[k] for k in left) / n / n
    return (agree - chance) / (1 - chance)


def second():
    """The units of the second annotation."""
    return markup.parse(CORPUS / "second" / "written.txt") + \
        [u for path in sorted((CORPUS / "second").glob("*.jsonl")) for u in standoff.load(path)]


def main():
    first = {u.id: u for p in sorted((CORPUS / "written").glob("*.txt")) for u in markup.parse(p)}
    first |= {u.id: u for u in standoff.load_all()}
    totals = {k: [0, 0, 0, 0] for k in ("mention", "mention with kind", "trigger", "cue", "anchor", "role")}
    types, statuses, units = [], [], 0
    for b in second():
        a = first.get(b.id)
        if a is None or a.text != b.text:
            continue
        units += 1
        pick = lambda u, letters: [s for s in u.spans.values() if s.letter in letters]
        groups = {"mention": ("psogrnltqwd", overlap), "trigger": ("e", overlap), "cue": ("c", overlap),
                  "anchor": ("k", overlap),
                  "mention with kind": ("psogrnltqwd", lambda x, y: overlap(x, y) and x.letter == y.letter)}
        for name, (letters, same) in groups.items():
            for i, n in enumerate(f1(pick(a, letters), pick(b, letters), same)):
                totals[name][i] += n
        for x in a.events:
            for y in b.events:
                if overlap(a.spans[x.trigger], b.spans[y.trigger]):
                    types.append((x.type, y.type))
                    statuses.append((x.status, y.status))
                    for left, right in ((x.actors, y.actors), (x.recipients, y.recipients)):
                        counts = f1([a.spans[i] for i in left], [b.spans[i] for i in right], overlap)
                        for i, n in enumerate(counts):
                            totals["role"][i] += n
                    break
    print(f"{units} units annotated twice")
    for name, (hit, n, back, m) in totals.items():
        p, r = back / max(1, m), hit / max(1, n)
        print(f"{name:20} F1 {2 * p * r / max(1e-9, p + r):.3f}")
    print(f"{'type':20} kappa {kappa(types):.3f}, same {sum(a == b for a, b in types) / len(types):.3f}")
    print(f"{'status':20} kappa {kappa(statuses):.3f}, same {sum(a == b for a, b in statuses) / len(statuses):.3f}")
    wrong = Counter((a, b) for a, b in types if a != b)
    print("types taken for one another:", ", ".join(f"{a}/{b} {n}" for (a, b), n in wrong.most_common(12)))


if __name__ == "__main__":
    main()
