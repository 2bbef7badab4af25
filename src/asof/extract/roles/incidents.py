"""Which incidents a report tells of, and who or what fills their roles: the models' scores made into decisions."""

from collections.abc import Mapping
from math import exp, floor
from typing import NamedTuple

from asof.extract.roles.features import Sheet, of_document, of_group
from asof.extract.roles.groups import groups
from asof.extract.roles.model import linear, settings
from asof.extract.roles.nominals import Nominal, nominals, tree
from asof.records import Analysis

SLOTS = ("perpetrator_person", "perpetrator_organisation", "target", "victim", "weapon")
TOLD = "incident"
"""The column of the documents' table that says whether a violent incident is told of at all; the others are types."""
_HOPELESS = -3.0
"""Log-odds of a document below which its things are not looked at."""
_LOWEST = -8.0


class Filler(NamedTuple):
    """One thing in one role: its mentions, the one that names it best first, and how likely it is."""

    role: str
    mentions: tuple[Nominal, ...]
    chance: float


class Incident(NamedTuple):
    """One incident: its type, how likely it is, and what fills its roles, in text order."""

    type: str
    chance: float
    fillers: tuple[Filler, ...]


class View(NamedTuple):
    """A document as the models see it: the log-odds that it tells of an incident, and of each type."""

    sheet: Sheet
    told: float
    types: dict[str, float]

    @property
    def type(self) -> str:
        """The likeliest type."""
        return max(self.types, key=lambda t: (self.types[t], t))


def view(analysis: Analysis) -> View | None:
    """What the documents' model says; None where there is no syntax, or no word that tells of an incident."""
    if not analysis.tokens or analysis.tokens[0].head < 0:
        return None
    sheet = Sheet(tree(analysis))
    if not any(sheet.told):
        return None
    model = linear("documents")
    scores = dict(zip(model.names, map(float, model.scores(of_document(sheet))), strict=True))
    return View(sheet, scores.pop(TOLD), scores)


def things(sheet: Sheet, told: float, kind: str) -> list[tuple[list[Nominal], list[str]]]:
    """The things of a document with their features; `told`, `kind`: what is thought of the document as a whole."""
    whole = [f"doc={max(-3, min(3, floor(told)))}", f"doctype={kind}"]
    made = []
    for group in groups(sheet.of, nominals(sheet.of)):
        own = of_group(sheet, group)
        heads = [f"doctype={kind}&{f}" for f in own if f.startswith("head=")]
        made.append((group, own + whole + heads))
    return made


def gate(told: float, highest: Mapping[str, float]) -> list[float]:
    """What decides whether an incident is told of: the documents' model, and the likeliest filler of each role."""
    return [told, *(highest[role] for role in SLOTS)]


def incidents(seen: View | None) -> tuple[Incident, ...]:
    """The incidents of one report, at most one at present; none where the report most likely tells of none."""
    if seen is None or seen.told < _HOPELESS:
        return ()
    model, least = linear("things"), settings()["thresholds"]
    highest = dict.fromkeys(model.names, _LOWEST)
    fillers: list[Filler] = []
    for group, features in things(seen.sheet, seen.told, seen.type):
        for role, score in zip(model.names, map(float, model.scores(features)), strict=True):
            highest[role] = max(highest[role], score)
            if chance(score) >= least[role]:
                fillers.append(Filler(role, tuple(_best_first(seen.sheet, group)), chance(score)))
    weights = settings()["gate"]
    told = weights["constant"] + sum(w * x for w, x in zip(weights["weights"], gate(seen.told, highest), strict=True))
    if told < settings()["told"] or not fillers:
        return ()
    return (Incident(seen.type, chance(told), tuple(fillers)),)


def _best_first(sheet: Sheet, group: list[Nominal]) -> list[Nominal]:
    """Mentions with the name before the noun, the whole name before its part, else as they stand in the text."""
    return sorted(group, key=lambda m: (not m.kind, -(m.last - m.first) if m.kind else 0, m.first))


def chance(score: float) -> float:
    """The chance that log-odds give."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))
