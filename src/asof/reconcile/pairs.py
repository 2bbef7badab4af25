"""How any two count claims stand to one another, on one track or not, with a sentence that gives the reason.

`relations` tells how neighbours of one track stand; this tells it of any two claims of one outcome, and so also of
parts and wholes, which stand on tracks of their own.
"""

from collections.abc import Mapping
from datetime import timedelta

from msgspec.structs import replace

from asof.reconcile.beside import AMONG, of_one_matter, told_by_words
from asof.reconcile.denials import denials
from asof.reconcile.intervals import meet, rounded, within
from asof.reconcile.placing import Placed, Places, count_of, denier_words, opens, stated, surely_later
from asof.reconcile.population import TOP, Group, Standing, standing
from asof.reconcile.relations import relate
from asof.reconcile.rivals import GROWN, PART
from asof.reconcile.supersession import GROWING
from asof.records import ClaimLink, CountClaim, Linked, Relation
from asof.records.reconciled import RelationKind

ELSEWHERE = "They speak of different events, or one of them of none that these reports are about."
APART = "Nothing beside the two figures says that they are of one event."
_TELLING = 20
_FEW = 3
_DAYS = timedelta(days=1)
_VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands", "several", "few"})
_OTHER_OUTCOME = "They count people in different outcomes."


def between(linked: Linked, a: str, b: str) -> Relation:
    """The relation of claim `b` to claim `a`, the earlier of the two in the pile's order (ids of count claims).

    Raises LookupError for an id that is no count claim of these reports.
    """
    counts = {c.id: c for c in linked.claims if isinstance(c, CountClaim)}
    if a not in counts or b not in counts:
        raise LookupError(f"no count claims {a} and {b} in these reports")
    homeless = _homeless(linked, a, b)
    placed = {p.id: p for p in Places(_at_home(linked, a, b)).by(None).placed if p.id in (a, b)}
    if len({p.event for p in placed.values()}) != 1 or len(placed) < 2:
        return Relation(a=b, b=a, relation="incomparable", reason=ELSEWHERE)
    if counts[a].outcome != counts[b].outcome:
        return Relation(a=b, b=a, relation="incomparable", reason=_OTHER_OUTCOME)
    said = told_by_words(linked, placed[a], placed[b]) or _of_a_total_told_again(counts, placed[a], placed[b])
    return said or _compared(linked, placed[a], placed[b], homeless)


def _of_a_total_told_again(counts: Mapping[str, CountClaim], a: Placed, b: Placed) -> Relation | None:
    """That one count is a part of a number that its own report gives as the other does ("four of the 11"), or None."""
    for some, every in ((a, b), (b, a)):
        whole = counts.get(count_of(some).part_of or "")
        if whole and whole.outcome == count_of(every).outcome and _one_large(whole, count_of(every)):
            reason = f"{AMONG}: {stated(some)} {some.group.words}, of the {stated(every)} that {every.source} gave too."
            return Relation(a=b.id, b=a.id, relation="subset", reason=reason)
    return None


def _one_large(one: CountClaim, two: CountClaim) -> bool:
    low = one.quantity.low
    return low == two.quantity.low and one.quantity.high == two.quantity.high and low is not None and low > _FEW


def _compared(linked: Linked, earlier: Placed, later: Placed, homeless: bool) -> Relation:
    """The relation by group, number and time, where the words beside the two show that they are of one event."""
    country = next(e.place.country for e in linked.events if e.id == earlier.event)
    made = related(earlier, later, country)
    if made.reason.startswith(AMONG) or made.relation in ("incomparable", "denies", "retracts"):
        return made
    here = earlier.claim.document == later.claim.document
    if (here and earlier.claim.sentence == later.claim.sentence) or _one_number(earlier, later):
        return made
    apart = not here or made.relation == "subset" or homeless
    large = max(stated(earlier).low, stated(later).low) >= _TELLING
    agree = here or (large and made.relation in ("same", "refines", "narrows"))
    if apart and not of_one_matter(linked, earlier, later, agree):
        return Relation(a=later.id, b=earlier.id, relation="incomparable", reason=APART)
    return made


def _homeless(linked: Linked, a: str, b: str) -> bool:
    """Whether one of two claims is told as background and so is of no event that is known."""
    told = {link.claim for link in linked.links if link.event is not None}
    return not {a, b} <= told


def _at_home(linked: Linked, a: str, b: str) -> Linked:
    """The claims with the two in one event, where background leaves that open: their words must say that they are.

    Two that are of different events stay apart, as do two of no event whose reports share none.
    """
    events = {link.event for link in linked.links if link.claim in (a, b)} - {None}
    reports = {c.document for c in linked.claims if c.id in (a, b)}
    shared = [e.id for e in linked.events if reports <= set(e.documents)]
    if len(events) > 1 or not (events or shared):
        return linked
    event = next(iter(events), None) or shared[0]
    links = [link for link in linked.links if link.claim not in (a, b)]
    had = {link.claim: link for link in linked.links}
    own = [replace(had[c], event=event) if c in had else ClaimLink(claim=c, event=event, origin=c) for c in (a, b)]
    return replace(linked, links=(*links, *own))


