"""Whether two names are spellings of one: `compare` gives same, different or unsure, a score and the reason.

People: given and family names are aligned word by word; what one spelling has and the other lacks may be a middle
name, but two names that each have a word of their own are two people. Others (groups, places, organisations): every
word must have its partner; legal forms may differ by their spelling alone.
The alignment follows Monge and Elkan (1996), with Damerau's edit distance (rapidfuzz) on folded words.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import OSA

from asof.link.keys import fold, initials, plain, words
from asof.records._base import Record
from asof.resources import table

Verdict = Literal["same", "different", "unsure"]
SMALL_WORDS = frozenset({"the", "of", "and", "for", "in", "on", "a", "an", "at"})


_MISSING = 2
"""More further names than this leave it open whether two spellings are one person's."""
_SLIP = 0.78
"""How near one word that tells must be to its partner."""
_WRITTEN = 2
"""Where a thing's name has an initial for a word of the other's, so many words must be written in both."""
_NEAR = 0.84
"""Where one name has a further word, the others must be at least this near."""


class Comparison(Record, frozen=True, kw_only=True):
    """What `compare` found: the verdict, a score from 0 to 1, and the reason in words."""

    verdict: Verdict
    score: float
    reason: str


@cache
def _set(name: str, column: str) -> frozenset[str]:
    return frozenset(row[column] for row in table(f"link/{name}"))


@cache
def _filiations() -> frozenset[str]:
    return frozenset(row["word"] for row in table("link/particles") if row["kind"] == "filiation")


@cache
def _common_names() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in table("link/common_names"))


@cache
def _binders() -> dict[str, str]:
    return {row["word"]: row["means"] for row in table("link/bound_names")}


@cache
def _nicknames() -> frozenset[tuple[str, str]]:
    return frozenset((fold(row["short"]), fold(row["long"])) for row in table("link/nicknames"))


@cache
def _numbers() -> dict[str, str]:
    return {row["word"]: row["digits"] for row in table("link/number_words")}


@cache
def _forms() -> tuple[tuple[tuple[str, ...], str], ...]:
    rows = ((tuple(row["form"].split()), row["means"]) for row in table("link/company_forms"))
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


@cache
def _form_words() -> frozenset[str]:
    return frozenset(form[0] for form, _ in _forms())


@lru_cache(maxsize=100_000)
def personal(text: str) -> tuple[str, ...]:
    """The words of a person's name in natural order, without titles and particles (unless nothing else is left).

    A word for "son of" that comes first is a given name: "Ben Toorn".
    """
    ordered = " ".join(reversed(text.split(",", 1))) if text.count(",") == 1 else text
    found = words(ordered)
    kept = tuple(w for w in found if w not in _set("titles", "word"))
    kept = tuple(dict.fromkeys(kept or found))
    bare = tuple(
        w for n, w in enumerate(kept) if not (w in _set("particles", "word") and (n or w not in _filiations()))
    )
    return _bound(bare or kept)


def _bound(name: tuple[str, ...]) -> tuple[str, ...]:
    """Words that are no name without the next, bound to it: "abdul rahman" is "abd_rahman"."""
    held: list[str] = []
    for word in reversed(name):
        if held and word in _binders():
            held[-1] = f"{_binders()[word]}_{held[-1]}"
        else:
            held.append(word)
    return tuple(reversed(held))


