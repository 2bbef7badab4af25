"""Mail: headers, quotations, signatures, attachments; boxes one message at a time."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from asof.ingest import ReadOptions, read
from asof.ingest.letters import flowed, marks
from asof.records import Reading, Rejected
from bench.ingest import seeds


def readings(path: Path, **options: object) -> dict[str, Reading]:
    found = read([str(path)], ReadOptions(**options))
    return {r.document.document: r for r in found if isinstance(r, Reading)}


def rejected(path: Path, **options: object) -> list[str]:
    return [r.reason for r in read([str(path)], ReadOptions(**options)) if isinstance(r, Rejected)]


def parts(reading: Reading) -> list[tuple[str, str | None, str]]:
    text = reading.document.text
    return [(p.part, p.asserted_at, text[p.start : p.end].strip()) for p in reading.document.passages]


def letter(body: str, **headers: str) -> bytes:
    message = EmailMessage()
    for name, value in ({"From": "press@port.example", "Subject": "Port"} | headers).items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message.as_bytes()


def test_a_mail_says_who_when_and_what(tmp_path):
    """Date, sender and subject are publication, outlet and headline; quoted mail has its own time."""
    (tmp_path / "a.eml").write_bytes(seeds.mail())
    reading = readings(tmp_path / "a.eml")["a"]
    document = reading.document
    assert (document.published.value, document.published.reason) == (
        "2026-03-04T09:12:00Z",
        "stated by the mail's header",
    )
    assert (document.outlet, document.title) == ("Norvik Courier Alerts", "Sailors ashore – update")
    found = parts(reading)
    assert [(part, at) for part, at, words in found if words] == [
        ("body", None), ("quote", "2026-03-03"), ("body", None), ("boilerplate", None), ("headline", None),
    ]  # fmt: skip
    assert "Ten sailors" in found[1][2]
    assert found[3][2].startswith("--")


def test_attached_files_are_documents_of_their_own(tmp_path):
    """A PDF and a mail are read, a picture is counted; each is named after its mail."""
    (tmp_path / "a.eml").write_bytes(seeds.mail())
    found = readings(tmp_path / "a.eml")
    assert sorted(found) == ["a", "a/part-5", "a/statement"]
    assert found["a/statement"].media_type == "application/pdf"
    assert found["a/statement"].document.published.value == "2026-03-04T09:12:00Z"
    assert found["a/part-5"].document.published.value == "2026-03-03T09:00:00Z"
    assert rejected(tmp_path / "a.eml") == ["attachments passed over: 1 image/png"]


def test_a_box_is_read_message_by_message(tmp_path):
    """Ids are the messages' own; a quoted "From " is no message; one that is too large is set aside alone."""
    line = b"From a@port.example Wed Mar  4 10:12:00 2026\n"
    first = letter("The quay was shut.\n\nFrom there, nothing is known.\n", Message_ID="<1@port.example>")
    large = letter("word " * 5000, Message_ID="<2@port.example>")
    last = letter("The quay is open.\n", Message_ID="<3@port.example>")
    (tmp_path / "box.mbox").write_bytes(b"\n".join(line + raw for raw in (first, large, last)))
    found = readings(tmp_path / "box.mbox", max_bytes=10_000)
    assert sorted(found) == ["1@port.example", "3@port.example"]
    assert "From there" in found["1@port.example"].document.text
    assert rejected(tmp_path / "box.mbox", max_bytes=10_000) == ["a mail of more than 0.0 MB"]


def test_a_page_for_the_words_of_a_mail_is_read_as_a_page(tmp_path):
    """Where there are no plain words, those of the page are taken, however few."""
    message = EmailMessage()
    message["From"], message["Subject"] = "press@port.example", "Quay"
    message.set_content("<html><body><p>The quay was shut at <b>noon</b>.</p></body></html>", subtype="html")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    assert readings(tmp_path / "a.eml")["a"].document.text == "The quay was shut at noon.\n\nQuay"


def test_a_mail_passed_on_keeps_its_time(tmp_path):
    """The headers over it are boilerplate; its words are a report of the time that they name."""
    text = (
        "See below.\n\n---------- Forwarded message ---------\nFrom: Harbour office <office@port.example>\n"
        "Date: Tue, 3 Mar 2026 07:30 +0000\nSubject: quay\nTo: <press@port.example>\n\nThe quay was shut at six.\n"
    )
    found = [(m.part, m.asserted_at, text[m.start : m.end].strip()[:10]) for m in marks(text)]
    assert found == [("boilerplate", None, "----------"), ("body", "2026-03-03T07:30:00Z", "The quay w")]


def test_an_answered_mail_is_a_quotation():
    """The block that programs put under an answer: its words are the earlier writer's."""
    head = "-----Original Message-----\nFrom: A\nSent: 3 March 2026\nTo: B\nSubject: quay\n"
    text = f"Thanks.\n\n{head}\nThe quay was shut.\n"
    assert [(m.part, m.asserted_at) for m in marks(text)] == [("boilerplate", None), ("quote", "2026-03-03")]


@pytest.mark.parametrize(
    "text", ["On the quay, an officer wrote:\nno list.", "From: here to there\nnothing came.", "- - -\n--x"]
)
def test_words_that_look_like_leads_are_the_writers(text):
    """Without quoted lines or a block of headers nothing is a quotation."""
    assert marks(text) == ()


def test_flowed_lines_run_on():
    """RFC 3676: a line that ends in a space goes on; quoted depths and signatures do not."""
    assert flowed("The quay \nwas shut.\n> and \n> open\n-- \nPort") == "The quay was shut.\n> and open\n-- \nPort"


@pytest.mark.parametrize(
    "head",
    ["Subject: =?utf-8?b?////?=\nFrom: a@b", "Subject: =?x-none?q?a?=\nFrom: a@b", 'From: "\nSubject: a\nDate: never'],
)
def test_torn_headers_stop_nothing(tmp_path, head):
    """Encodings that are none, addresses that are none, dates that are none."""
    (tmp_path / "a.eml").write_text(head + "\n\nThe quay was shut.\n")
    assert "The quay was shut." in readings(tmp_path / "a.eml")["a"].document.text


def test_mails_within_mails_end_somewhere(tmp_path):
    """The third mail inside another is counted, not opened."""
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "a@port.example", "deepest"
    inner.set_content("The quay was shut.\n")
    for depth in range(6):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "a@port.example", f"depth {depth}"
        outer.set_content("See the mail.\n")
        outer.add_attachment(inner)
        inner = outer
    (tmp_path / "a.eml").write_bytes(inner.as_bytes())
    assert len(readings(tmp_path / "a.eml")) == 3
    assert rejected(tmp_path / "a.eml")[-1] == "attachments passed over: 1 too many or too deep"


def test_a_mail_that_is_all_quotation_and_signature_is_tiled(tmp_path):
    """The blank line between them belongs to some passage."""
    raw = "From: a@b.example\nSubject: x\nDate: Wed, 04 Mar 2026 10:12:00 +0100\n\n> Ten were brought.\n\n-- \nx\n"
    (tmp_path / "a.eml").write_text(raw)
    (found,) = read([str(tmp_path / "a.eml")])
    edges = [0, *(p.end for p in found.document.passages)]
    assert [p.start for p in found.document.passages] == edges[:-1]
    assert edges[-1] == len(found.document.text)
