"""Mail: a message (.eml, RFC 5322 and MIME) or a box of them (.mbox, RFC 4155), one message in memory at a time.

The `Date` is the publication, the sender the outlet, the subject the headline. Attached files of known formats are
documents of their own, named after their mail; a mail attached to a mail is one too.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Any, BinaryIO

from msgspec.structs import replace

from asof.ingest.decode import decode
from asof.ingest.draft import Draft, Material, Reader, Stated
from asof.ingest.fragments import text_of
from asof.ingest.inputs import ending_of
from asof.ingest.letters import flowed, marks
from asof.ingest.nested import Inner, drafts
from asof.ingest.options import ReadOptions
from asof.ingest.readers import by_ending, html, jsonl
from asof.records import Record, Rejected

_DEPTH = 3
_LINE = 1_000_000
_SHORT = 200
_FROM = re.compile(rb"From \S.{0,200}\d\d?:\d\d(?::\d\d)?.{0,40}\d{4}")
_NAMES = (
    rb"(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version|Reply-To|X-[\w-]{1,40}"
    rb"|DKIM-Signature|ARC-[\w-]{1,40}|List-[\w-]{1,20}|Content-[\w-]{1,30}|Sender|Cc)"
)
_HEADERS = re.compile(rb"(?:From [^\r\n]+\r?\n)?(?:" + _NAMES + rb":[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2}", re.I)
_READ_TYPES = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


class Letter(Record, frozen=True, kw_only=True):
    """One message: its id, its hash, where it lies, its bytes and its parts."""

    name: str
    key: str
    input: str
    raw: bytes
    message: Any


Found = Letter | Inner | Rejected


def messages(file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The messages of a box with their numbers, from 1; None for one of more than `limit` bytes."""
    lines: list[bytes] = []
    size, number, blank = 0, 0, True
    while line := file.readline(_LINE):
        if blank and line.startswith(b"From ") and _FROM.match(line):
            if number:
                yield number, b"".join(lines) if size <= limit else None
            number, size, lines, blank = number + 1, 0, [], False
            continue
        blank = line in (b"\n", b"\r\n")
        size += len(line)
        if number and size <= limit:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
    if number:
        yield number, b"".join(lines) if size <= limit else None


def letters(material: Material, options: ReadOptions) -> Iterator[Found]:
    """Every message of an input with its attachments, in order; the same each time."""
    with material.open() as file:
        if file.read(5) != b"From ":
            file.seek(0)
            whole = file.read(options.max_bytes + 1)
            fits = whole if len(whole) <= options.max_bytes else None
            yield from _letter(fits, material.base, material.input, options)
            return
        file.seek(0)
        for number, raw in messages(file, options.max_bytes):
            yield from _letter(raw, None, f"{material.input}:{number}", options)


def _letter(raw: bytes | None, name: str | None, input_: str, options: ReadOptions) -> Iterator[Found]:
    if raw is None:
        yield Rejected(input=input_, reason=f"a mail of more than {options.max_bytes / 1e6:.1f} MB")
        return
    try:
        message = message_from_bytes(raw)
    except Exception as error:  # the parser of the standard library fails on some torn headers, in several ways
        yield Rejected(input=input_, reason=f"not a sound mail ({type(error).__name__})")
        return
    if not message.keys():
        yield Rejected(input=input_, reason="not a mail: it has no headers")
        return
    key = hashlib.sha256(raw).hexdigest()[:8]
    letter = Letter(name=name or _id(message, key), key=key, input=input_, raw=raw, message=message)
    yield letter
    yield from _attachments(letter, options, 1)


def _id(message: Any, key: str) -> str:
    """A message's own id, by which it is known in every box; its hash where it has none that can be written."""
    said = re.sub(r"[^\w.+@=-]", "", _header(message, "Message-ID"))
    return said if 3 < len(said) <= 120 else f"mail-{key}"


def _attachments(letter: Letter, options: ReadOptions, depth: int) -> Iterator[Inner | Letter | Rejected]:
    """The attached files of known formats; how many others there are is said once."""
    passed: Counter[str] = Counter()
    for number, part in enumerate(_leaves(letter.message), 1):
        file = _file_name(part)
        kind = part.get_content_type()
        if file is None and kind != "message/rfc822":
            continue
        name, at = f"{letter.name}/{_stem(file) or f'part-{number}'}", f"{letter.input}:{number}"
        if number > options.max_parts or (kind == "message/rfc822" and depth >= _DEPTH):
            passed["too many or too deep"] += 1
        elif kind == "message/rfc822":
            inner = next((m for m in part.get_payload() if isinstance(m, Message)), None)
            if inner is not None:
                raw = _bytes(inner)
                own = Letter(name=name, key=hashlib.sha256(raw).hexdigest()[:8], input=at, raw=raw, message=inner)
                yield own
                yield from _attachments(own, options, depth + 1)
        elif _ending(file or "", kind):
            raw = _payload(part)
            kind = by_ending()[_ending(file or "", kind)].media_type
            material = Material(input=at, base=name, raw=raw, media_type=kind)
            sent = _said(letter.message)
            key = hashlib.sha256(raw).hexdigest()[:8]
            yield Inner(name=name, key=key, material=material, outlet=sent.outlet, sent=sent.published)
        else:
            passed[kind] += 1
    if passed:
        what = ", ".join(f"{n} {kind}" for kind, n in sorted(passed.items()))
        yield Rejected(input=letter.input, reason=f"attachments passed over: {what}"[:300])


