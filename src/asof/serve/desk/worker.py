"""Reads added reports in a process of its own: `python -m asof.serve.desk.worker`, what to do on standard input.

A report that brings down what reads it does not bring down the desk, and pages stay quick meanwhile; the library that
draws report.html may be used by one thread only, besides. Progress and outcome are lines of JSON on standard output.
"""

import sys
from pathlib import Path
from typing import Any

import msgspec

from asof.records import Record


class Order(Record, frozen=True, kw_only=True):
    """What to read into which story; `options` as asof.ingest.ReadOptions has them, which the desk need not load."""

    store: str
    folder: str
    options: dict[str, Any]


class Line(Record, frozen=True, kw_only=True):
    """How far it is; the last line says what came of it, or what went wrong."""

    stage: str = ""
    done: int = 0
    total: int | None = None
    finished: bool = False
    problem: str = ""
    documents: int = 0
    claims: int = 0
    aside: tuple[tuple[str, str], ...] = ()


def main() -> None:
    """Carry out the order that stands on standard input."""
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    try:
        _say(_read(order))
    except (OSError, ValueError) as error:
        _say(Line(finished=True, problem=str(error)))
    except Exception as error:  # whatever it was, the page says so
        from asof.store import StoreError  # noqa: PLC0415

        words = str(error) if isinstance(error, StoreError) else f"They could not be read ({type(error).__name__})."
        _say(Line(finished=True, problem=words))


def _say(line: Line) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()


def _progress(stage: str, done: int, total: int | None) -> None:
    _say(Line(stage=stage, done=done, total=total))


def _read(order: Order) -> Line:
    _say(Line(stage="starting"))
    from asof.ingest import ReadOptions  # noqa: PLC0415
    from asof.pipeline import RunOptions, run  # noqa: PLC0415 - after the first line: it takes a second to load
    from asof.store import View  # noqa: PLC0415

    store = Path(order.store)
    view = View(store)
    before = {d.document: d.sha256 for d in view.documents()}
    at, rule = view.settings()
    options = msgspec.convert(order.options, ReadOptions)
    asked = RunOptions(inputs=(order.folder,), out=store.parent, read=options, at=at, rule=rule, files=False)
    story = run(asked, progress=_progress)
    fresh = {d.document for d in story.documents if before.get(d.document) != d.sha256}
    return Line(
        finished=True,
        documents=len(fresh),
        claims=sum(c.document in fresh for c in story.claims),
        aside=tuple((Path(r.input).name[:120], r.reason[:300]) for r in story.rejected[:50]),
    )


if __name__ == "__main__":
    main()
