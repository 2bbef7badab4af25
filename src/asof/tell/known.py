"""What nobody knew of an event by a moment is left out of what is told as of it.

Its name and place, where only later reports give them; when it ended; who has carried a claim since.
"""

import re
import unicodedata
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from unicodedata import combining

from msgspec.structs import replace

from asof.records import (
    Claim,
    ClaimLink,
    CountClaim,
    Document,
    Entity,
    Event,
    EventPlace,
    MeasureClaim,
    Moment,
    Passage,
    Reconciled,
    Story,
    end_of,
    moment,
    order_of_publication,
    said_by,
)
from asof.tell.clean import one_line
from asof.tell.entries import at_hand, opening
from asof.tell.wording import zone_of

_NEVER = datetime.max.replace(tzinfo=UTC)


def as_known(story: Story) -> Story:
    """A story as of its moment, without the events of which nothing had surely been said by then.

    Of the others only the reports surely published by then are named, and no day after it; claims count the outlets
    and origins that had carried them by then. A story as of its end is given back as it is.
    """
    found = story.reconciled
    if found.at is None:
        return story
    events = _known(found, story.documents, story.claims, story.entities)
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


def _known(
    found: Reconciled, documents: Iterable[Document], claims: Iterable[Claim], entities: Sequence[Entity] = ()
) -> dict[str, Event]:
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
        here = [d for d in own if at_hand(d, found.at, zone)]
        heard = [every[d] for d in spoken.get(event.id, ()) if d in every]
        if here or heard:
            known[event.id] = event_known(event, found.at or "", here, heard, Naming(event, entities))
    return known


class Naming:
    """What reports call an event and its place, and from when. Each is read for it once, however many moments are told.

    Of a page that is written to all day only the entries count that had been made by then; its title and whatever
    bears no time of its own is of its publication. `entities`: what they spell otherwise is the event's place too,
    where it is the same place.
    """

    def __init__(self, event: Event, entities: Iterable[Entity] = ()) -> None:
        self._event = event
        self._zone = zone_of(event.place.timezone)
        self._name = one_line(event.label)
        self._primary, self._own = frozenset(event.primary), frozenset(event.documents)
        name = _folded(event.place.name or "")
        self._place = re.compile(rf"\b{re.escape(name)}\b") if name else None
        self._spelt: dict[str, list[str]] = {}
        for alias in (a for e in entities if _is(e, event.place) for a in e.aliases):
            for document in alias.documents:
                self._spelt.setdefault(document, []).append(_folded(alias.text))
        self._named: dict[str, datetime] = {}
        self._titles: dict[str, list[tuple[datetime, str]]] = {}
        self._stamped: dict[str, list[_Stamped]] = {}

    def label(self, reports: Collection[Document], known: Collection[str | None], until: datetime) -> str:
        """The event's name, where a report bears it or its words; else the title of the first report.

        `known`: the days of the event that are known by then, which its name may hold; `until`: the moment.
        """
        titles = {d.document: t for d in reports if (t := self._title(d, until))}
        if any(t.startswith(self._name) for t in titles.values()):
            return self._event.label
        if titles:
            return titles[min((d for d in reports if d.document in titles), key=self._order).document]
        said = [self._words(d, until) for d in sorted(reports, key=self._order)]
        parts = [p for p in self._event.label.split(", ") if p in known or _in_words(p, said)]
        openings = (opening(self._first_words(d, until)) for d in sorted(reports, key=self._order))
        return ", ".join(parts) or next((o for o in openings if o), "") or self._event.id

    def placed(self, reports: Iterable[Document], until: datetime) -> bool:
        """Whether a report had named the event's place by then, under any of its spellings."""
        return self._place is not None and any(self._named_from(d) <= until for d in reports)

    def complete(self, reports: Iterable[Document], until: datetime) -> bool:
        """Whether all of the reports had been published by then, with every entry of theirs."""
        return all(self._stamps(d)[-1].known <= until for d in reports)

    def told_of(self, day: str | None, reports: Iterable[Document], until: datetime) -> bool:
        """Whether anything of the reports was said by then on a day, or after it began."""
        first = moment(day, self._zone)
        if first is None:
            return True
        return any(s.known <= until and s.last > first.first for d in reports for s in self._stamps(d))

    def _order(self, document: Document) -> tuple[bool, bool, tuple[bool, str, str]]:
        id_ = document.document
        return id_ not in self._primary, id_ not in self._own, order_of_publication(document)

    def _stamps(self, document: Document) -> list["_Stamped"]:
        """The publication of a report and its passages, in the order in which they were surely said."""
        if document.document not in self._stamped:
            value = document.published.value
            of: list[tuple[str | None, Passage | None]] = [(value, None)]
            of += [(p.asserted_at or value, p) for p in document.passages]
            made = [_Stamped(moment(v, self._zone), p) for v, p in of]
            self._stamped[document.document] = sorted(made, key=lambda s: s.known)
        return self._stamped[document.document]

    def _words(self, document: Document, until: datetime) -> str:
        """What had been said of a report by then, what was said first in front."""
        said = [s.passage for s in self._stamps(document) if s.known <= until]
        if not document.passages:
            return document.text if said else ""
        return "\n".join(document.text[p.start : p.end] for p in said if p)

    def _first_words(self, document: Document, until: datetime) -> str:
        """What had been said first of a report by then: one entry, not all of a day."""
        said = (s.passage for s in self._stamps(document) if s.known <= until)
        words = (document.text[p.start : p.end] for p in said if p)
        return next((w for w in words if w.strip()), "") if document.passages else self._words(document, until)

    def _title(self, document: Document, until: datetime) -> str:
        """Its title, once it was published; of a page of which only entries had been, the first headline among them."""
        found = self._titles.get(document.document)
        if found is None:
            stamps, text = self._stamps(document), document.text
            heads = ((s.known, s.passage) for s in stamps if s.passage and s.passage.part == "headline")
            found = [(known, one_line(text[p.start : p.end])) for known, p in heads]
            if document.title is not None:
                published = next(s.known for s in stamps if s.passage is None)
                found.insert(0, (published, one_line(document.title)))
            self._titles[document.document] = found
        return next((title for known, title in found if known <= until), "")

    def _named_from(self, document: Document) -> datetime:
        """From when a report names the event's place."""
        found = self._named.get(document.document)
        if found is None:
            naming = (s.known for s in self._stamps(document) if self._names_it(document, s.passage))
            found = self._named[document.document] = next(naming, _NEVER)
        return found

    def _names_it(self, document: Document, passage: Passage | None) -> bool:
        if passage is None:
            words = document.title or ""
            words += "" if document.passages else f"\n{document.text}"
        else:
            words = document.text[passage.start : passage.end]
        folded = " ".join(_folded(words).split())
        spelt = self._spelt.get(document.document, ())
        return self._place is not None and (bool(self._place.search(folded)) or any(w in folded for w in spelt))


