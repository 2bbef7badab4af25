"""`asof timeline`: the days that matter in a long story."""

from typing import Annotated

import typer

from asof.serve.cli.app import app, console, fail, note
from asof.serve.cli.options import (
    CORES,
    OutletOption,
    PipelineOption,
    PublishedOption,
    TimezoneOption,
    WorkersOption,
    read_options,
    spread_over,
)
from asof.serve.cli.progress import bars


@app.command(
    epilog="Examples: [bold]asof timeline reports/ --dates 12[/bold] · "
    "[bold]asof timeline story --dates 5 --json[/bold]",
)
def timeline(  # noqa: PLR0913, PLR0917 - a command's options
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT…", help="Reports as for asof run, or one STORY.", show_default=False),
    ],
    dates: Annotated[int, typer.Option("--dates", min=1, max=1000, help="How many days.")] = 10,
    sentences: Annotated[int, typer.Option("--sentences", min=1, max=20, help="Sentences for each, at most.")] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="One day a line, for programs.")] = False,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    timezone: TimezoneOption = None,
    pipeline: PipelineOption = None,
    workers: WorkersOption = CORES,
) -> None:
    """The days that matter in a long story, and what was said of each, with its source."""
    from asof.pipeline import Dates  # noqa: PLC0415 - loads the language half
    from asof.pipeline import timeline as timeline_of  # noqa: PLC0415
    from asof.store import StoreError  # noqa: PLC0415
    from asof.tell import dates as told  # noqa: PLC0415
    from asof.tell import rows  # noqa: PLC0415

    asked = Dates(
        inputs=tuple(inputs),
        wanted=dates,
        each=sentences,
        read=read_options(published, outlet, timezone, workers=workers),
    )
    try:
        with bars() as progress:
            found = timeline_of(asked, spread_over(workers, pipeline), progress)
    except StoreError as error:
        fail(str(error), 1)
    if as_json:
        typer.echo(rows.lines(found).decode(), nl=False)
    else:
        console().print(told.show(found), markup=False)
    note(f"{len(found)} days")
    if not found:
        fail("no report of a known day names a day; give --published, or a documents.tsv", 1)
