"""Whether a file is the snapshot that it says it is: examined without a database, every fault named. Pure.

A file comes from anybody: whatever is in it, the answer is a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import islice
from math import lcm
from typing import Any

import orjson
from joserfc.jwk import OKPKey
from pydantic import ValidationError

from catalog.coverage.counted import overlaps
from catalog.coverage.document import (
    COUNTINGS,
    FORMAT,
    CountingSheet,
    SnapshotSheet,
    counted_again,
    groupings_of,
    keys_of,
    row_sheet,
)
from catalog.coverage.figures import is_additive
from catalog.coverage.sealing import LARGEST, canonical, hashed_bytes, seals_of, sha256_of
from catalog.coverage.signing import is_signed, key_from
from catalog.coverage.words import Grouping, Population, UnitMode
from catalog.errors import Message

MOST_FAULTS = 50
"""Of one sort; whoever alters more has altered everything."""
FINEST = 10**40
"""The finest parts in which a sum may be; those of a register are of a few dozen checks and dossier parts."""


class FaultKind(StrEnum):
    """What is wrong with a file."""

    UNREADABLE = "UNREADABLE"
    NOT_THIS_FORMAT = "NOT_THIS_FORMAT"
    NOT_CANONICAL = "NOT_CANONICAL"
    BAD_VALUE = "BAD_VALUE"
    ALTERED = "ALTERED"
    HASH = "HASH"
    SIGNATURE = "SIGNATURE"
    OTHER_KEY = "OTHER_KEY"
    FIGURES = "FIGURES"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where (a path in the document), if that is known."""

    kind: FaultKind
    message: Message
    place: str | None = None


