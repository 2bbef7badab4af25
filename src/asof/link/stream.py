"""Reports one at a time, in whatever order they come: the way from a document to its event."""

from collections.abc import Sequence

from asof.link.events import Change, Grouping
from asof.link.features import feature
from asof.link.parts import Part
from asof.link.wording import Frequencies, wording
from asof.records import Analysis, Claim, Document


class Stream:
    """Groups reports into events as they come; a report costs the same however many came before it.

    Of a report nothing is kept but what others are compared with. The order of coming need not be that of
    publication.
    """

    def __init__(self) -> None:
        self._seen = Frequencies()
        self._grouping = Grouping()

    def add(self, document: Document, analysis: Analysis | None = None, claims: Sequence[Claim] = ()) -> list[Change]:
        """Put a report into its event and say what changed, the report's own place first.

        `claims` are its claims, of which the main ones count. Raises ValueError for a document that came before.
        """
        found = wording(document)
        main = [c for c in claims if c.main]
        changes = self._grouping.add(feature(document, found, analysis, main, self._seen))
        self._seen.learn(found.all, 1 / self._grouping.size(self._grouping.event(document.document)))
        return changes

    def groups(self) -> list[list[int]]:
        """The events as groups of numbers of reports (in order of their coming), each in order."""
        return self._grouping.groups()

    def events(self) -> list[tuple[str, ...]]:
        """The events as the ids of their documents, in order of their coming."""
        return [tuple(self._grouping.name(i) for i in members) for members in self._grouping.groups()]


def group(units: Sequence[Part], given: bool = False) -> list[list[int]]:
    """Groups of indices into `units`, each in order; with `given`, by the story that documents carry.

    Documents without a story are grouped as found, among themselves, as a stream in the order given.
    """
    stories: dict[str, list[int]] = {}
    loose = []
    for index, unit in enumerate(units):
        if given and unit.document.story is not None:
            stories.setdefault(unit.document.story, []).append(index)
        else:
            loose.append(index)
    stream = Stream()
    for index in loose:
        stream.add(units[index].document, units[index].analysis, units[index].claims)
    return sorted([*stories.values(), *([loose[i] for i in members] for members in stream.groups())])
