"""A story as a notebook shows it: small HTML with everything escaped, drawings, tables for pandas."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from asof.records import Answer, Event, Point, Record, Story
from asof.tell.chart_paint import standalone
from asof.tell.clean import one_line
from asof.tell.export_table import MissingLibraryError, Table
from asof.tell.figures import Figure, figures, source_of
from asof.tell.sentences import explained
from asof.tell.situation import situation
from asof.tell.standing import Standing
from asof.tell.tracks import quote
from asof.tell.wording import Clock, asked_about, fact, number, outcome_words, plural

EVENTS: Final = 3
"""How many events a story shows of itself in a notebook."""

_CELL: Final = Markup('<td style="text-align:{}">{}</td>')
_DTYPES: Final = {"int": "Int64", "float": "Float64", "text": "string", "bool": "boolean"}


class Said(Record, frozen=True, kw_only=True):
    """What one claim says: its figure in words, who says it, when, how it stands, and the words themselves."""

    claim: str
    figure: str
    source: str
    asserted_at: str | None
    state: str
    words: str

    def __str__(self) -> str:
        return f"{self.figure}: {self.source}, {self.asserted_at}"


class Known(Record, frozen=True, kw_only=True):
    """How many, as of a moment: low, best, high (None: open, or nobody says), why, and what each source says.

    `at` without a zone is of the local time `zone`.
    """

    event: str
    label: str
    outcome: str
    population: str | None
    low: int | None
    best: int | None
    high: int | None
    at: str | None
    zone: str
    rule: str
    reason: str
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    claims: tuple[Said, ...]
    set_aside: dict[str, int] = {}

    def __str__(self) -> str:
        who = self.population or "people"
        if (self.low, self.best, self.high) == (None, None, None):
            return f"Nobody says {outcome_words(self.outcome)['unknown']}."
        best = number(self.best)
        span = f"low {number(self.low)}, {'no upper figure' if self.high is None else f'high {number(self.high)}'}"
        return f"{best} {who} {outcome_words(self.outcome)['many']} ({span})"

    def _repr_html_(self) -> str:
        rows = [(s.figure, s.source, s.asserted_at or "", s.state, s.words) for s in self.claims]
        head = Markup("<p><strong>{}</strong><br><small>{}{}{}</small></p>").format(
            str(self),
            one_line(self.label),
            f" · as of {asked_about(self.at, self.zone)}" if self.at else "",
            f" · rule {self.rule}" if self.rule else "",
        )
        why = Markup("<p><small>{}</small></p>").format(self.reason) if self.reason else Markup("")
        return str(head + why + _table(("figure", "source", "said", "state", "words"), rows))


class Drawing:
    """A drawing that a notebook shows; `save` writes it as a file."""

    def __init__(self, svg: str) -> None:
        self.svg = standalone(svg) if svg else ""

    def save(self, path: str | Path) -> None:
        """Write the drawing as an SVG file. Raises OSError where that cannot be, ValueError where nothing is drawn."""
        if not self.svg:
            raise ValueError("there is nothing to draw")
        Path(path).write_text(self.svg, "utf-8")

    def __bool__(self) -> bool:
        return bool(self.svg)

    def __repr__(self) -> str:
        return f"<drawing of {len(self.svg):,} characters of SVG>" if self.svg else "<nothing to draw>"

    def _repr_svg_(self) -> str | None:
        return self.svg or None


def known(story: Story, answer: Answer) -> Known:
    """An answer with its words, as a notebook shows it."""
    standing, found = Standing(story), answer.estimate
    event = next((e for e in story.reconciled.events if e.id == answer.event), None)
    return Known(
        event=answer.event,
        label=event.label if event else "",
        outcome=answer.outcome,
        population=answer.population,
        low=found.low if found else None,
        best=found.best if found else None,
        high=found.high if found else None,
        at=standing.at,
        zone=(event.place.timezone if event else None) or "UTC",
        rule=found.rule if found else "",
        reason=found.reason if found else "",
        supporting=found.supporting if found else (),
        opposing=found.opposing if found else (),
        claims=tuple(_said(standing, event, p) for p in answer.points) if event else (),
        set_aside=answer.set_aside,
    )


def _said(standing: Standing, event: Event, point: Point) -> Said:
    claim, zone = standing.claims[point.claim], standing.zone(event)
    words = quote(standing, claim)
    return Said(
        claim=claim.id,
        figure=fact(claim)[0],
        source=standing.source(claim.id),
        asserted_at=Clock(zone)(claim.asserted_at) if claim.asserted_at else None,
        state=standing.state(point, zone)[0],
        words=f"{words.before}{words.words}{words.after}",
    )


def short(story: Story, reports: int) -> str:
    """A story in a line: how many reports and events, as of when."""
    found = story.reconciled
    zones = {e.place.timezone or "UTC" for e in found.events}
    return (
        f"<asof story: {plural(reports, 'report')}, {plural(len(found.events), 'event')}, "
        f"{f'as of {asked_about(found.at, zones.pop() if len(zones) == 1 else None)}' if found.at else 'at the end'}>"
    )


def page(story: Story) -> str:
    """A story as a notebook shows it: the events most told of, their figures, what is in dispute."""
    standing, told = Standing(story), situation(story)
    events = sorted(story.reconciled.events, key=lambda e: (-len(e.primary), -len(e.documents), e.id))
    counts = f"{plural(told.documents, 'report')}, {plural(told.outlets, 'outlet')}, {plural(len(events), 'event')}"
    parts = [Markup("<p><small>As of {} ({}) · {}</small></p>").format(told.as_of, told.zone, counts)]
    parts += [_event(standing, event) for event in events[:EVENTS]]
    if len(events) > EVENTS:
        parts.append(
            Markup("<p><small>and {} more: <code>story.events</code></small></p>").format(len(events) - EVENTS)
        )
    return str(Markup("").join(parts))


def _event(standing: Standing, event: Event) -> Markup:
    shown = figures(standing, event, populations=False)
    rows = [_figure(standing, event, f) for f in shown]
    title = Markup("<h4>{}</h4>").format(one_line(event.label) or "An event without a name")
    table = _table(("", "low", "best", "high", "carried by", "who says so"), rows) if rows else Markup("")
    disputes = [explained(k, standing, 300) for k in standing.open(event)]
    listed = Markup("").join(Markup("<li>{}</li>").format(d) for d in disputes)
    return title + table + (Markup("<p><small>In dispute:</small></p><ul>{}</ul>").format(listed) if disputes else "")


def _figure(standing: Standing, event: Event, figure: Figure) -> tuple[str, ...]:
    label = f"{figure.label}{' (disputed)' if figure.disputed else ''}"
    values = (number(figure.low), number(figure.best), "open" if figure.high is None else number(figure.high))
    return (
        label,
        *values,
        f"{plural(figure.outlets, 'outlet')}, {plural(figure.origins, 'origin')}",
        source_of(standing, event, figure),
    )


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Markup:
    head = Markup("").join(Markup('<th style="text-align:left">{}</th>').format(h) for h in heads)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(_CELL.format("left", one_line(cell, 300)) for cell in row))
        for row in rows
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, body)


def dataframe(table: Table) -> Any:
    """A table as a pandas DataFrame with nullable types. Raises MissingLibraryError where pandas is not installed."""
    try:
        import pandas  # noqa: PLC0415 - the user's own
    except ImportError as error:
        raise MissingLibraryError("to_dataframe needs pandas; install it with: pip install pandas") from error
    return pandas.DataFrame(
        {
            column.name: pandas.array([row[n] for row in table.rows], dtype=_DTYPES[column.type])
            for n, column in enumerate(table.columns)
        }
    )


def report(story: Story, form: str, full_text: bool = False) -> str | bytes:
    """The situation report: "md", "html" (text) or "pdf" (bytes). Raises ValueError for another form."""
    from asof.tell import markdown, pdf  # noqa: PLC0415 - each loads what it needs
    from asof.tell.page import render as html  # noqa: PLC0415

    if form not in ("md", "html", "pdf"):
        raise ValueError(f"no form {form!r}; there are md, html, pdf")
    told = situation(story)
    if form == "pdf":
        return pdf.render(told)
    return markdown.render(told) if form == "md" else html(told, full_text)


def drawn_map(story: Story) -> Drawing:
    """The map of a story."""
    from asof.tell.map import draw  # noqa: PLC0415

    return Drawing(draw(story))


def drawn_graph(story: Story, event: str | None) -> Drawing:
    """The graph of an event's sources."""
    from asof.tell.graph import draw  # noqa: PLC0415

    return Drawing(draw(story, event=event))
