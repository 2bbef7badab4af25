"""Which claims may be used as of a moment, and where each stands: its event, group, source and place in time.

What cannot be used is counted by reason, never dropped in silence.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec.structs import replace

from asof.reconcile.authorities import authority_of
from asof.reconcile.intervals import Interval, interval_of
from asof.reconcile.population import Group, country_in, group_of, is_citizen, nationality_of
from asof.reconcile.tallies import OF_SEVERAL, Tallies, opens_report
from asof.reconcile.wording import (
    LOWERED_REACH,
    contrasts_beside,
    ends_list,
    lists_on,
    lives,
    lowers,
    may_die,
    sums_up,
)
from asof.records import (
    Claim,
    ClaimLink,
    CountClaim,
    Document,
    EventCore,
    Linked,
    Moment,
    Record,
    Source,
    end_of,
    moment,
    surely_said,
)
from asof.resources.holding import Holding, holding

_LAST = datetime.max.replace(tzinfo=UTC)
_AN_HOUR = timedelta(hours=1)
_UNSAID = {
    "PS+": "said to be possible only",
    "Uu": "demanded, threatened, predicted or asked",
}


class Placed(Record, frozen=True, kw_only=True, dict=True):
    """A claim where it belongs. `order` sorts claims by when they were said, unknown last, then by document and place.

    `adds`: it adds to another number of its outcome ("another 3"), and is no number of its own ("3 others" than the
    dead). `voice` is one speaker: the same named source, or an outlet speaking itself. `outlet` is who published it.
    `authority`: the country whose authorities say it (its code, or words where it is not known), empty where others do.
    `contrast`: its sentence sets it against another figure; `sums`: its sentence says that it is of all; `grave`: it
    says of someone hurt that he may yet die; `lives`: that he does not.
    `several`: its report opens with a number of several events together, so that its own may be another event's.
    `besides`: its words say that it is of others than those told of before ("three others", "the other two").
    `joined`: the claim just before it in a list of people of one outcome ("a guard and three others"), or empty.
    `states`: the interval that a count states, found once; None for claims of other kinds.
    `speakers`: those in whose name it is made: its voice (a named source, or the outlet itself) and its origin.
    `holds`: of the held, whether they were taken or are held still, as `resources.holding` tells. `lowers`: its words
    say that it corrects a higher number.
    """

    id: str
    claim: Claim
    event: str
    group: Group = Group()
    when: Moment | None = None
    order: tuple[datetime, int, int]
    source: str
    voice: str
    outlet: str
    origin: str
    adds: bool = False
    authority: str = ""
    contrast: bool = False
    sums: bool = False
    grave: bool = False
    lives: bool = False
    joined: str = ""
    besides: bool = False
    several: bool = False
    states: Interval | None = None
    speakers: tuple[str, ...] = ()
    holds: Holding = ""
    lowers: bool = False

    @cached_property
    def hedged(self) -> bool:
        """Whether it is not stated as a fact."""
        return self.claim.factuality != "CT+"

    @cached_property
    def leads(self) -> bool:
        """Whether it speaks for its report: it opens it, or is said to be of all."""
        return opens(self) or self.sums

    @cached_property
    def replaces(self) -> bool:
        """Whether it is a count that may take another's place: no part, no addition, no single person."""
        return isinstance(self.claim, CountClaim) and self.claim.basis == "total" and not self.claim.implied

    @cached_property
    def timed(self) -> bool:
        """Whether the hour in which it was said is known."""
        return self.when is not None and self.when.last - self.when.first <= _AN_HOUR


class SetAside(Record, frozen=True, kw_only=True):
    """A claim that is not used, and why in words."""

    claim: Claim
    event: str | None
    reason: str


class Placing(Record, frozen=True, kw_only=True):
    """All placed claims in order, and those set aside. What was said only later is in neither: it was not known."""

    placed: tuple[Placed, ...]
    set_aside: tuple[SetAside, ...]


