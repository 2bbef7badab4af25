"""The outlines of countries (Natural Earth 1:50m, public domain) as they are kept: arcs that neighbours share."""

import json
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from asof.records.distance import Point

Polygon = list[list[int]]
"""The rings of a part of a country, the outer first: numbers of arcs; ~n is arc n the other way round (TopoJSON)."""

_CHUNK: Final = 5


class Outlines(NamedTuple):
    """All arcs, and the countries by code then name: ISO alpha-2 ("" where it has none), name, polygons."""

    arcs: tuple[tuple[Point, ...], ...]
    countries: tuple[tuple[str, str, list[Polygon]], ...]


@cache
def outlines() -> Outlines:
    """What `resources/maps/countries.json` holds (training/maps/make.py writes it)."""
    body = json.loads(files(__package__).joinpath("maps/countries.json").read_text("utf-8"))
    arcs = tuple(_decoded(text, body["grid"]) for text in body["arcs"])
    return Outlines(arcs, tuple((code, name, polygons) for code, name, polygons in body["countries"]))


@cache
def lines(countries: frozenset[str]) -> tuple[tuple[Point, ...], ...]:
    """The lines (arcs) by which two countries, or one and all its neighbours, border on each other by land.

    Countries by their ISO alpha-2 codes; nothing where they have no such border.
    """
    return tuple(line for pair, found in _shared() if countries <= pair for line in found)


@cache
def _shared() -> tuple[tuple[frozenset[str], tuple[tuple[Point, ...], ...]], ...]:
    """Two countries, by their codes, with the arcs that both have in their outlines."""
    users: dict[int, set[str]] = {}
    for code, _, polygons in outlines().countries:
        for number in (n for polygon in polygons for ring in polygon for n in ring):
            users.setdefault(number if number >= 0 else ~number, set()).add(code)
    found: dict[tuple[str, ...], list[tuple[Point, ...]]] = {}
    for number, codes in sorted(users.items()):
        if len(codes) == 2 and "" not in codes:
            found.setdefault(tuple(sorted(codes)), []).append(outlines().arcs[number])
    return tuple((frozenset(pair), tuple(arcs)) for pair, arcs in sorted(found.items()))


def _decoded(text: str, grid: int) -> tuple[Point, ...]:
    """Points from Google's polyline form on a grid of 1/`grid` degrees."""
    numbers, value, shift = [], 0, 0
    for character in text:
        part = ord(character) - 63
        value |= (part & 31) << shift
        shift += _CHUNK
        if part < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    points, x, y = [], 0, 0
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / grid, y / grid))
    return tuple(points)
