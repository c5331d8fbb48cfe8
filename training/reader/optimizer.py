"""AdamW for an encoder whose weights are bfloat16: it keeps them in single precision and hands out rounded copies.

Activations and gradients of the encoder then move half the bytes, which is most of the time of a training step.
"""
import torch


class Optimizer:
    """`groups`: (parameters, learning rate), the rate at the peak of `scale`."""

    def __init__(self, groups):
        self.given = [p for parameters, _ in groups for p in parameters]
        self.kept = [p.detach().float().clone() if p.dtype == torch.bfloat16 else p for p in self.given]
        own, at = [], 0
        for parameters, rate in groups:
            own.append({"params": self.kept[at:at + len(parameters)], "lr": rate, "peak": rate})
            at += len(parameters)
        self.adam = torch.optim.AdamW(own, weight_decay=0.01, fused=True)

    def step(self, scale):
        """One step at `scale` times the peak rates, gradients clipped to norm 1 and cleared."""
        for given, kept in zip(self.given, self.kept):
            if given is not kept and given.grad is not None:
                kept.grad = given.grad.float()
                given.grad = None
        torch.nn.utils.clip_grad_norm_(self.kept, 1.0)
        for group in self.adam.param_groups:
            group["lr"] = scale * group["peak"]
        self.adam.step()
        with torch.no_grad():
            for given, kept in zip(self.given, self.kept):
                if given is not kept:
                    given.copy_(kept)
        self.adam.zero_grad(set_to_none=True)

    def kept_state(self, model):
        """The state of `model`, its weights as they are kept here."""
        kept = {id(given): kept for given, kept in zip(self.given, self.kept)}
        return {name: kept.get(id(p), p).detach() for name, p in model.state_dict(keep_vars=True).items()}
