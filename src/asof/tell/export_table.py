"""Tables that leave asof: typed columns, written as CSV or Parquet. The same table gives the same bytes."""

import csv
import io
from typing import Any, Final, Literal

from asof.records import Record
from asof.resources import table as resource
from asof.tell.clean import visible
from asof.tell.rows import whole

Type = Literal["int", "float", "text", "bool"]
Cell = str | int | float | bool | None

# OWASP, CSV injection: what makes a spreadsheet read a cell as a formula, full-width forms included
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Column(Record, frozen=True, kw_only=True):
    """One column: its name, its type, whether asof fills it, and from what (or why it stays empty)."""

    name: str
    type: Type
    filled: bool = True
    note: str = ""


class Table(Record, frozen=True, kw_only=True):
    """A table: rows hold a cell for each column, None where nothing is known."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class MissingLibraryError(ImportError):
    """A format needs a library that is not installed; the message says how to install it."""


def columns(name: str) -> tuple[Column, ...]:
    """The columns of `resources/export/NAME.tsv`."""
    rows = resource(f"export/{name}")
    return tuple(
        Column(name=r["column"], type=r["type"], filled=r["filled"] == "yes", note=r["note"])  # type: ignore[arg-type]
        for r in rows
    )


def of_dicts(cols: tuple[Column, ...], dicts: list[dict[str, Cell]]) -> Table:
    """A table of rows given by column name; what a row does not name is empty. Raises KeyError for a name that is none.

    A cell of a column that is documented as empty is refused with ValueError, so that the documentation stays true.
    """
    known = {c.name: c for c in cols}
    for row in dicts:
        for name in row:
            if not known[name].filled:
                raise ValueError(f"the column {name} is documented as empty")
    return Table(columns=cols, rows=tuple(tuple(row.get(c.name) for c in cols) for row in dicts))


def to_csv(table: Table) -> bytes:
    """The table as CSV (RFC 4180, UTF-8, a header row, line feeds), safe to open in a spreadsheet.

    A text that a spreadsheet would read as a formula gets an apostrophe before it; control and reordering characters
    are made visible. Numbers are written plainly; an unknown cell is empty.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c.name for c in table.columns])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8", "replace")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return str(whole(cell))
    return neutral(visible(cell))


def neutral(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(_FORMULA) else text


def to_parquet(table: Table) -> bytes:
    """The table as Parquet: int64, double, string and boolean columns. Texts stand as they are.

    Raises MissingLibraryError where pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("Parquet needs pyarrow; install it with: pip install 'asof[parquet]'") from error
    types: dict[Type, Any] = {"int": pa.int64(), "float": pa.float64(), "text": pa.string(), "bool": pa.bool_()}
    schema = pa.schema([(c.name, types[c.type]) for c in table.columns])
    arrays = [
        pa.array([_typed(row[n], c.type) for row in table.rows], type=types[c.type])
        for n, c in enumerate(table.columns)
    ]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()


def _typed(cell: Cell, kind: Type) -> Cell:
    if cell is None:
        return None
    if kind == "float":
        return float(cell)
    return str(cell).encode("utf-8", "replace").decode() if kind == "text" else cell
