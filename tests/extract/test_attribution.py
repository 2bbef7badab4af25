"""Who says what, on sentences of our own."""

import pytest

from asof.annotate import annotate
from asof.extract.attribution import Report, governing, reports
from asof.records import Document, Passage


def document(text: str) -> Document:
    return Document(document="d", text=text, sha256="0" * 64, passages=(Passage(start=0, end=len(text), part="body"),))


def read(text: str) -> tuple[Report, ...]:
    d = document(text)
    return reports(d, annotate(d))


def chain_at(text: str, words: str) -> list[str]:
    at = text.index(words)
    report = governing(read(text), at, at + len(words))
    return [s.text for s in report.attribution.chain] if report else []


def test_the_contract_s_example_comes_out_to_the_letter() -> None:
    """A report inside a report: the chain, its offsets and kinds, and the cue are those of docs/contract.md."""
    text = "Police in Norvik said 12 miners were freed on Tuesday, the Norvik Courier reported."
    report = governing(read(text), 22, 24)
    assert report is not None
    assert [(s.text, s.start, s.end, s.kind) for s in report.attribution.chain] == [
        ("Police in Norvik", 0, 16, "police"),
        ("the Norvik Courier", 55, 73, "outlet"),
    ]
    cue = report.attribution.cue
    assert cue is not None
    assert (cue.text, cue.start, cue.end) == ("said", 17, 21)


CHAINS = [
    ("Two boats with 12 men sank, the mayor told Reuters.", ["the mayor", "Reuters"]),
    ("Radio Norvik reported that 12 men died, citing witnesses.", ["witnesses", "Radio Norvik"]),
    ("Radio Norvik quoted a doctor as saying 12 men had died.", ["a doctor", "Radio Norvik"]),
    ("According to the ministry, 12 men died.", ["the ministry"]),
    ("12 men died, according to a doctor at the hospital.", ["a doctor at the hospital"]),
    ("The port was shut. 12 men died.", []),
    ("The mayor said the port was shut. 12 men died.", []),
    ("The mayor said the port was shut. He said 12 men died.", ["The mayor"]),
    ("“The port is shut. 12 men died,” said Amal Deri.", ["Amal Deri"]),
]


@pytest.mark.parametrize(("text", "chain"), CHAINS)
def test_chains(text: str, chain: list[str]) -> None:
    """The chain of the number 12, nearest to it first."""
    assert chain_at(text, "12") == chain
