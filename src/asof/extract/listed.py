"""People who stand in one list share what is said of one of them: "Anna Berg, 18, her son and a guard were killed".

A number counts its whole list by itself; single people told of by name or by a noun are linked to a verb one by one,
and the verb stands beside one of them only.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from asof.extract.binding import Counted
from asof.extract.counts import Found
from asof.extract.inflection import is_plural
from asof.extract.populations import Phrase, general, roles
from asof.extract.reading import Reading
from asof.extract.words import Word
from asof.records import Quantity

_GLUE = frozenset({"comma", "conjunction", "number", "determiner"})
_GLUE_WORDS = frozenset({"his", "her", "their", "aged", "also", "both"})
_AND = frozenset({"and", "plus", "&"})
_LONGEST_GLUE = 6
_ONE = frozenset({"was", "is", "has", "dies", "remains"})
"""Verbs of one subject: what stands before "and" is not theirs ("he met Anna Berg, and Ida Berg was killed")."""
_AFTER = frozenset({"end", "stop", "comma", "preposition", "subordinator", "time_noun", "dash", "bracket", "adverb"})
"""What may follow the last object of a verb; another word may be the verb of a clause of its own."""
_MOST = 40
"""How many people of a sentence are compared: longer lists are rolls of names."""


class _Member(NamedTuple):
    """One person of a list: the words [first, last), and the person as read, for making a claim."""

    first: int
    last: int
    counted: Counted


def others(
    reading: Reading, people: Iterable[Counted], found: Sequence[Found], quantity: Callable[[Counted], Quantity]
) -> list[Found]:
    """The single people of a sentence to whom nothing was linked and who stand in a list with one to whom it was.

    `people` are those of the sentence who are told of without a number, `found` what is linked there already;
    `quantity` makes the quantity of a person.
    """
    if not found:
        return []
    made: list[Found] = []
    for chain in _chains(reading.words, _members(reading, people)):
        told = [next((f for f in found if _meets(f, m)), None) for m in chain]
        links = [f.link for f in told if f is not None]
        if not links or len(links) == len(chain) or len({link.frame.outcome for link in links}) > 1:
            continue
        link = links[-1] if links[-1].way == "left" else links[0]
        if link.trigger is None or not _shared(reading.words, chain, link.trigger.first, link.trigger.last):
            continue
        made += [
            Found(reading, m.counted, quantity(m.counted), link, None)
            for m, known in zip(chain, told, strict=True)
            if known is None and m.counted.quantity < 0
        ]
    return made


def _meets(found: Found, member: _Member) -> bool:
    phrase = found.counted.phrase
    first, last = min(found.counted.first, max(phrase.first, 0)), max(phrase.last, found.counted.first + 1)
    return first < member.last and member.first < last


def _shared(words: tuple[Word, ...], chain: Sequence[_Member], first: int, last: int) -> bool:
    """Whether the verb at words [first, last) is that of the whole list, and not denied of it."""
    if first >= chain[-1].last:
        if chain[0].first > 0 and words[chain[0].first - 1].kind == "verbal":
            return False
        between = words[chain[-1].last : first]
        of_another = bool(between) and between[-1].kind == "determiner"
        return not of_another and not any(w.low in _ONE or w.kind == "negation" for w in between)
    end = chain[-1].last
    return last <= chain[0].first and (end >= len(words) or words[end].kind in _AFTER)


def _members(reading: Reading, people: Iterable[Counted]) -> list[_Member]:
    """The people of a sentence in order: names and nouns, single ones with an article, bare nouns within a list.

    Whom "he" and "she" mean is mostly told elsewhere.
    """
    words = reading.words
    spans = [_Member(c.phrase.first, c.phrase.last, c) for c in people if c.phrase.head >= 0]
    spans += [_Member(c.first, max(c.phrase.last, c.last), _or_number(c)) for c in reading.counted]
    spans += [_Member(i, i + 1, _alone(Phrase(i, i + 1, i, words[i].low, "yes"))) for i in _bare(words)]
    kept: list[_Member] = []
    for span in sorted(spans, key=lambda m: (m.first, -m.last)):
        if not kept or span.first >= kept[-1].last:
            kept.append(span)
    return kept[:_MOST]


def _or_number(counted: Counted) -> Counted:
    """One person with an article as someone alone; a number as it is, which says of itself what it counts."""
    one = not counted.several and counted.phrase.head >= 0 and counted.form == "article"
    return _alone(counted.phrase) if one else counted


def _alone(phrase: Phrase) -> Counted:
    return Counted(-1, phrase.first, phrase.last, phrase, "understood", False)


def _bare(words: tuple[Word, ...]) -> Iterable[int]:
    """The nouns for one person that follow a comma or "and" without an article ("a mother, father and toddler")."""
    for i in range(1, len(words)):
        ends = i + 1 >= len(words) or words[i + 1].kind not in {"word", "possessive", "report"}
        one = words[i].low in roles() and words[i].low not in general() and not is_plural(words[i].low)
        if one and ends and words[i - 1].kind in {"comma", "conjunction"}:
            yield i


def _chains(words: tuple[Word, ...], members: Sequence[_Member]) -> list[list[_Member]]:
    """The lists there are: members that only commas, "and", ages and owners part, the last two joined by "and"."""
    chains: list[list[_Member]] = []
    chain: list[_Member] = []
    closed = 0
    for member in members:
        glue = words[chain[-1].last : member.first] if chain else ()
        if chain and not _is_glue(glue):
            chains.append(chain[:closed])
            chain, closed = [], 0
        elif chain and closed == len(chain) and _new_clause(glue):
            chains.append(chain)
            chain, closed = [], 0
        elif chain and any(w.low in _AND for w in glue):
            closed = len(chain) + 1
        chain.append(member)
    chains.append(chain[:closed])
    return [c for c in chains if len(c) > 1]


def _new_clause(glue: Sequence[Word]) -> bool:
    """Whether a list that "and" has ended is followed by another clause ("he met Berg and a guard, and two men")."""
    return any(w.kind == "comma" for w in glue) and any(w.low in _AND for w in glue)


def _is_glue(between: Sequence[Word]) -> bool:
    joins = any(w.kind in {"comma", "conjunction"} and w.low not in {"or", "but", "nor"} for w in between)
    known = all(w.kind in _GLUE or w.low in _GLUE_WORDS or w.low.isdigit() for w in between)
    return joins and known and len(between) <= _LONGEST_GLUE and not any(w.low in {"or", "but"} for w in between)
