"""Reference answers of the exported model, for the engine's test that it computes the same.

usage: python -m reader.parity RUN [--model ../model] [--out ../crates/detente/tests/data/parity.json]

Takes 100 passages of the written corpus through the exported int8 encoder in ONNX Runtime and the heads in the
training framework, and writes tags and scores down.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from . import labels as L
from . import markup
from .dataset import CORPUS
from .examples import EVENT_ROLES, TAGS, Encoder, pieces_of
from .export import TAG_HEADS, load
from .pairs import distance_bucket
from .roles import order
from .tagging import joined, viterbi

# As in `crates/detente/src/annotate/passage.rs`.
TRIGGER = 0.5
ROOT = Path(__file__).resolve().parents[2]


@torch.no_grad()
def main():
    a = argparse.ArgumentParser()
    a.add_argument("run", type=Path)
    a.add_argument("--model", type=Path, default=ROOT / "model")
    a.add_argument("--out", type=Path, default=ROOT / "crates/detente/tests/data/parity.json")
    args = a.parse_args()
    model = load(args.run).half().float()
    session = onnxruntime.InferenceSession(str(args.model / "encoder.onnx"))
    encoder = Encoder(args.model / "tokenizer.json")
    texts = []
    for path in sorted((CORPUS / "written").glob("*.txt")):
        units = markup.parse(path, [])
        texts += [u.text.replace("\n", " ")[:700] for u in units[:: max(1, len(units) // 8)][:8]]
    texts = texts[:100]
    items = []
    for text in texts:
        ex = encoder.example(text, "", "", 10_000)
        hidden, tags = session.run(None, {"ids": np.array([ex.ids], dtype=np.int64)})
        h, tags = torch.tensor(hidden), tags[0]
        words = [i for i, f in enumerate(ex.first) if f]
        ends = words[1:] + [len(ex.ids) - 1]
        found, offset = {}, 0
        for head in TAG_HEADS:
            n = len(TAGS[head])
            spans = viterbi(tags[words, offset:offset + n], (n - 1) // 2)
            spans = joined(spans) if head == "cue" else spans
            found[head] = [((words[a], ends[b - 1]), k, s) for a, b, k, s in spans]
            offset += n
        found["trigger"] = [t for t in found["trigger"] if t[2] >= TRIGGER]
        place = lambda p: [ex.offsets[p[0]][0], ex.offsets[p[1] - 1][1]]
        item = {"text": text}
        for head, names in (("mention", list(L.MENTIONS.values())), ("trigger", L.TYPES), ("anchor", L.TIES),
                            ("cue", ["cue"])):
            item[head] = [[*place(p), names[k], round(s, 4)] for p, k, s in found[head]]
        mean = lambda spans: torch.stack([h[0, a:b].mean(0) for (a, b), _, _ in spans])
        triggers, mentions = found["trigger"], found["mention"]
        item["roles"], item["status"] = [], []
        if triggers and mentions:
            t, m = mean(triggers), mean(mentions)
            l = torch.tensor([i for i in range(len(t)) for _ in range(len(m))])
            r = torch.tensor(list(range(len(m))) * len(t))
            starts = torch.tensor([p[0] for p, _, _ in triggers])
            mstarts = torch.tensor([p[0] for p, _, _ in mentions])
            kinds = torch.tensor([k for _, k, _ in triggers])
            mkinds = torch.tensor([k for _, k, _ in mentions])
            ranks, between = [], []
            for p in starts.tolist():
                rank, count = order(p, starts.tolist(), mstarts.tolist())
                ranks += rank
                between += count
            s = model.roles(t, m, distance_bucket(starts[l], mstarts[r]), kinds[l], mkinds[r], l, r,
                            torch.tensor(ranks), torch.tensor(between)).sigmoid()
            item["roles"] = s.reshape(len(t), len(m), len(EVENT_ROLES)).round(decimals=4).tolist()
            item["status"] = model.status(t).softmax(1).round(decimals=4).tolist()
        if len(mentions) > 1:
            pair = [mean(mentions[:1]), mean(mentions[1:2])]
            logits = model.pair_logits(h, torch.ones(1, h.shape[1], dtype=torch.long), torch.tensor([0]), *pair)
            item["pair"] = dict(zip(L.TYPES, logits.softmax(1)[0].round(decimals=4).tolist()))
        items.append(item)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(items, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    print(f"{len(items)} texts, {sum(len(i['trigger']) for i in items)} triggers")


if __name__ == "__main__":
    main()
