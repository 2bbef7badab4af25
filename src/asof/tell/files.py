"""`write`: a whole run as files. The same story gives the same bytes; nothing here asks the clock."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from asof.records import Story, order_of_publication
from asof.tell import rows
from asof.tell.known import as_known
from asof.tell.markdown import render as render_markdown
from asof.tell.page import render as render_page
from asof.tell.situation import SituationReport, situation
from asof.tell.timeline import timeline


def write(
    story: Story, folder: Path, at: str | None = None, full_text: bool = False, shown: Story | None = None
) -> tuple[Path, ...]:
    """Write everything that a run prints but the store into `folder` (made if missing); gives the paths written.

    `at` is the moment the reports are as of (None: that of the story, else its end); where the story was reconciled
    as of another moment, they hold no estimates. `full_text` lets report.html carry whole documents instead of the
    paragraphs around claims. `shown` is the story as its reports show it, where others are counted there than in the
    files of records. Each file is put in place whole or not at all.
    Raises OSError where the folder cannot be written, ValueError where `at` is no time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    report = situation(as_known(shown or story), at)
    return tuple(put(folder / name, make(story, report, full_text)) for name, make in _FILES.items())


def put(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all, through a temporary one beside it.

    Raises OSError, which names the file that was asked for, where that cannot be; nothing is left behind then.
    """
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror or str(error), os.fspath(path)) from error
    return path


_Make = Callable[[Story, SituationReport, bool], bytes]

_FILES: dict[str, _Make] = {
    "documents.jsonl": lambda story, _, __: rows.lines(sorted(story.documents, key=order_of_publication)),
    "claims.jsonl": lambda story, _, __: rows.lines(rows.claims(story)),
    "entities.jsonl": lambda story, _, __: rows.lines(story.entities),
    "events.jsonl": lambda story, _, __: rows.lines(story.reconciled.events),
    "tracks.jsonl": lambda story, _, __: rows.lines(rows.tracks(story)),
    "relations.jsonl": lambda story, _, __: rows.lines(story.reconciled.relations),
    "contradictions.jsonl": lambda story, _, __: rows.lines(story.reconciled.contradictions),
    "timeline.json": lambda story, report, _: msgspec.json.format(
        rows.line(timeline(as_known(story), report)), indent=1
    ),
    "report.md": lambda _, report, __: render_markdown(report).encode("utf-8", "replace"),
    "report.html": lambda _, report, full: render_page(report, full).encode("utf-8", "replace"),
    "rejected.jsonl": lambda story, _, __: rows.lines(sorted(story.rejected, key=lambda r: (r.input, r.reason))),
}
