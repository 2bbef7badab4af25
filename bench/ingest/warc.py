"""How fast a web archive is read to passages, and in how much memory.

python -m bench.ingest.warc [--pages 10000] [--workers 2] [--json]

Writes an archive of pages in our own words into a temporary folder (six layouts, 5 to 30 KB of markup each), then reads
it in a process of its own and `--workers` more, as `asof` does. `pages/s on two cores` and `on one` are pages by the
user and system CPU time of all of these, which other programs on the machine change little; `on the wall` is by the
clock, and means something on a machine that does nothing else. Memory is that of all processes together. The baseline
is trafilatura alone on the same pages, in memory, in one process.
"""

import argparse
import gzip
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

CORES = 2
_WHO = ("miners", "passengers", "residents", "sailors", "workers", "guests", "pupils", "hikers")
_WHERE = ("Norvik", "Aldmere", "Tarnholt", "Quessel Bay", "Port Ennis", "Vester Brack", "Ormsund")
_WHAT = (
    "{n} {who} were brought out of the old part of {where} on {day}, the district office said.",
    "The road between {where} and the coast was closed at {h} in the morning, and it stayed closed until dusk.",
    "\u201cWe have counted {n} people in the hall and we expect more,\u201d a spokeswoman for the rescue service said.",
    "At least {n} {who} were treated in the hospital of {where}, two of them for burns, according to its director.",
    "The mayor of {where} told reporters that nothing was known of {n} {who} who had been seen near the harbour.",
    "Engineers said that the bridge would be looked at again on {day}, when the water was expected to be lower.",
    "A ship of the coast guard reached the place after {h} hours and found the {who} in good health.",
    "Witnesses spoke of a noise like thunder and of smoke over the eastern quarter, which could be seen for miles.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def _sentence(chance: random.Random) -> str:
    return chance.choice(_WHAT).format(
        n=chance.randint(2, 90), who=chance.choice(_WHO), where=chance.choice(_WHERE), day=chance.choice(_DAYS),
        h=chance.randint(2, 11),
    )  # fmt: skip


def page(number: int) -> bytes:
    """The page of a number: always the same."""
    chance = random.Random(number)  # noqa: S311 - pages for a benchmark, no secrets
    title = f"{chance.choice(_WHERE)}: {chance.randint(3, 60)} {chance.choice(_WHO)} accounted for ({number})"
    paragraphs = [
        " ".join(_sentence(chance) for _ in range(chance.randint(2, 5))) for _ in range(chance.randint(6, 16))
    ]
    body = _BODIES[number % len(_BODIES)](title, paragraphs)
    links = "".join(
        f'<li class="menu-item"><a href="/s/{n}">{chance.choice(_WHERE)} section {n}</a></li>' for n in range(40)
    )
    more = "".join(f'<div class="teaser"><a href="/a/{n}">{_sentence(chance)[:60]}</a></div>' for n in range(12))
    data = json.dumps(
        {"@type": "NewsArticle", "headline": title, "datePublished": f"2026-03-{number % 27 + 1:02}T08:00:00Z"}
    )
    style = "".join(f".c{n}{{margin:{n}px;color:#123}}" for n in range(chance.randint(20, 300)))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - Norvik Courier</title>'
        f'<meta property="og:site_name" content="Norvik Courier"><style>{style}</style>'
        f'<script type="application/ld+json">{data}</script></head><body><header><nav><ul>{links}</ul></nav></header>'
        f"{body}<aside>{more}</aside><footer><p>Norvik Courier, a paper that does not exist.</p></footer></body></html>"
    ).encode()


def _article(title: str, paragraphs: list[str]) -> str:
    inner = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"<main><article><h1>{title}</h1><p class='byline'>By a staff reporter</p>{inner}</article></main>"


def _divs(title: str, paragraphs: list[str]) -> str:
    inner = "".join(f'<div class="par"><span>{p}</span></div>' for p in paragraphs)
    return f'<div id="wrap"><div class="headline">{title}</div><div class="story-body">{inner}</div></div>'


def _breaks(title: str, paragraphs: list[str]) -> str:
    return f'<table><tr><td><h2>{title}</h2><div class="post">{"<br><br>".join(paragraphs)}</div></td></tr></table>'


def _live(title: str, paragraphs: list[str]) -> str:
    entries = "".join(
        f'<div class="entry"><time datetime="2026-03-04T{20 - n:02}:15:00Z">{20 - n:02}:15</time><p>{p}</p></div>'
        for n, p in enumerate(paragraphs[:16])
    )
    return f'<main><h1>{title}</h1><section class="live-blog">{entries}</section></main>'