def _one_number(a: Placed, b: Placed) -> bool:
    """Whether two figures give one number that is too large to be met by chance, exactly or as a bound."""
    one, two = ({i.low, i.high} - {None, 0} for i in (stated(a), stated(b)))
    return any(number is not None and number >= _TELLING for number in one & two)


def related(earlier: Placed, later: Placed, country: str | None) -> Relation:
    """The relation of a later placed count claim to an earlier one of its event and outcome."""
    denial = _denial(earlier, later)
    if denial:
        return denial
    part = _part(earlier, later) or _part(later, earlier)
    if part:
        return Relation(a=later.id, b=earlier.id, relation="subset", reason=part)
    if _counted_since(earlier, later):
        reason = (
            f"The {stated(later)} ({later.source}) of later count the {count_of(earlier).quantity.low} added before."
        )
        return Relation(a=later.id, b=earlier.id, relation="subset", reason=reason)
    besides = _besides(earlier, later)
    if besides:
        return Relation(a=later.id, b=earlier.id, relation="incomparable", reason=besides)
    how = standing(_struck(later), _struck(earlier), country)
    alike = (stated(earlier) == stated(later) and stated(later).low >= _FEW) or _told_exactly(earlier, later)
    apart = None if alike and how in ("part", "contains") else _apart(earlier, later, how)
    if apart:
        return apart
    kind, reason = _relate(earlier, later)
    if kind == "incomparable" and reason.endswith(GROWN) and stated(later).low > stated(earlier).low:
        words = f"{stated(later)} ({later.source}) and {stated(earlier)} ({earlier.source})"
        kind, reason = "updates", f"{words} are of one time as far as is known, and a toll grows."
    if kind == "disputes" and _far_below(later, earlier):
        words = f"{stated(later)} ({later.source}) are less than half of the {stated(earlier)} of {earlier.source}"
        kind, reason = "incomparable", f"{words}: rather some of them, or others, than another count of all."
    if kind == "incomparable" and (reason.endswith(PART) or _below_opening(earlier, later)):
        kind, reason = "subset", f"{reason.removesuffix(PART)}{PART} Nothing says that it is of another."
    return Relation(a=later.id, b=earlier.id, relation=kind, reason=reason)


def _struck(item: Placed) -> Group:
    """The group that is counted; of the dead and the injured, victims are whoever was struck."""
    victims = item.group.kind == "victim" and count_of(item).outcome in _STRUCK
    return replace(item.group, kind=TOP) if victims else item.group


_STRUCK = frozenset({"killed", "injured", "missing"})


def _relate(earlier: Placed, later: Placed) -> tuple[RelationKind, str]:
    """As `relate`, but a number that says what a vague word left open makes it more exact and is no new state."""
    loosely = _loosely(earlier, later)
    if loosely:
        return loosely
    old, new = stated(earlier), stated(later)
    if meet(old, new) and not meet(*(rounded(count_of(p).quantity, stated(p)) for p in (earlier, later))):
        return "incomparable", f"{new} ({later.source}) is far from {old} ({earlier.source})."
    if old.high is None and new.high is None and new.low * 2 < old.low:
        return "incomparable", f"{new} ({later.source}) says nothing of the {old} of {earlier.source}."
    growing = count_of(later).outcome in GROWING and surely_later(later, earlier)
    if growing and new.low == 0 and new.high is not None and old.high is None and new.high > old.low:
        return "updates", f"{later.source} gave {new} later than {earlier.source} gave {old}."
    return relate(earlier, later, count_of(earlier).outcome)


def _loosely(earlier: Placed, later: Placed) -> tuple[RelationKind, str] | None:
    """The relation of figures of which one is a vague word or both are rounded; None for others."""
    if _told_exactly(earlier, later):
        return "refines", f"{stated(later)} ({later.source}) says what {earlier.claim.span.text} left open."
    if _told_exactly(later, earlier):
        return (
            "same",
            f"{later.claim.span.text} ({later.source}) leaves open the {stated(earlier)} of {earlier.source}.",
        )
    return _around_one_number(earlier, later)


def _told_exactly(earlier: Placed, later: Placed) -> bool:
    """Whether a number says what a vague word ("dozens") left open. A number nearly reached is nine tenths of it."""
    if not _VAGUE & set(earlier.claim.span.text.casefold().split()):
        return False
    new = rounded(count_of(later).quantity, stated(later))
    return within(new, stated(earlier)) and new != stated(earlier)


def _around_one_number(earlier: Placed, later: Placed) -> tuple[RelationKind, str] | None:
    """The relation of figures that round one number ("nearly 700", "more than 700", "about 700"); None for others."""
    old, new = stated(earlier), stated(later)
    rounds = count_of(earlier).quantity.approximate or count_of(later).quantity.approximate
    number = (old.best, new.best)
    if old == new or not rounds or number[0] is None or number[0] != number[1] or not meet(old, new):
        return None
    grown = old.high == new.low and new.high is None and count_of(later).outcome in GROWING
    if grown and old.low < new.low and surely_later(later, earlier):
        return "updates", f"{later.source} gave more than the {new.low} that {earlier.source} had nearly reached."
    return "same", f"{later.source} and {earlier.source} both give {new.best}, rounded."


