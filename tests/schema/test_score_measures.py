"""What the catalogue counts itself, of the department and of a commune; and by which set a sheet is opened."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
import sqlalchemy as sa

from catalog.terms import Role
from tests.catalog.coverage.closing import closed
from tests.catalog.procedures.tables import Register, count, procedure
from tests.catalog.scoring.sets import criterion_data, set_data
from tests.catalogue import Catalogue
from tests.schema.scoring import (
    ADD,
    APPROVE,
    BASIS,
    COMMUNE,
    DEPARTMENT,
    OPEN,
    READ,
    SCORE,
    SUBMIT,
    Bench,
    done,
    line,
    manual,
    problems,
    values,
)
from tests.staff import someone

METRIC = {"parameters": {"metric": "ON_TARGET"}}


@pytest.fixture
def bench(pictured: Catalogue) -> Bench:
    return Bench.of(pictured)


def counted(code: str, ratio: str, maximum: int = 50) -> dict[str, object]:
    return criterion_data(code, maximum, "RATIO", parameters={"procedures": ratio})


def figure(who: Catalogue, code: str, **at: str) -> tuple[int, int] | None:
    found = line(who.data(READ, **at)["sheet"], code)["figure"]
    return None if found is None else (found["numerator"], found["denominator"])


def test_procedures_are_counted_of_the_subjects_own_unit_and_period(bench: Bench, tmp_path: Path) -> None:
    wanted = bench.approved(counted("A", "R_IN"), counted("B", "R_OUT", 30), counted("C", "R_REUSE", 20))
    for who, at in ((bench.officer, COMMUNE), (bench.editor, DEPARTMENT)):
        done(who, OPEN, **at, set=wanted)
        assert figure(who, "A", **at) == (0, 0)
    register = Register(bench.catalogue, tmp_path)
    register.procedures(procedure("1.000001", valid_from="2024-01-01"))
    register.counts(
        count(),
        count(period_from="2026-10-01", period_to="2026-11-01", received="1", digitised_components="1",
              reused="0", resolved="0", electronic_results="0"),
        count(period_from="2025-12-01", period_to="2026-01-01", received="100"),
        count("11", received="30", digitised_components="7", reused="3", resolved="9", electronic_results="2"),
    )  # fmt: skip
    assert [figure(bench.officer, code, **COMMUNE) for code in "ABC"] == [(9, 11), (9, 12), (4, 11)]
    assert [figure(bench.editor, code, **DEPARTMENT) for code in "ABC"] == [(7, 30), (2, 9), (3, 30)]
    sheet = done(bench.officer, SUBMIT, **COMMUNE)["scoreSheet"]
    assert sheet["exactTotal"] == "1555/22"
    with bench.catalogue.database.read() as session:
        kept = session.scalar(sa.text("SELECT inputs FROM score WHERE criterion = 'A'"))
    assert orjson.loads(kept) == {
        "figure": {"numerator": "9", "denominator": "11", "formula": "procedures/2026.1"}
    }


def test_a_commune_is_measured_by_its_own_row_of_the_snapshot(bench: Bench) -> None:
    wanted = bench.approved(criterion_data("A", 60, "METRIC", **METRIC), manual("B", 40))
    done(bench.editor, OPEN, **DEPARTMENT, set=wanted)
    assert figure(bench.editor, "A", **DEPARTMENT) is None
    snapshot = closed(bench.council)
    said = {
        row["key"]: next(each for each in row["figures"] if each["metric"] == "ON_TARGET")
        for grouping in orjson.loads(snapshot["document"])["countings"][0]["groupings"]
        for row in grouping["rows"]
        if grouping["grouping"] in ("TOTAL", "ADMIN_UNIT")
    }
    commune = next(key for key, each in said.items() if key.isdigit() and int(each["denominator"]) > 0)
    officer = someone(bench.catalogue, Role.COMMUNE_OFFICER, commune)
    done(officer, OPEN, subject=commune, period="2026", set=wanted)
    for who, subject, key in ((officer, commune, commune), (bench.editor, "svhttdl", "TOTAL")):
        at = {"subject": subject, "period": "2026"}
        sides = (int(said[key]["numerator"]), int(said[key]["denominator"]))
        assert figure(who, "A", **at) == sides
        done(who, SCORE, **at, lines=[values("B", a="40")])
        sheet = done(who, SUBMIT, **at)["scoreSheet"]
        assert line(sheet, "A")["figure"]["snapshotSha256"] == snapshot["sha256"]
        with bench.catalogue.database.read() as session:
            query = "SELECT inputs FROM score WHERE criterion = 'A' ORDER BY id DESC LIMIT 1"
            kept = orjson.loads(session.scalar(sa.text(query)))
        assert kept == {
            "figure": {
                "numerator": said[key]["numerator"],
                "denominator": said[key]["denominator"],
                "snapshot_id": snapshot["id"],
                "snapshot_sha256": snapshot["sha256"],
            }
        }
    assert said[commune]["denominator"] != said["TOTAL"]["denominator"]


@pytest.mark.parametrize("document", ["{", "[]", "{}"])
def test_a_snapshot_that_was_altered_measures_nothing(bench: Bench, document: str) -> None:
    wanted = bench.approved(criterion_data("A", 60, "METRIC", **METRIC), manual("B", 40))
    done(bench.officer, OPEN, **COMMUNE, set=wanted)
    done(bench.officer, SCORE, **COMMUNE, lines=[values("B", a="40")])
    snapshot = closed(bench.council)
    with bench.catalogue.database.write() as session:
        if bench.catalogue.database.is_sqlite:
            session.execute(sa.text("DROP TRIGGER coverage_snapshot_kept"))
        else:
            session.execute(sa.text("ALTER TABLE coverage_snapshot DISABLE TRIGGER coverage_snapshot_kept"))
        session.execute(sa.text("UPDATE coverage_snapshot SET document = :text"), {"text": document})
    assert problems(bench.officer, SUBMIT, **COMMUNE) == [("SNAPSHOT_ALTERED", "period")]
    (error,) = bench.officer.ask(READ, **COMMUNE).errors
    assert snapshot["id"] in str(error.message)


def approved(bench: Bench, name: str, version: str, **more: object) -> str:
    data = set_data(manual("A"), name=name, version=version, legal_basis=BASIS, **more)
    made = done(bench.evaluator, ADD, text=orjson.dumps(data).decode())["criteriaSet"]
    wanted = {"name": name, "version": version}
    done(bench.council, APPROVE, set=wanted, sha256=made["sha256"])
    return f"{name}/{version}"


SET_OF = "query ($subject: String!, $period: String!) { scoreSheet(subject: $subject, period: $period) { criteriaSet { name version } } }"


def test_a_sheet_is_opened_by_the_set_that_came_into_force_last_before_its_period_ends(bench: Bench) -> None:
    def by(period: str) -> str:
        found = bench.catalogue.data(SET_OF, subject="svhttdl", period=period)["scoreSheet"]["criteriaSet"]
        return f"{found['name']}/{found['version']}"

    shipped = by("2026")
    assert shipped == "svhttdl-mau/2025.0-draft"
    approved(bench, "nguoi", "9.0", valid_from="2026-01-01", subject_kind="INDIVIDUAL")
    draft = set_data(manual("A"), name="nhap", version="9.0", legal_basis=BASIS, valid_from="2026-01-01")
    done(bench.evaluator, ADD, text=orjson.dumps(draft).decode())
    assert by("2026") == shipped
    first = approved(bench, "bo", "1.0", valid_from="2024-06-01", valid_to="2026-01-01")
    assert [by(year) for year in ("2023", "2024", "2025", "2026")] == [shipped, first, first, shipped]
    second = approved(bench, "bo", "2.0", valid_from="2026-01-01")
    third = approved(bench, "bo", "3.0", valid_from="2026-12-31")
    assert [by(year) for year in ("2025", "2026", "2027")] == [first, third, third]
    assert second != third
    listed = bench.catalogue.data("{ criteriaSets { name version } }")["criteriaSets"]
    assert [f"{each['name']}/{each['version']}" for each in listed] == [
        shipped, "canhan-mau/2026.0-draft", first, second, third, "nguoi/9.0", "nhap/9.0",
    ]  # fmt: skip
