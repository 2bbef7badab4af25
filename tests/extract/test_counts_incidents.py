"""Counts in reports of shootings and crashes: whom a verb is about, ages, kin, sources, crimes only charged."""

import pytest

from asof.annotate import annotate
from asof.extract import extract
from asof.records import CountClaim, Document, Passage, Published
from tests.extract.counting import outcomes

READINGS = [
    ("The mill blaze at Norvik left two cooks dead and seven others in the hospital.", ["two killed", "seven injured"]),
    ("The sentry shot eleven traders to death and wounded six others.", ["eleven killed", "six injured"]),
    ("Soon after the shooting, five suspects led the guards up a hill.", []),
    ("Berg first had word of the shooting from a cousin.", []),
    ("A bus carrying two injured drivers hit a wall.", ["two injured"]),
    ("An archer leaned out and shot at them.", []),
    ("The baker was met by a tall man and was shot.", []),
    ("Fire broke out as the clock struck twelve.", []),
    ("Another cook, also 31, was shot in the heel.", ["Another injured"]),
    ("The victims are 20 to 40 years old and were hurt.", []),
    ("The victims, cooks ages 21 through 38, were flown to hospital.", []),
    ("Holm, the father of a 4-year-old girl, was killed.", []),
    ('"It fell," said Ida Holm, a Norvik police spokeswoman, but no one was hurt.', ["no one injured"]),
    ("According to a police spokesperson, one woman was hurt.", ["one injured"]),
    ("According to the two men, their sister died at home.", []),
    ('"I didn\'t see him hurt nobody."', []),
    ("The bolt did not catch so no one was hurt.", ["no one injured"]),
    ("Although the dyke did not stand no one was killed.", ["no one killed"]),
    ("The mayor does not think that no one was killed.", ["no one killed"]),
    ("According to the six divers wounded in May, the rope was old.", ["six injured"]),
    ("A girl of 9 was hurt.", ["A injured"]),
    ("The tribe lost just four men and had killed 21 raiders.", ["21 killed"]),
    ("He was charged with misdemeanor injury to a child.", []),
    ("Ten people were there, four victims, two suspects and four witnesses.", ["four killed"]),
    ("Three state troopers were wounded.", ["Three injured"]),
    ("The eight injured do not now have any life-threatening wounds.", ["eight injured"]),
]

ONES = [
    ("A second driver also sustained minor injuries.", ["second driver injured"]),
    ("A third man, shot in the leg on Monday, has died from his wounds.", ["third man killed"]),
    ("A teenager shot in her own yard has died.", ["A killed"]),
    ("She could've been dead, her mother said.", []),
    ("Berg was charged with Aggravated Assault and Battery and held.", []),
]

HEADLINES = [
    ("Woman injured in Norvik crash dies", ["Woman killed"]),
    ("Boy, 9, shot in face", ["Boy injured"]),
    ("Two arrested after child shot", ["child injured"]),
    ("Boy shoots self with gun", ["Boy injured"]),
]


PASSING = [
    ("Ida Berg, who as a child was kidnapped by pirates, sings.", []),
    ("Besides Ida Berg, a cook who was killed, nobody stayed.", []),
    ("In Ida Berg, a cook who was killed, the guild had a leader.", []),
    ("The barn was lit by one of the lodgers, a 51-year-old man who was arrested on Monday.", ["one arrested"]),
    ("The barn was lit by a cook, a man who was arrested on Monday.", ["a arrested"]),
]


def single(text: str, part: str, more: frozenset[str] = frozenset()) -> list[str]:
    """The words and outcome of each count of the killed and injured of a text, single people included."""
    passages = (Passage(start=0, end=len(text), part=part),)
    stamp = Published(value="2026-03-04", precision="day")
    d = Document(document="d", text=text, sha256="0" * 64, passages=passages, published=stamp)
    found = [c for c in extract(d, annotate(d)) if isinstance(c, CountClaim)]
    return [f"{c.span.text} {c.outcome}" for c in found if c.outcome in {"killed", "injured"} | more]


@pytest.mark.parametrize(("text", "expected"), PASSING)
def test_single_people_described_in_passing(text: str, expected: list[str]) -> None:
    """What describes somebody named counts no one more; whoever did it may be the one arrested for it."""
    assert [s for s in single(text, "body", frozenset({"held", "arrested"})) if not s.startswith("nobody")] == expected


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_a_number_goes_with_what_befell_its_people(text: str, expected: list[str]) -> None:
    """Only those struck or killed are counted, and only as what they are said to be."""
    assert [f"{words} {outcome}" for words, outcome in outcomes(text) if outcome in {"killed", "injured"}] == expected


@pytest.mark.parametrize(("text", "expected"), ONES)
def test_single_people_of_a_sentence(text: str, expected: list[str]) -> None:
    """An ordinal tells of one more; who "has died" is dead; what could have been is none."""
    assert sorted(single(text, "body")) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), HEADLINES)
def test_single_people_of_a_headline(text: str, expected: list[str]) -> None:
    """A headline tells of people without articles, with an age between commas, and after "after"."""
    assert single(text, "headline") == expected
