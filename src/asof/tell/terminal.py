"""Answers on a terminal: rich renderables, without markup taken from any document. Colour is the console's affair."""

from collections.abc import Sequence
from datetime import UTC, tzinfo
from typing import Final

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from asof.records import Answer, Bounds, Contradiction, Moment, Point, Reply, Words, moment, said_by
from asof.tell.clean import NAME_LIMIT, one_line, visible
from asof.tell.sentences import explained, opening
from asof.tell.standing import over_a_day
from asof.tell.wording import (
    Clock,
    figure,
    looking,
    number,
    outcome_order,
    outcome_words,
    own_zone,
    plural,
    reason_told,
    said_since,
    softly,
    when,
    zone_of,
)

POINTS: Final = 20
"""How many claims one answer lists, and contradictions an answer names; the rest is only counted."""

NARROW: Final = 64
"""Columns of a terminal below which claims stand one under the other instead of in a table."""

EVENTS: Final = 5
"""How many events a summary tells of."""

OTHERS: Final = 10
"""How many further events are named below those that are told of."""

SIDE: Final = 80

LAST: Final = "last said"
"""The shelf of states that may have ended: of the held, the missing, of whom nobody has spoken for a day."""

_STYLE: Final = {"stands": "cyan", "disputed": "yellow", "superseded": "dim", "denied": "red"}


def show(reply: Reply, most: int | None = None) -> RenderableType:
    """What was known: for each answer low, best, high, then each source's figure with its words and how it stands.

    Events are told of in the order of the answers; after `most` of them the others are named. Answers without a
    figure are left out where others have one.
    """
    clock = _clock(reply)
    parts: list[RenderableType] = [_moment(reply, clock)]
    spoken = [a for a in reply.answers if a.points or a.estimate or a.set_aside]
    events = list(dict.fromkeys(a.event for a in spoken))
    spoken.sort(key=lambda a: (a.estimate is None and not a.points, outcome_order(a.outcome)))
    for event in events[:most]:
        parts += ["", Text(one_line(reply.labels[event]), style="bold underline")]
        parts += [_answer(reply, a, clock) for a in spoken if a.event == event]
    parts += _others(reply, events[len(events) if most is None else most :])
    if not spoken:
        parts += ["", Text(_nothing(reply))]
    return Group(*parts, *_disputes(reply, clock), *_aside(reply.set_aside))


def _nothing(reply: Reply) -> str:
    """Why there is no answer."""
    if reply.known_by and not reply.recorded:
        return (
            f"Nothing had been recorded by {when(reply.known_by, UTC)} (UTC); without --known-by stands what is known."
        )
    then = "No report that was published by then" if reply.at else "No report"
    return f"{then} says anything of it. Fewer options show what there is."


def _others(reply: Reply, events: Sequence[str]) -> list[RenderableType]:
    """The events that are not told of, by name, and how to ask for one."""
    if not events:
        return []
    named = [Text(f"  {e}  {one_line(reply.labels[e], SIDE)}", style="dim") for e in events[:OTHERS]]
    more = [Text(f"  … and {len(events) - OTHERS} more", style="dim")] if len(events) > OTHERS else []
    return ["", Text(f"{plural(len(events), 'event')} more; choose one with --event ID or words:"), *named, *more]


def summary(reply: Reply) -> RenderableType:
    """Known, claimed and disputed as of the reply's moment: for each event one line for each outcome with a figure."""
    events = [e for e in reply.labels if any(a.event == e and a.points for a in reply.answers)]
    parts: list[RenderableType] = ["", _moment(reply, _clock(reply))]
    for event in events[:EVENTS]:
        if len(events) > 1:
            parts.append(Text(one_line(reply.labels[event]), style="underline"))
        parts.append(_shelves(reply, [a for a in reply.answers if a.event == event and a.points]))
    if len(events) > EVENTS:
        parts.append(Text(f"{plural(len(events) - EVENTS, 'event')} more", style="dim"))
    return Group(*parts) if events else Group(*parts, Text("Nothing had been said by then.", style="dim"))