def _leaves(message: Any) -> Iterator[Any]:
    """The parts of a message that are no containers, without a look into mails that are attached to it."""
    stack = [message]
    while stack:
        part = stack.pop()
        if part.get_content_type() != "message/rfc822" and part.is_multipart():
            stack.extend(p for p in reversed(part.get_payload()) if isinstance(p, Message))
        else:
            yield part


def _file_name(part: Any) -> str | None:
    """The name of an attached file; None for a part of the letter itself."""
    try:
        name = part.get_filename()
    except Exception:  # names in several pieces and charsets: a torn one is no name
        name = None
    attached = str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")
    text = part.get_content_type() in ("text/plain", "text/html")
    if not name and not attached and (text or part.get_content_maintype() == "multipart"):
        return None
    return _decoded(name or "").replace("\\", "/").rpartition("/")[2]


def _stem(file: str | None) -> str:
    name = re.sub(r"[^\w .+@=-]", "_", file or "").strip(" .")
    return name.removesuffix(ending_of(name))[:80]


def _ending(file: str, kind: str) -> str:
    """The ending by which an attached file is read; "" where it is not."""
    ending = ending_of(file)
    if ending in by_ending():
        return ending
    return _READ_TYPES.get(kind, "") if ending in ("", ".dat", ".bin") else ""


def _payload(part: Any) -> bytes:
    try:
        raw = part.get_payload(decode=True)
    except Exception:  # a torn encoding
        raw = None
    return raw if isinstance(raw, bytes) else b""


def _bytes(message: Any) -> bytes:
    try:
        return bytes(message.as_bytes())
    except Exception:  # headers that cannot be written again
        return _payload(message)


def _decoded(value: object) -> str:
    """A header with its encoded words (RFC 2047) decoded."""
    text = str(value)
    try:
        text = str(make_header(decode_header(text)))
    except Exception:  # an encoding that is none
        text = str(value)
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())[:1000]


def _header(message: Any, name: str) -> str:
    return _decoded(message.get(name) or "")


def _said(message: Any) -> Stated:
    """What a mail's headers say."""
    name, address = parseaddr(_header(message, "From")[:300])
    return Stated(
        title=_header(message, "Subject") or None,
        published=_header(message, "Date") or None,
        outlet=name.strip() or address.rpartition("@")[2] or None,
        language=_header(message, "Content-Language").partition(",")[0] or None,
    )


# --- the words -----------------------------------------------------------------------------------------------------


def _words(letter: Letter, options: ReadOptions) -> Draft | Rejected:
    """The document of the letter itself: its plain words, or its page where the plain ones are a mere notice."""
    parts = [p for p in _leaves(letter.message) if _file_name(p) is None]
    plain = "\n\n".join(filter(None, (_plain(p).strip("\r\n") for p in parts if p.get_content_type() == "text/plain")))
    pages = [p for p in parts if p.get_content_type() == "text/html"]
    page = _page(pages[0], letter, options) if pages else None
    said = _said(letter.message)
    if page is not None and len(plain) < max(_SHORT, 0.6 * len(page.text)):
        draft = page
    else:
        draft = Draft(text=plain, raw=letter.raw, input=letter.input, marks=marks(plain))
    if draft.headline is None:
        text, headline = jsonl.with_title(draft.text, said.title)
        draft = replace(draft, text=text, headline=headline)
    if not draft.text.strip():
        return Rejected(input=letter.input, reason="a mail without words")
    return replace(
        draft, raw=letter.raw, input=letter.input, name=letter.name, key=letter.key, row=said, markup=Stated(),
        stater="the mail's header", media_type="message/rfc822",
    )  # fmt: skip


def _plain(part: Any) -> str:
    decoded = decode(_payload(part), _charset(part))
    text = decoded.text.replace("\r\n", "\n") if decoded else ""
    if str(part.get_param("format", "")).lower() == "flowed":
        return flowed(text, delsp=str(part.get_param("delsp", "")).lower() == "yes")
    return text


def _page(part: Any, letter: Letter, options: ReadOptions) -> Draft | None:
    """The main text of a mail's page; all of its words where it is too short to have a main text."""
    raw = _payload(part)
    page = html.Page(raw=raw, input=letter.input, charset=_charset(part))
    draft = html.document_of(page, options) if raw else None
    decoded = decode(raw, _charset(part)) if raw else None
    every = text_of(decoded.text, options.max_tags) if decoded else ""
    if isinstance(draft, Draft) and (len(draft.text) >= _SHORT or len(draft.text) >= 0.6 * len(every)):
        return draft
    return Draft(text=every, raw=raw, input=letter.input) if every else None


def _charset(part: Any) -> str | None:
    try:
        charset = part.get_content_charset()
    except Exception:  # a parameter in a charset that is none
        return None
    return charset if isinstance(charset, str) else None


def read(material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """Every mail of an input, and what is attached to them."""
    none = True
    for found in letters(material, options):
        none = False
        if isinstance(found, Letter):
            yield _words(found, options)
        elif isinstance(found, Inner):
            yield from drafts(found, options)
        else:
            yield found
    if none:
        yield Rejected(input=material.input, reason="no mail in it")


def keys(material: Material, options: ReadOptions) -> Iterator[tuple[str | None, str, str]]:
    """The id, hash and place of every mail and attachment."""
    for found in letters(material, options):
        if isinstance(found, Letter):
            yield found.name, found.key, found.input
        elif isinstance(found, Inner):
            yield found.name, found.key, found.material.input


READER = Reader(
    name="mail",
    endings=(".eml", ".mbox", ".mbx"),
    media_type="message/rfc822",
    media_types=("application/mbox",),
    sniff=lambda head: _HEADERS.match(head) is not None and b"multipart/related" not in head,
    read=read,
    keys=keys,
)
