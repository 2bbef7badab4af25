"""Exports: read back by other people's libraries, every column as documented, nothing that a spreadsheet would run."""

import io
import json
import re
from pathlib import Path

import geojson as geojson_library
import pandas as pd
import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace

from asof.records import EventPlace, Story
from asof.tell import export
from asof.tell.export_coded import RULE_OF
from asof.tell.export_event import DATE_PRECISION, PRECISION, country_name, country_number, parts
from asof.tell.export_own import CLAIMS, EVENTS, TRACKS
from asof.tell.export_table import Column, columns, neutral, of_dicts, to_csv
from tests.tell import factory

DOCS = (Path(__file__).parent.parent.parent / "docs" / "exports.md").read_text("utf-8")
CODED = ("acled", "ged", "gtd")


def story(rule: str = "ucdp", **place: object) -> Story:
    """The made-up story, reconciled by a rule, its event at a place with coordinates."""
    made = factory.story()
    (event,) = made.reconciled.events
    where = {"name": "Norvik", "admin1": "Illizi", "country": "DZ", "lat": 28.05, "lon": 9.64, "where_prec": 1}
    estimates = {o: replace(e, rule=rule) for o, e in event.estimates.items()}
    event = replace(
        event,
        place=EventPlace(timezone="Africa/Algiers", **(where | place)),  # type: ignore[arg-type]
        estimates=estimates,
        estimates_by=tuple(replace(e, rule=rule) for e in event.estimates_by),
    )
    return replace(made, reconciled=replace(made.reconciled, events=(event,)))


def read(made: Story, kind: str) -> "pd.Series[object]":
    """The first row of a table, as pandas reads its CSV."""
    frame = pd.read_csv(io.BytesIO(export.render(made, "csv", kind)))
    return frame.iloc[0]


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        ("ged", {"id": 1, "side_a": 15, "where_prec": 25, "priogrid_gid": 33, "best": 45, "high": 46, "low": 47}),
        ("acled", {"event_id_cnty": 1, "disorder_type": 5, "iso": 16, "geo_precision": 25, "fatalities": 29}),
        ("gtd", {"eventid": 1, "specificity": 16, "gname": 59, "nkill": 99, "nkillter": 101, "nwound": 102,
                 "ishostkid": 110, "related": 135}),
    ],
)  # fmt: skip
def test_columns_stand_where_the_published_files_have_them(kind, places):
    """Programs that read by position find what they expect (headers of GED 23.1, ACLED since 2023, GTD 0718)."""
    names = [c.name for c in columns(kind)]
    assert {name: names.index(name) + 1 for name in places} == places


@pytest.mark.parametrize(("kind", "count"), [("acled", 31), ("ged", 49), ("gtd", 135)])
def test_the_columns_are_those_of_the_data_set_in_its_order(kind: str, count: int) -> None:
    """As many columns as the codebook has, each named once, and pandas reads exactly those."""
    names = [c.name for c in columns(kind)]
    assert len(names) == len(set(names)) == count
    frame = pd.read_csv(io.BytesIO(export.render(story(RULE_OF[kind]), "csv", kind)))
    assert list(frame.columns) == names
    assert len(frame) == 1


@pytest.mark.parametrize("kind", CODED)
def test_every_column_is_documented(kind: str) -> None:
    """docs/exports.md says of each column whether it is filled and from what, in the words of the resource."""
    section = DOCS.split(f"## --as {kind}", 1)[1].split("\n## ", 1)[0]
    told = {}
    for names, note in re.findall(r"^\| (`[^|]+`) \| ([^|]+) \|$", section, re.M):
        told.update(dict.fromkeys(re.findall(r"`([^`]+)`", names), note.strip()))
    assert told == {c.name: c.note if c.filled else f"*empty*: {c.note}" for c in columns(kind)}


