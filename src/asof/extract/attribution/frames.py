"""Frames of their own: "according to X", "X quoted Y as saying", "Y was quoted as saying by X", "citing Y", "by X"."""

from asof.extract.attribution import phrases
from asof.extract.attribution.clause import Clause, Order, Window
from asof.extract.attribution.kinds import core_end, is_outlet
from asof.extract.attribution.lexicon import Cue
from asof.extract.attribution.lexicon import words as lexicon
from asof.extract.attribution.order import side
from asof.extract.attribution.phrases import Phrase, is_mark
from asof.extract.attribution.subjects import COMPLEMENTS, apposed_right, appositive
from asof.extract.attribution.verbs import auxiliaries, over_times
from asof.extract.attribution.words import Words


def passive(w: Words, at: Phrase, cue: Cue, window: Window) -> Clause | None:
    """The source follows "by": "The deaths were confirmed by the ministry"."""
    by = at[1]
    while by < window.last and (w.time[by] >= 0 or w.lower[by] in ("on", "late") or phrases.adverb(w, by)):
        by += 1
    if by >= window.last or w.lower[by] != "by" or cue.frame in ("object", "toll"):
        return None
    phrase = phrases.after(w, by + 1, window.last)
    if not phrase or not phrases.strong(w, phrases.head(w, phrase)):
        return None
    last = phrases.tail(w, phrase[1], window.last)
    content_after = last < window.last and w.lower[last] in COMPLEMENTS
    return Clause(
        rule=f"attribution/passive-{cue.name}",
        stance=cue.stance,
        binds=cue.binds,
        cue=at,
        source=phrase,
        unit=(at[0], last),
        order="pre" if content_after else "post",
    )


def _according(w: Words, index: int, window: Window, found: list[Clause]) -> Clause | None:
    if index + 2 >= window.last or w.lower[index + 1] != "to":
        return None
    phrase = phrases.after(w, index + 2, window.last)
    if phrase is None:
        return None
    if "between" in w.lower[slice(*phrase)] and phrase[1] < window.last and w.lower[phrase[1]] == "and":
        other = phrases.after(w, phrase[1] + 1, window.last)
        phrase = (phrase[0], other[1] if other else phrase[1])
    last = phrases.tail(w, apposed_right(w, phrase, window.last), window.last)
    fronted = index == window.first or w.lower[index - 1] in (
        "but",
        "and",
        "while",
        "that",
        "however",
        "said",
        ";",
        ":",
    )
    if index > window.first and w.lower[index - 1] == "," and index - window.first <= 2:
        fronted = True
    apart = index > window.first and w.lower[index - 1] == ","
    more = last < window.last and (w.lower[last] == "," or (apart and not is_mark(w.lower[last])))
    order: Order = "pre" if fronted else ("middle" if more else "post")
    whole = (phrase[0], apposed_right(w, phrase, window.last))
    source, relay = _between(w, whole) or _quoted_by(w, whole)
    if relay is None:
        source, relay, behind = _passed_on(w, source, window)
        if relay:
            last = max(last, behind)
            order = order if fronted else "post"
    return Clause(
        rule="attribution/according-to",
        stance="asserts",
        binds=True,
        cue=(index, index + 2),
        source=source,
        relay=relay,
        unit=(index, last),
        order=order,
    )


def _quoted_by(w: Words, phrase: Phrase) -> tuple[Phrase, Phrase | None]:
    """The one who spoke and the outlet in "according to police quoted by the Courier"; else the phrase and None."""
    for index in range(phrase[0] + 1, phrase[1] - 2):
        if w.lower[index] in ("quoted", "cited") and w.lower[index + 1] == "by":
            relay = phrases.after(w, index + 2, phrase[1])
            comma = w.lower[index - 1] == ","
            return ((phrase[0], index - comma), relay) if relay else (phrase, None)
    return phrase, None


def _passed_on(w: Words, source: Phrase, window: Window) -> tuple[Phrase, Phrase | None, int]:
    """The one who spoke, the outlet, and the index behind: "according to police, cited by the Courier".

    Also "according to the Courier, which quotes police". The source, None and 0 where nothing is passed on.
    """
    at = source[1] + (source[1] < window.last and w.lower[source[1]] == ",")
    words = w.lower[at : min(at + 2, window.last)]
    if len(words) < 2 or at + 2 >= window.last:
        return source, None, 0
    other = phrases.after(w, at + 2, window.last)
    if other is None:
        return source, None, 0
    if words[0] in ("quoted", "cited") and words[1] == "by" and is_outlet(w, other):
        return source, other, other[1]
    if words[0] in ("which", "who") and words[1] in ("quotes", "quoted", "cites", "cited") and _voiced(w, other):
        return (other, source, other[1]) if is_outlet(w, source) else (source, None, 0)
    return source, None, 0


