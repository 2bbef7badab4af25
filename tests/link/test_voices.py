"""Whether two claims quote one voice."""

import pytest

from asof.link.voices import Voice, carried_by, credited, one_voice, relay, voice
from asof.records import Passage
from link.factory import count, report

TEXT = "3 died, the harbour ministry said. 3 died, Norvik police said. 3 died, a security source told Karsk Wire."


def heard(source: str, *relays: str) -> Voice:
    document = report("a", TEXT + f" 3 died, {source} said.")
    return voice(count(document, "3", sources=(f"other: {source}",)), frozenset(map(relay, relays)))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (heard("the harbour ministry"), heard("harbour ministry"), True),
        (heard("police"), heard("Norvik police"), True),  # the shorter says nothing else
        (heard("Karsk police"), heard("Norvik police"), False),
        (heard("a security source"), heard("a security source"), False),  # may be two
        (heard("a security source", "Karsk Wire"), heard("security source", "The Karsk Wire"), True),  # one relay
        (heard("a security source", "Karsk Wire"), heard("a witness", "Karsk Wire"), False),
        (heard("police"), Voice(), False),  # attributed against the outlet's own words
        (Voice(relays=frozenset({"karsk vir"})), Voice(relays=frozenset({"karsk vir"})), True),
        (Voice(), Voice(), False),
    ],
)
def test_one_voice(left: Voice, right: Voice, same: bool) -> None:
    """Named sources are one voice wherever they are quoted, nameless ones only through one relay."""
    assert one_voice(left, right) is same
    assert one_voice(right, left) is same


def test_the_chain_names_the_relay() -> None:
    """What stands behind the nearest source in a chain is what it came through."""
    document = report("a", TEXT)
    claim = count(document, "3", sources=("anonymous: a security source", "agency: Karsk Wire"))
    assert voice(claim, frozenset({"x"})).relays == {relay("Karsk Wire"), "x"}


def test_credits_of_a_report() -> None:
    """The outlet and the agency in the dateline stand behind every claim of a report; other brackets do not."""
    wire = report("a", "NORVIK, March 3 (Karsk Wire) - A ferry ran aground.", outlet="Norvik Courier")
    assert credited(wire) == {relay("Norvik Courier"), relay("Karsk Wire")}
    tagged = report("b", "NORVIK (Karsk Wire) - A ferry.", passages=(Passage(start=0, end=22, part="dateline"),))
    assert credited(tagged) == {relay("Karsk Wire")}
    assert credited(report("c", "The ferry (built in 1990) ran aground.")) == frozenset()


def test_agencies_under_name_and_acronym() -> None:
    """A well-known agency has one key under both."""
    assert relay("Associated Press") == relay("AP") == relay("the Associated Press")


def test_outlets_are_counted_once() -> None:
    """Two reports of one outlet are one; reports without one count for themselves."""
    documents = {
        "a": report("a", "3 died", outlet="Karsk Wire"),
        "b": report("b", "3 died", outlet="The Karsk Wire"),
        "c": report("c", "3 died"),
    }
    assert carried_by([count(d, "3") for d in documents.values()], documents) == 2
