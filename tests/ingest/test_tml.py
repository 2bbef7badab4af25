"""TimeML: one offset space that other programs share."""

import pytest

from asof.ingest import read

TML = """<?xml version="1.0" ?>
<TimeML><DOCID>x</DOCID><DCT><TIMEX3 tid="t0" type="TIME" value="{dct}">x</TIMEX3></DCT>
<TITLE>Miners &amp; men</TITLE>
<TEXT>
The <EVENT eid="e1">freeing</EVENT> of Miners &amp; men, on <TIMEX3 tid="t1">Tuesday</TIMEX3>, took 2 &lt; 3 hours.
</TEXT></TimeML>
"""


def document(tmp_path, dct="2026-03-04"):
    (tmp_path / "x.tml").write_text(TML.format(dct=dct))
    (reading,) = read([str(tmp_path / "x.tml")])
    return reading.document


def test_tags_go_entities_are_decoded_and_the_first_newline_stays(tmp_path):
    """The text is what stands between the tags of TEXT, character for character; the title is not added."""
    d = document(tmp_path)
    assert d.text == "\nThe freeing of Miners & men, on Tuesday, took 2 < 3 hours.\n"
    assert (d.document, d.title) == ("x", "Miners & men")


@pytest.mark.parametrize(
    ("dct", "value", "precision"),
    [("2026-03-04", "2026-03-04", "day"), ("20260304", "2026-03-04", "day"), ("2026-03-04T10:00", "2026-03-04", "day"),
     ("2026-03", "2026-03", "month"), ("soon", None, "unknown")],
)  # fmt: skip
def test_the_creation_time_is_the_publication(tmp_path, dct, value, precision):
    """DCT in its forms; what is no date is unknown, and says so."""
    published = document(tmp_path, dct).published
    assert (published.value, published.precision) == (value, precision)
