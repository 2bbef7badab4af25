"""Stand-ins for the engine's parts: a tokenizer that cuts words into letters, scores drawn from a seed."""

from types import SimpleNamespace

import numpy as np

from asof.annotate.engine.labels import DEPS, POINTERS, TAGGERS
from asof.annotate.engine.scores import Scores

WIDTH = 8


class Letters:
    """A tokenizer by which each letter or digit is a subword; other characters leave none."""

    def encode(self, words, *, is_pretokenized, add_special_tokens):
        """The ids, and the word of each."""
        assert is_pretokenized
        assert not add_special_tokens
        pairs = [(n, 200 + ord(c) % 500) for n, word in enumerate(words) for c in word if c.isalnum()]
        return SimpleNamespace(word_ids=[n for n, _ in pairs], ids=[i for _, i in pairs])


def drawn(window):
    """Scores that depend on nothing but the window's subwords."""
    chance = np.random.default_rng(window.ids)
    size = len(window.starts)

    def some(*shape):
        return chance.normal(0, 3, shape).astype(np.float32)

    return Scores(
        tags=some(size, sum(map(len, TAGGERS.values()))),
        pointers={p: some(size, size) for p in POINTERS},
        dep_of=some(size, len(DEPS), WIDTH + 1),
        dep_to=some(size, WIDTH),
        vectors=some(size, WIDTH),
    )
