"""Scores through the public schema, for people who ask for what is not theirs or send what nobody can keep."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.terms import Role
from tests.catalog.coverage.closing import closed
from tests.catalogue import Catalogue, counted
from tests.schema.scoring import COMMUNE, DEPARTMENT, OPEN, Bench, done
from tests.staff import someone

SHEETS = '{ scoreSheets(period: "2026") { state subject { code } } }'


@pytest.fixture
def bench(pictured: Catalogue) -> Bench:
    return Bench.of(pictured)


def test_for_whoever_sees_no_sheet_of_a_period_nothing_is_counted(bench: Bench) -> None:
    closed(bench.council)
    everybody = (bench.catalogue, someone(bench.catalogue, Role.APP_DEVELOPER))
    done(bench.editor, OPEN, **DEPARTMENT)
    done(bench.officer, OPEN, **COMMUNE)
    for who in everybody:
        with counted(who.database) as statements:
            found: dict[str, Any] = who.data(SHEETS)
        assert found["scoreSheets"] == []
        assert not [each for each in statements if "coverage_snapshot" in each or "procedure_count" in each]
    own = bench.officer.data(SHEETS)["scoreSheets"]
    assert [each["subject"]["code"] for each in own] == [COMMUNE["subject"]]
