"""What of a document is shown around claims, and how marks nest."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from asof.records import Passage, Range
from asof.tell.excerpt import PARAGRAPH_LIMIT, SIDE, around, excerpts, pieces
from tests.tell import factory

MARKS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


@given(st.text(min_size=30, max_size=40), MARKS)
def test_marks_hold_exactly_their_words_and_nest(text: str, ends: list[tuple[int, int]]) -> None:
    """For any marks, nested or crossing, the pieces under each make up its words, and all that opens closes."""
    marks = [(a, b, f"m{n}") for n, (a, b) in enumerate(ends)]
    words: dict[str, str] = {}
    stack: list[str] = []
    shown = ""
    for piece in pieces(text, 0, len(text), marks):
        del stack[len(stack) - piece.close :]
        stack += piece.open
        shown += piece.text
        for mark in stack:
            words[mark] = words.get(mark, "") + piece.text
    assert not stack
    assert shown == text
    assert words == {name: text[a:b] for a, b, name in marks if a < b}


@given(st.text(alphabet="ab \n.", min_size=1, max_size=1500), st.data())
def test_an_excerpt_holds_its_claim_and_is_bounded(text: str, data: st.DataObject) -> None:
    """Whatever the text, what is shown holds the claim, stays in its passage and is no longer than allowed."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 20)))
    doc = factory.document("x", None, "2031-03-04", None, text)
    claim = factory.count(factory.document("y", None, "2031-03-04", None, "12"), "12", "killed", (12, 12))
    claim = replace(
        claim,
        span=replace(claim.span, start=start, end=end, text=text[start:end]),
        sentence=Range(start=0, end=len(text)),
    )
    shown = around(doc, claim)
    assert 0 <= shown.start <= start < end <= shown.end <= len(text)
    assert shown.end - shown.start <= max(PARAGRAPH_LIMIT, 2 * SIDE + 20)


def test_an_excerpt_stays_in_its_passage() -> None:
    """The headline is not shown with a claim of the body beside it."""
    doc = factory.document("x", None, "2031-03-04", None, "Mine seized 12 held.")
    doc = replace(doc, passages=(Passage(start=0, end=11, part="headline"), Passage(start=11, end=20, part="body")))
    claim = factory.count(doc, "12", "held", (12, 12))
    shown = around(doc, claim)
    assert doc.text[shown.start : shown.end] == "12 held."


def test_overlapping_excerpts_become_one() -> None:
    """Two claims of one paragraph are shown in one stretch, each once."""
    doc = factory.documents()["wire-2"]
    claims = [c for c in factory.claims(factory.documents()).values() if c.document == "wire-2"]
    (one,) = excerpts(doc, claims)
    assert sorted(one.claims) == sorted(c.id for c in claims)


def test_full_text_shows_every_passage() -> None:
    """With full_text all of the document is shown."""
    doc = factory.documents()["courier-1"]
    assert "".join(doc.text[e.start : e.end] for e in excerpts(doc, [], full_text=True)) == doc.text
