"""Independent beginnings are voices: several figures of one source are not several."""

import pytest
from msgspec.structs import replace

from asof.records import ClaimLink
from asof.tell.beginnings import beginnings
from asof.tell.standing import Standing
from tests.tell.factory import chain, count, document, story

TEXT = "12 miners were killed and 3 were hurt, {} said. 9 were freed, {} said."


def _count(*reports: tuple[str, str, str]) -> int:
    """From how many voices the two figures of each report come, each an origin of its own: (outlet, source, source)."""
    docs = [document(f"r{n}", o, "2031-03-04", None, TEXT.format(*of)) for n, (o, *of) in enumerate(reports)]
    said = [
        count(d, number, outcome, (1, 1), attribution=chain(d, (source, "other")))
        for d, (_, *of) in zip(docs, reports, strict=True)
        for number, outcome, source in zip(("12", "9"), ("killed", "freed"), of, strict=True)
    ]
    return beginnings({c.id: [c] for c in said}, {d.document: d for d in docs})


@pytest.mark.parametrize(
    ("reports", "voices"),
    [
        ((("Courier", "the harbour ministry", "the harbour ministry"),), 1),
        ((("Courier", "the harbour ministry", "the mayor of Tessa"),), 2),
        ((("Courier", "the harbour ministry", "harbour ministry"), ("Post", "harbour ministry", "Anna Lind")), 2),
        ((("Courier", "a security source", "a security source"),), 1),
        ((("Courier", "a security source", "officials"), ("Post", "a security source", "officials")), 4),
        ((("Courier", "the Courier", "the Courier"),), 1),
        ((("Courier", "Norvik hospital", "Tessa hospital"), ("Post", "the hospital", "the hospital")), 2),
        ((("Courier", "Anna Lind", "Peer Lind"), ("Post", "Lind", "Lind")), 2),
        ((("Courier", "the Kenyan police", "the Libyan police"), ("Post", "police", "police")), 2),
        ((("Courier", "the Kenyan police", "police"), ("Post", "police", "Kenya's police")), 1),
        ((("Courier", "Libyan officials", "officials"), ("Post", "Libyan officials", "Libyan officials")), 3),
    ],
)
def test_a_voice_is_one_beginning_whatever_it_counts(reports, voices):
    """Who is named is one wherever quoted; who is not, only within an outlet; an outlet is one itself.

    A short name beside two longer ones is no third, and does not make them one; nationalities tell voices apart.
    """
    assert _count(*reports) == voices


def test_a_figure_of_one_source_in_two_numbers_has_one_origin():
    """What sentences and pages count are voices, and never fewer than one."""
    standing = Standing(story())
    of = [c for c in standing.claims if standing.chain(c).casefold().startswith("the interior ministry")]
    assert len({standing.links[c].origin for c in of}) > 1
    assert standing.origins(of) == 1
    assert standing.carried(()) == (0, 1)


def test_outlets_are_those_that_carry_the_origin():
    """Another origin that gives the same number, in another outlet, carries nothing of this one; a copy does."""
    docs = [document(f"r{n}", o, f"2031-03-0{n + 1}", None, "9 miners were killed.") for n, o in enumerate("ABC")]
    said = [count(d, "9", "killed", (9, 9)) for d in docs]
    links = tuple(
        ClaimLink(claim=c.id, event="e", origin=origin, origins=2, outlets=3)
        for c, origin in zip(said, ("o1", "o2", "o1"), strict=True)
    )
    told = Standing(replace(story(), documents=tuple(docs), claims=tuple(said), links=links))
    assert told.carried((said[1].id,)) == (1, 1)
    assert told.carried((said[0].id, said[2].id)) == (2, 1)
    assert told.carried(tuple(c.id for c in said)) == (3, 2)
