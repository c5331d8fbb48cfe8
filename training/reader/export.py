"""Export a trained reader for the engine.

usage: python -m reader.export runs/NAME [--out ../model]
Writes  encoder.onnx    int8 encoder with the tag heads: input ids [1, T] → hidden [1, T, H], tags [1, T, N]
        heads.safetensors   the other heads' weights, half precision
        tokenizer.json      word pieces
        labels.json         every label set, in the order of the weights
"""
import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import save_file
from transformers import AutoModel

from . import labels as L
from .dataset import encoder_path
from .examples import EVENT_ROLES, SAID, TAGS, TIE_ROLES
from .model import EDGES, Reader

# Heads whose tags the engine reads, in this order, side by side in the output `tags`.
TAG_HEADS = ["mention", "trigger", "anchor", "cue", "coped"]


class Plain(nn.Module):
    """The encoder written out for one unpadded passage: the same numbers, a graph without masks."""

    def __init__(self, reader):
        super().__init__()
        e = reader.encoder
        self.heads = e.config.num_attention_heads
        self.eps = e.config.layer_norm_eps
        emb = e.embeddings
        self.words = emb.word_embeddings
        with torch.no_grad():
            self.positions = nn.Parameter(emb.position_embeddings.weight + emb.token_type_embeddings.weight[0])
        self.norm = emb.LayerNorm
        self.layers = e.encoder.layer
        self.tags = nn.Linear(e.config.hidden_size, sum(len(TAGS[h]) for h in TAG_HEADS))
        with torch.no_grad():
            self.tags.weight.copy_(torch.cat([reader.tags[h].weight for h in TAG_HEADS]))
            self.tags.bias.copy_(torch.cat([reader.tags[h].bias for h in TAG_HEADS]))

    def forward(self, ids):
        n = ids.shape[1]
        x = self.norm(self.words(ids) + self.positions[:n].unsqueeze(0))
        width = x.shape[-1] // self.heads
        for layer in self.layers:
            a = layer.attention.self
            split = lambda t: t.reshape(1, n, self.heads, width).transpose(1, 2)
            q, k, v = split(a.query(x)), split(a.key(x)), split(a.value(x))
            weights = (torch.matmul(q, k.transpose(2, 3)) * width ** -0.5).softmax(-1)
            mixed = torch.matmul(weights, v).transpose(1, 2).reshape(1, n, self.heads * width)
            out = layer.attention.output
            x = out.LayerNorm(out.dense(mixed) + x)
            x = layer.output.LayerNorm(layer.output.dense(F.gelu(layer.intermediate.dense(x))) + x)
        return x, self.tags(x)


def load(run, encoder=None):
    saved = torch.load(run / "reader.pt", map_location="cpu", weights_only=False)
    folder = encoder or saved["args"].get("encoder") or encoder_path()
    model = Reader(AutoModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager"))
    model.load_state_dict(saved["model"])
    return model.eval()


def main():
    a = argparse.ArgumentParser()
    a.add_argument("run", type=Path)
    a.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[2] / "model")
    args = a.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    model = load(args.run)
    plain = Plain(model).eval()
    ids = torch.randint(1000, 20000, (1, 24))
    with torch.no_grad():
        reference = model.encode(ids, torch.ones_like(ids))
        assert torch.allclose(plain(ids)[0], reference, atol=1e-4)
        with tempfile.TemporaryDirectory() as tmp:
            raw = Path(tmp) / "float.onnx"
            torch.onnx.export(plain, (ids,), str(raw), input_names=["ids"], output_names=["hidden", "tags"],
                              dynamic_shapes={"ids": {1: torch.export.Dim("pieces", min=2, max=512)}}, dynamo=True,
                              external_data=False)
            from onnxruntime.quantization import QuantType, quantize_dynamic
            quantize_dynamic(str(raw), str(args.out / "encoder.onnx"), weight_type=QuantType.QInt8,
                             per_channel=True, reduce_range=False)
    heads = {k: v.detach().to(torch.float16).contiguous() for k, v in model.state_dict().items()
             if not k.startswith(("encoder.", "tags."))}
    save_file(heads, str(args.out / "heads.safetensors"))
    shutil.copy(encoder_path() / "tokenizer.json", args.out / "tokenizer.json")
    tokenizer = json.loads((args.out / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["padding"] = tokenizer["truncation"] = None
    (args.out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")),
                                             encoding="utf-8")
    (args.out / "labels.json").write_text(json.dumps({
        "tags": [{"head": h, "labels": TAGS[h]} for h in TAG_HEADS], "modes": L.FLAT_MODES, "statuses": L.STATUSES,
        "contexts": L.CONTEXTS, "types": L.TYPES, "ties": L.TIES, "trends": L.TRENDS,
        "event_roles": EVENT_ROLES, "tie_roles": TIE_ROLES, "said": SAID, "distance_edges": EDGES,
    }, indent=1), encoding="utf-8")
    for f in sorted(args.out.iterdir()):
        print(f"{f.name} {f.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
