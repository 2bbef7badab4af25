"""The situation report as PDF (ReportLab, no browser): the same sentences, each citing, every citation a link.

The same report gives the same bytes: the file bears no date of its own making.
"""

import io
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from asof.tell import chart
from asof.tell.chart_paint import painted, themes
from asof.tell.clean import link, one_line
from asof.tell.map import draw as draw_map
from asof.tell.pdf_text import marked
from asof.tell.sentences import Sentence
from asof.tell.situation import Dispute, EventReport, Part, SituationReport
from asof.tell.standing import Standing
from asof.tell.tracks import quote
from asof.tell.wording import number, plural, when, zone_of

CITED: Final = 12
"""How many sources of one sentence are cited; how many there are stands in the sentence."""

CHARTS: Final = 4
"""How many charts a report carries."""

_MARGIN: Final = 20 * mm
_WIDE: Final = A4[0] - 2 * _MARGIN
_PARTS: Final = (
    ("summary", "In short", ""),
    ("known", "Known", "undisputed, and from two origins or an official source"),
    ("claimed", "Claimed", "from one origin, or hedged"),
    ("disputed", "Disputed", "claims that cannot hold together"),
    ("withdrawn", "Denied, superseded, withdrawn", ""),
    ("unknown", "Not known", ""),
    ("background", "Set aside", "stated in the reports, moves no figure"),
)


def render(report: SituationReport) -> bytes:
    """The report as the bytes of a PDF file: A4, its fonts within, an outline, every citation a link to its words."""
    out = io.BytesIO()
    about = f"As of {report.as_of} ({report.zone})"
    document = _Document(out, one_line(report.title), about)
    document.build(_flow(report, Standing(report.story, report.at)))
    return out.getvalue()


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """Pages with a foot, and an outline of the headings."""

    def __init__(self, out: io.BytesIO, title: str, about: str) -> None:
        super().__init__(
            out, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=18 * mm, bottomMargin=20 * mm,
            title=title, author="asof", subject=about, lang="en", invariant=1,
        )  # fmt: skip
        frame = Frame(_MARGIN, 20 * mm, _WIDE, A4[1] - 38 * mm, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate(frames=[frame], onPage=self._foot))
        self._about, self._headings = about, 0

    def _foot(self, canvas: Any, _: Any) -> None:
        canvas.saveState()
        canvas.setFont(_fonts()[0], 8)
        canvas.setFillColor(_colour("soft"))
        canvas.drawString(_MARGIN, 11 * mm, self._about)
        canvas.drawRightString(A4[0] - _MARGIN, 11 * mm, str(canvas.getPageNumber()))
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - ReportLab's name
        level = {"h1": 0, "h2": 0, "h3": 1}.get(getattr(getattr(flowable, "style", None), "name", ""))
        if level is None:
            return
        self._headings += 1
        key = f"heading-{self._headings}"
        self.canv.bookmarkPage(key)
        level = level if self._headings > 1 else 0
        self.canv.addOutlineEntry(flowable.getPlainText(), key, level, closed=False)


@cache
def _fonts() -> tuple[str, str]:
    """The names of the plain and the bold font, registered."""
    for name in ("DejaVuSans", "DejaVuSans-Bold"):
        with as_file(files("asof.resources").joinpath(f"fonts/{name}.ttf")) as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily("DejaVuSans", normal="DejaVuSans", bold="DejaVuSans-Bold",
                                  italic="DejaVuSans", boldItalic="DejaVuSans-Bold")  # fmt: skip
    return "DejaVuSans", "DejaVuSans-Bold"


def _colour(name: str) -> Any:
    return HexColor(themes()["light"][name])


@cache
def _styles() -> dict[str, Any]:
    plain, bold = _fonts()
    base = ParagraphStyle("p", fontName=plain, fontSize=9.3, leading=13, textColor=_colour("ink"), splitLongWords=1)
    head = {"fontName": bold, "keepWithNext": 1}
    return {
        "p": base,
        "h1": ParagraphStyle("h1", base, fontSize=19, leading=23, spaceAfter=4, **head),
        "h2": ParagraphStyle("h2", base, fontSize=14, leading=18, spaceBefore=14, spaceAfter=2, **head),
        "h3": ParagraphStyle("h3", base, fontSize=10.5, leading=14, spaceBefore=10, spaceAfter=3, **head),
        "note": ParagraphStyle("note", base, fontSize=8, leading=11, textColor=_colour("soft")),
        "item": ParagraphStyle("item", base, leftIndent=11, bulletIndent=1, spaceAfter=2.5),
        "side": ParagraphStyle("side", base, leftIndent=24, bulletIndent=14, spaceAfter=1.5),
        "cell": ParagraphStyle("cell", base, fontSize=8.6, leading=11.5),
        "number": ParagraphStyle("number", base, fontSize=8.6, leading=11.5, alignment=TA_RIGHT),
        "source": ParagraphStyle("source", base, fontSize=8, leading=11, leftIndent=24, bulletIndent=0, spaceAfter=3),
    }  # fmt: skip


