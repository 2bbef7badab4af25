"""`render`: a story as one file in a format that other programs read. The same story gives the same bytes.

The formats and what each column holds are in docs/exports.md.
"""

from collections.abc import Callable, Mapping
from typing import Final

from asof.records import Record, Story
from asof.tell.export_coded import RULE_OF, coded
from asof.tell.export_geojson import geojson, to_bytes
from asof.tell.export_own import claims_table, events_table, tracks_table
from asof.tell.export_table import MissingLibraryError, Table, to_csv, to_parquet
from asof.tell.export_timelinejs import timelinejs

__all__ = ["FORMATS", "RULE_OF", "TABLES", "Format", "MissingLibraryError", "render", "table"]

TABLES: Final = ("acled", "claims", "events", "ged", "gtd", "tracks")
"""The tables that CSV and Parquet can hold."""


class Format(Record, frozen=True, kw_only=True):
    """A format of export: its media type, the ending of its files, and whether it holds one of `TABLES`."""

    media_type: str
    ending: str
    tabular: bool


FORMATS: Final[Mapping[str, Format]] = {
    "csv": Format(media_type="text/csv; charset=utf-8", ending="csv", tabular=True),
    "geojson": Format(media_type="application/geo+json", ending="geojson", tabular=False),
    "parquet": Format(media_type="application/vnd.apache.parquet", ending="parquet", tabular=True),
    "timelinejs": Format(media_type="application/json", ending="json", tabular=False),
}

_OWN: Final[Mapping[str, Callable[[Story], Table]]] = {
    "claims": claims_table,
    "events": events_table,
    "tracks": tracks_table,
}


def table(story: Story, kind: str) -> Table:
    """One of `TABLES` of a story. For "ged", "acled" and "gtd" it is to be reconciled by the rule `RULE_OF` names.

    Raises ValueError (with the choices) for another kind, or where the story was reconciled by another rule.
    """
    if kind in _OWN:
        return _OWN[kind](story)
    if kind not in RULE_OF:
        raise ValueError(f"no table {kind!r}; there are {', '.join(TABLES)}")
    rules = {e.rule for event in story.reconciled.events for e in event.estimates.values()}
    if rules - {RULE_OF[kind], "pin"}:  # what a person pinned holds whatever the rule
        raise ValueError(f"a table {kind} is made by the rule {RULE_OF[kind]}, not {', '.join(sorted(rules))}")
    return coded(story, kind)


def render(story: Story, form: str, kind: str = "events") -> bytes:
    """A story in one of `FORMATS`; `kind` is one of `TABLES` for those that are tables.

    Raises ValueError (with the choices) for a format or table that is none, MissingLibraryError where a library is not
    installed.
    """
    if form not in FORMATS:
        raise ValueError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    if form == "geojson":
        return to_bytes(geojson(story))
    if form == "timelinejs":
        return to_bytes(timelinejs(story))
    made = table(story, kind)
    return to_csv(made) if form == "csv" else to_parquet(made)
