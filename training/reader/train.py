"""Train the reader.

usage: python -m reader.train --out runs/NAME [--fold K --folds N] [--epochs E] [--only plv]
With --fold, fold K of N is held out and scored; without, everything is trained on.
"""
import argparse
import json
import random
import time
from pathlib import Path

import torch
from transformers import AutoModel

from .batch import Batch, batches
from .dataset import encoder_path, fold_of, load
from .losses import WEIGHTS, losses
from .model import Reader
from .scoring import score, table


def arguments():
    a = argparse.ArgumentParser()
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--fold", type=int)
    a.add_argument("--folds", type=int, default=5)
    a.add_argument("--epochs", type=int, default=8)
    a.add_argument("--lr", type=float, default=2e-4)
    a.add_argument("--head-lr", type=float, default=1.5e-3)
    a.add_argument("--pieces", type=int, default=2048, help="word pieces a batch, padding included")
    a.add_argument("--polnear-share", type=float, default=0.35, help="share of PolNeAR passages seen an epoch")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--encoder", type=Path, help="folder of another encoder (default: all-MiniLM-L6-v2)")
    a.add_argument("--only", help="train on the examples of these sources alone, comma between")
    return a.parse_args()


def main():
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    rng = random.Random(args.seed)
    examples = load()
    if args.only:
        examples = [e for e in examples if e.source in args.only.split(",")]
    held = [e for e in examples if args.fold is not None and fold_of(e.group, args.folds) == args.fold]
    train = [e for e in examples if args.fold is None or fold_of(e.group, args.folds) != args.fold]
    own = [e for e in train if e.source != "polnear-attribution"]
    polnear = [e for e in train if e.source == "polnear-attribution"]
    print(f"{len(train)} passages to train on ({sum(len(e.ids) for e in train)} pieces), {len(held)} held out", flush=True)
    folder = args.encoder or encoder_path()
    model = Reader(AutoModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager",
                                              attention_probs_dropout_prob=0.0))  # drawing it is serial and slow
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": args.lr}, {"params": heads, "lr": args.head_lr}],
                                  weight_decay=0.01, fused=True)
    plan = [batches(own + rng.sample(polnear, int(len(polnear) * args.polnear_share)), args.pieces, rng)
            for _ in range(args.epochs)]
    steps = sum(map(len, plan))
    warm = max(1, steps // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / max(1, steps - warm))))
    step, began = 0, time.time()
    args.out.mkdir(parents=True, exist_ok=True)
    for epoch, groups in enumerate(plan):
        model.train()
        total = {}
        for group in groups:
            batch = Batch(group)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(model, batch)
            loss = sum(WEIGHTS[k] * v for k, v in parts.items())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            for k, v in parts.items():
                s, n = total.get(k, (0.0, 0))
                total[k] = (s + float(v.detach()), n + 1)
        print(f"epoch {epoch + 1} step {step}/{steps} {time.time() - began:.0f} s " +
              " ".join(f"{k} {s / n:.3f}" for k, (s, n) in sorted(total.items())), flush=True)
        torch.save({"model": model.state_dict(), "args": vars(args), "epoch": epoch}, args.out / "reader.pt")
        if held and (epoch + 1 == args.epochs or (epoch + 1) % 4 == 0):
            print(table(score(model, held)), flush=True)
    if held:
        scores = score(model, held)
        (args.out / "scores.json").write_text(json.dumps(scores, indent=1))


if __name__ == "__main__":
    main()
