"""Role claims: who did what to whom with what, read off the syntax by trained weights and rules."""

import hashlib
import re
from functools import cache
from importlib.resources import files

import pytest
from msgspec.structs import replace

from asof.annotate import annotate
from asof.extract import extract
from asof.extract.roles import model
from asof.extract.roles.features import triggers
from asof.extract.roles.groups import groups
from asof.extract.roles.lemmas import lemma
from asof.extract.roles.nominals import nominals, tree
from asof.extract.roles.splitting import clusters
from asof.records import Analysis, Document, Passage, Published, RoleClaim
from asof.resources import table

BOMBED = (
    "Norvik, 3 March. A car bomb exploded outside the Hallen police station on Monday, killing two policemen and "
    "wounding a judge. Guerrillas of the Hallen Liberation Front (HFT) claimed responsibility for the attack. "
    "The bomb was placed by two unidentified men, witnesses said."
)
HARVEST = "The harvest around Norvik was good this year. Farmers sold their apples at the market for 3 crowns a kilo."


@cache
def _analysed(text: str) -> tuple[Document, Analysis]:
    passage = Passage(start=0, end=len(text), part="body")
    day = Published(value="2026-03-04", precision="day")
    document = Document(document="d", text=text, sha256="", passages=(passage,), published=day)
    return document, annotate(document)


def _roles(text: str) -> list[RoleClaim]:
    return [c for c in extract(*_analysed(text)) if isinstance(c, RoleClaim)]


def _filled(text: str, role: str) -> list[str]:
    return [c.value.text for c in _roles(text) if c.role == role]


@pytest.mark.parametrize("text", [BOMBED, BOMBED.upper()], ids=["mixed", "capitals"])
def test_a_bombing_is_read_in_small_letters_and_in_capitals(text):
    """Type, target, victims, weapon and perpetrators of one report, whatever its case."""
    kinds = [c.entity for c in _roles(text) if c.role == "type"]
    assert kinds == ["bombing"]
    assert "police station" in " ".join(_filled(text, "target")).lower()
    assert {"policemen", "judge"} <= {v.lower() for v in _filled(text, "victim")}
    assert "car bomb" in {v.lower() for v in _filled(text, "weapon")}
    assert any("hallen liberation front" in v.lower() for v in _filled(text, "perpetrator_organisation"))


def test_no_role_is_read_where_nothing_violent_is_told():
    """A report of a harvest has no perpetrator."""
    assert _roles(HARVEST) == []


def test_no_role_is_read_without_syntax():
    """The rules' pipeline gives no tree, and so no roles; counts stay."""
    document, _ = _analysed(BOMBED)
    claims = extract(document, annotate(document, "rules"))
    assert claims
    assert not any(isinstance(c, RoleClaim) for c in claims)


def test_claims_stand_in_the_text_and_say_who_made_them():
    """Spans are the text's words; every claim has an incident, a maker, a chance; ids are apart."""
    found = _roles(BOMBED)
    assert found
    for claim in found:
        assert BOMBED[claim.value.start : claim.value.end] == claim.value.text
        assert claim.made_by.startswith("role/")
        assert claim.incident >= 1
        assert 0 < claim.confidence <= 1
    assert len({c.id for c in found}) == len(found)


def test_who_accuses_is_the_source_of_the_claim():
    """What a source says of the perpetrators is that source's claim."""
    sources = {c.attribution.chain[0].text for c in _roles(BOMBED) if c.attribution and c.attribution.chain}
    assert "witnesses" in sources


@pytest.mark.parametrize("row", table("roles/rules"), ids=lambda row: row["rule"])
def test_each_rule_reads_its_example(row):
    """Every row of the rules is executed on its own example."""
    assert row["value"] in _filled(row["example"], row["role"])


def test_a_tally_since_a_day_and_a_year_start_nothing():
    """The start is the day of the deed, neither "since" a day nor a year of history."""
    tally = "Gunmen have killed 40 guards near Norvik since 3 March. "
    assert _filled(tally + "In 1999 gunmen killed two guards. On Tuesday gunmen killed a guard.", "start") == [
        "Tuesday"
    ]


