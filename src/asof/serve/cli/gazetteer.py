"""`asof gazetteer`: what places are known, and how to know more of them."""

from pathlib import Path
from typing import Annotated

import typer

from asof.serve.cli.app import app, console, fail, in_words, note, quiet
from asof.tell.clean import visible

gazetteer = typer.Typer(no_args_is_help=True, help="The places that are known: look one up, load all of GeoNames.")
app.add_typer(gazetteer, name="gazetteer")

_SHOWN = 20


@gazetteer.command(epilog="Example: asof gazetteer load allCountries.zip")
def load(
    dump: Annotated[Path, typer.Argument(metavar="FILE", help="allCountries.zip, US.zip, or the text in one.")],
) -> None:
    """Load a dump of GeoNames (download.geonames.org/export/dump); every later run uses it.

    All of GeoNames takes some minutes and about a gigabyte in your cache folder.
    """
    from rich.progress import (  # noqa: PLC0415 - only commands that draw load what draws
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from asof.annotate.gazetteer_load import LoadError  # noqa: PLC0415 - loads the language half
    from asof.annotate.gazetteer_load import load as load_dump  # noqa: PLC0415

    columns = (TextColumn("reading"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True, disable=quiet()) as bar:
        task = bar.add_task("reading", total=None)
        try:
            loaded = load_dump(dump, lambda done, total: bar.update(task, completed=done, total=total))
        except (LoadError, ValueError) as error:
            fail(str(error))
        except OSError as error:
            fail(in_words(error), code=1)
    aside = f"; {loaded.damaged:,} lines could not be read" if loaded.damaged else ""
    note(f"{loaded.kept:,} places kept, {loaded.left:,} of other kinds left out{aside}: {loaded.path}")


@gazetteer.command()
def unload() -> None:
    """Go back to the places that come with asof."""
    from asof.annotate.gazetteer_load import unload as unload_dump  # noqa: PLC0415

    note("gone back to the places that come with asof" if unload_dump() else "nothing was loaded")


@gazetteer.command(epilog="Example: asof gazetteer find Springfield")
def find(name: Annotated[str, typer.Argument(help="A place's name, as it might stand in a report.")]) -> None:
    """The places that bear a name, the most populous first."""
    from rich.table import Table  # noqa: PLC0415

    from asof.annotate.gazetteer import admin1_names, lookup  # noqa: PLC0415

    try:
        places = lookup(name)
    except ValueError as error:
        fail(str(error), code=1)
    if not places:
        fail(f"no place is called {name!r}; more places: asof gazetteer load allCountries.zip", code=1)
    table = Table("name", "kind", "in", "people", "lat", "lon", "GeoNames", box=None, pad_edge=False)
    for place in places[:_SHOWN]:
        division = admin1_names().get((place.country or "", place.admin1 or ""), "")
        table.add_row(
            visible(place.name), place.kind, ", ".join(x for x in (division, place.country) if x),
            f"{place.population:,}", f"{place.lat:.3f}", f"{place.lon:.3f}", str(place.geonames or ""),
        )  # fmt: skip
    console().print(table)
    if len(places) > _SHOWN:
        note(f"and {len(places) - _SHOWN} more")


@gazetteer.command()
def info() -> None:
    """Which places are in use, and where their index lies."""
    from asof.annotate.gazetteer import counted  # noqa: PLC0415

    try:
        found = counted()
    except ValueError as error:
        fail(str(error), code=1)
    where = found.path or "held in memory: the cache folder cannot be written"
    typer.echo(f"{found.places:,} places, {found.names:,} names; {found.origin}")
    typer.echo(visible(str(where)))
