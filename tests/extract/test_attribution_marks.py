"""How the engine's marks become attributions. Outlets are invented."""

import msgspec
import pytest

from asof.annotate import annotate
from asof.extract.attribution import learned
from asof.records import Document, Mark, Passage

TEXT = "Harbour police insisted that 12 miners were freed."


def mark(label: str, words: str) -> Mark:
    start = TEXT.index(words)
    return Mark(
        layer="attribution", start=start, end=start + len(words), text=words, label=label, score=0.9, made_by="engine/t"
    )


@pytest.mark.parametrize(("number", "sources"), [(1, ["Harbour police"]), (0, [])])
def test_only_marks_that_belong_together_make_an_attribution(number: int, sources: list[str]):
    """The number 0 is nobody's: marks that carry it are shown, and join nothing."""
    document = Document(document="d", text=TEXT, sha256="", passages=(Passage(start=0, end=len(TEXT), part="body"),))
    marks = tuple(
        mark(f"{role}:{number}", words)
        for role, words in [
            ("source", "Harbour police"),
            ("cue", "insisted"),
            ("content", "that 12 miners were freed"),
        ]
    )
    made = learned(document, msgspec.structs.replace(annotate(document), marks=marks), ())
    assert [r.attribution.chain[0].text for r in made] == sources
