"""Who says what, on sentences of our own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.annotate import annotate
from asof.extract.attribution import Report, denied, governing, reports
from asof.records import Document, Passage


def document(text: str) -> Document:
    return Document(document="d", text=text, sha256="0" * 64, passages=(Passage(start=0, end=len(text), part="body"),))


def read(text: str) -> tuple[Report, ...]:
    d = document(text)
    return reports(d, annotate(d))


def at(text: str, words: str) -> Report | None:
    start = text.index(words)
    return governing(read(text), start, start + len(words))


def chain(text: str, words: str = "12") -> list[str]:
    report = at(text, words)
    return [s.text for s in report.attribution.chain] if report else []


def test_the_contract_s_example_comes_out_to_the_letter() -> None:
    """A report inside a report: the chain, its offsets and kinds, and the cue are those of docs/contract.md."""
    report = at("Police in Norvik said 12 miners were freed on Tuesday, the Norvik Courier reported.", "12")
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
    ("The mayor told Radio Norvik that 12 men had died.", ["The mayor", "Radio Norvik"]),
    ("The mayor told reporters that 12 men had died.", ["The mayor"]),
    ("Radio Norvik reported that 12 men died, citing witnesses.", ["witnesses", "Radio Norvik"]),
    ("12 men died, Radio Norvik reported, quoting a spokesman.", ["a spokesman", "Radio Norvik"]),
    ("Radio Norvik quoted a doctor as saying 12 men had died.", ["a doctor", "Radio Norvik"]),
    ("A doctor was quoted as saying by Radio Norvik that 12 men had died.", ["A doctor", "Radio Norvik"]),
    ("Radio Norvik, quoting a doctor, reported that 12 men had died.", ["a doctor", "Radio Norvik"]),
    ("12 men had died, Radio Norvik quoted a doctor as saying.", ["a doctor", "Radio Norvik"]),
    ("The mayor told a news conference that 12 men had died.", ["The mayor"]),
    ("12 men had died, the mayor told a radio show.", ["the mayor"]),
    ("According to talks between a clerk and Radio Norvik, 12 men had died.", ["a clerk", "Radio Norvik"]),
    ("This just in from Radio Norvik:\n\n“12 men had died.”", ["Radio Norvik"]),
    ("According to a recent study of the port, Norvik lost 12 men.", ["a recent study of the port"]),
    ("It is clear: according to the council, 12 men died.", ["the council"]),
    ("Mayor Amal Deri (West) said 12 men had died.", ["Mayor Amal Deri (West)"]),
    ("12 men died, a doctor was quoted as saying.", ["a doctor"]),
    ("According to the ministry, 12 men died.", ["the ministry"]),
    ("12 men died, according to a doctor at the hospital.", ["a doctor at the hospital"]),
    ("12 men died, said Amal Deri, the mayor.", ["Amal Deri, the mayor"]),
    ("12 men, police say, have died.", ["police"]),
    ("Amal Deri, the mayor of Norvik, said 12 men had died.", ["Amal Deri, the mayor of Norvik"]),
    ("The ministry, which runs the port, said 12 men had died.", ["The ministry"]),
    ("A senior security official who would not give a name said 12 men had died.", ["A senior security official"]),
    ("The army and the police said 12 men had died.", ["The army and the police"]),
    ("The port was shut on Monday and police said 12 men had died.", ["police"]),
    ("The army issued a statement saying 12 men had died.", ["The army"]),
    ("A statement from the army said 12 men had died.", ["A statement from the army"]),
    ("The deaths of 12 men were confirmed on Monday by the ministry.", ["the ministry"]),
    ("12 men died, announced the ministry.", ["the ministry"]),
    ("The mayor put the toll at 12.", ["The mayor"]),
    ("Witnesses said two boats sank, but the mayor said 12 men were safe.", ["the mayor"]),
    ("Crews responded to reports of 12 men in the water.", ["reports"]),
    ("“The port is shut. 12 men died,” said Amal Deri.", ["Amal Deri"]),
    ("“The port is shut,” said Amal Deri. “It is bad. 12 men died.”", ["Amal Deri"]),
    ("“The port is shut,” said Amal Deri.\n\n“It is bad. 12 men died.”", ["Amal Deri"]),
    ("“The port is shut.\n\n“12 men died,” said Amal Deri.", ["Amal Deri"]),
    ('"The port is shut. 12 men died," said Amal Deri.', ["Amal Deri"]),
    ("''12 men died,'' said Amal Deri.", ["Amal Deri"]),
    ("Amal Deri said:\n\n“12 men died.”", ["Amal Deri"]),
]


@pytest.mark.parametrize(("text", "expected"), CHAINS)
def test_the_chain_of_a_figure(text: str, expected: list[str]) -> None:
    """The sources of the number 12, nearest to it first."""
    assert chain(text) == expected


OWN_VOICE = [
    "I think 12 men died.",
    "The port was shut. 12 men died.",
    "The mayor said the port was shut. 12 men died.",
    "“The port is shut,” said Amal Deri. 12 men died.",
    "The fire claimed the lives of 12 men.",
    "The mayor told a joke. 12 men are reported to have died.",
    "The mayor has not said so. 12 men died.",
    "After the ministry announced the end of the strike, 12 men went home.",
    "The mayor praised the crew that saved 12 men.",
]


@pytest.mark.parametrize("text", OWN_VOICE)
def test_a_source_is_not_carried_over(text: str) -> None:
    """Where no source governs the number 12, none is given."""
    assert chain(text) == []


MENTIONS = [
    ("The mayor said the port was shut. He said 12 men died.", "The mayor", "He"),
    ("The ministry said the port was shut. It said 12 men died.", "The ministry", "It"),
    ("Witnesses said the port was shut. They said 12 men died.", "Witnesses", "They"),
    ("Amal Deri, a geologist, said it was bad. Deri said 12 men died.", "Amal Deri", "Deri"),
    ("A Norvik source said it was bad. Later the source said 12 men died.", "A Norvik source", "the source"),
    ("Witnesses said the port was shut. New reports said so too. They said 12 men died.", "Witnesses", "They"),
    ("The mayor said the sea was calm. Witnesses said it was not. He said 12 men died.", "The mayor", "He"),
    ("Authorities have given no details. They said 12 men died.", "Authorities", "They"),
]


@pytest.mark.parametrize(("text", "source", "mention"), MENTIONS)
def test_a_pronoun_or_surname_stands_for_the_source_last_named(text: str, source: str, mention: str) -> None:
    """The chain gives the name or phrase; the words beside the cue are its mention."""
    report = at(text, "12")
    assert report is not None
    (found,) = report.attribution.chain
    assert found.mention is not None
    assert (found.text, found.mention.text) == (source, mention)


STANCES = [
    ("The port denied that 12 men had died.", "denies"),
    ("The port denied reports that 12 men had died.", "denies"),
    ("The gang threatened to kill 12 men.", "threatens"),
    ("The gang demanded the release of 12 men.", "demands"),
    ("The mayor predicted that 12 men would be found.", "predicts"),
    ("The mayor asked whether 12 men had died.", "asks"),
    ("The mayor confirmed 12 deaths.", "confirms"),
    ("The mayor did not confirm that 12 men had died.", "doubts"),
    ("The mayor did not deny that 12 men had died.", "asserts"),
    ("Correction: An earlier version of this report said 12 men had died.", "retracts"),
    ("We wrongly reported that 12 men had died.", "retracts"),
    ("A previous edition of our paper incorrectly said officials had reported 12 deaths.", "retracts"),
    ("This report said that 12 men had died.", "asserts"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_the_stance_of_the_verb(text: str, stance: str) -> None:
    """What the source does to the content, negation included."""
    report = at(text, "12")
    assert report is not None
    assert report.stance == stance
    assert denied(read(text), text.index("12"), text.index("12") + 2) == (stance == "denies")


KINDS = [
    ("An army spokesman said 12 men died.", "military"),
    ("A spokesman for the army said 12 men died.", "military"),
    ("Hospital officials said 12 men died.", "medical"),
    ("One witness said 12 men died.", "witness"),
    ("Sources said 12 men died.", "anonymous"),
    ("The Norvik news agency said 12 men died.", "agency"),
    ("A report said 12 men died.", "document"),
    ("Amal Deri said 12 men died.", "person"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_kind_of_a_source(text: str, kind: str) -> None:
    """A heavier noun overrides a lighter head; a bare name is a person."""
    report = at(text, "12")
    assert report is not None
    assert report.attribution.chain[0].kind == kind


HEADLINES = [
    ("Police: 12 men safe\n\nThe port was shut.", ["Police"]),
    ("12 men safe: police\n\nThe port was shut.", ["police"]),
    ("Norvik storm: 12 men safe\n\nThe port was shut.", []),
]


@pytest.mark.parametrize(("text", "expected"), HEADLINES)
def test_the_colon_of_a_headline(text: str, expected: list[str]) -> None:
    """A source before or after the colon of a line of its own; no other word there is taken for one."""
    assert chain(text) == expected


INNER = [
    ("She said she believed the ferry had sunk.", [False, True]),
    ("“Police say the ferry has sunk,” said Amal Deri.", [False, True]),
    ("Police said the ferry had sunk, Radio Norvik reported.", [False, False]),
    ("The mayor said the port was shut. Police said the ferry had sunk.", [False, False]),
]


@pytest.mark.parametrize(("text", "expected"), INNER)
def test_what_a_quoted_speaker_hands_on_is_inner(text: str, expected: list[bool]) -> None:
    """A report within a quotation, or of the same source within its own content, is no statement of the outlet's."""
    assert sorted(r.inner for r in read(text)) == expected


