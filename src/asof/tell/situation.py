"""The situation report as data: what is known, claimed, disputed, withdrawn, set aside and unknown of each event.

`markdown` and `page` show it; `terminal` shows parts of it. Sentences are templates over claims; each carries the
claims it is made from.
"""

from datetime import UTC, tzinfo

from asof.records import Claim, Contradiction, CountClaim, Event, Record, Relation, Story, moment
from asof.tell.clean import one_line
from asof.tell.figures import Figure, figures
from asof.tell.standing import Standing
from asof.tell.tracks import Group, TrackView, groups, track_views
from asof.tell.wording import fact, outcome_words, when, zone_of

FULL_EVENTS = 12
"""How many events are told in full; of the others the report keeps an index."""

LISTED = 40
"""How many set-aside claims, relations and the like are listed for one event before the rest is only counted."""

_OFFICIAL = frozenset({"official", "police", "military", "medical"})
_ASKED_OF_EVERY_EVENT = ("killed", "injured", "missing")


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence: pieces of text, each with the claim its words open (or None), and the claims it rests on."""

    pieces: tuple[tuple[str, str | None], ...]
    claims: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return "".join(text for text, _ in self.pieces)


class Dispute(Record, frozen=True, kw_only=True):
    """A contradiction with its sides, one sentence each; `settled` where it had closed."""

    contradiction: Contradiction
    explanation: str
    sides: tuple[Sentence, ...]
    opened: str
    closed: str
    settled: bool


class EventReport(Record, frozen=True, kw_only=True):
    """One event told in full. `zone` is the name of its local time, `documents` those published by the moment."""

    event: Event
    title: str
    place: str
    dates: str
    zone: str
    documents: tuple[str, ...]
    figures: tuple[Figure, ...]
    known: tuple[Sentence, ...]
    claimed: tuple[Sentence, ...]
    disputed: tuple[Dispute, ...]
    withdrawn: tuple[Sentence, ...]
    background: tuple[Sentence, ...]
    background_more: int
    unknown: tuple[Sentence, ...]
    tracks: tuple[TrackView, ...]
    relations: tuple[tuple[Relation, Sentence], ...]
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


def situation(story: Story, at: str | None = None) -> SituationReport:
    """The report of a story as of `at` (None: that of the story, else its end). Raises ValueError for no time."""
    standing = Standing(story, at)
    ordered = sorted(story.reconciled.events, key=_weight)
    told = [e for e in ordered if len(e.documents) > 1][:FULL_EVENTS] or ordered[:FULL_EVENTS]
    if len(ordered) <= FULL_EVENTS:
        told = ordered
    full = tuple(_event(standing, e) for e in told)
    ids = {e.id for e in told}
    index = tuple(_line(standing, e) for e in ordered if e.id not in ids)
    zone_name = told[0].place.timezone if told else None
    zone = zone_of(zone_name)
    shown = [d for d in standing.documents if standing.shown(d, zone)] if standing.at else list(standing.documents)
    stamps = sorted(v for d in shown if (v := standing.documents[d].published.value))
    return SituationReport(
        story=story,
        at=standing.at,
        title=full[0].title if full else "Nothing to report",
        as_of=when(standing.at or (max(stamps, key=_end) if stamps else None), zone),
        zone=zone_name if zone is not UTC and zone_name else "UTC",
        first=when(stamps[0], zone) if stamps else "",
        last=when(stamps[-1], zone) if stamps else "",
        events=full,
        index=index,
        citations=_numbers(full, index),
        documents=len(shown),
        outlets=len({o for d in shown if (o := standing.documents[d].outlet)}),
        left_out=len(standing.documents) - len(shown),
    )


def _weight(event: Event) -> tuple[int, int, str, str]:
    return (-len(event.primary), -len(event.documents), event.start or "9999", event.id)


def _end(stamp: str) -> str:
    found = moment(stamp)
    return found.last.isoformat() if found else ""


def _event(standing: Standing, event: Event) -> EventReport:
    zone = standing.zone(event)
    views = track_views(standing, event)
    grouped = [(view, group) for view in views for group in groups(standing, view)]
    firm = [(v, g) for v, g in grouped if _firm(standing, g)]
    claimed = [(v, g) for v, g in grouped if not _firm(standing, g) and g.state == "standing"]
    withdrawn = [(v, g) for v, g in grouped if g.state in ("denied", "superseded", "denial")]
    aside = _set_aside(standing, event)
    relations = [r for r in standing.story.reconciled.relations if _of(standing, event, r)]
    return EventReport(
        event=event,
        title=one_line(event.label) or "An event without a name",
        place=_place(event),
        dates=_dates(event, zone),
        zone=event.place.timezone if zone is not UTC and event.place.timezone else "UTC",
        documents=tuple(d for d in event.documents if d in standing.documents and _there(standing, d, zone)),
        figures=figures(standing, event),
        known=tuple(_sentence(standing, v, g, zone) for v, g in firm),
        claimed=tuple(_sentence(standing, v, g, zone) for v, g in claimed),
        disputed=tuple(_dispute(standing, k, zone) for k in standing.contradictions(event)),
        withdrawn=tuple(_withdrawal(standing, v, g, zone) for v, g in withdrawn),
        background=tuple(_aside(standing, c, why, zone) for c, why in aside[:LISTED]),
        background_more=max(0, len(aside) - LISTED),
        unknown=_unknown(event, views),
        tracks=views,
        relations=tuple((r, _pair(standing, r)) for r in relations[:LISTED]),
        relations_more=max(0, len(relations) - LISTED),
    )


def _there(standing: Standing, document: str, zone: tzinfo) -> bool:
    return standing.at is None or standing.shown(document, zone)


def _firm(standing: Standing, group: Group) -> bool:
    """Undisputed, and from two origins or an official source: what the report calls known."""
    if group.state != "standing" or any(c in standing.disputed for c in group.claims):
        return False
    claims = [standing.claims[c] for c in group.claims]
    certain = [c for c in claims if c.factuality == "CT+"]
    official = any(s.kind in _OFFICIAL for c in certain if c.attribution for s in c.attribution.chain)
    return bool(certain) and (group.origins > 1 or official)


def _sentence(standing: Standing, view: TrackView, group: Group, zone: tzinfo) -> Sentence:
    first = group.claims[0]
    claim = standing.claims[first]
    number, rest = fact(claim, view.population)
    source = f", according to {group.sources}" if group.sources else ""
    stamp = f" ({when(claim.asserted_at, zone)}{_carried(group)})"
    return Sentence(pieces=((number, first), (f" {rest}{source}{stamp}.", None)), claims=group.claims)


def _carried(group: Group) -> str:
    if len(group.claims) == 1 and group.outlets <= 1:
        return ""
    return f"; {_plural(group.outlets, 'outlet')}, {_plural(group.origins, 'origin')}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _withdrawal(standing: Standing, view: TrackView, group: Group, zone: tzinfo) -> Sentence:
    claim = standing.claims[group.claims[0]]
    number, rest = fact(claim, view.population)
    if group.state == "denial":
        opening = f"Denied by {group.sources} ({when(claim.asserted_at, zone)}): that "
        return Sentence(pieces=((opening, None), (number, claim.id), (f" {rest}.", None)), claims=group.claims)
    said = f" {rest}, according to {group.sources} ({when(claim.asserted_at, zone)})"
    if not group.by:
        return Sentence(pieces=((number, claim.id), (f"{said}: withdrawn.", None)), claims=group.claims)
    other = standing.claims[group.by]
    verb = "denied" if group.state == "denied" else "superseded"
    stamp = f" ({when(other.asserted_at, zone)})."
    later = standing.source(other.id)
    tail = ((f" by {later}", None), (stamp, None)) if verb == "denied" else _newer(standing, other, view, later, stamp)
    return Sentence(pieces=((number, claim.id), (f"{said}: {verb}", None), *tail), claims=(*group.claims, group.by))


def _newer(
    standing: Standing, other: Claim, view: TrackView, source: str, stamp: str
) -> tuple[tuple[str, str | None], ...]:
    return ((" by ", None), (fact(other, view.population)[0], other.id), (f", {source}{stamp}", None))


def _dispute(standing: Standing, contradiction: Contradiction, zone: tzinfo) -> Dispute:
    return Dispute(
        contradiction=contradiction,
        explanation=one_line(contradiction.explanation, 600),
        sides=tuple(_side(standing, standing.claims[c], zone) for c in contradiction.claims),
        opened=when(contradiction.opened, zone) if contradiction.opened else "",
        closed=when(contradiction.closed, zone) if contradiction.closed else "",
        settled=standing.settled(contradiction, zone),
    )


def _side(standing: Standing, claim: Claim, zone: tzinfo) -> Sentence:
    number, rest = fact(claim)
    denied = "denied: " if claim.id in standing.denials else ""
    source = f" — {standing.source(claim.id)}, {when(claim.asserted_at, zone)}"
    return Sentence(pieces=((denied, None), (number, claim.id), (f" {rest}{source}", None)), claims=(claim.id,))


def _set_aside(standing: Standing, event: Event) -> list[tuple[Claim, str]]:
    """The counts in an event's own reports that are on none of its tracks, with the reason in words."""
    documents, zone = set(event.primary or event.documents), standing.zone(event)
    found = []
    for claim in standing.story.claims:
        if claim.document not in documents or not isinstance(claim, CountClaim) or claim.id in standing.track:
            continue
        if standing.said(claim.id, zone):
            found.append((claim, _why(standing, claim, event)))
    return sorted(found, key=lambda f: (list(standing.documents).index(f[0].document), f[0].span, f[0].id))


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


