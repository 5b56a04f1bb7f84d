"""Whether the history is whole, and how the installation stands, as those who may know are told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from catalog import health
from catalog.health import Standing, Topic, glance
from catalog.tables import SafeCopy
from catalog.terms import Role
from tests.catalogue import NOW, Catalogue
from tests.staff import MUONG_PHANG, code_of, everything, someone

HISTORY = """{ historyVerification { checkedAt entryCount isWhole breakCount headSequence headHash
    breaks { sequence fault message } } }"""
HEALTH = "{ health { topic standing message } }"


def people(catalogue: Catalogue) -> dict[Role, Catalogue]:
    return {
        role: someone(catalogue, role, MUONG_PHANG if role == Role.COMMUNE_OFFICER else None) for role in Role
    }


def altered(catalogue: Catalogue, statement: str) -> None:
    """Whoever rules the database gets around its own refusal."""
    with catalogue.database.write() as session:
        if catalogue.database.is_sqlite:
            names = session.scalars(
                sa.text(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history_entry'"
                )
            ).all()
            for name in names:
                session.execute(sa.text(f'DROP TRIGGER "{name}"'))
        else:
            session.execute(sa.text("ALTER TABLE history_entry DISABLE TRIGGER USER"))
        session.execute(sa.text(statement))


def test_a_whole_history_is_told_with_its_last_hash(catalogue: Catalogue) -> None:
    council = someone(catalogue, Role.COUNCIL)
    answer = council.ask(HISTORY)
    found = answer.data["historyVerification"]
    assert (found["isWhole"], found["breaks"], found["breakCount"]) == (True, [], 0)
    assert found["entryCount"] == found["headSequence"] == catalogue.count("history_entry")
    assert len(found["headHash"]) == 64
    assert len(answer.statements) <= 7, answer.statements  # with those of the units, asked for the first time


def test_an_altered_entry_is_named(catalogue: Catalogue) -> None:
    evaluator = someone(catalogue, Role.EVALUATOR)
    altered(catalogue, "UPDATE history_entry SET actor_name = 'Người khác' WHERE sequence = 2")
    found = evaluator.data(HISTORY)["historyVerification"]
    assert (found["isWhole"], found["breakCount"]) == (False, 1)
    (broken,) = found["breaks"]
    assert (broken["sequence"], broken["fault"]) == (2, "ALTERED")
    assert "Dòng 2" in broken["message"]


def test_the_history_is_verified_by_those_who_judge_and_by_nobody_else(catalogue: Catalogue) -> None:
    everybody = people(catalogue)
    before = everything(catalogue)
    allowed = {Role.EVALUATOR, Role.COUNCIL, Role.ADMINISTRATOR}
    for role, person in everybody.items():
        answer = person.ask(HISTORY)
        assert [code_of(error) for error in answer.errors] == ([] if role in allowed else ["FORBIDDEN"]), role
    assert [code_of(error) for error in catalogue.ask(HISTORY).errors] == ["UNAUTHENTICATED"]
    assert everything(catalogue) == before


def test_health_is_for_administrators(catalogue: Catalogue) -> None:
    everybody = people(catalogue)
    before = everything(catalogue)
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert [code_of(error) for error in everybody[role].ask(HEALTH).errors] == ["FORBIDDEN"], role
    assert [code_of(error) for error in catalogue.ask(HEALTH).errors] == ["UNAUTHENTICATED"]
    answer = everybody[Role.ADMINISTRATOR].ask(HEALTH)
    found = {each["topic"]: each["standing"] for each in answer.data["health"]}
    assert found == {"DATABASE": "GOOD", "FILES": "GOOD", "COPIES": "WATCH"}
    assert everything(catalogue) == before
    assert len(answer.statements) <= 7, answer.statements  # with those of the units, asked for the first time


def seen(catalogue: Catalogue, folder: Path | None = None) -> dict[Topic, Any]:
    with catalogue.database.read() as session:
        return {each.topic: each for each in glance(session, folder, NOW)}


@pytest.mark.parametrize(("days", "standing"), [(1, Standing.GOOD), (9, Standing.WATCH), (32, Standing.BAD)])
def test_a_copy_elsewhere_grows_old(catalogue: Catalogue, days: int, standing: Standing) -> None:
    taken = NOW - timedelta(days=days)
    with catalogue.database.write() as session:
        session.add(SafeCopy(place="Kho thứ hai", taken_at=taken, recorded_at=NOW))
    copies = seen(catalogue)[Topic.COPIES]
    assert copies.standing == standing
    assert f"{days} ngày" in copies.message.vi


def test_a_disk_that_fills_is_told_before_it_is_full(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seen(catalogue, tmp_path)[Topic.DISK].message.en.endswith("GB are free.")
    for name, standing in (("TIGHT_DISK_BYTES", Standing.WATCH), ("LOW_DISK_BYTES", Standing.BAD)):
        monkeypatch.setattr(health, name, 10**18)
        assert seen(catalogue, tmp_path)[Topic.DISK].standing == standing
