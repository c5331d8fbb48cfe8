"""Outlier smoothing before int8, after SmoothQuant (Xiao et al. 2023).

A linear layer's input is rounded to 256 steps between the least and the greatest number in it. Where a few channels
reach far beyond the others, the steps are too coarse for the rest. Such a channel j is divided by

    s_j = (max|x_j| / median of all channels' max) ^ SHARE, at least 1

and the layer's weights for it multiplied by s_j: the same function, easier to round. Divisors of values that pass
through a linear layer before (those of attention) go into that layer's weights; the others cost one multiplication.
The paper's divisors, which weigh every channel against its weights, made this encoder's rounding worse.
"""
import torch

# All of an outlier (1.0) would make the weights as hard to round as the input was.
SHARE = 0.7


@torch.no_grad()
def ranges(plain, passages):
    """Greatest magnitude of each channel of every linear layer's input, over `passages` (lists of piece numbers)."""
    top, hooks = {}, []
    for name, layer in linears(plain):
        def seen(_, inputs, name=name):
            x = inputs[0].abs().flatten(0, -2).amax(0)
            top[name] = torch.maximum(top[name], x) if name in top else x
        hooks.append(layer.register_forward_pre_hook(seen))
    for ids in passages:
        plain(torch.tensor([ids]))
    for h in hooks:
        h.remove()
    return top


def linears(plain):
    """(name, linear layer) of the encoder."""
    for i, block in enumerate(plain.blocks):
        yield from ((f"{i} {name}", getattr(block, name)) for name in ("asked", "mixed", "wide", "narrow"))


def divisors(top):
    """Divisor of each channel, from its greatest magnitude."""
    return (top / top.median()).clamp(min=1) ** SHARE


@torch.no_grad()
def smooth(plain, passages):
    """Changes the weights of `plain` in place and gives it the divisors its `forward` applies."""
    top = ranges(plain, passages)
    for i, block in enumerate(plain.blocks):
        for name in ("asked", "wide", "narrow"):
            s = divisors(top[f"{i} {name}"])
            getattr(block, name).weight.mul_(s)
            getattr(block, f"before_{name}").copy_(1 / s)
        s = divisors(top[f"{i} mixed"])
        block.mixed.weight.mul_(s)
        value = slice(2 * len(s), 3 * len(s))
        block.asked.weight[value].div_(s.unsqueeze(1))
        block.asked.bias[value].div_(s)
