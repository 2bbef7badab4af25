"""The days that matter on a terminal."""

from collections.abc import Sequence
from datetime import UTC

from rich.console import Group, RenderableType
from rich.text import Text

from asof.tell.clean import NAME_LIMIT, one_line, visible
from asof.tell.days import Day
from asof.tell.wording import plural, when


def show(found: Sequence[Day]) -> RenderableType:
    """Each day with why it is there, its sentences, and the place of each sentence's words."""
    parts: list[RenderableType] = []
    for day in found:
        again = f", still named on {plural(day.later, 'later day')}" if day.later else ""
        parts.append(
            Text.assemble((when(day.day, UTC), "bold"), (f"  named in {plural(day.reports, 'report')}{again}", "dim"))
        )
        for told in day.sentences:
            place = f"{one_line(told.document, NAME_LIMIT)}, {told.span.start}–{told.span.end}"
            more = f", and {plural(len(told.claims) - 1, 'further claim')}" if len(told.claims) > 1 else ""
            parts.append(Text.assemble("  ", visible(told.text), (f"  [{place}{more}]", "dim")))
    return Group(*parts)
