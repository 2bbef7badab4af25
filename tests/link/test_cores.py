"""What an event is called."""

from collections.abc import Mapping, Sequence

from asof.link import cores
from asof.link.parts import units
from asof.records import Analysis, Claim, Document, EventCore
from link.factory import analysis, count, place, report


def core(
    documents: Sequence[Document], analyses: Mapping[str, Analysis], claims: Mapping[str, Sequence[Claim]]
) -> EventCore:
    return cores.core(units(documents, analyses, claims))


def test_the_earliest_headline_is_the_label() -> None:
    """The first report that has a headline names the event; its outlet's name is left out."""
    documents = [
        report("a", "A shaft fell in."),
        report("b", "x", title="Shaft falls in | Courier"),
        report("c", "x", title="More"),
    ]
    made = core(documents, {}, {})
    assert made.label == "Shaft falls in"
    assert made.documents == made.primary == ("a", "b", "c")


def test_without_headlines_the_figures_name_it() -> None:
    """Whom it struck, outcome, place and day stand in for a headline."""
    document = report("a", "3 died in Norvik.")
    made = core([document], {"a": analysis(document, place(document, "Norvik", 1))}, {"a": [count(document, "3")]})
    assert made.label == "People killed, Norvik, 2031-03-04"


def test_the_id_stays_when_reports_are_added() -> None:
    """An event keeps its id when later reports join it."""
    first, second = report("a", "A shaft fell in."), report("b", "x", title="Shaft")
    assert core([first], {}, {}).id == core([first, second], {}, {}).id