def zone_of(event: EventCore | None) -> tzinfo:
    """The zone in which bare times of an event are read: that of its place (IANA name or "+01:00"), else UTC."""
    name = (event.place.timezone if event else None) or "UTC"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _offset(name)


def _offset(name: str) -> tzinfo:
    try:
        return datetime.strptime(name, "%z").tzinfo or UTC
    except ValueError:
        return UTC


def place(linked: Linked, at: str | None) -> Placing:
    """Place every claim that was surely said by `at` (None: all). Raises ValueError where `at` is not a time."""
    return Places(linked).by(at)


class Places:
    """The claims of a pile, each placed when it is first asked for: many moments are asked about at little cost.

    The claims of one sentence are said at one time, so what a sentence makes of them holds for every moment.
    """

    def __init__(self, linked: Linked) -> None:
        documents = {d.document: (n, d) for n, d in enumerate(linked.documents)}
        events = {e.id: e for e in linked.events}
        zones = self._zones = {e.id: zone_of(e) for e in linked.events}
        links = {link.claim: link for link in linked.links}
        self._texts = {d.document: d.text for d in linked.documents}
        self._homeless: list[tuple[SetAside, datetime, tzinfo]] = []
        of = {d: zones[e.id] for e in reversed(linked.events) for d in e.documents}
        first = next(iter(zones.values()), UTC)
        tallies = Tallies(linked.claims, self._texts)
        self._of_others = _others_of_another_outcome(linked.claims, self._texts)
        self._settled: dict[str | None, tuple[Placed, ...]] = {}
        self._spots: dict[str, list[_Spot]] = {e.id: [] for e in linked.events}
        for claim in linked.claims:
            link = links.get(claim.id)
            if link is None or link.event is None or link.event not in events:
                reason = "about no event of these reports"
                aside = SetAside(claim=claim, event=link.event if link else None, reason=reason)
                zone = of.get(claim.document, first)
                self._homeless.append((aside, _surely_from(moment(claim.asserted_at, zone)), zone))
                continue
            spot = _Spot(claim, link, documents.get(claim.document), events[link.event], zones[link.event])
            spot.of_several(tallies.opens(claim), tallies.has(claim))
            self._spots[link.event].append(spot)

    def by(self, at: str | None, event: str | None = None) -> Placing:
        """What was surely said by `at` (None: all), of one event or of all. Raises ValueError where `at` is no time."""
        if at is not None:
            end_of(at)  # a mistyped time is refused before anything is left out because of it
        ends = {zone: _LAST if at is None else end_of(at, zone) for zone in (UTC, *self._zones.values())}
        set_aside = [aside for aside, known, zone in self._homeless if known <= ends[zone]]
        used: set[str] = set()
        for id_ in self._spots if event is None else {event} & self._spots.keys():
            until = _LAST if at is None else end_of(at, self._zones[id_])
            for spot in self._spots[id_]:
                reason = spot.not_told if at is None or spot.surely <= until else spot.why_not(until)
                if reason:
                    set_aside.append(SetAside(claim=spot.claim, event=id_, reason=reason))
                elif reason is None:
                    used.add(spot.claim.id)
        placed = self._in_order(event)
        return Placing(placed=tuple(p for p in placed if p.id in used), set_aside=tuple(set_aside))

    def _in_order(self, event: str | None) -> tuple[Placed, ...]:
        """The claims of an event, or of all, that are used at some moment, in order, with what their sentences say."""
        if event not in self._settled:
            placed = [spot.placed for spot in self._of(event) if spot.told]
            placed.sort(key=lambda p: (*p.order, p.id))
            self._settled[event] = _with_lists(_with_additions(placed, self._of_others), self._texts)
        return self._settled[event]

    def _of(self, event: str | None) -> Iterator["_Spot"]:
        if event is not None:
            yield from self._spots.get(event, ())
            return
        for spots in self._spots.values():
            yield from spots


