"""Finds the reporting clauses of a window: cue, source, hearer, and on which side the content stands.

A window is the tokens of one sentence, or of a quotation in it; the rules are named `attribution/<frame>-<cue>`.
"""

from collections.abc import Callable

from asof.extract.attribution import frames, phrases
from asof.extract.attribution.clause import Clause, Order, Window
from asof.extract.attribution.corrections import retracts
from asof.extract.attribution.lexicon import Cue, cues
from asof.extract.attribution.lexicon import words as lexicon
from asof.extract.attribution.order import fits, side
from asof.extract.attribution.phrases import Phrase, is_mark
from asof.extract.attribution.report import Stance
from asof.extract.attribution.subjects import COMPLEMENTS, RELATIVES, source_of
from asof.extract.attribution.verbs import Verb
from asof.extract.attribution.words import Words

Others = Callable[[Words, int, Window], Clause | None]


def clauses(w: Words, window: Window, others: Others) -> list[Clause]:
    """The reporting clauses of a window, in order; `others` reads frames that have no verb."""
    found: list[Clause] = []
    table = cues()
    index = window.first
    while index < window.last:
        step = index + 1
        if w.quote[index] == window.layer:
            known = w.lower[index] in table or w.lower[index] in frames.OWN
            clause = (_at(w, index, window, found) if known else None) or others(w, index, window)
            if clause:
                while clause.relay and found and found[-1].cue[0] >= clause.unit[0]:
                    found.pop()
                found.append(clause)
                whole = clause.order != "pre" or clause.relay is not None
                step = max(step, clause.cue[1], clause.unit[1] if whole else clause.cue[1])
        index = step
    return found


def _at(w: Words, index: int, window: Window, found: list[Clause]) -> Clause | None:
    if w.name[index] >= 0 and w.capital(index):
        return None
    if index > window.first and w.lower[index - 1] == "-":
        return None
    if w.lower[index] in frames.OWN:
        clause = frames.OWN[w.lower[index]](w, index, window, found)
        if clause:
            return clause
    for cue in cues().get(w.lower[index], ()):
        last = index + len(cue.words)
        if last <= window.last and tuple(w.lower[index:last]) == cue.words:
            return _verb(w, (index, last), cue, window, found)
    return None


def _verb(w: Words, at: Phrase, cue: Cue, window: Window, found: list[Clause]) -> Clause | None:
    if _of_state(w, at, cue):
        return None
    verb = Verb.read(w, at, cue, window)
    if (verb.be or _by_follows(w, at, window)) and not cue.participle:
        return frames.passive(w, at, cue, window)
    if cue.present and verb.first > window.first and w.lower[verb.first - 1] == "to":
        return None
    source, begin, inverted_end = source_of(w, verb, window, found)
    if begin < 0:
        return None
    hearer, end = _hearer(w, at[1], cue, window.last)
    behind = max(end, inverted_end)
    end = phrases.tail(w, behind, window.last)
    order = side(w, (begin, end), inverted_end > 0, window, cue.stance in ("predicts", "threatens", "demands"))
    outer = _told_behind(w, (begin, end), window, found) if order is None else None
    if outer:
        order = "post"
    if order is None or not (fits(w, verb, order, end, window) or _shown(w, cue, source, order)):
        return None
    source, relay = (source, outer.source) if outer else frames.quoting(w, source)
    begin = outer.unit[0] if outer else begin
    if relay is None and hearer is None:
        relay, end = frames.carried(w, end, window)
        relay = relay or frames.carried(w, behind, window)[0] or frames.fronted(w, begin, window)
    return Clause(
        rule=f"attribution/{cue.frame}-{cue.name}",
        stance=_stance(w, verb, source),
        binds=cue.binds,
        cue=(verb.first, at[1]),
        source=source,
        unit=(begin, end),
        order=order,
        hearer=hearer,
        relay=relay,
        mention=_relative(w, verb, source),
        inverted=inverted_end > 0,
    )


