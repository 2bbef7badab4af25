"""What the words beside two counts say: of one report, how they stand; of any, whether they are of one event."""

import re
from typing import NamedTuple

from asof.reconcile.intervals import meet
from asof.reconcile.placing import Placed, count_of, stated
from asof.reconcile.population import names_country, standing
from asof.reconcile.supersession import GROWING
from asof.reconcile.wording import contrasts, outgrown
from asof.records import Claim, Linked, Relation
from asof.resources import table

AMONG = "Said to be among them"
_AROUND = 150
_CONTRAST = 40
_STEM = 5
"""So many first letters of two words are one word: a country and its people, one and many."""
_WORD = re.compile(r"[^\W\d_]{4,40}")
_EMPTY = frozenset(row["word"] for name in ("unspecific", "uneventful") for row in table(f"reconcile/{name}"))


def told_by_words(linked: Linked, a: Placed, b: Placed) -> Relation | None:
    """The relation that a report itself tells of two of its counts, or None: one of the other, grown, or disputed."""
    if a.claim.document != b.claim.document:
        return _in_one_place(linked, a, b)
    text = _text(linked, a)
    return (
        _some_of(text, a, b)
        or _some_of_them(text, a, b)
        or _lowered(a, b)
        or _outgrown(text, a, b)
        or _set_against(text, a, b)
    )


_ALONE = re.compile(r"[^.;\d]{0,90}\balone\b", re.IGNORECASE)


def _in_one_place(linked: Linked, a: Placed, b: Placed) -> Relation | None:
    """That a lower number is said to be of one place alone, where the other gives a higher one, or None."""
    low, high = sorted((a, b), key=lambda p: stated(p).low)
    end = low.claim.span.end
    if stated(low).low >= stated(high).low or count_of(high).basis != "total" or stated(low).low < _LEAST_ALONE:
        return None
    if not _ALONE.match(_text(linked, low)[end : low.claim.sentence.end]):
        return None
    reason = f"The {stated(low)} ({low.source}) are of one place alone, the {stated(high)} ({high.source}) of more."
    return Relation(a=b.id, b=a.id, relation="subset", reason=reason)


_LEAST_ALONE = 3


def _text(linked: Linked, item: Placed) -> str:
    return next((d.text for d in linked.documents if d.document == item.claim.document), "")


def _by_place(a: Placed, b: Placed) -> tuple[Placed, Placed]:
    return (a, b) if a.claim.span.start <= b.claim.span.start else (b, a)


def _some_of(text: str, a: Placed, b: Placed) -> Relation | None:
    """That one count is said to be of the other ("two of the five deaths"), or None."""
    first, second = (p.claim.span for p in _by_place(a, b))
    if a.claim.sentence != b.claim.sentence:
        return None
    if text[first.end : second.start].casefold().split() not in (["of", "the"], ["of", "those"], ["of"]):
        return None
    return Relation(a=b.id, b=a.id, relation="subset", reason=f"{AMONG}: {first.text} of the {second.text}.")


def _lowered(a: Placed, b: Placed) -> Relation | None:
    """That a sentence says of the lower of its numbers that it corrects the higher ("revised down to 12"), or None."""
    low, high = sorted((a, b), key=lambda p: stated(p).low)
    here = a.claim.sentence == b.claim.sentence and standing(low.group, high.group) == "equal"
    if not here or not low.lowers or stated(low).low >= stated(high).low:
        return None
    reason = f"{low.source} gave {stated(low)} in place of {stated(high)}: fewer than before, a correction."
    return Relation(a=low.id, b=high.id, relation="updates", reason=reason)


_THEM = re.compile(
    r"\s+of (?:them|those|(?:the|these) (?:dead|injured|wounded|victims|hostages|deaths))\b", re.IGNORECASE
)
_REACH = 2000


def _some_of_them(text: str, a: Placed, b: Placed) -> Relation | None:
    """That the second count of a report is said to be of those whom it counted before ("two of them"), or None."""
    first, second = _by_place(a, b)
    near = second.claim.span.start - first.claim.span.end <= _REACH and count_of(first).basis == "total"
    end = second.claim.span.end
    if not near or first.adds or stated(second).low >= stated(first).low or not _THEM.match(text, end, end + _CONTRAST):
        return None
    return Relation(a=b.id, b=a.id, relation="subset", reason=f"{AMONG}: {stated(second)} of the {stated(first)}.")


_NOW_TOO = "stood at"
"""Words that give the present toll as often, where the higher number is not told of first."""


def _outgrown(text: str, a: Placed, b: Placed) -> Relation | None:
    """That a report says of the lower of two numbers that it was the number before ("up from 35"), or None."""
    low, high = sorted((a, b), key=lambda p: stated(p).low)
    if count_of(a).outcome not in GROWING or stated(low).low >= stated(high).low:
        return None
    before = text[max(0, low.claim.span.start - _CONTRAST) : low.claim.span.start]
    if standing(low.group, high.group) != "equal" or not outgrown(before):
        return None
    if low.claim.span.start < high.claim.span.start and before.rstrip().casefold().endswith(_NOW_TOO):
        return None
    reason = f"{high.source} gave {stated(high)} and says that it was {stated(low)} before."
    return Relation(a=high.id, b=low.id, relation="updates", reason=reason)


def _set_against(text: str, a: Placed, b: Placed) -> Relation | None:
    """That a report sets one voice's number against another's ("only 12"), of the same or some of the same, or None."""
    first, second = _by_place(a, b)
    denied = "CT-" in (a.claim.factuality, b.claim.factuality)
    if denied or a.voice == b.voice or meet(stated(a), stated(b)):
        return None
    if standing(first.group, second.group) not in ("equal", "part", "contains"):
        return None
    start = second.claim.span.start
    if not contrasts(text[max(second.claim.sentence.start, first.claim.span.end, start - _CONTRAST) : start]):
        return None
    reason = f"{second.source} sets {stated(second)} against the {stated(first)} of {first.source}."
    return Relation(a=second.id, b=first.id, relation="disputes", reason=reason)


def of_one_matter(linked: Linked, a: Placed, b: Placed, agree: bool) -> bool:
    """Whether the words beside two counts of different reports share a name or two other words that say something.

    A country is too wide to tell an event by its name, unless the figures `agree`.
    """
    one, two = (_words(_text(linked, p), p.claim) for p in (a, b))
    shared = one.keys() & two.keys()
    named = any(one[w].named and two[w].named and (agree or not two[w].wide) for w in shared)
    return named or len(shared) > 1


_SAME = {row["word"][:_STEM]: row["same"][:_STEM] for row in table("reconcile/happenings")}


class _Word(NamedTuple):
    """A word beside a count: whether it is a name, and whether that of a country."""

    named: bool
    wide: bool


def _words(text: str, claim: Claim) -> dict[str, _Word]:
    """The telling words beside a count in its sentence, by their first letters."""
    start = max(claim.sentence.start, claim.span.start - _AROUND)
    beside = (
        f"{text[start : claim.span.start]} {text[claim.span.end : min(claim.sentence.end, claim.span.end + _AROUND)]}"
    )
    told = (w for w in _WORD.findall(beside) if w.casefold() not in _EMPTY)
    return {
        _SAME.get(w.casefold()[:_STEM], w.casefold()[:_STEM]): _Word(w[0].isupper(), names_country(w)) for w in told
    }
