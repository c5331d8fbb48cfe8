"""Several batches at once, a thread each, their gradients added.

One thread a batch does not wait for the other at every product, as threads inside one product do: the two meet once a
step. Adding two gradients in either order gives the same sum, so a run on two threads can be repeated to the bit.
"""
import os
from concurrent.futures import ThreadPoolExecutor

import torch

from . import dropout

THREADS = min(2, os.cpu_count() or 1)


class Halves:
    def __init__(self, seed):
        torch.set_num_threads(1)
        self.steps = 0
        self.seed = seed
        self.pool = ThreadPoolExecutor(THREADS)

    def run(self, work, batches):
        """`work(batch)` for each batch, at most `THREADS` of them, each on its own thread; results in order."""
        self.steps += 1

        def one(job):
            n, batch = job
            torch.set_num_threads(1)
            dropout.seed((self.seed, self.steps, n))
            return work(batch)
        return list(self.pool.map(one, enumerate(batches)))