def _shelves(reply: Reply, answers: list[Answer]) -> Table:
    shelves: dict[str, list[Text]] = {"known": [], "claimed": [], "disputed": [], LAST: []}
    for answer in answers:
        last = _lapsed(reply, answer)
        told = _line(reply, answer) if last is None else _last_line(reply, answer, last)
        shelves[_shelf(reply, answer) if last is None else LAST].append(told)
    if not shelves[LAST]:
        del shelves[LAST]
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    colours = {"known": "green", "claimed": "cyan", "disputed": "yellow", LAST: "dim"}
    for name, lines in shelves.items():
        table.add_row(Text(name, style=colours[name]), Text("\n").join(lines) if lines else Text("–", style="dim"))
    return table


def sentences(lines: Sequence[str]) -> RenderableType:
    """The sentences of `explain`, each on a line of its own, markup in them left as it stands."""
    return Group(*(Text(visible(line)) for line in lines))


def _zone(reply: Reply) -> tzinfo:
    """The zone in which times are shown: that of the question, else the one of the events told of, else UTC."""
    own = own_zone(reply.at)
    return zone_of(own or reply.local or reply.zone)


def _clock(reply: Reply) -> Clock:
    """Local time of the question; the year goes unsaid where all that is told is of that year."""
    zone = _zone(reply)
    stamps = [reply.at, *(p.asserted_at for a in reply.answers for p in a.points)]
    years = {at.first.astimezone(zone).year for at in (moment(s, zone) for s in stamps) if at}
    return Clock(zone, years.pop() if len(years) == 1 else None)


def _moment(reply: Reply, clock: Clock) -> Text:
    name = own_zone(reply.at) or reply.zone or reply.local or "UTC"
    stamp = looking(reply.at, clock.zone) if reply.at else "the end of the reports"
    recorded = f", as recorded by {when(reply.known_by, UTC)} (UTC)" if reply.known_by else ""
    text = Text.assemble("As of ", (stamp, "bold"), (f" ({name}){recorded}", "dim"))
    if reply.zone and reply.at:
        text.append(" — a time without a zone is read as the event's local time", style="dim")
    if reply.answers and not own_zone(reply.at) and name != "UTC" and zone_of(name) is UTC:
        text.append("; the times below are UTC", style="dim")
    return text


def _answer(reply: Reply, answer: Answer, clock: Clock) -> RenderableType:
    label = outcome_words(answer.outcome)["label"]
    whom = f" · {one_line(answer.population, NAME_LIMIT)}" if answer.population else ""
    parts: list[RenderableType] = [Text.assemble("\n", (f"{label}{whom}", "bold"), "   ", *_range(answer))]
    if answer.estimate and answer.estimate.reason:
        reason = reason_told(one_line(answer.estimate.reason, 400), clock)
        parts.append(Text(f"{reason} (rule: {answer.estimate.rule})", style="dim"))
    if answer.points:
        parts.append(_Points(reply, answer, clock))
    return Group(*parts, *_aside(answer.set_aside))


def _range(answer: Answer) -> list[tuple[str, str]]:
    found = answer.estimate
    if found is None:
        return [("no figure", "dim")]
    values = (("low ", found.low, ""), ("best ", found.best, "bold cyan"), ("high ", found.high, ""))
    shown = [((name, "dim"), (number(value) if value is not None else "–", style)) for name, value, style in values]
    return [part for pair in shown for part in (*pair, ("   ", ""))]


class _Points:
    """An answer's claims: a table, or one under the other where the terminal is narrow."""

    def __init__(self, reply: Reply, answer: Answer, clock: Clock) -> None:
        self._told = reply, answer, clock

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """What rich prints."""
        yield (_stacked if options.max_width < NARROW else _points)(*self._told)


def _shown(answer: Answer) -> list[Point]:
    """The claims that are listed, in order of time: the latest of those that stand, then the latest of the others."""
    places = range(len(answer.points))
    fallen = [bool(p.superseded_by or p.denied_by) for p in answer.points]
    kept = sorted(places, key=lambda n: (fallen[n], -n))[:POINTS]
    return [answer.points[n] for n in sorted(kept)]


def _left(answer: Answer) -> str:
    return f"{len(answer.points) - POINTS} earlier or superseded not shown; narrow with --source or --population"


def _stacked(reply: Reply, answer: Answer, clock: Clock) -> Text:
    known = {p.claim: p for p in answer.points}
    text = Text()
    for point in _shown(answer):
        state, words = _state(reply, point), reply.words.get(point.claim)
        text.append(f"{clock(point.asserted_at)}  ", style="dim")
        text.append(f"{_figure(point)}  ", style="bold")
        text.append(f"{_fate(state, point, known)}\n", style=_STYLE[state])
        text.append(Text.assemble(_source(words, point), "\n", *_words(words), "\n"))
    if len(answer.points) > POINTS:
        text.append(_left(answer), style="dim")
    text.rstrip()
    return text


