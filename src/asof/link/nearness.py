"""Which of many names a spelling is nearest to: a ranking, where `names.compare` gives a verdict.

Soft TF-IDF (Cohen, Ravikumar and Fienberg 2003) over folded words, beside the likeness of all letters written together,
which finds names that are parted otherwise. A word that many names have ("Mohammad") tells less than a rare one.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from asof.link.keys import fold, words
from asof.link.names import corporate, personal

_ALIKE = 72.0
"""Words with a lower ratio of letters than this (of 100) are no partners."""
_TOGETHER = 0.9
"""What the likeness of all letters together weighs beside that of words."""
_INITIAL = 0.5
"""What an initial and a word that begins with it are worth."""
_RESCORED = 25
"""How many of the likest by their words are looked at in full."""


Partners = dict[str, dict[str, float]]
"""For each wanted word, the words that may be spellings of it, with how near they are."""


@lru_cache(maxsize=100_000)
def folded(text: str, person: bool) -> tuple[str, ...]:
    """The folded words of a name by which it is ranked: titles, particles, legal forms are left out."""
    kept = personal(text) if person else corporate(text)[0]
    return tuple(fold(w) for w in kept or words(text))


class NameIndex:
    """Names of one class (people, or things), for finding the nearest of them to a spelling."""

    def __init__(self, names: Sequence[str], person: bool) -> None:
        self._person = person
        self._words = [folded(name, person) for name in names]
        self._together = ["".join(w) for w in self._words]
        spread = Counter(w for one in self._words for w in set(one))
        self._rarity = {w: math.log(1 + len(names) / n) for w, n in spread.items()}
        self._unseen = math.log(1 + len(names))
        self._vocabulary = sorted(spread)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self._words):
            for word in sorted(set(one)):
                self._holders[word].append(number)

    def nearest(self, text: str, number: int = 5, without: int | None = None) -> list[tuple[float, int]]:
        """Score (0 to 1) and number of the names nearest to `text`, best first; `without` is passed over."""
        wanted = folded(text, self._person)
        partners = {w: self._partners(w) for w in wanted}
        rough: dict[int, float] = defaultdict(float)
        for word in dict.fromkeys(wanted):
            best: dict[int, float] = {}
            for other, closeness in partners[word].items():
                for holder in self._holders[other]:
                    best[holder] = max(best.get(holder, 0.0), closeness * self._rarity[other])
            for holder, value in best.items():
                rough[holder] += value
        chosen = set(sorted(rough, key=lambda n: (-rough[n], n))[:_RESCORED])
        letters = "".join(wanted)
        whole = process.extract(letters, self._together, scorer=fuzz.ratio, limit=_RESCORED)
        chosen.update(found for _, _, found in whole)
        scored = [(self._score(wanted, n, partners, letters), n) for n in chosen if n != without]
        return sorted(scored, key=lambda s: (-s[0], s[1]))[:number]

    def _partners(self, word: str) -> dict[str, float]:
        """The words of the index that may be spellings of this one, with how near they are."""
        if len(word) == 1:
            return {w: _INITIAL for w in self._vocabulary if w[0] == word}
        found = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None)
        near = {w: ratio / 100 for w, ratio, _ in found if w[0] == word[0] or ratio > 80 or len(word) > 5}
        if word[0] in self._holders:
            near[word[0]] = _INITIAL
        return near

    def _score(self, wanted: tuple[str, ...], number: int, partners: Partners, letters: str) -> float:
        """Twice the shared weight by the weight of both, and by that of the smaller; or the letters together."""
        other = self._words[number]
        pairs = sorted(
            ((partners[a][b], i, j) for i, a in enumerate(wanted) for j, b in enumerate(other) if b in partners[a]),
            key=lambda p: (-p[0], abs(p[1] - p[2]), p[1]),
        )
        left, right, shared = set(range(len(wanted))), set(range(len(other))), 0.0
        for closeness, i, j in pairs:
            if i in left and j in right:
                left.discard(i)
                right.discard(j)
                shared += closeness * closeness * self._weigh(other[j])
        masses = sum(map(self._weigh, wanted)), sum(map(self._weigh, other))
        if not min(masses):
            return 0.0
        by_words = 0.5 * 2 * shared / sum(masses) + 0.5 * min(1.0, shared / min(masses))
        return max(by_words, _TOGETHER * fuzz.ratio(letters, self._together[number]) / 100)

    def _weigh(self, word: str) -> float:
        return self._rarity.get(word, self._unseen)
