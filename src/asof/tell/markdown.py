"""`report.md`: the situation report as CommonMark. Every sentence cites; every citation resolves below."""

from asof.records import Document
from asof.tell.clean import link, markdown
from asof.tell.figures import Figure
from asof.tell.sentences import Sentence
from asof.tell.situation import EventLine, EventReport, Part, SituationReport
from asof.tell.standing import Standing
from asof.tell.tracks import quote
from asof.tell.wording import number, plural, when, zone_of

CITED = 12
"""How many sources of one sentence are cited; how many there are stands in the sentence."""

_SECTIONS = (
    ("summary", "In short", ""),
    ("known", "Known", "undisputed, and from two origins or an official source"),
    (
        "claimed",
        "Claimed",
        "from one origin, or hedged; nobody is known to contradict it unless it stands under Disputed",
    ),
    ("withdrawn", "Denied, superseded, withdrawn", ""),
    ("background", "Set aside", "stated in the reports, moves no figure"),
    ("unknown", "Not known", ""),
)


def render(report: SituationReport) -> str:
    """The report as Markdown text, ending in a line feed."""
    standing = Standing(report.story, report.at)
    lines = [f"# {markdown(report.title)}", "", *_head(report), ""]
    for n, event in enumerate(report.events):
        lines += _event(report, event, titled=n > 0 or not report.named)
    lines += _index(report)
    lines += ["## Sources", "", "The words that each figure was read from.", ""]
    lines += [_citation(standing, report, claim, n) for claim, n in report.citations.items()]
    lines += ["", *(f"[{n}]: #cite-{n}" for n in report.citations.values())]
    return "\n".join(lines).rstrip() + "\n"


def _head(report: SituationReport) -> list[str]:
    span = f", {report.first} to {report.last}" if report.first != report.last else f", {report.first}"
    outlets = f" of {plural(report.outlets, 'outlet')}" if report.outlets else ""
    counts = f"{plural(report.documents, 'document')}{outlets}{span if report.first else ''}"
    head = [f"**As of {markdown(report.as_of)}** (times in {markdown(report.zone)}). {markdown(counts)}."]
    if report.left_out:
        are = f"{plural(report.left_out, 'document')} {'is' if report.left_out == 1 else 'are'}"
        head += ["", f"{are} left out: published later, or at a time not surely before."]
    return head


def _event(report: SituationReport, event: EventReport, titled: bool) -> list[str]:
    lines = [f"## {markdown(event.title)}", ""] if titled else []
    about = " · ".join(part for part in (event.place, event.dates, plural(len(event.documents), "document")) if part)
    lines += [f"{markdown(about)}. Times in {markdown(event.zone)}.", ""]
    lines += _part(report, event, _SECTIONS[0])
    if event.figures:
        lines += [
            "### Figures",
            "",
            "| | low | best | high | as of | carried by | from |",
            "|---|---:|---:|---:|---|---|---|",
        ]
        lines += [*(_figure(report, event, shown) for shown in event.figures), ""]
    for section in _SECTIONS[1:]:
        if section[0] == "withdrawn":
            lines += _disputes(report, event)
        lines += _part(report, event, section)
    return lines + _happened(report, event)


def _happened(report: SituationReport, event: EventReport) -> list[str]:
    """What happened by day, as the reports that stand date it."""
    if not event.happened:
        return []
    lines = ["### What happened, by day", "", "*as the reports that stand date it*", ""]
    for day in event.happened:
        lines += [f"- **{markdown(day.when)}**", *(f"  - {_sentence(report, s)}" for s in day.sentences)]
    return [*lines, *([f"- … and {event.happened_more} more in timeline.json."] if event.happened_more else []), ""]


