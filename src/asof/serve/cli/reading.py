"""`asof ingest`, `asof annotate`, `asof extract`: one stage each, one record a line."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import typer

from asof.serve.cli.app import app, fail, note
from asof.serve.cli.options import (
    CORES,
    FollowOption,
    Inputs,
    OutletOption,
    PipelineOption,
    PublishedOption,
    TimezoneOption,
    WorkersOption,
    read_options,
    spread_over,
)
from asof.serve.cli.progress import bars


class Layer(StrEnum):
    """What `asof annotate` prints."""

    times = "times"
    names = "names"
    places = "places"
    quantities = "quantities"
    tokens = "tokens"


class Format(StrEnum):
    """How records are printed."""

    jsonl = "jsonl"
    conllu = "conllu"


@app.command(
    epilog="Example: [bold]asof ingest reports/ https://example.org/story.html > documents.jsonl[/bold]",
)
def ingest(  # noqa: PLR0913, PLR0917 - a command's options
    inputs: Inputs,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    timezone: TimezoneOption = None,
    follow: FollowOption = False,
    format_: Annotated[Format, typer.Option("--format")] = Format.jsonl,
) -> None:
    """Read reports: one document a line, with its passages, date and outlet."""
    if format_ is not Format.jsonl:
        fail("ingest prints JSONL only; leave --format out")
    from asof.pipeline import gather  # noqa: PLC0415 - loads the language half

    with bars() as progress:
        pile = gather(inputs, read_options(published, outlet, timezone, follow), progress, raw=False)
    _print(iter(pile.documents))
    _close(f"{len(pile.documents)} documents", pile.rejected, len(pile.documents))


@app.command(
    epilog="Example: [bold]asof annotate report.txt --published 2013-01-18 --layer times[/bold]",
)
def annotate(  # noqa: PLR0913, PLR0917 - a command's options
    inputs: Inputs,
    layer: Annotated[Layer, typer.Option("--layer", help="Which layer to print.")] = Layer.times,
    format_: Annotated[Format, typer.Option("--format", help="conllu is for tokens.")] = Format.jsonl,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    timezone: TimezoneOption = None,
    follow: FollowOption = False,
    pipeline: PipelineOption = None,
) -> None:
    """Print what is known of the reports' language: times, names, places, quantities, tokens."""
    if format_ is Format.conllu and layer is not Layer.tokens:
        fail("--format conllu goes with --layer tokens")
    from asof.annotate import annotate as analyse  # noqa: PLC0415
    from asof.pipeline import gather  # noqa: PLC0415
    from asof.serve.cli import layers  # noqa: PLC0415

    with bars() as progress:
        pile = gather(inputs, read_options(published, outlet, timezone, follow), progress, raw=False)
        for done, document in enumerate(pile.documents, 1):
            analysis = analyse(document, pipeline)
            if format_ is Format.conllu:
                typer.echo(layers.conllu(document, analysis), nl=False)
            else:
                _print(layers.rows(analysis, layer.value))
            progress("annotating", done, len(pile.documents))
    _close(f"{len(pile.documents)} documents", pile.rejected, len(pile.documents))


@app.command(
    epilog="Example: [bold]asof extract reports/ --workers 2 > claims.jsonl[/bold]",
)
def extract(  # noqa: PLR0913, PLR0917 - a command's options
    inputs: Inputs,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    timezone: TimezoneOption = None,
    follow: FollowOption = False,
    pipeline: PipelineOption = None,
    workers: WorkersOption = CORES,
    format_: Annotated[Format, typer.Option("--format")] = Format.jsonl,
) -> None:
    """Print the claims of the reports: how many, of whom, who says so, how surely; one claim a line."""
    if format_ is not Format.jsonl:
        fail("extract prints JSONL only; leave --format out")
    from asof.pipeline import gather  # noqa: PLC0415
    from asof.records import Rejected  # noqa: PLC0415

    claims, failed, spread = 0, [], spread_over(workers, pipeline)
    with bars() as progress:
        pile = gather(inputs, read_options(published, outlet, timezone, follow, workers), progress, raw=False)
        for done, analysed in enumerate(spread(pile.documents), 1):
            _print(analysed.claims)
            claims += len(analysed.claims)
            if analysed.failed:
                failed.append(Rejected(input=analysed.document, reason=analysed.failed))
            progress("extracting", done, len(pile.documents))
    read = len(pile.documents) - len(failed)
    _close(f"{claims} claims in {len(pile.documents)} documents", (*pile.rejected, *failed), read)


def _print(rows: Iterable[object]) -> None:
    from asof.tell import rows as tell_rows  # noqa: PLC0415

    out = sys.stdout.buffer
    for row in rows:
        out.write(tell_rows.line(row))


def _close(what: str, rejected: Iterable[object], read: int) -> None:
    """The closing line, and what was set aside, on standard error; ends with 1 where nothing could be read."""
    set_aside = list(rejected)
    for item in set_aside[:20]:
        note(f"set aside: {item.input}: {item.reason}")  # type: ignore[attr-defined]
    if len(set_aside) > 20:
        note(f"… and {len(set_aside) - 20} more")
    note(f"{what}, {len(set_aside)} inputs set aside")
    if not read:
        fail(f"nothing was read; {'the lines above say why' if set_aside else 'there is no report in it'}", 1)
