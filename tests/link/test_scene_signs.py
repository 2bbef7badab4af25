"""What one mention of a place says of where something happened."""

import msgspec
import pytest

from asof.link.scene_signs import signs, tail_of, words_beside
from asof.link.scenes import candidates, heard
from asof.link.where import where
from asof.records import Passage, Rival
from link.factory import analysis, place, report


def test_a_hospitals_town_is_elsewhere() -> None:
    """Where the hurt are treated is not where they were hurt; their address names the hospital's town as well."""
    document = report(
        "a",
        "Two were hurt on Mill Road in Norvik. They are in a Karsk hospital.",
        url="https://news.example/two-in-karsk-hospital",
    )
    towns = (place(document, "Norvik", 1), place(document, "Karsk", 2, population=90_000))
    found = {c.place.name: c.evidence for c in candidates(heard([document], {"a": analysis(document, *towns)}, {}, {}))}
    assert {"care", "elsewhere"} <= found["Karsk"].keys()
    assert "address" not in found["Karsk"]
    assert "street" in found["Norvik"]
    assert where([document], {"a": analysis(document, *towns)}, {}).name == "Norvik"


@pytest.mark.parametrize(("people", "sign"), [(90_000, "area"), (900_000, "wide area")])
def test_the_area_of_a_large_town_is_wide(people: int, sign: str) -> None:
    """ "The Norvik area" is near Norvik where that is small, and anywhere round it where it is large."""
    document = report("a", "It burned in the Norvik area.")
    assert words_beside(document.text, place(document, "Norvik", 1, population=people)) == sign


def test_a_headlines_tail_begins_where_the_outlets_words_do() -> None:
    """Of several parts behind a headline the first with an outlet's words begins its name; without such, the last."""
    title = "Bus burns - WXYQ News 9 Karsk - Norvik Weather"
    document = report("a", title, passages=(Passage(start=0, end=len(title), part="headline"),))
    assert tail_of(document) == len("Bus burns")
    title = "Bus burns - in Norvik - The Karsk Star"
    document = report("a", title, passages=(Passage(start=0, end=len(title), part="headline"),))
    assert tail_of(document) == len("Bus burns - in Norvik")


def test_a_list_of_videos_is_no_scene() -> None:
    """Places of the page's furniture are not the report's."""
    text = "0:50 Karsk bus burns Pause\n\nA mill burned in Norvik."
    parts = (Passage(start=0, end=28, part="boilerplate"), Passage(start=28, end=len(text), part="body"))
    document = report("a", text, passages=parts)
    marks = analysis(document, place(document, "Karsk", 1), place(document, "Norvik", 2))
    report_heard = heard([document], {"a": marks}, {}, {})[0]
    assert signs(report_heard, report_heard.places[0]) == {"tail": 1.0}
    assert where([document], {"a": marks}, {}).name == "Norvik"


def test_a_dateline_of_an_agency_is_one_of_its_own() -> None:
    """An agency's reporter may have been in the capital of the division."""
    text = "KARSK (AP) - A mill burned in Norvik."
    parts = (Passage(start=0, end=13, part="dateline"), Passage(start=13, end=len(text), part="body"))
    document = report("a", text, passages=parts)
    marks = analysis(document, place(document, "KARSK", 1))
    report_heard = heard([document], {"a": marks}, {}, {})[0]
    assert signs(report_heard, report_heard.places[0]) == {"agency dateline": 1.0, "mentions": 1.0}


def test_a_namesake_near_the_outlets_home_is_meant_across_the_border() -> None:
    """Of two towns of one name the one near the outlet's home is meant, although it lies in another division."""
    document = report("a", "A mill burned in Norvik, police said.")
    near = Rival(name="Norvik", kind="city", geonames=2, country="NK", admin1="Lower Norvik", lat=50.2, lon=5.0)
    near = msgspec.structs.replace(near, population=20_000)
    far = place(document, "Norvik", 1, population=30_000, lat=60.0, lon=20.0, rivals=(near,))
    home = Rival(name="Karsk", kind="city", geonames=3, country="NK", admin1="Middle Norvik", lat=50.0, lon=5.0)
    marks = msgspec.structs.replace(analysis(document, far), home=home)
    found = where([document], {"a": marks}, {})
    assert found.admin1 == "Lower Norvik"


def test_the_police_of_another_town_speak_against_a_town() -> None:
    """A place that no list knows may be a quarter of the large town whose police came."""
    document = report("a", "A mill burned in Oldgate. Karsk police came.")
    quarter = place(document, "Oldgate", 1, population=None)
    large = place(document, "Karsk", 2, population=900_000, lat=50.0, lon=5.0)
    found = candidates(heard([document], {"a": analysis(document, quarter, large)}, {}, {}))
    said = {c.place.name: c.evidence for c in found}
    assert said["Oldgate"]["police of another"] > 0
    assert said["Oldgate"]["unknown quarter"] > 0
    assert said["Karsk"]["town of unknown"] > 0
