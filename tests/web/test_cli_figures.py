"""`catalog coverage figures, entries, recount`: the same figures as everywhere, with what is behind them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.catalogue import Catalogue
from tests.web.test_cli import run


def test_figures_are_those_of_the_public_schema(data: Path, catalogue: Catalogue) -> None:
    asked = run(data, "coverage", "figures", "--as-of", "2026-12-01", "--mode", "component", "--json")
    assert asked.returncode == 0, asked.stderr
    document = json.loads(asked.stdout)
    answer = catalogue.data(
        """{ coverage(asOf: "2026-12-01", countingMode: COMPONENT) { sha256 rows { key
        levels { level numerator denominator } } } }"""
    )["coverage"]
    told = {(f["key"], f["metric"]): (f["numerator"], f["denominator"]) for f in document["figures"]}
    for row in answer["rows"]:
        for level in row["levels"]:
            assert told[row["key"], level["level"]] == (level["numerator"], level["denominator"])
    assert document["sha256"] == answer["sha256"]


def test_a_table_names_both_sides_of_each_figure(data: Path) -> None:
    asked = run(data, "coverage", "figures", "--as-of", "2026-12-01", "--mode", "component")
    lines = [line.split("\t") for line in asked.stdout.splitlines()]
    assert lines[0][:3] == ["KEY", "", "D0"]
    assert lines[1][:3] == ["SPECIAL_NATIONAL", "Special national", "23/46 50.00%"]
    vietnamese = run(
        data, *["coverage", "figures", "--as-of", "2026-12-01", "--mode", "component"], language="vi"
    )
    assert "\t23/46 50,00 %\t" in vietnamese.stdout
    assert lines[-1][0] == "TOTAL"
    assert "11 entries are declared" in asked.stderr
    early = run(data, "coverage", "figures", "--as-of", "1900-01-01").stdout.splitlines()
    assert early[1].split("\t")[2] == "0/0"


def test_what_lists_declare_by_the_day_stands_beside_the_figures(data: Path) -> None:
    now = run(data, "coverage", "figures", "--as-of", "2026-12-01")
    assert "Provincial: 13 known by name of 14 declared (418/QĐ-UBND, 2022-03-04)." in now.stderr
    before = run(data, "coverage", "figures", "--as-of", "2016-01-01")
    assert "known by name of 6 declared (the press on ranked relics, 2015)." in before.stderr
    assert "2022-03-04" not in before.stderr
    for day, count in (("2026-12-01", 6), ("2016-01-01", 3), ("2015-01-01", 3), ("2014-12-31", 0)):
        document = json.loads(run(data, "coverage", "figures", "--as-of", day, "--json").stdout)
        assert len(document["declared"]) == count, day


@pytest.mark.parametrize(
    ("more", "count"), [((), 13), (("--level", "D0"), 2), (("--level", "D0", "--missing"), 11),
      (("--level", "WEIGHTED_D0"), 2), (("--undated",), 0), (("--known-at", "2020-01-01T00:00:00Z"), 0)],
)  # fmt: skip
def test_entries_are_exactly_those_behind_a_figure(data: Path, more: tuple[str, ...], count: int) -> None:
    asked = run(data, "coverage", "entries", "PROVINCIAL", "--mode", "component", *more)
    assert len(asked.stdout.splitlines()) == count
    assert f"{count} entries." in asked.stderr


def test_a_row_that_there_is_not_and_a_day_that_is_none_are_refused(data: Path) -> None:
    assert run(data, "coverage", "entries", "NOWHERE").returncode == 2
    assert run(data, "coverage", "figures", "--as-of", "tomorrow").returncode == 2
    for instant in ("2026-12-01T08:00:00", "yesterday", "0001-01-01T00:00:00+07:00"):
        assert run(data, "coverage", "figures", "--known-at", instant).returncode == 2


def test_what_would_be_ignored_is_refused(data: Path) -> None:
    refused = run(data, "coverage", "entries", "TOTAL", "--missing")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--missing needs --level" in refused.stderr
    assert run(data, "coverage", "entries", "TOTAL", "--undated", "--level", "D1").returncode == 2


def test_undated_entries_and_places_in_several_communes_open_as_well(data: Path) -> None:
    undated = run(data, "coverage", "entries", "TOTAL", "--as-of", "2010-01-01", "--undated")
    assert len(undated.stdout.splitlines()) == 15
    by_unit = ("coverage", "figures", "--as-of", "2026-12-01", "--by", "unit", "--json")
    told = json.loads(run(data, *by_unit, "--unit-mode", "touch", "--unit-time", "as_was").stdout)
    assert (told["unit_mode"], told["unit_time"], told["is_additive"]) == ("TOUCH", "AS_WAS", False)


def test_a_recount_finds_what_was_changed_behind_the_catalogues_back(data: Path) -> None:
    whole = run(data, "coverage", "recount")
    assert (whole.returncode, whole.stdout) == (0, "")
    with sqlite3.connect(data / "catalogue.sqlite3") as database:
        database.execute("UPDATE coverage_counter SET entries = entries + 1 WHERE grade = 'PROVINCIAL'")
    found = run(data, "coverage", "recount")
    assert found.returncode == 1
    assert "coverage_counter" in found.stdout
    assert "differ from a full count" in found.stderr