def _p(words: str, style: str = "p", bullet: str | None = None) -> Paragraph:
    """A paragraph of words that are marked up already."""
    return Paragraph(words, _styles()[style], bulletText=bullet)


def _flow(report: SituationReport, standing: Standing) -> list[Flowable]:
    outlets = f" of {plural(report.outlets, 'outlet')}" if report.outlets else ""
    span = report.first if report.first == report.last else f"{report.first} to {report.last}"
    counts = f"{plural(report.documents, 'document')}{outlets}{f', {span}' if report.first else ''}."
    flow: list[Flowable] = [
        _p(marked(report.title), "h1"),
        _p(f"<b>As of {marked(report.as_of)}</b> (times in {marked(report.zone)})"),
        _p(marked(counts), "note"),
    ]
    if report.left_out:
        left = f"{plural(report.left_out, 'document')} left out: published later, or at a time not surely before."
        flow.append(_p(left, "note"))
    charts = iter(range(CHARTS))
    for n, event in enumerate(report.events):
        flow += _event(report, standing, event, titled=n > 0 or not report.named)
        flow += _picture(draw_map(report.story, "wide", report.at), 0.8) if n == 0 else []
        flow += [f for view in event.tracks for f in _chart(standing, event, view, charts)]
    flow += _index(report)
    flow += [_p("Sources", "h2"), _p("The words that each figure was read from.", "note"), Spacer(1, 4)]
    flow += [_citation(standing, report, claim, n) for claim, n in report.citations.items()]
    return flow


def _event(report: SituationReport, standing: Standing, event: EventReport, titled: bool) -> list[Flowable]:
    flow: list[Flowable] = [_p(marked(event.title), "h2")] if titled else []
    about = (event.place, event.dates, plural(len(event.documents), "document"), f"times in {event.zone}")
    flow.append(_p(marked(" · ".join(part for part in about if part)), "note"))
    for name, title, note in _PARTS:
        if name == "known" and event.figures:
            flow += [_p("Figures", "h3"), _figures(report, event)]
        if name == "disputed":
            flow += _disputes(report, event.disputed, title, note)
            continue
        part: Part | None = getattr(event, name, None)
        if part and part.sentences:
            flow += _heading(title, note)
            flow += [_p(_sentence(report, s), "item", "•") for s in part.sentences]
            flow += [_p(f"and {part.more:,} more", "note")] if part.more else []
    return flow


def _heading(title: str, note: str) -> list[Flowable]:
    small = f' <font size="8" color="{themes()["light"]["soft"]}">{marked(note)}</font>' if note else ""
    return [_p(f"{marked(title)}{small}", "h3")]


def _figures(report: SituationReport, event: EventReport) -> Flowable:
    head = [_p(f"<b>{h}</b>", "cell" if n in (0, 4, 5, 6) else "number") for n, h in
            enumerate(("", "low", "best", "high", "as of", "carried by", "from"))]  # fmt: skip
    rows = [head]
    for shown in event.figures:
        label = f"{shown.label}: {shown.population}" if shown.population else f"<b>{marked(shown.label)}</b>"
        high = "open" if shown.high is None else number(shown.high)
        values = (number(shown.low), number(shown.best), high)
        carried, last = (
            f"{plural(shown.outlets, 'outlet')}, {plural(shown.origins, 'origin')}",
            f"last said {shown.as_of}",
        )
        rows.append(
            [
                _p(marked(label) if shown.population else label, "cell"),
                *(_p(v, "number") for v in values),
                _p(marked(last if (shown.outcome, shown.population) in event.stale else shown.as_of), "cell"),
                _p(carried + (" (disputed)" if shown.disputed else ""), "cell"),
                _p(_cites(report, shown.cited[:4]), "cell"),
            ]
        )
    widths = [w * _WIDE for w in (0.22, 0.105, 0.105, 0.105, 0.145, 0.18, 0.14)]
    line = (0, 0), (-1, -1)
    style = TableStyle(
        [
            ("VALIGN", *line, "TOP"),
            ("LINEBELOW", *line, 0.4, _colour("line")),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, _colour("ink")),
            ("LEFTPADDING", *line, 2),
            ("RIGHTPADDING", *line, 4),
            ("TOPPADDING", *line, 2),
            ("BOTTOMPADDING", *line, 2.5),
        ]
    )
    return Table(rows, widths, repeatRows=1, style=style, hAlign="LEFT")


