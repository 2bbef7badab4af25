"""Every row of the quantity tables does what its example says."""

from typing import Any

import pytest

from asof.annotate import quantities, sentences, tokens
from asof.records import Document, Quantity
from asof.resources import structure, table


def read(text: str) -> tuple[Quantity, ...]:
    document = Document(document="d", text=text, sha256="")
    cut = tokens.find(document)
    return quantities.find(document, cut, sentences.find(document, cut), ())


def rows(name: str) -> list[Any]:
    return [pytest.param(row, id=next(iter(row.values()))) for row in table(f"quantities/{name}")]


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.parametrize("row", [*rows("numbers"), *rows("vague")])
def test_a_number_word_gives_the_bounds_of_its_row(row: dict[str, str]) -> None:
    """The example of each number word holds one quantity with the row's bounds."""
    (found,) = read(row["example"])
    assert (found.low, found.high) == (number(row["low"]), number(row.get("high", row["low"])))


@pytest.mark.parametrize("row", rows("modifiers"))
def test_a_modifier_is_in_the_span_and_sets_the_bounds(row: dict[str, str]) -> None:
    """Each modifier belongs to the number phrase and changes its bounds as its row says."""
    (found,) = read(row["example"])
    bounds = (number(row["low"]), number(row["high"]), row["approximate"] == "yes")
    assert (found.low, found.high, found.approximate) == bounds
    words = row["phrase"].replace("- ", "-").replace(" .", ".")
    assert words in found.text


@pytest.mark.parametrize("row", rows("increments"))
def test_a_word_of_addition_marks_an_increment_and_stays_outside(row: dict[str, str]) -> None:
    """Another, more, further and their like set `increment` and are no part of the span."""
    (found,) = read(row["example"])
    assert found.increment
    assert found.text == "12"


@pytest.mark.parametrize("row", rows("units"))
def test_a_unit_word_makes_a_measure(row: dict[str, str]) -> None:
    """A number before a unit counts nobody and has the row's unit and amount."""
    (found,) = read(row["example"])
    assert (found.count, found.unit, found.low) == (False, row["unit"], float(row["low"]))
    assert found.made_by == f"quantity/{row['kind']}"


@pytest.mark.parametrize("row", rows("currencies"))
def test_a_currency_sign_makes_money(row: dict[str, str]) -> None:
    """A number after a currency's sign or code is an amount of that currency."""
    (found,) = read(row["example"])
    assert (found.count, found.unit, found.made_by) == (False, row["unit"], "quantity/money")


@pytest.mark.parametrize("row", rows("labels"))
def test_a_labelled_number_counts_nothing(row: dict[str, str]) -> None:
    """A number after a word that numbers things counts nobody."""
    assert [(q.low, q.count, q.made_by) for q in read(row["example"])] == [(40, False, f"quantity/{row['rule']}")]


@pytest.mark.parametrize("row", rows("strong"))
def test_a_compound_of_people_counts_them(row: dict[str, str]) -> None:
    """A "40-strong" crowd is forty people."""
    assert (40, True) in [(q.low, q.count) for q in read(row["example"])]


@pytest.mark.parametrize("row", rows("groups"))
def test_a_group_noun_is_its_number(row: dict[str, str]) -> None:
    """A pair is two, a trio three."""
    (found,) = read(row["example"])
    assert (found.low, found.high, found.text) == (float(row["value"]), float(row["value"]), row["word"])


@pytest.mark.parametrize("row", rows("zero"))
def test_no_before_a_noun_of_harm_is_zero(row: dict[str, str]) -> None:
    """No casualties: nobody."""
    (found,) = read(row["example"])
    assert (found.text, found.low, found.high, found.form) == ("no", 0, 0, "zero")


@pytest.mark.parametrize("row", rows("one"))
def test_one_in_an_idiom_counts_nobody(row: dict[str, str]) -> None:
    """An idiom with "one" holds no quantity."""
    assert read(row["example"]) == ()


@pytest.mark.parametrize("row", [*rows("persons"), *rows("peoples")])
def test_a_noun_for_people_is_counted_by_its_article(row: dict[str, str]) -> None:
    """ "A miner was seen" counts one; a noun without a singular is counted by its number."""
    (found,) = read(row["example"])
    assert found.count
    assert found.low in (1, 5)


def test_roles_are_those_of_the_guide() -> None:
    """The lexicon of nouns for people uses only the roles that counts know."""
    roles = "hostage attacker soldier police rescuer worker miner civilian child passenger refugee patient official"
    known = {*roles.split(), "prisoner", "pilgrim", "journalist", "person"}
    assert {row["role"] for row in table("quantities/persons")} <= known


@pytest.mark.parametrize("name", sorted(structure("quantities/words")))
def test_a_word_list_does_what_its_example_says(name: str) -> None:
    """The example of each list of words gives the quantities, counting or not, that it names."""
    row = structure("quantities/words")[name]
    assert {q.text: q.count for q in read(row["example"])} == row["finds"]


@pytest.mark.parametrize("name", ["vague", "modifiers", "units", "currencies", "labels", "persons", "peoples", "zero"])
def test_no_key_stands_twice(name: str) -> None:
    """A table has one row for each word at each place."""
    keys = [tuple(list(row.values())[:2]) if name == "modifiers" else next(iter(row.values())) for row in
            table(f"quantities/{name}")]  # fmt: skip
    assert len(keys) == len(set(keys))
