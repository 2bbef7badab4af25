"""A made-up story for the tests of tell: the seizure of a mine that does not exist, told by outlets that do not."""

import hashlib

from asof.records import (
    Alias,
    Amount,
    Attribution,
    Bounds,
    Claim,
    ClaimLink,
    Contradiction,
    CountClaim,
    Document,
    Entity,
    Estimate,
    Event,
    EventPlace,
    MeasureClaim,
    Passage,
    Point,
    Population,
    PopulationEstimate,
    Published,
    Range,
    Reconciled,
    Rejected,
    Relation,
    Source,
    Span,
    StatementClaim,
    Story,
    Track,
    ValidTime,
    claim_id,
)

REPORTS = (
    ("courier-1", "Norvik Courier", "2031-03-04T07:10:00Z", "Gunmen seize Hallen mine",
     "NORVIK — Gunmen seized the Hallen mine early on Tuesday. Police said at least 20 miners were held, "
     "the Norvik Courier reported. Witnesses spoke of 30 to 40 miners held underground.\n\n"
     "In an accident at another mine in 2019, 7 miners were killed.\n"),
    ("wire-1", "Tessa Wire", "2031-03-04T11:30:00Z", "Militants claim 35 dead at mine",
     "The militants said 35 miners were killed in an air strike on the mine, the Varde news agency reported. "
     "The mine lies 40 miles from the border.\n"),
    ("post-1", "Halmstrand Post", "2031-03-04T12:05:00Z", "Militants claim 35 dead at mine (agency)",
     "The militants said 35 miners were killed in an air strike on the mine, the Varde news agency reported.\n"),
    ("courier-2", "Norvik Courier", "2031-03-04T16:45:00Z", "Ministry denies air strike deaths",
     "The interior ministry denied that 35 miners were killed. It said 12 miners were freed on Tuesday. "
     "The mine is 60 miles from the border, the ministry said.\n"),
    ("wire-2", "Tessa Wire", "2031-03-05T09:00:00Z", "Siege ends; 16 miners dead",
     "The siege ended on Wednesday. "
     "The interior ministry said 16 miners were killed and 11 attackers were shot dead. "
     "A doctor at Norvik hospital said at least 23 miners were killed. The militants demanded the release of "
     "100 prisoners.\n"),
    ("blog-1", None, "2031-03-05", "What we know & what we do not <Wednesday>",
     "Officials said 23 miners were killed, among them 5 foreign engineers. "
     "“We will not negotiate,” a minister said.\n"),
)  # fmt: skip


def document(name: str, outlet: str | None, published: str, title: str | None, text: str) -> Document:
    """One report with a single body passage."""
    return Document(
        document=name,
        text=text,
        title=title,
        published=Published(value=published, precision="minute" if "T" in published else "day", reason="given"),
        outlet=outlet,
        url=f"https://example.org/{name}",
        language="en",
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        passages=(Passage(start=0, end=len(text), part="body", asserted_at=published),),
    )


def span(doc: Document, words: str, nth: int = 0) -> Span:
    """The nth place of `words` in a document."""
    start = -1
    for _ in range(nth + 1):
        start = doc.text.index(words, start + 1)
    return Span(start=start, end=start + len(words), text=words)


def sentence(doc: Document, at: Span) -> Range:
    """The sentence of a span, by full stops."""
    left = max(doc.text.rfind(". ", 0, at.start) + 2, doc.text.rfind("\n", 0, at.start) + 1, 0)
    right = doc.text.find(".", at.end)
    return Range(start=left if left > 1 else 0, end=right + 1 if right >= 0 else len(doc.text))


def chain(doc: Document, *links: tuple[str, str]) -> Attribution:
    """An attribution whose chain is the (words, kind) given, nearest first."""
    found = [(span(doc, words), kind) for words, kind in links]
    return Attribution(chain=tuple(Source(text=s.text, start=s.start, end=s.end, kind=k) for s, k in found))  # type: ignore[arg-type]


def count(doc: Document, words: str, outcome: str, bounds: tuple[int | None, int | None], **more: object) -> CountClaim:
    """A count claim whose span is the first place of `words`; `of` names its population, `nth` its place."""
    at = span(doc, words, int(str(more.pop("nth", 0))))
    of = str(more.pop("of", "miners"))
    return CountClaim(
        id=claim_id(doc.document, "count", at.start, at.end, outcome),
        document=doc.document,
        span=at,
        part="body",
        sentence=sentence(doc, at),
        outcome=outcome,
        quantity=Bounds(low=bounds[0], high=bounds[1]),
        population=Population(text=of, head=of.rstrip("s")),
        asserted_at=doc.asserted_at(at.start),
        made_by="count/test",
        **more,  # type: ignore[arg-type]
    )


