"""Documents of snapshots made of nothing but numbers: a register of any size, sealed and signed."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from typing import Any

from joserfc.jwk import OKPKey

from catalog.coverage.counted import Counted, Entry, Standing, overlaps
from catalog.coverage.document import (
    COUNTINGS,
    FORMAT,
    EntrySheet,
    UndatedSheet,
    counted_again,
    entry_sheet,
    grouping_sheets,
    groupings_of,
    undated_sheet,
)
from catalog.coverage.signing import Sealed, sign
from catalog.coverage.words import Grouping, Population
from catalog.errors import Message
from catalog.ladder.levels import Level
from catalog.terms import EntryKind, Grade, Scheme

KEY = OKPKey.generate_key("Ed25519")
UNITS = {1: "03127", 2: "03325", 3: "03334"}
KINDS = ["ARCHAEOLOGICAL", "HISTORICAL", "SCENIC"]
BODIES = [None, "Ban quản lý di tích", "UBND xã Mường Phăng"]


def entry(number: int, scheme: Scheme, dice: random.Random) -> Counted:
    """An entry of which everything is thrown by dice."""
    is_known = dice.random() < 0.8
    files, parts, submitted = dice.randrange(6), dice.randrange(9), dice.randrange(4)
    grade = dice.choice(list(Grade)) if scheme == Scheme.RELIC_RANK else None
    flags: dict[str, Any] = {
        name: dice.random() < 0.5 for name in ("is_complete", "is_reviewed", "is_public", "is_bilingual")
    }
    standing = Standing(
        level=dice.choice([None, *Level]),
        failing=tuple(dice.sample(["D0.2", "D1.1", "D2.3"], dice.randrange(4))),
        completeness=dice.choice([None, Fraction(dice.randrange(13), 12)]),
        dossier_present=dice.randint(0, parts),
        dossier_applicable=parts,
        sound_files=dice.randint(0, files),
        files=files,
        submitted=submitted,
        passed_at_once=dice.randint(0, submitted),
        lead_days=dice.choice([None, Fraction(dice.randrange(10**12), 86_400_000_000)]),
        **flags,
    )
    return Counted(
        Entry(number, f"E{number:06}", EntryKind.DESIGNATION, scheme, grade, number if is_known else None, None,
              f"Di tích “{number}” / thử", None, None, date(2000, 1, 1)),
        dice.choice([None, Level.D1, Level.D3]),
        Fraction(dice.choice([1, 2, 3, 5])),
        standing if is_known else Standing(),
        code=f"DB-S-{number:05}" if is_known else None,
        slug=f"di-tich-{number}" if is_known else None,
        units=tuple(dice.sample(list(UNITS), dice.randrange(3))) if is_known else (),
        kinds=tuple(dice.sample(KINDS, dice.randrange(3))) if is_known else (),
        managing_body=dice.choice(BODIES) if is_known else None,
        schemes=frozenset({scheme}),
    )  # fmt: skip


def counting(
    mode: str, population: Population, entries: list[Counted], undated: list[Counted]
) -> dict[str, Any]:
    """A counting, its rows counted from its entries."""
    sheets = [entry_sheet(one, UNITS) for one in entries]
    beside = [undated_sheet(one, UNITS) for one in undated]
    rows = groupings_of(
        population,
        [EntrySheet.model_validate(sheet) for sheet in sheets],
        [UndatedSheet.model_validate(sheet) for sheet in beside],
        {Grouping.ADMIN_UNIT: list(UNITS.values()), Grouping.KIND: KINDS},
    )
    named = grouping_sheets(
        rows, lambda grouping, key: Message(f"{grouping} {key}", f"{grouping} {key} (en)")
    )
    return {
        "mode": mode,
        "population": population.value,
        "entries": sheets,
        "undated": beside,
        "groupings": named,
    }


def unsigned(entries: int = 12, seed: int = 1) -> dict[str, Any]:
    """A document before it is sealed."""
    dice = random.Random(seed)
    relics = [entry(number, Scheme.RELIC_RANK, dice) for number in range(entries)]
    tourist = [entry(entries + number, Scheme.TOURIST_SITE, dice) for number in range(entries // 3)]
    undated = [entry(9_000 + number, Scheme.RELIC_RANK, dice) for number in range(entries // 4)]
    countings = [
        counting(
            mode.value,
            population,
            relics if population == Population.RELIC_RANK else [*relics, *tourist],
            undated,
        )
        for mode, population in COUNTINGS
    ]
    recognised = [EntrySheet.model_validate(sheet) for sheet in countings[-1]["entries"]]
    return {
        "format": FORMAT,
        "catalogue": {"name": {"vi": "Danh mục", "en": "Catalogue"}, "address": "https://dienbien.example"},
        "id": "S-2026-1",
        "period": {"code": "2026", "opens_on": "2026-01-01", "closes_on": "2027-01-01"},
        "as_of": "2026-11-23",
        "known_at": "2026-11-23T08:15:00.000000Z",
        "closed_at": "2026-11-23T08:15:00.000000Z",
        "rules": {"name": "ladder", "version": "2026.1", "sha256": "0" * 64},
        "restates": None,
        "reason": None,
        "declared": [
            {"register": "Danh mục", "decision_number": None, "as_of": "2024", "scheme": "RELIC_RANK",
             "category": "NATIONAL", "declared": 14, "source": "Công báo"}
        ],
        "levels": [{"level": level.name, "title": {"vi": level.name, "en": level.name}} for level in Level],
        "checks": [{"id": "D1.1", "label": {"vi": "Vị trí", "en": "Position"}, "source": "Law 45/2024/QH15"}],
        "countings": countings,
        "overlaps": [
            {"schemes": [scheme.value for scheme in schemes], "sites": sites}
            for schemes, sites in overlaps(counted_again(recognised, {})).items()
        ],
    }  # fmt: skip


def sealed(entries: int = 12, seed: int = 1) -> Sealed:
    """A document as a catalogue hands it out."""
    return sign(unsigned(entries, seed), KEY)
