"""Attempts against the scores of a period through the public schema, on both databases: each changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from catalog.coverage.calendar import find_period
from catalog.places import load_units
from catalog.scoring import sheets
from catalog.scoring.measured import is_as_counted
from catalog.scoring.sheets import Asked, read_sheet, recounts
from catalog.scoring.work_figures import sha256_of_work, sides_of
from catalog.scoring.work_rows import former_counts, work_rules
from catalog.tables import Score
from catalog.terms import Role, ScoreStage
from schema.nodes import write_id
from tests import catalogue as calendar
from tests.catalogue import Catalogue
from tests.schema.individuals import AUTUMN, House, code, number, of, the_day_after
from tests.schema.scoring import (
    APPRAISE,
    DECIDE,
    OPEN,
    PLACE,
    RANKING,
    SCORE,
    SUBMIT,
    Bench,
    done,
    manual,
    problems,
    refused,
    url,
    values,
)
from tests.schema.test_work_counts import WORKING
from tests.staff import MUONG_PHANG, Team, someone

PUBLISH = "mutation ($period: String!) { publishScores(period: $period) { isDone problems { code field } } }"
ASSIGN = """mutation ($site: ID!, $name: String!, $check: String, $day: Date) {
    assignWork(site: $site, assignee: $name, check: $check, dueOn: $day) { problems { code } } }"""
TAKE_BACK = "mutation ($site: ID!, $check: String) { endAssignment(site: $site, check: $check) { problems { code } } }"
COUNTS = """query ($period: String!, $person: ID!) { counts: workCounts(period: $period, person: $person) {
    assigned done due dueMet products { site check } refused { site check codes } } }"""


@pytest.fixture
def house(pictured: Catalogue) -> House:
    officer = someone(pictured, Role.COMMUNE_OFFICER, MUONG_PHANG)
    judges = (
        someone(pictured, Role.EVALUATOR),
        someone(pictured, Role.COUNCIL),
        someone(pictured, Role.EDITOR),
    )
    found = House(Team.of(pictured), officer, *judges)
    found.autumn()
    return found


def counts(who: Catalogue) -> dict[str, Any]:
    person = write_id("Person", str(number(who)))
    found: dict[str, Any] = who.data(COUNTS, period=AUTUMN, person=person)["counts"]
    return found


def figures(who: Catalogue) -> tuple[int, ...]:
    found = counts(who)
    return tuple(found[name] for name in ("assigned", "done", "due", "dueMet"))


def gives(by: Catalogue, to: Catalogue, site: dict[str, Any], **more: Any) -> None:
    assert to.viewer is not None
    done(by, ASSIGN, site=site["id"], name=to.viewer.name, **more)


def test_who_takes_back_moves_or_hands_on_the_own_work_has_it_all_the_same(house: House) -> None:
    worker = house.team.editor
    site = house.given("doi-a1", worker)
    assert figures(worker) == (1, 0, 1, 0)
    for attempt in (
        lambda: done(worker, TAKE_BACK, site=site["id"]),
        lambda: gives(worker, worker, site, day="2026-12-20"),
        lambda: gives(worker, house.chief, site),
        lambda: gives(worker, worker, site),
    ):
        attempt()
        assert figures(worker) == (1, 0, 1, 0)
    house.changed(worker, site, managingBody="Cơ quan không có thật")
    assert figures(worker) == (1, 1, 1, 1)


def test_a_rival_takes_nothing_back_also_after_leaving_the_cluster(house: House) -> None:
    worker, rival = house.team.editor, someone(house.catalogue, Role.EDITOR)
    site = house.given("doi-a1", worker)
    done(house.council, PLACE, code="nguoi", subjects=[code(worker), code(rival)])
    done(house.council, PLACE, code="khac", subjects=[code(rival)])
    done(rival, TAKE_BACK, site=site["id"])
    assert figures(worker) == (1, 0, 1, 0)
    house.given("doi-a1", worker)
    done(house.chief, TAKE_BACK, site=site["id"])
    assert figures(worker) == (0, 0, 0, 0)


def test_work_given_to_oneself_earns_nothing_and_each_check_is_counted(house: House) -> None:
    worker = house.team.editor
    own = house.catalogue.data(WORKING, slug="doi-a1")["site"]
    gives(worker, worker, own)
    house.changed(worker, own, managingBody="Cơ quan không có thật")
    site = house.catalogue.data(WORKING, slug="doi-d")["site"]
    for check in ("D1.2", "D1.5"):
        gives(house.chief, worker, site, check=check, day="2026-11-23")
    gives(worker, worker, site, check="D1.3")
    house.changed(worker, site, managingBody="Cơ quan khác")
    found = counts(worker)
    assert figures(worker) == (4, 2, 2, 2)
    assert [(each["site"], each["check"]) for each in found["products"]] == [
        (site["code"], "D1.2"),
        (site["code"], "D1.5"),
    ]
    assert {(each["site"], each["check"], *each["codes"]) for each in found["refused"]} == {
        (own["code"], None, "SELF_ASSIGNED"),
        (site["code"], "D1.3", "SELF_ASSIGNED"),
    }


def test_what_was_pinned_by_the_former_way_of_counting_is_counted_once_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = house.team.editor
    house.changed(worker, house.given("doi-a1", worker), managingBody="Cơ quan không có thật")
    house.scored(worker)
    the_day_after(monkeypatch)
    done(worker, SUBMIT, **of(worker))

    def held() -> list[bool]:
        with house.catalogue.database.read() as session:
            sheet = read_sheet(_asked(session, worker))
            assert sheet is not None
            return [each.is_same for each in recounts(session, sheet)]

    assert held() == [True] * 3
    _pin_as_before(house, worker)
    house.team.published()
    assert held() == [True] * 3
    with house.catalogue.database.read() as session:
        whole = read_sheet(_asked(session, worker))
        commune = read_sheet(Asked(session, load_units(session), calendar.TODAY, MUONG_PHANG, AUTUMN))
        assert whole is not None
        assert commune is not None
        assert recounts(session, commune) == []
        figure = whole.pinned["I"]
        altered = replace(figure, work={**(figure.work or {}), "done": []})
        assert not is_as_counted(whole.leaves["I"], altered, figure.work_sha256 or "")
    shown = house.figure(worker, "I")
    assert (shown["formula"], shown["workSha256"]) == ("work/2026.1", shown["recountedSha256"])


def _pin_as_before(house: House, worker: Catalogue) -> None:
    """The work of a submitted sheet, pinned by the way of counting that was the rule before."""
    with house.catalogue.database.write() as session:
        sheet, period = read_sheet(_asked(session, worker)), find_period(session, AUTUMN)
        assert sheet is not None
        assert sheet.row is not None
        assert period is not None
        for criterion, figure in sheet.pinned.items():
            until = (figure.work or {})["history"]
            document = former_counts(session, number(worker), period, until, work_rules())
            assert document["formula"] == "work/2026.1"
            assert len(document["done"]) == len(document["assigned"]) == 1
            part, whole = sides_of(document, sheet.leaves[criterion].parameters)
            kept = {
                "numerator": str(part),
                "denominator": str(whole),
                "formula": document["formula"],
                "work": document,
                "work_sha256": sha256_of_work(document),
            }
            session.add(
                Score(
                    sheet_id=sheet.row.id or 0,
                    criterion=criterion,
                    stage=ScoreStage.SELF,
                    inputs=orjson.dumps({"figure": kept}).decode(),
                    points="1",
                    actor_id=number(worker),
                    recorded_at=calendar.NOW,
                )
            )


def _asked(session: Any, who: Catalogue) -> Asked:
    return Asked(session, load_units(session), calendar.TODAY, **of(who))


def test_who_comes_back_after_the_period_was_published_scores_nothing_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, leaver = house.team.editor, someone(house.catalogue, Role.EDITOR)
    house.scored(leaver)
    the_day_after(monkeypatch)
    house.decided(worker)
    administrator = someone(house.catalogue, Role.ADMINISTRATOR)
    person = write_id("Person", str(number(leaver)))
    for deed in ("deactivatePerson", "reactivatePerson"):
        done(
            administrator,
            f"mutation ($id: ID!) {{ it: {deed}(person: $id) {{ problems {{ code }} }} }}",
            id=person,
        )
        if deed == "deactivatePerson":
            done(house.council, PUBLISH, period=AUTUMN)
    again = [("PERIOD_PUBLISHED", "period")]
    back = someone(house.catalogue, Role.EDITOR, None, leaver.viewer.name if leaver.viewer else None)
    assert number(back) == number(leaver)
    line = {**values("IV", points="9"), "reason": "Thêm.", "evidence": [url("khac")]}
    assert problems(back, SCORE, **of(leaver), lines=[line]) == again
    assert problems(back, SUBMIT, **of(leaver)) == again
    assert problems(back, OPEN, **of(leaver)) == again
    assert problems(house.council, PUBLISH, period=AUTUMN) == again
    assert problems(house.evaluator, APPRAISE, **of(worker), lines=[], rest=True) == [("WRONG_STATE", None)]


def _ended(catalogue: Catalogue, who: Catalogue, role: str, *, began: int, ended: int) -> None:
    """A role that was held from one day to another, counted from the day of the tests."""
    days = {"began": calendar.NOW + timedelta(days=began), "ended": calendar.NOW + timedelta(days=ended)}
    with catalogue.database.write() as session:
        session.execute(
            sa.text(
                "UPDATE person_role SET recorded_at = :began, ended_at = :ended WHERE person_id = :id AND role = :role"
            ).bindparams(sa.bindparam("began", type_=_utc()), sa.bindparam("ended", type_=_utc())),
            {**days, "id": number(who), "role": role},
        )


def _utc() -> Any:
    from catalog.tables import PersonRole

    return PersonRole.__table__.c.recorded_at.type  # type: ignore[attr-defined]


def test_who_was_a_colleague_in_the_period_judges_nobody_of_it_and_who_was_one_before_does(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    judges = {}
    for name, unit in (("Sở", None), ("Xã", MUONG_PHANG), ("Sở trước kỳ", None)):
        role = Role.EDITOR if unit is None else Role.COMMUNE_OFFICER
        someone(house.catalogue, role, unit, f"Đã nghỉ việc cũ {name}")
        judges[name] = someone(house.catalogue, Role.EVALUATOR, None, f"Đã nghỉ việc cũ {name}")
        span = {"began": -60, "ended": -40} if "trước" in name else {"began": -60, "ended": -20}
        _ended(house.catalogue, judges[name], role, **span)
    worker = house.team.editor
    house.scored(worker)
    house.scored(house.officer)
    done(house.officer, OPEN, subject=MUONG_PHANG, period=AUTUMN)
    the_day_after(monkeypatch)
    for who in (worker, house.officer):
        done(who, SUBMIT, **of(who))
    everything = {"lines": [], "rest": True}
    assert refused(judges["Sở"], APPRAISE, **of(worker), **everything) == "FORBIDDEN"
    assert refused(judges["Xã"], APPRAISE, **of(house.officer), **everything) == "FORBIDDEN"
    assert refused(judges["Xã"], APPRAISE, subject=MUONG_PHANG, period=AUTUMN, **everything) == "FORBIDDEN"
    done(judges["Sở trước kỳ"], APPRAISE, **of(worker), **everything)
    done(judges["Sở"], APPRAISE, **of(house.officer), **everything)
    done(house.council, DECIDE, **of(worker), lines=[])
    _ended(house.catalogue, house.officer, Role.COMMUNE_OFFICER, began=-60, ended=0)  # holds no role at all
    assert house.read(house.council, house.officer)["state"] == "VERIFIED"


def test_who_was_a_rival_in_the_period_does_not_judge(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    worker, name = house.team.editor, "Cán bộ từng cùng cụm"
    someone(house.catalogue, Role.COMMUNE_OFFICER, "03127", name)
    rival = someone(house.catalogue, Role.EVALUATOR, None, name)
    done(house.council, PLACE, code="nguoi", subjects=[code(worker), code(rival)])
    done(house.council, PLACE, code="khac", subjects=[code(rival)])
    house.scored(worker)
    the_day_after(monkeypatch)
    done(worker, SUBMIT, **of(worker))
    assert refused(rival, APPRAISE, **of(worker), lines=[], rest=True) == "FORBIDDEN"
    done(house.evaluator, APPRAISE, **of(worker), lines=[], rest=True)


def test_nothing_is_counted_for_who_may_not_see_the_sheet(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, stranger = house.team.editor, someone(house.catalogue, Role.EDITOR)
    house.scored(worker)

    def counting(*_: object) -> None:
        raise AssertionError("counted before anybody asked who may see it")

    monkeypatch.setattr(sheets, "measures", counting)
    monkeypatch.setattr(sheets, "_scores", lambda _, ids: {} if not ids else counting())
    for who in (house.catalogue, stranger, house.officer):
        assert house.read(who, worker) is None
    assert refused(stranger, SCORE, **of(worker), lines=[values("IV", points="1")]) == "NOT_FOUND"


def test_a_ranking_takes_as_many_statements_for_many_as_for_one(pictured: Catalogue) -> None:
    bench = Bench.of(pictured)
    wanted = bench.approved(manual("A"))
    codes = (MUONG_PHANG, "03127", "03166")
    for subject in codes:
        officer = (
            bench.officer if subject == MUONG_PHANG else someone(pictured, Role.COMMUNE_OFFICER, subject)
        )
        bench.decided(officer, wanted, [values("A", a="8")], subject=subject, period="2026")
    done(bench.council, PLACE, code="mot", subjects=[codes[0]])
    done(bench.council, PLACE, code="nhieu", subjects=[*codes[1:]])
    done(bench.council, PUBLISH, period="2026")
    one, many = (pictured.ask(RANKING, period="2026", cluster=cluster) for cluster in ("mot", "nhieu"))
    assert [len(each.data["ranking"]) for each in (one, many)] == [1, 2]
    assert len(one.statements) == len(many.statements) <= 14
    assert pictured.data(RANKING, period="2026-Q9", cluster="mot")["ranking"] == []
    assert sum("criteria_set" in each for each in many.statements) == 1
    assert not any(
        "score_evidence" in each for each in pictured.ask(RANKING, period="2026", cluster="ba").statements
    )