class _Spot:
    """One claim of an event, with when it was said; where it stands is found out once."""

    def __init__(
        self, claim: Claim, link: ClaimLink, found: tuple[int, Document] | None, event: EventCore, zone: tzinfo
    ) -> None:
        self.claim, self.event = claim, event
        self.several = False
        self._link, self._found = link, found
        self._said = moment(claim.asserted_at, zone)
        self.surely = _surely_from(self._said)
        self.not_told = {"comment": "an opinion", "boilerplate": "not part of the report"}.get(claim.part)
        if link.review == "dismissed":
            self.not_told = "dismissed by a reviewer"

    def of_several(self, report: bool, claim: bool) -> None:
        """Say whether the report opens with a number of several events together, and whether this is that number."""
        self.several = report
        if claim:
            self.not_told = self.not_told or OF_SEVERAL

    @property
    def told(self) -> bool:
        """Whether the claim is used at some moment."""
        return self.not_told is None

    @cached_property
    def placed(self) -> Placed:
        """The claim where it belongs."""
        found = _placed(self.claim, self._link, self._found, (self.event, self._said))
        return replace(found, several=True) if self.several else found

    def why_not(self, until: datetime) -> str:
        """Why a claim that was not surely said by then is left out, in words; empty where it was said only later."""
        if self._said is None:
            return "time of saying unknown"
        return "said on that day, hour unknown" if surely_said(self._said, until) is None else ""


def _surely_from(said: Moment | None) -> datetime:
    """The instant from which something was surely said: found once, so that a moment costs a comparison a claim."""
    if said is None:
        return _LAST
    return said.first if surely_said(said, said.first) else said.last


def _with_lists(placed: tuple[Placed, ...], texts: Mapping[str, str]) -> tuple[Placed, ...]:
    """Mark what a list of people goes on with: each claim that only a comma or "and" parts from the one before it."""
    by_sentence: dict[tuple[str, int, str], list[Placed]] = defaultdict(list)
    for item in placed:
        if isinstance(item.claim, CountClaim):
            by_sentence[item.claim.document, item.claim.sentence.start, item.claim.outcome].append(item)
    found: dict[str, str] = {}
    for (document, _, _), told in by_sentence.items():
        if len(told) == 1:
            continue
        told.sort(key=lambda p: (p.claim.span.start, p.id))
        text = texts.get(document, "")
        waiting: dict[str, str] = {}
        for before, item in pairwise(told):
            if not lists_on(text, count_of(before), count_of(item)):
                waiting = {}
                continue
            waiting[item.id] = before.id
            if ends_list(text, count_of(before), count_of(item)):
                found |= waiting
                waiting = {}
    return tuple(replace(p, joined=found[p.id]) if p.id in found else p for p in placed)


def _with_additions(placed: list[Placed], of_others: frozenset[str]) -> tuple[Placed, ...]:
    """Mark the increments that add to their own outcome, those `of_others` (ids) never.

    "One dead and three others hurt" adds nothing to the injured: the others are others than the dead, where the
    sentence speaks of another outcome and of no other number of this one.
    """
    outcomes: dict[tuple[str, int], list[str]] = defaultdict(list)
    for item in placed:
        if isinstance(item.claim, CountClaim):
            outcomes[item.claim.document, item.claim.sentence.start].append(item.claim.outcome)
    return tuple(_adding(p) if p.id not in of_others and _adds(p.claim, outcomes) else p for p in placed)


_OTHERS = frozenset({"other", "others"})
_OTHER_BEFORE = re.compile(r"\bother\s{1,3}$", re.IGNORECASE)


def _besides(claim: CountClaim, text: str) -> bool:
    """Whether the words of a number, or right beside it, say that it is of others than those told of before."""
    told = claim.population.text or ""
    before, behind = text[max(0, claim.span.start - _OTHER_REACH) : claim.span.start], claim.span.end
    near = _OTHER_BEFORE.search(before) or _SAYS_OTHERS.match(text, behind)
    return near is not None or any(w in _OTHERS for w in told.casefold().split())


