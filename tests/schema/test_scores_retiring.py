"""A set of criteria is retired through the public schema: for good, by the council, and nothing else of it changes."""

from __future__ import annotations

import orjson
import pytest
import sqlalchemy as sa

from catalog.terms import Role
from tests.catalog.scoring.sets import set_data
from tests.catalogue import Catalogue
from tests.schema.scoring import (
    ADD,
    APPRAISE,
    APPROVE,
    BASIS,
    COMMUNE,
    DECIDE,
    OPEN,
    PLACE,
    PUBLISH,
    SCORE,
    SUBMIT,
    Bench,
    done,
    manual,
    payload,
    problems,
    refused,
    values,
)
from tests.staff import someone

RETIRE = """mutation ($set: CriteriaSetInput!, $reason: String!, $key: String) {
    retireCriteriaSet(criteriaSet: $set, reason: $reason, idempotencyKey: $key) {
        criteriaSet { status approved legalBasis watermark signature sha256 } problems { code field message } } }"""
SETS = "{ criteriaSets { name version status sha256 signature } }"
WHY = {"reason": "Quy chế mới thay thế."}


@pytest.fixture
def bench(pictured: Catalogue) -> Bench:
    return Bench.of(pictured)


def row_of(catalogue: Catalogue) -> dict[str, object]:
    """The set's row but for its status."""
    with catalogue.database.read() as session:
        (row,) = session.execute(sa.text("SELECT * FROM criteria_set")).mappings()
        return {name: value for name, value in row.items() if name != "status"}


def test_sheets_that_are_open_go_on_and_new_ones_are_refused(bench: Bench) -> None:
    wanted = bench.approved(manual("A"))
    done(bench.officer, OPEN, **COMMUNE, set=wanted)
    before = row_of(bench.catalogue)
    retired = done(bench.council, RETIRE, set=wanted, **WHY)["criteriaSet"]
    assert (retired["status"], retired["approved"], retired["watermark"]) == ("RETIRED", True, None)
    assert row_of(bench.catalogue) == before
    other = someone(bench.catalogue, Role.COMMUNE_OFFICER, "03127")
    at = {**COMMUNE, "subject": "03127"}
    assert problems(other, OPEN, **at, set=wanted) == [("RETIRED_SET", "criteriaSet")]
    sample = {"name": "svhttdl-mau", "version": "2025.0-draft"}
    for named in ({}, {"set": sample}):  # the sample does not take the place of what was retired
        assert problems(other, OPEN, **at, **named) == [("RETIRED_SET", "criteriaSet")]
    done(bench.officer, SCORE, **COMMUNE, lines=[values("A", a="80")])
    done(bench.officer, SUBMIT, **COMMUNE)
    done(bench.evaluator, APPRAISE, **COMMUNE, lines=[], rest=True)
    sheet = done(bench.council, DECIDE, **COMMUNE, lines=[])["scoreSheet"]
    assert (sheet["state"], sheet["total"], sheet["watermark"]) == ("COUNCIL_FINAL", 80, None)
    done(bench.council, PLACE, code="khoi-xa", subjects=[COMMUNE["subject"]])
    done(bench.council, PUBLISH, period="2026")
    assert problems(other, OPEN, **at) == [("PERIOD_PUBLISHED", "period")]


def test_retired_is_final_and_told_in_the_history(bench: Bench) -> None:
    wanted = bench.approved(manual("A"))
    retired = done(bench.council, RETIRE, set=wanted, **WHY, key="k")["criteriaSet"]
    assert payload(bench.council, RETIRE, set=wanted, **WHY, key="k")["criteriaSet"] == retired
    assert problems(bench.council, RETIRE, set=wanted, **WHY) == [("RETIRED_SET", "criteriaSet")]
    assert problems(bench.council, APPROVE, set=wanted, sha256=retired["sha256"]) == [
        ("APPROVED_SET", "version")
    ]
    with bench.catalogue.database.read() as session:
        query = "SELECT action, subject_key, reason FROM history_entry WHERE subject_kind = 'RULES' ORDER BY sequence"
        acts = [tuple(row) for row in session.execute(sa.text(query))]
    assert acts[-1] == ("WITHDRAW", f"{wanted['name']}/{wanted['version']}", WHY["reason"])
    for change in ("status = 'APPROVED'", "status = 'DRAFT'", "sha256 = ''"):
        with pytest.raises(sa.exc.IntegrityError), bench.catalogue.database.write() as session:
            session.execute(sa.text(f"UPDATE criteria_set SET {change}"))  # noqa: S608


def test_the_newest_set_that_is_not_retired_is_in_force(bench: Bench) -> None:
    older = bench.approved(manual("A"), valid_from="2026-01-01")
    newer = bench.approved(manual("A"), valid_from="2026-06-01")
    done(bench.council, RETIRE, set=newer, **WHY)
    done(bench.officer, OPEN, **COMMUNE)
    with bench.catalogue.database.read() as session:
        query = "SELECT set_name AS name, set_version AS version FROM score_sheet"
        assert dict(session.execute(sa.text(query)).mappings().one()) == older


def test_only_the_council_retires_and_only_what_was_approved_and_with_a_reason(bench: Bench) -> None:
    wanted = bench.approved(manual("A"))
    assert refused(bench.catalogue, RETIRE, set=wanted, **WHY) == "UNAUTHENTICATED"
    for role in set(Role) - {Role.COUNCIL}:
        unit = "03127" if role == Role.COMMUNE_OFFICER else None
        assert refused(someone(bench.catalogue, role, unit), RETIRE, set=wanted, **WHY) == "FORBIDDEN"
    assert problems(bench.council, RETIRE, set=wanted, reason=" ") == [("RETIRING_REASON", "reason")]
    assert problems(bench.council, RETIRE, set=wanted, reason="x" * 1001)[0][1] == "reason"
    for unknown in ({"name": "bo-mau", "version": "9"}, {"name": "svhttdl-mau", "version": "2025.0-draft"},
                    {"name": "\0", "version": "1"}):  # fmt: skip
        assert refused(bench.council, RETIRE, set=unknown, **WHY) == "NOT_FOUND"
    draft = {"name": "bo-khac", "version": "1.0"}
    text = set_text(draft)
    done(bench.evaluator, ADD, text=text)
    assert problems(bench.council, RETIRE, set=draft, **WHY) == [("NOT_APPROVED", "criteriaSet")]


def set_text(named: dict[str, str]) -> str:
    """A set as JSON."""
    data = set_data(manual("A"), **named, legal_basis=BASIS, valid_from="2026-01-01")
    return orjson.dumps(data).decode()