def _points(reply: Reply, answer: Answer, clock: Clock) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False, expand=True)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(justify="right", min_width=4, max_width=16)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True)
    known = {p.claim: p for p in answer.points}
    for point in _shown(answer):
        state, words = _state(reply, point), reply.words.get(point.claim)
        table.add_row(
            clock(point.asserted_at),
            Text(_figure(point), style="bold" if state in ("stands", "disputed") else "strike dim"),
            Text.assemble(_source(words, point), "\n", *_words(words)),
            Text(_fate(state, point, known), style=_STYLE[state]),
        )
    if len(answer.points) > POINTS:
        table.add_row("", "", Text(_left(answer), style="dim"), "")
    return table


def _figure(point: Point) -> str:
    low, high = point.low, point.high
    return figure(Bounds(low=None if low is None else round(low), high=None if high is None else round(high)))


def _source(words: Words | None, point: Point) -> str:
    source, outlet = one_line(point.source, NAME_LIMIT), one_line(words.outlet if words else None, NAME_LIMIT)
    source = source if words and point.source == words.document else opening(source)  # an id keeps its small letters
    return f"{source} (in {outlet})" if outlet and outlet.lower() not in source.lower() else source or outlet


def _words(words: Words | None) -> list[tuple[str, str]]:
    """The sentence around a figure, the figure's own words set off."""
    if words is None:
        return []
    sentence, start = words.sentence.text, max(0, words.number.start - words.sentence.start)
    end = start + len(words.number.text)
    before, after = _flat(sentence[:start]), _flat(sentence[end : end + 4 * SIDE])
    if len(before) > SIDE:
        before = "… " + before[-SIDE:].partition(" ")[2]
    if len(after) > SIDE:
        after = after[:SIDE].rpartition(" ")[0] + " …"
    said = (
        ("“" + before.lstrip(), "italic dim"),
        (_flat(words.number.text), "bold"),
        (after.rstrip() + "”", "italic dim"),
    )
    return list(said)


def _flat(text: str) -> str:
    return visible(text).replace("\n", " ").replace("\r", " ").replace("\t", " ")


def _state(reply: Reply, point: Point) -> str:
    if point.denied_by:
        return "denied"
    if point.superseded_by:
        return "superseded"
    return "disputed" if any(point.claim in c.claims for c in _open(reply)) else "stands"


def _fate(state: str, point: Point, known: dict[str, Point]) -> str:
    later = known.get(point.superseded_by or "") if state == "superseded" else None
    return f"now {_figure(later)}" if later else state


def _open(reply: Reply) -> list[Contradiction]:
    """The contradictions that had not closed by the reply's moment."""
    zone = _zone(reply)
    return [
        c for c in reply.contradictions if not c.closed or (reply.at and said_by(c.closed, reply.at, zone) is not True)
    ]


def _shelf(reply: Reply, answer: Answer) -> str:
    """Disputed, where a figure that stands is contradicted; known, where two origins or an official say it."""
    standing = [p for p in answer.points if _state(reply, p) in ("stands", "disputed")]
    if any(_state(reply, p) == "disputed" for p in standing):
        return "disputed"
    said: dict[tuple[float | None, float | None], set[str]] = {}
    for point in standing:
        words = reply.words.get(point.claim)
        if words and words.official:
            return "known"
        origin = (words.origin if words else None) or point.source.casefold()
        said.setdefault((point.low, point.high), set()).add(origin)
    return "known" if any(len(origins) > 1 for origins in said.values()) else "claimed"


def _own_word(reply: Reply, point: Point, told: list[Point]) -> bool:
    """Whether a report says in its own name what it has from somebody it names for the same figure: its headline."""
    here = reply.words.get(point.claim)
    if here is None or not here.outlet or point.source.casefold() != here.outlet.casefold():
        return False
    same = (p for p in told if (p.low, p.high, p.asserted_at) == (point.low, point.high, point.asserted_at))
    others = ((p, reply.words.get(p.claim)) for p in same if p.source.casefold() != point.source.casefold())
    return any(words and words.document == here.document for _, words in others)


