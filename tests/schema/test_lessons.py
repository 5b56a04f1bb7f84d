"""Progress in the desk's lessons: noted once, for oneself alone; counted by commune, named to administrators only."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.people.directory import deactivate
from catalog.people.learning import STEPS, learners, note_step, steps_of
from catalog.people.office import Office
from catalog.places import load_units
from catalog.tables.lessons import Lesson, LessonStep
from catalog.terms import Role
from tests.catalogue import NOW, Catalogue
from tests.people import all_accounts, member
from tests.staff import MUONG_PHANG, code_of, someone

NOTE = """mutation ($step: LessonStep!, $key: String) {
    noteLessonStep(lesson: FIRST_SITE_1, step: $step, idempotencyKey: $key) { steps { lesson step at } problems { code } } }"""
MINE = "{ me { lessonSteps { step } } }"
COUNTS = "{ lessonCounts { unit { code } people begun finished } }"
NAMED = (
    "{ lessonCounts { unit { code } people begun finished entries { id name steps begunAt finishedAt } } }"
)


def noted(who: Catalogue, step: str, **key: str) -> list[str]:
    payload = who.data(NOTE, step=step, **key)["noteLessonStep"]
    assert payload["problems"] == []
    return [done["step"] for done in payload["steps"]]


def of_unit(answer: dict[str, Any], code: str | None) -> dict[str, Any]:
    (found,) = (each for each in answer["lessonCounts"] if (each["unit"] and each["unit"]["code"]) == code)
    return {name: value for name, value in found.items() if name != "unit"}


def test_a_step_is_noted_once_and_done_again_changes_nothing(catalogue: Catalogue) -> None:
    officer = someone(catalogue, Role.COMMUNE_OFFICER, MUONG_PHANG)
    assert noted(officer, "FIND", key="k1") == ["FIND"]
    assert noted(officer, "ENTER") == ["FIND", "ENTER"]
    before = all_accounts(catalogue.database)
    assert noted(officer, "FIND", key="k1") == noted(officer, "FIND") == ["FIND", "ENTER"]
    assert all_accounts(catalogue.database) == before
    assert officer.data(MINE)["me"]["lessonSteps"] == [{"step": "FIND"}, {"step": "ENTER"}]


@pytest.mark.parametrize("role", Role)
def test_everybody_who_is_signed_in_notes_the_own_steps_alone(catalogue: Catalogue, role: Role) -> None:
    other = someone(catalogue, Role.EDITOR)
    who = someone(catalogue, role, MUONG_PHANG if role == Role.COMMUNE_OFFICER else None)
    assert noted(who, "POINT") == ["POINT"]
    assert other.data(MINE)["me"]["lessonSteps"] == []


def test_nobody_notes_a_step_without_a_sign_in_or_on_the_machine(catalogue: Catalogue) -> None:
    before = all_accounts(catalogue.database)
    assert [code_of(error) for error in catalogue.ask(NOTE, step="FIND").errors] == ["UNAUTHENTICATED"]
    with pytest.raises(Exception, match="ai học bài"), catalogue.database.write() as session:
        note_step(Office(session, None, NOW), Lesson.FIRST_SITE_1, LessonStep.FIND)
    assert all_accounts(catalogue.database) == before


def test_evaluators_count_by_commune_who_has_begun_and_finished_and_see_no_name(catalogue: Catalogue) -> None:
    officer = someone(catalogue, Role.COMMUNE_OFFICER, MUONG_PHANG)
    second = someone(catalogue, Role.COMMUNE_OFFICER, MUONG_PHANG)
    evaluator = someone(catalogue, Role.EVALUATOR)
    before = of_unit(evaluator.data(COUNTS), None)
    for step in STEPS[Lesson.FIRST_SITE_1]:
        noted(officer, step)
    noted(second, "SEND")
    noted(evaluator, "FIND")
    answer = evaluator.data(COUNTS)
    assert of_unit(answer, MUONG_PHANG) == {"people": 2, "begun": 2, "finished": 1}
    assert of_unit(answer, None) == {**before, "begun": before["begun"] + 1}
    assert [code_of(error) for error in evaluator.ask(NAMED).errors] == ["FORBIDDEN"]
    assert [code_of(error) for error in officer.ask(COUNTS).errors] == ["FORBIDDEN"]


def test_every_count_opens_its_people_to_administrators(catalogue: Catalogue) -> None:
    officer = someone(catalogue, Role.COMMUNE_OFFICER, MUONG_PHANG)
    boss = someone(catalogue, Role.ADMINISTRATOR)
    noted(officer, "FIND")
    answer = boss.ask(NAMED)
    for each in answer.data["lessonCounts"]:
        entries = each["entries"]
        assert len(entries) == each["people"]
        assert sum(one["begunAt"] is not None for one in entries) == each["begun"]
        assert sum(one["finishedAt"] is not None for one in entries) == each["finished"]
    (entry,) = of_unit(answer.data, MUONG_PHANG)["entries"]
    assert officer.viewer is not None
    assert (entry["name"], entry["steps"], entry["finishedAt"]) == (officer.viewer.name, 1, None)
    few = len(answer.statements)
    for _ in range(5):
        noted(someone(catalogue, Role.COMMUNE_OFFICER, MUONG_PHANG), "FIND")
    assert len(boss.ask(NAMED).statements) == few <= 6


def test_who_left_and_who_is_an_app_is_not_counted(catalogue: Catalogue) -> None:
    gone = member(catalogue.database, Role.COMMUNE_OFFICER, MUONG_PHANG)
    someone(catalogue, Role.APP_DEVELOPER)
    with catalogue.database.write() as session:
        units = load_units(session)
        before = learners(session, Lesson.FIRST_SITE_1, units)
        assert [len(each.people) for each in before] == [1]
        deactivate(Office(session, None, NOW), gone.person_id)
        assert learners(session, Lesson.FIRST_SITE_1, units) == []
        assert steps_of(session, gone.person_id) == []
