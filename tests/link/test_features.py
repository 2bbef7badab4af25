"""What reports are compared by."""

from asof.link.features import day_of, features, headline_of
from asof.records import Analysis, Bounds, Document, Passage, PlaceMention
from link.factory import analysis, count, place, report


def test_the_outlets_name_is_no_part_of_a_headline() -> None:
    """What stands behind a bar or a spaced hyphen is the outlet."""
    assert headline_of(report("a", "", title="Ferry aground - The Norvik Courier")) == "Ferry aground"
    assert headline_of(report("a", "", title="Well-known ferry aground | Courier")) == "Well-known ferry aground"
    assert headline_of(report("a", "", title="Ferry aground – Harbour 7 News")) == "Ferry aground"
    for whole in ("Four rescued: 20 – 26 others missing", "Ferry aground – rescue under way"):
        assert headline_of(report("a", "", title=whole)) == whole


def test_a_headline_passage_stands_in_for_a_title() -> None:
    """A document without a title has the headline in its text."""
    document = report("a", "Ferry aground\n\nA ferry.", passages=(Passage(start=0, end=15, part="headline"),))
    assert headline_of(document) == "Ferry aground"


def test_days() -> None:
    """Only single days have an ordinal."""
    assert day_of("2031-03-04") == day_of("2031-03-04TEV") == day_of("2031-03-04T18:00:00Z")
    assert [day_of(v) for v in (None, "2031-03", "2031", "PRESENT_REF")] == [None] * 4


def test_boilerplate_and_comment_are_not_compared() -> None:
    """Words of passages that are no report tell nothing."""
    text = "Subscribe to the zebra letter. A ferry ran aground."
    document = report(
        "a", text, passages=(Passage(start=0, end=31, part="boilerplate"), Passage(start=31, end=51, part="body"))
    )
    (made,) = features([document], {}, {})
    assert "ferry" in made.terms
    assert "zebra" not in made.terms


def test_proper_words_ages_places_figures() -> None:
    """Words written large, ages, places below the country and exact figures of main claims are kept."""
    document = report("a", "On Monday Jan Toorn, 34, and a 9-year-old fell near Norvik, Nordland; 3 died.")
    marks = [place(document, "Norvik", 7), place(document, "Nordland", 8, kind="country")]
    claims = [count(document, "3", valid_time="2031-03-03"), count(document, "9", quantity=Bounds(low=9), main=False)]
    (made,) = features([document], {"a": analysis(document, *marks)}, {"a": claims})
    assert set(made.proper) == {"jan", "toorn", "norvik", "nordland"}
    assert made.ages == {"34", "9"}
    assert made.places == {"norvik"}
    assert made.figures == {("killed", 3)}
    assert made.valid == {day_of("2031-03-03")}


def test_rare_words_weigh_more_than_common_ones() -> None:
    """A word that general news is full of weighs less than one that it has not."""
    (made,) = features([report("a", "The trawler sank on the way to the government.")], {}, {})
    assert made.terms.get("government", 0.0) < made.terms["trawler"]
    assert "the" not in made.terms


def test_an_enormous_line_is_bounded() -> None:
    """Of fifty million letters in one line only the lead is looked at."""
    (made,) = features([report("a", "Norvik " * 7_000_000)], {}, {})
    assert len(made.terms) <= 2  # the name, and where the cut falls within it, a piece of it


def test_a_capital_is_no_scene() -> None:
    """A report that names only a capital, as one names a government, says nothing of where something happened."""
    document = Document(document="d", text="Oslo denies it. The ferry sank off Larvik.", sha256="")
    oslo = PlaceMention(
        start=0, end=4, text="Oslo", name="Oslo", kind="city", geonames=3143244, country="NO", admin1="12", made_by="t"
    )
    larvik = PlaceMention(
        start=35, end=41, text="Larvik", name="Larvik", kind="city", geonames=3148132, country="NO", admin1="42",
        made_by="t",
    )  # fmt: skip
    made = features([document], {"d": Analysis(document="d", places=(oslo, larvik))}, {})[0]
    assert set(made.scene) == {"larvik"}
    assert made.places == {"larvik"}
