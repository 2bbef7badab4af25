"""Small records of fictitious events for the tests of this stage."""

from msgspec.structs import replace

from asof.reconcile import reconcile
from asof.records import (
    Amount,
    Attribution,
    Bounds,
    ClaimLink,
    CountClaim,
    Document,
    Estimate,
    EventCore,
    EventPlace,
    Linked,
    MeasureClaim,
    Population,
    Published,
    Range,
    Source,
    Span,
)

EVENT = "e1"
FAR = Range(start=2000, end=2030)
"""A sentence far below the opening of its report."""
_PLACES = {"headline": {"part": "headline"}, "far down": {"sentence": FAR}}


class Pile:
    """Builds a `Linked`: reports are added with `report`, claims with `count`, each returns the claim's id."""

    def __init__(self, country: str | None = None, timezone: str | None = None) -> None:
        self.documents: list[Document] = []
        self.claims: list = []
        self.links: list[ClaimLink] = []
        self.place = EventPlace(country=country, timezone=timezone)
        self._at = 0
        self._sentence = 0

    def report(self, name: str, when: str | None, outlet: str | None = None) -> None:
        """Begin a report; the claims that follow are its own."""
        published = Published(value=when, precision="day" if when else "unknown")
        self.documents.append(Document(document=name, text="", sha256="", published=published, outlet=outlet or name))
        self._at = 0

    def sentence(self) -> None:
        """Begin another sentence; without it every claim stands in a sentence of its own."""
        self._sentence = self._at + 1

    def _common(self, text: str, source: str | None, kind: str, origin: str | None, **more) -> dict:
        self._at += 10
        number = len(self.claims) + 1
        document = self.documents[-1]
        together = self._sentence or self._at
        chain = (Source(text=source, start=self._at, end=self._at + len(source), kind=kind),) if source else ()
        claim_id = more.pop("id", f"c{number}")
        event = more.pop("event", EVENT)
        self.links.append(
            ClaimLink(claim=claim_id, event=event, origin=origin or f"o-{document.document}-{source or ''}")
        )
        return {
            "id": claim_id,
            "document": document.document,
            "span": Span(start=self._at, end=self._at + len(text), text=text),
            "part": "body",
            "sentence": Range(start=together, end=together + 9),
            "attribution": Attribution(chain=chain),
            "asserted_at": document.published.value,
            "made_by": "test",
            **more,
        }

    def text(self, text: str) -> None:
        """Give the last report its text."""
        self.documents[-1] = replace(self.documents[-1], text=text)

    def count(  # noqa: PLR0917  the first few stand in nearly every test
        self,
        outcome: str,
        low: int | None,
        high: int | str | None = "same",
        who: str = "people",
        source: str | None = None,
        kind: str = "other",
        origin: str | None = None,
        **more,
    ) -> str:
        """Add a count claim. `who`: the noun, with "foreign" or a nationality before it."""
        *nationality, noun = who.split()
        head = noun.removesuffix("s")
        population = more.pop("population", None) or Population(
            text=who, head=head, role=more.pop("role", None), nationality=" ".join(nationality) or None
        )
        bounds = Bounds(low=low, high=low if high == "same" else high, approximate=more.pop("approximate", False))
        common = self._common(more.pop("text", str(low)), source, kind, origin, **more)
        self.claims.append(CountClaim(outcome=outcome, quantity=bounds, population=population, **common))
        return common["id"]

    def measure(self, value: float, unit: str, of: str = "border", conversion: Amount | None = None, **more) -> str:
        """Add a distance."""
        common = self._common(str(value), more.pop("source", None), "other", None, **more)
        self.claims.append(
            MeasureClaim(
                measure="distance",
                quantity=Amount(low=value, high=value, unit=unit),
                of=Span(start=0, end=len(of), text=of),
                conversion=conversion,
                **common,
            )
        )
        return common["id"]

    def linked(self) -> Linked:
        """All of it."""
        names = tuple(d.document for d in self.documents)
        core = EventCore(id=EVENT, label="a test", documents=names, primary=names, place=self.place)
        return Linked(
            documents=tuple(self.documents),
            claims=tuple(self.claims),
            links=tuple(self.links),
            entities=(),
            events=(core,),
        )


def told(*reports: tuple, country: str | None = None) -> Pile:
    """A pile of reports, each its day of May and what it counts.

    A count is (outcome, number), which opens the report, or with "headline" or "far down" behind it.
    """
    pile = Pile(country=country)
    for n, (day, *counts) in enumerate(reports):
        pile.report(f"r{n}", f"2031-05-{day:02}")
        for outcome, number, *where in counts:
            pile.count(outcome, number, **_PLACES[where[0]] if where else {})
    return pile


def estimate(pile: Pile, outcome: str = "killed", **asked: str | None) -> Estimate:
    """The estimate over every person; `asked` is given to `reconcile`."""
    return reconcile(pile.linked(), **asked).events[0].estimates[outcome]


def ends(found: Estimate) -> tuple[int | None, int | None, int | None]:
    """Low, best and high."""
    return found.low, found.best, found.high
