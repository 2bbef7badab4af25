"""Mutated inputs: input number n is always the same bytes.

A seed of `bench/ingest/seeds.py`, mutated one to thirty times by a generator seeded with n: bytes turned, cut, doubled,
moved; words of formats put in; two seeds spliced; for packed formats what is inside mutated and packed again. In the
first 113,300 inputs formats that are quick to read come more often (`_TURNS`); the others are shared out so that of a
million each of the eleven readers, of however many seeds, is given about 91,000 (`_EVEN`).
"""

import gzip
import random
import zlib

from bench.ingest.seeds import body, docx, seeds

GENERATION = 2
"""Raised with every change of seeds or mutations: numbers of one generation say nothing of another's inputs."""

_TURNS = {
    "docx": 12, "pdf": 14, "text": 12, "tml": 9, "markdown": 6, "sitemap": 8, "jsonl": 6, "html": 7, "note": 6,
    "atom": 4, "rss": 4, "mhtml": 3, "warc.gz": 4, "warc": 2, "mbox": 2, "eml": 1,
}  # fmt: skip
_EVEN_FROM = 113_300
_EVEN = {
    "docx": 77, "pdf": 75, "text": 77, "tml": 81, "markdown": 84, "jsonl": 84, "mhtml": 88, "html": 48, "live": 35,
    "atom": 24, "rss": 20, "sitemap": 29, "warc": 32, "warc.gz": 52, "eml": 20, "mbox": 26, "note": 35,
}  # fmt: skip
_WORDS = (
    b"<", b">", b"</", b"<!--", b"]]>", b"<![CDATA[", b"&amp;", b"&#x0;", b"&a;",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\n\n", b"\n", b"From ",
    b"\nFrom a@b Wed Mar  4 10:12:00 2026\n", b"Content-Type: ", b"Content-Length: 999999999999",
    b"Content-Length: -1", b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n",
    b"multipart/mixed; boundary=b1", b"charset=utf-16", b"charset=\"x\"", b"=?utf-8?b?////?=", b"--b1", b"--b1--",
    b"WARC/1.0\r\n", b"/Length 99999999", b"/Filter /LZWDecode", b"/Filter /ASCII85Decode", b"/Kids [2 0 R]",
    b"/Parent 4 0 R", b"endstream", b"endobj", b"obj", b"xref", b"startxref", b"(((((", b"))))", b"<<", b">>",
    b"[", b"]", b"{", b"}", b'"', b"\\", b"12:00 noon CST", b"10.45am:", b"UPDATED:", b"4 March 2026",
    b"03/04/2026", b"99:99", b"By ", b" - ", b"> ", b"On a, b wrote:", b"-- \n", b"<p>", b"<div>",
    b"<time datetime='", b"<article>", b"<blockquote>", b"<table><tr><td>", b"<script>", b"itemprop='", b"class='",
    b"\xe2\x80\x9c", b"\xe2\x80\xa8", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"1e999", b"NaN", b"-1", b"0",
    b"99999999999999999999", b'{"reports": [', b'"text": null', b'"html": "', b"Update ", b"\t", b" " * 50,
    b"a" * 300, b"1 " * 200, b"<b>" * 100,
)  # fmt: skip

_seeds = seeds()
_names = sorted(_TURNS)


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """A few changes to some bytes."""
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 30))):
        _change(data, chance)
    return bytes(data[:200_000])


def _change(data: bytearray, chance: random.Random) -> None:
    at, size = chance.randrange(len(data) + 1), chance.choice((1, 2, 4, 16, 100, 1000))
    kind = chance.randrange(9)
    if kind == 0 and data:
        data[at % len(data)] = chance.randrange(256)
    elif kind == 1 and data:
        data[at % len(data)] ^= 1 << chance.randrange(8)
    elif kind == 2:
        del data[at : at + size]
    elif kind == 3:
        data[at:at] = data[at : at + size] * chance.choice((1, 2, 10, 50))
    elif kind == 4:
        piece = bytes(data[at : at + size])
        del data[at : at + size]
        to = chance.randrange(len(data) + 1)
        data[to:to] = piece
    elif kind == 5:
        other = _seeds[chance.choice(_names)][1]
        start = chance.randrange(len(other))
        data[at:at] = other[start : start + size]
    elif kind == 6 and chance.random() < 0.2:
        del data[at:]
    elif kind == 7:
        data[at:at] = chance.randbytes(min(size, 100))
    else:
        word = chance.choice(_WORDS)
        data[at : at + chance.choice((0, len(word)))] = word


def made(number: int, only: tuple[str, ...] = ()) -> tuple[str, str, bytes]:
    """The seed's name, the media type and the bytes of an input."""
    chance = random.Random(number)  # noqa: S311 - mutations, no secrets
    turns = _TURNS if number < _EVEN_FROM else _EVEN
    names = [n for n in sorted(turns) if not only or n in only]
    name = chance.choices(names, [turns[n] for n in names])[0]
    media_type, raw = _seeds[name]
    if name == "docx" and chance.random() < 0.7:
        inside = mutated(body([("Bridge closed", "Title"), ("Nobody was hurt, the mayor said.", "")]).encode(), chance)
        return name, media_type, docx(inside.decode("utf-8", "replace"))
    if name == "warc.gz" and chance.random() < 0.7:
        return name, media_type, gzip.compress(mutated(_seeds["warc"][1], chance), 1, mtime=0)
    if name == "pdf" and chance.random() < 0.3:
        return name, media_type, _packed_pdf(chance)
    return name, media_type, mutated(raw, chance)


def _packed_pdf(chance: random.Random) -> bytes:
    """A PDF whose drawing instructions are mutated and then packed."""
    drawn = zlib.compress(
        mutated(b"BT /F1 10 Tf 72 700 Td (Twelve sailors) Tj T* [(were) -250 (saved)] TJ ET " * 3, chance)
    )
    raw = _seeds["pdf"][1]
    start = raw.index(b"<< /Length")
    end = raw.index(b"endstream")
    return raw[:start] + b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\n" % (len(drawn), drawn) + raw[end:]
