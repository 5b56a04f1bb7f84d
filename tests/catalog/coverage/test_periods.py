"""Periods: opened without sharing a day, closed once by the council, corrected with a reason (both databases)."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from catalog.coverage.calendar import year_of
from catalog.errors import TooCostlyError
from catalog.ladder import rules
from catalog.terms import Role
from schema.problems import RequestError
from tests.catalog.coverage.closing import CLOSE, OPEN, PERIOD, all_of_it, closed, council, problems, refused
from tests.catalogue import VARIABLES, Catalogue
from tests.staff import MUONG_PHANG, someone

SHIPPED = "9995695bfff43df55e50c8e5cf6491afaaf1e87ff56532639b3a073602a1257b"
"""Of ladder/2026.1. It is never edited: other rules are another version."""
Q3 = {"code": "2026-Q3", "opensOn": "2026-07-01", "closesOn": "2026-10-01"}


def history_of(catalogue: Catalogue) -> list[tuple[str, str, str | None, Any, Any]]:
    query = "SELECT action, subject_key, reason, before, after FROM history_entry WHERE subject_kind = 'PERIOD' ORDER BY sequence"
    with catalogue.database.read() as session:
        return [
            (row[0], row[1], row[2], *(orjson.loads(text) if text else None for text in row[3:]))
            for row in session.execute(sa.text(query))
        ]


def test_the_documents_of_the_contract_run_word_for_word(pictured: Catalogue) -> None:
    who = council(pictured)
    payload = who.data(PERIOD, "ClosePeriod", **VARIABLES["ClosePeriod"])["closePeriod"]
    assert payload["problems"] == []
    made = payload["snapshot"]
    found = pictured.data(PERIOD, "Snapshot", id=made["id"])["snapshot"]
    assert (made["id"], found["asOf"], found["restates"], found["reason"]) == (
        "S-2026-1",
        "2026-11-23",
        None,
        None,
    )
    assert found["knownAt"] == made["closedAt"]
    assert {name: found[name] for name in ("id", "sha256", "signature")} == {
        name: made[name] for name in ("id", "sha256", "signature")
    }
    said = orjson.loads(found["document"])
    assert (said["sha256"], said["signature"]) == (made["sha256"], made["signature"])
    assert pictured.data(PERIOD, "Snapshot", id="S-2026-9")["snapshot"] is None
    assert pictured.data(PERIOD, "Snapshot", id="x" * 5000)["snapshot"] is None


def test_a_year_is_closed_without_being_opened_and_only_once(pictured: Catalogue) -> None:
    who = council(pictured)
    snapshot = closed(who)
    assert snapshot["period"] == {
        "code": "2026", "opensOn": "2026-01-01", "closesOn": "2027-01-01",
    }  # fmt: skip
    assert problems(who, CLOSE) == [("PERIOD_CLOSED", "period")]
    assert closed(who, period="2025", asOf="2025-12-31")["id"] == "S-2025-1"
    (first, _) = history_of(pictured)
    rules = snapshot["ruleSet"]
    assert first == (
        "CLOSE_PERIOD", "2026", None, None,
        {"snapshot": "S-2026-1", "sha256": snapshot["sha256"], "as_of": "2026-11-23",
         "rules_sha256": rules["sha256"]},
    )  # fmt: skip
    assert rules["name"] == "ladder"


def test_a_correction_names_the_newest_and_says_why(pictured: Catalogue) -> None:
    who = council(pictured)
    first = closed(who)
    assert problems(who, CLOSE, restates="S-2026-1") == [("REASON_MISSING", "reason")]
    assert problems(who, CLOSE, restates="S-2026-1", reason=" \n") == [("REASON_MISSING", "reason")]
    assert problems(who, CLOSE, restates="S-2025-1") == [
        ("NOT_THE_NEWEST", "restates"),
        ("REASON_MISSING", "reason"),
    ]
    second = closed(who, restates="S-2026-1", reason="  Sửa  hạng của một điểm. ", asOf="2026-11-22")
    assert (second["id"], second["reason"]) == ("S-2026-2", "Sửa hạng của một điểm.")
    assert second["restates"] == {"id": "S-2026-1", "sha256": first["sha256"]}
    assert orjson.loads(second["document"])["restates"] == second["restates"]
    assert problems(who, CLOSE, restates="S-2026-1", reason="Lại.") == [("NOT_THE_NEWEST", "restates")]
    assert closed(who, restates="S-2026-2", reason="Lại.")["id"] == "S-2026-3"
    assert [entry[0] for entry in history_of(pictured)] == [
        "CLOSE_PERIOD",
        "RESTATE_PERIOD",
        "RESTATE_PERIOD",
    ]
    assert history_of(pictured)[1][2:4] == (
        "Sửa hạng của một điểm.", {"snapshot": "S-2026-1", "sha256": first["sha256"]},
    )  # fmt: skip
    listed = pictured.data(
        '{ snapshots(period: "2026") { id } all: snapshots { id } none: snapshots(period: "2025") { id } }'
    )
    assert [one["id"] for one in listed["snapshots"]] == ["S-2026-3", "S-2026-2", "S-2026-1"]
    assert (listed["all"], listed["none"]) == (listed["snapshots"], [])


def test_nothing_is_restated_of_a_period_that_was_not_closed(pictured: Catalogue) -> None:
    assert problems(council(pictured), CLOSE, restates="S-2026-1", reason="x") == [
        ("NOT_THE_NEWEST", "restates")
    ]


@pytest.mark.parametrize(
    ("period", "as_of", "expected"),
    [
        ("2026", "2025-12-31", [("OUTSIDE_PERIOD", "asOf")]),
        ("2025", "2026-01-01", [("OUTSIDE_PERIOD", "asOf")]),
        ("2026", "2026-11-24", [("NOT_YET", "asOf")]),
        ("2027", "2027-01-01", [("NOT_YET", "asOf")]),
        ("2026", "2027-01-01", [("OUTSIDE_PERIOD", "asOf"), ("NOT_YET", "asOf")]),
        ("2026-Q3", "2026-07-01", [("NO_SUCH_PERIOD", "period")]),
        ("9999", "2026-07-01", [("NO_SUCH_PERIOD", "period")]),
        ("0000", "2026-07-01", [("NO_SUCH_PERIOD", "period")]),
        ("٢٠٢٦", "2026-07-01", [("NO_SUCH_PERIOD", "period")]),
        ("", "2026-07-01", [("NO_SUCH_PERIOD", "period")]),
        ("x" * 10_000, "2026-07-01", [("NO_SUCH_PERIOD", "period")]),
        ("a\0b", "2026-07-01", [("NO_SUCH_PERIOD", "period")]),
    ],
)
def test_only_days_of_the_period_up_to_today_are_closed(
    pictured: Catalogue, period: str, as_of: str, expected: list[tuple[str, str]]
) -> None:
    assert problems(council(pictured), CLOSE, period=period, asOf=as_of) == expected


def test_the_first_and_the_last_day_of_a_period_are_in_it_and_the_next_is_not() -> None:
    year = year_of("2025")
    assert year is not None
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [year.holds(day) for day in days] == [False, True, True, False]


def test_periods_are_opened_without_sharing_a_day(pictured: Catalogue) -> None:
    who = council(pictured)
    assert who.data(OPEN, **Q3)["openPeriod"] == {
        "period": {"code": "2026-Q3", "opensOn": "2026-07-01", "closesOn": "2026-10-01"}, "problems": [],
    }  # fmt: skip
    after = {"code": "2026-Q4", "opensOn": "2026-10-01", "closesOn": "2027-01-01"}
    assert who.data(OPEN, **after)["openPeriod"]["problems"] == []
    assert problems(who, OPEN, code="X", opensOn="2026-09-30", closesOn="2026-10-02") == [
        ("PERIOD_OVERLAPS", "opensOn"), ("PERIOD_OVERLAPS", "opensOn"),
    ]  # fmt: skip
    assert problems(who, OPEN, **Q3) == [("PERIOD_EXISTS", "code")]
    assert closed(who, period="2026-Q3", asOf="2026-09-30")["id"] == "S-2026-Q3-1"
    assert closed(who)["id"] == "S-2026-1"
    found = pictured.data("{ periods { code opensOn snapshots { id } } }")["periods"]
    assert [(period["code"], len(period["snapshots"])) for period in found] == [
        ("2026-Q4", 0), ("2026-Q3", 1), ("2026", 1),
    ]  # fmt: skip
    assert history_of(pictured)[0] == (
        "OPEN_PERIOD", "2026-Q3", None, None, {"opens_on": "2026-07-01", "closes_on": "2026-10-01"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"code": "2026"}, [("PERIOD_EXISTS", "code")]),
        ({"code": "q3"}, [("BAD_CODE", "code")]),
        ({"code": ""}, [("BAD_CODE", "code")]),
        ({"code": "A" * 21}, [("BAD_CODE", "code")]),
        ({"code": "KỲ-3"}, [("BAD_CODE", "code")]),
        ({"code": "A/B"}, [("BAD_CODE", "code")]),
        ({"closesOn": "2026-07-01"}, [("BAD_INTERVAL", "closesOn")]),
        ({"code": "-", "closesOn": "2026-06-30"}, [("BAD_CODE", "code"), ("BAD_INTERVAL", "closesOn")]),
    ],
)
def test_what_is_no_period_is_not_opened(
    pictured: Catalogue, changes: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    assert problems(council(pictured), OPEN, **{**Q3, **changes}) == expected


def test_only_the_council_opens_and_closes_and_everybody_reads(pictured: Catalogue) -> None:
    for role in set(Role) - {Role.COUNCIL}:
        who = someone(pictured, role, MUONG_PHANG if role == Role.COMMUNE_OFFICER else None)
        assert refused(who, CLOSE) == "FORBIDDEN"
        assert refused(who, OPEN, **Q3) == "FORBIDDEN"
    assert refused(pictured, CLOSE) == "UNAUTHENTICATED"
    assert refused(pictured, OPEN, **Q3) == "UNAUTHENTICATED"
    assert pictured.room is not None
    assert not (pictured.room.keys / "coverage.jwk").exists()
    closed(council(pictured))
    document = '{ snapshot(id: "S-2026-1") { id document } snapshots { id } periods { code } }'
    assert pictured.data(document)["snapshots"] == [{"id": "S-2026-1"}]


def test_a_retry_with_the_same_key_is_answered_alike_and_closes_nothing_twice(pictured: Catalogue) -> None:
    who = council(pictured)
    first = closed(who, key="k-1")
    before = all_of_it(pictured)
    assert closed(who, key="k-1") == first
    assert who.data(OPEN, **Q3, key="k-2") == who.data(OPEN, **Q3, key="k-2")
    assert pictured.count("period") == 1
    assert pictured.count("coverage_snapshot") == 1
    assert all_of_it(pictured)[-1] == before[-1]


@pytest.mark.parametrize("act", ["close", "open"])
def test_of_two_at_once_one_comes_through(pictured: Catalogue, act: str) -> None:
    people = [council(pictured) for _ in range(2)]
    gate, answers = threading.Barrier(2), list[Any]()
    codes = ("A", "B")

    def work(who: Catalogue, code: str) -> None:
        gate.wait()
        document, variables = (CLOSE, {}) if act == "close" else (OPEN, {**Q3, "code": code})
        (payload,) = who.data(document, **variables).values()
        answers.append(payload)

    threads = [threading.Thread(target=work, args=pair) for pair in zip(people, codes, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = sorted(problem["code"] for payload in answers for problem in payload["problems"])
    assert told == (["PERIOD_CLOSED"] if act == "close" else ["PERIOD_OVERLAPS"])
    assert pictured.count("coverage_snapshot" if act == "close" else "period") == 1
    assert len(history_of(pictured)) == 1


def test_rules_that_were_edited_after_a_closing_close_nothing(
    pictured: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = council(pictured)
    closed(who)
    (shipped,) = rules.FOLDER.glob("ladder-2026.1.json")
    (tmp_path / shipped.name).write_text(
        shipped.read_text("utf-8").replace('"characters": 300', '"characters": 30')
    )
    monkeypatch.setattr(rules, "FOLDER", tmp_path)
    rules.packaged.cache_clear()
    try:
        assert problems(who, CLOSE, period="2025", asOf="2025-12-31") == [("RULES_EDITED", None)]
    finally:
        monkeypatch.undo()
        rules.packaged.cache_clear()
    assert closed(who, period="2025", asOf="2025-12-31")["id"] == "S-2025-1"


def test_the_rules_that_figures_were_closed_by_are_these_to_the_byte() -> None:
    (shipped,) = rules.packaged()
    assert (shipped.title_of_version, shipped.sha256) == ("ladder/2026.1", SHIPPED)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("\ud800", "CONTROL_CHARACTER"),
        ("a\0b", "CONTROL_CHARACTER"),
        ("a\u202eb", "HIDDEN_CHARACTER"),
        ("x" * 1001, "TOO_LONG"),
    ],
)
def test_a_reason_that_cannot_be_kept_or_read_is_refused(pictured: Catalogue, reason: str, code: str) -> None:
    who = council(pictured)
    first = closed(who)
    assert problems(who, CLOSE, restates=first["id"], reason=reason) == [(code, "reason")]


@pytest.mark.parametrize("year", ["1899", "3000", "9998"])
def test_a_year_that_nobody_evaluates_is_no_period(pictured: Catalogue, year: str) -> None:
    assert problems(council(pictured), CLOSE, period=year, asOf=f"{year}-12-31")[0][0] == "NO_SUCH_PERIOD"


@pytest.mark.parametrize(
    "document",
    [
        "{ snapshots { document } }",
        "{ periods { snapshots { document } } }",
        "{ " + " ".join(f'a{n}: snapshot(id: "S-2026-1") {{ document }}' for n in range(3)) + " }",
    ],
)
def test_documents_of_snapshots_are_handed_out_two_at_a_time(pictured: Catalogue, document: str) -> None:
    closed(council(pictured))
    with pytest.raises(RequestError) as too_much:
        pictured.ask(document)
    assert isinstance(too_much.value.errors[0], TooCostlyError)
    two = '{ a: snapshot(id: "S-2026-1") { document } b: snapshot(id: "S-2026-1") { document } }'
    assert len(pictured.data(two)) == 2


def test_below_the_period_of_a_snapshot_there_are_no_snapshots_again(pictured: Catalogue) -> None:
    closed(council(pictured))
    with pytest.raises(RequestError):
        pictured.ask('{ snapshot(id: "S-2026-1") { period { snapshots { id } } } }')
    document = '{ snapshot(id: "S-2026-1") { period { code opensOn closesOn } } }'
    assert pictured.data(document)["snapshot"]["period"]["code"] == "2026"
