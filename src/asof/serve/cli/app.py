"""The application, the options that every command shares, and how errors are said."""

import os
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from asof import __version__
from asof.tell.clean import visible

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer(
    name="asof",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
    help="Read many reports of one developing story; answer, for any moment, what was known, who said so, "
    "what has been revised and what is in dispute. Works offline.",
    epilog="Start with: [bold]asof demo[/bold]",
)


class _Look:
    """How output looks; set once by the options before the command."""

    colour: bool = True
    quiet: bool = False


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"asof {__version__}")
        raise typer.Exit


@app.callback()
def common(
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour (NO_COLOR=1 does the same).")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no closing line.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options that stand before the command."""
    _Look.colour = not (no_color or os.environ.get("NO_COLOR"))
    _Look.quiet = quiet


def console(stderr: bool = False) -> "Console":
    """A console that minds `--no-color` and NO_COLOR."""
    from rich.console import Console  # noqa: PLC0415 - commands that print plain lines start without it

    return Console(stderr=stderr, no_color=not _Look.colour, highlight=False, soft_wrap=False)


def quiet() -> bool:
    """Whether only results are wanted."""
    return _Look.quiet


def note(text: str) -> None:
    """One line for the reader, beside the results (standard error)."""
    if not _Look.quiet:
        typer.echo(visible(" ".join(text.splitlines())), err=True)


def in_words(error: OSError) -> str:
    """What the system says of a file, with the file's name and the mend that is known."""
    mend = {28: "; make room on the disk and run again", 13: "; name a folder that you may write to"}
    what = f"{error.filename}: " if error.filename else "output cannot be written: "
    return f"{what}{(error.strerror or str(error)).lower()}{mend.get(error.errno or 0, '')}"


def fail(text: str, code: int = 2) -> NoReturn:
    """Say what is wrong and how to mend it; end with `code` (2: the call is wrong, 1: the thing asked about is)."""
    typer.echo(visible(f"asof: {' '.join(text.splitlines())}"), err=True)
    raise typer.Exit(code)