def distance(doc: Document, words: str, miles: float) -> MeasureClaim:
    """A claim about how far the mine is."""
    at = span(doc, words)
    return MeasureClaim(
        id=claim_id(doc.document, "measure", at.start, at.end, "distance"),
        document=doc.document,
        span=at,
        part="body",
        sentence=sentence(doc, at),
        measure="distance",
        quantity=Amount(low=miles, high=miles, unit="mile"),
        of=span(doc, "border"),
        asserted_at=doc.asserted_at(at.start),
        made_by="measure/test",
    )


def documents() -> dict[str, Document]:
    """The reports by id."""
    return {row[0]: document(*row) for row in REPORTS}


def claims(docs: dict[str, Document]) -> dict[str, Claim]:
    """The claims by a short name of their own."""
    c1, w1, p1, c2, w2, b1 = docs.values()
    told = (("The militants", "militant"), ("the Varde news agency", "agency"))
    strike = count(w1, "35", "killed", (35, 35), attribution=chain(w1, *told))
    copied = count(p1, "35", "killed", (35, 35), attribution=chain(p1, *told))
    denied = (strike.id, copied.id)
    ministry, later = chain(c2, ("The interior ministry", "official")), chain(w2, ("The interior ministry", "official"))
    doctor, officials = chain(w2, ("A doctor at Norvik hospital", "medical")), chain(b1, ("Officials", "official"))
    statement = span(b1, "We will not negotiate,")
    day = ValidTime(value="2031-03-04")
    return {
        "held-20": count(c1, "at least 20", "held", (20, None), attribution=chain(c1, ("Police", "police"))),
        "held-30": count(
            c1, "30 to 40", "held", (30, 40), factuality="PS+", attribution=chain(c1, ("Witnesses", "witness"))
        ),
        "old-7": count(c1, "7", "killed", (7, 7), main=False),
        "killed-35": strike,
        "killed-35-copy": copied,
        "far-40": distance(w1, "40 miles", 40),
        "denial": count(c2, "35", "killed", (35, 35), factuality="CT-", denies=denied, attribution=ministry),
        "freed-12": count(c2, "12", "freed", (12, 12), attribution=ministry, valid_time=day),
        "far-60": distance(c2, "60 miles", 60),
        "killed-16": count(w2, "16", "killed", (16, 16), attribution=later),
        "attackers-11": count(w2, "11", "killed", (11, 11), of="attackers", attribution=later),
        "killed-23": count(w2, "at least 23", "killed", (23, None), attribution=doctor),
        "demand": count(w2, "100", "freed", (100, 100), of="prisoners", factuality="Uu"),
        "killed-23-officials": count(b1, "23", "killed", (23, 23), attribution=officials),
        "foreign-5": count(
            b1, "5", "killed", (5, 5), of="foreign engineers", basis="part", attribution=officials
        ),
        "statement": StatementClaim(
            id=claim_id("blog-1", "statement", statement.start, statement.end, ""), document="blog-1", span=statement,
            part="body", sentence=sentence(b1, statement), content=(statement,), made_by="statement/test",
            asserted_at="2031-03-05",
        ),
    }  # fmt: skip


ORIGINS = {"killed-35": "o1", "killed-35-copy": "o1", "killed-16": "o2", "attackers-11": "o2", "denial": "o2"}
OFF_THE_EVENT = frozenset({"old-7"})


def links(made: dict[str, Claim]) -> tuple[ClaimLink, ...]:
    """Where each claim belongs: the agency's story is one origin carried by two outlets."""
    return tuple(
        ClaimLink(
            claim=c.id,
            event=None if name in OFF_THE_EVENT else "ev1",
            origin=ORIGINS.get(name, f"o-{name}"),
            outlets=2 if name.startswith("killed-35") else 1,
            copy_of=made["killed-35"].id if name == "killed-35-copy" else None,
        )
        for name, c in made.items()
    )


def point(claim: Claim, **more: object) -> Point:
    """A point that states what its claim does."""
    quantity = claim.quantity  # type: ignore[union-attr]
    low, high = quantity.low, quantity.high
    return Point(
        asserted_at=claim.asserted_at,
        low=low,
        best=low if low is not None else high,
        high=high,
        claim=claim.id,
        source=claim.attribution.chain[0].text if claim.attribution and claim.attribution.chain else "",
        **more,  # type: ignore[arg-type]
    )


