"""Sentences composed from claims by templates: every one knows the claims it rests on."""

import re
from collections.abc import Collection, Sequence

from asof.records import Claim, Contradiction, CountClaim, MeasureClaim, Record, Relation, moment
from asof.tell.clean import one_line
from asof.tell.figures import Figure
from asof.tell.standing import Standing
from asof.tell.tracks import Group, TrackView
from asof.tell.wording import (
    Clock,
    counted,
    dated,
    in_state,
    lasting,
    number,
    outcome_words,
    people,
    plural,
    spelled,
    spoken,
    things,
)

Pieces = tuple[tuple[str, str | None], ...]

_RELATION = {
    "same": "says the same as",
    "refines": "makes more exact",
    "updates": "updates",
    "narrows": "narrows",
    "disputes": "disputes",
    "denies": "denies",
    "retracts": "takes back",
    "subset": "is part of",
    "incomparable": "cannot be compared with",
}


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence: pieces of text, each with the claim its words open (or None), and the claims it rests on.

    `topic` is what it is about ("Killed"), for those that are told in groups. `documents`: of a sentence that says
    what no report says, the reports that were read for it.
    """

    pieces: Pieces
    claims: tuple[str, ...] = ()
    topic: str = ""
    documents: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return "".join(text for text, _ in self.pieces)


def assertion(standing: Standing, view: TrackView, group: Group, clock: Clock) -> Sentence:
    """Who states what and when: "At least 20 miners were held, according to police (4 Mar, 08:10).".

    Of what lasts and may have ended since (held, missing), nobody having said it of late: "At least 20 miners were
    last said to be held on 4 Mar, 08:10, according to police.". How many were taken stays true whatever came after.
    """
    claim = standing.claims[group.claims[0]]
    number, rest = spoken(claim, view.population)
    source = f"according to {group.sources}"
    spoken_then = dated(source, clock(claim.asserted_at) + _carried(group))
    last = standing.latest(group.claims, clock.zone)
    taken = standing.taken(claim.id)
    stale = bool(last and standing.stale(last, clock)) and not taken
    if isinstance(claim, CountClaim) and (words := lasting(claim, stale, view.population, taken)):
        rest = words
    if stale and rest.endswith(" on"):
        carried = _carried(group).removeprefix("; ")
        tail = f" {rest} {clock(last)}, {dated(source, carried) if carried else source}."
    else:
        tail = f" {rest}, {spoken_then}."
    if isinstance(claim, MeasureClaim):
        pieces = _measured(claim, f", {spoken_then}.")
    else:
        pieces = ((spelled(number), claim.id), (tail, None))
    return Sentence(pieces=pieces, claims=group.claims, topic=view.label)


def _measured(claim: MeasureClaim, tail: str) -> Pieces:
    """For instance: "The distance (“the border”) is given as about 40 miles, according to the Courier (4 Mar)."."""
    number, rest = spoken(claim)
    what = rest.removeprefix("is given as ")
    return ((f"The {what} is given as ", None), (number, claim.id), (tail, None))


def withdrawal(standing: Standing, view: TrackView, group: Group, clock: Clock) -> Sentence:
    """A figure that no longer stands and what took it away, or a denial of a figure that nobody here states."""
    claim = standing.claims[group.claims[0]]
    number, rest = spoken(claim, view.population)
    if group.state == "denial":
        who = f"{opening(dated(group.sources, clock(claim.asserted_at)))} denied that "
        pieces: Pieces = ((who, None), (number, claim.id), (f" {rest}.", None))
        return Sentence(pieces=pieces, claims=group.claims)
    said = f" {rest}, according to {dated(group.sources, clock(claim.asserted_at))}"
    other = standing.claims[group.by or claim.id]
    by = f"{dated(standing.source(other.id), clock(other.asserted_at))}."
    if group.state == "denied":
        tail: Pieces = ((f"{said}; this was ", None), ("denied", other.id), (f" by {by}", None))
    else:
        figure = spoken(other, view.population)[0]
        if isinstance(other, CountClaim) and isinstance(claim, CountClaim) and things(other) != things(claim):
            figure = f"{figure} {things(other) or people(other, view.population)}"
        tail = ((f"{said}; later ", None), (figure, other.id), (f", according to {by}", None))
    return Sentence(pieces=((spelled(number), claim.id), *tail), claims=(*group.claims, other.id))


def side(standing: Standing, claim: Claim, clock: Clock) -> Sentence:
    """One side of a contradiction: its figure, who says it, when; in the words in which it is told elsewhere."""
    number, rest = spoken(claim, standing.population(claim.id))
    source = f" — {standing.source(claim.id)}, {clock(claim.asserted_at)}."
    if isinstance(claim, MeasureClaim):
        pieces = _measured(claim, source)
    elif claim.id in standing.denials:
        pieces = (("Denied: ", None), (number, claim.id), (f" {rest}{source}", None))
    else:
        pieces = ((spelled(number), claim.id), (f" {rest}{source}", None))
    return Sentence(pieces=pieces, claims=(claim.id,))


def aside(standing: Standing, claim: Claim, why: str, clock: Clock) -> Sentence:
    """A claim that moves no figure, and why."""
    number, rest = spoken(claim)
    tail = f" {rest} — {standing.source(claim.id)}, {clock(claim.asserted_at)}. Set aside: {why}."
    denied = claim.factuality == "CT-"
    head: Pieces = (("Denied: ", None), (number, claim.id)) if denied else ((spelled(number), claim.id),)
    return Sentence(pieces=(*head, (tail, None)), claims=(claim.id,))


def estimate(standing: Standing, shown: Figure, clock: Clock, old: Figure | None = None) -> Sentence:
    """A figure with its bounds, and with the one before it where that is given.

    "Twenty-three miners were killed, up from 16 (low 16, high 30), according to officials (in the Courier) (5 Mar).".
    """
    claim = shown.best_claim or shown.cited[0]
    best, amount, who, stated = _given(standing, shown)
    last = standing.latest(shown.supporting or (claim,), clock.zone)
    stale, words = bool(last and standing.stale(last, clock)), outcome_words(shown.outcome)
    verb = in_state(words["state"], best == 1, stale) if words["state"] else words["one" if best == 1 else "many"]
    in_time = bool(words["state"]) and stale
    who_says = (
        standing.source(claim) if in_time else dated(standing.source(claim), clock(standing.claims[claim].asserted_at))
    )
    source = f"{'according to' if stated else 'reckoned from figures of'} {who_says}"
    tail = f", {source}{'; this is in dispute' if shown.disputed else ''}."
    rest = f" {who} {verb}{f' {clock(last)}' if in_time else ''}"
    pieces = [(spelled(amount), claim), (rest, None), *_movement(shown, old), (tail, None)]
    cited = dict.fromkeys([claim, *(c for _, c in pieces if c), *shown.cited])
    return Sentence(pieces=tuple(pieces), claims=tuple(cited), topic=shown.label)


def _given(standing: Standing, shown: Figure) -> tuple[int | None, str, str, bool]:
    """A figure's number, the same in words, whom it counts, and whether a claim states it."""
    best = shown.best if shown.best is not None else shown.low
    claim = standing.claims[shown.best_claim or shown.cited[0]]
    amount = f"at most {number(shown.high)}" if best is None else counted(best)
    at_least = "at least " if best is not None and best == shown.low and shown.high is None else ""
    stated = _states(claim, best)
    return best, at_least + amount, _whom(claim if stated else None, shown, best), stated


