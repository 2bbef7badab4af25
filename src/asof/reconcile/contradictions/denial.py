"""A figure that one source asserts and another denies."""

from collections.abc import Iterator

from asof.reconcile.contradictions.finding import Matter, closed_by, contradiction
from asof.reconcile.placing import Placed, denier_words, stated
from asof.reconcile.tracks import Line
from asof.records import Contradiction


def denial(matter: Matter) -> Iterator[Contradiction]:
    """For each report that denies and each track it meets, the first claim that it denies.

    A report says who denies once; its headline, in the outlet's own voice, often says it again. Whoever takes back a
    figure of its own contradicts nobody, and ends what others had against it.
    """
    for line in matter.lines:
        met: set[str] = set()
        own = _taking_back(line, matter)
        for item in line.placed if line.denied else ():
            denying = sorted((matter.by_id[by] for by in line.denied.get(item.id, ())), key=_named_first)
            for by in denying:
                if by.claim.document not in met and by.id not in own:
                    met.add(by.claim.document)
                    yield _denied(item, by, line, matter)


def _taking_back(line: Line, matter: Matter) -> frozenset[str]:
    """Denials on a track by a voice that gave the figure itself."""
    told = ((item, by) for item in line.placed if item.id in line.denied for by in line.denied[item.id])
    return frozenset(by for item, by in told if matter.by_id[by].voice == item.voice)


def _named_first(denying: Placed) -> tuple[object, ...]:
    return denying.claim.attribution is None or not denying.claim.attribution.chain, denying.order, denying.id


def _denied(item: Placed, by: Placed, line: Line, matter: Matter) -> Contradiction:
    denying = [matter.by_id[d] for d in line.denied[item.id]]
    back = [p for p in denying if p.voice == item.voice and p.order > by.order]
    replaced = closed_by(item, line, matter.by_id)
    if replaced and replaced.order[0] > by.order[0]:  # the report that denies a figure and gives another ends nothing
        back.append(replaced)
    end = min(back, key=lambda p: (p.order, p.id), default=None)
    words = f"{item.source} gave {stated(item)} {line.group.words} {line.outcome}; {denier_words(by)} denied it."
    return contradiction("denial", (item, by), words, end.claim.asserted_at if end else None)
