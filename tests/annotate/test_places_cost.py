"""What reading the places of a long document costs: the layer of names is gone through a few times, not per place."""

from collections.abc import Iterator

from asof.annotate import names as name_rules
from asof.annotate import sentences as sentence_rules
from asof.annotate import tokens as token_rules
from asof.annotate.places import find
from asof.records import Document, Name, PlaceMention


class Asked(tuple[Name, ...]):
    """Names that count how often somebody goes through them."""

    times = 0

    def __iter__(self) -> Iterator[Name]:
        Asked.times += 1
        return super().__iter__()


def read(clauses: int) -> tuple[list[PlaceMention], int]:
    """The places of so many clauses, and how often the names were gone through for them."""
    text = "Two men met Kofi Norvik in Paris. A bridge fell in Karachi.\n" * clauses
    one = Document(document="d", text=text, sha256="")
    words = token_rules.find(one)
    parts = sentence_rules.find(one, words)
    Asked.times = 0
    return list(find(one, words, parts, Asked(name_rules.find(one, words, parts)))), Asked.times


def test_the_names_are_not_gone_through_for_every_place() -> None:
    """Forty times the text asks for the names as often as once the text does."""
    few, asked = read(1)
    many, asked_again = read(40)
    assert [place.name for place in many] == [place.name for place in few] * 40
    assert asked_again == asked > 0