def within(standing: Standing, shown: Figure, clock: Clock) -> Pieces:
    """A figure of what happened inside a sentence: "23 miners were killed, according to officials (5 Mar)".

    One that was said again later than by its source is told with that time.
    """
    claim = shown.best_claim or shown.cited[0]
    best, amount, who, stated = _given(standing, shown)
    first, last = standing.claims[claim].asserted_at, standing.latest(shown.supporting or (claim,), clock.zone)
    said = "according to" if stated else "reckoned from figures of"
    source = f", {said} {dated(standing.source(claim), clock(first))}"
    if last and moment(last) != moment(first):
        source = f" (by figures last given {clock(last)})"
    verb = outcome_words(shown.outcome)["one" if best == 1 else "many"]
    return (amount, claim), (f" {who} {verb}{source}", None)


def _movement(shown: Figure, old: Figure | None) -> list[tuple[str, str | None]]:
    """How a figure stands to the one before it: up, down, or the same within other bounds."""
    open_ended = shown.high is None and shown.low == shown.best
    band = "" if shown.single or open_ended else f" (low {number(shown.low)}, {_high(shown)})"
    if old is None or old.best is None or shown.best is None:
        return [(band, None)] if band else []
    if old.best != shown.best:
        way = "up" if shown.best > old.best else "down"
        return [(f", {way} from ", None), (counted(old.best), old.best_claim), (band, None)]
    now = "with no other figure left" if shown.single else f"but now low {number(shown.low)}, {_high(shown)}"
    return [(f", as before, {now}", None)]


