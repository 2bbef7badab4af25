"""A story as files for other programs, its map and the graph of its sources."""

import subprocess
import sys

from litestar import Response, get
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath
from markupsafe import Markup

from asof.records import Story
from asof.serve.desk.asked import Asked
from asof.serve.desk.pages import Plain, Served, answer, author_of
from asof.serve.desk.read import asked_of, told_of

TABLES = {
    "ged": "UCDP GED", "acled": "ACLED", "gtd": "GTD", "events": "events", "claims": "claims", "tracks": "tracks",
}  # fmt: skip
REPORTS = {"md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8", "pdf": "application/pdf"}


@get("/s/{story:str}/export", sync_to_thread=True, include_in_schema=False)
def exports(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """What can be taken away, as of the moment."""
    return answer(request, "export.html", asked_of(shelf, story, request), tables=TABLES)


@get("/s/{story:str}/export/{name:str}", sync_to_thread=True, include_in_schema=False)
def export(request: Plain, shelf: Served, story: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """One file: one of `TABLES` as .csv or .parquet, events.geojson, timeline.json, report.md, .html or .pdf."""
    asked = asked_of(shelf, story, request)
    stem, _, ending = name.partition(".")
    try:
        content, media = _made(asked, stem, ending)
    except (ValueError, ImportError) as error:  # a format may need a library that is not installed
        raise ClientException(str(error)) from error
    headers = {"content-disposition": f'attachment; filename="{asked.book.name}-{stem}.{ending}"'}
    return Response(content, media_type=media.partition(";")[0], headers=headers)  # Litestar names the charset


def _made(asked: Asked, stem: str, ending: str) -> tuple[bytes, str]:
    from asof.tell import markdown  # noqa: PLC0415 - only exports need them
    from asof.tell.export import FORMATS, RULE_OF, render  # noqa: PLC0415
    from asof.tell.situation import situation  # noqa: PLC0415

    if ending in ("csv", "parquet") and stem in TABLES:
        return render(story_of(asked, RULE_OF.get(stem, asked.rule)), ending, stem), FORMATS[ending].media_type
    if (stem, ending) == ("events", "geojson"):
        return render(story_of(asked), "geojson"), FORMATS["geojson"].media_type
    if (stem, ending) == ("timeline", "json"):
        return render(story_of(asked), "timelinejs"), FORMATS["timelinejs"].media_type
    if (stem, ending) == ("report", "md"):
        return markdown.render(situation(story_of(asked))).encode("utf-8", "replace"), REPORTS[ending]
    if stem == "report" and ending in ("html", "pdf"):
        return _apart(asked, ending), REPORTS[ending]
    raise NotFoundException("There is no such export.")


def _apart(asked: Asked, form: str) -> bytes:
    """The report as a page or PDF, by a process of its own: the library that draws charts serves one thread only."""
    command = [sys.executable, "-m", "asof", "-q", "report", str(asked.book.path), "--format", form]
    command += ["--rule", asked.rule, *(["--at", asked.at] if asked.at else [])]
    made = subprocess.run(command, capture_output=True, timeout=300, check=False)  # noqa: S603 - no shell
    if made.returncode:
        raise ValueError(made.stderr.decode("utf-8", "replace")[-300:] or "The report could not be made.")
    return made.stdout


def story_of(asked: Asked, rule: str | None = None) -> Story:
    """The whole story as of the moment, by the rule, with all its decisions."""
    return asked.state.whole(asked.at, rule or asked.rule)


@get("/s/{story:str}/map", sync_to_thread=True, include_in_schema=False)
def map_(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """Where it happened, and how exactly that is known."""
    from asof.tell.map import svg  # noqa: PLC0415

    asked = asked_of(shelf, story, request)
    told = told_of(asked)
    links = {told.event.id: asked.to()}
    drawn = Markup(svg(told.as_asked, asked.at, links))  # noqa: S704 - tell's own drawing, which escapes
    return answer(request, "map.html", asked, told=told, drawn=drawn, author=author_of(request),
                  message=request.query_params.get("problem", "")[:300],
                  decided=asked.state.decided_about(told.event.id))  # fmt: skip


@get("/s/{story:str}/graph", sync_to_thread=True, include_in_schema=False)
def graph(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """Who quotes whom."""
    from asof.tell.graph import draw  # noqa: PLC0415

    asked = asked_of(shelf, story, request)
    told = told_of(asked)
    drawn = Markup(draw(told.as_asked, asked.at, told.event.id))  # noqa: S704 - tell's own drawing, which escapes
    return answer(request, "graph.html", asked, told=told, drawn=drawn)
