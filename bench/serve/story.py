"""A large story out of nothing: thousands of invented reports of a flooded mine, as linking would hand them on."""

import hashlib
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asof.reconcile import reconcile
from asof.records import (
    Alias,
    Attribution,
    Bounds,
    Claim,
    ClaimLink,
    CountClaim,
    Document,
    Entity,
    EventCore,
    EventPlace,
    Linked,
    Passage,
    Population,
    Published,
    Range,
    Reading,
    Source,
    Span,
    Story,
    claim_id,
)
from asof.store import Writer

_START = datetime(2031, 3, 3, 4, 0, tzinfo=UTC)
_SOURCES = (
    ("Police in Norvik", "police"),
    ("The mines ministry", "official"),
    ("A rescue worker", "witness"),
    ("The company", "company"),
    ("A hospital doctor", "medical"),
    ("The regional governor", "official"),
)
_OUTCOMES = (("killed", "were killed", 90), ("missing", "were missing", 160), ("freed", "were freed", 240))
_PEOPLE = {"miners": "miner", "foreign miners": "miner", "rescue workers": "worker"}


class _Writing:
    """A text as it is written, with the claims found in it so far."""

    def __init__(self, name: str, number: int) -> None:
        self.document, self.number = name, number
        self.text = f"Report {number} from the flooded mine\n\n"
        self.claims: list[Claim] = []

    def sentence(self, source: tuple[str, str], outcome: tuple[str, str, int], who: str, count: int) -> None:
        """Write a sentence that one source gives one figure, and the claim that it makes."""
        first = len(self.text)
        words, kind = source
        start = first + len(f"{words} said ")
        self.text += f"{words} said {count} {who} {outcome[1]}. "
        end = start + len(str(count))
        self.claims.append(
            CountClaim(
                id=claim_id(self.document, "count", start, end, outcome[0]),
                document=self.document,
                span=Span.of(self.text, start, end),
                part="body",
                sentence=Range(start=first, end=len(self.text) - 1),
                attribution=Attribution(
                    chain=(Source(text=words, start=first, end=first + len(words), kind=kind),),  # type: ignore[arg-type]
                    cue=Span.of(self.text, first + len(words) + 1, first + len(words) + 5),
                ),
                asserted_at=_stamp(self.number),
                made_by="bench/1",
                outcome=outcome[0],
                quantity=Bounds(low=count, high=count),
                population=Population(text=who, start=end + 1, end=end + 1 + len(who), head=_PEOPLE[who]),
            )
        )

    def finished(self) -> Document:
        """The report as a document."""
        return Document(
            document=self.document,
            text=self.text,
            title=f"Report {self.number} from the flooded mine",
            published=Published(value=_stamp(self.number), precision="second", reason="generated"),
            outlet=f"Courier {self.number % 60}",
            sha256=hashlib.sha256(self.text.encode()).hexdigest(),
            passages=(Passage(start=0, end=len(self.text), part="body", asserted_at=_stamp(self.number)),),
        )


def _stamp(number: int) -> str:
    return (_START + timedelta(minutes=3 * number)).strftime("%Y-%m-%dT%H:%M:%SZ")


def linked(reports: int = 5000, events: int = 8) -> Linked:
    """Reports in order of publication, three claims each; the first event has half of them, the others share the rest.

    The same numbers give the same story.
    """
    chance = random.Random(7)  # noqa: S311 - a story, no secret
    documents, claims, links = [], [], []
    of_event: dict[str, list[str]] = {f"e{n}": [] for n in range(events)}
    for number in range(reports):
        event = "e0" if chance.random() < 0.5 or events == 1 else f"e{chance.randrange(1, events)}"
        made = _written(number, reports, chance)
        documents.append(made.finished())
        claims.extend(made.claims)
        links.extend(ClaimLink(claim=c.id, event=event, origin=f"o{number // 4}") for c in made.claims)
        of_event[event].append(made.document)
    place = EventPlace(name="Norvik", country="NO", timezone="Europe/Oslo")
    cores = tuple(
        EventCore(id=e, label=f"Flooded mine, shaft {e[1:]}", documents=tuple(d), primary=tuple(d), place=place)
        for e, d in of_event.items()
        if d
    )
    names = tuple(d.document for d in documents)
    police = Entity(id="n1", type="group", name="Police", aliases=(Alias(text="Police", count=3, documents=names[:9]),))
    return Linked(
        documents=tuple(documents), claims=tuple(claims), links=tuple(links), entities=(police,), events=cores
    )


def _written(number: int, reports: int, chance: random.Random) -> _Writing:
    made = _Writing(f"report-{number:05}", number)
    for outcome in _OUTCOMES:
        grown = int(outcome[2] * number / reports) if outcome[0] != "missing" else int(160 * (1 - number / reports))
        count = max(1, grown + chance.randrange(-4, 5))
        made.sentence(chance.choice(_SOURCES), outcome, chance.choice(list(_PEOPLE)), count)
    return made


def write(path: Path, reports: int = 5000, events: int = 8) -> None:
    """Keep such a story in a file, as a run would."""
    made = linked(reports, events)
    by_document: dict[str, list[Claim]] = {}
    for claim in made.claims:
        by_document.setdefault(claim.document, []).append(claim)
    with Writer(path) as writer:
        for document in made.documents:
            raw = document.text.encode()
            reading = Reading(
                document=document, raw=raw, raw_sha256=document.sha256, media_type="text/plain", input="-"
            )
            writer.reading(reading)
            writer.claims(document, by_document[document.document], "bench/1")
        story = Story(
            documents=made.documents, claims=made.claims, links=made.links, entities=made.entities,
            reconciled=reconcile(made),
        )  # fmt: skip
        writer.derived(story)