def test_ged_has_the_three_figures_and_codes_of_ucdp() -> None:
    """Low, best and high of the killed, UCDP's precision codes, the dead in the one column of unknown side."""
    row = read(story(), "ged")
    assert (row["low"], row["best"], row["high"]) == (27, 34, 34)
    assert row["deaths_unknown"] == row["best"]
    assert pd.isna(row["deaths_civilians"])
    assert (row["where_prec"], row["date_prec"]) == (1, 1)
    assert (row["date_start"], row["date_end"]) == ("2031-03-04", "2031-03-05")
    assert row["source_office"] == "Norvik Courier; Tessa Wire; Halmstrand Post"
    assert row["number_of_sources"] == 6
    assert row["relid"] == "ev1"
    assert 0 < row["id"] < 2**53


def test_the_grid_cell_is_that_of_prio() -> None:
    """28.05 N, 9.64 E lies 236 half degrees from the south pole and 379 from the date line."""
    assert read(story(), "ged")["priogrid_gid"] == 236 * 720 + 379 + 1


@pytest.mark.parametrize(
    ("where_prec", "geo", "specificity", "vicinity", "city"),
    [
        (1, 1, 1, 0, "Norvik"),
        (2, 2, 1, 1, "Norvik"),
        (3, 2, 3, -9, "Unknown"),
        (4, 3, 4, -9, "Unknown"),
        (5, 3, 4, -9, "Unknown"),
        (6, None, 5, -9, "Unknown"),
        (7, None, 5, -9, "Unknown"),
        (None, None, 5, -9, "Unknown"),
    ],
)
def test_precision_of_place_in_the_codes_of_each(
    where_prec: int | None, geo: int | None, specificity: int, vicinity: int, city: str
) -> None:
    """where_prec becomes ACLED's geo_precision and GTD's specificity, vicinity and city."""
    acled, gtd = (read(story(RULE_OF[k], where_prec=where_prec), k) for k in ("acled", "gtd"))
    assert (None if pd.isna(acled["geo_precision"]) else acled["geo_precision"]) == geo
    assert (gtd["specificity"], gtd["vicinity"], gtd["city"]) == (specificity, vicinity, city)
    assert pd.isna(gtd["latitude"]) == (specificity == 5)


@pytest.mark.parametrize(
    ("date_prec", "acled", "date", "approximate"),
    [
        (1, 1, (2031, 3, 4), False),
        (2, 2, (2031, 3, 4), True),
        (3, 2, (2031, 3, 4), True),
        (4, 3, (2031, 3, 0), True),
        (5, None, (2031, 0, 0), True),
    ],
)
def test_precision_of_time_in_the_codes_of_each(
    date_prec: int, acled: int | None, date: tuple[int, int, int], approximate: bool
) -> None:
    """date_prec becomes ACLED's time_precision and GTD's zeros and approxdate."""
    tables = {}
    for kind in ("acled", "gtd"):
        made = story(RULE_OF[kind])
        events = tuple(replace(e, date_prec=date_prec) for e in made.reconciled.events)
        tables[kind] = read(replace(made, reconciled=replace(made.reconciled, events=events)), kind)
    found = tables["acled"]["time_precision"]
    assert (None if pd.isna(found) else found) == acled
    gtd = tables["gtd"]
    assert (gtd["iyear"], gtd["imonth"], gtd["iday"]) == date
    assert pd.isna(gtd["approxdate"]) != approximate
    assert str(gtd["eventid"]) == f"{date[0]}{date[1]:02}{date[2]:02}0001"


def test_gtd_counts_attackers_apart_and_zero_where_nobody_speaks_of_it() -> None:
    """nkill is everyone, nkillter the attackers; nobody speaks of injured, so 0; people are held."""
    row = read(story("gtd"), "gtd")
    assert (row["nkill"], row["nkillter"], row["nwound"]) == (34, 11, 0)
    assert pd.isna(row["nkillus"])
    assert (row["ishostkid"], row["nhostkid"], row["nperps"]) == (1, 30, -99)
    assert (row["extended"], row["resolution"]) == (1, "2031-03-05")


def test_a_table_of_another_rule_is_refused() -> None:
    """GED columns hold UCDP's rule or nothing: a story reconciled otherwise is no GED."""
    with pytest.raises(ValueError, match="by the rule ucdp, not gtd"):
        export.table(story("gtd"), "ged")


