"""Names: capitalised runs with their types, and the mentions of one thing tied within the document.

Rules over case, titles, last words, lists of outlets and given names, and the gazetteer. Nationalities, weekdays,
months and faiths are no names; the article before a name is no part of it.
"""

from asof.annotate.names import entities, kinds, runs
from asof.records import Document, Name, Sentence, Token

__all__ = ["find"]


def find(document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> tuple[Name, ...]:
    """The names of `document` in text order, none overlapping another, each with its type, entity and rule."""
    whole, found = runs.read(document.text, tokens, sentences)
    made = []
    for run, (kind, rule) in zip(found, kinds.kinds(whole, found), strict=True):
        start, end = tokens[run.first].start, tokens[run.last - 1].end
        made.append(Name(start=start, end=end, text=document.text[start:end], type=kind, made_by=f"name/{rule}"))
    return tuple(entities.tied(document.text, made))
