"""Who is meant in a report by a pronoun or a description that stands alone."""

import pytest

from asof.link.descriptions import Described
from asof.link.origins import links
from asof.records import Source
from bench.link import mentions
from link.factory import analysis, count, named, report

FIRST = "Jan Toorn, foreman of the Karsk mine, met Peter Holm. "


def meant(text: str, source: str, *people: str, kind: str = "person") -> str:
    """What the last words `source` of a text stand for."""
    document = report("a", text)
    names = tuple(n for p in people for n in named(document, kind, p, entity=p))
    at = text.rindex(source)
    return Described(document, names).named(Source(text=source, start=at, end=at + len(source)))


@pytest.mark.parametrize(
    ("text", "source", "who"),
    [
        (FIRST + "The foreman said 12 died.", "The foreman", "Jan Toorn"),
        (FIRST + "The mine's foreman said 12 died.", "The mine's foreman", "Jan Toorn"),
        (FIRST + "The army's foreman said 12 died.", "The army's foreman", "The army's foreman"),
        (FIRST + "A foreman said 12 died.", "A foreman", "A foreman"),
        (FIRST + "12 died, he said.", "he", "he"),
        (FIRST.replace("Peter Holm", "his men") + "12 died, he said.", "he", "Jan Toorn"),
        ("Jan Toorn fled. A local farmer came up. 12 died, he said.", "he", "he"),
        ("A clerk, Jan Toorn, wept. A clerk said 12 died.", "A clerk", "A clerk"),
        ("Mayor Jan Toorn met Mayor Peter Holm. The mayor said 12 died.", "The mayor", "The mayor"),
        ("Jan Toorn, the former mayor, slept. The mayor said 12 died.", "The mayor", "The mayor"),
        ("The mayor said 12 died. Mayor Jan Toorn slept.", "The mayor", "The mayor"),
    ],
)  # fmt: skip
def test_somebody_is_meant_only_where_nobody_else_can_be(text, source, who):
    """Named before, described so, the only one, and what owns him agrees."""
    assert meant(text, source, "Jan Toorn", "Peter Holm") == who


def test_a_name_right_behind_a_description_is_the_bearers():
    """ "A lawyer for the family, Omar Sarkis"."""
    assert (
        meant("A lawyer for the family, Jan Toorn, said 12 died.", "A lawyer for the family", "Jan Toorn")
        == "Jan Toorn"
    )


def test_it_is_a_body():
    """The only one named before."""
    assert meant("Norvik Aid runs two camps. It said 12 died.", "It", "Norvik Aid", kind="organisation") == "Norvik Aid"


def test_the_foreman_of_one_report_is_the_name_of_another():
    """One voice, so one origin: the first report describes him, the second names him."""
    first = report("a", "Jan Toorn, the mine's foreman, came up. The foreman counted 12 dead.", outlet="Courier")
    second = report("b", "In the morning 12 bodies lay there, Jan Toorn told the Mail.", outlet="Mail")
    claims = [
        count(first, "12", sources=("official: The foreman",)),
        count(second, "12", sources=("official: Jan Toorn",)),
    ]
    documents = {"a": first, "b": second}
    analyses = {d.document: analysis(d, *named(d, "person", "Jan Toorn", entity="e1")) for d in (first, second)}
    event_of = dict.fromkeys("ab", "e1")
    assert {k.origins for k in links(claims, event_of, documents)} == {2}
    assert {k.origins for k in links(claims, event_of, documents, None, analyses)} == {1}


def test_the_gold_of_mentions_is_whole():
    """Forty texts, each with a half, a kind and whoever is meant standing in it."""
    rows = mentions.read(mentions._GOLD, None)
    assert len(rows) == 40
    assert {row["kind"] for row in rows} == {"pronoun", "description", "open"}
    assert all(row["who"] == "-" or row["who"] in row["text"] for row in rows)
    assert mentions.scores(rows, [row["who"] for row in rows])["all"] == 100
