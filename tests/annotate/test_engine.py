"""The engine's reading of a document as records, with scores drawn by chance: the form must hold whatever they say."""

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.annotate import annotate, pipeline
from asof.annotate.engine import session
from asof.annotate.engine.attributed import Attributed
from asof.annotate.engine.engine import Engine
from asof.annotate.engine.labels import DEPS, POINTERS, TAGGERS, UPOS
from asof.annotate.engine.reading import read
from asof.annotate.engine.scores import Scores
from asof.annotate.engine.shipped import present, shipped, weights
from asof.annotate.engine.windows import LONGEST, OVERLAP, Window, cuts
from asof.records import Document, Name, Sentence, Token, span_of
from tests.annotate.engine_factory import Letters, drawn

lengths = st.lists(st.integers(1, 150), min_size=1, max_size=4)


def bounds_of(sizes):
    """Bounds of sentences of these lengths."""
    ends = np.cumsum(sizes).tolist()
    return list(zip([0, *ends], ends, strict=False))


@settings(max_examples=12, deadline=None)
@given(lengths)
def test_a_reading_is_well_formed(sizes):
    """Each sentence has one root, to which all its words come; spans lie in order; each sentence has a vector."""
    bounds = bounds_of(sizes)
    words = [f"w{n}" for n in range(bounds[-1][1])]
    made = read(words, bounds, Letters(), drawn)
    assert len(made.upos) == len(made.heads) == len(made.deps) == len(words)
    for first, last in bounds:
        assert sum(made.heads[w] == w for w in range(first, last)) == 1
        assert all(first <= made.heads[w] < last for w in range(first, last))
        assert all(rooted(made.heads, w) for w in range(first, last))
    for spans in made.spans.values():
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert len(made.vectors) == len(bounds)
    assert len(made.counts) == len(made.certainties)


def rooted(heads, word):
    """Whether a word comes to a root."""
    for _ in heads:
        if heads[word] == word:
            return True
        word = heads[word]
    return heads[word] == word


def test_a_sentence_longer_than_a_window_has_one_root():
    """The parts of a sentence that was cut hang on the first part's root."""
    size = 2 * LONGEST
    made = read(["ab"] * size, [(0, size)], Letters(), drawn)
    assert sum(h == w for w, h in enumerate(made.heads)) == 1
    assert "parataxis" in made.deps


TEXT = "Police in Norvik said 12 miners were freed."


def scripted(window, certain=9):
    """Scores that say what stands in TEXT: who said what, how many, a place; `certain`: of what belongs together."""
    size = len(window.starts)
    tags = np.zeros((size, sum(map(len, TAGGERS.values()))), np.float32)
    offsets = dict(zip(TAGGERS, np.cumsum([0, *map(len, TAGGERS.values())]).tolist(), strict=False))
    for layer, word, label in [
        ("attribution", 0, "B-source"), ("attribution", 1, "I-source"), ("attribution", 2, "I-source"),
        ("attribution", 3, "B-cue"), ("attribution", 4, "B-content"), ("attribution", 5, "I-content"),
        ("names", 2, "B-Location"), ("names", 0, "B-Organization"), ("names", 5, "B-NORP"),
        ("counts", 4, "B-freed"), ("population", 5, "B-population"), ("certainty", 4, "PR+"), ("upos", 3, "VERB"),
    ]:  # fmt: skip
        tags[word, offsets[layer] + TAGGERS[layer].index(label)] = 9
    pointers = {name: np.zeros((size, size), np.float32) for name in POINTERS}
    pointers["cue"][:, 3] = certain
    pointers["counted"][:, 4] = certain
    of, to = np.zeros((size, len(DEPS), 3), np.float32), np.zeros((size, 2), np.float32)
    return Scores(tags, pointers, of, to, np.arange(size * 4, dtype=np.float32).reshape(size, 4))