def _part(report: SituationReport, event: EventReport, section: tuple[str, str, str]) -> list[str]:
    """One part of an event's report under its heading; nothing where it holds no sentence."""
    name, title, note = section
    part: Part = getattr(event, name)
    if not part.sentences:
        nothing = name == "known" and event.claimed.sentences
        return [f"### {title}", "", f"Nothing is {note}.", ""] if nothing else []
    lines = [f"### {title}", "", *([f"*{note}*", ""] if note else [])]
    lines += [f"- {_sentence(report, sentence)}" for sentence in part.sentences]
    return [*lines, *([f"- … and {part.more} more."] if part.more else []), ""]


def _figure(report: SituationReport, event: EventReport, shown: Figure) -> str:
    label = f"{shown.label}: {shown.population}" if shown.population else shown.label
    label += f" (last said {shown.as_of})" if (shown.outcome, shown.population) in event.stale else ""
    values = " | ".join((number(shown.low), number(shown.best), "open" if shown.high is None else number(shown.high)))
    outlets = f"{plural(shown.outlets, 'outlet')}, {plural(shown.origins, 'origin')}"
    disputed = " (disputed)" if shown.disputed else ""
    cites = _cites(report, shown.cited)
    return f"| {markdown(label)} | {values} | {markdown(shown.as_of)} | {outlets}{disputed} | {cites} |"


def _sentence(report: SituationReport, sentence: Sentence) -> str:
    return f"{markdown(sentence.text)} {_cites(report, sentence.claims)}".rstrip()


def _cites(report: SituationReport, claims: tuple[str, ...]) -> str:
    return ", ".join(f"[{report.citations[c]}]" for c in list(dict.fromkeys(claims))[:CITED])


def _disputes(report: SituationReport, event: EventReport) -> list[str]:
    if not event.disputed:
        return []
    lines = ["### Disputed", ""]
    for dispute in event.disputed:
        opened = f" Since {dispute.opened}." if dispute.opened else ""
        settled = f" Until {dispute.closed}." if dispute.settled else ""
        kind = f"{dispute.contradiction.kind}{', no longer disputed' if dispute.settled else ''}"
        cites = _cites(report, dispute.contradiction.claims)
        lines += [f"- **{kind}**: {markdown(dispute.explanation + opened + settled)} {cites}".rstrip()]
        lines += [f"  - {_sentence(report, side)}" for side in dispute.sides]
    more = ((n, word) for n, word in zip(event.disputed_more, ("open", "no longer disputed"), strict=True) if n)
    lines += [
        f"- … and {n:,} more that {'is' if n == 1 else 'are'} {word}, in contradictions.jsonl." for n, word in more
    ]
    return [*lines, ""]


def _index(report: SituationReport) -> list[str]:
    if not report.index:
        return []
    lines = [f"## Index of {len(report.index)} further events", "", "| event | where | when | reports | figures |"]
    return [*lines, "|---|---|---|---:|---|", *(_index_line(report, line) for line in report.index), ""]


def _index_line(report: SituationReport, line: EventLine) -> str:
    figures = "; ".join(f"{f.label} {number(f.best)} {_cites(report, f.cited[:2])}" for f in line.figures)
    cells = (markdown(line.title), markdown(line.place), markdown(line.dates), str(line.documents), figures)
    return f"| {' | '.join(cells)} |"


def _citation(standing: Standing, report: SituationReport, claim: str, n: int) -> str:
    found, words = standing.claims[claim], quote(standing, standing.claims[claim])
    before, after = markdown(words.before, edges=True), markdown(words.after, edges=True)
    named = _named(standing, claim, standing.documents[found.document])
    stamp = markdown(when(found.asserted_at, zone_of(report.zone)))
    return f'- <a id="cite-{n}"></a>**{n}.** {named}, {stamp}: “{before}**{markdown(words.words)}**{after}” ({claim})'


def _named(standing: Standing, claim: str, document: Document) -> str:
    title = standing.title(document.document)
    url = link(document.url)
    named = f"{markdown(standing.outlet(claim))}, {markdown(title)}"
    safe = url and url.replace("<", "%3C").replace(">", "%3E")
    return f"[{named}](<{safe}>)" if safe else named