_OTHER_REACH = 10
_SAYS_OTHERS = re.compile(r"\s{1,3}others?\b", re.IGNORECASE)
_SAYS_MORE = re.compile(r"\s{1,3}(?:more|others?)\b", re.IGNORECASE)
_OTHERS_REACH = 400
"""Characters; others than those of whom nothing was said so far back are others than somebody else."""


def _others_of_another_outcome(claims: Iterable[Claim], texts: Mapping[str, str]) -> frozenset[str]:
    """Ids of numbers of "others" behind a number of another outcome: others than those.

    In one sentence where that gave no number of their own outcome before, to which they could be added; from one
    sentence to the next where the report gave none.
    """
    told: dict[str, list[CountClaim]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim, CountClaim):
            told[claim.document].append(claim)
    found: set[str] = set()
    for document, here in told.items():
        here.sort(key=lambda c: (c.span.start, c.id))
        based: set[str] = set()
        base_of: dict[int, set[str]] = defaultdict(set)
        for before, claim in zip([None, *here], here, strict=False):
            apart = before is not None and claim.basis == "increment" and before.outcome != claim.outcome
            known = base_of[claim.sentence.start] if before and claim.sentence == before.sentence else based
            if before is not None and apart and _of_others(claim, before, known, texts.get(document, "")):
                found.add(claim.id)
            else:
                based.add(claim.outcome)
                base_of[claim.sentence.start].add(claim.outcome)
    return frozenset(found)


def _of_others(claim: CountClaim, before: CountClaim, based: Container[str], text: str) -> bool:
    if claim.sentence == before.sentence:
        return (
            _only_others(claim) or _SAYS_MORE.match(text, claim.span.end) is not None
        ) and claim.outcome not in based
    near = claim.span.start - before.span.end <= _OTHERS_REACH and claim.outcome not in based
    return near and (_only_others(claim) or bool(_SAYS_OTHERS.match(text, claim.span.end)))


def _only_others(claim: CountClaim) -> bool:
    return (claim.population.text or "").casefold() in _OTHERS


def _adding(placed: Placed) -> Placed:
    """A claim that adds to another number ("another 12"): it states at least that many."""
    found = stated(placed)
    return replace(placed, adds=True, states=Interval(low=found.low, best=found.best, high=None))


def _adds(claim: Claim, outcomes: dict[tuple[str, int], list[str]]) -> bool:
    if not isinstance(claim, CountClaim) or claim.basis != "increment":
        return False
    here = outcomes[claim.document, claim.sentence.start]
    return here.count(claim.outcome) > 1 or set(here) == {claim.outcome}


def _placed(
    claim: Claim, link: ClaimLink, found: tuple[int, Document] | None, where: tuple[EventCore, Moment | None]
) -> Placed:
    number, document = found if found else (0, None)
    event, when = where
    outlet = (document.outlet if document else None) or claim.document
    sentence = document.text[claim.sentence.start : claim.sentence.end] if document else ""
    voice, origin = _voice(claim, outlet), link.origin or claim.id
    lower = document is not None and isinstance(claim, CountClaim) and lowers(_before(claim, document.text))
    return Placed(
        id=claim.id,
        claim=claim,
        event=link.event or "",
        group=_group(claim, event.place.country) if isinstance(claim, CountClaim) else Group(),
        when=when,
        order=(when.first if when else _LAST, number, claim.span.start),
        source=source_words(claim, outlet),
        voice=voice,
        outlet=outlet,
        origin=origin,
        speakers=(voice, f"origin:{origin}"),
        authority=authority_of(claim, event.place.country, lower),
        lowers=lower,
        contrast=document is not None and _contrasts(claim, document.text),
        sums=sums_up(sentence),
        grave=may_die(sentence),
        lives=lives(sentence),
        besides=document is not None and isinstance(claim, CountClaim) and _besides(claim, document.text),
        states=interval_of(claim.quantity) if isinstance(claim, CountClaim) else None,
        holds=holding(claim, document.text) if isinstance(claim, CountClaim) and document else "",
    )


