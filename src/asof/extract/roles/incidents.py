"""Which incidents a report tells of, and who or what fills their roles: the models' scores made into decisions."""

from collections.abc import Mapping, Sequence
from math import exp, floor
from typing import NamedTuple

from asof.extract.roles.features import Sheet, of_document, of_group
from asof.extract.roles.groups import groups
from asof.extract.roles.model import linear, settings
from asof.extract.roles.nominals import Nominal, nominals, tree
from asof.extract.roles.splitting import clusters, of_pair, roles_of
from asof.records import Analysis

SLOTS = ("perpetrator_person", "perpetrator_organisation", "target", "victim", "weapon")
TOLD = "incident"
"""The column of the documents' table that says whether a violent incident is told of at all; the others are types."""
_HOPELESS = -3.0
"""Log-odds of a document below which its things are not looked at."""
_LOWEST = -8.0
_FOREIGN = frozenset({"pobj", "dobj", "prep", "nsubjpass"})
_CERTAIN = 5.0
"""Log-odds that one thing in two roles is of one incident."""


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
    """What the documents' model says; None where there is no syntax, or no word that tells of an incident.

    Syntax of another scheme than Universal Dependencies (a spaCy pipeline's) is none that the models know.
    """
    if not analysis.tokens or analysis.tokens[0].head < 0 or any(t.dep in _FOREIGN for t in analysis.tokens):
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


def incidents(seen: View) -> tuple[Incident, ...]:
    """The incidents of one report; none where the report most likely tells of none."""
    if seen.told < _HOPELESS:
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
    parts = apart(seen.sheet, fillers)
    own = settings()["apart"]["own" if len(parts) > 1 else "alone"]
    return tuple(Incident(_type_of(seen, part, own), chance(told), tuple(part)) for part in parts)


def apart(sheet: Sheet, fillers: Sequence[Filler]) -> list[list[Filler]]:
    """The fillers of each incident, in the order of their first mention.

    Victims (targets, where there are none) are clustered by how likely two of them are of one incident. Each other
    filler goes to the incident that it is nearest to, and to every other of which it surely is, too: one group may
    have done it all.
    """
    by_role = {role: [f for f in fillers if f.role == role] for role in ("victim", "target")}
    anchors = by_role["victim"] or by_role["target"]
    if len(anchors) < 2:
        return [list(fillers)]
    model, limits = linear("pairs"), settings()["apart"]

    def odds(one: Filler, other: Filler) -> float:
        a, b = sorted((one, other), key=lambda f: min(f.mentions))
        if a.mentions == b.mentions:
            return _CERTAIN
        pair = of_pair(sheet, sorted(a.mentions), sorted(b.mentions))
        return float(model.scores([*pair, roles_of(one.role, other.role)])[0])

    found = clusters(len(anchors), lambda i, j: odds(anchors[i], anchors[j]), limits["joined"])
    if len(found) == 1:
        return [list(fillers)]
    bases = [[anchors[i] for i in each] for each in found]
    made = [list(base) for base in bases]
    for other in (f for f in fillers if f not in anchors):
        near = [sum(odds(other, a) for a in base) / len(base) for base in bases]
        for n, worth in enumerate(near):
            if worth >= limits["shared"] or n == near.index(max(near)):
                made[n].append(other)
    return made


def _type_of(seen: View, part: Sequence[Filler], more: float) -> str:
    """The likeliest type of an incident; those that its victims' and targets' sentences speak for weigh `more`."""
    struck = [m for f in part if f.role in ("victim", "target") for m in f.mentions]
    own = {kind for m in struck for kind in seen.sheet.told[m.sentence]}
    return max(seen.types, key=lambda t: (seen.types[t] + more * (t in own), t))


def _best_first(sheet: Sheet, group: list[Nominal]) -> list[Nominal]:
    """Mentions with the name before the noun, the whole name before its part, else as they stand in the text."""
    return sorted(group, key=lambda m: (not m.kind, -(m.last - m.first) if m.kind else 0, m.first))


def chance(score: float) -> float:
    """The chance that log-odds give."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))
