"""`asof demo`: read the demonstration crisis and say what was known at three moments."""

import shutil
import sys
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from asof.serve.cli.app import app, console, fail
from asof.serve.cli.running import carry_out, closing_line

MOMENTS = ("2013-01-17T12:00+01:00", "2013-01-18T12:00+01:00", "2013-01-22T00:00+01:00")


def reports() -> Path:
    """Where the demonstration reports are: beside an installed package, or in a checkout."""
    inside = Path(str(files("asof"))) / "demo" / "reports"
    checkout = Path(str(files("asof"))).parent.parent / "demo" / "reports"
    return next((p for p in (inside, checkout) if p.is_dir()), inside)


def _called() -> str:
    """How this program can be called again: `asof`, or the path by which it was called where that finds another."""
    mine, found = Path(sys.argv[0]), shutil.which("asof")
    if mine.name != "asof" or (found and Path(found).resolve() == mine.resolve()):
        return "asof"
    return str(mine)


@app.command(epilog="Example: [bold]asof demo --out /tmp/asof-demo[/bold]")
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the story.")] = Path("asof-demo"),
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes.")] = 1,
) -> None:
    """Read twelve reports of one crisis and say what was known, claimed and disputed at three moments."""
    from asof.pipeline import Question, RunOptions, ask  # noqa: PLC0415 - loads the language half
    from asof.tell import terminal  # noqa: PLC0415

    folder = reports()
    if not folder.is_dir():
        fail(f"the demonstration reports are not at {folder}; install asof again", 1)
    story = carry_out(RunOptions(inputs=(str(folder),), out=out), workers)
    for moment in MOMENTS:
        console().print(terminal.summary(ask(out / "story.asof", Question(at=moment))))
    closing_line(story, out)
    console().print("Ask it yourself:", style="bold")
    command = f"{_called()} show {out} --at {MOMENTS[0]} --outcome escaped --population hostages"
    console().print(f"  {command}", soft_wrap=True)
