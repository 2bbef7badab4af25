"""A figure that one source asserts and another denies."""

from collections.abc import Iterator

from asof.reconcile.contradictions.finding import Matter, closed_by, contradiction
from asof.reconcile.placing import Placed, denier_words, stated
from asof.reconcile.tracks import Line
from asof.records import Contradiction


def denial(matter: Matter) -> Iterator[Contradiction]:
    """For each report that denies and each track it meets, the first claim that it denies.

    A report says who denies once; its headline, in the outlet's own voice, often says it again.
    """
    for line in matter.lines:
        met: set[str] = set()
        for item in line.placed if line.denied else ():
            denying = sorted((matter.by_id[by] for by in line.denied.get(item.id, ())), key=_named_first)
            for by in denying:
                if by.claim.document not in met:
                    met.add(by.claim.document)
                    yield _denied(item, by, line, matter)


def _named_first(denying: Placed) -> tuple[object, ...]:
    return denying.claim.attribution is None or not denying.claim.attribution.chain, denying.order, denying.id


def _denied(item: Placed, by: Placed, line: Line, matter: Matter) -> Contradiction:
    end = closed_by((item,), [line], matter.by_id)
    words = f"{item.source} gave {stated(item)} {line.group.words} {line.outcome}; {denier_words(by)} denied it."
    return contradiction("denial", (item, by), words, end.claim.asserted_at if end else None)
