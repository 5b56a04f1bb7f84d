"""Snapshot documents of any size for tests: entries drawn from a seed, counted by `catalog.coverage.figures`."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import orjson
from joserfc.jwk import OKPKey

from catalog.coverage.counted import Counted, Entry, Standing, each_once, overlaps
from catalog.coverage.document import (
    EntrySheet,
    SnapshotSheet,
    UndatedSheet,
    entry_sheet,
    grouping_sheets,
    groupings_of,
    undated_sheet,
)
from catalog.coverage.labels import RowNames
from catalog.coverage.signing import sign
from catalog.coverage.words import CountingMode, Grouping, Population
from catalog.errors import Message
from catalog.ladder.levels import Level
from catalog.reports.wording import instant
from catalog.terms import EntryKind, Grade, Scheme

UNITS = {number: f"{3100 + number:05d}" for number in range(1, 46)}
KINDS = ("HISTORICAL", "ARCHITECTURAL_ART", "ARCHAEOLOGICAL", "SCENIC")
BODIES = ("Ban quản lý di tích tỉnh", "Ủy ban nhân dân xã", None)
CHECKS = tuple(f"D{level}.{number}" for level in range(5) for number in range(1, 4))
LEVEL_TITLES = (
    ("Đã đăng ký", "Registered"),
    ("Định danh, định vị", "Identified and located"),
    ("Tư liệu hóa", "Documented"),
    ("Khai thác trên nền tảng số", "In use on digital platforms"),
    ("Số hóa bảo tồn", "Preservation grade"),
)
NAMES = (
    "Di tích Đồi A1",
    "Hang Thẩm Púa",
    "Thành Bản Phủ",
    "Tháp Mường Luân",
    "Hầm chỉ huy Tập đoàn cứ điểm",
)
TARGETS = {
    Grade.SPECIAL_NATIONAL: (Level.D3, 5),
    Grade.NATIONAL: (Level.D3, 3),
    Grade.PROVINCIAL: (Level.D2, 2),
}
PUBLIC_ADDRESS = "https://danhmuc.example"


def document_of(
    size: int = 12,
    seed: int = 1,
    *,
    labels: Sequence[str] = NAMES,
    address: str | None = PUBLIC_ADDRESS,
    restates: bool = False,
) -> dict[str, Any]:
    """A valid, signed document over `size` entries of relic rank and a third as many tourist sites."""
    chance = random.Random(seed)
    relics = [_counted(chance, number, Scheme.RELIC_RANK, labels) for number in range(size)]
    tourist = [_counted(chance, size + number, Scheme.TOURIST_SITE, labels) for number in range(size // 3)]
    undated = [_counted(chance, 2 * size + number, Scheme.RELIC_RANK, labels) for number in range(size // 6)]
    union = each_once([*relics, *tourist])
    countings = [
        _counting(CountingMode.DESIGNATION, Population.RELIC_RANK, relics, undated),
        _counting(CountingMode.COMPONENT, Population.RELIC_RANK, relics[: size * 3 // 4], []),
        _counting(CountingMode.DESIGNATION, Population.RECOGNISED, union, undated),
    ]
    document: dict[str, Any] = {
        "format": "dienbien-coverage/1",
        "catalogue": {
            "name": {"vi": "Danh mục di tích Điện Biên", "en": "Điện Biên heritage catalogue"},
            "address": address,
        },
        "id": "S-2026-2" if restates else "S-2026-1",
        "period": {"code": "2026", "opens_on": "2026-01-01", "closes_on": "2027-01-01"},
        "as_of": "2026-11-23",
        "known_at": "2026-11-23T08:15:00.000000Z",
        "closed_at": "2026-11-23T08:20:00.123456Z",
        "rules": {"name": "ladder", "version": "2026.1", "sha256": hashlib.sha256(b"rules").hexdigest()},
        "restates": {"id": "S-2026-1", "sha256": hashlib.sha256(b"before").hexdigest()} if restates else None,
        "reason": "Một quyết định được bổ sung sau khi chốt." if restates else None,
        "declared": _declared(labels[0]),
        "levels": [{"level": f"D{n}", "title": {"vi": vi, "en": en}} for n, (vi, en) in enumerate(LEVEL_TITLES)],
        "checks": [{"id": check, "label": {"vi": f"Kiểm tra {check}", "en": f"Check {check}"}, "source": "ladder/2026.1"} for check in CHECKS],
        "countings": countings,
        "overlaps": [{"schemes": [str(s) for s in schemes], "sites": sites} for schemes, sites in overlaps(union).items()],
    }  # fmt: skip
    whole: dict[str, Any] = orjson.loads(sign(document, _KEY).text)
    SnapshotSheet.model_validate(whole)
    return whole


_KEY = OKPKey.generate_key("Ed25519")


def _counted(chance: random.Random, number: int, scheme: Scheme, labels: Sequence[str]) -> Counted:
    grade = chance.choice(list(Grade)) if scheme == Scheme.RELIC_RANK and chance.random() < 0.95 else None
    required, weight = TARGETS[grade] if grade else (Level.D3, 2)
    site = None if chance.random() < 0.1 else chance.randrange(1, 500_000)
    kind = EntryKind.DESIGNATION if chance.random() < 0.7 else EntryKind.COMPONENT
    label = labels[number % len(labels)]
    entry = Entry(
        number + 1, f"{scheme}/{number:05d}", kind, scheme, grade, site, None, label, None, None, _SINCE
    )
    if site is None:
        return Counted(entry, required, Fraction(weight), schemes=frozenset({scheme}))
    return Counted(
        entry,
        required,
        Fraction(weight),
        _standing(chance),
        code=f"DB-S-{site:05d}",
        slug=f"dia-diem-{site}",
        units=tuple(chance.sample(sorted(UNITS), chance.randrange(3))),
        kinds=tuple(chance.sample(KINDS, chance.randrange(1, 3))),
        managing_body=chance.choice(BODIES),
        schemes=frozenset({scheme}),
    )


_SINCE = instant("2020-01-01T00:00:00.000000Z").date()


def _standing(chance: random.Random) -> Standing:
    level = chance.choice([None, *Level])
    files, submitted = chance.randrange(6), chance.randrange(3)
    applicable = chance.randrange(10)
    flags = {
        name: chance.random() < 0.6
        for name in (
            *("is_complete", "is_reviewed", "is_public"),
            *("is_bilingual", "is_rights_clear", "has_fresh_facts"),
        )
    }
    return Standing(
        own_level=level,
        level=level,
        failing=tuple(sorted(chance.sample(CHECKS, chance.randrange(4)))),
        completeness=Fraction(chance.randrange(13), chance.choice([12, 7, 8])) / 2
        if chance.random() < 0.9
        else None,
        dossier_present=chance.randrange(applicable + 1),
        dossier_applicable=applicable,
        sound_files=chance.randrange(files + 1),
        files=files,
        submitted=submitted,
        passed_at_once=chance.randrange(submitted + 1),
        lead_days=Fraction(chance.randrange(900), 24) if submitted else None,
        **flags,
    )


def _counting(
    mode: CountingMode, population: Population, counted: Sequence[Counted], undated: Sequence[Counted]
) -> dict[str, Any]:
    entries = [entry_sheet(one, UNITS) for one in sorted(counted, key=lambda one: one.entry.key)]
    beside = [undated_sheet(one, UNITS) for one in undated]
    rows = groupings_of(
        population,
        [EntrySheet.model_validate(sheet) for sheet in entries],
        [UndatedSheet.model_validate(sheet) for sheet in beside],
        {Grouping.ADMIN_UNIT: list(UNITS.values()), Grouping.KIND: KINDS},
    )
    return {
        "mode": mode.value,
        "population": population.value,
        "entries": entries,
        "undated": beside,
        "groupings": grouping_sheets(rows, _NAMES),
    }


_NAMES = RowNames(
    {code: Message(f"Xã số {number}", f"Commune no. {number}") for number, code in UNITS.items()}, {}
)


def _declared(label: str) -> list[dict[str, Any]]:
    return [
        {"register": label, "decision_number": "1367/QĐ-UBND", "as_of": "2025-06-30", "scheme": "RELIC_RANK",
         "category": "SPECIAL_NATIONAL", "declared": 1, "source": "Danh mục di tích của tỉnh"},
        {"register": "Di tích đã xếp hạng", "decision_number": None, "as_of": "2015", "scheme": "RELIC_RANK",
         "category": "NATIONAL", "declared": 14, "source": "Báo cáo của tỉnh"},
        {"register": "Danh mục kiểm kê", "decision_number": "418/QĐ-UBND", "as_of": "2022-03-04",
         "scheme": "RELIC_INVENTORY", "category": "UNRANKED", "declared": 21, "source": "Danh mục kiểm kê di tích"},
        {"register": "Danh mục kiểm kê", "decision_number": None, "as_of": "2025-06-30", "scheme": "RELIC_RANK",
         "category": "PROVINCIAL", "declared": 17, "source": "Danh mục di tích của tỉnh"},
    ]  # fmt: skip
