"""The rule data: what comes with the product, and what is refused with all its reasons."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import orjson
import pytest

from catalog.errors import ProblemsError
from catalog.ladder.checks import CHECKS
from catalog.ladder.levels import Level
from catalog.ladder.rules import FOLDER, RECOGNITIONS, RuleSet, in_force, load, packaged
from catalog.terms import Grade, Scheme
from tests.catalog.ladder.sites import RULES

FILE = FOLDER / "ladder-2026.1.json"
Document = dict[str, Any]


def document() -> Document:
    return dict(orjson.loads(FILE.read_bytes()))


def check_of(values: Document, id_: str) -> Document:
    return next(one for one in values["checks"] if one["id"] == id_)


def refusals(values: object) -> list[tuple[str | None, str, str]]:
    with pytest.raises(ProblemsError) as caught:
        load(values)
    assert {problem.code for problem in caught.value.problems} == {"BAD_RULES"}
    return [(problem.field, problem.message.vi, problem.message.en) for problem in caught.value.problems]


def test_the_rules_of_2026_come_with_the_product() -> None:
    assert [rules.title_of_version for rules in packaged()] == ["ladder/2026.1"]
    assert packaged() is packaged()
    assert (RULES.name, RULES.version, RULES.valid_from, RULES.valid_to) == (
        "ladder", "2026.1", date(2026, 1, 1), None,
    )  # fmt: skip
    assert RULES.freshness_days == 365
    assert RULES.title.vi.startswith("Thang số hóa")
    assert RULES.title.en.startswith("Digitisation ladder")


def test_they_have_every_check_in_the_ladders_order_with_words_and_a_source() -> None:
    assert [rule.id for rule in RULES.checks] == list(CHECKS)
    for rule in RULES.checks:
        words = rule.words
        assert words.level == CHECKS[rule.id].level == Level[rule.id[:2]]
        assert all((words.label.vi, words.label.en, words.why.vi, words.why.en, words.source))
        assert 1 <= words.effort <= 5
    assert [rule.id for rule in RULES.checks if not rule.words.is_blocking] == ["D3.6"]


def test_what_is_a_proposal_is_never_called_law() -> None:
    by_law = {rule.id: rule.words.source for rule in RULES.checks if rule.words.is_law}
    assert set(by_law) == {"D0.1", "D0.2", "D0.3", "D1.4", "D2.1", "D2.2", "D3.4"}
    assert not [source for source in by_law.values() if "roposal" in source]
    required = RULES.required_levels
    assert [key for key, one in required.items() if one.is_law] == [
        (Scheme.RELIC_RANK, Grade.SPECIAL_NATIONAL)
    ]
    assert "2026/QĐ-TTg" in required[Scheme.RELIC_RANK, Grade.SPECIAL_NATIONAL].source


def test_shares_and_weights_are_exact() -> None:
    assert list(RULES.complex_shares.values()) == [1, 1, 1, Fraction(9, 10), Fraction(9, 10)]
    assert list(RULES.complex_shares) == list(Level)
    assert [RULES.weight(*recognition) for recognition in RECOGNITIONS] == [5, 3, 2, 1, 2, 2]
    assert RULES.weight(Scheme.UNESCO, None) == 0
    assert isinstance(RULES.weight(Scheme.OTHER, None), Fraction)
    shares = [getattr(rule.parameters, "share", None) for rule in RULES.checks]
    assert [share for share in shares if share] == [Fraction(4, 5), Fraction(3, 4), Fraction(9, 10)]


def test_rules_that_are_written_and_read_again_are_the_same() -> None:
    again = load(orjson.loads(RULES.canonical))
    assert again == RULES
    assert again.sha256 == RULES.sha256


def test_their_hash_is_of_the_json_with_sorted_keys_whatever_the_order_in_the_file() -> None:
    turned = dict(reversed(document().items()))
    assert load(turned).sha256 == RULES.sha256
    canonical = orjson.dumps(document(), option=orjson.OPT_SORT_KEYS)
    assert RULES.sha256 == hashlib.sha256(canonical).hexdigest()
    other = document()
    other["freshness_days"] = 364
    assert load(other).sha256 != RULES.sha256


def test_checks_are_put_in_the_ladders_order() -> None:
    values = document()
    values["checks"].reverse()
    assert load(values).checks == RULES.checks


def of_time(version: str, start: date, end: date | None = None) -> RuleSet:
    return replace(RULES, version=version, valid_from=start, valid_to=end)


def test_the_rules_of_a_day_are_those_in_force_that_began_last() -> None:
    first = of_time("2026.1", date(2026, 1, 1), date(2028, 1, 1))
    second = of_time("2027.9", date(2027, 1, 1), date(2028, 1, 1))
    mended = of_time("2027.10", date(2027, 1, 1), date(2028, 1, 1))
    sets = [mended, first, second]
    assert in_force(sets, date(2025, 12, 31)) is None
    assert in_force(sets, date(2026, 1, 1)) is first
    assert in_force(sets, date(2026, 12, 31)) is first
    assert in_force(sets, date(2027, 1, 1)) is mended
    assert in_force(reversed(sets), date(2027, 12, 31)) is mended
    assert in_force(sets, date(2028, 1, 1)) is None
    far = in_force(packaged(), date(2099, 1, 1))
    assert far is not None
    assert far.sha256 == RULES.sha256
    assert in_force([], date(2026, 1, 1)) is None


NOT_EXACT = "không phải là số không âm viết chính xác trong chuỗi, ví dụ “0.80” hoặc “9/10”."
NOT_EXACT_EN = "is not an exact number of nought or more in a string, such as “0.80” or “9/10”."
OTHER_TYPE = (
    "Giá trị thuộc loại khác hoặc viết không đúng.",
    "The value is of another type or written wrongly.",
)
SENTENCES = (
    "Cần một câu tiếng Việt (vi) và một câu tiếng Anh (en), mỗi câu không quá 1000 ký tự.",
    "A Vietnamese (vi) and an English sentence (en) are needed, of at most 1000 characters each.",
)
MISSING = ("Còn thiếu.", "It is missing.")
UNKNOWN = ("Không có mục này.", "There is no such entry.")
NO_WORD = ("Từ này không có trong danh mục.", "The list has no such word.")
EMPTY = ("Danh sách không được trống.", "The list may not be empty.")
NO_LIST = ("Cần một danh sách.", "A list is needed.")


def parameter(id_: str, name: str, value: Any) -> Callable[[Document], None]:
    def change(values: Document) -> None:
        check_of(values, id_)["parameters"][name] = value

    return change


def word(id_: str, name: str, value: Any) -> Callable[[Document], None]:
    def change(values: Document) -> None:
        check_of(values, id_)[name] = value

    return change


def top(name: str, value: Any) -> Callable[[Document], None]:
    def change(values: Document) -> None:
        values[name] = value

    return change


def entry(name: str, place: int, key: str, value: Any) -> Callable[[Document], None]:
    def change(values: Document) -> None:
        values[name][place][key] = value

    return change


def without(name: str, place: int | str) -> Callable[[Document], None]:
    def change(values: Document) -> None:
        del values[name][place]

    return change


def twice(name: str, place: int) -> Callable[[Document], None]:
    def change(values: Document) -> None:
        values[name].append(copy.deepcopy(values[name][place]))

    return change


def bounds(highest: str, value: str) -> tuple[str, str]:
    return f"{value} phải từ 1 đến {highest}.", f"{value} must be from 1 to {highest}."


def over_nought(highest: str, value: str) -> tuple[str, str]:
    return (
        f"{value} phải lớn hơn 0 và không quá {highest}.",
        f"{value} must be over 0 and at most {highest}.",
    )


def inexact(value: str) -> tuple[str, str]:
    return f"“{value}” {NOT_EXACT}", f"“{value}” {NOT_EXACT_EN}"


PIXELS = "checks.11.parameters.pixels"
SHARE = "checks.10.parameters.share"
REFUSED = [
    ("a check that the ladder lacks", word("D3.6", "id", "D3.7"), [
        ("checks.18.id", "Không có kiểm tra này.", "There is no such check."),
        ("checks", "Thiếu D3.6.", "D3.6 is missing."),
    ]),
    ("a check whose id is a number", word("D3.6", "id", 36), [
        ("checks.18.id", *OTHER_TYPE),
        ("checks.18.id", "Không có kiểm tra này.", "There is no such check."),
        ("checks", "Thiếu D3.6.", "D3.6 is missing."),
    ]),
    ("a check that is missing", without("checks", 0), [("checks", "Thiếu D0.1.", "D0.1 is missing.")]),
    ("a check that is there twice", twice("checks", 0), [("checks.25.id", "D0.1 có hai lần.", "D0.1 is there twice.")]),
    ("no checks at all", lambda values: values.pop("checks"), [
        ("checks", *NO_LIST), *(("checks", f"Thiếu {id_}.", f"{id_} is missing.") for id_ in CHECKS),
    ]),
    ("a check of another level", word("D2.4", "level", "D1"), [("checks.11.level", "D2.4 thuộc mức D2.", "D2.4 belongs to D2.")]),
    ("a level that does not exist", word("D2.4", "level", "D5"), [("checks.11.level", "Không có mức “D5”.", "There is no level “D5”.")]),
    ("a level as a number", word("D2.4", "level", 2), [("checks.11.level", "Không có mức “2”.", "There is no level “2”.")]),
    ("reads that block", word("D3.6", "is_blocking", True), [
        ("checks.18.is_blocking", "D3.6 không được cản trở mức nào.", "D3.6 may not stand in a level’s way."),
    ]),
    ("a check without source", word("D2.4", "source", ""), [("checks.11.source", *OTHER_TYPE)]),
    ("a check with one language", word("D2.4", "label", {"vi": "Ảnh"}), [("checks.11.label", *SENTENCES)]),
    ("an empty Vietnamese sentence", word("D2.4", "label", {"vi": "", "en": "x"}), [("checks.11.label", *SENTENCES)]),
    ("an empty English sentence", word("D2.4", "why", {"vi": "x", "en": ""}), [("checks.11.why", *SENTENCES)]),
    ("a third language", word("D2.4", "why", {"vi": "x", "en": "x", "fr": "x"}), [("checks.11.why", *SENTENCES)]),
    ("a sentence that is a number", word("D2.4", "why", {"vi": 1, "en": "x"}), [("checks.11.why", *SENTENCES)]),
    ("an English sentence that is a number", word("D2.4", "why", {"vi": "x", "en": 1}), [("checks.11.why", *SENTENCES)]),
    ("a sentence without end", word("D2.4", "why", {"vi": "x" * 1_001, "en": "x"}), [("checks.11.why", *SENTENCES)]),
    ("an English sentence without end", word("D2.4", "why", {"vi": "x", "en": "x" * 1_001}), [("checks.11.why", *SENTENCES)]),
    ("one sentence for both languages", word("D2.4", "why", "x"), [("checks.11.why", *SENTENCES)]),
    ("law or not, in words", word("D2.4", "is_law", "yes"), [("checks.11.is_law", *OTHER_TYPE)]),
    ("no effort", word("D2.4", "effort", 0), [("checks.11.effort", *bounds("5", "0"))]),
    ("too much effort", word("D2.4", "effort", 6), [("checks.11.effort", *bounds("5", "6"))]),
    ("an unknown parameter", parameter("D2.4", "megapixels", 1), [("checks.11.parameters.megapixels", *UNKNOWN)]),
    ("a parameter where there is none", parameter("D0.1", "length", 1), [("checks.0.parameters.length", *UNKNOWN)]),
    ("a missing parameter", lambda values: check_of(values, "D2.4")["parameters"].pop("pixels"), [(PIXELS, *MISSING)]),
    ("no parameters", word("D2.4", "parameters", None), [("checks.11.parameters", *OTHER_TYPE)]),
    ("negative pixels", parameter("D2.4", "pixels", -1), [(PIXELS, *bounds("10000000000", "-1"))]),
    ("no pixels", parameter("D2.4", "pixels", 0), [(PIXELS, *bounds("10000000000", "0"))]),
    ("pixels beyond reason", parameter("D2.4", "pixels", 10**10 + 1), [(PIXELS, *bounds("10000000000", "10000000001"))]),
    ("pixels as a binary float", parameter("D2.4", "pixels", 420_000.0), [(PIXELS, *OTHER_TYPE)]),
    ("pixels that are no number", parameter("D2.4", "pixels", float("nan")), [(PIXELS, *OTHER_TYPE)]),
    ("pixels as a truth", parameter("D2.4", "pixels", True), [(PIXELS, *OTHER_TYPE)]),
    ("pictures beyond reason", parameter("D2.4", "pictures", 100_001), [("checks.11.parameters.pictures", *bounds("100000", "100001"))]),
    ("days beyond reason", parameter("D4.3", "days", 36_501), [("checks.21.parameters.days", *bounds("36500", "36501"))]),
    ("a share of nothing", parameter("D2.3", "share", "0"), [(SHARE, *over_nought("1", "0"))]),
    ("a share over one", parameter("D2.3", "share", "1.01"), [(SHARE, *over_nought("1", "101/100"))]),
    ("a negative share", parameter("D2.3", "share", "-0.8"), [(SHARE, *inexact("-0.8"))]),
    ("a share that is no number", parameter("D2.3", "share", "NaN"), [(SHARE, *inexact("NaN"))]),
    ("a share as a binary float", parameter("D2.3", "share", 0.8), [(SHARE, *inexact("0.8"))]),
    ("a share with an exponent", parameter("D2.3", "share", "8e-1"), [(SHARE, *inexact("8e-1"))]),
    ("a share by nought", parameter("D2.3", "share", "1/0"), [(SHARE, *inexact("1/0"))]),
    ("a share in other digits", parameter("D2.3", "share", "٠.٨"), [(SHARE, *inexact("٠.٨"))]),
    ("a share without end", parameter("D2.3", "share", "1" * 50), [(SHARE, *inexact("1" * 40))]),
    ("metres beyond reason", parameter("D1.1", "metres", "10001"), [("checks.3.parameters.metres", *over_nought("10000", "10001"))]),
    ("a rank that nobody gives", parameter("D0.2", "authorities", {"NATIONAL": ["MINISTER"]}), [
        ("checks.1.parameters.authorities", "Mỗi hạng cần ít nhất một cơ quan.", "Every rank needs an authority."),
    ]),
    ("an unknown authority", lambda values: check_of(values, "D0.2")["parameters"]["authorities"].update(NATIONAL=["KING"]), [
        ("checks.1.parameters.authorities.NATIONAL.0", *NO_WORD),
    ]),
    ("an unknown rights statement", parameter("D3.2", "unevaluated", ["https://example.org/"]), [
        ("checks.14.parameters.unevaluated.0", "Không biết tuyên bố quyền “https://example.org/”.", "The rights statement “https://example.org/” is not known."),
    ]),
    ("no rights statement", parameter("D3.2", "unevaluated", []), [("checks.14.parameters.unevaluated", *EMPTY)]),
    ("an unknown openness", parameter("D3.2", "openness", ["AJAR"]), [("checks.14.parameters.openness.0", *NO_WORD)]),
    ("no media type", parameter("D4.1", "media_types", ["GLB"]), [
        ("checks.19.parameters.media_types.0", "“GLB” không phải là kiểu nội dung.", "“GLB” is not a media type."),
    ]),
    ("unknown paradata", parameter("D4.1", "paradata", [["mood"]]), [("checks.19.parameters.paradata.0.0", *OTHER_TYPE)]),
    ("a dossier part by another code", parameter("D2.1", "text_layer_parts", ["2"]), [("checks.8.parameters.text_layer_parts.0", *OTHER_TYPE)]),
    ("a grid by another code", parameter("D4.4", "source_crs", ["VN-2000"]), [("checks.22.parameters.source_crs.0", *OTHER_TYPE)]),
    ("a level of parts that does not exist", parameter("D4.6", "level", "D9"), [("checks.24.parameters.level", "Không có mức “D9”.", "There is no level “D9”.")]),
    ("other rules", top("name", "score"), [("name", *OTHER_TYPE)]),
    ("a version in words", top("version", "new"), [("version", *OTHER_TYPE)]),
    ("something beside it", top("extends", "ladder/2025.1"), [("extends", *UNKNOWN)]),
    ("an empty interval", top("valid_to", "2026-01-01"), [("valid_to", "Khoảng hiệu lực trống.", "The interval of validity is empty.")]),
    ("a day that does not exist", top("valid_to", "2026-02-30"), [
        ("valid_to", "“2026-02-30” không phải là ngày (ví dụ 2026-01-01).", "“2026-02-30” is not a date (such as 2026-01-01)."),
    ]),
    ("a day as a number", top("valid_from", 20260101), [
        ("valid_from", "“20260101” không phải là ngày (ví dụ 2026-01-01).", "“20260101” is not a date (such as 2026-01-01)."),
    ]),
    ("a day in another notation", top("valid_from", "20260101"), [
        ("valid_from", "“20260101” không phải là ngày (ví dụ 2026-01-01).", "“20260101” is not a date (such as 2026-01-01)."),
    ]),
    ("no title", lambda values: values.pop("title"), [("title", *MISSING)]),
    ("facts that are fresh for ever", top("freshness_days", 36_501), [("freshness_days", *bounds("36500", "36501"))]),
    ("a share of parts that is missing", without("complex_shares", "D3"), [("complex_shares.D3", *MISSING)]),
    ("a share of parts beyond D4", lambda values: values["complex_shares"].update(D5="1"), [("complex_shares.D5", *UNKNOWN)]),
    ("no shares of parts", lambda values: values.pop("complex_shares"), [("complex_shares", *OTHER_TYPE)]),
    ("an unknown scheme", entry("required_levels", 3, "scheme", "PAGODA"), [("required_levels.3.scheme", *NO_WORD)]),
    ("an unknown grade", entry("weights", 0, "grade", "COSMIC"), [("weights.0.grade", *NO_WORD)]),
    ("a rank without grade", entry("required_levels", 0, "grade", None), [
        ("required_levels.0", "RELIC_RANK không phải là một loại công nhận.", "Nothing is recognised as RELIC_RANK."),
        ("required_levels", "Thiếu RELIC_RANK/SPECIAL_NATIONAL.", "RELIC_RANK/SPECIAL_NATIONAL is missing."),
    ]),
    ("a tourist site with a grade", entry("weights", 4, "grade", "NATIONAL"), [
        ("weights.4", "TOURIST_SITE/NATIONAL không phải là một loại công nhận.", "Nothing is recognised as TOURIST_SITE/NATIONAL."),
        ("weights", "Thiếu TOURIST_SITE.", "TOURIST_SITE is missing."),
    ]),
    ("a required level that is missing", without("required_levels", 5), [("required_levels", "Thiếu TOURIST_AREA.", "TOURIST_AREA is missing.")]),
    ("a required level that is there twice", twice("required_levels", 3), [
        ("required_levels.6", "RELIC_INVENTORY có hai lần.", "RELIC_INVENTORY is there twice."),
    ]),
    ("a required level that does not exist", entry("required_levels", 3, "level", "D7"), [
        ("required_levels.3.level", "Không có mức “D7”.", "There is no level “D7”."),
    ]),
    ("a negative weight", entry("weights", 0, "weight", "-5"), [("weights.0.weight", *inexact("-5"))]),
    ("a weight of nothing", entry("weights", 0, "weight", "0"), [("weights.0.weight", *over_nought("1000", "0"))]),
    ("a weight beyond reason", entry("weights", 0, "weight", "1001"), [("weights.0.weight", *over_nought("1000", "1001"))]),
    ("weights that are no list", top("weights", {}), [
        ("weights", *NO_LIST),
        ("weights", "Thiếu RELIC_RANK/SPECIAL_NATIONAL.", "RELIC_RANK/SPECIAL_NATIONAL is missing."),
        ("weights", "Thiếu RELIC_RANK/NATIONAL.", "RELIC_RANK/NATIONAL is missing."),
        ("weights", "Thiếu RELIC_RANK/PROVINCIAL.", "RELIC_RANK/PROVINCIAL is missing."),
        ("weights", "Thiếu RELIC_INVENTORY.", "RELIC_INVENTORY is missing."),
        ("weights", "Thiếu TOURIST_SITE.", "TOURIST_SITE is missing."),
        ("weights", "Thiếu TOURIST_AREA.", "TOURIST_AREA is missing."),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"), [pytest.param(change, expected, id=name) for name, change, expected in REFUSED]
)
def test_bad_rules_are_refused_with_the_reason_and_its_place(
    change: Callable[[Document], object], expected: list[tuple[str, str, str]]
) -> None:
    values = document()
    change(values)
    assert refusals(values) == expected


def test_everything_that_is_wrong_is_told_at_once() -> None:
    values = document()
    for change in (
        top("version", "x"),
        parameter("D2.4", "pixels", 0),
        parameter("D2.4", "pictures", 0),
        word("D3.6", "effort", 9),
        entry("weights", 0, "weight", "NaN"),
        without("required_levels", 0),
        without("complex_shares", "D0"),
    ):
        change(values)
    assert [field for field, *_ in refusals(values)] == [
        "version", "complex_shares.D0", "checks.11.parameters.pictures", PIXELS, "checks.18.effort",
        "required_levels", "weights.0.weight",
    ]  # fmt: skip


@pytest.mark.parametrize("item", [None, "D0.1", [], 7])
def test_a_check_that_is_no_object_is_refused(item: object) -> None:
    values = document()
    values["checks"].append(item)
    assert ("checks.25.id", "Không có kiểm tra này.", "There is no such check.") in refusals(values)


@pytest.mark.parametrize("values", [None, [], "ladder", 7])
def test_what_is_no_object_is_refused(values: object) -> None:
    assert refusals(values) == [
        (None, "Tài liệu phải là một đối tượng JSON.", "The document must be a JSON object.")
    ]


@pytest.mark.parametrize("values", [Path(), {1: 2}, {"x": 1 << 70}, b"{}"])
def test_what_json_cannot_hold_is_refused(values: object) -> None:
    assert refusals(values) == [(None, "Tài liệu không phải JSON.", "The document is no JSON.")]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(parameter("D2.4", "pixels", 10**10), id="the most pixels"),
        pytest.param(parameter("D2.4", "pixels", 1), id="the fewest pixels"),
        pytest.param(parameter("D2.4", "pictures", 100_000), id="the most pictures"),
        pytest.param(parameter("D4.3", "days", 36_500), id="the most days"),
        pytest.param(parameter("D2.3", "share", "1"), id="all"),
        pytest.param(parameter("D2.3", "share", "0.000000001"), id="nearly nothing"),
        pytest.param(parameter("D1.1", "metres", "10000"), id="the coarsest position"),
        pytest.param(entry("weights", 0, "weight", "1000"), id="the greatest weight"),
        pytest.param(entry("weights", 0, "weight", "5/2"), id="a weight in halves"),
        pytest.param(word("D2.4", "effort", 5), id="the most effort"),
        pytest.param(word("D2.4", "effort", 1), id="the least effort"),
        pytest.param(word("D2.4", "why", {"vi": "x" * 1_000, "en": "y" * 1_000}), id="the longest sentences"),
        pytest.param(word("D2.4", "why", {"vi": "x", "en": "y"}), id="the shortest sentences"),
        pytest.param(top("valid_to", "2026-01-02"), id="one day"),
        pytest.param(top("version", "2026.12"), id="the twelfth version"),
    ],
)
def test_what_lies_within_the_bounds_is_taken(change: Callable[[Document], object]) -> None:
    values = document()
    change(values)
    assert load(values).canonical == orjson.dumps(values, option=orjson.OPT_SORT_KEYS)


def test_unesco_may_be_given_a_level_and_a_weight() -> None:
    values = document()
    mark = {"scheme": "UNESCO", "grade": None, "source": "x"}
    values["required_levels"].append({**mark, "level": "D3", "is_law": False})
    values["weights"].append({**mark, "weight": "10"})
    rules = load(values)
    assert rules.required_levels[Scheme.UNESCO, None].level == Level.D3
    assert rules.weight(Scheme.UNESCO, None) == 10