class _Stamped:
    """A passage of a report (None: the report itself): from when it was surely said, and its latest time."""

    def __init__(self, said: Moment | None, passage: Passage | None) -> None:
        self.passage = passage
        self.last = said.last if said else _NEVER
        hour = said is not None and said.last - said.first <= timedelta(hours=1)
        self.known = said.first if said and hour else self.last


def event_known(
    event: Event, at: str, here: Sequence[Document], heard: Sequence[Document] = (), naming: Naming | None = None
) -> Event:
    """An event as it was known at a moment: with the reports that were `here` by then, and no day after it.

    `heard`: others in which it had been spoken of. While reports of it are still to come, its name is that of a report
    at hand, it has a place only where one of them names it, and no day that began after all that was said by then.
    `naming`: of this event, where many moments are told.
    """
    naming = naming or Naming(event)
    zone = zone_of(event.place.timezone)
    until = end_of(at, zone)
    ids = {d.document for d in here}
    reports = list({d.document: d for d in (*here, *heard)}.values())
    days = [None if (m := moment(v, zone)) and m.first >= until else v for v in (event.start, event.end)]
    cut = replace(
        event,
        documents=tuple(d for d in event.documents if d in ids),
        primary=tuple(d for d in event.primary if d in ids),
        start=days[0],
        end=days[1],
    )
    if len(cut.documents) == len(event.documents) and naming.complete(reports, until):
        return cut
    days = [day if naming.told_of(day, reports, until) else None for day in days]
    place = event.place if naming.placed(reports, until) else EventPlace(timezone=event.place.timezone)
    return replace(cut, label=naming.label(reports, days, until), place=place, start=days[0], end=days[1])


def _in_words(words: str, texts: Iterable[str]) -> bool:
    sought = _folded(words).split()
    return any(all(word in text for word in sought) for text in (_folded(t) for t in texts))


def _is(entity: Entity, place: EventPlace) -> bool:
    """Whether a name of the reports is a place's: by GeoNames' number, where both have one, else by a spelling.

    Spellings may differ in small words: "Ain Hallen" is "In Hallen".
    """
    number = entity.links.get("geonames")
    if number is not None and place.geonames is not None:
        return number == str(place.geonames)
    name = _telling(place.name or "")
    return entity.type == "place" and bool(name) and any(_telling(a.text) == name for a in entity.aliases)


def _telling(name: str) -> frozenset[str]:
    """The words of a place's name of more than three letters, all of them where there is none."""
    words = _folded(name).split()
    return frozenset(w for w in words if len(w) > 3) or frozenset(words)


_APART = str.maketrans("-‐‑’'", "     ")


def _folded(text: str) -> str:
    """Words without accents, case, hyphens and apostrophes, in which reports differ that mean one place."""
    plain = text if text.isascii() else "".join(c for c in unicodedata.normalize("NFKD", text) if not combining(c))
    return plain.translate(_APART).casefold()


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