@dataclass(frozen=True)
class Verdict:
    """What was found; without faults the snapshot holds. What it says of itself is None where it is not legible."""

    faults: tuple[Fault, ...]
    id: str | None = None
    sha256: str | None = None
    kid: str | None = None
    is_demo: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def examine(text: bytes, expected: OKPKey | None = None) -> Verdict:
    """Everything that is wrong with a snapshot; `expected` is the key by which it should be signed, if that is known."""
    document, fault = _parsed(text)
    if fault is not None:
        return Verdict((fault,))
    sheet, faults = _shaped(document)
    faults = [*_uncanonical(text, document), *faults]
    found = seals_of(document)
    faults += islice(_altered(document.get("seals"), found), MOST_FAULTS)
    faults += _unhashed(document)
    faults += _unsigned(document, expected)
    if sheet is not None:
        faults += _recounted(sheet)
    own, key = document.get("catalogue"), document.get("key")
    return Verdict(
        tuple(faults),
        _text(document.get("id")),
        _text(document.get("sha256")),
        _text(key.get("kid")) if isinstance(key, dict) else None,
        isinstance(own, dict) and own.get("is_demo") is True,
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _parsed(text: bytes) -> tuple[dict[str, Any], Fault | None]:
    if len(text) > LARGEST:
        return {}, _fault(FaultKind.UNREADABLE, "Tệp quá lớn.", "The file is too large.")
    try:
        document = orjson.loads(text.decode())
        canonical(document)
    except UnicodeDecodeError as error:
        return {}, _fault(
            FaultKind.UNREADABLE,
            f"Tệp không phải UTF-8: hỏng ở byte thứ {error.start + 1}.",
            f"The file is not UTF-8: broken at byte {error.start + 1}.",
            f"byte {error.start + 1}",
        )
    except orjson.JSONDecodeError as error:
        return {}, _fault(
            FaultKind.UNREADABLE,
            f"Tệp không phải JSON: hỏng ở ký tự thứ {error.pos + 1}.",
            f"The file is no JSON: broken at character {error.pos + 1}.",
            f"character {error.pos + 1}",
        )
    except TypeError:
        return {}, _fault(FaultKind.UNREADABLE, "JSON lồng nhau quá sâu.", "The JSON is nested too deeply.")
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return {}, _fault(
            FaultKind.NOT_THIS_FORMAT,
            f"Tệp không phải bản chốt số liệu: `format` phải là {FORMAT}.",
            f"The file is no snapshot of coverage: `format` must be {FORMAT}.",
            "format",
        )
    return document, None


def _fault(kind: FaultKind, vi: str, en: str, place: str | None = None) -> Fault:
    return Fault(kind, Message(vi, en), place)


def _uncanonical(text: bytes, document: dict[str, Any]) -> list[Fault]:
    """A name that stands twice, a space, a number of another form: two readers could read two things.

    One line feed at the end is let pass: editors and shells add it.
    """
    given, wanted = text.removesuffix(b"\n"), canonical(document)
    if given == wanted:
        return []
    pairs = enumerate(zip(given, wanted, strict=False))
    at = next((at for at, (one, other) in pairs if one != other), min(len(given), len(wanted))) + 1
    return [
        _fault(
            FaultKind.NOT_CANONICAL,
            f"Tệp không ở dạng chuẩn từ byte thứ {at}: có khoảng trắng, tên lặp lại hoặc cách viết khác.",
            f"The file is not in its canonical form from byte {at} on: spaces, a name twice, or another spelling.",
            f"byte {at}",
        )
    ]


def _shaped(document: dict[str, Any]) -> tuple[SnapshotSheet | None, list[Fault]]:
    try:
        return SnapshotSheet.model_validate(document), []
    except ValidationError as error:
        places = [
            _place(document, found["loc"]) for found in error.errors(include_url=False, include_input=False)
        ]
        return None, [
            _fault(
                FaultKind.BAD_VALUE,
                f"Giá trị ở {place} không đúng dạng.",
                f"The value at {place} does not have the form that it must have.",
                place,
            )
            for place in list(dict.fromkeys(places))[:MOST_FAULTS]
        ]


def _place(document: Any, path: tuple[int | str, ...]) -> str:
    """The path with keys in the place of numbers, where what is there has a key."""
    names, here = [], document
    for step in path:
        here = _step(here, step)
        key = here.get("key") if isinstance(here, dict) else None
        names.append(key if isinstance(step, int) and isinstance(key, str) else str(step))
    return "/".join(names)


def _step(value: Any, step: int | str) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None


def _altered(said: Any, found: Mapping[str, str]) -> Iterator[Fault]:
    seals = said if isinstance(said, dict) else {}
    for place, seal in found.items():
        if place not in seals:
            vi, en = f"Phần {place} không có dấu niêm: bị thêm vào.", f"{place} has no seal: it was added."
            yield _fault(FaultKind.ALTERED, vi, en, place)
        elif seals[place] != seal:
            yield _fault(
                FaultKind.ALTERED,
                f"Phần {place} không khớp dấu niêm của nó: đã bị sửa.",
                f"{place} does not match its seal: it was altered.",
                place,
            )
    for place in seals.keys() - found.keys():
        vi, en = f"Phần {place} có dấu niêm mà không còn.", f"{place} has a seal and is gone."
        yield _fault(FaultKind.ALTERED, vi, en, place)


def _unhashed(document: dict[str, Any]) -> list[Fault]:
    digest = sha256_of(document)
    if document.get("sha256") == digest:
        return []
    return [
        _fault(
            FaultKind.HASH,
            f"Mã băm ghi trong tệp không phải của nội dung này ({digest}).",
            f"The hash in the file is not that of its content ({digest}).",
            "sha256",
        )
    ]


def _unsigned(document: dict[str, Any], expected: OKPKey | None) -> list[Fault]:
    key, signature = key_from(document.get("key")), document.get("signature")
    faults = []
    if key is None or document["key"].get("kid") != key.thumbprint():
        vi, en = "Khóa trong tệp không hợp lệ.", "The key in the file is not a valid one."
        faults.append(_fault(FaultKind.SIGNATURE, vi, en, "key"))
    if key is not None and not (
        isinstance(signature, str) and is_signed(hashed_bytes(document), signature, key)
    ):
        faults.append(
            _fault(
                FaultKind.SIGNATURE,
                "Chữ ký không phải của nội dung này bằng khóa trong tệp.",
                "The signature is not one of this content by the key in the file.",
                "signature",
            )
        )
    if expected is not None and (key is None or key.thumbprint() != expected.thumbprint()):
        kid = expected.thumbprint()
        faults.append(
            _fault(
                FaultKind.OTHER_KEY,
                f"Tệp được ký bằng khóa khác, không phải {kid}.",
                f"The file was signed by another key than {kid}.",
                "key",
            )
        )
    return faults


def _recounted(sheet: SnapshotSheet) -> list[Fault]:
    """`_is_too_fine` keeps every sum writable, so that whatever is in a file, there is a verdict."""
    return list(islice(_miscounted(sheet), MOST_FAULTS))


def _miscounted(sheet: SnapshotSheet) -> Iterator[Fault]:
    """The figures that do not follow from the entries in the document."""
    if tuple((counting.mode, counting.population) for counting in sheet.countings) != COUNTINGS:
        yield _wrong("countings")
    for number, counting in enumerate(sheet.countings):
        yield from _miscounted_rows(f"countings/{number}", counting)
        if counting.population == Population.RECOGNISED:
            said = {overlap.schemes: overlap.sites for overlap in sheet.overlaps}
            if said != overlaps(counted_again(counting.entries, {})) or len(said) != len(sheet.overlaps):
                yield _wrong("overlaps")


def _miscounted_rows(place: str, counting: CountingSheet) -> Iterator[Fault]:
    for name, keys in (
        ("entries", [entry.key for entry in counting.entries]),
        ("undated", [entry.key for entry in counting.undated]),
    ):
        if keys != sorted(set(keys)):
            yield _wrong(f"{place}/{name}")
    if [grouping.grouping for grouping in counting.groupings] != list(Grouping):
        yield _wrong(f"{place}/groupings")
        return
    if _is_too_fine(entry.weight for entry in counting.entries) or _is_too_fine(
        entry.completeness or "0" for entry in counting.entries
    ):
        yield _wrong(f"{place}/entries")
        return
    rows = groupings_of(counting.population, counting.entries, counting.undated, keys_of(counting.groupings))
    for number, grouping in enumerate(counting.groupings):
        where = f"{place}/groupings/{number}"
        wanted = {row.key: row_sheet(row) for row in rows[grouping.grouping]}
        if list(wanted) != [row.key for row in grouping.rows] or grouping.is_additive != is_additive(
            grouping.grouping, UnitMode.PRIMARY
        ):
            yield _wrong(where)
        for row in grouping.rows:
            said = row.model_dump(mode="json", exclude={"label"}, exclude_unset=True)
            if row.key in wanted and said != wanted[row.key]:
                yield _wrong(f"{where}/rows/{row.key}")


def _is_too_fine(numbers: Iterable[str]) -> bool:
    """Whether the sum of these may have more digits than a sum may have."""
    parts = 1
    for denominator in {Fraction(number).denominator for number in numbers}:
        parts = lcm(parts, denominator)
        if parts > FINEST:
            return True
    return False


def _wrong(place: str) -> Fault:
    return _fault(
        FaultKind.FIGURES,
        f"Số liệu ở {place} không tính ra được từ các mục trong tệp.",
        f"The figures at {place} do not follow from the entries in the file.",
        place,
    )
