"""Who stands behind whom: relays, nouns of saying, plural pronouns, letters of bodies. Outlets are invented."""

import pytest

from asof.annotate import annotate
from asof.extract import extract
from asof.extract.attribution import reports
from asof.records import CountClaim, Document, Passage


def document(text: str) -> Document:
    return Document(document="d", text=text, sha256="", passages=(Passage(start=0, end=len(text), part="body"),))


def claims(text: str) -> list[CountClaim]:
    made = document(text)
    return [c for c in extract(made, annotate(made)) if isinstance(c, CountClaim)]


def chains(text: str) -> list[list[str]]:
    """The chain of each count, in text order."""
    return [[s.text for s in c.attribution.chain] if c.attribution else [] for c in claims(text)]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("A rescuer told Radio Marrow about 200 sailors were missing.", ["A rescuer", "Radio Marrow"]),
        ("Harbour master Ida Lund told reporters 12 sailors had been killed.", ["Harbour master Ida Lund"]),
        ("According to police cited by the Marrow Courier, 12 sailors died.", ["police", "the Marrow Courier"]),
        ("According to the Marrow Courier, which quotes police, 12 sailors died.", ["police", "the Marrow Courier"]),
        ("Speaking to the Marrow Courier, the mayor said 12 sailors died.", ["the mayor", "the Marrow Courier"]),
        ("In an interview with Radio Marrow, the mayor said 12 sailors died.", ["the mayor", "Radio Marrow"]),
        ("In a statement carried by Radio Marrow, the army said 12 rebels died.", ["the army", "Radio Marrow"]),
        ("The mayor said on state television that 12 sailors died.", ["The mayor", "state television"]),
        ("Radio Marrow reported the mayor as saying that 12 sailors died.", ["the mayor", "Radio Marrow"]),
        ("Fire killed 12 sailors, Radio Marrow reports quoting the police.", ["the police", "Radio Marrow"]),
        ("The mayor said on the pier that 12 sailors died.", ["The mayor"]),
        ("In a statement on Monday, the army said 12 rebels died.", ["the army"]),
        ("According to the ministry, which runs the port, 12 sailors died.", ["the ministry"]),
        ("Citing a doctor, the Marrow Courier said 12 sailors were killed.", ["a doctor", "the Marrow Courier"]),
        (
            "The Norvik Rights Watch cited figures from local groups saying 350 people had been killed.",
            ["figures from local groups", "The Norvik Rights Watch"],
        ),
        (
            "The mayor told the Marrow Courier he believed more than 100 people had died.",
            ["The mayor", "the Marrow Courier"],
        ),
        (
            "The port authority said in a statement carried by the Marrow Courier that 12 sailors were killed.",
            ["The port authority", "the Marrow Courier"],
        ),
        (
            "The ministry spokesman, quoted by state television, said 12 sailors were killed.",
            ["The ministry spokesman", "state television"],
        ),
        ("The claim by the harbour union that 12 sailors had drowned was new.", ["the harbour union"]),
        ("The harbour union's claim that 12 sailors had drowned was new.", ["The harbour union"]),
        ("Rebels quoted by the Blad said nine people had died.", ["Rebels", "the Blad"]),
        ("Officials cited by the Marrow Blad said nine people had died.", ["Officials", "the Marrow Blad"]),
        ("Citing poor visibility, police said nine people were missing.", ["police"]),
        ("Police said nine people were missing, citing poor visibility.", ["Police"]),
        ("Citing police sources, the Blad said nine people died.", ["police sources", "the Blad"]),
        ("There was no confirmation by police that nine people had died.", []),
        ('The newspaper "Marrow Blad" said 12 sailors were killed.', ['The newspaper "Marrow Blad"']),
        ("MARROW (Newsline) - Rebels said five of their fighters were killed.", ["Rebels"]),
        (
            "The mayor said in an interview with Radio Marrow that 12 sailors were killed.",
            ["The mayor", "Radio Marrow"],
        ),
        ("The mayor, speaking to Radio Marrow, said 12 sailors were killed.", ["The mayor", "Radio Marrow"]),
        ("According to police quoted by the Marrow Courier, 12 sailors died.", ["police", "the Marrow Courier"]),
        ("Twelve sailors died, said the mayor, quoted by the Marrow Courier.", ["the mayor", "the Marrow Courier"]),
        ("Officials denied reports that the cook had infected 20 people.", ["reports", "Officials"]),
        ("'We must report that 49 people died,' police spokesman Bo Lund told a crowd.", ["police spokesman Bo Lund"]),
        (
            '"We regret the deaths of 39 people," Lund told us during a tour, according to the Marrow Courier.',
            ["Lund", "the Marrow Courier"],
        ),
        (
            "Three people were found dead, the Marrow Courier said the Norvik Herald reported.",
            ["the Norvik Herald", "the Marrow Courier"],
        ),
        ("A storm hit Marrow, with 51 of the deaths reported by the Halden hospital.", ["the Halden hospital"]),
        (
            "Ostmark is drawing up a text demanding access to towns where 20 people were killed, diplomats said.",
            ["diplomats"],
        ),
    ],
)
def test_the_chain_of_a_count(text: str, chain: list[str]) -> None:
    """Nearest to the claim first, nobody left out and nobody added."""
    assert chains(text) == [chain]


