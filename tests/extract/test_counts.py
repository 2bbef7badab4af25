"""Numbers of people in an outcome, on sentences of our own about events that never were."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.annotate import annotate
from asof.extract import extract
from asof.records import CountClaim, Document, Passage, Published


def document(text: str, published: str | None = "2026-03-04") -> Document:
    passages = (Passage(start=0, end=len(text), part="body"),) if text else ()
    stamp = Published(value=published, precision="day" if published else "unknown")
    return Document(document="d", text=text, sha256="0" * 64, passages=passages, published=stamp)


def counts(text: str) -> list[CountClaim]:
    d = document(text)
    return [c for c in extract(d, annotate(d)) if isinstance(c, CountClaim)]


def outcomes(text: str) -> list[tuple[str, str]]:
    return [(c.span.text, c.outcome) for c in counts(text)]


CLAUSES = [
    ("The blast killed 12 people and injured 30.", [("12", "killed"), ("30", "injured")]),
    ("12 were killed and 30 wounded.", [("12", "killed"), ("30", "injured")]),
    ("Two dead, nine hurt in ferry fire", [("Two", "killed"), ("nine", "injured")]),
    ("35 hostages killed", [("35", "killed")]),
    ("4 shot, one dead in Norvik", [("4", "injured"), ("one", "killed")]),
    ("Three gunmen opened fire, killing four guards.", [("Three", "attackers"), ("four", "killed")]),
    ("A soldier was killed.", [("A", "killed")]),
    ("The four miners who were trapped were rescued.", [("four", "freed")]),
    ("Six climbers stranded on the ridge were brought to safety.", [("Six", "freed")]),
    ("Police arrested two men and freed six nurses.", [("two", "arrested"), ("six", "freed")]),
    ("The toll rose on Tuesday to 26.", [("26", "killed")]),
    ("The flood claimed the lives of 14 villagers.", [("14", "killed")]),
    (
        "Nearly 60 guards and four cooks – two from Norvik, one from Halden and one from Toorn – were freed on Friday.",
        [("Nearly 60", "freed"), ("four", "freed"), ("two", "freed"), ("one", "freed"), ("one", "freed")],
    ),
    ("Nine people, including two children, were injured.", [("Nine", "injured"), ("two", "injured")]),
    ("Ten sailors escaped; four Danes, one Pole and five Finns.",
     [("Ten", "escaped"), ("four", "escaped"), ("one", "escaped"), ("five", "escaped")]),
    ("All but one of the 72 hostages were freed.", [("All but one", "freed"), ("72", "held")]),
    ("She denied that 35 hostages and 11 to 18 fighters had been killed.", [("35", "killed"), ("11 to 18", "killed")]),
    ("Ninety were freed, including 30 nurses and 40 of the 50 foreign hostages.",
     [("Ninety", "freed"), ("30", "freed"), ("40", "freed"), ("50", "held")]),
    ("There were no survivors.", [("no", "present")]),
    ("No one was hurt.", [("No one", "injured")]),
    ("Two guards were shot and wounded.", [("Two", "injured")]),
    ("Two guards were shot and killed.", [("Two", "killed")]),
    ("The storm left 40 families homeless.", [("40", "displaced")]),
    ("A bus carrying 31 pilgrims fell into the river.", [("31", "present")]),
    ("Rebels kidnapped and killed three traders.", [("three", "held")]),
    ("Six of them were rescued.", [("Six", "freed")]),
    ("At least 20 dead or missing after landslide", [("At least 20", "killed")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses(text: str, expected: list[tuple[str, str]]) -> None:
    """Each number goes with the outcome of its own clause, whatever stands nearer."""
    assert outcomes(text) == expected


NONE = [
    "The blast damaged 12 cars.",
    "A spokesman said the road was shut.",
    "The plant lies 40 miles from Norvik.",
    "They paid 30 million dollars.",
    "The mayor, a doctor, said the road was shut.",
    "The hunt killed 12 dogs.",
    "Police fired 12 shots.",
    "The car was found near a police station.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_claim(text: str) -> None:
    """Numbers of things, money, distances and descriptions of speakers are no counts of people."""
    assert counts(text) == []


def test_a_part_names_its_whole() -> None:
    """What follows "including" has the outcome of its whole, the basis `part`, and the whole's id."""
    whole, part = counts("Over 650 workers were freed, including 573 Danes.")
    assert (part.outcome, part.basis, part.part_of) == ("freed", "part", whole.id)
    assert (whole.basis, whole.part_of) == ("total", None)


def test_every_member_of_a_breakdown_is_a_part() -> None:
    """A list between dashes or after a semicolon is of the number before it."""
    four, *parts = counts("Four hostages – two from Norvik, one from Ostmark and one from Vigo – were freed.")
    assert [p.part_of for p in parts] == [four.id] * 3
    six, *parts = counts("Six sailors escaped; three Danes, one Pole and two Finns.")
    assert [(p.part_of, p.outcome) for p in parts] == [(six.id, "escaped")] * 3


def test_an_increment_says_so() -> None:
    """ "Another 12" adds to what was known before."""
    assert [c.basis for c in counts("Another 12 miners died.")] == ["increment"]


