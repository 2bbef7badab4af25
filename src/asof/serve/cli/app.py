"""The application, the options that every command shares, and how errors are said."""

import os
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from asof import __version__

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


def console(stderr: bool = False) -> Console:
    """A console that minds `--no-color` and NO_COLOR."""
    return Console(stderr=stderr, no_color=not _Look.colour, highlight=False, soft_wrap=False)


def quiet() -> bool:
    """Whether only results are wanted."""
    return _Look.quiet


def note(text: str) -> None:
    """One line for the reader, beside the results (standard error)."""
    if not _Look.quiet:
        typer.echo(text, err=True)


def fail(text: str, code: int = 2) -> NoReturn:
    """Say what is wrong and how to mend it; end with `code` (2: the call is wrong, 1: the thing asked about is)."""
    typer.echo(f"asof: {text}", err=True)
    raise typer.Exit(code)
