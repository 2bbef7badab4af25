"""Quantities: the bounds that words state, what is counted, and the invariants of spans."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.annotate import quantities, sentences, tokens
from asof.records import Document, Quantity, Time


def read(text: str, times: tuple[Time, ...] = ()) -> tuple[Quantity, ...]:
    document = Document(document="d", text=text, sha256="")
    cut = tokens.find(document)
    return quantities.find(document, cut, sentences.find(document, cut), times)


def only(text: str) -> Quantity:
    (found,) = read(text)
    return found


@pytest.mark.parametrize(
    ("text", "span", "low", "high", "approximate"),
    [
        ("They freed 20 miners.", "20", 20, 20, False),
        ("They freed 1,200 miners.", "1,200", 1200, 1200, False),
        ("They freed 10 000 miners.", "10 000", 10000, 10000, False),
        ("Some 1.2 million people fled.", "Some 1.2 million", 1.2e6, 1.2e6, True),
        ("They freed twenty-one miners.", "twenty-one", 21, 21, False),
        ("They freed two hundred and fifty miners.", "two hundred and fifty", 250, 250, False),
        ("They freed three hundred and forty-six miners.", "three hundred and forty-six", 346, 346, False),
        ("Two thousand five hundred people fled.", "Two thousand five hundred", 2500, 2500, False),
        ("A hundred people fled.", "A hundred", 100, 100, False),
        ("Half a million people fled.", "Half a million", 500000, 500000, False),
        ("Half a dozen people fled.", "Half a dozen", 6, 6, False),
        ("Two dozen people fled.", "Two dozen", 24, 24, False),
        ("At least 20 people fled.", "At least 20", 20, None, False),
        ("More than 100 people fled.", "More than 100", 100, None, False),
        ("Up to 40 people fled.", "Up to 40", None, 40, False),
        ("As many as 40 people fled.", "As many as 40", None, 40, False),
        ("Nearly 600 people fled.", "Nearly 600", None, 600, True),
        ("Roughly 100 people fled.", "Roughly 100", 100, 100, True),
        ("An estimated 8,000 people fled.", "An estimated 8,000", 8000, 8000, True),
        ("About two dozen people fled.", "About two dozen", 24, 24, True),
        ("Well over 1,000 people fled.", "Well over 1,000", 1000, None, False),
        ("Fewer than ten people fled.", "Fewer than ten", None, 10, False),
        ("At least several dozen people fled.", "At least several dozen", 36, None, False),
        ("They freed 11 to 18 miners.", "11 to 18", 11, 18, False),
        ("They freed 11-18 miners.", "11-18", 11, 18, False),
        ("They freed 11–18 miners.", "11–18", 11, 18, False),
        ("They freed 20 – 26 miners.", "20 – 26", 20, 26, False),
        ("Between 80,000 and 100,000 people fled.", "Between 80,000 and 100,000", 80000, 100000, False),
        ("They freed 1,200 or 1,300 miners.", "1,200 or 1,300", 1200, 1300, False),
        ("They freed two or three miners.", "two or three", 2, 3, False),
        ("Two to three million people fled.", "Two to three million", 2e6, 3e6, False),
        ("From 10 to 20 people fled.", "From 10 to 20", 10, 20, False),
        ("Dozens of people fled.", "Dozens", 24, None, False),
        ("Scores of people fled.", "Scores", 40, None, False),
        ("Hundreds of people fled.", "Hundreds", 200, None, False),
        ("Tens of thousands of people fled.", "Tens of thousands", 20000, None, False),
        ("Hundreds of thousands fled.", "Hundreds of thousands", 200000, None, False),
        ("Several hundred people fled.", "Several hundred", 300, None, False),
        ("A few dozen people fled.", "A few dozen", 36, None, False),
        ("Several people fled.", "Several", 3, None, False),
        ("A couple of people fled.", "A couple", 2, 2, False),
        ("A handful of people fled.", "A handful", 3, None, False),
        ("One or more people fled.", "One or more", 1, None, False),
        ("Forty or so people fled.", "Forty or so", 40, 40, True),
        ("The 40-odd people fled.", "40-odd", 40, 40, True),
        ("They freed 100+ miners.", "100+", 100, None, False),
        ("Nobody fled.", "Nobody", 0, 0, False),
        ("No one fled.", "No one", 0, 0, False),
        ("Not a single hostage fled.", "Not a single", 0, 0, False),
        ("There were no survivors.", "no", 0, 0, False),
        ("No other miners fled.", "No", 0, 0, False),
        ("Both men fled.", "Both", 2, 2, False),
        ("The trio fled.", "trio", 3, 3, False),
        ("A single hostage fled.", "A single", 1, 1, False),
        ("An unidentified northern Norwegian fled.", "An", 1, 1, False),
        ("A US soldier fled.", "A", 1, 1, False),
        ("A miner's wife fled.", "A", 1, 1, False),
        ("A 14-year-old was hurt.", "A", 1, 1, False),
    ],
)
def test_words_state_their_bounds(text: str, span: str, low: float, high: float, approximate: bool) -> None:
    """The number phrase, with its modifiers, has the bounds that its words state, and counts."""
    found = read(text)[0]
    assert (found.text, found.low, found.high, found.approximate) == (span, low, high, approximate)
    assert found.count


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It lay 40 miles away.", "mile"),
        ("It cost $1.2m.", "USD"),
        ("It cost 20 million U.S. dollars.", "USD"),
        ("It cost A$40 million then.", "AUD"),
        ("A share of 60 percent.", "percent"),
        ("It took 11 to 18 days.", "day"),
        ("It took half an hour.", "hour"),
        ("A 40-year-old fell.", "year"),
        ("It was a man aged 19.", "year"),
        ("Toorn, 34, was hurt.", "year"),
        ("It weighed 3 kg.", "kg"),
        ("The magnitude 6.3 quake came.", None),
        ("They took Highway 12 north.", None),
        ("It happened in 1998.", None),
        ("It happened on May 12.", None),
        ("They won 3-0 there.", None),
        ("Call 555-0100 now.", None),
        ("It was a 12-storey house.", None),
        ("It rose to 4.5 then.", None),
        ("They live at 427 Harrow Street there.", None),
        ("It began at 7 p.m. there.", None),
    ],
)
def test_measures_count_nobody(text: str, unit: str | None) -> None:
    """Money, distances, ages, dates, roads, scores and addresses count no people, and keep their unit."""
    found = [q for q in read(text) if q.form != "article"]
    assert found
    assert {(q.count, q.unit) for q in found} == {(False, unit)}


def test_a_percentage_is_a_fraction_with_its_value() -> None:
    """A share in percent counts nobody, and its bounds are in percent."""
    found = read("Between 60 and 70 percent left.")[0]
    assert (found.form, found.count, found.unit, found.low, found.high) == ("fraction", False, "percent", 60, 70)


def test_listed_ages_are_ages() -> None:
    """Every number listed with an age is one."""
    assert [q.count for q in read("The three, aged 19, 22 and 25, left.")] == [True, False, False, False]


def test_another_is_outside_and_marks_an_increment() -> None:
    """The word of addition stays out of the number phrase and sets the flag."""
    found = only("Another 12 were hurt.")
    assert (found.text, found.increment) == ("12", True)


def test_a_remainder_is_reckoned_from_its_whole() -> None:
    """All but two of 72 are seventy; without a whole there are no bounds."""
    found = read("All but two of the 72 hostages left.")
    assert [(q.text, q.low, q.form) for q in found] == [("All but two", 70, "remainder"), ("72", 72, "number")]
    assert only("All but two left.").low is None


def test_fractions_have_no_bounds_and_may_count() -> None:
    """Half the hostages: a fraction without bounds."""
    found = only("More than half the hostages left.")
    assert (found.text, found.low, found.high, found.form, found.count) == (
        "More than half", None, None, "fraction", True)  # fmt: skip


def test_a_change_is_two_numbers() -> None:
    """A toll that rose from 10 to 20 is no range."""
    assert [(q.low, q.high) for q in read("The toll rose from 10 to 20.")] == [(10, 10), (20, 20)]


def test_elided_numbers_stand_alone() -> None:
    """Members of a breakdown are quantities of their own, with and without a noun."""
    found = read("They were 22 Algerians, one American, two from Scotland and one from France.")
    assert [(q.text, q.low) for q in found] == [("22", 22), ("one", 1), ("two", 2), ("one", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "A hostage crisis began.",
        "He was in a refugee camp.",
        "The 18th day came.",
        "One day they left.",
        "An AK-47 lay there.",
    ],
)
def test_what_counts_nobody_is_passed_over(text: str) -> None:
    """Compounds, ordinals, idioms and model names are no quantities that count."""
    assert [q for q in read(text) if q.count] == []


def test_a_time_expression_keeps_its_numbers_from_counting() -> None:
    """A number that lies in a date is no count."""
    text = "On the 3 4 people left."
    date = Time(start=7, end=8, text="3", type="DATE", value="2013-01-03", made_by="test")
    assert [q.count for q in read(text, (date,))] == [False, True]


_WORDS = [
    "at", "least", "20", "and", "of", "two", "hundred", "-", "–", "to", "no", "a", "man", "all", "but",
    "half", "$", "km", "percent", "million", ".", ",", "(", ")", "one", "few", "dozen",
]  # fmt: skip


@given(st.lists(st.sampled_from(_WORDS), max_size=40), st.text(max_size=10))
@settings(max_examples=150, deadline=None)
def test_spans_are_true_ordered_and_apart(words: list[str], tail: str) -> None:
    """Every quantity's text is the document's at its offsets; none overlaps another; bounds are in order."""
    text = " ".join(words) + tail
    found = read(text)
    assert all(text[q.start : q.end] == q.text for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.low <= q.high for q in found if q.low is not None and q.high is not None)
    assert read(text) == found


@pytest.mark.parametrize("piece", ["1 ", "one ", "at least ", "a ", "1-", "two hundred and ", "tens of ", "all but "])
def test_long_repeats_are_read_in_linear_time(piece: str) -> None:
    """Thirty thousand characters of one piece are read within seconds and raise nothing."""
    read(piece * (30_000 // len(piece)))
