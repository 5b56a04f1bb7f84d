"""What is wrong with a file is told by its kind, its exact place and a sentence that names the place."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import orjson
import pytest

from catalog.coverage.document import EntrySheet, counted_again, undated_sheet
from catalog.coverage.examining import FINEST, Fault, FaultKind, examine
from catalog.coverage.sealing import LARGEST, canonical, parts
from catalog.coverage.signing import public_key
from tests.catalog.coverage.documents import KEY, sealed
from tests.catalog.coverage.test_sealing import OTHER, document, found, good, signed_again

Alter = Callable[[dict[str, Any]], Any]


def told(faults: list[Fault]) -> list[tuple[str, str | None]]:
    return [(fault.kind.value, fault.place) for fault in faults]


def altered_by(alter: Alter) -> dict[str, Any]:
    altered = copy.deepcopy(document())
    alter(altered)
    return altered


@pytest.mark.parametrize(
    ("alter", "place"),
    [
        (lambda d: d["countings"].pop(), "countings"),
        (lambda d: d["countings"][0]["groupings"].pop(), "countings/0/groupings"),
        (lambda d: d["countings"][0]["groupings"][4].update(is_additive=True), "countings/0/groupings/4"),
        (lambda d: d["countings"][0]["groupings"][1]["rows"].pop(0), "countings/0/groupings/1"),
        (lambda d: d["countings"][1]["entries"].reverse(), "countings/1/entries"),
        (lambda d: d["countings"][1]["undated"].reverse(), "countings/1/undated"),
        (lambda d: d["overlaps"].pop(), "overlaps"),
        (lambda d: d["overlaps"].append(d["overlaps"][-1]), "overlaps"),
        (
            lambda d: d["countings"][2]["groupings"][1]["rows"][0].update(undated=99),
            "countings/2/groupings/1/rows/SPECIAL_NATIONAL",
        ),
    ],
)
def test_what_does_not_add_up_is_told_with_its_one_place(alter: Alter, place: str) -> None:
    (fault,) = found(signed_again(altered_by(alter)))
    assert fault == Fault(
        FaultKind.FIGURES,
        fault.message,
        place,
    )
    assert fault.message.vi == f"Số liệu ở {place} không tính ra được từ các mục trong tệp."
    assert fault.message.en == f"The figures at {place} do not follow from the entries in the file."


@pytest.mark.parametrize(
    ("text", "kind", "place", "vi", "en"),
    [
        (b"", "UNREADABLE", "character 1", "Tệp không phải JSON: hỏng ở ký tự thứ 1.", "The file is no JSON: broken at character 1."),
        (b"[1,\xff]", "UNREADABLE", "byte 4", "Tệp không phải UTF-8: hỏng ở byte thứ 4.", "The file is not UTF-8: broken at byte 4."),
        (b'{"format":' + b'{"a":' * 900 + b"1" + b"}" * 901, "UNREADABLE", None, "JSON lồng nhau quá sâu.", "The JSON is nested too deeply."),
        (b"[]", "NOT_THIS_FORMAT", "format", "Tệp không phải bản chốt số liệu: `format` phải là dienbien-coverage/1.", "The file is no snapshot of coverage: `format` must be dienbien-coverage/1."),
        (b" " * (LARGEST + 1), "UNREADABLE", None, "Tệp quá lớn.", "The file is too large."),
    ],
    ids=["empty", "not_utf8", "too_deep", "no_snapshot", "too_large"],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_both_languages(
    text: bytes, kind: str, place: str | None, vi: str, en: str
) -> None:
    (fault,) = found(text)
    assert (fault.kind, fault.place, fault.message.vi, fault.message.en) == (kind, place, vi, en)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (b" " + good(), 1),
        (good()[:-1] + b" }", len(good())),
        (good() + b" ", len(good()) + 1),
        (good() + b"\n\n", len(good()) + 1),
    ],
)
def test_the_first_byte_that_is_written_otherwise_is_named(text: bytes, at: int) -> None:
    (fault,) = found(text)
    assert (fault.kind, fault.place) == (FaultKind.NOT_CANONICAL, f"byte {at}")
    assert f"byte thứ {at}:" in fault.message.vi
    assert f"from byte {at} on:" in fault.message.en


@pytest.mark.parametrize(
    ("place", "value"),
    [("as_of", "20261123"), ("known_at", "2026-11-23T08:15:00.0Z"), ("closed_at", "2026-11-23T08:15:00Z")],
)
def test_a_day_and_an_instant_are_written_in_one_way(place: str, value: str) -> None:
    (fault,) = found(signed_again(altered_by(lambda d: d.update({place: value}))))
    assert (fault.kind, fault.place) == (FaultKind.BAD_VALUE, place)
    assert fault.message.vi == f"Giá trị ở {place} không đúng dạng."
    assert fault.message.en == f"The value at {place} does not have the form that it must have."


def test_a_value_within_a_list_is_named_by_the_key_of_what_it_is_in() -> None:
    def alter(d: dict[str, Any]) -> None:
        d["countings"][0]["entries"][2]["weight"] = 1
        d["countings"][0]["entries"][2]["files"][1] = "x"
        d["countings"][1]["groupings"][0]["rows"][0]["undated"] = -1
        d["declared"][0].pop("source")

    altered = altered_by(alter)
    key = altered["countings"][0]["entries"][2]["key"]
    assert told(found(signed_again(altered))) == [
        ("BAD_VALUE", "declared/0/source"),
        ("BAD_VALUE", f"countings/0/entries/{key}/weight"),
        ("BAD_VALUE", f"countings/0/entries/{key}/files/1"),
        ("BAD_VALUE", "countings/1/groupings/0/rows/TOTAL/undated"),
    ]


def test_what_was_altered_added_or_taken_away_is_told_apart() -> None:
    altered = document()
    altered["id"] = "S-2026-2"
    altered["seals"].pop("countings/1")
    altered["seals"]["countings/7"] = "0" * 16
    by_place = {fault.place: fault.message for fault in found(canonical(altered)) if fault.kind == "ALTERED"}
    assert {place: (message.vi, message.en) for place, message in by_place.items()} == {
        "head": ("Phần head không khớp dấu niêm của nó: đã bị sửa.", "head does not match its seal: it was altered."),
        "countings/1": ("Phần countings/1 không có dấu niêm: bị thêm vào.", "countings/1 has no seal: it was added."),
        "countings/7": ("Phần countings/7 có dấu niêm mà không còn.", "countings/7 has a seal and is gone."),
    }  # fmt: skip


def test_without_seals_every_part_was_added() -> None:
    altered = document()
    altered["seals"] = []
    faults = [fault.place for fault in found(canonical(altered)) if fault.kind == "ALTERED"]
    assert faults == [place for place, _ in parts(altered)][:50]


def test_hash_signature_and_key_are_told_each_by_itself() -> None:
    other = document()
    other["sha256"] = "0" * 64
    (fault,) = found(canonical(other), KEY)
    assert told([fault]) == [("HASH", "sha256")]
    assert document()["sha256"] in fault.message.vi
    assert document()["sha256"] in fault.message.en
    unsigned = document()
    unsigned["signature"] = document()["signature"][:-4] + "AAAA"
    (fault,) = found(canonical(unsigned), KEY)
    assert told([fault]) == [("SIGNATURE", "signature")]
    assert fault.message.vi == "Chữ ký không phải của nội dung này bằng khóa trong tệp."
    assert fault.message.en == "The signature is not one of this content by the key in the file."
    (fault,) = found(good(), OTHER)
    assert told([fault]) == [("OTHER_KEY", "key")]
    assert fault.message.vi == f"Tệp được ký bằng khóa khác, không phải {OTHER.thumbprint()}."
    assert fault.message.en == f"The file was signed by another key than {OTHER.thumbprint()}."


def test_a_key_that_is_none_or_bears_the_name_of_another_is_no_key() -> None:
    for key in (
        {**public_key(KEY), "kid": OTHER.thumbprint()},
        {**public_key(KEY), "x": "A" * 42 + "B"},
        None,
    ):
        faults = found(canonical({**document(), "key": key}), KEY)
        named = [fault for fault in faults if fault.kind == FaultKind.SIGNATURE and fault.place == "key"]
        assert [(fault.message.vi, fault.message.en) for fault in named] == [
            ("Khóa trong tệp không hợp lệ.", "The key in the file is not a valid one.")
        ]
        is_key = isinstance(key, dict) and key["x"] == public_key(KEY)["x"]
        assert (("OTHER_KEY", "key") in told(faults)) is not is_key


@pytest.mark.parametrize("name", ["weight", "completeness"])
def test_parts_that_are_too_fine_together_are_not_added_up(name: str) -> None:
    altered = document()
    for number, entry in enumerate(altered["countings"][0]["entries"]):
        entry[name] = f"1/{10**11 + 7 + 2 * number}"
    assert told(found(signed_again(altered))) == [("FIGURES", "countings/0/entries")]


def test_parts_just_fine_enough_are_added_up() -> None:
    altered = document()
    for entry, digits in zip(altered["countings"][0]["entries"], (11, 11, 11), strict=False):
        entry["weight"] = f"1/{10**digits}"
    altered["countings"][0]["entries"][3]["completeness"] = f"1/{10**11}"
    places = [place for _, place in told(found(signed_again(altered)))]
    assert "countings/0/entries" not in places
    assert "countings/0/groupings/0/rows/TOTAL" in places
    assert FINEST == 10**40


def test_what_a_file_says_of_itself_is_told_only_where_it_is_a_text() -> None:
    verdict = examine(canonical({**document(), "id": 1, "sha256": None, "key": {"kid": 7}, "catalogue": []}))
    assert (verdict.id, verdict.sha256, verdict.kid, verdict.is_demo) == (None, None, None, False)
    verdict = examine(canonical({**document(), "key": "x", "catalogue": {"is_demo": True}}))
    assert (verdict.id, verdict.kid, verdict.is_demo) == ("S-2026-1", None, True)


def test_an_entry_counted_again_is_the_one_that_was_written() -> None:
    units = {code: number for number, code in enumerate(("03127", "03325", "03334"), start=1)}
    codes = {number: code for code, number in units.items()}
    sheets = [EntrySheet.model_validate(each) for each in document()["countings"][2]["entries"]]
    for number, (sheet, one) in enumerate(zip(sheets, counted_again(sheets, units), strict=True), start=1):
        entry = one.entry
        assert (entry.id, entry.key, entry.kind, entry.scheme) == (
            number,
            sheet.key,
            sheet.kind,
            sheet.scheme,
        )
        assert (entry.grade, entry.label, entry.is_in_force(date.min)) == (
            sheet.grade, sheet.label, True,
        )  # fmt: skip
        assert undated_sheet(one, codes)["schemes"] == [scheme.value for scheme in sheet.schemes]
        alone = undated_sheet(replace(one, schemes=frozenset()), codes)
        assert alone["schemes"] == [sheet.scheme.value]


def test_a_sealed_document_is_signed_by_the_signature_beside_it() -> None:
    made = sealed()
    said = orjson.loads(made.text)
    assert (said["sha256"], said["signature"]) == (made.sha256, made.signature)
    assert set(public_key(KEY)) == {"kty", "crv", "x", "kid"}