def _line(reply: Reply, answer: Answer) -> Text:
    label = outcome_words(answer.outcome)["label"].lower()
    whom = f" {one_line(answer.population, NAME_LIMIT)}" if answer.population else ""
    behind = set(answer.estimate.supporting) if answer.estimate else set()
    standing = [p for p in answer.points if p.superseded_by is None and p.source]
    told = [p for p in standing if p.claim in behind] or standing
    heard = [p for p in told if not _own_word(reply, p, told)]
    sources = list(dict.fromkeys(softly(one_line(p.source, 60)) for p in heard))
    more = f" and {len(sources) - 2} more" if len(sources) > 2 else ""
    found = answer.estimate
    if found is None or found.best is None:
        value = f"at least {number(found.low)}" if found and found.low is not None else "no figure"
    else:
        value = number(found.best)
        if found.low != found.high:
            value += f" ({number(found.low)}–{number(found.high)})" if found.high is not None else ""
    return Text.assemble(f"{label}{whom} ", (value, "bold"), (f"  {', '.join(sources[:2])}{more}", "dim"))


def _lapsed(reply: Reply, answer: Answer) -> str | None:
    """When a state that lasts was last spoken of, where that is more than a day before the moment told of."""
    if not outcome_words(answer.outcome)["state"]:
        return None
    last = _latest(reply, answer)
    return last if over_a_day(moment(last, _zone(reply)), _end(reply)) else None


def _latest(reply: Reply, answer: Answer) -> str | None:
    """When the figure of an answer was last said."""
    behind = set(answer.estimate.supporting) if answer.estimate else set()
    stamps = [p.asserted_at for p in answer.points if p.claim in behind]
    told = [(at.last, s) for s in stamps if (at := moment(s, _zone(reply)))]
    return max(told, default=(None, None))[1]


def _end(reply: Reply) -> Moment | None:
    """The moment told of: the one asked about, else that of the last claim."""
    stamps = [reply.at] if reply.at else [p.asserted_at for a in reply.answers for p in a.points]
    return max((at for s in stamps if (at := moment(s, _zone(reply)))), key=lambda at: at.last, default=None)


def _last_line(reply: Reply, answer: Answer, last: str) -> Text:
    """A state of which nobody has spoken of late: its last figure, when and by whom, and the figures given since."""
    clock, at = _clock(reply), moment(last, _zone(reply))
    line = _line(reply, answer)
    line.append(f", last said {clock(last)}", style="dim")
    since = []
    for outcome in outcome_words(answer.outcome)["ends"].split():
        same = [a for a in reply.answers if (a.event, a.outcome) == (answer.event, outcome)]
        own = next((a for a in same if a.population == answer.population), None)
        other = own or next((a for a in same if a.population is None), None)
        stamp = _latest(reply, other) if other else None
        said = moment(stamp, _zone(reply))
        if other and other.estimate and other.estimate.best is not None and said and at and said.first >= at.last:
            alone = other.estimate.best == 1
            whom = one_line(other.population, NAME_LIMIT) or ("person" if alone else "people")
            what = f"{whom} {outcome_words(outcome)['one' if alone else 'many']}"
            since.append(f"{number(other.estimate.best)} {what} ({clock(stamp)})")
    return line.append(f". {opening(said_since(since))}" if outcome_words(answer.outcome)["ends"] else "", style="dim")


def _disputes(reply: Reply, clock: Clock) -> list[RenderableType]:
    """The open contradictions that touch a claim of the answers; the others are counted."""
    told = {p.claim for a in reply.answers for p in a.points}
    found = [c for c in _open(reply) if told.intersection(c.claims)]
    others = len(_open(reply)) - len(found)
    lines: list[RenderableType] = ["", Text("In dispute", style="bold yellow")] if found else [""]
    ids = {w.document for w in reply.words.values() if not w.outlet}
    for item in found[:POINTS]:
        stamp = f" (since {clock(item.opened)})" if item.opened and moment(item.opened) else ""
        lines.append(Text.assemble((f"{item.kind}: ", "yellow"), explained(item, limit=400, ids=ids), (stamp, "dim")))
    rest = others + max(0, len(found) - POINTS)
    return [*lines, Text(f"{plural(rest, 'contradiction')} more in the story", style="dim")] if rest else lines


def _aside(counted: dict[str, int]) -> list[RenderableType]:
    if not counted:
        return []
    told = "; ".join(f"{count} {one_line(reason, 120)}" for reason, count in sorted(counted.items()))
    return [Text(f"Set aside: {told}", style="dim")]