@pytest.mark.parametrize("kind", export.TABLES)
def test_parquet_and_csv_hold_the_same(kind: str) -> None:
    """Parquet read back has the columns, rows and values of the CSV, with types."""
    made = story(RULE_OF.get(kind, "ucdp"))
    read_back = pq.read_table(io.BytesIO(export.render(made, "parquet", kind)))
    frame = pd.read_csv(io.BytesIO(export.render(made, "csv", kind)), dtype=str, keep_default_na=False)
    assert read_back.column_names == list(frame.columns)
    assert read_back.num_rows == len(frame) > 0
    for column in export.table(made, kind).columns:
        if column.type == "text":
            values = ["" if v is None else neutral(v) for v in read_back[column.name].to_pylist()]
            assert values == list(frame[column.name])


def test_claims_have_a_row_each_with_where_they_belong() -> None:
    """One row a claim, its words equal to the text at its offsets, its state and origin named."""
    made = story()
    frame = pd.read_csv(io.BytesIO(export.render(made, "csv", "claims")))
    assert len(frame) == len(made.claims)
    texts = {d.document: d.text for d in made.documents}
    assert all(texts[r["document"]][r["start"] : r["end"]] == r["text"] for _, r in frame.iterrows())
    denied = frame[frame["state"] == "denied"]
    assert set(denied["low"]) == {35}
    assert set(denied["denied_by"]) == {factory.claims(factory.documents())["denial"].id}
    assert frame["kind"].value_counts()["statement"] == 1


def test_events_and_tracks_have_a_row_for_each_estimate_and_point() -> None:
    """Long tables: three outcomes and three populations; every point of every track."""
    made = story()
    events = pd.read_csv(io.BytesIO(export.render(made, "csv", "events")), keep_default_na=False)
    assert sorted(events["outcome"]) == ["freed", "held", "killed", "killed", "killed", "killed"]
    assert list(events[events["population"] == "attackers"]["best"]) == [11]
    tracks = pd.read_csv(io.BytesIO(export.render(made, "csv", "tracks")))
    assert len(tracks) == sum(len(t.points) for t in made.reconciled.tracks)


@pytest.mark.parametrize("names", [CLAIMS, EVENTS, TRACKS])
def test_own_tables_are_documented(names: tuple[Column, ...]) -> None:
    """Every column of asof's own tables is named in docs/exports.md."""
    section = DOCS.split("## asof's own tables", 1)[1]
    assert [c.name for c in names if f"`{c.name}`" not in section] == []


@pytest.mark.parametrize("words", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "  =1", "＝1", "\ufeff=1"])
def test_no_cell_is_a_formula(words: str) -> None:
    """A text that a spreadsheet would run gets an apostrophe; a negative number stays a number."""
    made = story()
    documents = tuple(replace(d, outlet=words, title=words) for d in made.documents)
    (event,) = made.reconciled.events
    event = replace(event, label=words, place=replace(event.place, name=words, admin1=words, lon=-9.5))
    made = replace(made, documents=documents, reconciled=replace(made.reconciled, events=(event,)))
    for kind in ("ged", "events", "claims", "tracks"):
        for row in pd.read_csv(
            io.BytesIO(export.render(made, "csv", kind)), dtype=str, keep_default_na=False
        ).to_numpy():
            assert [c for c in row if c.lstrip(" \ufeff")[:1] in tuple("=+@＝＋－＠\t") and c] == []
            assert [c for c in row if c[:1] == "-" and not re.fullmatch(r"-[\d.]+", c)] == []
    assert read(made, "ged")["longitude"] == -9.5


def test_a_column_documented_as_empty_stays_so() -> None:
    """The documentation cannot fall behind: a value for an empty column is refused."""
    with pytest.raises(ValueError, match="documented as empty"):
        of_dicts(columns("ged"), [{"side_a": "somebody"}])


def test_quotes_line_feeds_and_commas_survive() -> None:
    """A cell with every character that CSV cares for is read back as it was."""
    words = 'a "b", c;\nd'
    made = to_csv(of_dicts((Column(name="x", type="text"),), [{"x": words}]))
    assert pd.read_csv(io.BytesIO(made))["x"][0] == words


