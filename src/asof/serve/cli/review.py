"""`asof review`: what people decide about a story: accept, dismiss, correct, merge, split, pin, undo."""

import getpass
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from asof.serve.cli.app import app, console, fail, in_words, note
from asof.serve.cli.options import StoryArgument, store_of

if TYPE_CHECKING:
    from asof.records import Decision, DecisionKind, DecisionState

_RANGE = re.compile(r"\s*(\d[\d,.]*)?\s*(?:-|–|\bto\b)\s*(\d[\d,.]*)?\s*", re.I)
_PLACE = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")


@app.command(
    epilog="Examples: [bold]asof review story --list[/bold] · [bold]asof review story accept c1f0a…[/bold] · "
    '[bold]asof review story dismiss c1f0a… --reason "another crash"[/bold] · '
    "[bold]asof review story correct c1f0a… --value 11-18 --set population=miners[/bold] · "
    "[bold]asof review story merge e1… e2…[/bold] · [bold]asof review story split e1… document[/bold] · "
    "[bold]asof review story pin e1… --value 61.2,-149.9[/bold] · [bold]asof review story undo d1…[/bold]",
)
def review(  # noqa: PLR0913, PLR0917 - a command's options
    story: StoryArgument,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[DECISION]",
            help="accept, dismiss, correct, move, merge, same, different, split, pin, undo; or history.",
        ),
    ] = None,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID…]", help="Of claims, entities, events, documents or a decision.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="All decisions, and what has become of each.")] = False,
    value: Annotated[
        str | None, typer.Option("--value", help="14, 11-18, 14- (at least); of a place: LATITUDE,LONGITUDE.")
    ] = None,
    fields: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="outcome=injured, population=miners, …")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why; kept with the decision.")] = "",
    author: Annotated[
        str | None, typer.Option("--author", envvar="ASOF_AUTHOR", help="Who decides.", show_default="the user's name")
    ] = None,
    known_by: Annotated[str | None, typer.Option("--known-by", help="With --list: as recorded by this time.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the run's files again with the decision.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")] = False,
) -> None:
    """Decide about what was read: kept with author and reason, applied at once, never lost, undone when you say so."""
    from asof import review as reviewing  # noqa: PLC0415 - loads what it needs only now
    from asof.records import Decision  # noqa: PLC0415
    from asof.store import StoreError  # noqa: PLC0415

    path = store_of(story)
    if what is None and not list_:
        fail("say what is decided (accept, dismiss, correct, …) and of which id, or --list")
    try:
        if list_ or what is None:
            _print(reviewing.states(path, known_by), as_json)
            return
        if what == "history":
            _print([s for id_ in ids or [] for s in reviewing.history(path, id_)], as_json)
            return
        made = Decision(
            kind=cast("DecisionKind", what),  # `decide` checks it, and says the choices in words
            targets=tuple(ids or ()),
            value=_value(what, value, fields or []),
            author=author or _user(),
            reason=reason,
        )
        kept = reviewing.decide(path, made)
        _say(kept, as_json)
        if write:
            reviewing.write_again(path, story if story.is_dir() else story.parent)
    except (ValueError, LookupError) as error:
        fail(str(error.args[0] if error.args else error))
    except StoreError as error:
        fail(str(error), 1)
    except OSError as error:
        fail(in_words(error), 1)
    if not write:
        note(f"applied; files that a run wrote in {_folder(story)} show it with --write, or after the next run")


def _folder(story: Path) -> Path:
    return story if story.is_dir() else story.parent


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USERNAME") or "unnamed"


def _value(kind: str, value: str | None, fields: list[str]) -> dict[str, str]:
    """The fields of a decision from what was typed; ends the command where they cannot be read."""
    found: dict[str, str] = {}
    for field in fields:
        name, equals, text = field.partition("=")
        if not equals or not name.strip():
            fail(f"--set {field!r} is no field; write --set population=miners")
        found[name.strip()] = text.strip()
    if value is None:
        return found
    place = _PLACE.fullmatch(value) if kind == "pin" and "outcome" not in found else None
    if place:
        return found | {"lat": place[1], "lon": place[2]}
    ranged = _RANGE.fullmatch(value)
    low, high = (ranged[1] or "", ranged[2] or "") if ranged else (value, value)
    if ranged and not (low or high):
        fail(f"--value {value!r} is no number; write 14, 11-18 or 14-")
    return found | ({"low": low, "high": high} if kind != "pin" or ranged else {"low": low, "best": low, "high": high})


def _print(states: "list[DecisionState] | tuple[DecisionState, ...]", as_json: bool) -> None:
    from asof.tell import rows  # noqa: PLC0415

    for state in states:
        if as_json:
            typer.echo(rows.line(state).decode(), nl=False)
        else:
            _line(state)
    if not as_json:
        lost = sum(s.state == "lost" for s in states)
        note(f"{len(states)} decisions" + (f"; {lost} have lost their words and change nothing" if lost else ""))


def _line(state: "DecisionState") -> None:
    from asof.tell.clean import visible  # noqa: PLC0415

    made = state.decision
    about = ", ".join(f"{a.target} “{a.quote}”" if a.quote else a.target for a in made.anchor) or made.targets[0]
    value = " ".join(f"{field}={text}" for field, text in made.value.items())
    when = (made.recorded_at or "")[:16].replace("T", " ")
    text = f"{made.id}  {state.state:<7}  {made.kind} {about}" + (f"  {value}" if value else "")
    console().print(visible(text), markup=False, soft_wrap=True)
    why = made.reason or "no reason given"
    console().print(visible(f"    {made.author}, {when} UTC: {why}"), markup=False, soft_wrap=True)
    if state.state == "lost":
        console().print(visible(f"    lost: {state.note}"), markup=False, soft_wrap=True)


def _say(kept: "Decision", as_json: bool) -> None:
    from asof.tell import rows  # noqa: PLC0415

    if as_json:
        typer.echo(rows.line(kept).decode(), nl=False)
    else:
        typer.echo(kept.id)
