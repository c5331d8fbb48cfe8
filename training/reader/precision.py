"""Which floating point training computes in: bfloat16 where the processor multiplies it, else single precision.

Where it does not, every product in bfloat16 is worked out by the way of single precision, some twenty times slower.
"""
import torch

TYPE = torch.bfloat16 if torch.backends.cpu.get_cpu_capability().startswith("AVX512") else torch.float32


def faster():
    """Products inside are computed in `TYPE`."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=TYPE == torch.bfloat16)
