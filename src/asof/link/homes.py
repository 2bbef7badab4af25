"""Where outlets are at home, learned from the pile: for those of which no address says it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from asof.records import Analysis, Document

_SURE = 0.6
"""The share of an outlet's reports, one more report counted against it, that must lie in its home division."""

Division = tuple[str | None, str | None]
Homes = Mapping[str, Division]


def homes(documents: Sequence[Document], analyses: Mapping[str, Analysis]) -> Homes:
    """Outlet -> the division (country, name) that most of its reports name most; an outlet of many has none."""
    seen: dict[str, Counter[Division]] = defaultdict(Counter)
    for document in documents:
        analysis = analyses.get(document.document)
        places = analysis.places if analysis else ()
        named: Counter[Division] = Counter((p.country, p.admin1) for p in places if p.admin1)
        if document.outlet and named:
            seen[document.outlet][_first(named)] += 1
    at_home = {outlet: _first(named) for outlet, named in seen.items()}
    return {o: home for o, home in at_home.items() if seen[o][home] >= _SURE * (1 + seen[o].total())}


def _first(counted: Counter[Division]) -> Division:
    return max(counted, key=lambda d: (counted[d], d[0] or "", d[1] or ""))
