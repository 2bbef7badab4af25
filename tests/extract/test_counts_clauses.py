"""Numbers far from their verb, in lists, tolls and headlines, and what only looks like a count; invented sentences."""

import msgspec
import pytest

from asof.annotate import annotate
from asof.extract.reading import read
from asof.records import Document, Passage, Published
from tests.extract.counting import counts, outcomes

CLAUSES = [
    ("URGENT At least 17 killed in Norvik clashes", [("At least 17", "killed")]),
    ("The blast killed one soldier and wounded another.", [("one", "killed"), ("another", "injured")]),
    ("The storm hurt 60 people, 23 of whom are still in hospital.", [("60", "injured"), ("23", "injured")]),
    (
        "Some 107 sailors were killed in May, more than 30 of them in a shipwreck.",
        [("Some 107", "killed"), ("more than 30", "killed")],
    ),
    (
        "The blast killed eight people; seven were policemen and one was a cook.",
        [("eight", "killed"), ("seven", "killed"), ("one", "killed")],
    ),
    ("Amdahl was killed as well as his driver Jan Toorn and two other people.", [("two", "killed")]),
    ("The raid brought the total toll since 2000 to 4,899.", [("4,899", "killed")]),
    ("The army has raised the number of troops in Ostmark to 157,000.", [("157,000", "deployed")]),
    ("Ostmark leads a 6,000-strong multinational force there.", [("6,000", "deployed")]),
    ("The bomber blew up his car, killing himself and a guard.", [("a", "killed")]),
    ("Train crash in Norvik - 49 killed Oh dear", [("49", "killed")]),
    ("Wave of attacks kills 24 ahead of polls", [("24", "killed")]),
    ("The clerk was kidnapped on 14 July by four men in a van.", [("four", "attackers")]),
    ("The gang has taken several cooks as hostages.", [("several", "held")]),
    (
        "The landslide left nearly 1,400 villagers homeless, 210 of the residents missing and over 60 dead.",
        [("nearly 1,400", "displaced"), ("210", "missing"), ("over 60", "killed")],
    ),
    (
        "By noon 22 people remain missing, and 90 others were evacuated.",
        [("22", "missing"), ("90", "displaced")],
    ),
    ("THE BOMB BROKE TWO WINDOWS BUT NO ONE WAS INJURED.", [("NO ONE", "injured")]),
    ("Rebels released three engineers who were seized more than a month ago.", [("three", "freed")]),
    ("The court asked for the arrest of two well known leaders.", [("two", "arrested")]),
    ("Three men armed with knives were arrested.", [("Three", "arrested")]),
    ("Four notabilities were kidnapped near Halden.", [("Four", "held")]),
    ("Five ethnic minorities were killed in the raid.", [("Five", "killed")]),
    ("The number of injured could number up to 3,400.", [("up to 3,400", "injured")]),
    ("One of the two clerks who were kidnapped has been released.", [("One", "freed"), ("two", "held")]),
    ("Cholera has struck down 300 villagers.", [("300", "affected")]),
    ("The fire resulted in injuries to around 90 people.", [("around 90", "injured")]),
]

NOBODY = [
    "Altogether 19 cooks close to some of the dead geese were watched.",
    "The player struck 10 aces and 36 winners.",
    "Some 250 swans have died of the flu.",
    "Police are looking for two men in a white car.",
    "The boy who was hurt had turned just 16.",
    "A third suspect is known to the police.",
    "He saw the violence, which included several roadside bombings.",
]

SURENESS = [
    ("15 feared dead in Norvik blast", "PR+"),
    ("More than 80 refugees were believed killed in the sinking.", "PR+"),
    ("The storm must have killed close to 800 people.", "PR+"),
    ("The toll was expected to climb as several people were still missing.", "CT+"),
    ("He urged the judge to protect the two arrested men.", "CT+"),
    ("The company expects to tow the ship and its 3,100 stranded passengers to port.", "CT+"),
    ("At least 19 soldiers died in May, twelve of them in Norvik.", "CT+"),
    ("The mayor denied that as many as nine men had died.", "CT-"),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_each_number_takes_the_outcome_of_its_own_clause(text: str, expected: list[tuple[str, str]]) -> None:
    """What is counted, and in which outcome, in text order."""
    assert outcomes(text) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_things_beasts_and_people_told_of_otherwise_are_not_counted(text: str) -> None:
    """No claim is made of numbers that count no one in an outcome."""
    assert counts(text) == []


@pytest.mark.parametrize(("text", "value"), SURENESS)
def test_a_cue_reaches_its_own_clause(text: str, value: str) -> None:
    """A fear without "was" is heard, another clause's is not, and what is spoken of as known is certain."""
    assert {c.factuality for c in counts(text)} == {value}


def test_another_takes_the_noun_before() -> None:
    """ "Another" alone counts one more of the people told of before."""
    assert [c.population.head for c in counts("The blast killed one soldier and wounded another.")] == ["soldier"] * 2


def test_what_some_are_said_to_be_is_their_role() -> None:
    """Of whom a sentence says that they were policemen, those are police."""
    told = counts("The blast killed eight people; seven were policemen and one was a cook.")
    assert [c.population.role for c in told] == ["person", "police", "worker"]


def test_the_tree_ties_a_number_to_a_verb_far_behind_it() -> None:
    """Where the words between cost too much, the subject of the verb in the tree is who was held."""
    text = "Eight clerks, who had been sent to look at the dam, and their driver were held."
    heads = {"Eight": "clerks", "clerks": "held", "driver": "clerks", "sent": "clerks", "who": "sent"}
    relations = {"Eight": "nummod", "clerks": "nsubj", "driver": "conj", "sent": "acl", "who": "nsubj"}
    passages = (Passage(start=0, end=len(text), part="body"),)
    stamp = Published(value="2026-03-04", precision="day")
    d = Document(document="d", text=text, sha256="0" * 64, passages=passages, published=stamp)
    analysis = annotate(d)
    at = {t.text: i for i, t in enumerate(analysis.tokens)}
    tokens = tuple(
        msgspec.structs.replace(t, head=at[heads.get(t.text, "held")], dep=relations.get(t.text, "dep"), upos="NOUN")
        for t in analysis.tokens
    )
    reading = read(d, msgspec.structs.replace(analysis, tokens=tokens), analysis.sentences[0])
    assert [link.frame.outcome for link in reading.by_tree[0]][:1] == ["held"]
