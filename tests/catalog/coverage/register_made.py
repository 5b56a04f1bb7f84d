"""Registers made up for the counting: entries and sites as a test needs them, and random ones."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import count
from typing import Any

from hypothesis import strategies as st

from catalog.coverage.counted import Counted, Entry, Standing
from catalog.ladder.levels import Level
from catalog.terms import EntryKind, Grade, Scheme

DAY = date(2026, 12, 1)
_numbers = count(1)


def entry(**values: Any) -> Entry:
    """A line of relic rank in force since 2009, but for what is said."""
    number = next(_numbers)
    said = {
        "id": number,
        "key": f"E{number:06}",
        "kind": EntryKind.DESIGNATION,
        "scheme": Scheme.RELIC_RANK,
        "grade": Grade.NATIONAL,
        "site_id": number,
        "complex_id": None,
        "label": f"Di tích {number}",
        "start": date(2009, 1, 22),
        "end": None,
        "known_since": date(2009, 1, 22),
    }
    return Entry(**{**said, **values})


def counted(level: Level | None = None, required: Level | None = Level.D3, **values: Any) -> Counted:
    """An entry as it is counted; `standing`, `units`, `kinds` and the like by name, the rest is the entry's."""
    own = {
        name: values.pop(name)
        for name in ("standing", "units", "kinds", "managing_body", "weight")
        if name in values
    }
    standing = own.pop("standing", Standing(own_level=level, level=level))
    return Counted(entry(**values), required, own.pop("weight", Fraction(3)), standing, **own)


LEVELS = st.sampled_from([None, *Level])
DAYS = st.integers(0, 20_000).map(lambda days: date(1980, 1, 1) + timedelta(days=days))


@st.composite
def counted_entries(draw: st.DrawFn) -> Counted:
    """Any entry, of any site, in up to three units and kinds, at any level."""
    level = draw(LEVELS)
    applicable, files, judged = (draw(st.integers(0, 9)) for _ in range(3))
    standing = Standing(
        own_level=level,
        level=level,
        completeness=draw(st.none() | st.fractions(0, 1, max_denominator=20)),
        dossier_applicable=applicable,
        dossier_present=draw(st.integers(0, applicable)),
        is_complete=draw(st.booleans()),
        is_reviewed=draw(st.booleans()),
        is_public=draw(st.booleans()),
        is_bilingual=draw(st.booleans()),
        is_rights_clear=draw(st.booleans()),
        has_fresh_facts=draw(st.booleans()),
        files=files,
        sound_files=draw(st.integers(0, files)),
        submitted=judged,
        passed_at_once=draw(st.integers(0, judged)),
        lead_days=draw(st.none() | st.fractions(0, 400, max_denominator=24)),
    )
    number = next(_numbers)
    return Counted(
        entry(
            id=number,
            key=f"E{number:06}",
            grade=draw(st.none() | st.sampled_from(Grade)),
            scheme=draw(st.sampled_from([Scheme.RELIC_RANK, Scheme.TOURIST_SITE, Scheme.TOURIST_AREA])),
            site_id=draw(st.none() | st.integers(1, 12)),
        ),
        draw(LEVELS),
        draw(st.sampled_from([Fraction(1), Fraction(2), Fraction(5, 2)])),
        standing,
        units=tuple(draw(st.lists(st.integers(1, 5), max_size=3, unique=True))),
        kinds=tuple(
            draw(st.lists(st.sampled_from(["HISTORICAL", "SCENIC", "MIXED"]), max_size=3, unique=True))
        ),
        managing_body=draw(st.none() | st.sampled_from(["Ban quản lý", "UBND xã"])),
    )
