"""`asof diff`: what changed in a story from one moment to another, and why."""

from typing import TYPE_CHECKING, Annotated

import typer

from asof.serve.cli.app import app, console, fail, note
from asof.serve.cli.options import StoryArgument, moment_of, store_of

if TYPE_CHECKING:
    from asof.records import Changes


@app.command(
    epilog="Examples: [bold]asof diff story --from 2013-01-17T12:00 --to 2013-01-18T12:00[/bold] · "
    "[bold]asof diff story --known-from 2026-03-04T09:00Z[/bold]  (what was recorded or decided since)",
)
def diff(  # noqa: PLR0913, PLR0917 - a command's options
    story: StoryArgument,
    start: Annotated[str | None, typer.Option("--from", help="The earlier moment, as of which things stood.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="The later moment.", show_default="the end")] = None,
    known_from: Annotated[str | None, typer.Option("--known-from", help="As recorded by this time, before.")] = None,
    known_to: Annotated[str | None, typer.Option("--known-to", help="As recorded by this time, after.")] = None,
    rule: Annotated[str, typer.Option("--rule", help="Estimation rule.")] = "ucdp",
    event: Annotated[str | None, typer.Option("--event", help="An event's id or words of its label.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """What changed and why: figures, disputes, new events, each with the words behind it."""
    from asof.records import end_of  # noqa: PLC0415
    from asof.review import Between  # noqa: PLC0415 - loads what it needs only now
    from asof.review import diff as compare  # noqa: PLC0415
    from asof.store import StoreError  # noqa: PLC0415
    from asof.tell import rows  # noqa: PLC0415

    if start is None and known_from is None:
        fail("say from when: --from 2013-01-17T12:00 (what was said), or --known-from (what was recorded)")
    store = store_of(story)
    start, end = moment_of(store, start), moment_of(store, end)
    between = Between(start=start, end=end, known_start=known_from, known_end=known_to, rule=rule)
    try:
        if start and end and end_of(start) >= end_of(end):
            fail(f"--from {start} is not before --to {end}")
        found = _of(compare(store, between), event)
    except (StoreError, ValueError) as error:
        fail(str(error))
    if as_json:
        typer.echo(rows.line(found).decode(), nl=False)
    else:
        _print(found)
    note(f"{len(found.changes)} changes; {found.claims} new claims in {len(found.documents)} documents")


def _of(found: "Changes", event: str | None) -> "Changes":
    from msgspec.structs import replace  # noqa: PLC0415

    if event is None:
        return found
    mine = [c for c in found.changes if c.event == event or event.casefold() in c.label.casefold()]
    return replace(found, changes=tuple(mine))


def _print(found: "Changes") -> None:
    from asof.tell.clean import visible  # noqa: PLC0415

    last = None
    for change in found.changes:
        if change.event != last:
            console().print(visible(change.label), style="bold", markup=False, soft_wrap=True, end="")
            console().print(f" (times in {visible(change.zone)})" if change.zone else "", style="dim", markup=False)
            last = change.event
        console().print("  " + visible(change.sentence), markup=False, soft_wrap=True)
    if not found.changes:
        console().print("Nothing changed.")
