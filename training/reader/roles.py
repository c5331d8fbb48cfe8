"""Who takes which part in a deed or a tie: every mention of a passage is weighed for a trigger, in view of the others.

Each pair of trigger and mention first gets a vector from the two alone (`PairScorer.middle`). Then a layer of attention
runs over the mentions of one trigger, so that "the other is the better actor" and "these two share the part" can be
said; one over the triggers of one mention, so that "whoever was asked is the one to do it" can; and one over the
mentions of one trigger again. The engine repeats this in `crates/detente/src/annotate/roles.rs`.
"""
from bisect import bisect_left, bisect_right

import torch
import torch.nn as nn
import torch.nn.functional as F

from .dropout import Dropout
from .pairs import PairScorer

# A mention's number counted from its trigger: -1 is the last one before it, 0 the first one behind.
RANKS = 6
# Other triggers that stand between, at most.
BETWEEN = 4
HEADS = 4


def order(trigger, triggers, mentions):
    """Rank and count of triggers between, for each of `mentions` (first pieces, ascending) seen from the piece `trigger`.

    `triggers`: first pieces of all triggers of the passage, ascending.
    """
    before = bisect_left(mentions, trigger)
    ranks = [max(-RANKS, min(RANKS - 1, m - before)) + RANKS for m in range(len(mentions))]
    between = []
    for start in mentions:
        low, high = min(start, trigger), max(start, trigger)
        between.append(min(BETWEEN, max(0, bisect_left(triggers, high) - bisect_right(triggers, low))))
    return ranks, between


class Attention(nn.Module):
    """What each row of `x` (n, width) takes from the rows of its group, added to it."""

    def __init__(self, width):
        super().__init__()
        self.enter = nn.LayerNorm(width)
        self.asked = nn.Linear(width, 3 * width)
        self.mixed = nn.Linear(width, width)
        self.dropout = Dropout(0.1)
        start_silent(self.mixed)

    def forward(self, x, groups):
        """`groups` (n,): the rows' groups, ascending."""
        return x + self.dropout(self.mixed(attended(self.asked(self.enter(x)), groups, self.dropout)))


class Wide(nn.Module):
    """Each row through a wider layer, added to it."""

    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.wide = nn.Linear(width, 2 * width)
        self.narrow = nn.Linear(2 * width, width)
        self.dropout = Dropout(0.1)
        start_silent(self.narrow)

    def forward(self, x):
        return x + self.dropout(self.narrow(F.gelu(self.wide(self.norm(x)))))


def start_silent(layer):
    """The layer gives nothing at first, so that it can be put into a reader that has learned without it."""
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)


class RoleScorer(PairScorer):
    """Scores of (trigger, mention) pairs → n. All mentions of a trigger must be asked about together, in order."""

    def __init__(self, hidden, width, n, left_labels, right_labels):
        super().__init__(hidden, width, n, left_labels, right_labels)
        self.rank = nn.Embedding(2 * RANKS, width)
        self.between = nn.Embedding(BETWEEN + 1, width)
        for e in (self.rank, self.between):
            nn.init.normal_(e.weight, std=0.05)
        # Few pairs are roles: begin by doubting.
        nn.init.constant_(self.out.bias, -3.0)
        self.enter = nn.LayerNorm(width)
        self.asked = nn.Linear(width, 3 * width)
        self.mixed = nn.Linear(width, width)
        self.mixed_norm = nn.LayerNorm(width)
        self.wide = nn.Linear(width, 2 * width)
        self.narrow = nn.Linear(2 * width, width)
        self.norm = nn.LayerNorm(width)
        self.across = Attention(width)
        self.again = Attention(width)
        self.last = Wide(width)

    def forward(self, left, right, distance, left_label, right_label, lefts, rights, ranks, between):
        x = self.middle(left, right, distance, left_label, right_label, lefts, rights,
                        self.rank(ranks) + self.between(between))
        x = self.among(self.enter(x), lefts)
        by_mention = torch.argsort(rights, stable=True)
        back = torch.argsort(by_mention)
        x = self.across(x[by_mention], rights[by_mention])[back]
        return self.out(self.last(self.again(x, lefts)))

    def among(self, x, lefts):
        """One layer of attention among the rows of `x` (n, width) that belong to the same trigger."""
        x = self.mixed_norm(x + self.dropout(self.mixed(attended(self.asked(x), lefts, self.dropout))))
        return self.norm(x + self.dropout(self.narrow(F.gelu(self.wide(x)))))


def attended(asked, groups, dropout):
    """Attention among the rows of `asked` (n, 3 width: query, key, value) that have the same number in `groups`."""
    names, sizes = torch.unique_consecutive(groups, return_counts=True)
    number = torch.repeat_interleave(torch.arange(len(names)), sizes)
    place = torch.arange(len(groups)) - torch.repeat_interleave(sizes.cumsum(0) - sizes, sizes)
    padded = asked.new_zeros(len(names), int(sizes.max()), asked.shape[1])
    padded[number, place] = asked
    there = torch.zeros(padded.shape[:2], dtype=torch.bool)
    there[number, place] = True
    e, m, width = *padded.shape[:2], asked.shape[1] // 3
    q, k, v = padded.reshape(e, m, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
    weights = torch.matmul(q, k.transpose(2, 3)).float() * (width // HEADS) ** -0.5
    weights = weights.masked_fill(~there[:, None, None], -1e4).softmax(3)
    mixed = torch.matmul(dropout(weights).to(v.dtype), v).transpose(1, 2).reshape(e, m, width)
    return mixed[number, place]
