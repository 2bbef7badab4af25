"""What the model sees of a thing: words of its phrases, where they stand in the syntax, what their sentences tell of.

Features are strings. Names enter as their types alone, so that the weights hold no name of the texts they were learned
from; triggers enter as their words and as the types of incident that they speak for.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from asof.extract.roles.lemmas import lemma
from asof.extract.roles.nominals import Nominal, Tree
from asof.records import Analysis
from asof.resources import table

_BE = frozenset({"be", "is", "are", "was", "were", "been", "being"})
_AROUND = 3
_STEPS = 3


@cache
def triggers() -> dict[str, str]:
    """The type of incident that a base form speaks for."""
    return {row["word"]: row["type"] for row in table("roles/triggers")}


class Sheet:
    """One document as features need it: each token's word, each sentence's triggers. Made once."""

    def __init__(self, of: Tree) -> None:
        self.of, self.analysis = of, of.analysis
        self.words = _words(of.analysis)
        kinds = triggers()
        self.kinds = [kinds.get(w) for w in self.words]
        self.told = [
            frozenset(k for k in self.kinds[s.first : s.last] if k is not None) for s in self.analysis.sentences
        ]
        self.marked = _marked(self.analysis)


def _words(analysis: Analysis) -> list[str]:
    """Each token's base form; the type of its name in angle brackets where it stands in one."""
    words = [lemma(t.lower, t.upos in ("VERB", "AUX")) for t in analysis.tokens]
    for i, t in enumerate(analysis.tokens):
        if t.upos == "NUM":
            words[i] = "<number>"
    names = iter(analysis.names)
    name = next(names, None)
    for i, token in enumerate(analysis.tokens):
        while name is not None and name.end <= token.start:
            name = next(names, None)
        if name is not None and name.start <= token.start and words[i] not in triggers():
            words[i] = f"<{name.type}>"
    return words


def _marked(analysis: Analysis) -> dict[int, frozenset[str]]:
    """What the engine's own heads say of tokens: source of a report, counted people with their outcome."""
    starts = {t.start: i for i, t in enumerate(analysis.tokens)}
    outcomes = {m.label.split(":")[1]: m.label.split(":")[0] for m in analysis.marks if m.layer == "counts"}
    found: dict[int, set[str]] = {}
    for mark in analysis.marks:
        label, _, number = mark.label.partition(":")
        if mark.layer == "population":
            what = f"counted={outcomes.get(number, '')}"
        elif mark.layer == "attribution" and label == "source" and not mark.alone:
            what = "source"
        elif mark.layer == "names":
            what = "nationality"
        else:
            continue
        i = starts.get(mark.start, len(analysis.tokens))
        while i < len(analysis.tokens) and analysis.tokens[i].start < mark.end:
            found.setdefault(i, set()).add(what)
            i += 1
    return {i: frozenset(v) for i, v in found.items()}


def of_group(sheet: Sheet, group: Iterable[Nominal]) -> list[str]:
    """The features of one thing: those of all its mentions together, and how often and where it is told of."""
    mentions = list(group)
    made: dict[str, None] = {}
    for each in mentions:
        made.update(dict.fromkeys(of_mention(sheet, each)))
    made[f"times={min(len(mentions), 4)}"] = None
    made[f"first={min(mentions[0].sentence, 6)}"] = None
    kinds = {m.kind or "noun" for m in mentions}
    made.update(dict.fromkeys(f"kind={k}" for k in sorted(kinds)))
    return list(made)


def of_mention(sheet: Sheet, each: Nominal) -> Iterator[str]:
    """The features of one mention."""
    words, head = sheet.words, each.head
    yield f"head={words[head]}"
    yield "plural" if not each.kind and lemma(sheet.of.token(head)) != sheet.of.token(head) else "singular"
    for i in range(each.first, each.last):
        if i != head and words[i].isalpha():
            yield f"inside={words[i]}"
    yield from _beneath(sheet, each)
    yield from _above(sheet, head)
    yield from _beside(sheet, each)
    for kind in sorted(sheet.told[each.sentence]):
        yield f"told={kind}"
        yield f"told={kind}&{each.kind or words[head]}"
    if not sheet.told[each.sentence]:
        yield "told=nothing"
    yield from sorted(sheet.marked.get(head, ()))


