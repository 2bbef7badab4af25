"""The situation report as data: what is known, claimed, disputed, withdrawn, set aside and unknown of each event.

`markdown` and `page` show it; `terminal` shows parts of it. Sentences are templates over claims; each carries the
claims it is made from.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, tzinfo
from typing import TypeVar

from asof.records import Claim, Contradiction, CountClaim, Event, Record, Relation, Story, moment
from asof.tell.clean import one_line
from asof.tell.figures import Figure, figures
from asof.tell.happened import Happened, happened
from asof.tell.lapsed import last_said, since
from asof.tell.questions import unanswered
from asof.tell.sentences import Sentence, aside, assertion, estimate, explained, pair, side, withdrawal
from asof.tell.standing import Standing
from asof.tell.tracks import Group, TrackView, groups, together, track_views
from asof.tell.wording import Clock, between, looking, outcome_words, role_words, when, zone_of

T = TypeVar("T")

FULL_EVENTS = 12
"""How many events are told in full; of the others the report keeps an index."""

FEW = 3
"""Up to how many events a report bears the name of the first of them."""

LISTED = 40
"""How many sentences of one kind are told of one event before the rest is only counted."""

SHORT = 6
"""How many headline figures open an event's report; of those of the event's fate, not of who was there."""

_NOT_IN_SHORT = frozenset({"attackers", "deployed", "present", "affected"})

TRACKS = 30
"""How many tracks of one event are shown in full."""

_OFFICIAL = frozenset({"official", "police", "military", "medical"})


class Part(Record, frozen=True, kw_only=True):
    """A part of an event's report: its sentences, and how many more there are than are told."""

    sentences: tuple[Sentence, ...] = ()
    more: int = 0

    @property
    def topics(self) -> tuple[tuple[str, list[Sentence]], ...]:
        """The sentences by topic, topics in the order in which they come up."""
        found: dict[str, list[Sentence]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.topic, []).append(sentence)
        return tuple(found.items())


class Dispute(Record, frozen=True, kw_only=True):
    """A contradiction with its sides, one sentence each; `settled` where it had closed."""

    contradiction: Contradiction
    explanation: str
    sides: tuple[Sentence, ...]
    opened: str
    closed: str
    settled: bool


class EventReport(Record, frozen=True, kw_only=True):
    """One event told in full. `zone` is the name of its local time, `documents` those published by the moment.

    `stale`: the figures (outcome, population) of a state that nobody has spoken of for a day; it may have ended.
    `summary` says its headline figures in sentences; `disputed_more`: how many more contradictions are open, settled.
    """

    event: Event
    title: str
    place: str
    dates: str
    zone: str
    documents: tuple[str, ...]
    figures: tuple[Figure, ...]
    stale: tuple[tuple[str, str], ...]
    summary: Part
    known: Part
    claimed: Part
    disputed: tuple[Dispute, ...]
    disputed_more: tuple[int, int]
    withdrawn: Part
    background: Part
    unknown: Part
    happened: tuple[Happened, ...]
    happened_more: int
    tracks: tuple[TrackView, ...]
    tracks_more: int
    relations: tuple[tuple[Sentence, str], ...]
    relations_more: int


class EventLine(Record, frozen=True, kw_only=True):
    """One event in the index: those that are not told in full."""

    event: Event
    title: str
    place: str
    dates: str
    documents: int
    figures: tuple[Figure, ...]


class SituationReport(Record, frozen=True, kw_only=True):
    """A whole report as of a moment. `citations` numbers every claim that a sentence or figure rests on, from 1."""

    story: Story
    at: str | None
    title: str
    as_of: str
    zone: str
    first: str
    last: str
    events: tuple[EventReport, ...]
    index: tuple[EventLine, ...]
    citations: dict[str, int]
    documents: int
    outlets: int
    left_out: int

    @property
    def named(self) -> bool:
        """Whether the report bears the name of its first event."""
        return len(self.events) + len(self.index) <= FEW


def situation(story: Story, at: str | None = None) -> SituationReport:
    """The report of a story as of `at` (None: that of the story, else its end). Raises ValueError for no time."""
    standing = Standing(story, at)
    ordered = sorted(story.reconciled.events, key=_weight)
    told = [e for e in ordered if len(e.documents) > 1][:FULL_EVENTS] or ordered[:FULL_EVENTS]
    if len(ordered) <= FULL_EVENTS:
        told = ordered
    full = tuple(event_report(standing, e) for e in told)
    ids = {e.id for e in told}
    index = tuple(_line(standing, e) for e in ordered if e.id not in ids)
    zones = {_zone_name(e) for e in told}
    zone_name = _zone_name(told[0]) if told and (len(zones) == 1 or len(ordered) <= FEW) else "UTC"
    zone = zone_of(zone_name)
    shown = [d for d in standing.documents if standing.shown(d, zone)]
    stamps = sorted(v for d in shown if (v := standing.published(d)))
    return SituationReport(
        story=story,
        at=standing.at,
        title=_title(full, len(ordered)),
        as_of=looking(standing.at, zone) if standing.at else when(max(stamps, key=_end) if stamps else None, zone),
        zone=zone_name,
        first=when(stamps[0], zone) if stamps else "",
        last=when(stamps[-1], zone) if stamps else "",
        events=full,
        index=index,
        citations=_numbers(full, index),
        documents=len(shown),
        outlets=len({o for d in shown if (o := standing.documents[d].outlet)}),
        left_out=len(standing.documents) - len(shown),
    )


