"""Training for int8: activations rounded as the exported encoder rounds them, and outlying ones discouraged.

The exported encoder rounds the input of each linear layer to 256 steps between the passage's least and greatest
number. One number far out makes all steps coarse, so numbers beyond `FAR` cost (`penalty`), and the last epochs see
the rounded numbers (`on`), gradients passing as if they were not.
"""
import threading

import torch

FAR = 6.0


class Rounding:
    """Watches the inputs of an encoder's linear layers."""

    def __init__(self, encoder):
        self.on = False
        self.watching = True
        self.excess = threading.local()
        for name, layer in encoder.named_modules():
            if isinstance(layer, torch.nn.Linear):
                layer.register_forward_pre_hook(self._seen)

    def _seen(self, layer, inputs):
        x = inputs[0]
        if layer.training and self.watching:
            seen = self.excess.__dict__.setdefault("seen", [])
            seen.append((x.abs() - FAR).relu().square().sum(-1).mean().float())
        if not self.on:
            return None
        with torch.no_grad():
            low, high = x.amin((1, 2), keepdim=True).clamp(max=0), x.amax((1, 2), keepdim=True).clamp(min=0)
            step = (high - low).float().clamp(min=1e-6) / 255
            zero = (-low / step).round()
            rounded = (((x / step).round() + zero).clamp(0, 255) - zero) * step
            error = rounded.to(x.dtype) - x
        return (x + error,)

    def penalty(self):
        """Mean excess over `FAR`, squared, a word piece and layer, since the calling thread last asked."""
        seen = self.excess.__dict__.pop("seen", [])
        return sum(seen) / max(1, len(seen))
