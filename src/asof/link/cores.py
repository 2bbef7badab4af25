"""What an event is called, when and where it was: an `EventCore` from its documents, their analyses and claims."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from asof.link.features import day_of, iso
from asof.records import Analysis, Claim, CountClaim, Document, EventCore, EventPlace, PlaceMention

_LABEL = 120
_LEAD = 1_500
"""Characters of a report that its event's date and place are looked for in, where no claim tells."""
_FAR = 400
"""A day further than this before the publication is background."""


def core(
    documents: Sequence[Document],
    analyses: Mapping[str, Analysis],
    claims: Mapping[str, Sequence[Claim]],
) -> EventCore:
    """The event that `documents` (in order of publication) tell of."""
    ids = tuple(d.document for d in documents)
    main = [c for d in documents for c in claims.get(d.document, ()) if c.main]
    start, end, precision = when(documents, analyses, main)
    place = where(documents, analyses, main)
    label = _label(documents, main, start, place)
    digest = hashlib.sha256(f"{ids[0]}\x1f{label}".encode()).hexdigest()
    return EventCore(
        id="e" + digest[:15], label=label, documents=ids, primary=ids,
        start=start, end=end, date_prec=precision, place=place,
    )  # fmt: skip


def _label(documents: Sequence[Document], main: Sequence[Claim], start: str | None, place: EventPlace) -> str:
    """The earliest headline; without one, "4 killed, Norvik, 2026-03-03"."""
    for document in documents:
        if document.title and document.title.strip():
            return " ".join(document.title.split())[:_LABEL]
    counts = [c for c in main if isinstance(c, CountClaim) and c.quantity.low is not None]
    figure = f"{counts[0].quantity.low} {counts[0].outcome}" if counts else None
    parts = [part for part in (figure, place.name, start) if part]
    return ", ".join(parts) or documents[0].document


def when(
    documents: Sequence[Document], analyses: Mapping[str, Analysis], main: Sequence[Claim]
) -> tuple[str | None, str | None, int | None]:
    """First and last day of the event, and UCDP's date precision.

    The day that most main claims give; else the first dated expression near the lead; else the publication.
    """
    votes = Counter(d for c in main if c.valid_time and (d := day_of(c.valid_time.value)) is not None)
    if not votes:
        votes = _lead_days(documents, analyses)
    if votes:
        most = max(votes.values())
        day = min(d for d, n in votes.items() if n == most)
        return iso(day), iso(day), 1
    published = [d for doc in documents if (d := day_of(doc.published.value)) is not None]
    if published:
        return iso(published[0]), iso(published[0]), 2
    return None, None, None


def _lead_days(documents: Sequence[Document], analyses: Mapping[str, Analysis]) -> Counter[int]:
    votes: Counter[int] = Counter()
    for document in documents:
        published = day_of(document.published.value)
        analysis = analyses.get(document.document)
        for time in analysis.times if analysis else ():
            day = day_of(time.value) if time.start < _LEAD and time.type in ("DATE", "TIME") else None
            if day is not None and (published is None or published - _FAR < day <= published):
                votes[day] += 1
                break
    return votes


def where(documents: Sequence[Document], analyses: Mapping[str, Analysis], main: Sequence[Claim]) -> EventPlace:
    """The place named most in datelines, leads and sentences of main claims; the finest kind of it."""
    spans = [(c.document, c.sentence) for c in main]
    votes: Counter[tuple[int, str]] = Counter()
    best: dict[tuple[int, str], PlaceMention] = {}
    for document in documents:
        analysis = analyses.get(document.document)
        sentences = [s for d, s in spans if d == document.document]
        for place in analysis.places if analysis else ():
            near = place.start < _LEAD or any(s.holds(place.start, place.end) for s in sentences)
            if near and place.country:
                key = (place.geonames or 0, place.name)
                votes[key] += 2 if place.kind in ("city", "admin2") else 1
                best.setdefault(key, place)
    if not votes:
        return EventPlace()
    chosen = best[min(votes, key=lambda key: (best[key].kind == "country", -votes[key], key))]
    return EventPlace(
        name=chosen.name, admin1=chosen.admin1, country=chosen.country, lat=chosen.lat, lon=chosen.lon,
        geonames=chosen.geonames, where_prec=chosen.precision, timezone=chosen.timezone,
    )  # fmt: skip
