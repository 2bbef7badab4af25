"""How any two count claims stand to one another, on one track or not, with a sentence that gives the reason.

`relations` tells how neighbours of one track stand; this tells it of any two claims of one outcome, and so also of
parts and wholes, which stand on tracks of their own.
"""

import re
from datetime import timedelta

from msgspec.structs import replace

from asof.reconcile.denials import denials
from asof.reconcile.intervals import meet, rounded, within
from asof.reconcile.placing import Placed, Places, count_of, denier_words, stated, surely_later
from asof.reconcile.population import Standing, standing
from asof.reconcile.relations import relate
from asof.reconcile.rivals import GROWN, PART
from asof.reconcile.supersession import GROWING
from asof.records import ClaimLink, CountClaim, Linked, Relation
from asof.records.reconciled import RelationKind
from asof.resources import table

ELSEWHERE = "They speak of different events, or one of them of none that these reports are about."
APART = "Nothing beside the two figures says that they are of one event."
AMONG = "Said to be among them"
_AROUND = 150
_TELLING = 20
_FEW = 3
_DAYS = timedelta(days=1)
_STEM = 5
"""So many first letters of two words are one word: a country and its people, one and many."""
_VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands", "several", "few"})
_WORD = re.compile(r"[^\W\d_]{4,40}")
_EMPTY = frozenset(row["word"] for name in ("unspecific", "uneventful") for row in table(f"reconcile/{name}"))
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
    country = next(e.place.country for e in linked.events if e.id == placed[a].event)
    made = _some_of(linked, counts[a], counts[b]) or related(placed[a], placed[b], country)
    said = made.reason.startswith(AMONG) or made.relation in ("incomparable", "denies", "retracts")
    here = counts[a].document == counts[b].document
    if said or (here and counts[a].sentence == counts[b].sentence) or _one_number(placed[a], placed[b]):
        return made
    apart = not here or made.relation == "subset" or homeless
    if apart and not _of_one_matter(linked, counts[a], counts[b]):
        return Relation(a=b, b=a, relation="incomparable", reason=APART)
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


def _some_of(linked: Linked, a: CountClaim, b: CountClaim) -> Relation | None:
    """That one count is said to be of the other ("two of the five deaths"), or None."""
    first, second = sorted((a, b), key=lambda c: c.span.start)
    if a.document != b.document or a.sentence != b.sentence:
        return None
    text = next(d.text for d in linked.documents if d.document == a.document)
    if text[first.span.end : second.span.start].casefold().split() not in (["of", "the"], ["of", "those"], ["of"]):
        return None
    reason = f"{AMONG}: {first.span.text} of the {second.span.text}."
    return Relation(a=b.id, b=a.id, relation="subset", reason=reason)


def _one_number(a: Placed, b: Placed) -> bool:
    """Whether two figures give one number that is too large to be met by chance, exactly or as a bound."""
    one, two = ({i.low, i.high} - {None, 0} for i in (stated(a), stated(b)))
    return any(number is not None and number >= _TELLING for number in one & two)


def _of_one_matter(linked: Linked, a: CountClaim, b: CountClaim) -> bool:
    """Whether the words beside two counts of different reports share a name or two other words that say something."""
    texts = {d.document: d.text for d in linked.documents if d.document in (a.document, b.document)}
    one, two = (_words(texts[c.document], c) for c in (a, b))
    shared = one.keys() & two.keys()
    return any(one[w] and two[w] for w in shared) or len(shared) > 1


def _words(text: str, claim: CountClaim) -> dict[str, bool]:
    """The telling words beside a count in its sentence, each with whether it begins with a capital."""
    start = max(claim.sentence.start, claim.span.start - _AROUND)
    beside = (
        f"{text[start : claim.span.start]} {text[claim.span.end : min(claim.sentence.end, claim.span.end + _AROUND)]}"
    )
    told = (w for w in _WORD.findall(beside) if w.casefold() not in _EMPTY)
    return {w.casefold()[:_STEM]: w[0].isupper() for w in told}


def related(earlier: Placed, later: Placed, country: str | None) -> Relation:
    """The relation of a later placed count claim to an earlier one of its event and outcome."""
    denial = _denial(earlier, later)
    if denial:
        return denial
    part = _part(earlier, later) or _part(later, earlier)
    if part:
        return Relation(a=later.id, b=earlier.id, relation="subset", reason=part)
    besides = _besides(earlier, later)
    if besides:
        return Relation(a=later.id, b=earlier.id, relation="incomparable", reason=besides)
    how = standing(later.group, earlier.group, country)
    alike = (stated(earlier) == stated(later) and stated(later).low >= _FEW) or _told_exactly(earlier, later)
    apart = None if alike and how in ("part", "contains") else _apart(earlier, later, how)
    if apart:
        return apart
    kind, reason = _relate(earlier, later)
    if kind == "incomparable" and reason.endswith(GROWN) and stated(later).low > stated(earlier).low:
        words = f"{stated(later)} ({later.source}) and {stated(earlier)} ({earlier.source})"
        kind, reason = "updates", f"{words} are of one time as far as is known, and a toll grows."
    if kind == "incomparable" and reason.endswith(PART):
        kind, reason = "subset", f"{reason} Nothing says that it is of another."
    return Relation(a=later.id, b=earlier.id, relation=kind, reason=reason)


def _relate(earlier: Placed, later: Placed) -> tuple[RelationKind, str]:
    """As `relate`, but a number that says what a vague word left open makes it more exact and is no new state."""
    if _told_exactly(earlier, later):
        return "refines", f"{stated(later)} ({later.source}) says what {earlier.claim.span.text} left open."
    old, new = stated(earlier), stated(later)
    if meet(old, new) and not meet(*(rounded(count_of(p).quantity, stated(p)) for p in (earlier, later))):
        return "incomparable", f"{new} ({later.source}) is far from {old} ({earlier.source})."
    if old.high is None and new.high is None and new.low * 2 < old.low:
        return "incomparable", f"{new} ({later.source}) says nothing of the {old} of {earlier.source}."
    growing = count_of(later).outcome in GROWING and surely_later(later, earlier)
    if growing and new.low == 0 and new.high is not None and old.high is None and new.high > old.low:
        return "updates", f"{later.source} gave {new} later than {earlier.source} gave {old}."
    return relate(earlier, later, count_of(earlier).outcome)


def _told_exactly(earlier: Placed, later: Placed) -> bool:
    """Whether a number says what a vague word ("dozens") left open. A number nearly reached is nine tenths of it."""
    if not _VAGUE & set(earlier.claim.span.text.casefold().split()):
        return False
    new = rounded(count_of(later).quantity, stated(later))
    return within(new, stated(earlier)) and new != stated(earlier)


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
