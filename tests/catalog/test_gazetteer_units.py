from __future__ import annotations

import csv
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.db import Database
from catalog.exchange.starting import load_starting_register
from catalog.gazetteer import MatchReason, UnitIndex, UnitMatch
from catalog.places import Unit, load_units
from catalog.terms import UnitLevel
from catalog.text import fold

ADDRESSES = Path(__file__).with_name("addresses.csv")
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def index(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> UnitIndex:
    file = tmp_path_factory.mktemp("gazetteer") / "catalogue.sqlite3"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    load_starting_register(database, NOW)
    with database.read() as session:
        units = load_units(session)
    database.close()
    return UnitIndex(units)


def today(match: UnitMatch) -> list[str]:
    return [unit.code for unit in match.today]


def first(index: UnitIndex, text: str) -> UnitMatch:
    return index.find(text)[0]


def test_a_hundred_addresses_old_and_new_find_todays_unit_first(index: UnitIndex) -> None:
    with ADDRESSES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    missed = [row["address"] for row in rows if today(first(index, row["address"])) != [row["code"]]]
    assert len({row["address"] for row in rows}) == 100
    assert missed == []  # recall at 1: 100 of 100


SHORT = {
    "Thành phố": "TP.",
    "Thị Xã": "TX",
    "Thị trấn": "TT",
    "Huyện": "H.",
    "Phường": "P.",
    "Xã": "X.",
}


def in_short(name: str) -> str:
    kind = next(kind for kind in SHORT if name.startswith(f"{kind} "))
    return name.replace(kind, SHORT[kind], 1)


@pytest.mark.parametrize(
    "written",
    [
        lambda unit, above: f"{unit}, {above}, tỉnh Điện Biên",
        lambda unit, above: f"{unit} {above} tỉnh Điện Biên",
        lambda unit, above: fold(f"{unit} {above} tỉnh Điện Biên"),
        lambda unit, above: f"{in_short(unit)}, {in_short(above)}",
        lambda unit, above: f"BẢN NÀ LỐM, {unit}, {above}".upper(),
        lambda unit, above: f"tỉnh Điện Biên, {above}, {unit}",
    ],
    ids=["full", "no commas", "no marks nor commas", "short", "capitals", "reversed"],
)
def test_every_former_commune_with_its_district_leads_to_its_successor(
    index: UnitIndex, written: object
) -> None:
    units = index.units
    former = [u for u in units.by_id.values() if u.valid_to and u.level is not UnitLevel.DISTRICT]
    assert len(former) == 129
    for unit in former:
        above = units.parent_of(unit)
        assert above is not None
        match = first(index, written(unit.name, above.name))  # type: ignore[operator]
        assert (match.unit.key, match.today) == (unit.key, tuple(units.successors_of(unit)))


def test_every_present_unit_is_found_first_by_its_own_name_and_province(index: UnitIndex) -> None:
    for unit in index.units.by_id.values():
        if unit.valid_to is None:
            assert first(index, f"{unit.name}, tỉnh Điện Biên").unit == unit


def test_the_district_decides_between_the_former_and_the_present_bearer_of_a_name(index: UnitIndex) -> None:
    alone = index.find("phường Mường Thanh")
    assert [today(match) for match in alone[:2]] == [["03334"], ["03127"]]
    placed = index.find("phường Mường Thanh, TP Điện Biên Phủ")
    assert [today(match) for match in placed[:2]] == [["03127"], ["03334"]]


def test_an_ambiguous_name_has_several_answers_the_present_commune_first(index: UnitIndex) -> None:
    names = [match.unit.name for match in index.find("Mường Chà")]
    assert names[:3] == ["Xã Mường Chà", "Thị trấn Mường Chà", "Huyện Mường Chà"]


def test_a_former_district_leads_to_all_units_that_stand_there_today(index: UnitIndex) -> None:
    match = first(index, "huyện Tủa Chùa")
    assert match.reasons == (MatchReason.EXACT, MatchReason.FORMER)
    assert {"03217", "03220", "03226", "03241", "03244"} == set(today(match))


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("phường Điện Biên Phủ", {MatchReason.EXACT}),
        ("phuong dien bien phu", {MatchReason.UNMARKED}),
        ("phường ĐBP", {MatchReason.INITIALS}),
        ("phường Điện Biên Phú", {MatchReason.UNMARKED}),
        ("phường Điện Bien Phuu", {MatchReason.FUZZY}),
        ("xã Điện Biên Phủ", {MatchReason.EXACT, MatchReason.OTHER_KIND}),
        ("phường Điện Biên Phủ, tỉnh Lai Châu", {MatchReason.EXACT, MatchReason.OTHER_PARENT}),
        ("xã Thanh Minh", {MatchReason.EXACT, MatchReason.FORMER}),
        ("gần chợ thanh minh", {MatchReason.EXACT, MatchReason.FORMER, MatchReason.WITHIN}),
        ("xã Không Có, huyện Tuần Giáo", {MatchReason.EXACT, MatchReason.FORMER, MatchReason.COARSER}),
    ],
)
def test_a_match_says_why(index: UnitIndex, text: str, reasons: set[MatchReason]) -> None:
    assert set(first(index, text).reasons) == reasons


def test_a_wrong_district_lowers_the_score_and_excludes_nothing(index: UnitIndex) -> None:
    right = first(index, "xã Thanh Minh, TP Điện Biên Phủ")
    wrong = first(index, "xã Thanh Minh, huyện Tuần Giáo")
    assert wrong.unit == right.unit
    assert wrong.score < right.score


def test_marks_decide_between_two_names_that_fold_alike(index: UnitIndex) -> None:
    assert first(index, "xã Nà Tòng").unit.name == "Xã Nà Tòng"
    assert first(index, "xã Na Tông").unit.name == "Xã Na Tông"


def test_keys_struck_for_telex_are_read(index: UnitIndex) -> None:
    assert first(index, "ddieenj bieen phur").unit.code == "03127"


@pytest.mark.parametrize("text", ["", "Hà Nội", "thành phố Lai Châu", "xã", "12345", "?"])
def test_what_names_nothing_here_finds_nothing(index: UnitIndex, text: str) -> None:
    assert index.find(text) == ()


@given(text=st.text(max_size=60))
def test_any_text_gets_an_ordered_answer(index: UnitIndex, text: str) -> None:
    scores = [match.score for match in index.find(text)]
    assert scores == sorted(scores, reverse=True)
    assert all(0.5 <= score <= 1 for score in scores)


def test_each_unit_is_answered_once(index: UnitIndex) -> None:
    for text in ("Mường Thanh", "Tuần Giáo, Điện Biên", "him lam dien bien phu"):
        found: list[Unit] = [match.unit for match in index.find(text)]
        assert len(found) == len({unit.id for unit in found})