def _title(events: tuple[EventReport, ...], count: int) -> str:
    """The name of a report: that of its event, or the number of them."""
    if not events:
        return "Nothing to report"
    return events[0].title if count <= FEW else f"{count:,} events"


def _weight(event: Event) -> tuple[int, int, str, str]:
    return (-len(event.primary), -len(event.documents), event.start or "9999", event.id)


def _end(stamp: str) -> str:
    found = moment(stamp)
    return found.last.isoformat() if found else ""


def event_report(standing: Standing, event: Event) -> EventReport:
    """One event told in full. What is only counted is never put into words: a long story has thousands of claims."""
    clock = standing.clock(event)
    views = track_views(standing, event)
    every = [(v, g) for v in views if _telling(standing, v) for g in reversed(groups(standing, v))]
    grouped = together(standing, every)
    firm = [(v, g) for v, g in grouped if _firm(standing, v, g, clock)]
    claimed = [(v, g) for v, g in grouped if g.state == "standing" and not _firm(standing, v, g, clock)]
    answered = {g.by for _, g in grouped}
    gone = [(v, g) for v, g in grouped if g.state != "standing" and not answered.issuperset(g.claims)]
    relations = [r for r in standing.story.reconciled.relations if _of(standing, event, r)]
    shown, (disputes, disputed_more) = figures(standing, event), _disputes(standing, event, clock)
    days, days_more = happened(standing, event, views)
    unknown = unanswered(standing, event, _spoken_of(views)) if standing.estimated and grouped else ()
    return EventReport(
        event=event,
        title=one_line(event.label) or "An event without a name",
        place=_place(event),
        dates=_dates(event, clock.zone),
        zone=_zone_name(event),
        documents=tuple(d for d in event.documents if d in standing.documents and standing.shown(d, clock.zone)),
        figures=shown,
        stale=tuple((f.outcome, f.population) for f in shown if last_said(standing, f, clock)),
        summary=Part(sentences=_summary(standing, event, shown)),
        known=_part(firm, lambda told: assertion(standing, *told, clock)),
        claimed=_part(claimed, lambda told: assertion(standing, *told, clock)),
        disputed=disputes,
        disputed_more=disputed_more,
        withdrawn=_part(gone, lambda told: withdrawal(standing, *told, clock)),
        background=_part(_set_aside(standing, event), lambda told: aside(standing, *told, clock)),
        unknown=_part(unknown, lambda told: told),
        happened=days,
        happened_more=days_more,
        tracks=views[:TRACKS],
        tracks_more=max(0, len(views) - TRACKS),
        relations=tuple((pair(standing, r), one_line(r.reason, 400)) for r in relations[:LISTED]),
        relations_more=max(0, len(relations) - LISTED),
    )


def _headline(shown: Figure) -> bool:
    """Whether a figure is one of those that open a report: over everybody, of what became of them."""
    return not shown.population and bool(shown.cited) and shown.outcome not in _NOT_IN_SHORT


def _summary(standing: Standing, event: Event, shown: tuple[Figure, ...]) -> tuple[Sentence, ...]:
    """The headline figures in sentences; after a state that may have ended, what has been said since."""
    told: list[Sentence] = []
    for figure in [f for f in shown if _headline(f)][:SHORT]:
        later = since(standing, event, figure)
        told += [estimate(standing, figure, standing.clock(event)), *([later] if later else [])]
    return tuple(told)


def _telling(standing: Standing, view: TrackView) -> bool:
    """Whether a track is told in sentences: counts always, a measure or role where more than one claim makes it."""
    if view.track.kind == "role" and not role_words(view.track.outcome):
        return False
    return view.track.kind == "count" or not view.alone or view.rows[0].claim in standing.disputed


def _part(found: Sequence[T], tell: Callable[[T], Sentence]) -> Part:
    return Part(sentences=tuple(tell(one) for one in found[:LISTED]), more=max(0, len(found) - LISTED))


def _zone_name(event: Event) -> str:
    name = event.place.timezone
    return name if name and zone_of(name) is not UTC else "UTC"


