"""How far two points of the earth are from each other."""

import math

_EARTH_KM = 6371.0088


def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Kilometres between two points in degrees on the sphere (haversine)."""
    half = math.sin(math.radians(lat_b - lat_a) / 2) ** 2
    half += (
        math.cos(math.radians(lat_a)) * math.cos(math.radians(lat_b)) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
