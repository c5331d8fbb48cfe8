"""Train the reader, in one go or in two: a base without some sources, then those sources with a share of the rest.

usage: python -m reader.train --out runs/NAME [--epochs E] [--fold K --folds N]
       [--without plv,coped]                                      base: nothing of these sources, in any form
       [--start runs/BASE --replay 0.2]                           go on from a base with what it has not seen
With --fold, fold K of N (of what the base has not seen) is held out and scored; without, everything is trained on.
Two stages make cross-validation of the small sources cheap: one base, blind to all of them, serves every fold.
"""
import argparse
import json
import random
import time
from pathlib import Path

import torch
from transformers import AutoModel

from . import dataset, dropout, narrow, precision
from .augment import Renamer, together
from .batch import Batch, batches
from .dataset import encoder_path, fold_of, sentences_of
from .examples import group_of
from .halves import THREADS, Halves
from .losses import WEIGHTS, losses
from .model import Reader
from .optimizer import Optimizer
from .rounding import Rounding
from .scoring import score, table


def arguments():
    a = argparse.ArgumentParser()
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--fold", type=int)
    a.add_argument("--folds", type=int, default=5)
    a.add_argument("--epochs", type=int, default=8)
    a.add_argument("--lr", type=float, default=2e-4)
    a.add_argument("--head-lr", type=float, default=1.5e-3)
    a.add_argument("--pieces", type=int, default=1024, help="word pieces a thread and step, padding included")
    a.add_argument("--polnear-share", type=float, default=0.35, help="share of PolNeAR passages seen an epoch")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--encoder", type=Path, help="folder of another encoder (default: all-MiniLM-L6-v2)")
    a.add_argument("--without", help="leave out every example whose text is in these sources, comma between")
    a.add_argument("--apart", default="", help="units whose ids begin so, comma between, are not trained on")
    a.add_argument("--start", type=Path, help="run to go on from")
    a.add_argument("--focus", help="with --start: of these sources everything new an epoch, else as what it has seen")
    a.add_argument("--replay", type=float, default=0.2, help="share an epoch of what that run has seen already")
    a.add_argument("--whole", default="", help="sources, comma between, of which everything is seen every epoch")
    a.add_argument("--renamed", type=float, default=0.5, help="share of corpus units seen with other names (augment)")
    a.add_argument("--together", type=float, default=0.4, help="share of short units told with others (augment)")
    a.add_argument("--weigh", nargs="*", default=[], metavar="HEAD=W", help="other weights than those in losses.py")
    a.add_argument("--feed-forward", type=int, help="with --start: leave so many units in the feed-forward layers")
    a.add_argument("--only", help="train these heads only (comma between), everything else as in --start")
    a.add_argument("--taught", type=Path, help="what a larger reader sees in other text (reader.teach)")
    a.add_argument("--taught-share", type=float, default=0.5, help="share of it seen an epoch")
    a.add_argument("--outliers", type=float, default=1.0, help="weight of the penalty on outlying activations")
    a.add_argument("--rounded", type=int, default=2, help="last epochs with numbers rounded as int8 will")
    return a.parse_args()


