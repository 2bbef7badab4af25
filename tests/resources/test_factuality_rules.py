"""Every row of the factuality tables does what its example says."""

import pytest

from asof.annotate import annotate
from asof.extract.attribution import governing, reports
from asof.extract.factuality import factuality
from asof.records import Document, Passage
from asof.resources import structure, table


def value(example: str) -> tuple[str, str]:
    """The value and rule of an example with [ ] around the number and { } around the predicate."""
    text, places = "", {}
    for char in example:
        if char in "[]{}":
            places[char] = len(text)
        else:
            text += char
    document = Document(
        document="d", text=text, sha256="0" * 64, passages=(Passage(start=0, end=len(text), part="body"),)
    )
    analysis = annotate(document)
    report = governing(reports(document, analysis), places["["], places["]"])
    predicate = (places["{"], places["}"])
    return factuality(document, analysis, places["["], places["]"], predicate, report)


@pytest.mark.parametrize("row", table("factuality/cues"), ids=lambda row: row["name"])
def test_every_cue_gives_its_value(row: dict[str, str]) -> None:
    """The example's claim has the row's value."""
    assert value(row["example"])[0] == row["value"]


ALTERNATIVES = [
    (row, words, next(w for w in row["words"].split("|") if f" {w} " in f" {row['example'].lower()} "))
    for row in table("factuality/cues")
    for words in row["words"].split("|")
    if row["scope"] != "predicate"
]


@pytest.mark.parametrize(("row", "words", "shown"), ALTERNATIVES, ids=lambda v: v if isinstance(v, str) else v["name"])
def test_every_alternative_of_a_cue_gives_its_value(row: dict[str, str], words: str, shown: str) -> None:
    """Put in the place of the words that the example shows, each alternative gives the same value."""
    assert value(row["example"].replace(f" {shown} ", f" {words} ", 1))[0] == row["value"]


CLASSES = {k: v for k, v in structure("factuality/words").items() if k != "stances"}


@pytest.mark.parametrize(("name", "row"), CLASSES.items(), ids=str)
def test_every_class_of_words_gives_its_value(name: str, row: dict[str, str]) -> None:
    """The example's claim has the value stated."""
    assert value(row["example"])[0] == row["value"], name


@pytest.mark.parametrize(("name", "row"), structure("factuality/words")["stances"].items(), ids=str)
def test_every_stance_gives_its_value(name: str, row: dict[str, str]) -> None:
    """The example's claim has the stance's value, by the stance's own rule."""
    assert value(row["example"]) == (row["value"], f"factuality/{name}")
