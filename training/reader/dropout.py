"""Dropout with cheap random numbers: the framework draws its own on one thread, a tenth of a training step.

A byte a number: it is dropped where its byte is below 256 p. Each training thread (`halves.py`) draws its own.
"""
import threading

import numpy as np
import torch

_drawn = threading.local()


def seed(number):
    """Begins the random numbers of the calling thread anew."""
    _drawn.random = np.random.Generator(np.random.SFC64(number))


class Dropout(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p
        self.below = round(256 * p)

    def forward(self, x):
        if not self.training or not self.below:
            return x
        n = x.numel()
        drawn = _drawn.random.integers(0, 2**64, dtype=np.uint64, size=(n + 7) // 8).view(np.uint8)[:n]
        kept = torch.from_numpy(drawn).view(x.shape) >= self.below
        return x * kept * (256 / (256 - self.below))


def replace(module):
    """Puts this dropout wherever `module` has the framework's."""
    for parent in list(module.modules()):
        for name, child in parent.named_children():
            if isinstance(child, torch.nn.Dropout):
                setattr(parent, name, Dropout(child.p))
