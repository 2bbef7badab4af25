"""From scores to spans, trees and relations: well formed always, and the best there is."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.annotate.engine import decode
from asof.annotate.engine.labels import DEPS, bio

TAGS = bio(("a", "b"))
seeds = st.integers(0, 2**32 - 1)


def matrix(seed, *shape):
    """Scores of some shape."""
    return np.random.default_rng(seed).normal(0, 2, shape).astype(np.float32)


def well_formed(path):
    """Whether I- follows only its own kind."""
    before = ["O", *(TAGS[t] for t in path)]
    return all(t[0] != "I" or b[1:] == t[1:] for b, t in pairwise(before))


@settings(max_examples=30, deadline=None)
@given(seeds, st.integers(1, 5))
def test_the_best_well_formed_sequence_is_found(seed, size):
    """No well-formed sequence of tags scores more than the one that is found (all are tried)."""
    chances = decode.log_softmax(matrix(seed, size, len(TAGS)))
    found = decode.viterbi(chances, TAGS)
    every = [p for p in product(range(len(TAGS)), repeat=size) if well_formed(p)]
    best = max(chances[np.arange(size), p].sum() for p in map(list, every))
    assert well_formed(found)
    assert np.isclose(chances[np.arange(size), found].sum(), best, atol=1e-4)


@given(seeds, st.integers(0, 40))
def test_spans_never_overlap(seed, size):
    """Spans come in order, one after the other, each with a label and a probability."""
    found = decode.spans(matrix(seed, size, len(TAGS)), TAGS)
    assert all(0 <= a < b <= size and kind in "ab" and 0 < score <= 1 for a, b, kind, score in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_spans_side_by_side_are_two():
    """A B- tag begins a span, though one of its kind stands before it."""
    scores = np.full((4, 5), -9, np.float32)
    for word, tag in enumerate((1, 2, 1, 3)):
        scores[word, tag] = 9
    assert [s[:3] for s in decode.spans(scores, TAGS)] == [(0, 2, "a"), (2, 3, "a"), (3, 4, "b")]


def is_tree(heads):
    """Whether one word is its own head and every word comes to it."""
    if sum(h == w for w, h in enumerate(heads)) != 1:
        return False
    for word in range(len(heads)):
        at = word
        for _ in heads:
            at = heads[at]
        if heads[at] != at:
            return False
    return True


@settings(max_examples=30, deadline=None)
@given(seeds, st.integers(1, 4))
def test_the_best_tree_is_found(seed, size):
    """No tree with one root scores more than the one that is found (all are tried)."""
    scores = matrix(seed, size, size)
    chances = decode.log_softmax(scores).astype(float)
    found = decode.tree(scores)
    best = max(chances[np.arange(size), list(p)].sum() for p in product(range(size), repeat=size) if is_tree(p))
    assert is_tree(found)
    assert np.isclose(chances[np.arange(size), found].sum(), best, atol=1e-3)


@settings(max_examples=15, deadline=None)
@given(seeds, st.integers(6, 120), st.sampled_from([0.0, 1.0, 40.0]))
def test_a_sentence_has_one_root_and_no_cycle(seed, size, spread):
    """Whatever the scores (all alike, ordinary, far apart), the heads make one tree."""
    assert is_tree(decode.tree(matrix(seed, size, size) * np.float32(spread)))


def test_the_longest_chain_of_cycles_is_undone():
    """Words that all point to the next one, and the last to the first, still make a tree."""
    scores = np.zeros((250, 250), np.float32)
    scores[np.arange(250), (np.arange(250) + 1) % 250] = 5
    assert is_tree(decode.tree(scores))


def test_no_words_make_no_tree():
    """An empty sentence and one of a single word are no special cases for the caller."""
    assert decode.tree(np.zeros((0, 0), np.float32)) == []
    assert decode.tree(np.zeros((1, 1), np.float32)) == [0]


@given(seeds, st.integers(1, 20))
def test_only_the_root_is_called_root(seed, size):
    """The word that is its own head is `root`, and no other is."""
    heads = decode.tree(matrix(seed, size, size))
    of, to = matrix(seed, size, len(DEPS), 5), matrix(seed + 1, size, 4)
    kinds = decode.relations(of, to, heads)
    assert [DEPS[k] == "root" for k in kinds] == [h == w for w, h in enumerate(heads)]


def test_a_relation_depends_on_the_head():
    """The label is the one whose side of the dependent agrees most with the side of its head."""
    of = np.zeros((3, len(DEPS), 3), np.float32)
    of[2, DEPS.index("obj"), 0] = 1
    of[2, DEPS.index("nsubj"), 1] = 1
    to = np.array([[1, 0], [0, 1], [0, 0]], np.float32)
    assert DEPS[decode.relations(of, to, [0, 0, 0])[2]] == "obj"
    assert DEPS[decode.relations(of, to, [0, 0, 1])[2]] == "nsubj"