CONTENTS = [
    ("“The ferry sank,” Amal Deri told a friend who had asked.", ["“The ferry sank,”"]),
    ("Asked whether it was safe, Amal Deri said the ferry sank.", ["the ferry sank"]),
    ("Amal Deri was asked whether it was safe.", ["whether it was safe"]),
    ("After the storm, the mayor walked out, saying it was over.", ["it was over"]),
    ("The mayor went through the losses:\n\n“The ferry and the bridge.”", ["“The ferry and the bridge.”"]),
    ("The council, which has pledged to rebuild the port, met.", ["to rebuild the port, met"]),
    ("The poll showed a fall of trust.", ["a fall of trust"]),
    ("The support for the mayor grew.", []),
]


@pytest.mark.parametrize(("text", "expected"), CONTENTS)
def test_what_is_said(text: str, expected: list[str]) -> None:
    """The pieces of the content of the outermost report."""
    found = [r for r in read(text) if not r.inner]
    assert [p.text for r in found[-1:] for p in r.content] == expected


def test_content_that_the_cue_interrupts_has_two_pieces() -> None:
    """Both sides of ", police say," are content, and neither holds the words between."""
    (report,) = read("The boat, police say, sank at once.")
    assert [p.text for p in report.content] == ["The boat", "sank at once"]


SEED = """police the mayor Deri said , . : “ ” " that told Reuters according to quoted as saying by citing who and but
denied 12 men died on Monday in a statement reports of not he it – ( ) 's İ ß \u200b 😀"""
WORDS = st.sampled_from([*SEED.split(), "\n\n"])


@given(st.lists(WORDS, max_size=40))
@settings(max_examples=150, deadline=None)
def test_every_span_is_its_text_and_nothing_raises(words: list[str]) -> None:
    """Whatever the words, every span of every report is the document's text at its offsets, and the chain is short."""
    text = " ".join(words)
    for report in read(text):
        spans = [*report.content, *report.attribution.chain]
        spans += [s.mention for s in report.attribution.chain if s.mention]
        assert report.content
        assert (report.stance not in ("retracts", "asks")) <= len(report.attribution.chain) <= 4
        assert all(text[s.start : s.end] == s.text for s in spans)


@pytest.mark.parametrize("unit", ["“", '"', "said ", ", police said", "the ", "according to "])
def test_long_repetition_takes_time_in_proportion(unit: str) -> None:
    """A line of one thing repeated is read within a second for every 60,000 characters."""
    text = (unit * 20000)[:60000]
    d = document(text)
    analysis = annotate(d)
    reports(d, analysis)