def _between(w: Words, phrase: Phrase) -> tuple[Phrase, Phrase] | None:
    """The one who spoke and the outlet in "talks between X and the Courier"; None where no outlet was spoken to."""
    words = w.lower[slice(*phrase)]
    if "between" not in words or "and" not in words[words.index("between") :]:
        return None
    first = phrase[0] + words.index("between") + 1
    middle = phrase[0] + words.index("and", first - phrase[0])
    one, other = (first, middle), (middle + 1, phrase[1])
    if one[0] >= one[1] or other[0] >= other[1]:
        return None
    if is_outlet(w, other):
        return one, other
    return (other, one) if is_outlet(w, one) else None


def _quoted(w: Words, index: int, window: Window, found: list[Clause]) -> Clause | None:
    """Reads "X quoted Y as saying", "Y was quoted as saying (by X)", "quoting Y", "citing Y"."""
    first, be, _ = auxiliaries(w, index, window.first)
    if be and w.lower[index] in {"quoted", "cited"}:
        return _was_quoted(w, (first, index), window)
    phrase = phrases.after(w, index + 1, _as_saying(w, index + 1, window.last) or window.last)
    if phrase is None or is_mark(w.lower[phrase[0]]):
        return None
    end, saying = _saying(w, index, phrase, window.last)
    relay: Phrase | None = None
    if w.lower[index] in ("quoting", "citing"):
        if not saying:
            first_of_all = index == window.first
            cited = _citing_first(w, index, phrase, window) if first_of_all else _cited(w, index, phrase, found)
            return cited if _voiced(w, phrase) else None
    else:
        left = over_times(w, first, window.first)
        relay = phrases.before(w, left, window.first)
        if relay is None or not saying:
            return None
    unit = (relay[0] if relay else index, saying)
    order = side(w, unit, False, window) if relay else "pre"
    if order is None:
        return None
    return Clause(
        rule="attribution/quoted-as-saying",
        stance="asserts",
        binds=True,
        cue=(index, index + 1),
        source=(phrase[0], end),
        unit=unit,
        order=order,
        relay=relay,
    )


def _voiced(w: Words, phrase: Phrase) -> bool:
    """Whether what is cited can say anything: a speaker, a document or a name, no reason ("citing poor visibility")."""
    return phrases.strong(w, core_end(w, phrase) - 1)


def _saying(w: Words, index: int, phrase: Phrase, ceiling: int) -> Phrase:
    """Where the one quoted ends, and the index after "as saying" or the "saying" of "X cited Y saying", else 0."""
    saying = _as_saying(w, index + 1, min(ceiling, phrase[1] + 12))
    if saying:
        return min(phrase[1], saying - 2), saying
    if w.lower[index] in ("cited", "cites", "quoted", "quotes"):
        for end in range(phrase[0] + 1, min(phrase[1] + 1, ceiling - 1)):
            if w.lower[end] in ("saying", "showing"):
                return end, end + 1
    return phrase[1], 0


def quoting(w: Words, source: Phrase | None) -> tuple[Phrase | None, Phrase | None]:
    """The one quoted and the outlet in "the Courier, quoting a spokesman, reported"; else the source and None."""
    if source is None:
        return None, None
    for comma in range(source[0] + 1, source[1] - 2):
        if w.lower[comma] in (",", "—", "–", "--", "("):
            if w.lower[comma + 1] in ("quoted", "cited") and w.lower[comma + 2] == "by":
                relay = phrases.after(w, comma + 3, source[1])
                return ((source[0], comma), relay) if relay else (source, None)
            if w.lower[comma + 1] == "speaking" and w.lower[comma + 2] in ("to", "with", "on"):
                relay = phrases.after(w, comma + 3, source[1])
                return ((source[0], comma), relay) if relay and is_outlet(w, relay) else (source, None)
            if w.lower[comma + 1] not in ("quoting", "citing"):
                break
            quoted = phrases.after(w, comma + 2, source[1])
            return (quoted, (source[0], comma)) if quoted else (source, None)
    return _quoted_by(w, source)


