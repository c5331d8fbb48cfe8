"""Narrower feed-forward layers: the units that give least are left out, and training goes on without them.

A unit's worth is the root mean square of what it says times the length of the vector it says it along, over some
hundred passages (magnitude pruning by activation). The encoder then does the less work for as many units as it lacks.
"""
import torch
import torch.nn as nn


def width_of(state):
    """Units of the feed-forward layers in a saved reader; None where there is no encoder of BERT's kind in it."""
    found = [v.shape[0] for k, v in state.items() if k.endswith("layer.0.intermediate.dense.weight")]
    return found[0] if found else None


def shape(encoder, width):
    """Gives the layers of `encoder` the shape for `width` units; what is in them is still to be loaded."""
    for layer in encoder.encoder.layer:
        keep(layer, torch.arange(width))
    encoder.config.intermediate_size = width


@torch.no_grad()
def narrow(encoder, width, passages):
    """Leaves the `width` most useful units of each layer, judged on `passages` (lists of piece numbers)."""
    sums, hooks = {}, []
    for n, layer in enumerate(encoder.encoder.layer):
        def seen(_, inputs, n=n):
            sums[n] = sums.get(n, 0) + inputs[0].float().square().flatten(0, -2).sum(0)
        hooks.append(layer.output.dense.register_forward_pre_hook(seen))
    training = encoder.training
    encoder.eval()
    for ids in passages:
        encoder(input_ids=torch.tensor([ids]))
    encoder.train(training)
    for h in hooks:
        h.remove()
    for n, layer in enumerate(encoder.encoder.layer):
        worth = sums[n].sqrt() * layer.output.dense.weight.float().norm(dim=0)
        keep(layer, worth.topk(width).indices.sort().values)
    encoder.config.intermediate_size = width


@torch.no_grad()
def keep(layer, units):
    wide, narrow_ = layer.intermediate.dense, layer.output.dense
    wide.weight, wide.bias = nn.Parameter(wide.weight[units].clone()), nn.Parameter(wide.bias[units].clone())
    narrow_.weight = nn.Parameter(narrow_.weight[:, units].clone())
    wide.out_features = narrow_.in_features = len(units)
