"""A figure that one source asserts and another denies."""

from collections.abc import Iterator

from asof.reconcile.contradictions.finding import Matter, closed_by, contradiction
from asof.reconcile.placing import Placed, denier_words, stated
from asof.reconcile.tracks import Line
from asof.records import Contradiction


def denial(matter: Matter) -> Iterator[Contradiction]:
    """For each denial and each track it meets, the first claim that it denies."""
    for line in matter.lines:
        met: set[str] = set()
        for item in line.placed:
            for by in line.denied.get(item.id, ()):
                if by not in met:
                    met.add(by)
                    yield _denied(item, matter.by_id[by], line, matter)


def _denied(item: Placed, by: Placed, line: Line, matter: Matter) -> Contradiction:
    end = closed_by((item,), [line], matter.by_id)
    words = f"{item.source} gave {stated(item)} {line.group.words} {line.outcome}; {denier_words(by)} denied it."
    return contradiction("denial", (item, by), words, end.claim.asserted_at if end else None)
