"""A story from Python: read reports, ask what was known at any moment, look at it in a notebook.

Everything is read-only and in memory; `asof.run` is what writes a story to a folder.
"""

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from asof.engines import local
from asof.ingest import ReadOptions
from asof.pipeline import STORE_NAME, Pile, connected, gather, moment_in, tell_story
from asof.reconcile import answer
from asof.records import (
    Answer,
    Claim,
    Contradiction,
    Document,
    Entity,
    Event,
    EventCore,
    Linked,
    Rejected,
    Story,
    Track,
    said_by,
)
from asof.resources import names
from asof.store import View
from asof.tell import notebook
from asof.tell.entries import at_hand
from asof.tell.export import RULE_OF, render, table
from asof.tell.known import as_known
from asof.tell.notebook import Drawing, Known
from asof.tell.situation import situation
from asof.tell.wording import zone_of

Row = Mapping[str, Any]
"""A report in memory, with the fields of a JSONL row: `text`, and `published`, `outlet`, `title`, `url` as known."""


def read(
    *inputs: str | Path | Row | Iterable[Row],
    options: ReadOptions | None = None,
    stories_given: bool = False,
    workers: int = 1,
) -> "StoryView":
    """Read reports and link them: files, folders, addresses, or rows in memory; the story as of its end.

    `options` says what bare files cannot (`published`, `outlet`, `timezone`); `stories_given` groups reports as the
    input says instead of finding events; `workers` is the number of processes. Inputs that cannot be read are in the
    story's `rejected`. Raises ValueError for less than one worker.

    >>> import asof
    >>> story = asof.read(
    ...     {"outlet": "Norvik Courier", "published": "2031-03-04T08:10:00Z",
    ...      "text": "NORVIK - Police said 12 miners were killed in a blast at a mine near Norvik on Tuesday."},
    ...     {"outlet": "Halmstrand Post", "published": "2031-03-04T15:00:00Z",
    ...      "text": "NORVIK - The mayor said 14 miners were killed in the blast at a mine near Norvik on Tuesday."},
    ... )
    >>> story
    <asof story: 2 reports, 1 event, at the end>
    >>> story.estimate("killed").best
    14
    >>> story.at("2031-03-04T12:00Z").estimate("killed").best
    12
    """
    named: list[str] = []
    rows: list[Row] = []
    for item in inputs:
        if isinstance(item, str | Path):
            named.append(str(item))
        else:
            rows.extend([item] if isinstance(item, Mapping) else item)
    pile = _gathered(named, rows, replace(options or ReadOptions(), workers=workers))
    linked, rejected = connected(pile, local(workers), stories_given)
    return StoryView(linked, rejected)


def load(path: str | Path) -> "StoryView":
    """A story that `asof run` wrote, with the decisions made of it: its folder, or its .asof file.

    Raises FileNotFoundError where there is none, `asof.store.StoreError` where it cannot be read.
    """
    store = Path(path) / STORE_NAME if Path(path).is_dir() else Path(path)
    if not store.is_file():
        raise FileNotFoundError(f"no story at {path}; make one with asof.run or: asof run INPUT… --out {path}")
    view = View(store)
    decided = view.reviewed()
    return StoryView(decided.linked, view.rejected(), pins=decided.pins)


def _gathered(named: Sequence[str], rows: Sequence[Row], options: ReadOptions) -> Pile:
    """The pile of inputs and of rows in memory, which go the way of any other JSONL."""
    if not rows:
        return gather(named, options)
    with tempfile.TemporaryDirectory(prefix="asof-") as folder:
        held = Path(folder) / "rows.jsonl"
        numbered = ({"document": f"report-{n}", **row} for n, row in enumerate(rows, 1))
        held.write_text("".join(json.dumps(row, default=str) + "\n" for row in numbered), "utf-8")
        pile = gather([*named, str(held)], options)
        aside = tuple(Rejected(input=r.input.replace(str(held), "rows"), reason=r.reason) for r in pile.rejected)
        return Pile(readings=pile.readings, rejected=aside)