def tracks(made: dict[str, Claim]) -> tuple[Track, ...]:
    """Two populations of the killed, the held, the freed, and a distance."""
    denial, last = made["denial"].id, made["killed-23-officials"].id
    killed = (
        point(made["killed-35"], denied_by=(denial,)),
        point(made["killed-35-copy"], denied_by=(denial,)),
        point(made["denial"]),
        point(made["killed-16"], superseded_by=last),
        point(made["killed-23"]),
        point(made["killed-23-officials"]),
    )
    return (
        Track(id="t-killed", event="ev1", kind="count", outcome="killed", population="miners", points=killed),
        Track(id="t-foreign", event="ev1", kind="count", outcome="killed", population="foreign engineers",
              points=(point(made["foreign-5"]),)),
        Track(id="t-attackers", event="ev1", kind="count", outcome="killed", population="attackers",
              points=(point(made["attackers-11"]),)),
        Track(id="t-held", event="ev1", kind="count", outcome="held", population="miners",
              points=(point(made["held-20"]), point(made["held-30"]))),
        Track(id="t-freed", event="ev1", kind="count", outcome="freed", population="miners",
              points=(point(made["freed-12"]),)),
        Track(id="t-far", event="ev1", kind="measure", outcome="distance", population="",
              points=(point(made["far-40"]), point(made["far-60"]))),
    )  # fmt: skip


def estimate(low: int, best: int, high: int, *supporting: Claim) -> Estimate:
    """An estimate that rests on the claims given."""
    return Estimate(
        low=low, best=best, high=high, as_of="2031-03-05T09:00:00Z", rule="ucdp",
        reason="The latest figure that two origins give; low and high are the ends of what stands.",
        supporting=tuple(c.id for c in supporting),
    )  # fmt: skip


def events(made: dict[str, Claim]) -> tuple[Event, ...]:
    """The one event, with its estimates over all and by population."""
    killed = estimate(27, 34, 34, made["killed-23-officials"], made["killed-23"], made["attackers-11"])
    by = {
        ("killed", "miners"): estimate(16, 23, 23, made["killed-23-officials"], made["killed-23"]),
        ("killed", "attackers"): estimate(11, 11, 11, made["attackers-11"]),
        ("killed", "foreign engineers"): estimate(5, 5, 5, made["foreign-5"]),
    }
    populations = tuple(
        PopulationEstimate(
            outcome=o, population=p, low=e.low, best=e.best, high=e.high, as_of=e.as_of, rule=e.rule,
            reason=e.reason, supporting=e.supporting,
        )
        for (o, p), e in by.items()
    )  # fmt: skip
    return (
        Event(
            id="ev1",
            label="Seizure of the Hallen mine",
            documents=tuple(row[0] for row in REPORTS),
            primary=tuple(row[0] for row in REPORTS),
            start="2031-03-04",
            end="2031-03-05",
            date_prec=1,
            place=EventPlace(name="Norvik", country="XX", timezone="Africa/Algiers"),
            estimates={
                "killed": killed,
                "held": estimate(20, 30, 40, made["held-20"], made["held-30"]),
                "freed": estimate(12, 12, 12, made["freed-12"]),
            },
            estimates_by=populations,
        ),
    )


def story() -> Story:
    """The whole run: one event, two populations, a denial, a supersession, a unit conflict, background."""
    docs = documents()
    made = claims(docs)
    reconciled = Reconciled(
        at=None,
        events=events(made),
        tracks=tracks(made),
        relations=(
            Relation(a=made["denial"].id, b=made["killed-35"].id, relation="denies", reason="It says so."),
            Relation(a=made["killed-23-officials"].id, b=made["killed-16"].id, relation="updates", reason="Later."),
        ),
        contradictions=(
            Contradiction(
                id="k1", event="ev1", kind="unit", claims=(made["far-40"].id, made["far-60"].id),
                explanation="40 miles and 60 miles cannot both be the distance to the border.",
                opened="2031-03-04T16:45:00Z",
            ),
            Contradiction(
                id="k2", event="ev1", kind="denial", claims=(made["killed-35"].id, made["denial"].id),
                explanation="The ministry denies what the militants assert.", opened="2031-03-04T16:45:00Z",
                closed="2031-03-05T09:00:00Z",
            ),
        ),
        set_aside={"background": 1, "not stated as fact": 1},
    )  # fmt: skip
    aliases = (Alias(text="Hallen mine", count=2, documents=("courier-1",)),)
    return Story(
        documents=tuple(docs.values()),
        claims=tuple(made.values()),
        links=links(made),
        entities=(Entity(id="n1", type="facility", name="Hallen mine", aliases=aliases),),
        reconciled=reconciled,
        rejected=(Rejected(input="broken.bin", reason="not text"),),
    )
