"""What is not known: the questions that a story of its kind is asked and that no report answers.

Kinds and their questions are data (`resources/tell/kinds.tsv`, `questions.tsv`). That a question is answered is told
by a figure that stands, else by words that answers are made of; where in doubt a question goes unlisted, since
"not known" must not stand over something that a report says.
"""

import re
from collections.abc import Iterable
from functools import cache

from asof.records import CountClaim, Document, Event
from asof.resources import table
from asof.tell.sentences import Sentence
from asof.tell.standing import Standing
from asof.tell.wording import plural

HEAD = 400
"""Characters at the head of a report that say what kind of story it tells."""

READ = 40_000
"""Characters of a report in which an answer is looked for."""


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], _pattern(row["words"])) for row in table("tell/kinds"))


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def kind_of(heads: Iterable[str]) -> str | None:
    """The kind of story that most of the heads of reports tell; None where a quarter of them agree on none."""
    read = list(heads)
    found = [(sum(bool(words.search(head)) for head in read), kind) for kind, words in _kinds()]
    most = max((count for count, _ in found), default=0)
    return next((kind for count, kind in found if count == most), None) if most and 4 * most >= len(read) else None


def unanswered(standing: Standing, event: Event, spoken_of: Iterable[str] = ()) -> tuple[Sentence, ...]:
    """The questions of an event that no report of its own answers by the moment; `spoken_of`: outcomes of tracks."""
    zone = standing.zone(event)
    own = [d for d in (event.primary or event.documents) if d in standing.documents and standing.shown(d, zone)]
    if not own:
        return ()
    documents = [standing.documents[d] for d in own]
    kind = kind_of(f"{standing.title(d.document)} {d.text[:HEAD]}" for d in documents)
    asked = {row["asks"]: row["answered"] for row in table("tell/questions") if row["kind"] in ("any", kind)}
    extra = (row for row in table("tell/outcomes") if row["name"] in set(spoken_of))
    outcomes = {answer.removeprefix("outcome:") for answer in asked.values()}
    asked |= {row["unknown"]: f"outcome:{row['name']}" for row in extra if row["name"] not in outcomes}
    texts = [_said_by(standing, d) for d in documents]
    open_ones = [(asks, answer) for asks, answer in asked.items() if not _answered(event, answer, texts)]
    return tuple(_sentence(standing, event, asks, answer, tuple(own)) for asks, answer in open_ones)


def _said_by(standing: Standing, document: Document) -> str:
    """What a report had said by the moment: a live blog goes on after it appeared."""
    if standing.at is None or not document.passages:
        return document.text[:READ]
    kept = (p for p in document.passages if standing.stamped(p.asserted_at or document.published.value))
    return " ".join(document.text[p.start : p.end] for p in kept)[:READ]


def _answered(event: Event, answer: str, texts: Iterable[str]) -> bool:
    """Whether a figure of the outcome stands, or the words of an answer are in a report."""
    words = [part for part in answer.split("|") if not part.startswith("outcome:")]
    for part in answer.split("|"):
        estimate = event.estimates.get(part.removeprefix("outcome:")) if part.startswith("outcome:") else None
        if estimate and not estimate.low == estimate.best == estimate.high is None:
            return True
    return bool(words) and any(_pattern("|".join(words)).search(text) for text in texts)


def _sentence(standing: Standing, event: Event, asks: str, answer: str, own: tuple[str, ...]) -> Sentence:
    """Say that no report read answers; where some speak of the outcome without a figure, say that and cite them."""
    outcome = answer.removeprefix("outcome:")
    claims = [c for c in standing.claims.values() if isinstance(c, CountClaim) and c.outcome == outcome]
    zone = standing.zone(event)
    near = tuple(c.id for c in claims if c.document in own and c.main and standing.said(c.id, zone))[:3]
    if near:
        text = f"No figure that could be used says {asks}, though reports speak of it."
        return Sentence(pieces=((text, near[0]),), claims=near, documents=own)
    reports = "The report does not say" if len(own) == 1 else f"None of the {plural(len(own), 'report')} says"
    return Sentence(pieces=((f"{reports} {asks}.", None),), documents=own)
