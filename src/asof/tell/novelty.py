"""What is new in a stream of sentences of one story: those that are about it and say what none before them said."""

import re
from collections.abc import Sequence
from typing import Final

from asof.tell.central import fitness
from asof.tell.terms import Vector, rarity, terms, weighed

ALIKE: Final = 0.65
"""Cosine from which a sentence says what an earlier one said."""

ALIKE_BUT_FOR_FIGURES: Final = 0.8
"""The same for a sentence with a figure that the earlier one does not have."""

NEAR: Final = 0.1
"""How near a sentence must be to the story, of 1: half by the words that name it, half by what was said so far."""

SHORTEST, LONGEST = 6, 110
"""Words; what is shorter is a scrap, what is longer a page's lists."""

_FIGURE = re.compile(r"\d[\d,.]*\d|\d")


class Stream:
    """A story as it is heard, sentence by sentence; `about` names it ("Seizure of the Hallen mine")."""

    def __init__(self, about: str) -> None:
        self._about = frozenset(terms(about))
        self._story: dict[str, float] = {}
        self._heard: list[frozenset[str]] = []
        self._holding: dict[str, list[tuple[int, float]]] = {}

    def hear(self, text: str) -> None:
        """Take a sentence for said: what says the same later is no news."""
        self._hear(text, _vector(text))

    def tell(self, texts: Sequence[str], most: int | None = None) -> tuple[int, ...]:
        """The indexes of those of `texts` that are news, the nearest to the story first; they count as heard then."""
        vectors = [_vector(text) for text in texts]
        for vector in vectors:
            self._learn(vector)
        worth = [fitness(t) * self._nearness(v) for t, v in zip(texts, vectors, strict=True)]
        able = [n for n, text in enumerate(texts) if SHORTEST <= len(text.split()) <= LONGEST]
        told: list[int] = []
        for n in sorted((n for n in able if self._nearness(vectors[n]) >= NEAR), key=lambda n: (-worth[n], n)):
            if most is not None and len(told) >= most:
                break
            if not self._known(texts[n], vectors[n]):
                self._hear(texts[n], vectors[n])
                told.append(n)
        return tuple(told)

    def _hear(self, text: str, vector: Vector) -> None:
        for word, x in vector.items():
            self._holding.setdefault(word, []).append((len(self._heard), x))
        self._heard.append(_figures(text))

    def _learn(self, vector: Vector) -> None:
        """What the story is about, from sentences that name it by half of its words."""
        if self._about and 2 * len(self._about & vector.keys()) >= len(self._about):
            for word, x in vector.items():
                self._story[word] = self._story.get(word, 0.0) + x

    def _nearness(self, vector: Vector) -> float:
        named = len(self._about & vector.keys()) / len(self._about) if self._about else 0.0
        length = sum(x * x for x in self._story.values()) ** 0.5
        said = sum(x * self._story.get(word, 0.0) for word, x in vector.items())
        return (named + (said / length if length else 0.0)) / 2

    def _known(self, text: str, vector: Vector) -> bool:
        """Whether some sentence heard says the same, figures included."""
        like: dict[int, float] = {}
        for word, x in vector.items():
            for n, y in self._holding.get(word, ()):
                like[n] = like.get(n, 0.0) + x * y
        figures = _figures(text)
        return any(
            cosine > (ALIKE if figures <= self._heard[n] else ALIKE_BUT_FOR_FIGURES) for n, cosine in like.items()
        )


def _vector(text: str) -> Vector:
    counts = terms(text)
    return weighed(counts, {word: rarity(word) for word in counts})


def _figures(text: str) -> frozenset[str]:
    return frozenset(f.replace(",", "") for f in _FIGURE.findall(text))
