"""From scores to structure: spans by constrained Viterbi, one tree for each sentence, arcs labelled.

Everything here is exact: what is found has the highest score among all that is well formed. Where the best of each
word is well formed as it stands, which is nearly always so, nothing is searched.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from asof.annotate.engine.labels import DEPS
from asof.annotate.engine.scores import Floats, Integers

_ROOT = DEPS.index("root")
_NEVER = np.float32(-1e9)
Spanned = tuple[int, int, str, float]
"""First word, last word (exclusive), label, mean probability of its words' tags."""


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities along the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return found


def spans(scores: Floats, tags: tuple[str, ...], starts: Sequence[int] = (0,)) -> list[Spanned]:
    """The spans of a layer, in order, never overlapping, from the scores [words, tags] of its BIO tags.

    `starts`: the first word of each part (a sentence) over whose end no span goes on; the first of them is 0.
    """
    if not len(scores):
        return []
    best = scores.argmax(-1)
    ends = (*starts[1:], len(scores))
    for first, last in _malformed(best, starts, ends):
        best[first:last] = viterbi(log_softmax(scores[first:last]), tags)
    opening = np.flatnonzero(best & 1)  # every span opens with a B-, and those are odd
    if not len(opening):
        return []
    chances = np.exp(log_softmax(scores))
    follows = best.tolist()
    barred = frozenset(ends)
    found: list[Spanned] = []
    for at in opening.tolist():
        end, inside = at + 1, follows[at] + 1
        while end not in barred and follows[end] == inside:
            end += 1
        own = chances[np.arange(at, end), best[at:end]]
        found.append((at, end, tags[follows[at]][2:], float(own.mean())))
    return found


def _malformed(best: Integers, starts: Sequence[int], ends: Sequence[int]) -> list[tuple[int, int]]:
    """The parts in which some I- follows neither B- nor I- of its kind."""
    before = np.empty_like(best)
    before[0], before[1:] = 0, best[:-1]
    before[list(starts)] = 0
    inside = (best > 0) & (best % 2 == 0)
    bad = np.flatnonzero(inside & (before != best) & (before != best - 1)).tolist()
    return [(s, e) for s, e in zip(starts, ends, strict=True) if any(s <= n < e for n in bad)] if bad else []


def viterbi(chances: Floats, tags: tuple[str, ...]) -> Integers:
    """The best sequence of `tags` in which I- follows only B- or I- of its kind (Viterbi 1967); one for each row.

    `tags` as `labels.bio` makes them: O first, then B- and I- of each kind in turn.
    """
    best: Integers = chances.argmax(-1)
    return _searched(chances, _allowed(len(tags))) if _malformed(best, (0,), (len(best),)) else best


def _allowed(size: int) -> NDArray[np.bool_]:
    """[before, after]: whether a tag may follow another. I- tags have even numbers, each its B- before it."""
    after = np.arange(size)
    inside = (after > 0) & (after % 2 == 0)
    before = after[:, None]
    made: NDArray[np.bool_] = ~inside[None, :] | (before == after) | (before == after - 1)
    return made


def _searched(chances: Floats, allowed: NDArray[np.bool_]) -> Integers:
    barred = np.where(allowed, np.float32(0), _NEVER)
    reached = chances[0].copy()
    reached[2::2] = _NEVER
    came = np.zeros(chances.shape, np.int64)
    for word in range(1, len(chances)):
        ways = reached[:, None] + barred
        came[word] = ways.argmax(0)
        reached = ways.max(0) + chances[word]
    path = [int(reached.argmax())]
    for word in range(len(chances) - 1, 0, -1):
        path.append(int(came[word, path[-1]]))
    return np.array(path[::-1], np.int64)