def test_geojson_is_valid_and_says_how_exact_it_is() -> None:
    """A GeoJSON library reads it, finds nothing to complain of, and the point lies where the event does."""
    for precision, metres in ((1, 5_000), (2, 25_000), (4, 150_000)):
        found = geojson_library.loads(export.render(story(where_prec=precision), "geojson"))
        assert found.is_valid
        (feature,) = found["features"]
        assert feature["geometry"]["coordinates"] == [9.64, 28.05]
        assert feature["properties"]["where_prec"] == precision
        assert feature["properties"]["precision"] == PRECISION[precision]
        assert feature["properties"]["uncertainty_radius_m"] == metres
        assert feature["properties"]["estimates"]["killed"] == {"low": 27, "best": 34, "high": 34}


def test_of_an_event_of_a_country_the_radius_reaches_its_borders() -> None:
    """Algeria's main land is within some 1,000 to 1,500 km of its middle."""
    found = json.loads(export.render(story(where_prec=6, lat=28.0, lon=3.0), "geojson"))
    assert 1_000_000 < found["features"][0]["properties"]["uncertainty_radius_m"] < 1_500_000


def test_an_event_without_a_place_has_no_geometry() -> None:
    """RFC 7946 allows a null geometry; nothing is put at 0, 0."""
    found = geojson_library.loads(export.render(story(lat=None, lon=None, where_prec=None), "geojson"))
    assert found.is_valid
    assert found["features"][0]["geometry"] is None
    assert found["features"][0]["properties"]["uncertainty_radius_m"] is None


def test_words_of_precision_are_ucdp_s_codes() -> None:
    """All seven codes of place and five of time have words."""
    assert sorted(PRECISION) == [1, 2, 3, 4, 5, 6, 7]
    assert sorted(DATE_PRECISION) == [1, 2, 3, 4, 5]


def test_countries_have_names_and_numbers() -> None:
    """ISO 3166: Algeria is DZ and 12; an unknown code stands for itself."""
    assert (country_name("DZ"), country_number("DZ")) == ("Algeria", 12)
    assert (country_name("XX"), country_number("XX"), country_name(None)) == ("XX", None, None)
    assert parts("2031-03") == (2031, 3, 0)
    assert parts(None) == (None, 0, 0)


def test_an_export_of_a_moment_holds_what_was_known_by_then() -> None:
    """As of noon of the first day, only the claims of the first two reports are there."""
    made = story()
    made = replace(made, reconciled=replace(made.reconciled, at="2031-03-04T12:45:00+01:00"))
    frame = pd.read_csv(io.BytesIO(export.render(made, "csv", "claims")))
    assert set(frame["document"]) == {"courier-1", "wire-1"}


@pytest.mark.parametrize("form", ["geojson", "timelinejs"])
def test_json_is_the_same_twice_and_holds_no_lone_surrogate(form: str) -> None:
    """The same bytes each time, in sound UTF-8, whatever a label holds."""
    made = story()
    (event,) = made.reconciled.events
    made = replace(made, reconciled=replace(made.reconciled, events=(replace(event, label="\ud800 \u202e x"),)))
    assert export.render(made, form) == export.render(made, form)
    json.loads(export.render(made, form).decode("utf-8"))


def test_an_unknown_format_or_table_is_refused_with_the_choices() -> None:
    """Who mistypes is told what there is."""
    with pytest.raises(ValueError, match="csv, geojson"):
        export.render(story(), "xlsx")
    with pytest.raises(ValueError, match="acled, claims"):
        export.render(story(), "csv", "xlsx")


def test_a_pinned_figure_is_in_every_table() -> None:
    """A pin holds whatever the rule, so it does not make a table one of another rule."""
    made = story()
    (event,) = made.reconciled.events
    pinned = replace(event.estimates["killed"], low=99, best=99, high=99, rule="pin")
    event = replace(event, estimates={**event.estimates, "killed": pinned})
    made = replace(made, reconciled=replace(made.reconciled, events=(event,)))
    assert b"99" in export.render(made, "csv", "ged")
    with pytest.raises(ValueError, match="rule gtd"):
        export.render(made, "csv", "gtd")
