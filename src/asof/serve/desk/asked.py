"""What a page is asked for: which story and event, as of when, by which rule; and the addresses that keep it so."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import UTC, tzinfo
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from litestar.exceptions import ClientException, NotFoundException

from asof.records import Event, end_of, whole
from asof.serve.desk.shelf import Book
from asof.serve.desk.state import RULE, RULES, STAMP, State
from asof.serve.desk.told import Told
from asof.tell.sentences import opening
from asof.tell.wording import looking, when, zone_of

LONGEST = 80
"""How many characters a time may have."""
_PLUS = re.compile(r"(T\d\d:\d\d(?::\d\d)?) (\d\d:?\d\d)$")
STEPS = 240
"""How many places the scrubber has: a finger cannot tell more apart. Any moment can be typed."""


class Asked:
    """A question to one story. Raises NotFoundException or ClientException, in words, for what there is not."""

    def __init__(self, book: Book, query: Mapping[str, str]) -> None:
        self.book = book
        self.state: State = book.state()
        self.rule = query.get("rule") or RULE
        if self.rule not in RULES:
            raise ClientException(f"There is no estimation rule “{self.rule[:40]}”; there are {', '.join(RULES)}.")
        self._event = query.get("event") or None
        if self._event is not None and self._event not in self.state.events:
            raise NotFoundException("There is no such event in this story.")
        self.at = self._at(query)

    def _at(self, query: Mapping[str, str]) -> str | None:
        """The moment asked for: a step of the scrubber, else `at`, else None, the end."""
        step = query.get("step", "")
        if step.isdecimal() and self.steps:
            number = min(int(step[:6]), len(self.steps) - 1)
            return None if number == len(self.steps) - 1 else self.steps[number]
        at = query.get("at", "").strip() or None
        if at is None:
            return None
        return self.moment(at)

    def moment(self, words: str) -> str:
        """A moment as it was asked for, in words too ("Thursday noon"), in ISO 8601.

        A plus sign that was left as it is in an address, where it means a blank, is one. Raises ClientException, in
        words, for what is no time.
        """
        try:
            at = _PLUS.sub(r"\1+\2", words)
            if not whole(at):
                from asof.annotate.times import asked_of  # noqa: PLC0415 - the language half, which ISO 8601 goes without

                at = asked_of(at, (d.published.value for d in self.state.documents.values()), self.zone)
            if not 1 < end_of(at).year < 9999:  # any zone's clock must have it
                raise ValueError(f"not a time: {words[:LONGEST]!r}; the calendar does not hold it in every zone")
        except ValueError as error:
            raise ClientException(opening(f"{error}.")) from error
        return at

    @property
    def event(self) -> Event | None:
        """The event asked for, else the one that most reports tell of; None in a story without events."""
        if self._event is not None:
            return self.state.events[self._event]
        return next(iter(self.state.events.values()), None)

    @cached_property
    def events(self) -> list[tuple[Event, int]]:
        """The events that had been reported by the moment, each with how many reports had been published by then."""
        return self.state.reported(end_of(self.at, self.zone) if self.at else None)

    @property
    def title(self) -> str:
        """What the story is called as of the moment: by the name that its main event had, once it was reported."""
        if self.at is None or not self.state.events:
            return self.state.title
        main = next(iter(self.state.events))
        known = any(event.id == main for event, _ in self.events)
        return (self.label(main) if known else "") or self.book.name

    def label(self, event: str) -> str:
        """What an event was called by the moment."""
        return self.state.known(event, self.at).label

    @property
    def event_given(self) -> str | None:
        """The event's id, where it is not the one that most reports tell of."""
        return self._event

    def about(self, event: str | None) -> None:
        """Turn to another event, that of what is shown."""
        if event in self.state.events and event != next(iter(self.state.events)):
            self._event = event
        elif event is not None:
            self._event = None
        self.__dict__.pop("steps", None)
        self.__dict__.pop("told", None)

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The moments of the scrubber: all at which something changed, or as many of them as it has places."""
        stops = self.state.stops(self.event.id) if self.event else ()
        if len(stops) <= STEPS:
            return stops
        return tuple(stops[round(n * (len(stops) - 1) / (STEPS - 1))] for n in range(STEPS))

    @property
    def step(self) -> int:
        """The place of the scrubber: the last moment of its own that is not after the one asked for."""
        if self.at is None or not self.event:
            return max(len(self.steps) - 1, 0)
        return max(bisect_right(self.steps, self._until(self.at)) - 1, 0)

    def _until(self, at: str) -> str:
        """A moment as the stops are written (UTC, to the second), so that they can be compared as text."""
        return end_of(at, self.zone).astimezone(UTC).strftime(STAMP).rjust(len("0000-00-00T00:00:00Z"), "0")

    @property
    def zone(self) -> tzinfo:
        """The event's local time."""
        return zone_of(self.event.place.timezone if self.event else None)

    @property
    def zone_name(self) -> str:
        """The name of that zone."""
        return (self.event.place.timezone if self.event else None) or "UTC"

    @property
    def neighbours(self) -> tuple[str | None, str | None]:
        """The moments before and after the one asked for at which something changed; None where there is none."""
        stops = self.state.stops(self.event.id) if self.event else ()
        if not stops or not self.event:
            return None, None
        if self.at is None:
            return (stops[-2] if len(stops) > 1 else None), None
        until = self._until(self.at)
        before, after = bisect_left(stops, until), bisect_right(stops, until)
        return (stops[before - 1] if before else None), (stops[after] if after < len(stops) else None)

    @cached_property
    def told(self) -> Told | None:
        """The event as of the moment; None in a story without events."""
        return self.state.told(self.event.id, self.at, self.rule) if self.event else None

    @property
    def told_anew(self) -> Told | None:
        """The same as this asof reconciles it, whatever the file says: for all but a story's first page."""
        if self.event:
            self.state.make_ready(self.event.id)
        return self.told

    def when(self, at: str | None) -> str:
        """A moment in the event's local time, in words."""
        return when(at, self.zone)

    @property
    def as_of(self) -> str:
        """The moment asked for in words; the last one at which something changed, where the end is asked for."""
        if self.at is not None:
            return self.stop(self.at)
        return self.stop(self.steps[-1]) if self.steps else "no time known"

    def stop(self, at: str) -> str:
        """A moment of the scrubber in words: midnight, from which what was said on a day counts, is that day's end."""
        return looking(at, self.zone)

    def to(self, page: str = "", /, fragment: str = "", **changes: str | int | None) -> str:
        """The address of a page of this story, as of the same moment, by the same rule; `changes` to the query."""
        path = f"/s/{self.book.name}" + (f"/{page}" if page else "")
        query = _query((("event", self._event), ("at", self.at), ("rule", self.rule), *changes.items()))
        return path + query + (f"#{fragment}" if fragment else "")


@lru_cache(maxsize=2000)
def _query(given: tuple[tuple[str, str | int | None], ...]) -> str:
    """The query of an address; of a name given twice, what was given last; a page has the same one again and again."""
    kept = {name: value for name, value in dict(given).items() if value not in (None, "")}
    if kept.get("rule") == RULE:
        del kept["rule"]
    return f"?{urlencode(kept)}" if kept else ""
