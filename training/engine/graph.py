"""The engine as the one graph that is exported: three arrays in, every head's scores out."""

import torch
from torch import Tensor, nn

from asof.annotate.engine import labels
from asof.annotate.engine.scores import Runner, Scores, arrays, unpacked
from asof.annotate.engine.windows import Window
from training.engine.model import HIDDEN, LABEL, Engine


class Graph(nn.Module):
    """An Engine whose outputs are those of `asof.annotate.engine.scores.OUTPUTS`, in that order."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine
        weight = engine.relations.weight.detach()  # [labels, LABEL + 1, LABEL + 1]
        self.dep = nn.Linear(LABEL, weight.shape[0] * (LABEL + 1))
        with torch.no_grad():
            self.dep.weight.copy_(weight[:, :LABEL].permute(0, 2, 1).reshape(-1, LABEL))
            self.dep.bias.copy_(weight[:, LABEL].reshape(-1))

    def forward(self, ids: Tensor, shapes: Tensor, starts: Tensor) -> tuple[Tensor, ...]:
        """`ids`, `shapes` [B, T], `starts` [B, W]."""
        engine = self.engine
        x = engine.encoder(ids, shapes)
        words = torch.gather(x, 1, starts[..., None].expand(-1, -1, HIDDEN))
        pointing = [engine.pointers[name](words) for name in labels.POINTERS]
        of, to = engine.relations.sides(words)
        return engine.taggers(words), *pointing, self.dep(of), to, engine.sentence(words)


def runner(engine: Engine) -> Runner:
    """Runs a trained Engine in torch, as `Session` runs an exported one."""
    graph = Graph(engine).eval()

    def run(window: Window) -> Scores:
        with torch.inference_mode():
            outputs = graph(*(torch.from_numpy(a) for a in arrays(window)))
        return unpacked([o.numpy() for o in outputs])

    return run