def _told_behind(w: Words, unit: Phrase, window: Window, found: list[Clause]) -> Clause | None:
    """The clause before, where the one at `unit` ends the sentence inside it: "…, the Courier said X reported"."""
    final = all(is_mark(w.lower[i]) for i in range(unit[1], window.last))
    outer = found[-1] if found and final else None
    apart = outer is not None and outer.unit[0] > window.first and w.lower[outer.unit[0] - 1] == ","
    return outer if outer and apart and outer.order == "pre" and outer.unit[1] == unit[0] and outer.source else None


def _of_state(w: Words, at: Phrase, cue: Cue) -> bool:
    """Whether a past form only hedges the state behind it: "fifteen people feared dead" says nothing of who fears."""
    following = w.lower[at[1]] if at[1] < len(w.lower) else ""
    return not cue.present and not cue.participle and following in lexicon("states")


def _relative(w: Words, verb: Verb, source: Phrase | None) -> Phrase | None:
    """The "who" or "which" beside the verb, where the source is what it stands for."""
    beside = verb.left - 1
    return (beside, verb.left) if source and source[1] <= beside and w.lower[beside] in RELATIVES else None


def _by_follows(w: Words, at: Phrase, window: Window) -> bool:
    """Whether a past form after a comma is passive: "…, announced Friday by the ministry"."""
    if at[0] == window.first or (w.lower[at[0] - 1] != "," and w.tokens[at[0]].dep != "acl"):
        return False
    last = phrases.tail(w, at[1], window.last)
    return last < window.last and w.lower[last] == "by"


def _shown(w: Words, cue: Cue, source: Phrase | None, order: Order) -> bool:
    """Whether a poll, a video or the like shows a thing: "the poll showed a dead heat"."""
    if cue.name not in ("show", "find", "indicate") or source is None or order != "pre":
        return False
    return w.lower[phrases.head(w, source)] in lexicon("showing")


def _stance(w: Words, verb: Verb, source: Phrase | None) -> Stance:
    if verb.negated:
        return _negated(verb.cue.stance)
    return "retracts" if verb.cue.stance == "asserts" and retracts(w, verb, source) else verb.cue.stance


def _negated(stance: Stance) -> Stance:
    return "asserts" if stance in ("denies", "doubts") else "doubts"


def _hearer(w: Words, right: int, cue: Cue, ceiling: int) -> tuple[Phrase | None, int]:
    """Who is told, and the index after; (None, right) where no hearer stands."""
    if cue.frame != "tell" or right >= ceiling:
        return None, right
    word = w.lower[right]
    if is_mark(word) or word in COMPLEMENTS or w.time[right] >= 0 or word in lexicon("prepositions"):
        return None, right
    if word in ("him", "her", "them", "us", "me", "you", "it"):
        return (right, right + 1), right + 1
    last = right + 1
    while last < ceiling and last - right < 10 and not _ends_hearer(w, last, right):
        last += 1
    return (right, last), last


def _counts(w: Words, index: int) -> bool:
    """Whether a number, give or take its modifier, begins at a token: who is told is over ("told AFP about 200 …")."""
    modified = w.lower[index] in lexicon("modifiers")
    at = index + 1 if modified else index
    return at < len(w.lower) and phrases.is_number(w.lower[at])


def _ends_hearer(w: Words, index: int, first: int) -> bool:
    word = w.lower[index]
    if w.name[index] >= 0 and w.name[index] == w.name[index - 1]:
        return False
    if is_mark(word) and word not in ("'s", "’s", "-"):
        return True
    if (
        w.time[index] >= 0
        or word in COMPLEMENTS
        or word in lexicon("auxiliaries") - {"'s", "’s"}
        or word in lexicon("pronouns")
    ):
        return True
    heard = phrases.strong(w, index - 1) or w.lower[index - 1] in lexicon("audiences")
    previous_noun = heard and w.lower[index - 1] not in lexicon("determiners")
    if word in lexicon("prepositions") and not _counts(w, index):
        return word not in ("of", "for") and phrases.tail(w, index, index + 8) > index
    if word == "and":
        return False
    starts = word in lexicon("determiners") or _counts(w, index) or (w.name[index] >= 0 and w.name[index - 1] >= 0)
    return previous_noun and w.lower[index - 1] not in lexicon("prepositions") and index > first and starts