@lru_cache(maxsize=100_000)
def corporate(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of an organisation's name without its legal forms, and those forms."""
    found = _figures(tuple(w for w in words(text) if w not in SMALL_WORDS))
    legal = set()
    for form, means in _forms() if not _form_words().isdisjoint(found) else ():
        for at in range(len(found) - len(form) + 1):
            if found[at : at + len(form)] == form and len(found) > len(form):
                found = found[:at] + found[at + len(form) :]
                legal.add(means)
                break
    return found, frozenset(legal)


def _figures(name: tuple[str, ...]) -> tuple[str, ...]:
    """Number words in figures: "forty", "four" is 44."""
    held: list[str] = []
    tens = False
    for word in name:
        digits = _numbers().get(word, word)
        if tens and len(digits) == 1 and digits.isdigit():
            held[-1] = str(int(held[-1]) + int(digits))
        else:
            held.append(digits)
        tens = word in _numbers() and digits.endswith("0")
    return tuple(held)


@lru_cache(maxsize=200_000)
def closeness(left: str, right: str) -> float:
    """How near two words are, 0 to 1: spelling after folding, nicknames, initials."""
    if "_" in left and "_" in right:
        (one, rest), (other, its_rest) = left.split("_", 1), right.split("_", 1)
        return closeness(rest, its_rest) if one == other else 0.0
    a, b = fold(left.replace("_", "")), fold(right.replace("_", ""))
    if a == b:
        return 1.0
    if "_" in left + right:
        one, other = left.rpartition("_")[2], right.rpartition("_")[2]
        if fold(one) == fold(other) and not _common(one):
            return 0.85
    if (a, b) in _nicknames() or (b, a) in _nicknames():
        return 0.9
    if min(len(left), len(right)) == 1:
        return 0.85 if a[:1] == b[:1] else 0.0
    return _spelling(a, b)


def _spelling(a: str, b: str) -> float:
    """Edit similarity, 0 where the words differ by more than a slip of their length allows."""
    longest = max(len(a), len(b))
    allowed = 0 if longest <= 3 else 1 if longest <= 7 else 2
    if 2 * longest - len(a) - len(b) > allowed:
        return 0.0
    edits = OSA.distance(a, b, score_cutoff=allowed)
    return 1 - edits / longest if edits <= allowed else 0.0


Pair = tuple[int, int, float]
"""A word of the left name, one of the right, and how near they are."""


def pairing(left: tuple[str, ...], right: tuple[str, ...]) -> list[Pair]:
    """The best pairing of two names' words, greedily, the nearest and those in like places first."""
    pairs = [
        (score, -abs(i - j), -i, -j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if (score := closeness(a, b)) > 0
    ]
    used_left: set[int] = set()
    used_right: set[int] = set()
    found = []
    for score, _, i, j in sorted(pairs, reverse=True):
        if -i not in used_left and -j not in used_right:
            used_left.add(-i)
            used_right.add(-j)
            found.append((-i, -j, score))
    return found


def align(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """Mean closeness of the paired words of two names, and what is left over on either side."""
    found = pairing(left, right)
    used_left, used_right = {i for i, _, _ in found}, {j for _, j, _ in found}
    over_left = tuple(w for i, w in enumerate(left) if i not in used_left)
    over_right = tuple(w for j, w in enumerate(right) if j not in used_right)
    return sum(score for _, _, score in found) / max(len(found), 1), over_left, over_right


def compare(left: str, right: str, person: bool) -> Comparison:
    """Whether `left` and `right` name one person (or, where `person` is false, one thing)."""
    if words(left) and words(left) == words(right):
        return Comparison(verdict="same", score=1.0, reason="same words")
    if person and _turned(words(left), words(right)):
        return Comparison(verdict="same", score=0.98, reason="the family name first")
    return compare_people(left, right) if person else compare_things(left, right)


def _turned(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether a name of a family name with its "son of" is the other with the given name put behind."""
    one, other = (left, right) if left[:1] and left[0] in _filiations() else (right, left)
    return len(one) > 2 and one[0] in _filiations() and (one[-1], *one[:-1]) == other


def _joined(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two names are the same letters, written together or apart."""
    a, b = fold("".join(left)), fold("".join(right))
    if a == b:
        return True
    parted_otherwise = len(left) != len(right) and not set(left) <= set(right) and not set(right) <= set(left)
    return parted_otherwise and min(len(a), len(b)) >= 6 and a[-1] == b[-1] and _spelling(a, b) > 0


@lru_cache(maxsize=50_000)
def _fathers(text: str) -> frozenset[str]:
    """The words that a word for "son of" stands before."""
    found = words(text)
    return frozenset(fold(after) for word, after in pairwise(found) if word in _filiations())


def _one_father(left: str, right: str) -> bool:
    """Whether two names may be of one father's child: one names none, or they share one."""
    a, b = _fathers(left), _fathers(right)
    return not a or not b or any(_spelling(x, y) > 0 for x in a for y in b)


@lru_cache(maxsize=200_000)
def compare_people(left: str, right: str) -> Comparison:
    """Whether two names of people are one person's."""
    a, b = personal(left), personal(right)
    if not a or not b:
        return Comparison(verdict="unsure", score=0.0, reason="no word to compare")
    if len(a) == len(b) == 1 and "_" in a[0] + b[0]:
        return Comparison(verdict="unsure", score=0.6 * closeness(a[0], b[0]), reason="a byname that many have")
    one, other = words(left), words(right)
    if _joined(a, b) or ((one, other) != (a, b) and _joined(one, other)):
        return Comparison(verdict="same", score=0.97, reason="the same letters, however transliterated or parted")
    if not _one_father(left, right):
        return Comparison(verdict="different", score=0.3, reason="sons of different fathers")
    return _aligned(a, b)


def _aligned(a: tuple[str, ...], b: tuple[str, ...]) -> Comparison:
    score, over_a, over_b = align(a, b)
    if over_a and over_b:
        return Comparison(verdict="different", score=0.3 * score, reason=f"{over_a[0]} is not {over_b[0]}")
    if min(len(a), len(b)) == 1 and (over_a or over_b):
        return Comparison(verdict="unsure", score=0.6 * score, reason="one name alone")
    doubt = _doubt(a, b)
    if doubt:
        return Comparison(verdict="unsure", score=0.6 * score, reason=doubt)
    if not over_a and not over_b:
        return Comparison(verdict="same", score=score, reason="every name has its partner")
    return Comparison(verdict="same", score=0.9 * score, reason=f"{(over_a or over_b)[0]} may be a further name")


def _doubt(a: tuple[str, ...], b: tuple[str, ...]) -> str | None:
    """Why two names whose words agree as far as both have them may still be two people's."""
    short, long = sorted((a, b), key=len)
    found = pairing(short, long)
    written = [(i, j, score) for i, j, score in found if min(len(short[i]), len(long[j])) > 1]
    if not written:
        return "initials alone"
    if any(i != j for i, j, _ in found if min(len(short[i]), len(long[j])) == 1) and len(short) == len(long):
        return "an initial in another place"
    telling = [score for i, j, score in written if not _common(short[i])]
    if len(short) == len(long):
        return _slipped(telling, len(short))
    if len(written) < 2 or not telling or max(telling) < _NEAR:
        return "only names that many have"
    if min(score for _, _, score in written) < _NEAR:
        return "a further name, and a slip in another"
    return _further(long, {j for _, j, _ in found})


def _further(long: tuple[str, ...], paired: set[int]) -> str | None:
    """Why what only the longer name has may make it another's: too much, or the given name before all else."""
    if sum(j not in paired and not _common(w) for j, w in enumerate(long)) > _MISSING:
        return "too many further names"
    first = next((n for n, w in enumerate(long) if len(w) > 1 and not _common(w)), 0)
    return None if {first, 0} & paired else f"{long[first]} may be the name of another"


def _slipped(telling: Sequence[float], length: int) -> str | None:
    """Why names of equal length may be two people's: nothing is left but what many have and a slip."""
    if length == 1 and (not telling or telling[0] < 1):
        return "one name alone, and many have it or it differs by a slip"
    return "a slip in all the names that tell" if telling and max(telling) < _SLIP else None


def _common(word: str) -> bool:
    return fold(word) in _common_names()


@lru_cache(maxsize=200_000)
def compare_things(left: str, right: str) -> Comparison:
    """Whether two names of groups, organisations, places or things are one's."""
    (a, form_a), (b, form_b) = corporate(left), corporate(right)
    if not a or not b:
        return Comparison(verdict="unsure", score=0.0, reason="no word to compare")
    if is_acronym(left, right) or is_acronym(right, left):
        return Comparison(verdict="unsure", score=0.7, reason="initials of the other")
    if form_a and form_b and not form_a & form_b:
        return Comparison(verdict="different", score=0.4, reason=f"{min(form_a)} is not {min(form_b)}")
    if _joined(a, b):
        return Comparison(verdict="same", score=0.97, reason="the same letters, however transliterated or parted")
    return _paired(a, b)


def _paired(a: tuple[str, ...], b: tuple[str, ...]) -> Comparison:
    """Things are one where each word of either has its partner in the other."""
    if len(a) != len(b):
        over = sorted(set(a) ^ set(b)) or sorted(a)
        return Comparison(verdict="different", score=0.2, reason=f"only one has {over[0]}")
    alone = next((w for w in a if w not in b and not any(closeness(w, other) for other in b)), None)
    if alone:
        return Comparison(verdict="different", score=0.2, reason=f"only one has {alone}")
    found = pairing(a, b)
    if len(found) < len(a):
        score, over_a, over_b = align(a, b)
        return Comparison(verdict="different", score=0.4 * score, reason=f"{over_a[0]} is not {over_b[0]}")
    short = [min(len(a[i]), len(b[j])) == 1 and a[i] != b[j] for i, j, _ in found]
    if any(short) and short.count(False) < _WRITTEN:
        return Comparison(verdict="different", score=0.2, reason="initials, and too little beside them")
    return Comparison(
        verdict="same", score=sum(s for _, _, s in found) / len(found), reason="every word has its partner"
    )


def is_acronym(short: str, long: str) -> bool:
    """Whether `short` is written in capitals and spells the initials of `long`."""
    if not short.isupper():
        return False
    bare = short.replace(".", "").strip()
    return 2 <= len(bare) <= 8 and len(words(long)) > 1 and plain(bare) == initials(long)
