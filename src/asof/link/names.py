"""Whether two names are spellings of one: `compare` gives same, different or unsure, a score and the reason.

People: given and family names are aligned word by word; what one spelling has and the other lacks may be a middle
name, but two names that each have a word of their own are two people. Others (groups, places, organisations): every
word must have its partner; legal forms may differ by their spelling alone.
The alignment follows Monge and Elkan (1996), with Damerau's edit distance (rapidfuzz) on folded words.
"""

from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import OSA

from asof.link.keys import fold, initials, plain, words
from asof.records._base import Record
from asof.resources import table

Verdict = Literal["same", "different", "unsure"]
SMALL_WORDS = frozenset({"the", "of", "and", "for", "in", "on", "a", "an", "at"})


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
def _nicknames() -> frozenset[tuple[str, str]]:
    return frozenset((fold(row["short"]), fold(row["long"])) for row in table("link/nicknames"))


@cache
def _numbers() -> dict[str, str]:
    return {row["word"]: row["digits"] for row in table("link/number_words")}


@cache
def _forms() -> tuple[tuple[tuple[str, ...], str], ...]:
    rows = ((tuple(row["form"].split()), row["means"]) for row in table("link/company_forms"))
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


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
    return bare or kept


@lru_cache(maxsize=100_000)
def corporate(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of an organisation's name without its legal forms, and those forms."""
    found = _figures(tuple(w for w in words(text) if w not in SMALL_WORDS))
    legal = set()
    for form, means in _forms():
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


def closeness(left: str, right: str) -> float:
    """How near two words are, 0 to 1: spelling after folding, nicknames, initials."""
    a, b = fold(left), fold(right)
    if a == b:
        return 1.0
    if (a, b) in _nicknames() or (b, a) in _nicknames():
        return 0.9
    if min(len(left), len(right)) == 1:
        return 0.85 if a[:1] == b[:1] else 0.0
    return _spelling(a, b)


def _spelling(a: str, b: str) -> float:
    """Edit similarity, 0 where the words differ by more than a slip of their length allows."""
    longest = max(len(a), len(b))
    allowed = 0 if longest <= 3 else 1 if longest <= 7 else 2
    edits = OSA.distance(a, b, score_cutoff=allowed)
    return 1 - edits / longest if edits <= allowed else 0.0


def align(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """The best pairing of two names' words: mean closeness of the pairs, and what is left over on either side."""
    pairs = sorted(
        ((closeness(a, b), -abs(i - j), -i, -j) for i, a in enumerate(left) for j, b in enumerate(right)), reverse=True
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    total = 0.0
    for score, _, i, j in pairs:
        if score > 0 and -i not in used_left and -j not in used_right:
            used_left.add(-i)
            used_right.add(-j)
            total += score
    over_left = tuple(w for i, w in enumerate(left) if i not in used_left)
    over_right = tuple(w for j, w in enumerate(right) if j not in used_right)
    return total / max(len(used_left), 1), over_left, over_right


def compare(left: str, right: str, person: bool) -> Comparison:
    """Whether `left` and `right` name one person (or, where `person` is false, one thing)."""
    if words(left) and words(left) == words(right):
        return Comparison(verdict="same", score=1.0, reason="same words")
    return compare_people(left, right) if person else compare_things(left, right)


def _joined(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two names are the same letters, written together or apart."""
    a, b = fold("".join(left)), fold("".join(right))
    if a == b:
        return True
    parted_otherwise = len(left) != len(right) and not set(left) <= set(right) and not set(right) <= set(left)
    return parted_otherwise and min(len(a), len(b)) >= 6 and a[-1] == b[-1] and _spelling(a, b) > 0


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
    if _joined(a, b) or _joined(words(left), words(right)):
        return Comparison(verdict="same", score=0.97, reason="the same letters, however transliterated or parted")
    if not _one_father(left, right):
        return Comparison(verdict="different", score=0.3, reason="sons of different fathers")
    return _aligned(a, b)


def _aligned(a: tuple[str, ...], b: tuple[str, ...]) -> Comparison:
    score, over_a, over_b = align(a, b)
    if over_a and over_b:
        return Comparison(verdict="different", score=0.3 * score, reason=f"{over_a[0]} is not {over_b[0]}")
    if not over_a and not over_b:
        return _all_paired(a, b, score)
    if min(len(a), len(b)) == 1:
        return Comparison(verdict="unsure", score=0.6 * score, reason="one name alone")
    return Comparison(verdict="same", score=0.9 * score, reason=f"{(over_a or over_b)[0]} may be a further name")


def _all_paired(a: tuple[str, ...], b: tuple[str, ...], score: float) -> Comparison:
    if len(a) > 1 and all(min(len(w) for w in name) == 1 and max(len(w) for w in name) == 1 for name in (a, b)):
        return Comparison(verdict="unsure", score=0.5, reason="initials alone")
    return Comparison(verdict="same", score=score, reason="every name has its partner")


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
    score, over_a, over_b = align(a, b)
    if over_a:
        return Comparison(verdict="different", score=0.4 * score, reason=f"{over_a[0]} is not {over_b[0]}")
    return Comparison(verdict="same", score=score, reason="every word has its partner")


def is_acronym(short: str, long: str) -> bool:
    """Whether `short` is written in capitals and spells the initials of `long`."""
    bare = short.replace(".", "").strip()
    return 2 <= len(bare) <= 8 and bare.isupper() and len(words(long)) > 1 and plain(bare) == initials(long)
