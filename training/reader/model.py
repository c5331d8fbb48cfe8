"""The reader: one encoder pass a passage, light heads on its token vectors.

The engine repeats the heads in Rust (`crates/detente/src/annotate/heads.rs`) from the exported weights;
whatever changes here changes there.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

from . import labels as L
from . import narrow
from .dropout import Dropout
from .examples import EVENT_ROLES, SAID, TAGS, TIE_ROLES
from .pairs import PairScorer
from .roles import RoleScorer


def mpnet_ids(ids, mask):
    """The same word pieces as MPNet numbers them: BERT's vocabulary moved by four, with its own three special pieces."""
    out = ids + 4
    out[ids == 101] = 0     # [CLS], <s>
    out[ids == 102] = 2     # [SEP], </s>
    return torch.where(mask == 0, 1, out)


# Width of the vectors in which parts of events are weighed.
ROLE_WIDTH = 192


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
        self.roles = RoleScorer(hidden, ROLE_WIDTH, len(EVENT_ROLES), len(L.TYPES), len(L.MENTIONS))
        self.tie_roles = RoleScorer(hidden, width, len(TIE_ROLES), len(L.TIES), len(L.MENTIONS))
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

    def take(self, state):
        """Loads the weights of another run: its feed-forward width is taken over, layers that it lacks start silent."""
        width = narrow.width_of(state)
        if width and width != self.encoder.config.intermediate_size:
            narrow.shape(self.encoder, width)
        missing, unexpected = self.load_state_dict(state, strict=False)
        new = [k for k in missing if k.split(".")[1] not in ("across", "again", "last")]
        if new or unexpected:
            raise ValueError(f"not the weights of this reader: {new + unexpected}")

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