def _high(figure: Figure) -> str:
    return "no upper figure" if figure.high is None else f"high {number(figure.high)}"


def _whom(claim: Claim | None, shown: Figure, best: int | None) -> str:
    """Whom a figure counts: its population, one of them in the words of the claim that counts one."""
    if best == 1 and shown.population and isinstance(claim, CountClaim):
        return people(claim, shown.population)
    return shown.population or ("person" if best == 1 else "people")


def _states(claim: Claim, value: int | None) -> bool:
    return isinstance(claim, CountClaim) and value is not None and value in (claim.quantity.low, claim.quantity.high)


def pair(standing: Standing, relation: Relation) -> Sentence:
    """How one claim stands to another."""
    one, other = standing.claims[relation.a], standing.claims[relation.b]
    middle = f" ({standing.source(one.id)}) {_RELATION[relation.relation]} "
    pieces: Pieces = (
        (spelled(spoken(one)[0]), one.id),
        (middle, None),
        (spoken(other)[0], other.id),
        (f" ({standing.source(other.id)}).", None),
    )
    return Sentence(pieces=pieces, claims=(one.id, other.id))


_ARTICLE = re.compile(
    r"(?:(?<=[,;:] )|(?<= and )|(?<= via ))(?:(?:The|Some|Other|Several)(?= \w)"
    r"|(?:An|A)(?=(?: [A-Z][\w\u2019'-]*)* (?!gave\b|named\b|denied\b|and\b)[a-z]))"
)
"""An article inside a sentence that is no part of a name: "A Norvik official", not "An Nahar"."""


def explained(
    found: Contradiction, standing: Standing | None = None, limit: int = 600, ids: Collection[str] = ()
) -> str:
    """What a contradiction is about, in a sentence: sources are named as inside one ("…, via a news agency").

    `standing`: a report that names no outlet is called as everywhere else ("report 3"). `ids`: of reports that stand
    under their own id where that is not known; an id keeps its small letters.
    """
    words = one_line(found.explanation, limit)
    if standing is not None:
        words = _numbered(words, [standing.claims[c] for c in found.claims if c in standing.claims], standing)
    words = _ARTICLE.sub(lambda article: article[0].lower(), words)
    return words if any(words.startswith(f"{one_line(id_)} ") for id_ in ids if id_) else opening(words)


def _numbered(words: str, claims: Sequence[Claim], standing: Standing) -> str:
    """The ids of reports as "report 3", where they stand as a whole source: never inside other words."""
    called: dict[str, str] = {}
    for claim in claims:
        document, chain = standing.documents[claim.document], claim.attribution.chain if claim.attribution else ()
        if not document.outlet:
            called[one_line(document.document)] = standing.outlet(claim.id)
        for source in (*(s.text for s in chain), document.outlet or ""):  # what begins like an id is not one
            called.setdefault(one_line(source), "")
    sources = "|".join(re.escape(name) for name in sorted(called, key=len, reverse=True) if name)
    if not sources or not any(called.values()):
        return words
    whole = re.compile(rf"(?:^|(?<=[,;] )|(?<= and )|(?<=\())(?:{sources})(?=[ ),])")
    return whole.sub(lambda source: called[source[0]] or source[0], words)


_PAUSE = re.compile(r", | gave ")


def pointed(text: str, claim: str) -> Pieces:
    """A sentence whose first words open a claim: those before its first comma, or before what somebody gave.

    A comma in brackets is none: "Of the same distance (border, mine), …".
    """
    starts = (pause.start() for pause in _PAUSE.finditer(text, 1))
    end = next((n for n in starts if text.count("(", 0, n) <= text.count(")", 0, n)), len(text))
    return (text[:end], claim), (text[end:], None)


def opening(text: str) -> str:
    """A sentence's first words with their first letter large."""
    return text[:1].upper() + text[1:]


def _carried(group: Group) -> str:
    """How many outlets and origins, where that is more than the one named."""
    if len(group.claims) == 1 and group.outlets <= 1:
        return ""
    return f"; {plural(group.outlets, 'outlet')}, {plural(group.origins, 'origin')}"
