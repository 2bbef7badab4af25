"""`asof watch`: look at feeds again and again, add what is new to a story, say what it changed."""

import re
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from asof.serve.cli.app import app, console, fail, note
from asof.serve.cli.options import OutletOption, TimezoneOption, read_options

if TYPE_CHECKING:
    from asof.pipeline import RunOptions
    from asof.watching import How, Round

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "": 1}
_LEAST = 10
_LONGEST = 3600
_SAID = 12  # lines of what changed; the rest stands in the report
_LONG = 160  # characters of a passage


@app.command(
    epilog="Examples: [bold]asof watch https://courier.example/world.rss --out story[/bold] · "
    "[bold]asof watch FEED --out story --once[/bold]  (for cron)",
)
def watch(  # noqa: PLR0913, PLR0917 - a command's options
    feeds: Annotated[
        list[str],
        typer.Argument(
            metavar="FEED…", help="Feeds, sitemaps or pages (a live report); files too.", show_default=False
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the story; one that holds a story is added to.")],
    every: Annotated[str, typer.Option("--every", help="Time between two looks: 90s, 5m, 1h.")] = "5m",
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
    rule: Annotated[str, typer.Option("--rule", help="Estimation rule.")] = "ucdp",
    outlet: OutletOption = None,
    timezone: TimezoneOption = None,
) -> None:
    """Poll feeds, read what is new or changed, add it to the story and print what that changed in the figures."""
    seconds = seconds_of(every)
    if out.exists() and not out.is_dir():
        fail(f"{out} is a file; --out names a folder")
    from asof.ingest.fetch import Fetcher  # noqa: PLC0415 - loads what it needs only now
    from asof.pipeline import RunOptions  # noqa: PLC0415
    from asof.watching import How  # noqa: PLC0415

    read = read_options(None, outlet, timezone)
    options = RunOptions(inputs=tuple(feeds), out=out, read=read, rule=rule)
    signal.signal(signal.SIGTERM, _stop)
    try:
        _watch(options, How(fetcher=Fetcher(read)), None if once else seconds)
    except KeyboardInterrupt:
        note("stopped; what was added is kept")


def seconds_of(every: str) -> int:
    """The seconds of "90s", "5m", "1h"; anything else, or less than ten seconds, ends the command."""
    match = re.fullmatch(r"(\d{1,6})\s?([smhd]?)", every.strip().lower())
    if match is None:
        fail(f"--every {every}: write 90s, 5m or 1h")
    seconds = int(match[1]) * _UNITS[match[2]]
    if seconds < _LEAST:
        fail(f"--every {every}: at least {_LEAST} seconds, to be polite")
    return seconds


def pause(seconds: int, failed: int) -> int:
    """How long to wait after `failed` rounds in a row that reached nothing: twice as long each time, to an hour."""
    return max(seconds, min(seconds << min(failed, 10), _LONGEST))


def _watch(options: "RunOptions", how: "How", seconds: int | None) -> None:
    failed = 0
    while True:
        reached = _round(options, how)
        if seconds is None:
            if not reached:
                raise typer.Exit(1)
            return
        failed = 0 if reached else failed + 1
        wait = pause(seconds, failed)
        if failed:
            note(f"nothing was reached; trying again in {_in_words(wait)}")
        time.sleep(wait)


def _round(options: "RunOptions", how: "How") -> bool:
    """One round, said in lines; whether anything was reached."""
    from asof.store import StoreError  # noqa: PLC0415
    from asof.watching import watch_round  # noqa: PLC0415

    try:
        done = watch_round(options, how)
    except ValueError as error:
        fail(str(error))
    except (StoreError, OSError) as error:  # another program writes the story, or the disk is full: it may pass
        note(f"{_now()} not added: {error}")
        return False
    _say(done, options)
    return len(done.silent) < len(options.inputs)


def _say(done: "Round", options: "RunOptions") -> None:
    from asof.tell.clean import visible  # noqa: PLC0415

    for item in done.silent:
        note(f"{_now()} no answer: {item.input}: {item.reason}")
    for item in done.rejected[:10]:
        note(f"set aside: {item.input}: {item.reason}")
    if not done.documents:
        note(f"{_now()} nothing new")
        return
    console().print(f"{_now()} {len(done.documents)} new or changed", markup=False)
    for said in done.said[:_SAID]:
        at = f" {said.change.asserted_at}" if said.change.kind != "gone" and said.change.asserted_at else ""
        words = visible(" ".join(said.words.split()))
        short = words if len(words) <= _LONG else f"{words[:_LONG].rpartition(' ')[0]} …"
        console().print(f"    {said.change.kind} {said.change.part}{at}: {short}", markup=False, soft_wrap=True)
    if len(done.said) > _SAID:
        console().print(f"    … and {len(done.said) - _SAID} more passages", markup=False)
    last = None
    for update in done.updates[:_SAID]:
        if update.event != last:
            console().print("  " + visible(done.labels.get(update.event, update.event)), markup=False, soft_wrap=True)
            last = update.event
        console().print(f"    {update.kind}: {visible(update.sentence.text)}", markup=False, soft_wrap=True)
    if len(done.updates) > _SAID:
        console().print(f"    … and {len(done.updates) - _SAID} more in {options.out / 'report.html'}", markup=False)
    if not done.updates:
        console().print("    no figure changed", markup=False)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%MZ")


def _in_words(seconds: int) -> str:
    return f"{seconds // 60} minutes" if seconds >= 120 else f"{seconds} seconds"