def _counted_since(earlier: Placed, later: Placed) -> bool:
    """Whether some who were told of as additions ("five more") are in a growing toll that was given later."""
    if not earlier.adds or later.adds or count_of(later).basis != "total" or not surely_later(later, earlier):
        return False
    return count_of(later).outcome in GROWING and stated(later).low > stated(earlier).low


def _besides(earlier: Placed, later: Placed) -> str:
    """Why two counts are of other people by their words ("three more", "two others"); empty where nothing says so."""
    if later.joined == earlier.id or earlier.joined == later.id:
        return "They are listed beside one another."
    one, two = count_of(earlier), count_of(later)
    if one.part_of and one.part_of == two.part_of:
        return "They are two parts of one number."
    adding = next((p for p in (earlier, later) if p.adds), None)
    if adding:
        return f"{stated(adding)} ({adding.source}) are told of besides others."
    return ""


def _denial(earlier: Placed, later: Placed) -> Relation | None:
    """What a denial means: the figure it names, or nothing that the other claim states."""
    negative = [p for p in (earlier, later) if p.claim.factuality == "CT-"]
    if not negative:
        return None
    by = negative[0]
    item = later if by is earlier else earlier
    if len(negative) > 1 or by.id not in denials([by], [item]).get(item.id, ()):
        reason = f"{denier_words(by)} denied {stated(by)}, which is not what {item.source} gave ({stated(item)})."
        return Relation(a=later.id, b=earlier.id, relation="incomparable", reason=reason)
    same = by.voice == item.voice
    who = denier_words(by)
    reason = f"{who} took back {stated(item)}." if same else f"{who} denied the {stated(item)} of {item.source}."
    return Relation(a=later.id, b=earlier.id, relation="retracts" if same else "denies", reason=reason)


def _part(some: Placed, every: Placed) -> str:
    """Why one claim counts some of those whom the other counts, as its report says; empty where it does not say so."""
    if count_of(some).part_of == every.id:
        return f"{AMONG}: {stated(some)} {some.group.words}, of the {stated(every)} ({every.source})."
    return ""


def _after(some: Placed, every: Placed) -> bool:
    """Whether a part was told of days after the number of all, which may have been without it by then."""
    if some.when is None or every.when is None or some.claim.document == every.claim.document:
        return False
    return count_of(some).outcome in GROWING and some.when.first - every.when.first > _DAYS


def _below_opening(a: Placed, b: Placed) -> bool:
    """Whether a lower number of a growing toll stands further down in a report that opens with a higher one."""
    low, high = sorted((a, b), key=lambda p: stated(p).low)
    here = a.claim.document == b.claim.document and count_of(a).outcome in GROWING
    fewer = stated(low).high is not None and (stated(low).high or 0) < stated(high).low
    return here and fewer and opens(high) and not opens(low) and not low.contrast and not high.contrast


def _far_below(later: Placed, earlier: Placed) -> bool:
    """Whether another report's later number is less than half of one before, and no words set it against that."""
    apart = later.claim.document != earlier.claim.document and not (later.contrast or earlier.contrast)
    high = stated(later).high
    return apart and count_of(later).outcome in GROWING and high is not None and high * 2 < stated(earlier).low


def _too_many(some: Placed, every: Placed) -> bool:
    high = stated(every).high
    return high is not None and stated(some).low > high


def _apart(earlier: Placed, later: Placed, how: Standing) -> Relation | None:
    """The relation of claims about different groups; None where the groups are the same."""
    words = f"{later.group.words} and {earlier.group.words}"
    some, every = (later, earlier) if how == "part" else (earlier, later)
    grown = count_of(later).outcome in GROWING and some is later and surely_later(later, earlier)
    if how in ("part", "contains") and _too_many(some, every) and grown:
        reason = f"{later.source} gave {stated(later)} {later.group.words}, more than the {stated(earlier)} of before."
        return Relation(a=later.id, b=earlier.id, relation="updates", reason=reason)
    if how in ("part", "contains") and _too_many(some, every):
        reason = f"{stated(some)} {some.group.words} are more than the {stated(every)} {every.group.words}."
        return Relation(a=later.id, b=earlier.id, relation="incomparable", reason=reason)
    if how in ("part", "contains") and _after(some, every):
        reason = f"The {stated(some)} {some.group.words} were told of days after the {stated(every)}."
        return Relation(a=later.id, b=earlier.id, relation="incomparable", reason=reason)
    if how in ("part", "contains"):
        reason = f"Of {words} one is a part of the other."
        return Relation(a=later.id, b=earlier.id, relation="subset", reason=reason)
    if how in ("disjoint", "unknown"):
        reason = f"{words} share nobody." if how == "disjoint" else f"Whether {words} share anybody is not known."
        return Relation(a=later.id, b=earlier.id, relation="incomparable", reason=reason[:1].upper() + reason[1:])
    return None