def tree(scores: Floats) -> list[int]:
    """The heads of the best tree with exactly one root, which is its own head; `scores` [word, head].

    Chu-Liu and Edmonds' maximum spanning arborescence, in which every root costs so much that one is taken
    (Zmigrod, Vieira and Cotterell 2020 discuss why the plain algorithm may give more).
    """
    size = len(scores)
    if size < 2:
        return [0] * size
    best: Integers = scores.argmax(-1)
    if _is_tree(best):
        found: list[int] = best.tolist()
        return found
    chances = log_softmax(scores).astype(np.float64)
    likeliest = _under_one_root(chances)
    if _is_tree(likeliest):
        return [int(head) for head in likeliest]
    arcs = np.full((size + 1, size + 1), -np.inf)  # node 0 is above the root
    arcs[1:, 1:] = chances
    np.fill_diagonal(arcs, -np.inf)
    cost = (size + 1) * (chances.max() - chances.min() + 1)
    arcs[1:, 0] = chances.diagonal() - cost
    return [h - 1 if h else word for word, h in enumerate(_arborescence(arcs)[1:])]


def _under_one_root(chances: NDArray[np.float64]) -> Integers:
    """Each word's best head other than itself, but for the root that costs least. No tree with one root is better."""
    others = chances.copy()
    np.fill_diagonal(others, -np.inf)
    heads: Integers = others.argmax(-1)
    root = int((chances.diagonal() - others.max(-1)).argmax())
    heads[root] = root
    return heads


def _is_tree(heads: Integers) -> bool:
    """Whether exactly one word is its own head and every other reaches it: each step looks twice as far up."""
    roots = np.flatnonzero(heads == np.arange(len(heads)))
    if len(roots) != 1:
        return False
    above, reach = heads, 1
    while reach < len(heads):
        above, reach = above[above], 2 * reach
    return bool((above == roots[0]).all())


def _cycle(heads: list[int]) -> list[int]:
    """The nodes of some cycle, or none; -1 is above the root."""
    state = [0] * len(heads)  # the walk on which a node was first seen
    for start in range(len(heads)):
        node, path = start, []
        while node >= 0 and not state[node]:
            state[node] = start + 1
            path.append(node)
            node = heads[node]
        if node >= 0 and state[node] == start + 1:
            return path[path.index(node) :]
    return []


def _arborescence(arcs: NDArray[np.float64]) -> list[int]:
    """The best heads [-1 for node 0] by contracting cycles; `arcs` [node, head], node 0 is the top."""
    best = [-1, *(int(h) for h in arcs[1:].argmax(-1))]
    inside = _cycle(best)
    if not inside:
        return best
    own = np.array(inside)
    others = np.array([n for n in range(len(arcs)) if n not in set(inside)])
    lost = arcs[own, [best[n] for n in inside]]
    into = arcs[np.ix_(own, others)] - lost[:, None]  # what it costs to break the cycle at each of its nodes
    out = arcs[np.ix_(others, own)]
    size = len(others)
    small = np.full((size + 1, size + 1), -np.inf)
    small[:size, :size] = arcs[np.ix_(others, others)]
    small[size, :size] = into.max(0)
    small[:size, size] = out.max(1)
    found = _arborescence(small)
    heads = list(best)
    for at in range(1, size):
        heads[others[at]] = int(own[out[at].argmax()]) if found[at] == size else int(others[found[at]])
    broken = int(into[:, found[size]].argmax())
    heads[inside[broken]] = int(others[found[size]])
    return heads


def relations(of: Floats, to: Floats, heads: list[int]) -> Integers:
    """The best label of each arc word -> heads[word]; only and exactly the root is labelled `root`.

    `of` [words, labels, size + 1], `to` [words, size]: the last column of `of` is for a head of every kind.
    """
    scores = (of[:, :, :-1] @ to[heads][:, :, None])[:, :, 0] + of[:, :, -1]
    scores[:, _ROOT] = _NEVER
    made: Integers = scores.argmax(-1)
    made[np.array(heads) == np.arange(len(heads))] = _ROOT
    return made
