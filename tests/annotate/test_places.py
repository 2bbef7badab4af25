"""Places: found among capitals, told from people and nationalities, resolved by what else the report says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.annotate import names as name_rules
from asof.annotate import sentences as sentence_rules
from asof.annotate import tokens as token_rules
from asof.annotate.pipeline import annotate
from asof.annotate.places import find
from asof.annotate.places_homes import home
from asof.records import Document, Name, PlaceMention


def places(text: str, names: tuple[Name, ...] | None = None) -> list[PlaceMention]:
    one = Document(document="d", text=text, sha256="")
    words = token_rules.find(one)
    parts = sentence_rules.find(one, words)
    return list(find(one, words, parts, name_rules.find(one, words, parts) if names is None else names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bridge fell in Springfield, Illinois.", ("Springfield", "US", "Illinois")),
        ("A bridge fell in Springfield, Ohio.", ("Springfield", "US", "Ohio")),
        ("A bridge fell in Springfield, Mass.", ("Springfield", "US", "Massachusetts")),
        ("A bridge fell in London, Ontario.", ("London", "CA", "Ontario")),
        ("A bridge fell in London.", ("London", "GB", "England")),
        ("A bridge fell in Mobile, Ala.", ("Mobile", "US", "Alabama")),
        ("A bridge fell in Valencia, Venezuela.", ("Valencia", "VE", "Carabobo")),
    ],
)
def test_a_town_is_where_its_words_say(text: str, expected: tuple[str, str, str]) -> None:
    """A town takes the division or country named behind its comma, and without one the largest of its name."""
    found = places(text)[0]
    assert (found.name, found.country, found.admin1) == expected


def test_the_spelling_and_the_company_decide() -> None:
    """A name without its hyphen is not the hyphened place; a country that nothing speaks of yields to a division."""
    town = places("A bridge fell in St. Louis.")[0]
    assert (town.name, town.admin1, town.population is not None) == ("St. Louis", "Missouri", True)
    state = places("A bridge fell in Macon. Georgia will mend it.")[-1]
    assert (state.kind, state.country) == ("admin1", "US")


def test_a_name_that_the_names_take_for_a_place_is_one() -> None:
    """A small town without "in" in front of it counts where the layer of names says that it is a place."""
    text = "Elkhorn mourns."
    said = Name(start=0, end=7, text="Elkhorn", type="place", made_by="test")
    assert [p.text for p in places(text, (said,))] == ["Elkhorn"]
    assert places(text, ()) == []


def test_company_decides_between_towns_of_one_name() -> None:
    """The same name means the town near the other places of the report."""
    there = places("A bridge fell in Birmingham. Crews came from Montgomery, Tuscaloosa and Huntsville in Alabama.")[0]
    here = places("A bridge fell in Birmingham. Crews came from Coventry and Wolverhampton in England.")[0]
    assert (there.country, here.country) == ("US", "GB")


@pytest.mark.parametrize(
    ("text", "kind", "precision"),
    [
        ("A bridge fell in Norway.", "country", 6),
        ("A bridge fell in Texas.", "admin1", 4),
        ("A bridge fell in Rapides Parish.", "admin2", 3),
        ("A bridge fell in Oslo.", "city", 1),
        ("A storm crossed Southeast Asia.", "region", 5),
        ("A ship sank in the Black Sea.", "region", 7),
    ],
)
def test_precision_is_where_prec(text: str, kind: str, precision: int) -> None:
    """`precision` follows UCDP's where_prec by the kind of place."""
    (found,) = places(text)
    assert (found.kind, found.precision) == (kind, precision)


@pytest.mark.parametrize(
    "text",
    [
        "The Norwegian engineers were unhurt.",
        "Mr Jordan was unhurt.",
        "Dr. Paris was unhurt.",
        "It fell on Friday, and Christmas is near.",
        "Police came. Reading is hard.",
        "A US$ note was found.",
    ],
)
def test_what_is_no_place_is_left(text: str) -> None:
    """Nationalities, people with a title, days and everyday words with a capital are no places."""
    assert places(text) == []


def test_a_name_of_a_person_is_no_place() -> None:
    """A place's name inside a person's, and that person's surname later, are no places."""
    text = "Jane Lincoln was hurt. Lincoln was taken home."
    person = Name(start=0, end=12, text="Jane Lincoln", type="person", made_by="test")
    assert places(text, (person,)) == []


def test_a_town_and_a_country_of_one_zone_have_it() -> None:
    """A town has its own zone; a country has one where its towns share it, else none."""
    assert [p.timezone for p in places("Ships left Oslo for Norway and for Canada.")] == [
        "Europe/Oslo",
        "Europe/Oslo",
        None,
    ]


def test_alternative_spellings_are_found() -> None:
    """Accents, "St." and former names lead to the same place as the gazetteer's own name."""
    found = places("Crews came from Sao Paulo, from St. Louis in Missouri and from the Ivory Coast.")
    assert [p.name.replace("ã", "a") for p in found] == ["Sao Paulo", "St. Louis", "Missouri", "Ivory Coast"]


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_is_read(text: str) -> None:
    """Whatever the text, nothing is raised, spans are the text's own and never overlap."""
    check(text)


@given(
    st.lists(st.sampled_from(["London", "Paris", ",", "Ohio", "La.", "in", "The", "US", "Mr", "-", "São"]), max_size=20)
)
@settings(max_examples=60, deadline=None)
def test_any_mixture_of_names_is_read(pieces: list[str]) -> None:
    """Any mixture of names and commas gives spans of the text that do not overlap."""
    check(" ".join(pieces))


def check(text: str) -> None:
    past = 0
    for found in places(text):
        assert text[found.start : found.end] == found.text
        assert found.start >= past
        past = found.end