def _disputes(report: SituationReport, disputes: tuple[Dispute, ...], title: str, note: str) -> list[Flowable]:
    if not disputes:
        return []
    flow = _heading(title, note)
    for dispute in disputes:
        kind = f"{dispute.contradiction.kind}{', no longer disputed' if dispute.settled else ''}"
        since = f" Since {dispute.opened}." if dispute.opened else ""
        settled = f" Until {dispute.closed}." if dispute.settled else ""
        told = _p(f"<b>{marked(kind)}</b>: {marked(dispute.explanation + since + settled)}", "item", "•")
        flow.append(KeepTogether([told, *(_p(_sentence(report, s), "side", "–") for s in dispute.sides)]))
    return flow


def _sentence(report: SituationReport, sentence: Sentence) -> str:
    return f"{marked(sentence.text)} {_cites(report, sentence.claims)}".rstrip()


def _cites(report: SituationReport, claims: tuple[str, ...]) -> str:
    """The citations of claims, each a link to its words at the end."""
    numbers = [report.citations[c] for c in list(dict.fromkeys(claims))[:CITED] if c in report.citations]
    colour = themes()["light"]["link"]
    return ", ".join(f'<a href="#cite-{n}" color="{colour}"><font size="7.5">[{n}]</font></a>' for n in numbers)


def _index(report: SituationReport) -> list[Flowable]:
    if not report.index:
        return []
    flow: list[Flowable] = [_p(f"{plural(len(report.index), 'further event')}", "h2")]
    for line in report.index:
        figures = "; ".join(f"{f.label.lower()} {number(f.best)} {_cites(report, f.cited[:2])}" for f in line.figures)
        about = " · ".join(p for p in (line.place, line.dates, plural(line.documents, "report")) if p)
        flow.append(_p(f"<b>{marked(line.title)}</b> {marked(about)} {figures}", "item", "•"))
    return flow


def _citation(standing: Standing, report: SituationReport, claim: str, n: int) -> Flowable:
    found, words = standing.claims[claim], quote(standing, standing.claims[claim])
    document = standing.documents[found.document]
    named = marked(f"{standing.outlet(claim)}, {standing.title(document.document)}")
    url = link(document.url)
    if url:
        named = f'<a href="{marked(url)}" color="{themes()["light"]["link"]}">{named}</a>'
    stamp = marked(when(found.asserted_at, zone_of(report.zone)))
    said = f"“{marked(words.before)}<b>{marked(words.words)}</b>{marked(words.after)}”"
    return _p(f'<a name="cite-{n}"/>{named}, {stamp}: {said}', "source", f"{n}.")


def _chart(standing: Standing, event: EventReport, view: Any, left: Any) -> list[Flowable]:
    """The chart of a track, where it is worth one and there is room for one more."""
    if not chart.worth_drawing(view) or next(left, None) is None:
        return []
    drawn = chart.draw(standing, view, standing.zone(event.event)) or ""
    wide = drawn[: drawn.find("</svg>") + 6] if drawn else ""
    picture = _picture(wide, 0.92)
    return [KeepTogether([_p(marked(view.title), "h3"), *picture])] if picture else []


def _picture(svg: str, share: float) -> list[Flowable]:
    """A drawing as an image across a share of the page; nothing where there is none, or nothing to draw it with."""
    if "<svg" not in svg:
        return []
    try:
        import vl_convert  # noqa: PLC0415 - only a report with pictures needs it
    except ImportError:
        return []
    png = vl_convert.svg_to_png(painted(svg.replace("var(--paper)", "#ffffff")), scale=2.0)
    image = Image(io.BytesIO(png))
    width = _WIDE * share
    image.drawWidth, image.drawHeight = width, width * image.imageHeight / image.imageWidth
    image.hAlign = "LEFT"
    return [Spacer(1, 6), image, Spacer(1, 4)]
