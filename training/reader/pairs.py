"""Two spans and what is between them, in numbers."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from .dropout import Dropout

# Signed distance in word pieces between two spans' beginnings, in buckets.
EDGES = [1, 2, 3, 5, 9, 17, 33, 65]
DISTANCES = 2 * len(EDGES) + 1


def distance_bucket(left, right):
    """Bucket of right − left; the middle one is zero."""
    d = right - left
    size = torch.bucketize(d.abs(), torch.tensor(EDGES), right=True)
    return torch.where(d < 0, len(EDGES) - size, len(EDGES) + size)


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

    def middle(self, left, right, distance, left_label=None, right_label=None, lefts=None, rights=None, more=0):
        """The vector of each pair. `lefts`, `rights` pick rows of `left`, `right`; `more` is added before the GELU."""
        al, pl, br, qr = self.a(left), self.p(left), self.b(right), self.q(right)
        if lefts is not None:
            al, pl, br, qr = al[lefts], pl[lefts], br[rights], qr[rights]
        h = al + br + pl * qr + self.distance(distance) + more
        if self.left is not None:
            h = h + self.left(left_label)
        if self.right is not None:
            h = h + self.right(right_label)
        return F.gelu(self.dropout(h))

    def forward(self, *pairs):
        return self.out(self.middle(*pairs))
