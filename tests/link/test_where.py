"""Where an event was."""

from asof.link.where import where
from asof.records import Document, EventPlace, PlaceMention
from link.factory import analysis, named, place, report


def asked(*reports: tuple[Document, list[PlaceMention]]) -> EventPlace:
    return where([d for d, _ in reports], {d.document: analysis(d, *places) for d, places in reports}, {})


def test_the_finest_place_of_the_region_most_spoken_of() -> None:
    """First the division that has most mentions, then its town; a larger town elsewhere does not win."""
    document = report("a", "In Norvik a shaft fell in. Upper Norvik sent help to Norvik County; so did Karsk.")
    found = asked(
        (
            document,
            [
                place(document, "Norvik", 1),
                place(document, "Upper Norvik", 2, kind="admin1"),
                place(document, "Norvik County", 3, kind="admin2"),
                place(document, "Karsk", 4, admin1="Lower Norvik"),
            ],
        )
    )
    assert (found.name, found.admin1, found.country, found.geonames, found.where_prec) == (
        "Norvik",
        "Upper Norvik",
        "NK",
        1,
        1,
    )


def test_one_report_cannot_outvote_the_others() -> None:
    """A place named twenty times in one report weighs no more than enough."""
    loud = report("a", "Karsk. " * 20)
    quiet = [report(n, "A shaft fell in in Norvik.") for n in ("b", "c", "d")]
    reports = [(loud, [place(loud, "Karsk", 4, nth=n) for n in range(20)])]
    reports += [(d, [place(d, "Norvik", 1)]) for d in quiet]
    assert asked(*reports).name == "Norvik"


def test_a_persons_name_is_no_place() -> None:
    """A town's name within a person's is not heard."""
    document = report("a", "Jan Karsk spoke in Norvik. Karsk left.")
    people = named(document, "person", "Jan Karsk", "Karsk left"[:5])
    marks = [*people, place(document, "Karsk", 4), place(document, "Karsk", 4, nth=1), place(document, "Norvik", 1)]
    assert where([document], {"a": analysis(document, *marks)}, {}).name == "Norvik"


def test_nowhere() -> None:
    """Without a resolved place the record is empty."""
    assert asked((report("a", "A shaft fell in."), [])) == EventPlace()
