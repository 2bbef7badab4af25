"""`report.html`: one file that needs nothing else. No request leaves it; it reads well without its small script."""

import base64
import hashlib
from datetime import tzinfo
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from asof.records import Claim, Document, Record
from asof.tell import chart, graph
from asof.tell import map as maps
from asof.tell.clean import link, one_line, visible
from asof.tell.excerpt import Excerpt, excerpts, pieces
from asof.tell.figures import Figure
from asof.tell.sentences import Sentence, opening
from asof.tell.situation import EventReport, SituationReport
from asof.tell.standing import Standing
from asof.tell.tracks import Row, TrackView
from asof.tell.wording import number, plural, when, zone_of

TIMELINE = 120
"""How many entries of what was said one event's timeline lists; the rest stands in timeline.json."""


class Shown(Record, frozen=True, kw_only=True):
    """One document at the foot of the page: its name, and the words around the claims that the page shows."""

    number: int
    title: str
    outlet: str
    when: str
    url: str | None
    excerpts: tuple[tuple[str, Markup], ...]
    claims: int


class Saying(Record, frozen=True, kw_only=True):
    """An entry of what was said: a claim, its track, and those that say the same from the same origin after it."""

    clock: str
    row: Row
    view: TrackView
    copies: tuple[Row, ...]


def render(report: SituationReport, full_text: bool = False) -> str:
    """The page as text. With `full_text` it carries whole documents, else only the paragraphs around claims."""
    standing = Standing(report.story, report.at)
    style, script = _text("report.css"), _text("report.js")
    zone = zone_of(report.zone)
    return _environment().get_template("report.html").render(
        report=report,
        style=Markup(style),  # noqa: S704 (the project's own file)
        script=Markup(script),  # noqa: S704
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        charts=_charts(standing, report),
        map=_map(report),
        graphs={e.event.id: Markup(graph.svg(graph.sources(standing, e.event))) for e in report.events},  # noqa: S704 (escapes)
        said={e.event.id: _said(standing, e) for e in report.events},
        documents=_documents(standing, report, zone, full_text),
    )  # fmt: skip


@cache
def _text(name: str) -> str:
    return files("asof.resources").joinpath(f"tell/{name}").read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_text), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(number=number, sentence=_sentence, plural=plural, place=_place, opening=opening)
    return environment


def _hash(text: str) -> str:
    """The hash by which a content security policy (CSP 3, 8.4) lets an inline style or script pass."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _sentence(sentence: Sentence) -> Markup:
    """A sentence with each figure a link to its words."""
    return Markup("").join(
        Markup('<a class="f" href="#{}">{}</a>').format(claim, text) if claim else escape(text)
        for text, claim in sentence.pieces
    )


def _place(figure: Figure) -> float:
    """Where the best figure lies between low and high, in percent."""
    if figure.low is None or figure.best is None or figure.high is None or figure.high <= figure.low:
        return 50
    return round(100 * min(max(figure.best - figure.low, 0) / (figure.high - figure.low), 1), 1)


def _charts(standing: Standing, report: SituationReport) -> dict[str, Markup]:
    """A drawing of each of the tracks that are worth one, up to `chart.MOST`, by the track's id."""
    views = [(v, standing.zone(e.event)) for e in report.events for v in e.tracks if chart.worth_drawing(v)]
    drawn = ((v.track.id, chart.draw(standing, v, zone)) for v, zone in views[: chart.MOST])
    return {track: Markup(svg) for track, svg in drawn if svg}  # noqa: S704 (drawn by chart, which escapes)


def _map(report: SituationReport) -> Markup:
    """The map, each mark a link to what the page tells of its event; "" where no event has a place."""
    links = {e.event.id: f"#event-{n}" for n, e in enumerate(report.events, 1)}
    return Markup(maps.svg(report.story, report.at, links))  # noqa: S704 (drawn by map, which escapes)


def _said(standing: Standing, event: EventReport) -> list[tuple[str, list[Saying]]]:
    """What was said of an event, by day, in order. Copies stand with the first who said it."""
    rows = [(row, view) for view in event.tracks for row in view.rows]
    rows.sort(key=lambda r: (r[0].point.asserted_at is None, r[0].point.asserted_at or "", r[0].claim))
    together: dict[tuple[str, ...], list[tuple[Row, TrackView]]] = {}
    for row, view in rows:
        link_ = standing.links.get(row.claim)
        key = (view.track.id, row.figure, row.state, (link_.origin if link_ else None) or row.claim)
        together.setdefault(key, []).append((row, view))
    days: dict[str, list[Saying]] = {}
    for (row, view), *copies in list(together.values())[:TIMELINE]:
        day, _, clock = row.when.partition(", ")
        saying = Saying(clock=clock, row=row, view=view, copies=tuple(r for r, _ in copies))
        days.setdefault(day, []).append(saying)
    return list(days.items())


def _documents(standing: Standing, report: SituationReport, zone: tzinfo, full_text: bool) -> list[Shown]:
    cited: dict[str, list[Claim]] = {}
    for claim in report.citations:
        cited.setdefault(standing.claims[claim].document, []).append(standing.claims[claim])
    return [
        _shown(standing, n, document, (cited[document.document], zone, full_text))
        for n, document in enumerate(standing.documents.values(), 1)
        if document.document in cited
    ]


def _shown(standing: Standing, n: int, document: Document, what: tuple[list[Claim], tzinfo, bool]) -> Shown:
    claims, zone, full_text = what
    return Shown(
        number=n,
        title=standing.title(document.document),
        outlet=one_line(document.outlet),
        when=when(standing.published(document.document), zone),
        url=link(document.url),
        excerpts=tuple((e.part, _marked(document, e, claims)) for e in excerpts(document, claims, full_text)),
        claims=len(claims),
    )


def _marked(document: Document, excerpt: Excerpt, claims: list[Claim]) -> Markup:
    """An excerpt with a `<mark>` around the words of every claim; the first piece of each bears its id."""
    marks = [(c.span.start, c.span.end, c.id) for c in claims if c.id in excerpt.claims]
    seen: set[str] = set()
    parts: list[Markup] = [Markup("… ")] if excerpt.cut_left else []
    for piece in pieces(document.text, excerpt.start, excerpt.end, marks):
        parts.append(Markup("</mark>") * piece.close)
        for claim in piece.open:
            name = Markup(' id="{}" tabindex="-1"').format(claim) if claim not in seen else Markup("")
            parts.append(Markup('<mark{} data-c="{}">').format(name, claim))
            seen.add(claim)
        parts.append(escape(visible(piece.text)))
    return Markup("").join([*parts, Markup(" …")] if excerpt.cut_right else parts)
