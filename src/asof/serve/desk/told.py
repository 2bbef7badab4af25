"""One event as of one moment, as the pages show it."""

from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from markupsafe import Markup
from msgspec.structs import replace

from asof.records import Claim, CountClaim, Document, Event, Story, end_of, moment
from asof.serve.desk.drawing import Frame, Href, draw, lives
from asof.tell.figures import Figure, sentence_of, sentence_of_claim
from asof.tell.lapsed import last_said, since
from asof.tell.sentences import Sentence
from asof.tell.situation import EventReport, event_report
from asof.tell.standing import Standing
from asof.tell.tracks import Row, TrackView
from asof.tell.wording import Clock, fact, role_words

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 14
"""How many of the latest claims a story's page lists."""


class Told:
    """An event as of a moment: the story cut to what was said by then, and what `tell` makes of it.

    `said`: how many of the event's reports were not at hand by then (`left_out`), what rows of this event say at every
    moment, and the numbers of the reports, which are those of the whole story. `stops`: the moments of the whole story,
    between which charts are drawn whatever the moment, so that a scrubber moves what is in them and no axis.
    """

    def __init__(
        self,
        story: Story,
        asked: tuple[str | None, str],
        said: tuple[int, dict[Any, Any], dict[str, int]],
        stops: tuple[str, ...],
    ) -> None:
        self.story, (self.left_out, said_so, self._numbers) = story, said
        self.at, self.rule = asked
        self._stops = stops
        self.event: Event = story.reconciled.events[0]
        self.standing = Standing(story, said_so=said_so, numbers=self._numbers)

    @property
    def clock(self) -> Clock:
        """How moments of the event are told."""
        return self.standing.clock(self.event)

    @cached_property
    def report(self) -> EventReport:
        """The event as the situation report has it."""
        return event_report(self.standing, self.event)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures over everybody."""
        return tuple(f for f in self.report.figures if not f.population)

    def parts(self, outcome: str) -> tuple[Figure, ...]:
        """The figures of an outcome by population."""
        return tuple(f for f in self.report.figures if f.population and f.outcome == outcome)

    def tracks(self, outcome: str) -> tuple[TrackView, ...]:
        """The count tracks of an outcome, the fullest first."""
        return tuple(v for v in self.report.tracks if v.track.kind == "count" and v.track.outcome == outcome)

    @cached_property
    def _frame(self) -> Frame:
        zone = self.clock.zone
        ends = [m for m in (moment(s) for s in (self._stops[0], self._stops[-1])) if m] if self._stops else []
        first = ends[0].first if ends else EPOCH
        last = max(ends[-1].first, first + timedelta(hours=1)) if ends else EPOCH
        now = min(end_of(self.at, zone), last) if self.at else last
        return Frame(first=first, last=last, now=now, zone=zone, width=260, height=56, labels=False)

    def spark(self, outcome: str, href: Href) -> Markup:
        """A small drawing of an outcome's claims over time: its fullest track, the others faintly."""
        frame = self._frame
        of = self.tracks(outcome)
        told = [
            life for n, v in enumerate(of) for life in lives(self.standing, v, (frame.now, frame.zone), main=n == 0)
        ]
        return draw(sorted(told, key=lambda v: v.main), frame, "", href)

    def chart(self, view: TrackView, href: Href) -> Markup:
        """A track over time, for wide pages and for phones; empty where it has but one moment or figure."""
        frame = self._frame
        told = lives(self.standing, view, (frame.now, frame.zone))
        if len({v.at for v in told}) < 2 or len({(v.low, v.high) for v in told}) < 2:
            return Markup("")
        label = f"{view.title}: figures over time. The table below says the same."
        sizes = ((820, 240), (340, 200))
        drawn = [draw(told, replace(frame, width=w, height=h, labels=True), label, href) for w, h in sizes]
        return Markup("").join(drawn)

    @cached_property
    def latest(self) -> list[tuple[Row, TrackView]]:
        """What was said last, newest first: figures, and roles that are told in words; of an origin when it was first.

        Who carries a figure on has said nothing new.
        """
        views = [v for v in self.report.tracks if v.track.kind != "role" or role_words(v.track.outcome)]
        rows = [(row, view) for view in views for row in view.rows if row.point.asserted_at]
        rows.sort(key=lambda r: (r[0].point.asserted_at or "", r[0].claim))
        first: dict[tuple[str, ...], tuple[Row, TrackView]] = {}
        for row, view in rows:
            link = self.standing.links.get(row.claim)
            first.setdefault((view.track.id, row.figure, (link.origin if link else None) or row.claim), (row, view))
        return list(first.values())[::-1][:LATEST]

    @property
    def also(self) -> tuple[TrackView, ...]:
        """The tracks of what is no count of people, but for roles that are not told in words."""
        return tuple(
            v
            for v in self.report.tracks
            if v.track.kind == "measure" or (v.track.kind == "role" and role_words(v.track.outcome))
        )

    @cached_property
    def rows(self) -> dict[str, tuple[Row, TrackView]]:
        """Each claim that stands on a track, by its id."""
        return {row.claim: (row, view) for view in self.report.tracks for row in view.rows}

    @cached_property
    def outlets(self) -> int:
        """How many outlets have published by then; a report that names none is one of its own."""
        return len({d.outlet or d.document for d in self.story.documents})

    @cached_property
    def undated(self) -> int:
        """How many of the reports bear no time, and so are told of only at the end."""
        return sum(d.published.value is None for d in self.story.documents)

    @cached_property
    def origins(self) -> int:
        """From how many independent beginnings the event's figures come: voices, not claims."""
        on_tracks = {p.claim for t in self.story.reconciled.tracks for p in t.points}
        return self.standing.origins(c for c in self.standing.claims if c in on_tracks)

    def who(self, figure: Figure) -> str:
        """Who states a figure; where nobody does, from whose figures it was reckoned; "" where there is no claim."""
        claim = self.claim(figure.best_claim or "")
        if claim is None:
            return ""
        source = self.standing.source(claim.id)
        ends = (claim.quantity.low, claim.quantity.high) if isinstance(claim, CountClaim) else ()
        return source if figure.best in ends else f"reckoned from figures of {source}"

    def stamp(self, claim: str) -> str:
        """When a claim was said, in words: "said 18 Jan, 17:00", "time unknown"."""
        at = self.standing.claims[claim].asserted_at
        return f"said {self.clock(at)}" if moment(at) else self.clock(None)

    def last_said(self, figure: Figure) -> str:
        """When a figure of a state that may have ended was last said, in words; "" for one of today."""
        last = last_said(self.standing, figure, self.clock)
        return self.clock(last) if last else ""

    def since(self, figure: Figure) -> Sentence | None:
        """What has been said since of those last said to be held or missing."""
        return since(self.standing, self.event, figure)

    def fact(self, claim: str) -> tuple[str, str]:
        """What a claim says: its figure, and of whom it says what."""
        return fact(self.standing.claims[claim])

    def sentence(self, what: Figure | Claim) -> str:
        """A figure or a claim as a sentence to be copied, with its source and time, as of the moment."""
        standing = self._standing_as_asked
        if isinstance(what, Figure):
            return sentence_of(standing, self.event, what)
        return sentence_of_claim(standing, self.event, what.id)

    @cached_property
    def as_asked(self) -> Story:
        """The event's story as one that was reconciled as of the moment."""
        return replace(self.story, reconciled=replace(self.story.reconciled, at=self.at))

    @cached_property
    def _standing_as_asked(self) -> Standing:
        return Standing(self.as_asked, self.at, numbers=self._numbers)

    def title(self, document: str) -> str:
        """What a report was called by then."""
        return self._standing_as_asked.title(document)

    def published(self, document: str) -> str | None:
        """When a report was published; of a page that was still written to, when it had last been by then."""
        return self._standing_as_asked.published(document)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The reports at hand by then."""
        return self.story.documents

    def claim(self, id_: str) -> Claim | None:
        """A claim said by then."""
        return self.standing.claims.get(id_)