def read_text(rules=(), runner=scripted):
    """TEXT as the scripted engine reads it."""
    words = ["Police", "in", "Norvik", "said", "12", "miners", "were", "freed", "."]
    tokens, at = [], 0
    for word in words:
        at = TEXT.index(word, at)
        tokens.append(Token(start=at, end=at + len(word), text=word, lower=word.lower()))
    sentences = (Sentence(start=0, end=len(TEXT), first=0, last=len(words)),)
    document = Document(document="norvik", text=TEXT, sha256="")
    return Engine(Letters(), runner, "t").analyse(document, tuple(tokens), sentences, rules)


def test_marks_say_what_belongs_together():
    """Source, cue and content carry one number; so do a count, its certainty and its population."""
    made = read_text()
    assert [(m.layer, m.label, m.text) for m in made.marks] == [
        ("attribution", "source:1", "Police in Norvik"), ("attribution", "cue:1", "said"),
        ("certainty", "PR+:1", "12"), ("counts", "freed:1", "12"), ("attribution", "content:1", "12 miners"),
        ("names", "NORP", "miners"), ("population", "population:1", "miners"),
    ]  # fmt: skip
    assert all(TEXT[m.start : m.end] == m.text for m in map(span_of, made.marks))
    assert {m.made_by for m in made.marks} == {"engine/t"}


def test_what_points_nowhere_belongs_to_nothing():
    """A source or content whose words choose no cue is not given to the only one there is; all three are told alone."""
    made = read_text(runner=lambda window: scripted(window, certain=0))
    marks = [m for m in made.marks if m.layer == "attribution"]
    assert [(m.label, m.alone) for m in marks] == [("source:0", True), ("cue:0", True), ("content:0", True)]
    assert not any(m.alone for m in read_text().marks)


def test_a_window_begins_with_the_end_of_the_one_before():
    """Whole sentences of few subwords are read twice, long ones once; every word is in some window, in order."""
    sizes, sentences = [1] * 600, [(at, at + 30) for at in range(0, 600, 30)]
    bounds = list(cuts(sizes, sentences, OVERLAP))
    assert bounds[0] == (0, 240)
    assert all(after[0] == before[1] - 60 for before, after in pairwise(bounds))
    assert bounds[-1][1] == 600
    assert list(cuts(sizes, [(0, 200), (200, 400), (400, 600)], OVERLAP)) == [(0, 200), (200, 400), (400, 600)]


def test_a_quotation_joins_its_cue_across_windows():
    """The cue stands in one window, the content runs on into the next: what both windows say ties them."""
    said = Attributed(6)
    for window in (Window(0, 4, [], [], []), Window(2, 6, [], [], [])):
        tags = np.zeros((4, sum(map(len, TAGGERS.values()))), np.float32)
        offset = list(TAGGERS).index("attribution")
        place = sum(map(len, list(TAGGERS.values())[:offset]))
        for word, label in [(2, "B-cue"), (3, "B-content"), (4, "I-content"), (5, "I-content")]:
            if window.first <= word < window.last:
                tags[word - window.first, place + TAGGERS["attribution"].index(label)] = 9
        pointers = dict.fromkeys(POINTERS, np.zeros((4, 4), np.float32))
        pointers["cue"][:, 2 - window.first] = 9
        said.add(window, Scores(tags, pointers, np.zeros((4, len(DEPS), 3)), np.zeros((4, 2)), np.zeros((4, 4))))
    spans, groups = said.groups()
    assert [(s[:3]) for s in spans] == [(2, 3, "cue"), (3, 6, "content")]
    assert [(g.head[:3], [m[:3] for m in g.members]) for g in groups] == [((2, 3, "cue"), [(3, 6, "content")])]


def test_names_are_mapped_and_tied():
    """The heads' types become ours; a nationality is no name; each name has its entity."""
    made = read_text()
    assert [(n.text, n.type, n.entity) for n in made.names] == [
        ("Police", "organisation", "e1"), ("Norvik", "place", "e2"),
    ]  # fmt: skip


def test_the_rules_tell_outlets_from_other_organisations():
    """Where the rules see a finer kind on the same words, it stands; another type of theirs does not."""
    police = Name(start=0, end=6, text="Police", type="group", made_by="r")
    norvik = Name(start=10, end=16, text="Norvik", type="outlet", made_by="r")
    assert [n.type for n in read_text((police, norvik)).names] == ["group", "place"]


