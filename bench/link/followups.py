"""Whether reports of weeks later join their event: followups.py [GOLD.tsv] [--json] [--half 0|1].

GOLD (`followups.tsv`): reports in our own words about invented events: the first one; what came of it weeks or months
later (a trial, an inquiry, a funeral, an anniversary); another matter of that place, day or person. They are one
stream in order of publication. Measures: percent of the later ones that are in the first one's event; percent of the
others that are not; percent of events that hold nothing foreign. Baseline: reports up to two days apart are grouped,
which leaves every follow-up alone. `--half` takes every second story.
"""

import argparse
import csv
from pathlib import Path

from asof.link.stream import Stream
from asof.pipeline import analyse
from asof.records import Document, Published
from bench.showing import show

_GOLD = Path(__file__).parent / "followups.tsv"
Row = dict[str, str]


def read(path: Path, half: int | None) -> list[Row]:
    """The rows (of every second story), in order of publication."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    stories = list(dict.fromkeys(row["story"] for row in rows))
    kept = [row for row in rows if half is None or stories.index(row["story"]) % 2 == half]
    return sorted(kept, key=lambda row: (row["day"], row["story"], row["kind"]))


def grouped(rows: list[Row]) -> dict[tuple[str, str], int]:
    """The event of each report, by its story and kind."""
    stream = Stream()
    for number, row in enumerate(rows):
        document = Document(
            document=str(number),
            text=f"{row['title']}\n\n{row['text']}",
            title=row["title"],
            published=Published(value=row["day"], precision="day"),
            sha256="",
        )
        made = analyse(document, "rules")
        stream.add(document, made.analysis, made.claims)
    return {(rows[int(d)]["story"], rows[int(d)]["kind"]): n for n, held in enumerate(stream.events()) for d in held}


def scores(rows: list[Row], event_of: dict[tuple[str, str], int]) -> dict[str, float]:
    """The measures, in percent."""
    stories = list(dict.fromkeys(row["story"] for row in rows))
    joined = [event_of[s, "later"] == event_of[s, "first"] for s in stories]
    apart = [event_of[s, "other"] not in (event_of[s, "first"], event_of[s, "later"]) for s in stories]
    stories_in: dict[int, set[str]] = {}
    for (story, kind), event in event_of.items():
        stories_in.setdefault(event, set()).add(f"{story} other" if kind == "other" else story)
    pure = [len(held) == 1 for held in stories_in.values()]
    return {
        "later joined": 100 * sum(joined) / len(joined),
        "others apart": 100 * sum(apart) / len(apart),
        "nothing foreign": 100 * sum(pure) / len(pure),
    }


def main() -> None:
    """Print the table, or with --json the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=_GOLD)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--half", type=int, choices=(0, 1))
    args = parser.parse_args()
    rows = read(args.gold, args.half)
    ours = scores(rows, grouped(rows))
    alone = scores(rows, {(row["story"], row["kind"]): n for n, row in enumerate(rows)})
    show(ours, {"baseline": alone}, args.json)


if __name__ == "__main__":
    main()