def _before(claim: Claim, text: str) -> str:
    return text[max(claim.sentence.start, claim.span.start - LOWERED_REACH) : claim.span.start]


def _contrasts(claim: Claim, text: str) -> bool:
    """Whether the words near a number set it against another: farther off, they speak of something else."""
    start = max(claim.sentence.start, claim.span.start - _BEFORE)
    behind = text[claim.span.end : min(claim.sentence.end, claim.span.end + _BEHIND)]
    return contrasts_beside(text[start : claim.span.start], behind)


_BEFORE, _BEHIND = 80, 40


def source_words(claim: Claim, outlet: str) -> str:
    """The chain in words, nearest first: "a ministry official, via the Harbour Wire"; the outlet where it is empty."""
    chain = claim.attribution.chain if claim.attribution else ()
    return ", via ".join(" ".join(s.text.split())[:120] for s in chain[:6]) if chain else outlet


def _voice(claim: Claim, outlet: str) -> str:
    chain = claim.attribution.chain if claim.attribution else ()
    if not chain:
        return f"outlet:{outlet.casefold()}"
    speaker = _denier(chain) if claim.factuality == "CT-" else chain[0]
    words = speaker.text.casefold().split()[:20]
    return "source:" + " ".join(w for w in words if w not in ("the", "a", "an"))


def _group(claim: CountClaim, country: str | None) -> Group:
    """The group that is counted; a foreign country that names no nationality speaks of its own people."""
    group = group_of(claim.population, claim.outcome)
    chain = claim.attribution.chain if claim.attribution else ()
    if group.nationality or not chain or (claim.population.text and not is_citizen(claim.population)):
        return group
    own = nationality_of(chain[0].text)
    return replace(group, nationality=own) if own and country and country_in(own) != country else group


def surely_later(a: Placed, b: Placed) -> bool:
    """Whether `a` was surely said after `b`: their times do not meet; within a document, a later stamp."""
    new, old = a.when, b.when
    if new is None or old is None:
        return False
    return new.first >= old.last or (new.first > old.first and a.timed and b.timed)


def count_of(placed: Placed) -> CountClaim:
    """The count claim that stands there. Raises TypeError for a claim of another kind."""
    if not isinstance(placed.claim, CountClaim):
        raise TypeError(f"{placed.claim.id} is no count")
    return placed.claim


def stated(placed: Placed) -> Interval:
    """The interval that a placed count claim states; an addition alone ("another 12") states at least that many.

    Raises TypeError for a claim of another kind.
    """
    if placed.states is None:
        raise TypeError(f"{placed.id} is no count")
    return placed.states


def opens(placed: Placed) -> bool:
    """Whether a claim stands in its report's headline or opening, which speak for the whole of it."""
    return opens_report(placed.claim)


_RELAYS = frozenset({"agency", "outlet"})


def denier_words(denying: Placed) -> str:
    """Who denies: the last of a denial's chain that is no mere carrier ("officials denied reports that …")."""
    chain = denying.claim.attribution.chain if denying.claim.attribution else ()
    return " ".join(_denier(chain).text.split())[:120] if chain else denying.source


def _denier(chain: tuple[Source, ...]) -> Source:
    return next((s for s in reversed(chain) if s.kind not in _RELAYS), chain[0])


def tally(set_aside: Iterable[SetAside]) -> dict[str, int]:
    """How many claims were set aside, by reason, in the order of the reasons' words."""
    return dict(sorted(Counter(s.reason for s in set_aside).items()))


def unused(claim: CountClaim) -> str | None:
    """Why a count moves no estimate, in words; None where it does."""
    if claim.factuality in _UNSAID:
        return _UNSAID[claim.factuality]
    if claim.quantity.low is None and claim.quantity.high is None:
        return "a share or number without bounds"
    return None
