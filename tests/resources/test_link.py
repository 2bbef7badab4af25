"""The tables of `resources/link`: every row's example holds."""

import pytest

from asof.annotate import gazetteer
from asof.link.descriptions import descriptions
from asof.link.keys import fold, words
from asof.link.names import compare, personal
from asof.link.scenes import candidates, heard
from asof.link.voices import Voice, one_voice, voice
from asof.link.when import days_told
from asof.resources import structure, table
from tests.link.factory import analysis, count, named, place, report, time


def pairs(name: str) -> list[tuple[str, str, str]]:
    return [(row["name"], *row["example"].split("=")) for row in table(f"link/{name}")]


@pytest.mark.parametrize(("name", "left", "right"), pairs("folding"))
def test_folding_rows_make_their_examples_one(name: str, left: str, right: str) -> None:
    """Both spellings of a folding rule's example have the same key."""
    assert [fold(w) for w in words(left)] == [fold(w) for w in words(right)], name


@pytest.mark.parametrize("row", table("link/folding"), ids=lambda row: row["name"])
def test_folding_examples_need_their_rule(row: dict[str, str]) -> None:
    """The example of a folding rule has on its left what the rule replaces."""
    assert row["from"] in row["example"].split("=")[0].lower()


@pytest.mark.parametrize(("name", "left", "right"), [*pairs("particles"), *pairs("nicknames"), *pairs("bound_names")])
def test_rows_about_people(name: str, left: str, right: str) -> None:
    """The two spellings of the example are one person's."""
    assert compare(left, right, person=True).verdict == "same", name


@pytest.mark.parametrize("row", table("link/common_names"), ids=lambda row: row["name"])
def test_common_names_tell_nobody_apart(row: dict[str, str]) -> None:
    """Two names that share nothing but what many have, of which one has a further name, stay unsure."""
    left, right = row["example"].split("?")
    assert row["word"] in left.lower()
    assert compare(left, right, person=True).verdict == "unsure"


@pytest.mark.parametrize(("name", "left", "right"), pairs("letters"))
def test_letters_of_other_alphabets(name: str, left: str, right: str) -> None:
    """A letter's example is folded as its romanisation is."""
    assert [fold(w) for w in words(left)] == [fold(w) for w in words(right)], name


@pytest.mark.parametrize(("name", "left", "right"), pairs("titles"))
def test_titles_are_no_part_of_a_name(name: str, left: str, right: str) -> None:
    """What is left of the name with its title is the name."""
    assert personal(left) == personal(right), name


@pytest.mark.parametrize(("name", "left", "right"), [*pairs("company_forms"), *pairs("number_words")])
def test_rows_about_things(name: str, left: str, right: str) -> None:
    """The two spellings of the example are one thing's."""
    assert compare(left, right, person=False).verdict == "same", name


@pytest.mark.parametrize("row", table("link/vague_sources"), ids=lambda row: row["name"])
def test_vague_sources_are_no_shared_voice(row: dict[str, str]) -> None:
    """Two reports that quote the example's source, with no relay in common, may have heard two."""
    document = report("a", f"3 died, {row['example']} said.")
    said = voice(count(document, "3", sources=(f"other: {row['example']}",)), frozenset())
    assert said != Voice()
    assert not one_voice(said, said)


def test_frequencies_are_shares() -> None:
    """A word stands in more than none and at most in all of 10,000 reports, and no word stands twice."""
    rows = table("link/word_frequencies")
    assert len({row["word"] for row in rows}) == len(rows) > 5_000
    assert all(0 < int(row["per_10000"]) <= 10_000 for row in rows)


def test_likeness_weights_point_the_right_way() -> None:
    """What two reports share speaks for one event; conflict and distance speak against."""
    for name, weight in structure("link/likeness")["weights"].items():
        against = "conflict" in name or "apart" in name
        assert (weight < 0) is against, name


def told(text: str) -> list[str]:
    """The descriptions of Jan Toorn in a text."""
    document = report("a", text)
    return [d for n in named(document, "person", "Jan Toorn") for d in descriptions(document, n)]


@pytest.mark.parametrize("row", table("link/role_ends"), ids=lambda row: row["name"])
def test_role_ends_make_a_description(row: dict[str, str]) -> None:
    """The example, behind a name and a comma, says who it is."""
    assert row["example"].endswith(row["ending"])
    assert told(f"Jan Toorn, {row['example']}, spoke.") == [row["example"]]


@pytest.mark.parametrize("row", table("link/no_role"), ids=lambda row: row["name"])
def test_words_that_begin_no_description(row: dict[str, str]) -> None:
    """Behind the example, a name has no description."""
    assert told(f"There {row['example']} Jan Toorn spoke.") == []


def test_capitals_are_the_gazetteers():
    """Every capital of the table is one in the gazetteer, under that name."""
    known = {row["geonames"]: row["name"] for row in table("link/capitals")}
    assert len(known) > 200
    for name in ("Oslo", "Algiers", "Wellington"):
        found = next(p for p in gazetteer.lookup(name) if p.capital)
        assert known[str(found.geonames)] == found.name


@pytest.mark.parametrize("row", table("link/scenes"), ids=lambda row: f"{row['sign']}-{row['word']}")
def test_a_word_beside_a_place_says_what_it_should(row: dict[str, str]) -> None:
    """Each row's example, about the town Norvik, bears its sign as evidence."""
    document = report("a", row["example"])
    town = place(document, "Norvik", 1)
    found = candidates(heard([document], {"a": analysis(document, town)}, {}, {}))
    assert row["sign"] in found[0].evidence


def test_every_weight_of_a_place_is_of_known_evidence() -> None:
    """The weights are of what scenes can say, and the signs of words all have one."""
    known = set(structure("link/where")["weights"])
    assert {row["sign"] for row in table("link/scenes")} <= known


@pytest.mark.parametrize("row", table("link/pegs"), ids=lambda row: row["word"])
def test_a_day_of_what_was_said_is_a_peg(row: dict[str, str]) -> None:
    """Behind each row's example a day is that of a statement or of a court, not of the event."""
    document = report("a", f"{row['example']} Monday", day="2031-03-05")
    told = days_told([document], {"a": analysis(document, time(document, "Monday", "2031-03-03"))}, {})
    assert any("peg" in said for said in told.values())


def test_every_weight_of_a_day_is_of_known_evidence() -> None:
    """What days_told can say of a day has a weight, and every weight is of something that it can say."""
    weights = set(structure("link/when")["weights"])
    gaps = {"same day", "day before", "two days before", "days before", "six days before", "week before"}
    forms = {"claim", "hour", "part", "date", "weekday", "day", "overnight", "other"}
    assert weights == gaps | forms | {"first", "full date", "later", "peg", "weeks before", "months before"}
