"""The shipped weights as a run to go on from, where the run they were exported from is gone.

usage: python -m reader.restore ../model --out runs/NAME [--fold K --folds N] [--unseen mixed-j11-,mixed-k]
The fold and the units, by the beginnings of their ids, are what the exported run had not seen.
The encoder's weights come back as int8 left them, with the divisors of `smooth` multiplied in again; the other heads as half
precision left them. Heads that are not shipped (`coped`, `re3d`) begin anew.
"""
import argparse
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file
from transformers import AutoModel

from . import dataset, narrow
from .dataset import encoder_path, fold_of
from .examples import TAGS, group_of
from .export import TAG_HEADS
from .model import Reader


def numbers(path):
    """The graph's arrays by name, and the quantised products in order, each in floating point as (inputs, outputs)."""
    graph = onnx.load(str(path)).graph
    arrays = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    products = []
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            whole = arrays[name + "_quantized"].float() - arrays[name + "_zero_point"].float()
            products.append(whole * arrays[name + "_scale"])
    return arrays, products


def state(folder):
    """The state of a `Reader` as `folder` ships it; its encoder's feed-forward width is found by `Reader.take`."""
    arrays, products = numbers(folder / "encoder.onnx")
    out = {}
    words = arrays["words.weight_quantized"].float() - arrays["words.weight_zero_point"].float()
    out["encoder.embeddings.word_embeddings.weight"] = words * arrays["words.weight_scale"]
    out["encoder.embeddings.position_embeddings.weight"] = arrays["positions"]
    out["encoder.embeddings.token_type_embeddings.weight"] = torch.zeros(2, words.shape[1])
    for part in ("weight", "bias"):
        out[f"encoder.embeddings.LayerNorm.{part}"] = arrays[f"norm.{part}"]
    heads = AutoModel.from_pretrained(encoder_path(), add_pooling_layer=False).config.num_attention_heads
    for n in range(len(products) // 4):
        asked, mixed, wide, narrow_ = (p.T.contiguous() for p in products[4 * n:4 * n + 4])
        block, layer = f"blocks.{n}.", f"encoder.encoder.layer.{n}."
        asked, wide, narrow_ = (w * arrays[f"{block}before_{name}"]
                                for w, name in ((asked, "asked"), (wide, "wide"), (narrow_, "narrow")))
        bias = arrays[block + "asked.bias"]
        width = mixed.shape[0]
        scale = (width // heads) ** -0.5
        for k, name in enumerate(("query", "key", "value")):
            part = slice(k * width, (k + 1) * width)
            over = scale if name == "query" else 1.0
            out[f"{layer}attention.self.{name}.weight"] = asked[part] / over
            out[f"{layer}attention.self.{name}.bias"] = bias[part] / over
        for place, name, weight in (("attention.output.dense", "mixed", mixed), ("intermediate.dense", "wide", wide),
                                    ("output.dense", "narrow", narrow_)):
            out[f"{layer}{place}.weight"], out[f"{layer}{place}.bias"] = weight, arrays[f"{block}{name}.bias"]
        for place, name in (("attention.output.LayerNorm", "mixed_norm"), ("output.LayerNorm", "norm")):
            for part in ("weight", "bias"):
                out[f"{layer}{place}.{part}"] = arrays[f"{block}{name}.{part}"]
    tags = next(a for a in arrays.values() if a.dim() == 2 and a.shape[1] == len(arrays["tags.bias"])
                and a.dtype == torch.float32)
    at = 0
    for head in TAG_HEADS:
        n = len(TAGS[head])
        out[f"tags.{head}.weight"], out[f"tags.{head}.bias"] = tags[:, at:at + n].T, arrays["tags.bias"][at:at + n]
        at += n
    return out | {k: v.float() for k, v in load_file(str(folder / "heads.safetensors")).items()}


def restored(folder):
    """A reader with the weights that `folder` ships, and its state."""
    found = state(folder)
    model = Reader(AutoModel.from_pretrained(encoder_path(), add_pooling_layer=False, attn_implementation="eager"))
    narrow.shape(model.encoder, narrow.width_of(found))
    whole = {k: v.contiguous() for k, v in (model.state_dict() | found).items()}
    model.take(whole)
    return model.eval(), whole


def main():
    a = argparse.ArgumentParser()
    a.add_argument("folder", type=Path)
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--fold", type=int)
    a.add_argument("--folds", type=int, default=10)
    a.add_argument("--unseen", default="", help="units whose ids begin so, comma between")
    args = a.parse_args()
    _, whole = restored(args.folder)
    prefixes = tuple(filter(None, args.unseen.split(",")))
    unseen = {group_of(u.text) for u in dataset.units() if prefixes and u.id.startswith(prefixes)}
    groups = {e.group for e in dataset.load()} - unseen
    seen = sorted(g for g in groups if args.fold is None or fold_of(g, args.folds) != args.fold)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save({"model": whole, "args": {"fold": args.fold, "folds": args.folds}, "epoch": 0, "seen": seen},
               args.out / "reader.pt")


if __name__ == "__main__":
    main()