def carried(w: Words, index: int, window: Window) -> tuple[Phrase | None, int]:
    """The outlet in "said in a statement carried by the Courier", "in an interview with …", and the index after it.

    None and `index` where there is none.
    """
    first = index + (w.lower[index : index + 1] == [","] and w.lower[index + 1 : index + 2] == ["quoted"])
    if first + 2 >= window.last:
        return None, index
    spoken = w.lower[first] == "with" and w.lower[first - 1] == "interview"
    passed = w.lower[first] in lexicon("carrying") and w.lower[first + 1] in ("by", "on")
    shown = w.lower[first] == "on" and w.time[first + 1] < 0
    if not (spoken or passed or shown):
        return None, index
    phrase = phrases.after(w, first + (2 if passed else 1), window.last)
    own = phrase is not None and w.lower[phrase[0]] in ("its", "his", "her", "their")
    return (phrase, phrase[1]) if phrase and not own and is_outlet(w, phrase) else (None, index)


def fronted(w: Words, begin: int, window: Window) -> Phrase | None:
    """The outlet in front of a speaker: "Speaking to the Courier, the mayor said", "In an interview with …,"."""
    comma = begin - 1
    if comma <= window.first or w.lower[comma] != ",":
        return None
    first = window.first
    if w.lower[first] == "speaking" and w.lower[first + 1] in ("to", "with", "on"):
        phrase = phrases.after(w, first + 2, comma)
        return phrase if phrase and is_outlet(w, phrase) else None
    for index in range(first + 2, comma - 1):
        if w.lower[first] == "in" and (phrase := carried(w, index, Window(first, comma, window.layer))[0]):
            return phrase
    return None


def _as_saying(w: Words, first: int, last: int) -> int:
    """The index after the first "as saying" in [first, last); 0 where there is none."""
    for index in range(first, min(last - 1, first + 30)):
        if w.lower[index] == "as" and w.lower[index + 1] in ("saying", "telling", "having"):
            return index + 2
    return 0


def _was_quoted(w: Words, at: Phrase, window: Window) -> Clause | None:
    first, index = at
    left = over_times(w, first, window.first)
    previous = w.lower[left - 1] if left > window.first else ""
    source = appositive(w, left, window.first) if previous == "," else phrases.before(w, left, window.first)
    if source is None:
        return None
    last, relay = index + 1, None
    for _ in range(3):
        last = phrases.tail(w, last, window.last)
        if last < window.last and w.lower[last] == "by":
            relay = phrases.after(w, last + 1, window.last)
            last = relay[1] if relay else last
        elif _as_saying(w, last, last + 2) or (last + 2 <= window.last and _as_saying(w, last, last + 3)):
            last = _as_saying(w, last, last + 3)
    unit = (source[0], last)
    order = side(w, unit, False, window)
    if order is None:
        return None
    return Clause(
        rule="attribution/was-quoted",
        stance="asserts",
        binds=True,
        cue=(first, index + 1),
        source=source,
        unit=unit,
        order=order,
        relay=relay,
    )


def _citing_first(w: Words, index: int, phrase: Phrase, window: Window) -> Clause | None:
    """Y of "Citing Y, X reported …": what X reports is Y's, and X is read beside its own verb."""
    comma = apposed_right(w, phrase, window.last)
    if comma >= window.last or w.lower[comma] != ",":
        return None
    return _citing(index, phrase, comma, "pre")


def _cited(w: Words, index: int, phrase: Phrase, found: list[Clause]) -> Clause | None:
    """Y of "X reported, citing Y" stands nearest to the content of the clause before."""
    return _citing(index, phrase, phrase[1], "post") if found else None


def _citing(index: int, phrase: Phrase, end: int, order: Order) -> Clause:
    """What is cited, before or behind the clause of who cites it."""
    return Clause(
        rule="attribution/citing",
        stance="asserts",
        binds=True,
        cue=(index, index + 1),
        source=phrase,
        unit=(index, end),
        order=order,
        cites=order == "post",
    )


def _asked(w: Words, index: int, window: Window, found: list[Clause]) -> Clause | None:
    """What someone was asked, by nobody named: "Asked whether …, X said", "X was asked if …"."""
    following = index + 1
    if following >= window.last or w.lower[following] not in COMPLEMENTS - {"that", "when", "where"}:
        return None
    first, be, _ = auxiliaries(w, index, window.first)
    if not be and index > window.first and w.lower[index - 1] != "when":
        return None
    return Clause(
        rule="attribution/asked",
        stance="asks",
        binds=True,
        cue=(first, following),
        source=None,
        unit=(first, following),
        order="pre",
        unsourced=True,
    )


OWN = {
    "asked": _asked,
    "according": _according,
    "quoted": _quoted,
    "quoting": _quoted,
    "cited": _quoted,
    "cites": _quoted,
    "quotes": _quoted,
    "reported": _quoted,
    "citing": _quoted,
}
