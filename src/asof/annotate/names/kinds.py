"""The type of a name: by its last word, by titles and given names, by the gazetteer, by the words beside it."""

from typing import cast

from asof.annotate import gazetteer
from asof.annotate.gazetteer_keys import key_of
from asof.annotate.names import lexicon
from asof.annotate.names.runs import Run, Text
from asof.records.analysis import NameType

_LARGE, _KNOWN = 20_000, 500_000
"""People; a name of a town so large is a place where nobody speaks, and in any case."""

_NOT_BEFORE = frozenset(("who", "whose", "died", "told", "tells"))
Kind = tuple[NameType, str]


def kinds(whole: Text, runs: list[Run]) -> list[Kind]:
    """The type of each run with the rule that gave it, in the order of `runs`."""
    first = [_by_form(whole, run) for run in runs]
    asked = sorted({_text(whole, r) for r, kind in zip(runs, first, strict=True) if kind is None})
    known = gazetteer.lookup_all(asked) if asked else {}
    return [
        kind or _by_place(known.get(key_of(_text(whole, run)), ()), whole, run) or _by_context(whole, run)
        for run, kind in zip(runs, first, strict=True)
    ]


def _text(whole: Text, run: Run) -> str:
    return whole.text[whole.tokens[run.first].start : whole.tokens[run.last - 1].end]


def _by_form(whole: Text, run: Run) -> Kind | None:
    """What the name's own words and a title say."""
    words = [whole.tokens[i].lower for i in range(run.first, run.last)]
    if run.outlet:
        return "outlet", "outlet-list"
    head = next((words[k - 1] for k in range(1, len(words)) if words[k] in ("of", "for")), words[-1])
    ending = lexicon.endings().get(head)
    if run.titled and not (ending and len(words) > 2):
        return "person", "title"
    if ending and (len(words) > 1 or ending[0] in ("organisation", "group")):
        return cast(NameType, ending[0]), f"ending-{ending[0]}"
    if len(words) > 1 and words[0] in lexicon.leads():
        return cast(NameType, lexicon.leads()[words[0]]), "leading-word"
    if len(words) > 1 and words[0] in lexicon.given():
        return "person", "given-name"
    return None


def _by_place(places: tuple[gazetteer.Place, ...], whole: Text, run: Run) -> Kind | None:
    """A country, division or region, or a town that is large or stands after a locative word."""
    if not places:
        return None
    best, text = places[0], _text(whole, run)
    if text.isupper() and len(text) < 6 and best.kind == "city":
        return None
    known = best.kind in ("country", "admin1", "continent") or best.population >= _KNOWN
    if known:
        return "place", "gazetteer"
    if not _speaks(whole, run) and (best.kind != "city" or best.population >= _LARGE or _is_located(whole, run)):
        return "place", "gazetteer-town"
    return None


def _by_context(whole: Text, run: Run) -> Kind:
    """What the words beside the name say; a guess by its length where they say nothing."""
    words = [whole.tokens[i].text for i in range(run.first, run.last)]
    if len(words) == 1 and words[0].isupper() and 1 < len(words[0].replace(".", "")) < 8:
        return "organisation", "acronym"
    if any(c.isdigit() for c in words[0]):
        return "product", "code"
    if _speaks(whole, run) or any(w.lower() in ("bin", "ibn", "al", "van", "von") for w in words[1:-1]):
        return "person", "speech"
    if _is_located(whole, run):
        return "place", "locative"
    plain = any(w.lower() in whole.small or w.lower() in lexicon.common() for w in words)
    if 1 < len(words) < 5 and not plain and all(w[0].isupper() or w in lexicon.particles() or w == "-" for w in words):
        return "person", "two-words"
    return "misc", "capital"


def _speaks(whole: Text, run: Run) -> bool:
    following = whole.tokens[run.last].lower if run.last < len(whole.tokens) else ""
    if following in lexicon.listed("speech"):
        return True
    aged = run.last + 1 < len(whole.tokens) and following == "," and whole.tokens[run.last + 1].text.isdigit()
    before = whole.tokens[run.first - 1].lower if run.first else ""
    return before in lexicon.listed("speech") - _NOT_BEFORE or aged or before in lexicon.titles()


def _is_located(whole: Text, run: Run) -> bool:
    return bool(run.first) and whole.tokens[run.first - 1].lower in lexicon.listed("inside")