def _aside(standing: Standing, claim: Claim, why: str, zone: tzinfo) -> Sentence:
    number, rest = fact(claim)
    tail = f" {rest}, {standing.source(claim.id)}, {when(claim.asserted_at, zone)}: {why}."
    return Sentence(pieces=((number, claim.id), (tail, None)), claims=(claim.id,))


def _unknown(event: Event, views: tuple[TrackView, ...]) -> tuple[Sentence, ...]:
    spoken = [v.track.outcome for v in views if v.track.kind == "count"]
    asked = dict.fromkeys([*_ASKED_OF_EVERY_EVENT, *spoken])
    silent = [o for o in asked if (e := event.estimates.get(o)) is None or e.best is None]
    return tuple(
        Sentence(pieces=((f"No report that could be used says {outcome_words(o)['unknown']}.", None),)) for o in silent
    )


def _of(standing: Standing, event: Event, relation: Relation) -> bool:
    link = standing.links.get(relation.a)
    zone = standing.zone(event)
    return bool(link and link.event == event.id) and standing.said(relation.a, zone) and standing.said(relation.b, zone)


def _pair(standing: Standing, relation: Relation) -> Sentence:
    one, other = fact(standing.claims[relation.a]), fact(standing.claims[relation.b])
    source, against = standing.source(relation.a), standing.source(relation.b)
    middle = (f" ({source}) {_RELATION[relation.relation]} ", None)
    return Sentence(
        pieces=((one[0], relation.a), middle, (other[0], relation.b), (f" ({against})", None)),
        claims=(relation.a, relation.b),
    )