def test_an_outlet_that_the_rules_know_stays_whole():
    """Where the engine sees two names inside the name of an outlet, the outlet is the name."""
    outlet = Name(start=0, end=len("Police in Norvik said"), text="Police in Norvik said", type="outlet", made_by="r")
    assert [(n.text, n.type) for n in read_text((outlet,)).names] == [("Police in Norvik said", "outlet")]


def test_tokens_and_vectors():
    """Tokens keep their words and gain syntax; the vector of a sentence is the mean of its words', of length 127."""
    made = read_text()
    assert made.tokens[3].upos == "VERB"
    assert {t.upos for t in made.tokens} <= set(UPOS)
    assert [t.text for t in made.tokens if t.head == made.tokens.index(t)] == [
        t.text for t in made.tokens if t.dep == "root"
    ]
    vector = np.frombuffer(made.vectors, np.int8).astype(int)
    assert made.vector_size == len(vector) == 4
    assert abs(np.sqrt((vector**2).sum()) - 127) < 2


def test_no_tokens_are_no_analysis():
    """An empty document has no layers, and raises nothing."""
    made = Engine(Letters(), drawn, "t").analyse(Document(document="d", text="", sha256=""), (), (), ())
    assert (made.tokens, made.names, made.marks, made.vectors) == ((), (), (), b"")


def test_an_engine_fills_the_analysis(monkeypatch):
    """With an engine its layers are in the analysis, and places and quantities still stand."""
    monkeypatch.setattr(pipeline, "shipped", lambda: Engine(Letters(), drawn, "t"))
    made = annotate(Document(document="norvik", text=TEXT + " 7 were held in Paris.", sha256=""))
    assert made.made_by == "rules+engine/t"
    assert all(t.upos for t in made.tokens)
    assert len(made.vectors) == len(made.sentences) * made.vector_size
    assert [q.text for q in made.quantities] == ["12", "7"]


@pytest.mark.skipif(present(weights()), reason="weights are shipped")
def test_without_weights_the_rules_stand_alone():
    """No engine is found where no weights are, and the analysis says that rules made it."""
    assert shipped() is None
    made = annotate(Document(document="norvik", text=TEXT, sha256=""))
    assert (made.made_by, made.marks, made.vectors) == ("rules", (), b"")


def card(folder, **changed):
    """Weights that fit, but for what is changed."""
    (folder / session.GRAPH).write_bytes(b"graph")
    (folder / session.TOKENIZER).write_bytes(b"tokenizer")
    files = {name: session.fingerprint(folder / name) for name in (session.GRAPH, session.TOKENIZER)}
    row = {"version": "t", "agreement": session.agreement(), "files": files} | changed
    (folder / session.CARD).write_text(json.dumps(row))


def test_weights_that_fit_are_taken(tmp_path):
    """A card with this code's labels and the files' checksums is accepted."""
    card(tmp_path)
    assert session.checked(tmp_path)["version"] == "t"


def test_weights_of_other_labels_are_refused(tmp_path):
    """The error names what differs and what to do."""
    card(tmp_path, agreement=session.agreement() | {"relations": ["root"], "longest": 128})
    with pytest.raises(session.WeightsError, match="differ in longest, relations; install weights and code of one"):
        session.checked(tmp_path)


@pytest.mark.parametrize("name", [session.GRAPH, session.TOKENIZER])
def test_damaged_weights_are_refused(tmp_path, name):
    """A file that is not the one the card describes, or is missing, is named."""
    card(tmp_path)
    (tmp_path / name).write_bytes(b"other")
    with pytest.raises(session.WeightsError, match=f"{name} is not the file"):
        session.checked(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(session.WeightsError, match=f"{name} is not the file"):
        session.checked(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"agreement": 1}'])
def test_a_card_that_is_none_is_refused(tmp_path, text):
    """Whatever stands in the card's place, the error is the same clear one."""
    (tmp_path / session.CARD).write_text(text)
    with pytest.raises(session.WeightsError, match="cannot be read as a card"):
        session.checked(tmp_path)
