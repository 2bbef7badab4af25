"""Statement claims: one for each report."""

from asof.annotate import annotate
from asof.extract.attribution import reports
from asof.extract.statements import statements
from asof.records import Document, Passage, Published, StatementClaim

TEXT = "Storm: two safe\n“It sank,” Amal Deri said. “At once.” The mayor denied that it had. It sank, police said."


def claims() -> tuple[StatementClaim, ...]:
    d = Document(
        document="d",
        text=TEXT,
        sha256="0" * 64,
        published=Published(value="2026-03-04", precision="day", reason="stated"),
        passages=(Passage(start=0, end=16, part="headline"), Passage(start=16, end=len(TEXT), part="body")),
    )
    analysis = annotate(d)
    return statements(d, analysis, reports(d, analysis))


def test_each_report_is_a_statement() -> None:
    """Span, content, factuality, part and time of each statement are those of its report."""
    said, refused, sank = claims()
    assert [p.text for p in said.content] == ["“It sank,”", "“At once.”"]
    assert said.span == said.content[0]
    assert (refused.factuality, sank.factuality) == ("CT-", "CT+")
    assert {(c.part, c.asserted_at) for c in claims()} == {("body", "2026-03-04")}


def test_ids_tell_statements_of_one_place_apart() -> None:
    """No two statements of a document have one id, and a second reading gives the same ids."""
    ids = [c.id for c in claims()]
    assert len(set(ids)) == len(ids)
    assert ids == [c.id for c in claims()]
