"""The reader: one encoder pass a passage, light heads on its token vectors.

The engine repeats the heads in Rust (`crates/detente/src/annotate/heads.rs`) from the exported weights;
whatever changes here changes there.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

from . import labels as L
from .dropout import Dropout
from .examples import EVENT_ROLES, SAID, TAGS, TIE_ROLES

# Signed distance in word pieces between two spans' beginnings, in buckets.
EDGES = [1, 2, 3, 5, 9, 17, 33, 65]
DISTANCES = 2 * len(EDGES) + 1


def distance_bucket(left, right):
    """Bucket of right − left; the middle one is zero."""
    d = right - left
    size = torch.bucketize(d.abs(), torch.tensor(EDGES), right=True)
    return torch.where(d < 0, len(EDGES) - size, len(EDGES) + size)


def mpnet_ids(ids, mask):
    """The same word pieces as MPNet numbers them: BERT's vocabulary moved by four, with its own three special pieces."""
    out = ids + 4
    out[ids == 101] = 0     # [CLS], <s>
    out[ids == 102] = 2     # [SEP], </s>
    return torch.where(mask == 0, 1, out)


class PairScorer(nn.Module):
    """Scores of (left, right) vectors: gelu(A l + B r + (P l)∘(Q r) + distance + left label + right label) → n."""

    def __init__(self, hidden, width, n, left_labels=0, right_labels=0):
        super().__init__()
        self.a = nn.Linear(hidden, width)
        self.b = nn.Linear(hidden, width, bias=False)
        self.p = nn.Linear(hidden, width, bias=False)
        self.q = nn.Linear(hidden, width, bias=False)
        self.distance = nn.Embedding(DISTANCES, width)
        self.left = nn.Embedding(left_labels, width) if left_labels else None
        self.right = nn.Embedding(right_labels, width) if right_labels else None
        self.dropout = Dropout(0.1)
        self.out = nn.Linear(width, n)
        for e in (self.distance, self.left, self.right):
            if e is not None:
                nn.init.normal_(e.weight, std=0.05)

    def forward(self, left, right, distance, left_label=None, right_label=None, lefts=None, rights=None):
        """`lefts`, `rights` pick rows of `left`, `right` for each pair."""
        al, pl, br, qr = self.a(left), self.p(left), self.b(right), self.q(right)
        if lefts is not None:
            al, pl, br, qr = al[lefts], pl[lefts], br[rights], qr[rights]
        h = al + br + pl * qr + self.distance(distance)
        if self.left is not None:
            h = h + self.left(left_label)
        if self.right is not None:
            h = h + self.right(right_label)
        return self.out(F.gelu(self.dropout(h)))


class Reader(nn.Module):
    def __init__(self, encoder, width=128):
        super().__init__()
        self.encoder = encoder
        hidden = encoder.config.hidden_size
        self.tags = nn.ModuleDict({k: nn.Linear(hidden, len(v)) for k, v in TAGS.items()})
        self.mode = nn.Linear(hidden, len(L.FLAT_MODES))
        self.status = self._mlp(hidden, width, len(L.STATUSES))
        self.contexts = self._mlp(hidden, width, len(L.CONTEXTS))
        self.trend = self._mlp(hidden, width, len(L.TRENDS))
        self.tie_status = self._mlp(hidden, width, len(L.STATUSES))
        self.mutual = self._mlp(hidden, width, 1)
        self.roles = PairScorer(hidden, width, len(EVENT_ROLES), len(L.TYPES), len(L.MENTIONS))
        self.tie_roles = PairScorer(hidden, width, len(TIE_ROLES), len(L.TIES), len(L.MENTIONS))
        self.said = PairScorer(hidden, width, len(SAID))
        self.coreference = PairScorer(hidden, width, 1, len(L.MENTIONS), len(L.MENTIONS))
        # Two actors: who does what to whom, without a trigger.
        self.none_span = nn.Parameter(torch.zeros(2, hidden))
        self.pair_query = nn.Linear(3 * hidden, hidden)
        self.pair_hidden = nn.Linear(5 * hidden, 256)
        self.pair_type = nn.Linear(256, len(L.TYPES))
        self.dropout = Dropout(0.1)
        self.quad = nn.Linear(hidden, 5)

    @staticmethod
    def _mlp(hidden, width, n):
        return nn.Sequential(nn.Linear(hidden, width), nn.GELU(), Dropout(0.1), nn.Linear(width, n))

    def encode(self, ids, mask):
        """Vectors (n, pieces, hidden) of word pieces numbered as in the shipped `tokenizer.json`."""
        if self.encoder.config.model_type == "mpnet":
            ids = mpnet_ids(ids, mask)
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state

    @staticmethod
    def span_means(h, rows, starts, ends):
        """Mean vector of each span [start, end) of example `row`: (n, hidden)."""
        total = torch.cumsum(F.pad(h.float(), (0, 0, 1, 0)), dim=1)
        return (total[rows, ends] - total[rows, starts]) / (ends - starts).clamp(min=1).unsqueeze(1)

    def pair_logits(self, h, mask, rows, actors, recipients):
        """Type logits of (actor, recipient) span vectors (n, hidden) in examples `rows`."""
        product = actors * recipients
        query = self.pair_query(torch.cat([actors, recipients, product], 1))
        tokens = h[rows].float()
        weights = torch.einsum("nh,nth->nt", query, tokens) / tokens.shape[-1] ** 0.5
        weights = weights.masked_fill(mask[rows] == 0, -1e4).softmax(1)
        asked = torch.einsum("nt,nth->nh", weights, tokens)
        m = mask[rows].unsqueeze(2).float()
        sentence = (tokens * m).sum(1) / m.sum(1)
        x = F.gelu(self.pair_hidden(torch.cat([actors, recipients, product, asked, sentence], 1)))
        return self.pair_type(self.dropout(x))
