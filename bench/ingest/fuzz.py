"""Mutated inputs through every reader: no error, no hang, nothing written, no connection.

python -m bench.ingest.fuzz [--inputs 100000] [--first 0] [--only pdf,rss] [--json]

Input number n is always the same: a seed of `bench/ingest/seeds.py`, mutated one to thirty times by a generator seeded
with n (bytes turned, cut, doubled, moved; words of formats put in; two seeds spliced; for packed formats what is inside
mutated and packed again). Each is read as a run would read it. A finding is: an error that leaves `read`, a fault that
it reports of itself, passages that do not tile their text, more than 5 seconds of CPU, a file opened for writing, a
connection, a program started, or the end of the process. Findings are printed with their numbers.
"""

import argparse
import faulthandler
import gzip
import json
import multiprocessing
import os
import random
import sys
import time
import zlib
from collections import Counter
from typing import Any

from bench.ingest.seeds import body, docx, seeds

SLOW = 5.0
_DEAD = 120
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
_names = sorted(_seeds)


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
    name = chance.choice([n for n in _names if not only or n in only])
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


_wrong: list[str] = []


def _hook(event: str, given: tuple[Any, ...]) -> None:
    """What Python is about to do: writing, connecting and starting programs are findings."""
    if event == "open":
        path, mode, flags = given
        writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & (os.O_WRONLY | os.O_RDWR)
        if writes and path not in ("/dev/null", os.devnull):
            _wrong.append(f"opened {path} for writing")
    elif event in ("socket.connect", "subprocess.Popen", "os.system", "os.remove", "os.rename", "os.mkdir", "os.rmdir"):
        _wrong.append(f"{event} {given!r}"[:200])


def fault(name: str, media_type: str, raw: bytes) -> str | None:
    """What is wrong with how an input is read; None where nothing is."""
    from asof.ingest.draft import Material  # noqa: PLC0415
    from asof.ingest.options import ReadOptions  # noqa: PLC0415
    from asof.ingest.reading import read_materials  # noqa: PLC0415
    from asof.records import Rejected  # noqa: PLC0415

    _wrong.clear()
    before = time.thread_time()
    material = Material(input=name, base=name, raw=raw, media_type=media_type)
    try:
        for item in read_materials([material], ReadOptions(max_seconds=50)):
            if isinstance(item, Rejected):
                if "a fault in asof" in item.reason or "it took longer" in item.reason:
                    return item.reason
                continue
            document = item.document
            edges = [0, *(p.end for p in document.passages)]
            if [p.start for p in document.passages] != edges[:-1] or edges[-1] != len(document.text):
                return f"passages of {document.document!r} do not tile the text"
            document.text.encode("utf-8", "surrogatepass")
    except BaseException as error:  # a KeyboardInterrupt too is a finding: nobody pressed a key
        return f"raised {type(error).__name__}: {error}"[:300]
    spent = time.thread_time() - before
    return f"took {spent:.1f} s" if spent > SLOW else _wrong[0] if _wrong else None


def work(first: int, last: int, only: tuple[str, ...], at: Any, out: Any) -> None:
    """Read inputs from `first` to before `last`; findings go out as they are found."""
    os.nice(19 - os.nice(0))
    fault("warm", "text/html", _seeds["html"][1])  # what is loaded on first use is no finding
    fault(
        "warm",
        "text/plain",
        b"La polic\xc3\xada dijo el martes que los mineros de la mina fueron liberados por la noche",
    )
    for name in _names:
        fault(name, *_seeds[name])
    sys.addaudithook(_hook)
    for number in range(first, last):
        at.value = number
        faulthandler.dump_traceback_later(_DEAD, exit=True)
        name, media_type, raw = made(number, only)
        found = fault(name, media_type, raw)
        faulthandler.cancel_dump_traceback_later()
        if found:
            out.put((number, name, found))
    at.value = last


def main() -> int:
    """Run, print findings; 1 where there is any."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    only = tuple(filter(None, given.only.split(",")))
    context = multiprocessing.get_context("spawn")
    last, first, findings = given.first + given.inputs, given.first, Counter[str]()
    began = time.monotonic()
    while first < last:
        at, out = context.Value("q", first), context.Queue()
        process = context.Process(target=work, args=(first, last, only, at, out))
        process.start()
        said = time.monotonic()
        while process.is_alive() or not out.empty():
            if out.empty():
                time.sleep(0.2)
            else:
                number, name, found = out.get()
                findings[name] += 1
                print(f"{number} {name}: {found}", flush=True)
            if time.monotonic() - said > 60:
                said = time.monotonic()
                print(
                    f"… {at.value - given.first} of {given.inputs}, {said - began:.0f} s", file=sys.stderr, flush=True
                )
        process.join()
        first = at.value if process.exitcode == 0 else at.value + 1
        if process.exitcode:
            findings["ended"] += 1
            print(f"{at.value}: the process ended ({process.exitcode})", flush=True)
    if given.json:
        print(json.dumps({"inputs without a finding, per cent": {
            "ours": 100 * (1 - sum(findings.values()) / max(given.inputs, 1)), "baseline": None}}))  # fmt: skip
    print(f"{given.inputs} inputs, {sum(findings.values())} findings {dict(findings)}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