HEADS = [
    ("Two people, a Briton and an Algerian, were killed and six were injured.", "six", "person"),
    ("An Algerian was also killed, bringing the number of hostages killed to 38.", "38", "hostage"),
    ("Two soldiers were killed and six were injured.", "six", "soldier"),
]


@pytest.mark.parametrize(("text", "number", "head"), HEADS)
def test_the_noun_understood(text: str, number: str, head: str) -> None:
    """A noun left out is that of the toll's own words, else the one before, unless that was of one Briton."""
    assert [c.population.head for c in counts(text) if c.span.text == number] == [head]


def test_people_only_thought_of() -> None:
    """Soldiers who "would" have helped are no fact."""
    (claim,) = counts("Ten thousand more soldiers would not have helped.")
    assert claim.factuality == "Uu"


def test_two_verbs_of_one_frame() -> None:
    """Who is "shot and killed" was killed, not injured."""
    assert [c.outcome for c in counts("Guards shot and killed two boys.")] == ["killed"]


def test_since_the_start_of_the_event_is_no_other_time() -> None:
    """ "Since the start of the raid" is about the raid; "since 1951" is a tally."""
    first, second = counts("Nine miners have died since the start of the raid. Ninety have died since 1951.")
    assert (first.main, second.main) == (True, False)


def test_a_war_in_another_country_is_background() -> None:
    """A lasting state in another country than the report's own leads away, at home it does not."""
    text = "One man died in Oslo. Two men died. Three men died. The war in {} has driven 900 people from their homes."
    assert [c.main for c in counts(text.format("Norway"))] == [True] * 4
    assert [c.main for c in counts(text.format("Mali"))] == [True, True, True, False]


def test_one_of_those_in_the_background() -> None:
    """Who is one of those told of before is background with them."""
    first, second = counts("In 2003 a group seized 32 tourists in the hills. One of them died.")
    assert (first.outcome, first.main, second.main) == ("held", False, False)


def test_the_children_of_a_parent_are_not_counted() -> None:
    """The five of "the father of five" are in no outcome."""
    assert [c.span.text for c in counts("The father of five was shot and two men were hurt.") if not c.implied] == [
        "two"
    ]


def test_the_same_again_points_back() -> None:
    """A claim that says an earlier one again names it; another number does not."""
    first, again, other = counts("Nine miners died. The mayor left. The nine miners died at dawn. Ten miners died.")
    assert (first.same_as, again.same_as, other.same_as) == (None, first.id, None)


def test_a_denial_names_what_it_denies() -> None:
    """A denied number points to the earlier claims that it means."""
    first, denied = counts("Radio Ostmark said 35 miners were killed. The army denied that 35 miners were killed.")
    assert denied.factuality == "CT-"
    assert denied.denies == (first.id,)


def test_the_contract_s_example() -> None:
    """The example of the contract comes out with its outcome, population, date, chain and rule."""
    (claim,) = counts("Police in Norvik said 12 miners were freed on Tuesday, the Norvik Courier reported.")
    assert (claim.span.start, claim.span.end, claim.outcome) == (22, 24, "freed")
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.approximate) == (12, 12, False)
    who = claim.population
    assert (who.text, who.start, who.end, who.head, who.role) == ("miners", 25, 31, "miner", "miner")
    assert claim.valid_time is not None
    assert (claim.valid_time.value, claim.valid_time.start, claim.valid_time.end) == ("2026-03-03", 46, 53)
    assert (claim.main, claim.basis, claim.made_by, claim.asserted_at) == (
        True,
        "total",
        "count/frame-freed",
        "2026-03-04",
    )
    assert claim.attribution is not None
    assert [s.text for s in claim.attribution.chain] == ["Police in Norvik", "the Norvik Courier"]


WORDS = st.sampled_from(
    [
        *("12", "two", "no", "at least", "dozens", "of", "the", "a", "miners", "people", "soldier", "hostages'"),
        *("were", "killed", "injured", "escaped", "to hospital", "not", "said", "on Monday", "who", "including", "and"),
        *(",", ";", "(", ")", "–", "\U0001f600", "é", "''"),
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_every_claim_lies_in_its_text(words: list[str]) -> None:
    """Whatever the words: nothing raises, each span holds its text, ids differ, the order is that of the text."""
    d = document(" ".join(words))
    claims = extract(d, annotate(d))
    assert all(d.text[c.span.start : c.span.end] == c.span.text for c in claims)
    assert len({c.id for c in claims}) == len(claims)
    assert [c.span.start for c in claims] == sorted(c.span.start for c in claims)
    for claim in claims:
        if isinstance(claim, CountClaim) and claim.population.text is not None:
            assert d.text[claim.population.start : claim.population.end] == claim.population.text


def test_the_same_input_gives_the_same_claims() -> None:
    """Reading twice gives equal records, ids included."""
    text = "Nine miners died on Monday, two of them Danes. Four were hurt, the mayor said."
    assert counts(text) == counts(text)


@pytest.mark.parametrize("text", ["", " ", "12", "killed " * 3000, "12 " * 3000, "(" * 5000, "and 12 men " * 1500])
def test_odd_texts_are_read_in_time(text: str) -> None:
    """Empty, endless and repeated texts neither raise nor take long."""
    assert isinstance(counts(text), list)