def test_a_relative_clause_is_no_part_of_what_is_rejected() -> None:
    """The dead stay asserted, by those who count them alone."""
    text = "Ostmark rejected calls for a ban over the raids, in which the mayor says 26 people have died."
    assert [c.factuality for c in claims(text)] == ["CT+"]
    assert chains(text) == [["the mayor"]]


def test_two_sources_of_one_sentence_part_at_the_conjunction() -> None:
    """Before "while" the first speaks, after it the second."""
    text = "The mayor says the raids cost 35 lives, while 11 soldiers have died, according to the army."
    assert chains(text) == [["The mayor"], ["the army"]]


def test_a_counted_noun_with_a_participle_is_no_source() -> None:
    """Nobody called "1,840" confirms anything."""
    text = "The clinic said Ostmark has reported 1,840 confirmed cases, and said again that 51 patients had died."
    assert all("1,840" not in name for chain in chains(text) for name in chain)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Norvik officials gave no toll. They denied a report.\n\nThe Sworn-in-Iron Battalion, which began the "
            "raid, are demanding talks. They proposed a swap.",
            "The Sworn-in-Iron Battalion",
        ),
        ("The company said its staff were safe. They added that the plant was shut.", "The company"),
        ("Militants holding the mill told the Courier that they wanted talks. They demanded a swap.", "Militants"),
    ],
)
def test_they_are_those_who_spoke_last(text: str, source: str) -> None:
    """A body that acts in the sentence before is taken up by "they"."""
    made = document(text)
    last = reports(made, annotate(made))[-1]
    assert last.attribution.chain[0].text.startswith(source)
    assert last.attribution.chain[0].mention is not None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The guerrillas told KRTV that 12 people were missing.", ["militant", "outlet"]),
        ("The mayor told NARA that 12 people were missing.", ["official"]),
        ("The mayor told WARA that 12 people were missing.", ["official", "outlet"]),
        ("The driver told KOBO that 12 people were missing.", ["person", "outlet"]),
        ("The Norvik Relief Office (NRO) was shut. The mayor told NRO that 12 people were missing.", ["official"]),
        ("FARC said 12 people were missing.", ["militant"]),
        ("The Norvik Liberation Front said 12 people were missing.", ["militant"]),
    ],
)
def test_letters_of_bodies_are_no_outlets(text: str, kinds: list[str]) -> None:
    """Only letters that no body is known by, nor can be said as a word, are those of a station that was told."""
    (claim,) = claims(text)
    assert claim.attribution is not None
    assert [s.kind for s in claim.attribution.chain] == kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Norvik refugee agency said nine people had died.", "other"),
        ("A refugee at the agency said nine people had died.", "witness"),
        ("Residents and the aid agency said nine people had died.", "witness"),
    ],
)
def test_whom_a_body_is_for_is_not_who_speaks(text: str, kind: str) -> None:
    """A noun of people before that of a body says only whom the body is for."""
    assert [c.attribution.chain[0].kind for c in claims(text) if c.attribution and not c.implied] == [kind]
