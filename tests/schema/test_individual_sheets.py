"""People's own score sheets on both databases: what the workflow counts, who judges it, and who may see it."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from catalog import history
from catalog.places import load_units
from catalog.scoring.sheets import Asked, read_sheet, recounts
from catalog.terms import Action, Role, SubjectKind
from schema.nodes import write_id
from tests import catalogue as calendar
from tests.catalogue import Catalogue, clock
from tests.schema.individuals import (
    AUTUMN,
    SUBJECTS,
    House,
    code,
    everybody,
    number,
    of,
    the_day_after,
)
from tests.schema.scoring import (
    APPRAISE,
    COMMUNE,
    DECIDE,
    OPEN,
    PLACE,
    RANKING,
    SCORE,
    SUBMIT,
    Bench,
    done,
    line,
    manual,
    problems,
    refused,
    url,
    values,
)
from tests.schema.test_work_counts import RESTORE, named
from tests.staff import MUONG_PHANG, Team, site_input, someone
from tests.staff import done as worked

PUBLISH = """mutation ($period: String!, $kind: ScoreSubjectKind) { publishScores(period: $period, kind: $kind) {
    isDone problems { code field message } } }"""
DEACTIVATE = "mutation ($person: ID!) { deactivatePerson(person: $person) { problems { code } } }"
WORK = ("I", "II", "III")


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


def test_a_persons_sheet_from_the_workflows_history_to_the_published_rank(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    team, worker = house.team, someone(house.catalogue, Role.EDITOR)
    house.changed(worker, house.given("doi-a1", worker), managingBody="Cơ quan không có thật")
    house.given("doi-d", worker)
    again = worked(worker, "CreateSite", input=_site("Điểm bị trả lại"))
    at = {"id": again["id"], "version": again["version"]}
    worked(worker, "SubmitSite", **at)
    worked(team.reviewer, "ReturnSite", **at, comment="Thiếu nguồn.")
    house.changed(worker, again, managingBody="UBND xã")

    sheet = house.scored(worker)
    assert (sheet["state"], sheet["watermark"]) == ("SELF_SCORED", "mẫu – chưa phê duyệt")
    shown = house.read(worker, worker)
    assert shown["criteriaSet"] == {"name": "canhan-mau", "version": "2026.0-draft"}
    assert [_sides(line(shown, each)) for each in WORK] == [(2, 3), (1, 2), (1, 2)]
    typed = [values(each, a="9", b="9") for each in WORK]
    assert problems(worker, SCORE, **of(worker), lines=typed) == [("MEASURED", each) for each in WORK]
    assert problems(worker, SUBMIT, **of(worker)) == [("PERIOD_NOT_OVER", each) for each in WORK]

    the_day_after(monkeypatch)
    sheet = done(worker, SUBMIT, **of(worker))["scoreSheet"]
    assert [line(sheet, each)["selfScore"] for each in WORK[1:]] == [15, 10]
    assert sheet["exactTotal"] == "179/3"
    house.changed(worker, {**again, "version": again["version"] + 1}, managingBody="Sau khi gửi")
    pinned = [line(house.read(worker, worker), each)["figure"] for each in WORK]
    assert [(each["numerator"], each["denominator"]) for each in pinned] == [(2, 3), (1, 2), (1, 2)]
    assert all(each["workSha256"] == each["recountedSha256"] for each in pinned)
    assert len({each["workSha256"] for each in pinned}) == 1
    assert len(pinned[0]["products"]) == 2

    changed = {"criterion": "I", "points": "40", "reason": "Thử."}
    assert problems(house.evaluator, APPRAISE, **of(worker), lines=[changed]) == [("MEASURED", "I")]
    lower = {"criterion": "IV", "points": "7", "reason": "Thiếu một báo cáo."}
    sheet = done(house.evaluator, APPRAISE, **of(worker), lines=[lower], rest=True)["scoreSheet"]
    assert (sheet["state"], line(sheet, "IV")["appraisedScore"]) == ("VERIFIED", 7)
    done(house.council, DECIDE, **of(worker), lines=[])
    house.decided(house.officer, "9")
    done(house.council, PLACE, code="ca-nhan", subjects=[code(worker), code(house.officer)])
    done(house.council, PUBLISH, period=AUTUMN, kind="INDIVIDUAL")
    ranking = house.evaluator.data(RANKING, period=AUTUMN, cluster="ca-nhan")["ranking"]
    assert [(each["subject"]["code"], each["rank"]) for each in ranking] == [
        (code(house.officer), 1),
        (code(worker), 2),
    ]
    assert [each["exactTotal"] for each in ranking] == ["90", "176/3"]


def _site(text: str) -> dict[str, Any]:
    return site_input(**named(text))


def _sides(row: dict[str, Any]) -> tuple[float, float]:
    return row["figure"]["numerator"], row["figure"]["denominator"]


def test_what_is_made_to_be_counted_earns_nothing_in_the_sheet_and_is_named_with_its_line(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    team, worker = house.team, house.team.editor
    good = team.published(**named("Điểm có thật"), managingBody="UBND xã Mường Phăng")
    house.changed(worker, good, managingBody="ubnd xã  Mường Phăng.")
    register = house.given("doi-a1", worker)
    changed = house.changed(worker, register, managingBody="Cơ quan không có thật")
    other = someone(house.catalogue, Role.EDITOR)
    at = {"id": register["id"], "version": changed["version"], "revision": register["version"]}
    restored = other.data(RESTORE, **at)["restoreSite"]["site"]
    at = {"id": register["id"], "version": restored["version"]}
    worked(other, "SubmitSite", **at)
    worked(team.reviewer, "ApproveSite", **at)
    own = worked(worker, "CreateSite", input=_site("Điểm tự duyệt"))
    worked(worker, "SubmitSite", id=own["id"], version=own["version"])
    _approved_past_the_workflow(worker, own)

    house.scored(worker)
    the_day_after(monkeypatch)
    done(worker, SUBMIT, **of(worker))
    figures = [house.figure(worker, each) for each in WORK]
    assert [(each["numerator"], each["denominator"]) for each in figures] == [(1, 2), (1, 1), (0, 1)]
    for figure in figures:
        assert [each["site"] for each in figure["products"]] == [good["code"]]
        assert {each["site"]: each["codes"] for each in figure["refused"]} == {
            good["code"]: ["TRIVIAL"],
            register["code"]: ["REVERTED"],
            own["code"]: ["SELF_APPROVED"],
        }
        assert all(each["reasons"] for each in figure["refused"])
        assert figure["workSha256"] == figure["recountedSha256"]


def _approved_past_the_workflow(who: Catalogue, site: dict[str, Any]) -> None:
    """The workflow forbids it; this is what the history would say if somebody had got around it."""
    entry = history.Entry(
        actor_id=number(who),
        actor_name="Người tự duyệt",
        action=Action.APPROVE,
        subject_kind=SubjectKind.SITE,
        subject_key=site["code"],
        after={"version": site["version"], "state": "APPROVED"},
    )
    with who.database.write() as session:
        history.append(session, entry, history.instant(session, clock()))


def test_a_bulk_at_the_last_minute_is_a_ratio_of_nothing_and_not_the_maximum(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = house.team.editor
    for each in range(11):
        house.team.published(**named(f"Điểm gấp {each}"))
    house.scored(worker)
    the_day_after(monkeypatch)
    sheet = done(worker, SUBMIT, **of(worker))["scoreSheet"]
    assert [(line(sheet, each)["selfScore"], line(sheet, each)["isApplicable"]) for each in WORK] == [
        (None, False)
    ] * 3
    figure = house.figure(worker, "I")
    assert (figure["numerator"], figure["denominator"], figure["ratio"]) == (0, 0, None)
    assert [each["codes"] for each in figure["refused"]] == [["LAST_MINUTE_BULK"]] * 11
    assert sheet["total"] == 80


def test_nobody_scores_for_somebody_else_and_nothing_changes(house: House) -> None:
    worker = house.team.editor
    steps: list[tuple[str, dict[str, Any]]] = [
        (OPEN, {}),
        (SCORE, {"lines": [values("IV", points="10")]}),
        (SUBMIT, {}),
    ]
    others = everybody(house.catalogue, someone)
    for document, more in steps:
        assert refused(house.catalogue, document, **of(worker), **more) == "UNAUTHENTICATED"
        for role, person in others.items():
            expected = "FORBIDDEN" if role in (Role.EVALUATOR, Role.COUNCIL) else "NOT_FOUND"
            assert refused(person, document, **of(worker), **more) == expected, (document, role)
        assert refused(others[Role.EDITOR], document, subject="DB-P-99999", period=AUTUMN, **more) == (
            "NOT_FOUND"
        )
        stranger = refused(others[Role.EDITOR], document, subject=code(worker), period="2026-Q9", **more)
        assert stranger == "NOT_FOUND"
    house.scored(worker)
    assert refused(others[Role.EDITOR], SCORE, **of(worker), lines=[values("IV", points="1")]) == "NOT_FOUND"
    assert problems(worker, OPEN, subject=code(worker), period="2026-Q9") == [("NO_SUCH_PERIOD", "period")]


def test_nobody_judges_the_own_sheet_or_a_colleagues(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "Biên tập kiêm đánh giá"
    someone(house.catalogue, Role.EDITOR, None, name)
    both = someone(house.catalogue, Role.EVALUATOR, None, name)
    name = "Biên tập kiêm Hội đồng"
    someone(house.catalogue, Role.EDITOR, None, name)
    council = someone(house.catalogue, Role.COUNCIL, None, name)
    name = "Cán bộ kiêm đánh giá"
    someone(house.catalogue, Role.COMMUNE_OFFICER, MUONG_PHANG, name)
    beside = someone(house.catalogue, Role.EVALUATOR, None, name)
    house.scored(both)
    house.scored(house.team.editor)
    house.scored(house.officer)
    the_day_after(monkeypatch)
    for who in (both, house.team.editor, house.officer):
        done(who, SUBMIT, **of(who))
    assert refused(both, APPRAISE, **of(both), lines=[], rest=True) == "FORBIDDEN"
    assert refused(both, APPRAISE, **of(house.team.editor), lines=[], rest=True) == "FORBIDDEN"
    assert refused(beside, APPRAISE, **of(house.officer), lines=[], rest=True) == "FORBIDDEN"
    for role in Role:
        if role not in (Role.EVALUATOR,):
            person = someone(house.catalogue, role, "03127" if role == Role.COMMUNE_OFFICER else None)
            assert refused(person, APPRAISE, **of(both), lines=[], rest=True) in ("FORBIDDEN", "NOT_FOUND")
    done(beside, APPRAISE, **of(both), lines=[], rest=True)
    assert refused(council, DECIDE, **of(both), lines=[]) == "FORBIDDEN"
    assert refused(beside, DECIDE, **of(both), lines=[]) == "FORBIDDEN"
    done(house.council, DECIDE, **of(both), lines=[])


def test_nobody_judges_a_rival(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "Cán bộ xã khác kiêm đánh giá"
    someone(house.catalogue, Role.COMMUNE_OFFICER, "03127", name)
    rival = someone(house.catalogue, Role.EVALUATOR, None, name)
    worker = house.team.editor
    house.scored(worker)
    the_day_after(monkeypatch)
    done(worker, SUBMIT, **of(worker))
    done(house.council, PLACE, code="nguoi", subjects=[code(worker), code(rival)])
    assert refused(rival, APPRAISE, **of(worker), lines=[], rest=True) == "FORBIDDEN"
    done(house.council, PLACE, code="khac", subjects=[code(rival)])
    done(rival, APPRAISE, **of(worker), lines=[], rest=True)


def test_work_that_was_altered_past_the_triggers_is_found(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = house.team.editor
    house.team.published()
    house.scored(worker)
    the_day_after(monkeypatch)
    done(worker, SUBMIT, **of(worker))
    house.team.published(**named("Điểm sau khi gửi"))

    def counts_hold() -> bool:
        with house.catalogue.database.read() as session:
            asked = Asked(session, load_units(session), calendar.TODAY, code(worker), AUTUMN)
            sheet = read_sheet(asked)
            assert sheet is not None
            assert list(sheet.pinned) == list(WORK)
            shown = {"numerator", "denominator", "formula", "work_sha256"}
            assert all(each.told().keys() == shown for each in sheet.pinned.values())
            return all(each.is_same for each in recounts(session, sheet))

    assert counts_hold()
    with house.catalogue.database.write() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(sa.text("DROP TRIGGER score_update_kept"))
        else:
            session.execute(sa.text("ALTER TABLE score DISABLE TRIGGER score_update_kept"))
        text = "UPDATE score SET inputs = replace(inputs, :old, :new) WHERE criterion = 'I'"
        change = {"old": '"numerator":"1"', "new": '"numerator":"2"'}
        session.execute(sa.text(text), change)
    assert not counts_hold()


def test_a_set_for_another_kind_and_a_mixed_cluster_are_refused(house: House, pictured: Catalogue) -> None:
    bench = Bench(pictured, house.team.editor, house.officer, house.evaluator, house.council)
    worker = house.team.editor
    people, units = bench.approved(manual("A"), subject_kind="INDIVIDUAL"), bench.approved(manual("A"))
    assert problems(worker, OPEN, **of(worker), set=units) == [("OTHER_SUBJECT_KIND", "criteriaSet")]
    assert problems(house.officer, OPEN, **COMMUNE, set=people) == [("OTHER_SUBJECT_KIND", "criteriaSet")]
    template = {"name": "canhan-mau", "version": "2026.0-draft"}
    assert problems(house.officer, OPEN, **COMMUNE, set=template) == [("OTHER_SUBJECT_KIND", "criteriaSet")]
    mixed = [code(worker), "svhttdl"]
    assert problems(house.council, PLACE, code="khoi", subjects=mixed) == [("MIXED_CLUSTER", "subjects")]
    done(house.council, PLACE, code="khoi", subjects=["svhttdl"])
    assert problems(house.council, PLACE, code="khoi", subjects=mixed[:1]) == [("MIXED_CLUSTER", "subjects")]
    done(house.council, PLACE, code="nguoi", subjects=mixed[:1])
    assert problems(house.council, PLACE, code="nguoi", subjects=[MUONG_PHANG]) == [
        ("MIXED_CLUSTER", "subjects")
    ]
    done(house.council, PLACE, code="khoi", subjects=[MUONG_PHANG])
    opened = done(worker, OPEN, **of(worker))["scoreSheet"]
    assert opened["state"] == "OPEN"
    assert bench.catalogue.count("score_subject", "person_id IS NOT NULL AND unit_id IS NULL") == 1


def test_sheets_of_people_are_published_apart_and_seen_by_staff_only(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, others = house.team.editor, everybody(house.catalogue, someone)
    staff = set(Role) - {Role.APP_DEVELOPER, Role.ADMINISTRATOR}

    def readers() -> set[Role]:
        assert house.read(house.catalogue, worker) is None
        assert house.read(worker, worker) is not None
        return {role for role, person in others.items() if house.read(person, worker) is not None}

    judges = {Role.EVALUATOR, Role.COUNCIL}
    assert readers() == judges
    house.team.published()
    house.scored(worker)
    assert readers() == judges
    the_day_after(monkeypatch)
    done(worker, SUBMIT, **of(worker))
    done(house.evaluator, APPRAISE, **of(worker), lines=[], rest=True)
    done(house.council, DECIDE, **of(worker), lines=[])
    done(house.council, PLACE, code="nguoi", subjects=[code(worker)])
    done(house.officer, OPEN, subject=MUONG_PHANG, period=AUTUMN)
    assert problems(house.council, PUBLISH, period=AUTUMN) == [("NOT_FINAL", MUONG_PHANG)]
    assert problems(house.council, PUBLISH, period=AUTUMN, kind="COLLECTIVE") == [("NOT_FINAL", MUONG_PHANG)]
    assert readers() == judges
    done(house.council, PUBLISH, period=AUTUMN, kind="INDIVIDUAL")
    assert problems(house.council, PUBLISH, period=AUTUMN, kind="INDIVIDUAL") == [
        ("PERIOD_PUBLISHED", "period")
    ]
    assert problems(house.officer, OPEN, **of(house.officer)) == [("PERIOD_PUBLISHED", "period")]
    assert readers() == staff
    at = {"period": AUTUMN, "cluster": "nguoi"}
    assert house.catalogue.data(RANKING, **at)["ranking"] == []
    for role, person in others.items():
        assert len(person.data(RANKING, **at)["ranking"]) == (role in staff)
        if role in staff:
            figure = line(house.read(person, worker), "I")["figure"]
            assert (figure["products"] is not None) == (role in judges)
            assert (figure["refused"] is None) == (figure["recountedSha256"] is None) == (role not in judges)


def test_people_are_listed_for_those_who_judge_and_each_for_himself(house: House) -> None:
    def listed(who: Catalogue) -> dict[str, dict[str, Any]]:
        found = who.data(SUBJECTS)["scoreSubjects"]
        return {each["code"]: each for each in found if each["kind"] == "INDIVIDUAL"}

    assert listed(house.catalogue) == {}
    assert list(listed(house.officer)) == [code(house.officer)]
    administrator = someone(house.catalogue, Role.ADMINISTRATOR)
    assert listed(administrator) == {}
    everyone = listed(house.council)
    team = house.team
    working = (team.editor, team.reviewer, team.publisher, house.officer)
    assert everyone.keys() >= {code(who) for who in working}
    assert not everyone.keys() & {code(who) for who in (house.evaluator, house.council, administrator)}
    assert everyone[code(house.officer)]["units"] == ["Xã Mường Phăng"]
    assert everyone[code(team.editor)]["units"] == ["Sở Văn hóa, Thể thao và Du lịch tỉnh Điện Biên"]
    assert house.officer.viewer is not None
    assert everyone[code(house.officer)]["name"] == house.officer.viewer.name


def test_who_leaves_or_is_renamed_keeps_the_published_sheet_and_blocks_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, leaver = house.team.editor, someone(house.catalogue, Role.EDITOR)
    idle = someone(house.catalogue, Role.EDITOR)
    house.team.published()
    house.scored(leaver)
    the_day_after(monkeypatch)
    house.decided(worker)
    done(house.council, PLACE, code="nguoi", subjects=[code(worker)])
    assert problems(house.council, PUBLISH, period=AUTUMN) == [("NOT_FINAL", code(leaver))]
    administrator = someone(house.catalogue, Role.ADMINISTRATOR)
    for who in (leaver, idle):
        done(administrator, DEACTIVATE, person=write_id("Person", str(number(who))))
    done(house.council, PUBLISH, period=AUTUMN)
    assert house.read(house.council, leaver)["state"] == "SELF_SCORED"
    assert house.read(house.council, idle) is None

    before = house.read(house.council, worker)
    assert (before["state"], before["rank"]) == ("PUBLISHED", 1)
    done(administrator, DEACTIVATE, person=write_id("Person", str(number(worker))))
    with house.catalogue.database.write() as session:
        session.execute(
            sa.text("UPDATE person SET name = 'Biên tập đổi tên' WHERE id = :id"), {"id": number(worker)}
        )
    after = house.read(house.council, worker)
    assert after["subject"]["name"] == "Biên tập đổi tên"
    assert {**after, "subject": None} == {**before, "subject": None}
    assert after["subject"]["code"] == before["subject"]["code"]
    assert house.catalogue.data(RANKING, period=AUTUMN, cluster="nguoi")["ranking"] == []
    assert len(house.evaluator.data(RANKING, period=AUTUMN, cluster="nguoi")["ranking"]) == 1


def test_points_that_people_give_need_their_document_as_in_every_sheet(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = house.team.editor
    done(worker, OPEN, **of(worker))
    done(worker, SCORE, **of(worker), lines=[values("IV", points="8")])
    the_day_after(monkeypatch)
    assert problems(worker, SUBMIT, **of(worker)) == [("EVIDENCE_MISSING", "IV.evidence")]
    done(worker, SCORE, **of(worker), lines=[{**values("IV", points="8"), "evidence": [url("tu")]}])
    sheet = done(worker, SUBMIT, **of(worker))["scoreSheet"]
    assert line(sheet, "IV")["evidence"][0]["frozenAt"]
