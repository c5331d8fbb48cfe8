"""What each head is asked, and how much its answers weigh."""
import torch
import torch.nn.functional as F

from .pairs import distance_bucket

# How much more a word inside a trigger, anchor or cue counts than one outside: they are few, and a missed one costs
# a record while a spurious one can still be weighed by its score.
RARE = {"trigger": 2.0, "anchor": 4.0, "cue": 1.5}
WEIGHTS = {"mention": 3.0, "trigger": 8.0, "anchor": 8.0, "cue": 4.0, "coped": 1.5, "re3d": 1.0, "mode": 0.5,
           "status": 1.0, "contexts": 4.0, "roles": 0.3, "trend": 0.4, "tie_status": 0.4, "mutual": 0.4,
           "soft_mention": 3.0, "soft_trigger": 8.0, "soft_anchor": 8.0, "soft_cue": 4.0, "tie_roles": 0.2, "coreference": 0.7, "said": 3.0, "pair": 2.0, "made_pair": 1.0, "quad": 0.7}


def pair_inputs(model, h, batch):
    p = batch.pairs
    actors = model.span_means(h, *p["actor"])
    recipients = model.span_means(h, *p["recipient"])
    actors = torch.where(p["no_actor"].unsqueeze(1), model.none_span[0].unsqueeze(0), actors)
    recipients = torch.where(p["no_recipient"].unsqueeze(1), model.none_span[1].unsqueeze(0), recipients)
    return p["actor"][0], actors, recipients


def anchored_scores(scorer, h, mentions, batch, group, model):
    """Role scores of every (trigger or anchor, mention) pair of a batch."""
    rows, starts, ends = group["spans"]
    vectors = model.span_means(h, rows, starts, ends)
    l, r = group["lefts"], group["rights"]
    d = distance_bucket(starts[l], batch.mentions[1][r])
    return vectors, scorer(vectors, mentions, d, group["labels"][l], batch.mention_kinds[r], l, r, group["ranks"],
                           group["between"])


def each_anchored(scores, group):
    """Mean over triggers or anchors of what their mentions' scores cost together."""
    return F.binary_cross_entropy_with_logits(scores.float(), group["targets"], reduction="sum") / len(group["items"])


def said_scores(model, h, batch):
    s = batch.said
    cues = model.span_means(h, *s["spans"])
    flat = h[s["rows"], s["tokens"]].float()
    d = distance_bucket(s["spans"][1][s["lefts"]], s["tokens"])
    al, pl = model.said.a(cues)[s["lefts"]], model.said.p(cues)[s["lefts"]]
    x = al + model.said.b(flat) + pl * model.said.q(flat) + model.said.distance(d)
    return model.said.out(F.gelu(model.said.dropout(x)))


def coreference_scores(model, mentions, batch):
    lefts, rights, _, _, _ = batch.coreference
    d = distance_bucket(batch.mentions[1][lefts], batch.mentions[1][rights])
    k = batch.mention_kinds
    return model.coreference(mentions, mentions, d, k[lefts], k[rights], lefts, rights).squeeze(1)


def losses(model, batch):
    """name -> loss, of every head the batch has labels for."""
    out = {}
    h = model.encode(batch.ids, batch.mask)
    for head, (rows, target) in batch.tags.items():
        logits = model.tags[head](h[rows]).float()
        weight = torch.ones(logits.shape[-1])
        weight[1:] = RARE.get(head, 1.0)
        total = F.cross_entropy(logits.flatten(0, 1), target.flatten(), weight, ignore_index=-100, reduction="sum")
        out[head] = total / (target != -100).sum().clamp(min=1)
    for head, (rows, target) in batch.soft.items():
        log = model.tags[head](h[rows]).float().log_softmax(2)
        out["soft_" + head] = -(target * log).sum() / target.sum().clamp(min=1)
    mentions = model.span_means(h, *batch.mentions) if len(batch.mention_kinds) else None
    if batch.events:
        ev = batch.events
        if mentions is not None and len(ev["lefts"]):
            vectors, scores = anchored_scores(model.roles, h, mentions, batch, ev, model)
            out["roles"] = each_anchored(scores, ev)
        else:
            vectors = model.span_means(h, *ev["spans"])
        items = [x for _, x in ev["items"]]
        modes = torch.tensor([x["mode"] for x in items])
        out["mode"] = F.cross_entropy(model.mode(vectors).float(), modes)
        out["status"] = F.cross_entropy(model.status(vectors).float(), torch.tensor([x["status"] for x in items]))
        contexts = torch.zeros(len(items), 37)
        for n, x in enumerate(items):
            contexts[n, x["contexts"]] = 1
        out["contexts"] = F.binary_cross_entropy_with_logits(model.contexts(vectors).float(), contexts)
    if batch.ties:
        k = batch.ties
        if mentions is not None and len(k["lefts"]):
            vectors, scores = anchored_scores(model.tie_roles, h, mentions, batch, k, model)
            out["tie_roles"] = each_anchored(scores, k)
        else:
            vectors = model.span_means(h, *k["spans"])
        items = [x for _, x in k["items"]]
        out["trend"] = F.cross_entropy(model.trend(vectors).float(), torch.tensor([x["trend"] for x in items]))
        out["tie_status"] = F.cross_entropy(model.tie_status(vectors).float(),
                                            torch.tensor([x["status"] for x in items]))
        out["mutual"] = F.binary_cross_entropy_with_logits(model.mutual(vectors).float().squeeze(1),
                                                           torch.tensor([float(x["mutual"]) for x in items]))
    if batch.coreference:
        lefts, _, owner, gold, n = batch.coreference
        scores = coreference_scores(model, mentions, batch).float()
        # Softmax over the candidates and "none" (score 0); the mass on any right antecedent counts.
        top = torch.zeros(n).scatter_reduce(0, owner, scores.detach(), "amax", include_self=True)
        exp = torch.exp(scores - top[owner])
        none = torch.exp(-top)
        total = none.scatter_add(0, owner, exp)
        right = torch.zeros(n).scatter_add(0, owner, exp * gold)
        has = torch.zeros(n).scatter_add(0, owner, gold.float()) > 0
        right = torch.where(has, right, none)
        out["coreference"] = -(torch.log(right + 1e-9) - torch.log(total)).mean()
    if batch.said:
        out["said"] = F.cross_entropy(said_scores(model, h, batch).float(), batch.said["labels"])
    if batch.pairs:
        logits = model.pair_logits(h, batch.mask, *pair_inputs(model, h, batch)).float().log_softmax(1)
        each = -torch.logsumexp(logits + (batch.pairs["allowed"] - 1) * 1e4, 1)
        given = batch.pairs["given"]
        # PLV's own pairs, and those made of the corpus' events, which are many and lean on other conventions.
        for name, mine in (("pair", given), ("made_pair", ~given)):
            if mine.any():
                out[name] = each[mine].mean()
    if batch.quad:
        rows, target = batch.quad
        m = batch.mask[rows].unsqueeze(2).float()
        mean = (h[rows].float() * m).sum(1) / m.sum(1)
        out["quad"] = F.cross_entropy(model.quad(mean).float(), target)
    return out