def test_a_long_list_of_names_is_read_in_time() -> None:
    """Thousands of capitals in a row take no more than linear time."""
    one = Document(document="d", text="Paris " * 5_000 + "Xyzzy " * 5_000, sha256="")
    words = token_rules.find(one)
    find(one, words, (), ())


def test_a_place_the_gazetteer_lacks_keeps_its_division() -> None:
    """A known name in a division that has none is there without coordinates, and elsewhere in the report too."""
    found = [p for p in places("A shed burnt in Felton, Minn. People of Felton came.") if p.name == "Felton"]
    assert [(p.admin1, p.lat, p.country) for p in found] == [("Minnesota", None, "US")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "It burnt on Oxford Street.",
        "It burnt in the 900 block of West Oxford, they said.",
        "It burnt in the Oxford neighborhood. Oxford was quiet.",
    ],
)
def test_streets_and_parts_of_towns_are_no_towns(text: str) -> None:
    """A street or a neighbourhood with a town's name is not that town."""
    assert places(text) == []


def test_a_town_has_neighborhoods_too() -> None:
    """Where something is said to be in it, a town stays one though people speak of its neighborhood."""
    text = "A shed burnt in Oxford. The Oxford neighborhood was quiet."
    found = annotate(Document(document="d", text=text, sha256=""), "rules").places
    assert [p.name for p in found if p.start == text.index("Oxford")] == ["Oxford"]


def test_what_happened_near_a_town_is_less_precise() -> None:
    """Near a town, or some miles from it, means within 25 km: where_prec 2."""
    texts = ["A shed burnt near Oslo.", "A shed burnt 12 miles south of Oslo.", "A shed burnt in Oslo."]
    assert [places(text)[0].precision for text in texts] == [2, 2, 1]


def test_a_name_may_begin_with_a_preposition() -> None:
    """A town whose name begins with "In" is found within and at the head of a sentence, and with hyphens."""
    found = [places(text) for text in ("Crews came to In Salah.", "In Salah was quiet.", "Crews came to In-Salah.")]
    assert [[p.name for p in one] for one in found] == [["In Salah"]] * 3


def test_the_address_is_evidence() -> None:
    """A division or a large town in the document's address decides between towns of one name."""
    text = "A shed burnt in Springfield."
    words = token_rules.find(Document(document="d", text=text, sha256=""))

    def at(url: str) -> str | None:
        one = Document(document="d", text=text, sha256="", url=url)
        return find(one, words, (), ())[0].admin1

    assert at("https://elmford.example/news/massachusetts/1") == "Massachusetts"
    assert at("https://www.clevelandherald.example/1") == "Ohio"


def test_a_place_that_no_list_knows_stays_a_named_place() -> None:
    """What the layer of names takes for a place, and something is in, has no coordinates; its country may be said."""
    text = "A bridge fell in Varkesh, Algeria. Varkesh mourns."
    said = tuple(Name(start=at, end=at + 7, text="Varkesh", type="place", made_by="test") for at in (17, 35))
    first, _, second = places(text, said)
    assert (first.name, first.lat, first.geonames, first.country) == ("Varkesh", None, None, "DZ")
    assert (second.name, second.made_by) == ("Varkesh", "places/unresolved")
    assert [
        p.text for p in places("Varkesh mourns.", (Name(start=0, end=7, text="Varkesh", type="place", made_by="t"),))
    ] == []


def test_in_front_of_an_everyday_word_or_a_surname_says_that_it_is_a_place() -> None:
    """ "in" and the layer of names together outweigh that the word is an everyday one, or somebody's surname."""
    text = "Anna Preston spoke in Preston. A bridge fell near Rice."
    person = Name(start=0, end=12, text="Anna Preston", type="person", made_by="test")
    town = Name(start=22, end=29, text="Preston", type="place", made_by="test")
    everyday = Name(start=50, end=54, text="Rice", type="place", made_by="test")
    assert [p.text for p in places(text, (person, town, everyday))] == ["Preston", "Rice"]
    assert places(text, (person,)) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("40 miles (64 km) south of", (64.4, 180.0, 2)),
        ("12 km from", (12.0, None, 2)),
        ("120km from the town of", (120.0, None, 5)),
        ("forty kilometres to the north-east of", (40.0, 45.0, 2)),
        ("some 12 people of", (None, None, 1)),
    ],
)
def test_how_far_from_a_town(words: str, expected: tuple[float | None, float | None, int]) -> None:
    """A distance and a direction in front of a town are kept with it, in kilometres and degrees."""
    found = places(f"A bridge fell {words} Birmingham.")[0]
    assert (found.distance, found.bearing, found.precision) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.wbko.com/news/1", ("Bowling Green", "Kentucky")),
        ("http://web.archive.org/web/20150101000000/http://wbkotv.com/1", ("Bowling Green", "Kentucky")),
        ("https://www.wbko.example/news/1", None),
        ("https://news.theage.com.au/1", ("Melbourne", "Victoria")),
        ("", None),
    ],
)
def test_an_outlets_home_from_its_address(url: str, expected: tuple[str, str] | None) -> None:
    """The host, its end, or an American call sign in it say where an outlet is at home."""
    found = home(Document(document="d", text="", sha256="", url=url))
    assert ((found.name, found.admin1) if found else None) == expected


def test_a_local_paper_means_the_town_of_its_own_division() -> None:
    """A town of many divisions is the one where the outlet is at home."""
    one = Document(document="d", text="A bridge fell in Columbia.", sha256="", url="https://www.komu.com/1")
    words = token_rules.find(one)
    found = find(one, words, sentence_rules.find(one, words), ())
    assert [p.admin1 for p in found] == ["Missouri"]
