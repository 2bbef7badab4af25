"""`asof run`: the whole way from reports to a story."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asof.serve.cli.app import app, fail, in_words, note
from asof.serve.cli.options import (
    CORES,
    AtOption,
    Counted,
    CountOption,
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

if TYPE_CHECKING:
    from asof.pipeline import RunOptions
    from asof.records import Story


class Stories(StrEnum):
    """Whether events are found in the pile or given with it."""

    found = "found"
    given = "given"


@app.command(
    epilog="Examples: [bold]asof run reports/ --out story[/bold] · "
    "[bold]asof run incidents.jsonl --out story --stories given --at 2016-03-01[/bold] · "
    '[bold]asof run reports/ --out story --at "Thursday noon"[/bold]',
)
def run(  # noqa: PLR0913, PLR0917 - a command's options
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", help="Folder for the story; one that holds a story is added to.")],
    stories: Annotated[
        Stories, typer.Option("--stories", help="found: group reports into events; given: as the input says.")
    ] = Stories.found,
    at: AtOption = None,
    rule: Annotated[str, typer.Option("--rule", help="Estimation rule.")] = "ucdp",
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Let report.html carry whole reports, not only the words around claims.")
    ] = False,
    count: CountOption = Counted.everybody,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    timezone: TimezoneOption = None,
    follow: FollowOption = False,
    pipeline: PipelineOption = None,
    workers: WorkersOption = CORES,
) -> None:
    """Read reports, link and reconcile them; write report.html, JSONL files and the store."""
    from asof.pipeline import RunOptions  # noqa: PLC0415 - loads the language half

    options = RunOptions(
        inputs=tuple(inputs),
        out=out,
        read=read_options(published, outlet, timezone, follow, workers),
        stories_given=stories is Stories.given,
        at=at,
        rule=rule,
        full_text=full_text,
        count=count.value,
    )
    story = carry_out(options, workers, pipeline)
    closing_line(story, out)
    if not story.documents:
        raise typer.Exit(1)


def carry_out(options: "RunOptions", workers: int, pipeline: str | None = None) -> "Story":
    """Run with progress; what cannot be done ends the command with the reason."""
    from asof.pipeline import run as run_pipeline  # noqa: PLC0415
    from asof.store import StoreError  # noqa: PLC0415

    if options.out.exists() and not options.out.is_dir():
        fail(f"{options.out} is a file; --out names a folder")
    spread = spread_over(workers, pipeline)
    try:
        with bars() as progress:
            return run_pipeline(options, spread, progress)
    except ValueError as error:
        fail(str(error))
    except StoreError as error:
        fail(str(error), 1)
    except OSError as error:
        fail(in_words(error), 1)
    except KeyboardInterrupt:
        note("stopped; what was read is kept, run again to go on")
        sys.exit(130)


def closing_line(story: "Story", out: Path) -> None:
    """What was read, what was set aside, as of when, and where the report is."""
    from asof.tell.wording import asked_about, plural  # noqa: PLC0415

    reconciled = story.reconciled
    for item in story.rejected[:20]:
        note(f"set aside: {item.input}: {item.reason}")
    if len(story.rejected) > 20:
        note(f"… and {len(story.rejected) - 20} more" + (f" in {out / 'rejected.jsonl'}" if out.is_dir() else ""))
    note(
        f"{plural(len(story.documents), 'document')}, {plural(len(story.claims), 'claim')}, "
        f"{plural(len(reconciled.events), 'event')}, {plural(len(reconciled.contradictions), 'contradiction')}; "
        f"{plural(len(story.rejected), 'input')} set aside"
    )
    if reconciled.at:
        zones = {e.place.timezone or "UTC" for e in reconciled.events}
        note(f"figures as of {asked_about(reconciled.at, zones.pop() if len(zones) == 1 else None)}")
    if (out / "report.html").exists():
        note(f"report: {out / 'report.html'}")
    else:
        note("nothing was read, and no story was made")
