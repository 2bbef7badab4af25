"""Lengths of time as TIMEX3 durations."""

_PARTS_OF = {
    "Q": (3, "M"),
    "C": (100, "Y"),
    "QC": (25, "Y"),
    "F": (2, "W"),
    "N": (1, "D"),
    "DM": (1, "D"),
    "DE": (1, "D"),
}
_SMALLER = {"Y": (12, "M"), "TH": (60, "M"), "TM": (60, "S"), "D": (24, "H")}
_EXACT = 1e-9


def length_of(number: str | None, unit: str | None) -> str | None:
    """A duration ("P3D", "PT2H", "PXW") from a number (or X) and a unit of the lexicon; "P2Y6M" for 2.5 years."""
    if number is None or unit is None:
        return None
    factor, letter = _PARTS_OF.get(unit, (1, unit))
    if unit == "E" and number not in ("1", "X"):
        factor, letter = 10, "Y"
    if number == "X":
        return f"PTX{letter[1:]}" if letter.startswith("T") else f"PX{'C' if unit == 'C' else letter}"
    amount = float(number) * factor
    if amount != int(amount):
        return _broken_length(amount, letter)
    return f"PT{amount:.0f}{letter[1:]}" if letter.startswith("T") else f"P{amount:.0f}{letter}"


def _broken_length(amount: float, letter: str) -> str:
    whole, rest = int(amount), amount - int(amount)
    time, unit = letter.startswith("T"), letter.lstrip("T")
    head = f"{whole}{unit}" if whole else ""
    smaller = _SMALLER.get(letter)
    if not smaller or abs(rest * smaller[0] - round(rest * smaller[0])) > _EXACT:
        return f"P{'T' if time else ''}{amount:g}{unit}"
    small = f"{round(rest * smaller[0])}{smaller[1]}"
    return f"P{head}T{small}" if letter == "D" else f"P{'T' if time else ''}{head}{small}"
