"""Export a trained reader for the engine.

usage: python -m reader.export runs/NAME [--out ../model]
Writes  encoder.onnx    int8 encoder with the tag heads: input ids [1, T] → hidden [1, T, H], tags [1, T, N]
        heads.safetensors   the other heads' weights, half precision
        tokenizer.json      word pieces
        labels.json         every label set, in the order of the weights
"""
import argparse
import copy
import json
import random
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
from .dataset import load as load_examples
from .examples import EVENT_ROLES, SAID, TAGS, TIE_ROLES
from .model import Reader
from .pairs import EDGES
from .rounding import WEIGHT_STEPS
from .smooth import smooth

# Heads whose tags the engine reads, in this order, side by side in the output `tags`.
TAG_HEADS = ["mention", "trigger", "anchor", "cue"]


class Block(nn.Module):
    """One layer of the encoder: query, key and value in one product, the scale of attention inside its weights.

    `before_…` are what the inputs of the linear layers are multiplied by; `smooth` sets them.
    """

    def __init__(self, layer, heads):
        super().__init__()
        a = layer.attention.self
        width = a.query.weight.shape[0]
        self.heads, self.size = heads, width // heads
        scale = self.size ** -0.5
        self.asked = nn.Linear(width, 3 * width)
        with torch.no_grad():
            self.asked.weight.copy_(torch.cat([a.query.weight * scale, a.key.weight, a.value.weight]))
            self.asked.bias.copy_(torch.cat([a.query.bias * scale, a.key.bias, a.value.bias]))
        self.mixed, self.mixed_norm = layer.attention.output.dense, layer.attention.output.LayerNorm
        self.wide, self.narrow, self.norm = layer.intermediate.dense, layer.output.dense, layer.output.LayerNorm
        self.register_buffer("before_asked", torch.ones(width))
        self.register_buffer("before_wide", torch.ones(width))
        self.register_buffer("before_narrow", torch.ones(self.wide.weight.shape[0]))

    def forward(self, x):
        n = x.shape[1]
        asked = self.asked(x * self.before_asked).reshape(n, 3 * self.heads, self.size).transpose(0, 1)
        q, k, v = asked.split(self.heads)
        weights = torch.matmul(q, k.transpose(1, 2)).softmax(-1)
        mixed = torch.matmul(weights, v).transpose(0, 1).reshape(1, n, self.heads * self.size)
        x = self.mixed_norm(self.mixed(mixed) + x)
        y = F.gelu(self.wide(x * self.before_wide)) * self.before_narrow
        return self.norm(self.narrow(y) + x)


class Plain(nn.Module):
    """The encoder written out for one unpadded passage: the same numbers, a graph without masks."""

    def __init__(self, reader):
        super().__init__()
        e = reader.encoder
        emb = e.embeddings
        self.words = emb.word_embeddings
        with torch.no_grad():
            self.positions = nn.Parameter(emb.position_embeddings.weight + emb.token_type_embeddings.weight[0])
        self.norm = emb.LayerNorm
        self.blocks = nn.ModuleList(Block(layer, e.config.num_attention_heads) for layer in e.encoder.layer)
        self.tags = nn.Linear(e.config.hidden_size, sum(len(TAGS[h]) for h in TAG_HEADS))
        with torch.no_grad():
            self.tags.weight.copy_(torch.cat([reader.tags[h].weight for h in TAG_HEADS]))
            self.tags.bias.copy_(torch.cat([reader.tags[h].bias for h in TAG_HEADS]))

    def forward(self, ids):
        x = self.norm(self.words(ids) + self.positions[:ids.shape[1]].unsqueeze(0))
        for block in self.blocks:
            x = block(x)
        return x, self.tags(x)


def calibration(n=200):
    """Piece numbers of `n` passages, among which the ranges of activations are sought."""
    passages = [e.ids for e in load_examples() if e.source in ("written", "agnews", "reuters", "polnear-attribution")]
    random.Random(1).shuffle(passages)
    return passages[:n]


def load(run, encoder=None):
    saved = torch.load(run / "reader.pt", map_location="cpu", weights_only=False)
    folder = encoder or saved["args"].get("encoder") or encoder_path()
    model = Reader(AutoModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager"))
    model.take(saved["model"])
    return model.eval()


def tag_nodes(path):
    """The nodes of the tag heads, which stay in floating point: little work, and every tag hangs on them."""
    import onnx
    graph = onnx.load(str(path)).graph
    makers = {o: n for n in graph.node for o in n.output}
    out, open_ = [], ["tags"]
    while open_:
        node = makers.get(open_.pop())
        if node is None or "hidden" in node.output:
            continue
        out.append(node.name)
        open_ += [i for i in node.input if i != "hidden"]
    return out


def quantize(raw, out):
    """The graph `raw` in int8: vectors of words in eight bits, weights in seven (see `rounding`)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    words = raw.with_name("words.onnx")
    quantize_dynamic(str(raw), str(words), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False,
                     op_types_to_quantize=["Gather"])
    quantize_dynamic(str(words), str(out), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                     op_types_to_quantize=["MatMul"], nodes_to_exclude=tag_nodes(words))
    check_width(out)


def check_width(path):
    """Refuses weights of more than seven bits: on some processors their sums would overflow."""
    import onnx
    from onnx import numpy_helper
    graph = onnx.load(str(path)).graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    products = [n for n in graph.node if n.op_type == "MatMulInteger"]
    assert products, "no integer products in the graph"
    for node in products:
        most = abs(arrays[node.input[1]].astype(int)).max()
        assert most <= WEIGHT_STEPS, f"{node.name}: a weight of {most} steps, {WEIGHT_STEPS} are allowed"


def main():
    a = argparse.ArgumentParser()
    a.add_argument("run", type=Path)
    a.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[2] / "model")
    args = a.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    model = load(args.run)
    plain = Plain(copy.deepcopy(model)).eval()
    smooth(plain, calibration())
    ids = torch.randint(1000, 20000, (1, 24))
    with torch.no_grad():
        reference = model.encode(ids, torch.ones_like(ids))
        assert torch.allclose(plain(ids)[0], reference, atol=1e-4)
        with tempfile.TemporaryDirectory() as tmp:
            raw = Path(tmp) / "float.onnx"
            torch.onnx.export(plain, (ids,), str(raw), input_names=["ids"], output_names=["hidden", "tags"],
                              dynamic_shapes={"ids": {1: torch.export.Dim("pieces", min=2, max=512)}}, dynamo=True,
                              external_data=False)
            quantize(raw, args.out / "encoder.onnx")
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
