"""Tag scores to spans, as the engine does it (`crates/detente/src/annotate/tags.rs`)."""
import numpy as np


def viterbi(scores, kinds):
    """(first word, one past the last, kind, mean probability) of the best well-formed sequence."""
    if not len(scores):
        return []
    p = np.exp(scores - scores.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    n = 1 + 2 * kinds
    best, back = np.zeros(n), []
    for w in range(len(p)):
        start = int(best.argmax())
        log = np.log(np.maximum(p[w], 1e-30))
        nxt, came = best[start] + log, np.full(n, start)
        for tag in range(2, n, 2):
            if w == 0:
                nxt[tag] = -np.inf
            else:
                came[tag] = tag - 1 if best[tag - 1] >= best[tag] else tag
                nxt[tag] = best[came[tag]] + log[tag]
        best = nxt
        back.append(came)
    tags, tag = [], int(best.argmax())
    for came in reversed(back):
        tags.append(tag)
        tag = int(came[tag])
    tags.reverse()
    out = []
    for w, tag in enumerate(tags):
        if tag == 0:
            continue
        kind = (tag - 1) // 2
        s = float(p[w][1 + 2 * kind] + p[w][2 + 2 * kind])
        if out and tag % 2 == 0 and out[-1][1] == w and out[-1][2] == kind:
            first, _, _, scores_so_far = out[-1]
            out[-1] = (first, w + 1, kind, scores_so_far + [s])
        else:
            out.append((w, w + 1, kind, [s]))
    return [(a, b, k, float(np.mean(s))) for a, b, k, s in out]


def joined(spans):
    """`spans` in order, those with no word between them as one, with the kind and probability of the first."""
    out = []
    for a, b, k, s in spans:
        if out and out[-1][1] == a:
            out[-1] = (out[-1][0], b, *out[-1][2:])
        else:
            out.append((a, b, k, s))
    return out
