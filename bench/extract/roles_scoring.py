"""How templates are held against a key: matching of strings, alignment of templates, counts of right, given, wanted."""

import re
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bench.extract.muc4 import SLOTS, Filler, Template

_ARTICLE = re.compile(r"\b(a|an|the)\b")
_AFTER_HEAD = re.compile(r"\s+(?:of|in|from|who|which|that|with|at|on|for|to|by|and)\s|,|\(|\[|--", re.I)
_MARKS = str.maketrans("", "", string.punctuation)


@dataclass
class Guess:
    """One incident as a system gives it: its type, and one string for each filler of a slot."""

    type: str
    slots: dict[str, list[str]] = field(default_factory=lambda: {s: [] for s in SLOTS})


@dataclass(frozen=True)
class Variant:
    """One way of scoring.

    `heads`: strings match by their heads, else only where they are the same after normalising. `typed`: templates of
    two types are never aligned (as in GTT's scorer). `demanding`: what the key marks as optional is wanted all the
    same (as in GTT's scorer; MUC-4's own does not ask for it).
    """

    heads: bool
    typed: bool
    demanding: bool


HEADLINE = Variant(heads=True, typed=False, demanding=True)
STRICT = Variant(heads=False, typed=True, demanding=True)
OPTIONAL = Variant(heads=True, typed=False, demanding=False)


@lru_cache(maxsize=1 << 18)
def normalised(text: str) -> str:
    """Small letters, no marks, no articles, single spaces: as GTT's scorer has it."""
    return " ".join(_ARTICLE.sub(" ", text.lower().translate(_MARKS)).split())


@lru_cache(maxsize=1 << 18)
def head(text: str) -> str:
    """The last word before the first preposition, relative pronoun or mark."""
    first = _AFTER_HEAD.split(text.strip(" \"'"), maxsplit=1)[0]
    return (normalised(first).split() or [""])[-1]


def same(guess: str, gold: str, heads: bool) -> bool:
    """Whether two strings name one filler.

    By heads: the heads are the same word, and all words of one string are in the other, or the first words of both are
    one (a phrase and what was cut from its end).
    """
    one, other = normalised(guess), normalised(gold)
    if one == other or not heads:
        return bool(one) and one == other
    first, second = set(one.split()), set(other.split())
    return head(guess) == head(gold) != "" and (first <= second or second <= first)


def _pairs(guesses: Sequence[str], fillers: Sequence[Filler], heads: bool) -> list[int | None]:
    """For each guess the filler that it is paired with, one to one, as many as can be (augmenting paths)."""
    fits = [[j for j, f in enumerate(fillers) if any(same(g, s, heads) for s in f.strings)] for g in guesses]
    holder: dict[int, int] = {}

    def placed(i: int, seen: set[int]) -> bool:
        for j in fits[i]:
            if j not in seen:
                seen.add(j)
                if j not in holder or placed(holder[j], seen):
                    holder[j] = i
                    return True
        return False

    for i in range(len(guesses)):
        placed(i, set())
    back = {i: j for j, i in holder.items()}
    return [back.get(i) for i in range(len(guesses))]


def compared(guess: Guess, gold: Template, variant: Variant) -> Counter[tuple[str, str]]:
    """Right, given and wanted of each slot, of one guess held against one template."""
    made: Counter[tuple[str, str]] = Counter()
    made["type", "right"] += guess.type in gold.types
    made["type", "given"] += 1
    made["type", "wanted"] += 1
    for slot in SLOTS:
        pairs = _pairs(guess.slots[slot], gold.slots[slot], variant.heads)
        found = {j for j in pairs if j is not None}
        made[slot, "right"] += len(found)
        made[slot, "given"] += len(pairs)
        fillers = enumerate(gold.slots[slot])
        made[slot, "wanted"] += sum(variant.demanding or not f.optional or j in found for j, f in fillers)
    return made


def alone(guess: Guess) -> Counter[tuple[str, str]]:
    """What a guess without a template costs."""
    return Counter({("type", "given"): 1} | {(s, "given"): len(guess.slots[s]) for s in SLOTS})


def missed(gold: Template, variant: Variant) -> Counter[tuple[str, str]]:
    """What a template without a guess costs."""
    if gold.optional and not variant.demanding:
        return Counter()
    wanted = {s: sum(variant.demanding or not f.optional for f in gold.slots[s]) for s in SLOTS}
    return Counter({("type", "wanted"): 1} | {(s, "wanted"): n for s, n in wanted.items()})


def document(guesses: Sequence[Guess], gold: Sequence[Template], variant: Variant) -> Counter[tuple[str, str]]:
    """The counts of a document under the alignment, one to one, that has most right (the fewest given, then)."""
    best: dict[int, tuple[tuple[int, int], Counter[tuple[str, str]]]] = {0: ((0, 0), Counter())}
    for guess in guesses:
        after: dict[int, tuple[tuple[int, int], Counter[tuple[str, str]]]] = {}
        for used, (worth, counts) in best.items():
            for j in (-1, *range(len(gold))):
                if j >= 0 and (used >> j & 1 or (variant.typed and guess.type not in gold[j].types)):
                    continue
                more = alone(guess) if j < 0 else compared(guess, gold[j], variant)
                right = sum(n for (_, what), n in more.items() if what == "right")
                key, value = used | (1 << j if j >= 0 else 0), (worth[0] + right, worth[1] + (j >= 0))
                if key not in after or value > after[key][0]:
                    after[key] = (value, counts + more)
        best = after
    used, (_, counts) = max(best.items(), key=lambda item: (item[1][0], -item[0]))
    for j, template in enumerate(gold):
        if not used >> j & 1:
            counts = counts + missed(template, variant)
    return counts


def f1(counts: Counter[tuple[str, str]], slots: Sequence[str] = ("type", *SLOTS)) -> float:
    """Micro F1 in percent over some slots."""
    right, given, wanted = (sum(counts[s, what] for s in slots) for what in ("right", "given", "wanted"))
    return round(200 * right / max(given + wanted, 1), 1)
