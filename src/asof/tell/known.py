"""What nobody knew of an event by a moment is left out of what is told as of it.

Its name and place, where only later reports give them; when it ended; who has carried a claim since.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from msgspec.structs import replace

from asof.records import (
    Claim,
    ClaimLink,
    CountClaim,
    Document,
    Event,
    EventPlace,
    MeasureClaim,
    Reconciled,
    Story,
    end_of,
    moment,
    order_of_publication,
    said_by,
)
from asof.tell.clean import one_line
from asof.tell.wording import zone_of

OPENING = 80
"""How many characters of a report without a title name its event."""


def as_known(story: Story) -> Story:
    """A story as of its moment, without the events of which nothing had surely been said by then.

    Of the others only the reports surely published by then are named, and no day after it; claims count the outlets
    and origins that had carried them by then. A story as of its end is given back as it is.
    """
    found = story.reconciled
    if found.at is None:
        return story
    events = _known(found, story.documents, story.claims)
    zones = {e.id: zone_of(e.place.timezone) for e in found.events}
    claims = {c.id: c for c in story.claims}
    of = {link.claim: link.event for link in story.links}
    said = [
        c
        for c in story.claims
        if c.id in of and said_by(c.asserted_at, found.at, zones.get(of[c.id] or "", zone_of(None))) is True
    ]
    ids = {c.id for c in said}
    cut = carried(
        [link for link in story.links if link.claim in ids],
        said,
        {d.document: d.outlet or d.document for d in story.documents},
        {c: (of[c], says(claims[c])) for c in ids},
    )
    changed = {link.claim: link for link in cut}
    links = tuple(changed.get(link.claim, link) for link in story.links)
    return replace(story, links=links, reconciled=replace(found, events=tuple(events.values())))


def labels(found: Reconciled, documents: Iterable[Document], claims: Iterable[Claim]) -> dict[str, str]:
    """What each event was called at the moment of `found`; those that nobody knew of by then bear their id."""
    if found.at is None:
        return {e.id: e.label for e in found.events}
    known = _known(found, documents, claims)
    return {e.id: known[e.id].label if e.id in known else e.id for e in found.events}


def _known(found: Reconciled, documents: Iterable[Document], claims: Iterable[Claim]) -> dict[str, Event]:
    """The events of which anything had surely been said by the moment, as they were known."""
    every = {d.document: d for d in documents}
    carrying = {c.id: c.document for c in claims}
    spoken: dict[str, dict[str, None]] = {}
    for track in found.tracks:
        of = (carrying[p.claim] for p in track.points if p.claim in carrying)
        spoken.setdefault(track.event, {}).update(dict.fromkeys(of))
    known = {}
    for event in found.events:
        zone = zone_of(event.place.timezone)
        own = (every[d] for d in event.documents if d in every)
        here = [d for d in own if said_by(d.published.value, found.at, zone) is True]
        heard = [every[d] for d in spoken.get(event.id, ()) if d in every]
        if here or heard:
            known[event.id] = event_known(event, found.at or "", here, heard)
    return known


def event_known(event: Event, at: str, here: Sequence[Document], heard: Sequence[Document] = ()) -> Event:
    """An event as it was known at a moment: with the reports that were `here` by then, and no day after it.

    `heard`: others in which it had been spoken of. While reports of it are still to come, its name is that of a report
    at hand, and it has a place only where one of them names it.
    """
    zone = zone_of(event.place.timezone)
    until = end_of(at, zone)
    days = [None if (m := moment(v, zone)) and m.first > until else v for v in (event.start, event.end)]
    ids = {d.document for d in here}
    cut = replace(
        event,
        documents=tuple(d for d in event.documents if d in ids),
        primary=tuple(d for d in event.primary if d in ids),
        start=days[0],
        end=days[1],
    )
    if len(cut.documents) == len(event.documents):
        return cut
    reports = sorted(
        {d.document: d for d in (*here, *heard)}.values(),
        key=lambda d: (d.document not in event.primary, d.document not in event.documents, order_of_publication(d)),
    )
    return replace(cut, label=_label(cut, reports), place=_place(event.place, reports))


def _label(event: Event, reports: Sequence[Document]) -> str:
    """The event's name, where a report bears it or its words; else the name of the first report."""
    titles = [title for d in reports if (title := one_line(_title(d)))]
    name = one_line(event.label)
    if any(title.startswith(name) for title in titles):
        return event.label
    if titles:
        return titles[0]
    parts = [p for p in event.label.split(", ") if p in (event.start, event.end) or _in_words(p, reports)]
    return ", ".join(parts) or next((one_line(d.text, OPENING) for d in reports), "") or event.id


def _title(document: Document) -> str:
    heads = (document.text[p.start : p.end] for p in document.passages if p.part == "headline")
    return document.title if document.title is not None else next(heads, "")


def _in_words(words: str, reports: Sequence[Document]) -> bool:
    return any(all(word in d.text.casefold() for word in words.casefold().split()) for d in reports)


def _place(place: EventPlace, reports: Sequence[Document]) -> EventPlace:
    """The place, where a report names it; else nothing but the zone, in which moments are read."""
    name = (place.name or "").casefold()
    if name and any(name in d.text.casefold() or name in (d.title or "").casefold() for d in reports):
        return place
    return EventPlace(timezone=place.timezone)


def carried(
    links: Sequence[ClaimLink], claims: Sequence[Claim], outlets: Mapping[str, str], said: Mapping[str, Hashable]
) -> tuple[ClaimLink, ...]:
    """The links of claims that had been made by a moment, with no more outlets and origins than had carried them.

    `outlets`: the outlet of each report; `said`: by claim, what is the same in claims that say the same (`says`).
    """
    shared = {said[x.claim] for x in links if x.outlets > 1 or x.origins > 1}
    if not shared:
        return tuple(links)
    by: dict[Hashable, set[str]] = {}
    origins: dict[Hashable, set[str]] = {}
    for claim in claims:
        if said[claim.id] in shared:
            by.setdefault(said[claim.id], set()).add(outlets[claim.document])
    for link in links:
        if said[link.claim] in shared:
            origins.setdefault(said[link.claim], set()).add(link.origin or link.claim)
    return tuple(
        _no_more(x, by[said[x.claim]], origins[said[x.claim]]) if said[x.claim] in shared else x for x in links
    )


def _no_more(link: ClaimLink, outlets: Collection[str], origins: Collection[str]) -> ClaimLink:
    if link.outlets <= len(outlets) and link.origins <= len(origins):
        return link
    return replace(link, outlets=min(link.outlets, len(outlets)), origins=min(link.origins, len(origins)))


def says(claim: Claim) -> Hashable:
    """What a claim says: the same for claims of one figure, its own id for any other."""
    if isinstance(claim, CountClaim):
        return ("count", claim.outcome, claim.quantity.low, claim.quantity.high)
    if isinstance(claim, MeasureClaim):
        return ("measure", claim.measure, claim.quantity.low, claim.quantity.high)
    return claim.id
