"""What rows and figures are called, in both languages, and how shares are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from catalog.coverage.labels import RowNames, decimal, notes, percent, percent_text, required_text, small
from catalog.coverage.rules import rules_on
from catalog.coverage.words import CountingMode, Grouping, UnitMode
from catalog.errors import Message
from catalog.ladder.levels import Level
from catalog.places import Unit
from catalog.tables import KindTerm
from catalog.terms import Grade, Scheme, UnitLevel, UnitType
from tests.catalogue import TODAY

COMMUNE = Unit(
    1, "03325/2025", "03325", "Xã Mường Phăng", UnitLevel.COMMUNE, UnitType.COMMUNE, None, date(2025, 7, 1), None, None,
    None, "Nghị quyết",
)  # fmt: skip
KIND = KindTerm(
    code="SCENIC", scheme="2025", is_legal=True, label_vi="Danh lam", label_en="Scenic", citation="Luật"
)


@pytest.mark.parametrize(
    ("grouping", "key", "vi", "en"),
    [
        (Grouping.TOTAL, "TOTAL", "Toàn tỉnh", "The whole province"),
        (Grouping.TOTAL, "UNKNOWN", "UNKNOWN", "UNKNOWN"),
        (Grouping.GRADE, "PROVINCIAL", "Cấp tỉnh", "Provincial"),
        (Grouping.GRADE, "UNGRADED", "Không theo hạng di tích", "Not by relic grade"),
        (Grouping.SCHEME, "TOURIST_AREA", "Khu du lịch", "Tourist areas"),
        (Grouping.ADMIN_UNIT, "03325", "Xã Mường Phăng", "Xã Mường Phăng"),
        (Grouping.ADMIN_UNIT, "03127", "03127", "03127"),
        (Grouping.ADMIN_UNIT, "UNKNOWN", "Chưa rõ xã, phường", "Commune not known"),
        (Grouping.KIND, "SCENIC", "Danh lam", "Scenic"),
        (Grouping.KIND, "UNKNOWN", "Chưa rõ loại hình", "Kind not known"),
        (Grouping.MANAGING_BODY, "Ban quản lý", "Ban quản lý", "Ban quản lý"),
        (Grouping.MANAGING_BODY, "UNKNOWN", "Chưa rõ đơn vị quản lý", "Managing body not known"),
    ],
)
def test_a_row_is_called_by_its_name_in_both_languages_else_by_its_key(
    grouping: Grouping, key: str, vi: str, en: str
) -> None:
    assert RowNames.of([COMMUNE], [KIND])(grouping, key) == Message(vi, en)


@pytest.mark.parametrize(
    ("unit_mode", "is_additive", "unknown", "undated", "said"),
    [
        (UnitMode.PRIMARY, True, 0, 0, []),
        (UnitMode.TOUCH, False, 0, 0, [("Các dòng chồng lên nhau", "The rows overlap")]),
        (UnitMode.FRACTION, True, 0, 0, [("Địa điểm nằm trên nhiều xã", "A place in several communes")]),
        (UnitMode.PRIMARY, True, 3, 0, [("3 mục đã công bố", "3 entries are declared")]),
        (UnitMode.PRIMARY, True, 0, 1, [("1 mục chưa rõ", "Of 1 entries nobody knows")]),
    ],
)
@pytest.mark.parametrize(
    ("mode", "head"),
    [
        (CountingMode.DESIGNATION, ("Đếm theo quyết định", "Counted by designation")),
        (CountingMode.COMPONENT, ("Đếm theo điểm thành phần", "Counted by component")),
    ],
)
def test_notes_say_in_both_languages_how_it_was_counted_and_each_thing_that_must_be_known(
    mode: CountingMode, head: tuple[str, str], unit_mode: UnitMode, is_additive: bool, unknown: int, undated: int,
    said: list[tuple[str, str]],
) -> None:  # fmt: skip
    found = notes(mode, unit_mode, is_additive=is_additive, unknown=unknown, undated=undated)
    for note, (vi, en) in zip(found, [head, *said], strict=True):
        assert note.vi.startswith(vi)
        assert note.en.startswith(en)


@pytest.mark.parametrize(
    ("label", "within"),
    [("Quốc gia Đặc biệt", "quốc gia Đặc biệt"), ("3D", "3D"), ("Điểm", "điểm"), ("ABC", "aBC"), ("", "")],
)
def test_within_a_sentence_only_the_first_letter_of_a_label_is_small(label: str, within: str) -> None:
    assert small(label) == within


def test_what_is_required_of_others_than_relics_is_not_in_the_sentence_about_relics() -> None:
    rules = rules_on(TODAY)
    required = {
        (scheme, grade): rules.required_levels[Scheme.RELIC_RANK, Grade.NATIONAL].model_copy(
            update={"scheme": scheme, "grade": grade, "level": level}
        )
        for scheme, grade, level in (
            (Scheme.RELIC_RANK, Grade.PROVINCIAL, Level.D0),
            (Scheme.TOURIST_AREA, Grade.NATIONAL, Level.D4),
            (Scheme.TOURIST_AREA, None, Level.D2),
            (Scheme.RELIC_RANK, Grade.SPECIAL_NATIONAL, Level.D1),
        )
    }
    told = required_text(replace(rules, required_levels=required))
    assert told == Message("Quốc gia đặc biệt: D1; cấp tỉnh: D0.", "Special national: D1; provincial: D0.")


@pytest.mark.parametrize(
    ("ratio", "decimals", "text"),
    [
        (Fraction(1, 8), 0, "13"),
        (Fraction(1, 8), 1, "12.5"),
        (Fraction(1, 800), 2, "0.13"),
        (Fraction(1, 801), 2, "0.12"),
        (Fraction(1, 200), 0, "1"),
        (Fraction(1, 201), 0, "<1"),
        (Fraction(1, 2001), 1, "<0.1"),
        (Fraction(1999, 2000), 1, ">99.9"),
        (Fraction(1997, 2000), 1, "99.9"),
        (Fraction(3, 2), 1, "150.0"),
        (Fraction(1), 1, "100.0"),
        (Fraction(0), 1, "0.0"),
        (Fraction(1, 1000), 3, "0.100"),
    ],
)
def test_a_share_is_rounded_half_up_to_the_decimals_that_are_asked_for(
    ratio: Fraction, decimals: int, text: str
) -> None:
    assert percent(ratio, decimals) == text
    assert percent_text(ratio, "EN", decimals) == f"{text}%"
    assert percent_text(ratio, "vi", decimals) == f"{text.replace('.', ',')} %"


def test_a_number_of_last_digits_has_as_many_after_its_point() -> None:
    assert [decimal(1234, decimals) for decimals in (0, 1, 3, 5)] == ["1234", "123.4", "1.234", "0.01234"]