def _beneath(sheet: Sheet, each: Nominal) -> Iterator[str]:
    """What hangs on the head: clauses that say what was done to it, "of" phrases, appositions, numbers."""
    tokens, words = sheet.analysis.tokens, sheet.words
    for child in sheet.of.children[each.head]:
        dep = tokens[child].dep
        if dep in ("acl", "nmod", "appos", "nummod", "det", "conj") and not each.first <= child < each.last:
            yield f"has-{dep}={words[child]}"
            if dep == "acl":
                way = _voice(sheet, child)
                yield f"has-acl-{way}={words[child]}"
                if kind := sheet.kinds[child]:
                    yield f"has-acl-{way}={kind}"


def _above(sheet: Sheet, head: int) -> Iterator[str]:
    """The way up from the head: each governor with the relation, prepositions and voice included."""
    tokens, words = sheet.analysis.tokens, sheet.words
    path, at = "", head
    for step in range(_STEPS):
        relation, above = _relation(sheet, at)
        if above == at:
            yield f"up={path}root"
            return
        path = f"{path}{relation}>"
        yield f"up={path}{words[above]}"
        if kind := sheet.kinds[above]:
            yield f"up={path}{kind}*"
            yield f"near={step}{relation if step == 0 else ''}{kind}"
        if step == 0 and relation.startswith("subj"):
            for child in sheet.of.children[above]:
                if tokens[child].dep in ("obj", "xcomp", "obl"):
                    yield f"up-then={path}{words[above]}>{words[child]}"
        at = above


def _relation(sheet: Sheet, i: int) -> tuple[str, int]:
    """How a token hangs on its governor; a later part of a list hangs as its first part does."""
    tokens = sheet.analysis.tokens
    for _ in range(8):
        token = tokens[i]
        if token.dep == "conj" and tokens[token.head].upos in ("NOUN", "PROPN") and token.head != i:
            i = token.head
            continue
        break
    token = tokens[i]
    above = token.head if token.head >= 0 else i
    relation = token.dep
    if relation == "nsubj":
        relation = f"subj-{_voice(sheet, above)}"
    elif relation in ("obl", "nmod", "advcl", "acl"):
        case = next((tokens[c].lower for c in sheet.of.children[i] if tokens[c].dep in ("case", "mark")), "")
        relation = f"{relation}-{case}"
    return relation, above


def _voice(sheet: Sheet, verb: int) -> str:
    """Whether a verb is passive, as far as its form and its auxiliary show it."""
    tokens = sheet.analysis.tokens
    if tokens[verb].lower.endswith("ing"):
        return "active"
    auxiliaries = [tokens[c].lower for c in sheet.of.children[verb] if tokens[c].dep == "aux"]
    if any(a in _BE for a in auxiliaries):
        return "passive"
    by = any(
        tokens[g].lower == "by" for c in sheet.of.children[verb] if tokens[c].dep == "obl" for g in sheet.of.children[c]
    )
    subject = any(tokens[c].dep == "nsubj" for c in sheet.of.children[verb])
    return "passive" if by or (tokens[verb].dep == "acl" and not subject) else "active"


def _beside(sheet: Sheet, each: Nominal) -> Iterator[str]:
    """The words right before and after the phrase."""
    sentence = sheet.analysis.sentences[each.sentence]
    for i in range(max(each.first - _AROUND, sentence.first), each.first):
        yield f"before={sheet.words[i]}"
    for i in range(each.last, min(each.last + _AROUND, sentence.last)):
        yield f"after={sheet.words[i]}"
    if each.first > sentence.first:
        yield f"before1={sheet.words[each.first - 1]}"
    if each.last < sentence.last:
        yield f"after1={sheet.words[each.last]}"


def of_document(sheet: Sheet) -> list[str]:
    """The features of a document: its words, those of its beginning apart, the pairs of its triggers and subjects."""
    made: dict[str, None] = {}
    early = sheet.analysis.sentences[min(2, len(sheet.analysis.sentences) - 1)].last if sheet.analysis.sentences else 0
    tokens = sheet.analysis.tokens
    for i, word in enumerate(sheet.words):
        if not word.isalpha():
            continue
        made[f"word={word}"] = None
        if i < early:
            made[f"early={word}"] = None
        kind = sheet.kinds[i]
        if kind:
            made[f"kind={kind}"] = None
            if tokens[i].upos == "VERB":
                made[f"verb={word}-{_voice(sheet, i)}"] = None
            if i < early:
                made[f"early-kind={kind}"] = None
    for kind in sorted({k for k in sheet.kinds if k}):
        made[f"often={kind}{min(sum(k == kind for k in sheet.kinds), 6)}"] = None
    return list(made)
