"""Progress on standard error: a bar where somebody is looking, nothing where nobody is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from asof.serve.cli.app import console, quiet

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bars:
    """A bar for each stage, started when the stage first reports."""

    def __init__(self, progress: "Progress") -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Report that `done` of `total` are through `stage`."""
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)


@contextmanager
def bars() -> Iterator[Bars]:
    """Bars that vanish when the work is done."""
    from rich.progress import (  # noqa: PLC0415 - what draws them is loaded by the commands that work long
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    screen = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    shown = not quiet() and screen.is_terminal
    with Progress(*columns, console=screen, transient=True, disable=not shown) as progress:
        yield Bars(progress)