def _comments(title: str, paragraphs: list[str]) -> str:
    said = "".join(f'<li class="comment"><b>reader {n}</b><p>I saw it too.</p></li>' for n in range(10))
    return _article(title, paragraphs) + f'<section id="comments"><h3>Comments</h3><ul>{said}</ul></section>'


def _figures(title: str, paragraphs: list[str]) -> str:
    figure = '<figure><img src="/i.jpg" alt=""><figcaption>The harbour on Tuesday.</figcaption></figure>'
    return _article(title, [paragraphs[0] + figure, *paragraphs[1:]])


_BODIES = (_article, _divs, _breaks, _live, _comments, _figures)


def record(number: int) -> bytes:
    """One WARC record, packed on its own as crawlers do."""
    body = page(number)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    fields = (
        "WARC/1.0", "WARC-Type: response", f"WARC-Target-URI: https://courier.example/a/{number}.html",
        "WARC-Date: 2026-03-28T10:00:00Z", f"WARC-Record-ID: <urn:uuid:{number}>",
        "Content-Type: application/http; msgtype=response", f"Content-Length: {len(head) + len(body)}",
    )  # fmt: skip
    return gzip.compress("\r\n".join(fields).encode() + b"\r\n\r\n" + head + body + b"\r\n\r\n", 6, mtime=0)


def write(path: Path, pages: int) -> None:
    """An archive of so many pages."""
    with path.open("wb") as file:
        for number in range(pages):
            file.write(record(number))


def _spent() -> float:
    """Seconds of CPU, user and system, of this process and of those of its children that have ended."""
    return sum(
        u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _most(kind: int) -> float:
    return resource.getrusage(kind).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def ours(path: str, workers: int) -> dict[str, float]:
    """Read the archive to passages; run in a process of its own."""
    from asof.ingest import ReadOptions, read  # noqa: PLC0415 - loading it is part of what is measured
    from asof.records import Reading  # noqa: PLC0415

    wall, before = time.monotonic(), _spent()
    documents = characters = passages = 0
    for item in read([path], ReadOptions(workers=workers)):
        if isinstance(item, Reading):
            documents += 1
            characters += len(item.document.text)
            passages += len(item.document.passages)
    # the largest of the other processes stands for each of them
    most = _most(resource.RUSAGE_SELF) + (workers if workers > 1 else 0) * _most(resource.RUSAGE_CHILDREN)
    return {
        "documents": documents, "characters": characters, "passages": passages, "cpu": _spent() - before,
        "wall": time.monotonic() - wall, "rss": most,
    }  # fmt: skip


def alone(pages: int) -> dict[str, float]:
    """Trafilatura alone, on the same pages in memory; run in a process of its own."""
    import trafilatura  # noqa: PLC0415

    wall, before, characters = time.monotonic(), _spent(), 0
    for raw in _pages(pages):
        found: Any = trafilatura.bare_extraction(raw.decode(), with_metadata=True, include_comments=False)
        characters += len(found.text or "") if found else 0
    return {
        "documents": pages, "characters": characters, "cpu": _spent() - before, "wall": time.monotonic() - wall,
        "rss": _most(resource.RUSAGE_SELF),
    }  # fmt: skip


def _pages(count: int) -> Iterator[bytes]:
    return (page(number) for number in range(count))


def main() -> None:
    """Print pages by second, and the most memory that was used."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=CORES)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        write(path, given.pages)
        size = path.stat().st_size / 1e6
        with ProcessPoolExecutor(1, context) as pool:  # whose process may start others
            result = pool.submit(ours, str(path), given.workers).result()
        with ProcessPoolExecutor(1, context) as pool:
            naive = pool.submit(alone, min(given.pages, 500)).result()
    rates = {
        "pages/s on two cores": {
            "ours": CORES * result["documents"] / result["cpu"], "baseline": CORES * naive["documents"] / naive["cpu"],
        },
        "pages/s on one core": {
            "ours": result["documents"] / result["cpu"], "baseline": naive["documents"] / naive["cpu"],
        },
        "pages/s on the wall": {
            "ours": result["documents"] / result["wall"], "baseline": naive["documents"] / naive["wall"],
        },
        "peak MB": {"ours": result["rss"], "baseline": naive["rss"]},
        "documents of 100 pages": {"ours": 100 * result["documents"] / given.pages, "baseline": 100.0},
    }  # fmt: skip
    if given.json:
        print(json.dumps(rates))
        return
    print(f"{given.pages} pages, {size:.1f} MB packed; {result['passages']:.0f} passages, wall {result['wall']:.1f} s")
    for name, row in rates.items():
        print(f"{name:26s} {row['ours']:10.1f} {row['baseline']:10.1f}")


if __name__ == "__main__":
    main()
