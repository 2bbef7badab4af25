"""Ids: the file name without its ending, with folders in front where two would be the same.

Names depend on which documents are read together, never on the order in which they are named.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from asof.ingest.draft import Material
from asof.ingest.inputs import ending_of, shown, stem_of
from asof.records import Record


class Key(Record, frozen=True, kw_only=True):
    """One document to be named.

    `own`: its id where nothing is in the way; `home`: what can be put in front of it, outermost first, and its ending;
    `text`: a hash that tells documents of one home and id apart ("" where a home holds but one).
    """

    own: str
    home: tuple[str, ...]
    text: str = ""


def key_of_file(material: Material) -> Key:
    """The key of a file that is one document, or of stdin or a page."""
    if material.path is None:
        return Key(own=material.base, home=(material.input,))
    path = material.path.absolute()
    return Key(own=stem_of(shown(path.name)), home=(*map(shown, path.parent.parts[1:]), ending_of(path.name)))


def key_of_row(material: Material, name: str, text: str) -> Key:
    """The key of a document within a file of many; `text` is a hash of its words."""
    path = (material.path or Path(material.base)).absolute()
    return Key(own=name, home=(*map(shown, (*path.parent.parts[1:], path.name)), ""), text=text)


def named(keys: Iterable[Key]) -> dict[Key, str]:
    """An id for every key, no two the same."""
    groups: defaultdict[str, list[Key]] = defaultdict(list)
    for key in sorted(set(keys), key=lambda k: (k.own, k.home, k.text)):
        groups[key.own].append(key)
    found: dict[Key, str] = {}
    for own in sorted(groups):
        found.update(_apart(groups[own], set(groups)))
    return found


def _apart(group: list[Key], taken: set[str]) -> dict[Key, str]:
    """The fewest folders that tell a group apart; then endings, then the hash of the text."""
    if len(group) == 1 or (len({key.text for key in group} - {""}) == 1 and all(key.text for key in group)):
        return {key: key.own for key in group}
    if len({key.home for key in group}) == 1:
        return {key: f"{key.own}~{key.text}" for key in group}
    deepest = max(len(key.home) for key in group)
    for spell in (_folders, _files, _hashed):
        for depth in range(1, deepest):
            ids = {key: spell(key, depth) for key in group}
            if len(set(ids.values())) == len(group) and not taken & set(ids.values()):
                return ids
    return {key: f"{_hashed(key, deepest)}~{number}" for number, key in enumerate(group)}


def _folders(key: Key, depth: int) -> str:
    return "/".join((*key.home[:-1][-depth:], key.own))


def _files(key: Key, depth: int) -> str:
    return _folders(key, depth) + key.home[-1]


def _hashed(key: Key, depth: int) -> str:
    return f"{_files(key, depth)}~{key.text}" if key.text else _files(key, depth)
