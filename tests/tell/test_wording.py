"""Figures, times and sources in words."""

from datetime import UTC

import pytest

from asof.records import Amount, Bounds, CountClaim
from asof.resources import names, table
from asof.tell.sentences import opening
from asof.tell.wording import (
    between,
    counted,
    fact,
    figure,
    listed,
    number,
    outcome_words,
    softly,
    spelled,
    spoken,
    when,
    zone_of,
)
from tests.tell import factory


@pytest.mark.parametrize(
    ("low", "high", "approximate", "words"),
    [
        (12, 12, False, "12"),
        (40, 40, True, "about 40"),
        (20, None, False, "at least 20"),
        (None, 600, False, "at most 600"),
        (None, 600, True, "nearly 600"),
        (11, 18, False, "11 to 18"),
        (0, 0, False, "no"),
        (1200, 1200, False, "1,200"),
        (None, None, False, "an unstated number of"),
    ],
)
def test_bounds_in_words(low: int | None, high: int | None, approximate: bool, words: str) -> None:
    """The words state the bounds and nothing more."""
    assert figure(Bounds(low=low, high=high, approximate=approximate)) == words


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [(40, "mile", "40 miles"), (1, "mile", "1 mile"), (4, "day", "4 days"), (64.5, "km", "64.5 km"),
     (6, "foot", "6 feet"), (30, "percent", "30 percent"), (5, "USD", "5 USD")],
)  # fmt: skip
def test_amounts_have_their_units(amount: float, unit: str, words: str) -> None:
    """Words for units take their plural, symbols stay."""
    assert figure(Amount(low=amount, high=amount, unit=unit)) == words


@pytest.mark.parametrize(
    ("value", "zone", "words"),
    [
        ("2031-03-04T16:45:00Z", "Africa/Algiers", "4 Mar 2031, 17:45"),
        ("2031-03-04T23:45:00Z", "+01:00", "5 Mar 2031, 00:45"),
        ("2031-03-04", "Africa/Algiers", "4 Mar 2031"),
        ("2031-03", "UTC", "Mar 2031"),
        ("2031-W10", "UTC", "2031-W10"),
        ("PRESENT_REF", "UTC", "PRESENT_REF"),
        (None, "UTC", "time unknown"),
    ],
)
def test_moments_are_told_in_the_zone(value: str | None, zone: str, words: str) -> None:
    """Instants move with the zone, days do not, and what is no moment is shown as it stands."""
    assert when(value, zone_of(zone)) == words


@pytest.mark.parametrize("name", [None, "", "Nowhere/Town", "../../etc/passwd", "+99:99", "\x00", "a" * 5000])
def test_an_unknown_zone_is_utc(name: str | None) -> None:
    """A zone that is none raises nothing."""
    assert zone_of(name) is UTC


@pytest.mark.parametrize("row", table("tell/outcomes"), ids=lambda r: r["name"])
def test_each_outcome_says_its_example(row: dict[str, str]) -> None:
    """The example of every row of the word table is what is composed from "12 miners"."""
    doc = factory.document("x", None, "2031-03-04", None, "12 miners")
    claim = factory.count(doc, "12", row["name"], (12, 12))
    assert " ".join(fact(claim)) == row["example"]


def test_every_outcome_has_words() -> None:
    """Each outcome of the project has its row; an unknown one is told plainly."""
    assert set(names("outcomes")) <= {row["name"] for row in table("tell/outcomes")}
    assert outcome_words("put_in_quarantine")["many"] == "were counted as put in quarantine"


@pytest.mark.parametrize("row", table("tell/heads"), ids=lambda r: f"{r['outcome']}/{r['head']}")
def test_each_head_says_its_example(row: dict[str, str]) -> None:
    """Nouns that are no people are told in their own words: bodies are found, not killed."""
    doc = factory.document("x", None, "2031-03-04", None, f"12 {row['head']}")
    claim = factory.count(doc, "12", row["outcome"], (12, 12), of=row["head"])
    assert " ".join(fact(claim)) == row["example"]


@pytest.mark.parametrize("row", table("tell/openers"), ids=lambda r: r["word"])
def test_each_opener_is_small_inside_a_sentence(row: dict[str, str]) -> None:
    """A common noun that began its sentence is small elsewhere; a name is not."""
    assert softly(opening(row["example"])) == row["example"]