_RELATION = {
    "same": "says the same as",
    "refines": "makes more exact",
    "updates": "updates",
    "narrows": "narrows",
    "disputes": "disputes",
    "denies": "denies",
    "retracts": "takes back",
    "subset": "is part of",
    "incomparable": "cannot be compared with",
}


def _place(event: Event) -> str:
    parts = (event.place.name, event.place.admin1, event.place.country)
    return ", ".join(dict.fromkeys(one_line(p, 80) for p in parts if p))


def _dates(event: Event, zone: tzinfo) -> str:
    start, end = event.start, event.end
    if not start:
        return ""
    return when(start, zone) if not end or end == start else f"{when(start, zone)} – {when(end, zone)}"


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
        for part in (event.known, event.claimed, event.withdrawn, event.background):
            cited.update(dict.fromkeys(c for sentence in part for c in sentence.claims))
        cited.update(dict.fromkeys(c for d in event.disputed for side in d.sides for c in side.claims))
        cited.update(dict.fromkeys(row.claim for view in event.tracks for row in view.rows))
        cited.update(dict.fromkeys(c for _, sentence in event.relations for c in sentence.claims))
    for line in index:
        cited.update(dict.fromkeys(c for shown in line.figures for c in shown.cited))
    return {claim: n for n, claim in enumerate(cited, 1)}
