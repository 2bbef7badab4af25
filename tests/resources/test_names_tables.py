"""Every row of the name tables does what its example says."""

from typing import Any

import pytest

from asof.annotate import names, sentences, tokens
from asof.records import Document, Name
from asof.resources import structure, table


def read(text: str) -> tuple[Name, ...]:
    document = Document(document="d", text=text, sha256="")
    cut = tokens.find(document)
    return names.find(document, cut, sentences.find(document, cut))


def rows(name: str) -> list[Any]:
    return [pytest.param(row, id=next(iter(row.values()))) for row in table(f"names/{name}")]


@pytest.mark.parametrize("row", [*rows("endings"), *rows("leads")])
def test_a_first_or_last_word_gives_the_type(row: dict[str, str]) -> None:
    """A name takes the type of the word it ends or begins with."""
    (found,) = read(row["example"])
    assert (found.type, row["word"] in found.text) == (row["type"], True)


@pytest.mark.parametrize("row", rows("titles"))
def test_a_title_makes_a_person_and_stays_outside(row: dict[str, str]) -> None:
    """What follows a title is a person; the title is no part of the name."""
    assert [(n.text, n.type) for n in read(row["example"])] == [("Varen", "person")]


@pytest.mark.parametrize("row", rows("given"))
def test_a_given_name_makes_a_person(row: dict[str, str]) -> None:
    """A given name with a name behind it is a person."""
    assert [(n.text, n.type) for n in read(row["example"])] == [(f"{row['word']} Varen", "person")]


@pytest.mark.parametrize("row", rows("particles"))
def test_a_particle_stands_inside_a_name(row: dict[str, str]) -> None:
    """Small words of names part no name in two."""
    assert f" {row['word']} " in read(row["example"])[0].text


@pytest.mark.parametrize("row", rows("outlets"))
def test_a_known_outlet_is_found(row: dict[str, str]) -> None:
    """The world's well-known outlets are found under their names, typed outlet."""
    assert [(n.text, n.type) for n in read(row["example"])] == [(row["name"], "outlet")]


@pytest.mark.parametrize("row", [*rows("common"), *rows("not_names")])
def test_an_ordinary_word_is_no_name(row: dict[str, str]) -> None:
    """Ordinary words at the beginning of a sentence, weekdays, months and faiths are no names."""
    assert read(row["example"]) == ()


@pytest.mark.parametrize("name", sorted(structure("names/words")))
def test_a_word_list_does_what_its_example_says(name: str) -> None:
    """The example of each list of words holds the names that it gives."""
    row = structure("names/words")[name]
    assert [n.text for n in read(row["example"])] == row["finds"]