def test_names_stay_large() -> None:
    """What is no common noun, or is followed by a name, stays as it is."""
    for name in ("Norvik police", "State Street Bank", "Varde", "Interior Minister Berg"):
        assert softly(name) == name


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("35", "Thirty-five"),
        ("12", "Twelve"),
        ("20 to 26", "Twenty to 26"),
        ("7 miners", "Seven miners"),
        ("100", "100"),
        ("2,500", "2,500"),
        ("at least five", "At least five"),
        ("2.5", "2.5"),
        ("0", "0"),
        ("", ""),
    ],
)
def test_a_sentence_begins_with_words(said: str, words: str) -> None:
    """Numbers below a hundred are spelled out at the head of a sentence, larger ones and parts of them are not."""
    assert spelled(said) == words


def test_small_numbers_are_words_inside_a_sentence() -> None:
    """One to nine in words, ten and more in digits, nothing for what is open."""
    assert [counted(v) for v in (1, 9, 10, 0, None, 2.5)] == ["one", "nine", "10", "0", "?", "2.5"]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-01-16", "2031-01-21", "16–21 Jan 2031"),
        ("2031-01-30", "2031-02-02", "30 Jan – 2 Feb 2031"),
        ("2030-12-31", "2031-01-01", "31 Dec 2030 – 1 Jan 2031"),
        ("2031-01-16", "2031-01-16", "16 Jan 2031"),
        ("2031-01-16", None, "16 Jan 2031"),
        (None, None, ""),
    ],
)
def test_a_stretch_of_days(start: str | None, end: str | None, words: str) -> None:
    """What two days share is said once."""
    assert between(start, end, UTC) == words


def test_another_stands_before_the_number() -> None:
    """At least another 20, not another at least 20."""
    doc = factory.document("x", None, "2031-03-04", None, "At least 20 more were held.")
    claim = factory.count(doc, "20", "held", (20, None), basis="increment")
    assert " ".join(fact(claim)) == "at least another 20 miners were held"


def test_at_least_one_is_one() -> None:
    """One at the least is singular too."""
    doc = factory.document("x", None, "2031-03-04", None, "At least one of the miners escaped.")
    claim = factory.count(doc, "one", "killed", (1, None))
    assert " ".join(spoken(claim)) == "at least one miner was killed"


def test_a_headline_s_capitals_go() -> None:
    """A noun for a role is small, whatever the headline's letters; a people's name stays large."""
    doc = factory.document("x", None, "2031-03-04", None, "12 Hostages and 12 Americans")
    assert fact(factory.count(doc, "12", "killed", (12, 12), of="Hostages"))[1] == "hostages were killed"
    assert fact(factory.count(doc, "12", "killed", (12, 12), of="Americans"))[1] == "Americans were killed"


def test_millions() -> None:
    """Round millions are told in words, others in digits."""
    assert [counted(v) for v in (1_800_000, 2_000_000, 1_234_567)] == ["1.8 million", "2 million", "1,234,567"]


def test_others_are_not_said_twice() -> None:
    """Another 25, not another 25 others."""
    doc = factory.document("x", None, "2031-03-04", None, "Another 25 others escaped.")
    claim = factory.count(doc, "25", "escaped", (25, 25), of="others", basis="increment")
    assert " ".join(fact(claim)) == "another 25 escaped"


def test_one_is_singular() -> None:
    """One person was killed; the head of the noun stands where the words are a plural."""
    doc = factory.document("x", None, "2031-03-04", None, "One of the miners was killed.")
    claim = factory.count(doc, "One", "killed", (1, 1), of="miners")
    assert " ".join(fact(claim)) == "1 miner was killed"
    assert isinstance(claim, CountClaim)


def test_small_words() -> None:
    """Articles are small inside sentences, lists are cut, numbers are told without needless decimals."""
    assert [softly(s) for s in ("The ministry", "A doctor", "Theodora Press", "Police")] == [
        "the ministry",
        "a doctor",
        "Theodora Press",
        "police",
    ]
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
    assert [number(v) for v in (None, 3.0, 2.5, 1000)] == ["?", "3", "2.5", "1,000"]
