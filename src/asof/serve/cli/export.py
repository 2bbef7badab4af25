"""`asof export`, `asof report`, `asof map`, `asof graph`: a story as a file that leaves asof."""

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asof.serve.cli.app import app, fail, in_words, note
from asof.serve.cli.options import AtOption, StoryArgument, store_of

if TYPE_CHECKING:
    from asof.records import Story


class Format(StrEnum):
    """The formats of `asof export`."""

    csv = "csv"
    parquet = "parquet"
    geojson = "geojson"
    timelinejs = "timelinejs"


class Kind(StrEnum):
    """The tables of `asof export`."""

    ged = "ged"
    acled = "acled"
    gtd = "gtd"
    claims = "claims"
    events = "events"
    tracks = "tracks"


class Page(StrEnum):
    """The formats of `asof report`."""

    md = "md"
    html = "html"
    pdf = "pdf"


RuleOption = Annotated[str | None, typer.Option("--rule", help="Estimation rule.", show_default="ucdp")]
OutOption = Annotated[Path | None, typer.Option("--out", help="File to write.", show_default="standard output")]


@app.command(
    epilog="Examples: [bold]asof export story --as ged --out ged.csv[/bold] · "
    "[bold]asof export story --format parquet --as claims --out claims.parquet[/bold] · "
    "[bold]asof export story --format geojson --at 2013-01-18 --out events.geojson[/bold]",
)
def export(  # noqa: PLR0913, PLR0917 - a command's options
    story: StoryArgument,
    format_: Annotated[Format, typer.Option("--format", help="What kind of file.")] = Format.csv,
    as_: Annotated[
        Kind | None,
        typer.Option(
            "--as", help="Which table: columns of UCDP GED, ACLED or GTD, or asof's own.", show_default="events"
        ),
    ] = None,
    at: AtOption = None,
    rule: RuleOption = None,
    out: OutOption = None,
) -> None:
    """Write a story for other programs: CSV, Parquet, GeoJSON, TimelineJS."""
    from asof.tell.export import FORMATS, RULE_OF, MissingLibraryError, render  # noqa: PLC0415

    if as_ and not FORMATS[format_.value].tabular:
        fail(f"--format {format_.value} holds no table; leave --as out, or take --format csv or parquet for --as {as_}")
    kind = as_ or Kind.events
    own = RULE_OF.get(kind.value)
    if own and rule not in (None, own):
        fail(f"--as {kind.value} is made by the rule {own}; leave --rule out, or take --as events")

    def make(found: "Story") -> bytes:
        try:
            return render(found, format_.value, kind.value)
        except MissingLibraryError as error:
            fail(str(error), 1)

    _give(story, (at, own or rule or "ucdp"), make, out, binary=format_ is Format.parquet)


@app.command(
    epilog="Example: [bold]asof report story --format pdf --at 2013-01-18T12:00+01:00 --out report.pdf[/bold]",
)
def report(  # noqa: PLR0913, PLR0917 - a command's options
    story: StoryArgument,
    format_: Annotated[Page, typer.Option("--format", help="What kind of file.")] = Page.md,
    at: AtOption = None,
    rule: RuleOption = None,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Let the page carry whole reports, not only the words around claims.")
    ] = False,
    out: OutOption = None,
) -> None:
    """Write the situation report as of a moment: what is known, claimed, disputed, withdrawn, unknown."""

    def make(found: "Story") -> bytes:
        from asof.tell import markdown, page, pdf  # noqa: PLC0415 - each loads what it needs
        from asof.tell.situation import situation  # noqa: PLC0415

        told = situation(found)
        if format_ is Page.pdf:
            made: bytes = pdf.render(told)
            return made
        words = markdown.render(told) if format_ is Page.md else page.render(told, full_text)
        return words.encode("utf-8", "replace")

    _give(story, (at, rule or "ucdp"), make, out, binary=format_ is Page.pdf)


@app.command("map", epilog="Example: [bold]asof map story --out map.svg[/bold]")
def map_(story: StoryArgument, at: AtOption = None, out: OutOption = None) -> None:
    """Draw where it happened, and how exactly that is known, as SVG."""

    def make(found: "Story") -> bytes:
        from asof.tell.chart_paint import standalone  # noqa: PLC0415
        from asof.tell.map import draw  # noqa: PLC0415

        return standalone(_drawn(draw(found), "no event of this story has a place that is known")).encode()

    _give(story, (at, "ucdp"), make, out)


@app.command(epilog="Example: [bold]asof graph story --out sources.svg[/bold]")
def graph(
    story: StoryArgument,
    at: AtOption = None,
    event: Annotated[str | None, typer.Option("--event", help="An event's id; the one most told of otherwise.")] = None,
    out: OutOption = None,
) -> None:
    """Draw who quotes whom, and which outlets carry whose words, as SVG."""

    def make(found: "Story") -> bytes:
        from asof.tell.chart_paint import standalone  # noqa: PLC0415
        from asof.tell.graph import draw  # noqa: PLC0415

        try:
            drawn = draw(found, event=event)
        except LookupError as error:
            fail(str(error.args[0]))
        return standalone(_drawn(drawn, "nobody is quoted in this story")).encode()

    _give(story, (at, "ucdp"), make, out)


def _drawn(svg: str, nothing: str) -> str:
    return svg or fail(nothing, 1)


def _give(
    story: Path, asked: tuple[str | None, str], make: Callable[["Story"], bytes], out: Path | None, binary: bool = False
) -> None:
    """Make a file of a story as of a moment by a rule, and write it whole to `out` or to standard output."""
    from asof.pipeline import as_of  # noqa: PLC0415 - loads what it needs only now
    from asof.store import StoreError  # noqa: PLC0415
    from asof.tell.files import put  # noqa: PLC0415
    from asof.tell.known import as_known  # noqa: PLC0415

    if binary and out is None and sys.stdout.isatty():
        fail("this would fill the terminal with bytes; name a file with --out")
    try:
        store = store_of(story)
        content = make(as_known(as_of(store, *asked)))
    except ValueError as error:
        fail(str(error))
    except StoreError as error:
        fail(str(error), 1)
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    try:
        put(out, content)
    except OSError as error:
        fail(in_words(error), 1)
    note(f"{len(content):,} bytes: {os.fspath(out)}")