def test_the_spokesman_of_a_person_is_not_that_person():
    """In "the mayor's spokesman" the name in the genitive speaks through another."""
    text = "Gunmen attacked the mill in Norvik, killing two guards, Varde's spokesman Oskar Lund said."
    assert _filled(text, "spokesperson") == ["Oskar Lund"]


def test_each_trigger_stands_in_its_example():
    """Every trigger is a base form of a word of its example, and its type one that the models know."""
    types = set(model.linear("documents").names) | {"forced work stoppage"}
    for row in table("roles/triggers"):
        words = [w.strip(".,").lower() for w in row["example"].split()]
        assert row["word"] in {lemma(w, verb) for w in words for verb in (True, False)}, row
        assert row["type"] in types
    assert len(triggers()) == len(table("roles/triggers"))


def test_weights_that_are_not_those_of_the_card_are_refused(monkeypatch):
    """A table whose SHA-256 is not the one written down is not used."""
    card = model.settings()
    data = files("asof.resources").joinpath("roles/things.tsv").read_bytes()
    assert card["things"]["sha256"] == hashlib.sha256(data).hexdigest()
    monkeypatch.setattr(model, "settings", lambda: card | {"things": card["things"] | {"sha256": "0"}})
    with pytest.raises(ValueError, match=r"things\.tsv is not the file"):
        model.Linear("things")


def test_weights_hold_no_name_of_the_texts_they_were_learned_from():
    """Organisations and countries of the training texts are in no feature."""
    names = ("documents", "things", "pairs")
    words = {w for name in names for row in table(f"roles/{name}") for w in re.findall(r"[^\W\d_]+", row["feature"])}
    assert not words & {"fmln", "farc", "eln", "salvador", "salvadoran", "colombia", "colombian", "peru", "peruvian"}


def test_incidents_are_joined_while_their_victims_are_likely_of_one():
    """The nearest join first, by the mean over pairs; a list too long to be told apart is one incident."""
    odds = {(0, 1): 3.0, (0, 2): -2.0, (1, 2): 1.0}
    assert clusters(3, lambda i, j: odds[i, j], 0.75) == [[0, 1], [2]]
    assert clusters(3, lambda i, j: odds[i, j], -0.5) == [[0, 1, 2]]
    assert clusters(1, lambda i, j: odds[i, j], 0.75) == [[0]]
    assert clusters(1000, lambda i, j: -9.0, 0.75) == [list(range(1000))]


def test_another_scheme_of_syntax_gives_no_roles():
    """The weights know Universal Dependencies; a tree of another scheme is left alone."""
    document, analysis = _analysed(BOMBED)
    other = tuple(replace(t, dep="pobj" if t.dep == "obl" else t.dep) for t in analysis.tokens)
    claims = extract(document, replace(analysis, tokens=other))
    assert not any(isinstance(c, RoleClaim) for c in claims)


def test_mentions_of_one_thing_are_gathered():
    """A last name, an apposition, and the letters in brackets are the thing itself."""
    text = "Judge Oskar Varde was murdered. The Hallen Front Army (HFA) killed Varde, police say. The HFA fled."
    _, analysis = _analysed(text)
    of = tree(analysis)
    words = [
        {text[analysis.tokens[m.first].start : analysis.tokens[m.last - 1].end] for m in group}
        for group in groups(of, nominals(of))
    ]
    assert any({"Oskar Varde", "Varde"} <= w for w in words)
    assert any({"Hallen Front Army", "HFA"} <= w for w in words)


def test_a_town_named_behind_its_kind_is_the_place() -> None:
    """The preposition stands before "town", the name behind "of"."""
    text = "Gunmen attacked a mill near the town of Norvik on Tuesday, killing two guards."
    assert _filled(text, "place") == ["Norvik"]


def test_whom_a_spokesman_speaks_for_is_no_spokesman() -> None:
    """A name before the noun is that of the group."""
    text = "Gunmen attacked a mill in Norvik on Tuesday, killing two guards, a Fargo spokesman said."
    assert _filled(text, "spokesperson") == []
