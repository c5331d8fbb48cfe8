"""Training for int8: numbers rounded as the exported encoder rounds them, and outlying activations discouraged.

The exported encoder rounds the input of each linear layer to 256 steps between the passage's least and greatest
number, and the weights behind each output to whole parts of the greatest, `WEIGHT_STEPS` to either side. One activation
far out makes all steps coarse, so numbers beyond `FAR` cost (`penalty`), and the last epochs see the rounded numbers
(`on`), gradients passing as if they were not.

Weights have seven bits, not eight: processors without int8 products of their own add two products of an unsigned and a
signed byte in 16 bits, and 2 x 255 x 64 is the most that fits. So the sums are the same on every processor.
"""
import threading

import torch
import torch.nn.functional as F

FAR = 6.0
WEIGHT_STEPS = 64


@torch.no_grad()
def rounded_weight(weight):
    """`weight` (outputs, inputs) as the exported encoder has it."""
    step = weight.float().abs().amax(1, keepdim=True).clamp(min=1e-12) / WEIGHT_STEPS
    return ((weight.float() / step).round() * step).to(weight.dtype)


@torch.no_grad()
def rounded_input(x):
    """`x` (passages, pieces, width) as the exported encoder has it."""
    low, high = x.amin((1, 2), keepdim=True).clamp(max=0), x.amax((1, 2), keepdim=True).clamp(min=0)
    step = (high - low).float().clamp(min=1e-6) / 255
    zero = (-low / step).round()
    return ((((x / step).round() + zero).clamp(0, 255) - zero) * step).to(x.dtype)


class Rounding:
    """Watches the inputs of an encoder's linear layers."""

    def __init__(self, encoder):
        self.on = False
        self.watching = True
        self.excess = threading.local()
        for layer in encoder.modules():
            if isinstance(layer, torch.nn.Linear):
                layer.forward = lambda x, layer=layer: self._forward(layer, x)

    def _forward(self, layer, x):
        if layer.training and self.watching:
            seen = self.excess.__dict__.setdefault("seen", [])
            seen.append((x.abs() - FAR).relu().square().sum(-1).mean().float())
        weight = layer.weight
        if self.on:
            x = x + (rounded_input(x) - x).detach()
            weight = weight + (rounded_weight(weight) - weight).detach()
        return F.linear(x, weight, layer.bias)

    def penalty(self):
        """Mean excess over `FAR`, squared, a word piece and layer, since the calling thread last asked."""
        seen = self.excess.__dict__.pop("seen", [])
        return sum(seen) / max(1, len(seen))