class StoryView:
    """A story as of a moment: what was known, who said so, what was in dispute. `at` gives that of another moment."""

    def __init__(
        self,
        linked: Linked,
        rejected: tuple[Rejected, ...] = (),
        moment: str | None = None,
        rule: str = "ucdp",
        pins: Any = (),
    ) -> None:
        self._linked, self._pins = linked, pins
        self.rejected = rejected
        """Inputs that were set aside, each with its reason."""
        self.moment = moment and moment_in(moment, linked.documents, linked.events)
        """The moment in ISO 8601; None is the end of the story."""
        self.rule = rule
        """The rule of estimation."""

    def at(self, moment: str | datetime | None, rule: str | None = None) -> "StoryView":
        """The story as of a moment (None: its end), optionally by another rule of estimation.

        A moment is ISO 8601, a datetime, or words that name one ("Thursday noon", "17 January, 7pm"): a weekday is the
        story's last such day. Without a zone it is the local time of each event; a day means its end. Raises ValueError
        for what is no time, or (when it is first asked) no rule.

        >>> import asof
        >>> story = asof.read({"published": "2031-03-04T08:10Z", "text": "Two miners were killed on Tuesday."})
        >>> story.at("Tuesday noon").moment
        '2031-03-04T12:00'
        """
        told = moment.isoformat() if isinstance(moment, datetime) else moment
        return StoryView(self._linked, self.rejected, told, rule or self.rule, self._pins)

    @cached_property
    def story(self) -> Story:
        """The whole as a record: what `asof run` writes."""
        return as_known(tell_story(self._linked, self.rejected, self.moment, self.rule, self._pins))

    @property
    def documents(self) -> tuple[Document, ...]:
        """The reports that were surely at hand by the moment (published, or entered on), in order."""
        zones = self._zones
        return tuple(d for d in self._linked.documents if at_hand(d, self.moment, zones.get(d.document, UTC)))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that were surely said by the moment, in order of publication, then of text."""
        zones = self._zones
        said = (
            c for c in self._linked.claims if said_by(c.asserted_at, self.moment, zones.get(c.document, UTC)) is True
        )
        return tuple(said)

    @cached_property
    def _zones(self) -> dict[str, tzinfo]:
        """The local time of each report: that of the first event that it speaks of."""
        found: dict[str, tzinfo] = {}
        for event in self._event(None):
            for document in event.documents:
                found.setdefault(document, zone_of(event.place.timezone))
        return found

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that anything was known of, with what is estimated of each."""
        return self.story.reconciled.events

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The claims of one outcome of one population of one event, in order: how a figure went."""
        return self.story.reconciled.tracks

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Claims that cannot hold together, settled ones included (`closed`)."""
        return self.story.reconciled.contradictions

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Persons, groups and places under all their spellings."""
        return self.story.entities

    @property
    def timeline(self) -> dict[str, Any]:
        """What happened and what was said, apart, as in timeline.json."""
        from asof.tell.timeline import timeline  # noqa: PLC0415 - only this needs it

        return timeline(self.story, situation(self.story))

    def estimate(self, outcome: str, population: str | None = None, event: str | None = None) -> Known:
        """How many: low, best and high of an outcome, with who says so. `population` None is every person.

        Of the event that most reports tell of and that has the outcome, or of `event` (its id or words of its label).
        Where nobody says, all three are None. Raises ValueError, with the choices, for an outcome or event that is
        none.

        >>> import asof
        >>> story = asof.read({"published": "2031-03-04", "outlet": "Norvik Courier",
        ...     "text": "Police said at least 20 miners were held at a mine on Tuesday."})
        >>> known = story.estimate("held", population="miners")
        >>> (known.low, known.high)
        (20, None)
        >>> [said.source for said in known.claims]
        ['police (in Norvik Courier)']
        >>> story.estimate("escaped").best is None
        True
        """
        if outcome not in names("outcomes"):
            raise ValueError(f"no outcome {outcome!r}; there are {', '.join(names('outcomes'))}")
        asked = self._event(event)
        found = answer(self._linked, self.story.reconciled, outcome, population)
        chosen = [a for e in asked for a in found if a.event == e.id]
        told = next((a for a in chosen if a.points), None) or (chosen[0] if chosen else None)
        nothing = Answer(event=asked[0].id if asked else "", outcome=outcome, population=population, estimate=None)
        return notebook.known(self.story, told or nothing)

    def _event(self, wanted: str | None) -> list[EventCore]:
        """The events meant, those that most reports tell of first; also one of which nobody knew at the moment."""
        every = sorted(self._linked.events, key=lambda e: (-len(e.primary), -len(e.documents), e.id))
        if wanted is None:
            return every
        found = [e for e in every if e.id == wanted] or [e for e in every if wanted.lower() in e.label.lower()]
        if not found:
            raise ValueError(f"no event {wanted!r}; there are {'; '.join(f'{e.id} {e.label}' for e in every[:10])}")
        return found

    def to_dataframe(self, kind: str = "claims") -> Any:
        """A pandas DataFrame: "claims", "events", "tracks", "ged", "acled" or "gtd", as docs/exports.md says.

        Raises ImportError where pandas is not installed, ValueError for another kind.
        """
        return notebook.dataframe(table(self._ruled(kind).story, kind))

    def export(self, form: str = "csv", kind: str = "events") -> bytes:
        """A file for other programs: "csv" or "parquet" of a `kind` as in `to_dataframe`, "geojson", "timelinejs".

        >>> import asof
        >>> story = asof.read({"published": "2031-03-04", "text": "Two miners were killed on Tuesday."})
        >>> story.export("csv", "acled").decode().splitlines()[0][:35]
        'event_id_cnty,event_date,year,time_'
        """
        return render(self._ruled(kind if form in ("csv", "parquet") else "").story, form, kind)

    def _ruled(self, kind: str) -> "StoryView":
        """The story by the rule that goes with a table."""
        rule = RULE_OF.get(kind, self.rule)
        return self if rule == self.rule else self.at(self.moment, rule)

    def report(self, form: str = "md", full_text: bool = False) -> str | bytes:
        """The situation report: "md" or "html" as text, "pdf" as bytes. Raises ValueError for another form."""
        return notebook.report(self.story, form, full_text)

    def map(self) -> Drawing:
        """Where it happened, and how exactly that is known."""
        return notebook.drawn_map(self.story)

    def graph(self, event: str | None = None) -> Drawing:
        """Who quotes whom about an event (None: the one that most reports tell of)."""
        if event is None:
            return notebook.drawn_graph(self.story, None)
        asked = self._event(event)[0].id
        return notebook.drawn_graph(self.story, asked) if any(e.id == asked for e in self.events) else Drawing("")

    def __repr__(self) -> str:
        return notebook.short(self.story, len(self.documents))

    def _repr_html_(self) -> str:
        return notebook.page(self.story)
