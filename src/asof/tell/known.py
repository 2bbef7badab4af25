"""What nobody knew of an event by a moment is left out of what is told as of it: its name, its place, when it ended."""

from collections.abc import Collection

from msgspec.structs import replace

from asof.records import Event, Story, end_of, moment, said_by
from asof.tell.wording import zone_of


def as_known(story: Story) -> Story:
    """A story as of its moment, without the events of which nothing had surely been said by then.

    Of the others only the reports surely published by then are named, and no day after it. A story as of its end is
    given back as it is.
    """
    found = story.reconciled
    if found.at is None:
        return story
    spoken_of = {t.event for t in found.tracks if t.points}
    events = []
    for event in found.events:
        zone, own = zone_of(event.place.timezone), set(event.documents)
        here = {
            d.document
            for d in story.documents
            if d.document in own and said_by(d.published.value, found.at, zone) is True
        }
        if here or event.id in spoken_of:
            events.append(event_known(event, found.at, here))
    return replace(story, reconciled=replace(found, events=tuple(events)))


def event_known(event: Event, at: str, here: Collection[str]) -> Event:
    """An event as it was known at a moment: with the reports that were `here` by then, and no day after it."""
    zone = zone_of(event.place.timezone)
    until = end_of(at, zone)
    days = [None if (m := moment(v, zone)) and m.first > until else v for v in (event.start, event.end)]
    return replace(
        event,
        documents=tuple(d for d in event.documents if d in here),
        primary=tuple(d for d in event.primary if d in here),
        start=days[0],
        end=days[1],
    )
