"""What an event is called, when and where it was: an `EventCore` from its documents, their analyses and claims."""

import hashlib
from collections.abc import Sequence

from asof.link.features import headline_of
from asof.link.homes import Homes
from asof.link.parts import Part
from asof.link.when import when
from asof.link.where import where
from asof.records import Claim, CountClaim, Document, EventCore, EventPlace

_LABEL = 120


def core(units: Sequence[Part], at_home: Homes | None = None) -> EventCore:
    """The event that `units` (in order of publication) tell of; `at_home`: where their outlets are at home.

    Reports that tell of several events are primary only where no other report tells of this one.
    """
    documents = [u.document for u in units]
    analyses = {u.document.document: u.analysis for u in units if u.analysis}
    claims = {u.document.document: u.claims for u in units}
    main = [c for u in units for c in u.claims if c.main]
    start, end, precision = when(documents, analyses, claims)
    place = where(documents, analyses, claims, at_home)
    label = _label(documents, main, start, place)
    # of the first report alone: the label may change with what is read later, the id should not
    digest = hashlib.sha256(documents[0].document.encode("utf-8", "replace")).hexdigest()
    every = tuple(dict.fromkeys(u.report for u in units))
    whole = tuple(dict.fromkeys(u.report for u in units if u.of is None))
    return EventCore(
        id="e" + digest[:15], label=label, documents=every, primary=whole or every,
        start=start, end=end, date_prec=precision, place=place,
    )  # fmt: skip


def _label(documents: Sequence[Document], main: Sequence[Claim], start: str | None, place: EventPlace) -> str:
    """The earliest headline; without one, "Miners killed, Norvik, 2026-03-03": without a figure, which will change."""
    for document in documents:
        if headline := headline_of(document):
            return " ".join(headline.split())[:_LABEL]
    counts = [c for c in main if isinstance(c, CountClaim) and c.quantity.low is not None]
    whom = (counts[0].population.text if counts else None) or "people"
    told = f"{whom[:1].upper()}{whom[1:]} {counts[0].outcome}" if counts else None
    parts = [part for part in (told, place.name, start) if part]
    return ", ".join(parts) or documents[0].document
