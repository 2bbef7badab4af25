"""The arguments that several commands share, each declared once."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asof.serve.cli.app import fail

if TYPE_CHECKING:
    from asof.ingest import ReadOptions
    from asof.pipeline import Spread

CORES = os.cpu_count() or 1
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT…",
        help="Files, folders (walked), http(s) addresses, or - for standard input. "
        "Text, Markdown, HTML, PDF, DOCX, mail, feeds, WARC, MHTML, TML, JSONL; a folder may hold documents.tsv.",
        show_default=False,
    ),
]
PublishedOption = Annotated[
    str | None,
    typer.Option("--published", help="When bare files were published: 2013-01-17 or 2013-01-17T12:00+01:00."),
]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="Who published bare files.")]
TimezoneOption = Annotated[
    str | None, typer.Option("--timezone", help="Zone of the reports' own clock times: Africa/Algiers or +01:00.")
]
FollowOption = Annotated[
    bool, typer.Option("--follow", help="Fetch the pages that feeds and sitemaps link to, politely; at most 50 each.")
]
PipelineOption = Annotated[
    str | None,
    typer.Option("--pipeline", help="rules, or an installed spaCy pipeline (en_core_web_trf), in place of the engine."),
]
WorkersOption = Annotated[
    int,
    typer.Option("--workers", min=1, max=256, help="Processes that read and analyse long input.", show_default="cores"),
]


class Counted(StrEnum):
    """Who is counted in the totals that are shown."""

    everybody = "all"
    exclude_attackers = "exclude-attackers"


CountOption = Annotated[
    Counted, typer.Option("--count", help="Whom totals count; changes what is shown only, both are kept.")
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        help="As of this time: 2013-01-17, 2013-01-17T12:00+01:00, or in words (Thursday noon). "
        "Without a zone it is the event's local time.",
    ),
]
StoryArgument = Annotated[
    Path, typer.Argument(metavar="STORY", help="A run's folder, or a .asof file.", show_default=False)
]


def read_options(
    published: str | None, outlet: str | None, timezone: str | None, follow: bool = False, workers: int = CORES
) -> "ReadOptions":
    """The options as ingest takes them; a value that is none ends the command with the reason."""
    from asof.ingest import ReadOptions  # noqa: PLC0415 - the readers, which questions and the desk never need

    try:
        return ReadOptions(published=published, outlet=outlet, timezone=timezone, follow=follow, workers=workers)
    except ValueError as error:
        fail(str(error))


def spread_over(workers: int, pipeline: str | None) -> "Spread":
    """The processes that read; ends the command where the pipeline is not installed."""
    from asof.engines import local  # noqa: PLC0415 - loads the language half

    try:
        return local(workers, pipeline)
    except ValueError as error:
        fail(str(error))


def store_of(story: Path) -> Path:
    """The store that STORY means; ends the command where there is none."""
    path = story / "story.asof" if story.is_dir() else story
    if not path.is_file():
        fail(f"no story at {story}; make one with: asof run INPUT… --out {story}")
    return path


def moment_of(store: Path, at: str | None) -> str | None:
    """The moment that is asked for, in ISO 8601; ends the command where the words name none."""
    from asof.pipeline import moment_told  # noqa: PLC0415 - loads what it needs only now
    from asof.store import StoreError  # noqa: PLC0415

    try:
        return at and moment_told(store, at)
    except (StoreError, ValueError) as error:
        fail(str(error))
