"""The texts and answer keys of MUC-3 and MUC-4, as the benchmark and the training of roles read them.

A key holds a template for each incident, or one of stars where a text tells of none. Of its 24 slots these are read:
the incident's type, the five string slots that GTT (Du et al. 2021) fills, and the number and effect of its victims.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SLOTS = ("perpetrator_person", "perpetrator_organisation", "target", "victim", "weapon")
"""The five string slots under our roles' names."""
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")

_NUMBERS = {"9": "perpetrator_person", "10": "perpetrator_organisation", "12": "target", "6": "weapon"}
_TEXT = re.compile(r"(?m)^(?=(?:DEV|TST\d)-MUC\d-\d+)")
_SLOT = re.compile(r"^(\d+)\.\s+[A-Z: ]*?(?:\s{2,}|$)(.*)$")
_QUOTED = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Filler:
    """One filler of a slot: its alternative strings, and whether it may be left out ("?" in the key)."""

    strings: tuple[str, ...]
    optional: bool = False


@dataclass
class Template:
    """One incident: its types (alternatives), its string slots, what is said of its victims' number and effect."""

    types: tuple[str, ...]
    optional: bool = False
    slots: dict[str, list[Filler]] = field(default_factory=lambda: {s: [] for s in SLOTS})
    numbers: list[tuple[str, Filler]] = field(default_factory=list)
    effects: list[tuple[str, Filler]] = field(default_factory=list)


@dataclass
class Text:
    """A text with its key's templates; none where it tells of no incident."""

    id: str
    text: str
    templates: list[Template] = field(default_factory=list)


def texts(folders: Sequence[Path]) -> list[Text]:
    """Every text of the folders that a key speaks of, in the order of their ids. Raises ValueError for a bad key."""
    found: dict[str, Text] = {}
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if path.name.startswith(("dev-muc", "tst")) and not path.name.startswith("key"):
                for id_, body in _bodies(path.read_text("latin-1")):
                    found[id_] = Text(id_, body)
    keyed: set[str] = set()
    for folder in folders:
        for path in sorted(folder.glob("key-*")):
            for id_, template in _templates(path.read_text("latin-1")):
                keyed.add(id_)
                if template is not None:
                    found[id_].templates.append(template)
    return [found[id_] for id_ in sorted(keyed)]


def _bodies(raw: str) -> Iterator[tuple[str, str]]:
    """The texts of a file: their ids, and all that stands below the line of the id."""
    for piece in _TEXT.split(raw)[1:]:
        head, _, body = piece.partition("\n")
        yield head.split()[0], body.rstrip("\x00\x1a\n ") + "\n"


def _templates(raw: str) -> Iterator[tuple[str, Template | None]]:
    for piece in re.split(r"(?m)^(?=0\.\s+MESSAGE: ID)", raw)[1:]:
        slots = _slots(piece)
        id_, kinds = slots["0"][0].split()[0], slots["4"][0].strip()
        if kinds == "*":
            yield id_, None
            continue
        types = tuple(t.strip().lower() for t in kinds.split("/"))
        if not set(types) <= set(TYPES):
            raise ValueError(f"{id_}: {kinds!r} is no type of incident")
        template = Template(types, "OPTIONAL" in slots["1"][0])
        for number, slot in _NUMBERS.items():
            template.slots[slot] = [f for f in map(_filler, slots.get(number, ())) if f.strings]
        template.slots["victim"] = _victims(slots.get("18", []), slots.get("19", []))
        template.numbers = [*_valued(slots.get("21", []))]
        template.effects = [*_valued(slots.get("23", []))]
        yield id_, template


def _slots(piece: str) -> dict[str, list[str]]:
    """The lines of a template by the slots' numbers; a line that a slash or a colon leaves open runs on."""
    slots: dict[str, list[str]] = {}
    number = ""
    for line in piece.splitlines():
        if line.startswith(";") or not line.strip():
            continue
        begun = _SLOT.match(line)
        if begun:
            number, rest = begun[1], begun[2].strip()
            slots[number] = [rest] if rest else []
            continue
        held, rest = slots.setdefault(number, []), line.strip()
        if held and (held[-1].endswith(("/", ":")) or rest.startswith(("/", ":"))):
            held[-1] += " " + rest
        elif rest:
            held.append(rest)
    return slots


def _filler(line: str) -> Filler:
    before = line.split('":', 1)[0] + '"' if '":' in line else line
    strings = tuple(s for s in _QUOTED.findall(before) if s not in ("-", "*", ""))
    return Filler(strings, line.lstrip().startswith("?"))


def _victims(names: Sequence[str], descriptions: Sequence[str]) -> list[Filler]:
    """Victims by name and description: a description that is tied to a name is an alternative of that name."""
    made = [f for f in map(_filler, names) if f.strings]
    for line in descriptions:
        own, about = _filler(line), _QUOTED.findall(line.split('":', 1)[1]) if '":' in line else []
        at = next((i for i, f in enumerate(made) if set(f.strings) & set(about)), None)
        if at is not None:
            made[at] = Filler((*made[at].strings, *own.strings), made[at].optional)
        elif own.strings:
            made.append(own)
    return made


def _valued(lines: Sequence[str]) -> Iterator[tuple[str, Filler]]:
    """The lines of NUMBER or EFFECT: the value, and of whom."""
    for line in lines:
        value, found, about = line.partition(":")
        strings = tuple(s for s in _QUOTED.findall(about) if s != "-")
        if found and strings:
            yield value.lstrip("? ").strip(), Filler(strings, line.lstrip().startswith("?"))
