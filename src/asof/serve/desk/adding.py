"""Adding reports: a form for pasted words and files, and the page that shows how far their reading is."""

import asyncio
import hashlib
import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from asof.records import moment
from asof.serve.desk.asked import Asked
from asof.serve.desk.pages import Plain, Served, answer
from asof.serve.desk.read import asked_of

if TYPE_CHECKING:
    from asof.ingest import ReadOptions

LIMIT = 32 * 1024 * 1024
"""How many bytes one form may bring, all its files together."""
MOST_FILES = 200
_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")
_FIELDS = {"text": 2_000_000, "title": 1_000, "outlet": 120, "published": 40, "timezone": 60}


@get("/s/{story:str}/add", sync_to_thread=True, include_in_schema=False)
def form(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """The form: words or files, when they were published, in which zone, by whom."""
    return _shown(request, asked_of(shelf, story, request), {}, "")


def _shown(request: Plain, asked: Asked, fields: Mapping[str, str], problem: str) -> Response[str]:
    zone = (asked.event.place.timezone if asked.event else None) or "UTC"
    given = {name: fields.get(name, "") for name in _FIELDS} | {"timezone": fields.get("timezone") or zone}
    outlets = sorted({d.outlet for d in asked.state.documents.values() if d.outlet})[:300]
    return answer(
        request, "add.html", asked, status=400 if problem else 200, given=given, problem=problem,
        outlets=outlets, zones=_zones(), can_add=_can_add(asked), limit=LIMIT // 1024 // 1024,
    )  # fmt: skip


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def _can_add(asked: Asked) -> bool:
    """Whether the story's file is one that a run writes to."""
    return asked.book.path.name == "story.asof"


@post("/s/{story:str}/take", include_in_schema=False, request_max_body_size=LIMIT)
async def add(request: Request[Any, Any, Any], shelf: Served, story: FromPath[str]) -> Response[Any]:
    """Take in what the form brings, and go to the page that shows its reading."""
    asked = await asyncio.to_thread(asked_of, shelf, story, request)
    sent = await request.form()
    fields = {name: str(sent.get(name, ""))[:most] for name, most in _FIELDS.items()}
    files = [f for f in sent.getall("file", []) if isinstance(f, UploadFile) and f.filename]
    try:
        if not _can_add(asked):
            raise ValueError("This story is a single file; reports can be added to a run's folder only.")
        options = _options(fields)
        if not fields["text"].strip() and not files:
            raise ValueError("There is nothing to read: paste words, or choose files.")
        if len(files) > MOST_FILES:
            raise ValueError(f"At most {MOST_FILES} files at once; {len(files)} were chosen.")
    except ValueError as error:
        return _shown(request, asked, fields, str(error))
    folder = Path(tempfile.mkdtemp(prefix="asof-add-"))
    names = [_pasted(folder, fields)] if fields["text"].strip() else []
    names += [_put(folder, file.filename, await file.read(), asked) for file in files]
    job = asked.book.jobs.start(folder, tuple(names), options)
    return Redirect(f"/s/{story}/add/{job.id}", status_code=303)


def _options(fields: Mapping[str, str]) -> "ReadOptions":
    """What the form says of all its reports. Raises ValueError, in words, for a time or zone that is none."""
    from asof.ingest import ReadOptions  # noqa: PLC0415 - pages are shown without what reads reports

    zone = fields["timezone"].strip() or None
    if zone and zone not in _zones() and not re.fullmatch(r"[+-]\d\d:\d\d", zone):
        raise ValueError(f"There is no time zone “{zone[:40]}”; write Europe/Oslo or +01:00.")
    published = fields["published"].strip() or None
    if published is None:
        return ReadOptions(outlet=fields["outlet"].strip() or None, timezone=zone)
    if moment(published) is None:
        raise ValueError(f"“{published}” is no time; write 2013-01-17, or 2013-01-17T12:00.")
    if "T" in published and zone and not re.search(r"(Z|[+-]\d\d:?\d\d)$", published):
        published = _in_zone(published, zone)
    return ReadOptions(published=published, outlet=fields["outlet"].strip() or None, timezone=zone)


def _in_zone(published: str, zone: str) -> str:
    if zone[0] in "+-":
        return published + zone
    return datetime.fromisoformat(published).replace(tzinfo=ZoneInfo(zone)).isoformat()


def _pasted(folder: Path, fields: Mapping[str, str]) -> str:
    """Pasted words as a file; they are called by their hash, so that the same words twice are one report."""
    text = fields["text"].replace("\r\n", "\n").strip() + "\n"
    name = f"pasted-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"
    row = {"document": name, "text": text.encode("utf-8", "replace").decode()}
    if fields["title"].strip():
        row["title"] = fields["title"].strip()
    (folder / f"{name}.jsonl").write_bytes(msgspec.json.encode(row) + b"\n")
    return fields["title"].strip()[:80] or name


def _put(folder: Path, filename: str, content: bytes, asked: Asked) -> str:
    """An uploaded file in the folder, under a plain name; never over another report of the same name."""
    path = Path(filename.replace("\\", "/").rpartition("/")[2])
    stem = _PLAIN.sub("-", path.stem).strip("-.")[:80] or "report"
    ending = _PLAIN.sub("", path.suffix.lower())[:10]
    mark = hashlib.sha256(content).hexdigest()[:6]
    if stem in asked.state.documents or (folder / f"{stem}{ending}").exists():
        stem = f"{stem}-{mark}"
    (folder / f"{stem}{ending}").write_bytes(content)
    return f"{stem}{ending}"


@get("/s/{story:str}/add/{job:str}", sync_to_thread=True, include_in_schema=False)
def progress(request: Plain, shelf: Served, story: FromPath[str], job: FromPath[str]) -> Response[str]:
    """How far the reading of added reports is, and what came of it."""
    asked = asked_of(shelf, story, request)
    if not re.fullmatch(r"[0-9a-f]{12}", job):
        raise ClientException("There is no such job.")
    try:
        found = asked.book.jobs[job]
    except KeyError as error:
        raise NotFoundException("There is no such job; the desk may have been started anew since.") from error
    return answer(request, "adding.html", asked, job=found)
