"""The situation report as PDF."""

from asof.tell.situation import SituationReport


def render(report: SituationReport) -> bytes:
    """The report as PDF. Not made yet."""
    raise ValueError("PDF is not made yet")