def _firm(standing: Standing, view: TrackView, group: Group, clock: Clock) -> bool:
    """Undisputed, and from two origins or an official source: what the report calls known.

    Of a state that lasts the last word must be of the day: what was said of the held three days ago is known no more.
    """
    if group.state != "standing" or any(c in standing.disputed for c in group.claims):
        return False
    last = standing.latest(group.claims, clock.zone)
    lasts = outcome_words(view.track.outcome)["state"] and not standing.taken(group.claims[0])
    if lasts and last and standing.stale(last, clock):
        return False
    claims = [standing.claims[c] for c in group.claims]
    certain = [c for c in claims if c.factuality == "CT+"]
    official = any(s.kind in _OFFICIAL for c in certain if c.attribution for s in c.attribution.chain)
    return bool(certain) and (group.origins > 1 or official)


def _disputes(standing: Standing, event: Event, clock: Clock) -> tuple[tuple[Dispute, ...], tuple[int, int]]:
    """The contradictions of an event, the open ones first, then the settled; how many more are open, are settled."""
    every = [(standing.settled(k, clock.zone), k) for k in standing.contradictions(event)]
    every.sort(key=lambda found: found[0])
    settled = sum(closed for closed, _ in every[LISTED:])
    told = tuple(_dispute(standing, k, clock) for _, k in every[:LISTED])
    return told, (len(every[LISTED:]) - settled, settled)


def _spoken_of(views: tuple[TrackView, ...]) -> list[str]:
    """The outcomes that the reports of an event count people in."""
    return [v.track.outcome for v in views if v.track.kind == "count"]


def _dispute(standing: Standing, contradiction: Contradiction, clock: Clock) -> Dispute:
    return Dispute(
        contradiction=contradiction,
        explanation=explained(contradiction, standing),
        sides=tuple(side(standing, standing.claims[c], clock) for c in contradiction.claims),
        opened=clock(contradiction.opened) if contradiction.opened else "",
        closed=clock(contradiction.closed) if contradiction.closed else "",
        settled=standing.settled(contradiction, clock.zone),
    )


def _set_aside(standing: Standing, event: Event) -> list[tuple[Claim, str]]:
    """The counts in an event's own reports that are on none of its tracks, with the reason in words."""
    documents, zone = set(event.primary or event.documents), standing.zone(event)
    deniers = {by for t in standing.tracks(event) for p in standing.points(t, zone) for by in p.denied_by}
    found = []
    for claim in standing.story.claims:
        if (
            claim.document not in documents
            or not isinstance(claim, CountClaim)
            or claim.id in standing.track
            or claim.id in deniers
        ):
            continue
        if standing.said(claim.id, zone):
            found.append((claim, _why(standing, claim, event)))
    order = {d: n for n, d in enumerate(standing.documents)}
    return sorted(found, key=lambda f: (order[f[0].document], f[0].span, f[0].id))


def _why(standing: Standing, claim: CountClaim, event: Event) -> str:
    link = standing.links.get(claim.id)
    if claim.same_as:
        return "says again what the report said before"
    if not claim.main or not link or link.event is None:
        return "background: not of this event"
    if link.event != event.id:
        return "counted under another event"
    if claim.factuality not in ("CT+", "CT-"):
        return "not stated as fact"
    if claim.quantity.low is None and claim.quantity.high is None:
        return "no number is stated"
    return "could not be compared"


def _of(standing: Standing, event: Event, relation: Relation) -> bool:
    link = standing.links.get(relation.a)
    zone = standing.zone(event)
    return bool(link and link.event == event.id) and standing.said(relation.a, zone) and standing.said(relation.b, zone)


def _place(event: Event) -> str:
    parts = (event.place.name, event.place.admin1, event.place.country)
    return ", ".join(dict.fromkeys(one_line(p, 80) for p in parts if p))


def _dates(event: Event, zone: tzinfo) -> str:
    return between(event.start, event.end, zone)


def _line(standing: Standing, event: Event) -> EventLine:
    return EventLine(
        event=event,
        title=one_line(event.label) or "An event without a name",
        place=_place(event),
        dates=_dates(event, standing.zone(event)),
        documents=len(event.documents),
        figures=figures(standing, event, populations=False),
    )


def _numbers(events: tuple[EventReport, ...], index: tuple[EventLine, ...]) -> dict[str, int]:
    cited: dict[str, None] = {}
    for event in events:
        for shown in event.figures:
            cited.update(dict.fromkeys(shown.cited))
        for part in (event.summary, event.known, event.claimed, event.withdrawn, event.background, event.unknown):
            cited.update(dict.fromkeys(c for sentence in part.sentences for c in sentence.claims))
        cited.update(dict.fromkeys(c for day in event.happened for s in day.sentences for c in s.claims))
        cited.update(dict.fromkeys(c for d in event.disputed for side in d.sides for c in side.claims))
        cited.update(dict.fromkeys(row.claim for view in event.tracks for row in view.rows))
        cited.update(dict.fromkeys(c for sentence, _ in event.relations for c in sentence.claims))
    for line in index:
        cited.update(dict.fromkeys(c for shown in line.figures for c in shown.cited))
    return {claim: n for n, claim in enumerate(cited, 1)}
