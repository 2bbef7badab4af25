"""What is not known: the questions that a story of its kind is asked and that no report answers.

Kinds and their questions are data (`resources/tell/kinds.tsv`, `questions.tsv`). That a question is answered is told
by a figure that stands, else by words that answers are made of; where in doubt a question goes unlisted, since
"not known" must not stand over something that a report says.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice

from asof.records import Document, Event
from asof.resources import table
from asof.tell.sentences import Sentence
from asof.tell.standing import Standing
from asof.tell.wording import outcome_words, plural

HEAD = 400
"""Characters at the head of a report that say what kind of story it tells."""

HEADS = 100
"""How many reports' heads say what kind of story it is: of more, those of the first and the last."""

READ = 40_000
"""Characters of a report in which an answer is looked for."""


REPORTS = 300
"""How many of an event's reports are read for answers: of more, the first and the last; the sentence says so."""

_FOUND_MOST = 200_000
"""How many findings are kept between calls, so that scrubbing through a story reads each report once."""

_found: dict[tuple[str, str], tuple[int, ...]] = {}
"""By a text's hash and an answer's words, where in the text they stand."""


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], _pattern(row["words"])) for row in table("tell/kinds"))


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def _kinds_of(head: str) -> frozenset[str]:
    return frozenset(kind for kind, words in _kinds() if words.search(head))


def kind_of(heads: Iterable[str]) -> str | None:
    """The kind of story that most of the heads of reports tell; None where a quarter of them agree on none."""
    read = list(heads)
    told = [_kinds_of(head) for head in read]
    found = [(sum(kind in kinds for kinds in told), kind) for kind, _ in _kinds()]
    most = max((count for count, _ in found), default=0)
    return next((kind for count, kind in found if count == most), None) if most and 4 * most >= len(read) else None


def unanswered(standing: Standing, event: Event, spoken_of: Iterable[str] = ()) -> tuple[Sentence, ...]:
    """The questions of an event that no report of its own answers by the moment; `spoken_of`: outcomes of tracks."""
    zone = standing.zone(event)
    own = [d for d in (event.primary or event.documents) if d in standing.documents and standing.shown(d, zone)]
    if not own:
        return ()
    read = own if len(own) <= REPORTS else [*own[: REPORTS // 2], *own[-REPORTS // 2 :]]
    documents = [standing.documents[d] for d in read]
    telling = documents if len(documents) <= HEADS else [*documents[: HEADS // 2], *documents[-HEADS // 2 :]]
    kind = kind_of(f"{standing.title(d.document)} {d.text[:HEAD]}" for d in telling)
    asked = {row["asks"]: row["answered"] for row in table("tell/questions") if row["kind"] in ("any", kind)}
    extra = (row for row in table("tell/outcomes") if row["name"] in set(spoken_of))
    outcomes = {answer.removeprefix("outcome:") for answer in asked.values()}
    asked |= {row["unknown"]: f"outcome:{row['name']}" for row in extra if row["name"] not in outcomes}
    told = _Told(standing, event, tuple(documents), len(own))
    return tuple(told.sentence(asks, answer) for asks, answer in asked.items() if not told.answers(answer))


class _Told:
    """What the reports of an event say by the moment, as far as questions go. `own`: how many reports it has."""

    def __init__(self, standing: Standing, event: Event, read: tuple[Document, ...], own: int) -> None:
        self._standing, self._event, self._read, self._own = standing, event, read, own

    def answers(self, answer: str) -> bool:
        """Whether a figure of the outcome stands, or the words of an answer are in a report."""
        words = "|".join(part for part in answer.split("|") if not part.startswith("outcome:"))
        for part in answer.split("|"):
            outcome = part.removeprefix("outcome:") if part.startswith("outcome:") else None
            estimate = self._event.estimates.get(outcome or "")
            if estimate and not estimate.low == estimate.best == estimate.high is None:
                return self._lapsed(outcome or "") is None
        return bool(words) and any(self._says(document, words) for document in self._read)

    def _lapsed(self, outcome: str) -> str | None:
        """When a state that lasts was last spoken of, where that is more than a day before the moment."""
        estimate, clock = self._event.estimates.get(outcome), self._standing.clock(self._event)
        known = tuple(c for c in estimate.supporting if c in self._standing.claims) if estimate else ()
        last = self._standing.latest(known, clock.zone)
        return last if last and outcome_words(outcome)["state"] and self._standing.stale(last, clock) else None

    def _since(self, outcome: str, asks: str, last: str) -> Sentence:
        """Nobody has said since 18 Jan how many are still held: that was answered once, and may no longer be so."""
        known = tuple(c for c in self._event.estimates[outcome].supporting if c in self._standing.claims)
        clock = self._standing.clock(self._event)
        return Sentence(
            pieces=(("Nobody has said since ", None), (clock(last), known[0]), (f" {asks}.", None)),
            claims=known,
            documents=tuple(d.document for d in self._read),
        )

    def _says(self, document: Document, words: str) -> bool:
        """Whether a report had said it by the moment: a live blog goes on after it appeared."""
        places = _places(document, words)
        if self._standing.at is None:
            return bool(places)
        return any(self._standing.stamped(document.asserted_at(place)) for place in places)

    def sentence(self, asks: str, answer: str) -> Sentence:
        """Say that no report read answers; where some speak of the outcome without a figure, say that and cite them."""
        outcome, zone = answer.removeprefix("outcome:"), self._standing.zone(self._event)
        if last := self._lapsed(outcome):
            return self._since(outcome, asks, last)
        names = tuple(d.document for d in self._read)
        counts, here = self._standing.counts_of(outcome), set(names)
        near = (c.id for c in counts if c.main and c.document in here and self._standing.said(c.id, zone))
        cited = tuple(islice(near, 3))
        if cited:
            text = f"No figure that could be used says {asks}, though reports speak of it."
            return Sentence(pieces=((text, cited[0]),), claims=cited, documents=names)
        of = f" read, of {self._own:,}," if self._own > len(names) else ""
        reports = (
            f"None of the {plural(len(names), 'report')}{of} says" if len(names) > 1 else "The report does not say"
        )
        return Sentence(pieces=((f"{reports} {asks}.", None),), documents=names)


def _places(document: Document, words: str) -> tuple[int, ...]:
    """Where in a report the words of an answer stand."""
    key = (document.sha256, words)
    if key not in _found:
        if len(_found) >= _FOUND_MOST:
            _found.clear()
        _found[key] = tuple(m.start() for m in islice(_pattern(words).finditer(document.text[:READ]), 20))
    return _found[key]