def main():
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_flush_denormal(True)
    rng = random.Random(args.seed)
    weights = WEIGHTS | {head: float(w) for head, w in (x.split("=") for x in args.weigh)}
    cutter, units = dataset.tokens(), dataset.units()
    as_written = dataset.corpus(cutter, units)
    others = dataset.public(cutter) + dataset.negatives(cutter)
    if args.taught:
        others += torch.load(args.taught, weights_only=False)
    left_out = sentences_of(as_written + others, args.without.split(",")) if args.without else set()
    apart = tuple(filter(None, args.apart.split(",")))
    left_out |= {group_of(u.text) for u in units if apart and u.id.startswith(apart)}
    start = torch.load(args.start / "reader.pt", map_location="cpu", weights_only=False) if args.start else None
    seen = set(start["seen"]) if start else set()
    mine = lambda group: args.fold is not None and fold_of(group, args.folds) == args.fold and group not in seen
    focus = sentences_of(as_written + others, args.focus.split(",")) if args.focus else \
        {e.group for e in as_written + others}
    wanted = lambda group: not mine(group) and group not in left_out
    held = [e for e in as_written + others if mine(e.group) and e.group not in left_out]
    train = [e for e in as_written + others if wanted(e.group)]
    print(f"{len(train)} passages to train on ({sum(len(e.ids) for e in train)} pieces), {len(held)} held out", flush=True)
    model = Reader(AutoModel.from_pretrained(args.encoder or encoder_path(), add_pooling_layer=False,
                                              attn_implementation="eager",
                                              attention_probs_dropout_prob=0.0))  # drawing it is serial and slow
    if start:
        model.take(start["model"])
    if args.feed_forward:
        passages = [e.ids for e in train]
        random.Random(args.seed).shuffle(passages)
        narrow.narrow(model.encoder, args.feed_forward, passages[:300])
    dropout.replace(model.encoder)
    model.encoder.to(precision.TYPE)
    rounding = Rounding(model.encoder)
    if args.only:
        for name, p in model.named_parameters():
            p.requires_grad_(name.split(".")[0] in args.only.split(","))
    learning = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    if not learning:
        raise SystemExit(f"--only {args.only}: there are no such heads; there are "
                         + ", ".join(dict.fromkeys(n.split(".")[0] for n, _ in model.named_parameters())))
    encoder = [p for n, p in learning if n.startswith("encoder.")]
    heads = [p for n, p in learning if not n.startswith("encoder.")]
    optimizer = Optimizer([(encoder, args.lr), (heads, args.head_lr)])
    rates = {"polnear-attribution": args.polnear_share, "taught": args.taught_share}
    whole = tuple(filter(None, args.whole.split(",")))
    share = lambda e: 1.0 if e.source.split("-")[0] in whole else \
        rates.get(e.source, 1.0) * (args.replay if e.group in seen or e.group not in focus else 1.0)
    renamer = Renamer(units)
    rename = lambda u: renamer.renamed(u, rng) if rng.random() < args.renamed else u
    plan = []
    shown_units = [u for u in units if wanted(group_of(u.text))]
    shown_others = [e for e in others if wanted(e.group)]
    for _ in range(args.epochs):
        shown = dataset.corpus(cutter, together(shown_units, rng, args.together), rename) + shown_others
        plan.append(batches([e for e in shown if rng.random() < share(e)], args.pieces, rng))
    plan = [[groups[i:i + THREADS] for i in range(0, len(groups), THREADS)] for groups in plan]
    steps = sum(map(len, plan))
    warm = max(1, steps // 20)
    scale = lambda s: min((s + 1) / warm, max(0.02, (steps - s) / max(1, steps - warm)))
    halves = Halves(args.seed)

    def learn(group):
        """Adds the gradients of one batch; its losses by name."""
        batch = Batch(group)
        with precision.faster():
            parts = losses(model, batch)
        loss = sum(weights[k] * v for k, v in parts.items() if v.requires_grad)
        if not torch.is_tensor(loss):
            return {k: float(v.detach()) for k, v in parts.items()}
        if rounding.watching:
            parts["outliers"] = rounding.penalty()
            loss = loss + args.outliers * parts["outliers"]
        (loss / THREADS).backward()
        return {k: float(v.detach()) for k, v in parts.items()}

    step, began = 0, time.time()
    args.out.mkdir(parents=True, exist_ok=True)
    for epoch, groups in enumerate(plan):
        model.train()
        rounding.watching = bool(args.outliers)
        rounding.on = epoch + args.rounded >= args.epochs
        total = {}
        for pair in groups:
            for parts in halves.run(learn, pair):
                for k, v in parts.items():
                    s, n = total.get(k, (0.0, 0))
                    total[k] = (s + v, n + 1)
            optimizer.step(scale(step))
            step += 1
            rounding.watching = bool(args.outliers) and step % 2 == 0  # half of the steps are enough to keep them in
            if step % 50 == 0:
                print(f"step {step}/{steps} {time.time() - began:.0f} s", flush=True)
        print(f"epoch {epoch + 1} step {step}/{steps} {time.time() - began:.0f} s " +
              " ".join(f"{k} {s / n:.3f}" for k, (s, n) in sorted(total.items())), flush=True)
        torch.save({"model": optimizer.kept_state(model), "args": vars(args), "epoch": epoch,
                    "seen": sorted(seen | {e.group for e in train})}, args.out / "reader.pt")
        if held and (epoch + 1 == args.epochs or (epoch + 1) % 4 == 0):
            print(table(score(model, held)), flush=True)
    if held:
        scores = score(model, held)
        (args.out / "scores.json").write_text(json.dumps(scores, indent=1))


if __name__ == "__main__":
    main()
