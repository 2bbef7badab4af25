"""What is attributed, as claims of kind `statement`: one for each report that is not inside another.

The span of a statement is the first piece of its content.
"""

from asof.extract.attribution import Report
from asof.extract.confidence import of_kind
from asof.extract.factuality import stances
from asof.records import Analysis, Document, StatementClaim, claim_id


def statements(document: Document, analysis: Analysis, reports: tuple[Report, ...]) -> tuple[StatementClaim, ...]:
    """A statement claim for each report, in their order. Pure; `analysis` is that from which the reports were read.

    What a quoted speaker says that others say, and a speaker's second verb about the same, are in the outer statement.
    """
    return tuple(_statement(document, report) for report in reports if not report.inner)


def _statement(document: Document, report: Report) -> StatementClaim:
    first = report.content[0]
    passage = document.passage_at(first.start)
    cue = report.attribution.cue
    what = f"{cue.start if cue else -1}:{report.made_by}"
    return StatementClaim(
        id=claim_id(document.document, "statement", first.start, first.end, what),
        document=document.document,
        span=first,
        part=passage.part if passage else "body",
        sentence=report.sentence,
        factuality=stances().get(report.stance, "CT+"),
        attribution=report.attribution,
        asserted_at=document.asserted_at(first.start),
        made_by=report.made_by,
        confidence=of_kind("statement"),
        content=report.content,
    )
