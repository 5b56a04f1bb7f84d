"""What a person did, counted from real records on both databases; each attempt to be counted for nothing is named."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.terms import Role
from schema.nodes import write_id
from tests.catalog.coverage.closing import OPEN
from tests.catalogue import Catalogue
from tests.staff import Team, code_of, done, refused, site_input, someone, tried

COUNTS = """query ($period: String!, $person: ID!) { counts: workCounts(period: $period, person: $person) {
    assigned done passedAtOnce onTime products { site version } refused { site version codes reasons } } }"""
WORKING = "query ($slug: String!) { site(slug: $slug) { id code version } }"
RESTORE = """mutation ($id: ID!, $version: Int!, $revision: Int!) {
    restoreSite(id: $id, version: $version, revision: $revision) { site { id code version } problems { code } } }"""

ASSIGN = """mutation ($site: ID!, $name: String!) {
    assignWork(site: $site, assignee: $name, dueOn: "2026-12-01") { problems { code } } }"""
TAKE_BACK = "mutation ($site: ID!) { endAssignment(site: $site) { problems { code } } }"


@pytest.fixture
def team(catalogue: Catalogue) -> Team:
    return Team.of(catalogue)


def person(who: Catalogue) -> str:
    assert who.viewer is not None
    return str(write_id("Person", str(who.viewer.person_id)))


def counts(who: Catalogue, period: str = "2026") -> dict[str, Any]:
    found: dict[str, Any] = who.data(COUNTS, period=period, person=person(who))["counts"]
    return found


def numbers(found: dict[str, Any]) -> tuple[int, ...]:
    return tuple(found[name] for name in ("assigned", "done", "passedAtOnce", "onTime"))


def refusals(found: dict[str, Any]) -> list[list[str]]:
    return [each["codes"] for each in found["refused"]]


def named(text: str) -> dict[str, Any]:
    return {"names": [{"language": "VI", "text": text}]}


def approved(team: Team, who: Catalogue, site: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """A revision that was approved and published."""
    revised = done(who, "ReviseSite", id=site["id"], version=site["version"], input=change)
    at = {"id": site["id"], "version": revised["version"]}
    done(who, "SubmitSite", **at)
    done(team.reviewer, "ApproveSite", **at)
    done(team.publisher, "PublishSite", **at)
    return {**site, "version": revised["version"]}


def test_work_counts_as_done_and_as_passed_at_once(team: Team) -> None:
    first = team.published(**named("Điểm thứ nhất"))
    second = team.created(**named("Điểm thứ hai"))
    at = {"id": second["id"], "version": second["version"]}
    done(team.editor, "SubmitSite", **at)
    assert numbers(counts(team.editor)) == (1, 1, 1, 1)
    done(team.reviewer, "ReturnSite", **at, comment="Thiếu nguồn.")
    revised = done(team.editor, "ReviseSite", **at, input={"managingBody": "UBND xã"})
    team.publish({**second, "version": revised["version"]})
    found = counts(team.editor)
    assert numbers(found) == (2, 2, 1, 2)
    assert found["refused"] == []
    assert {each["site"] for each in found["products"]} == {first["code"], second["code"]}
    assert numbers(counts(team.reviewer)) == (0, 0, 0, 0)
    assert numbers(counts(team.editor, "2025")) == (0, 0, 0, 0)


def test_work_that_was_given_counts_as_assigned_until_it_is_taken_back(team: Team) -> None:
    other = someone(team.catalogue, Role.EDITOR)
    assert team.editor.viewer is not None
    site = team.catalogue.data(WORKING, slug="doi-a1")["site"]
    variables = {"site": site["id"], "name": team.editor.viewer.name}
    given = other.data(ASSIGN, **variables)["assignWork"]
    assert given["problems"] == []
    assert numbers(counts(team.editor)) == (1, 0, 0, 0)
    other.data(TAKE_BACK, site=site["id"])
    assert numbers(counts(team.editor)) == (0, 0, 0, 0)
    other.data(ASSIGN, **variables)
    approved(team, team.editor, site, {"managingBody": "Cơ quan không có thật"})
    assert numbers(counts(team.editor)) == (1, 1, 1, 1)


def test_trivial_edits_earn_nothing(team: Team) -> None:
    site = team.published(managingBody="UBND xã Mường Phăng")
    changed = approved(team, team.editor, site, {"managingBody": "ubnd xã  Mường Phăng."})
    found = counts(team.editor)
    assert (numbers(found), refusals(found)) == ((1, 1, 1, 1), [["TRIVIAL"]])
    assert found["refused"][0]["version"] == changed["version"]
    assert "chữ hoa" in found["refused"][0]["reasons"][0]


def test_work_that_was_undone_earns_nothing_restored_or_written_back_by_hand(team: Team) -> None:
    other = someone(team.catalogue, Role.EDITOR)
    site = team.catalogue.data(WORKING, slug="doi-a1")["site"]
    changed = approved(team, team.editor, site, {"managingBody": "Cơ quan không có thật"})
    assert numbers(counts(team.editor)) == (1, 1, 1, 1)
    at = {"id": site["id"], "version": changed["version"], "revision": site["version"]}
    restored = other.data(RESTORE, **at)["restoreSite"]["site"]
    at = {"id": site["id"], "version": restored["version"]}
    done(other, "SubmitSite", **at)
    done(team.reviewer, "ApproveSite", **at)
    found = counts(team.editor)
    assert (numbers(found), refusals(found)) == ((0, 0, 0, 0), [["REVERTED"]])
    done(team.publisher, "PublishSite", **at)
    again = approved(
        team, team.editor, {**site, "version": restored["version"]}, {"managingBody": "Lại không có"}
    )
    before = team.catalogue.data('{ site(slug: "doi-d") { id version managingBody } }')["site"]
    assert again["version"] > restored["version"]
    approved(team, team.editor, before, {"managingBody": "Cơ quan khác"})
    back = {"managingBody": before["managingBody"] or None}
    approved(team, team.editor, {**before, "version": before["version"] + 1}, back)
    found = counts(team.editor)
    assert found["done"] == 1
    assert all("REVERTED" in codes for codes in refusals(found))


def test_withdrawn_work_earns_nothing_until_it_is_public_again(team: Team) -> None:
    site = team.published()
    done(team.publisher, "WithdrawSite", id=site["id"], version=site["version"], reason="Trùng.")
    assert refusals(counts(team.editor)) == [["REVERTED"]]


def test_a_bulk_at_the_last_minute_earns_nothing(team: Team) -> None:
    council = someone(team.catalogue, Role.COUNCIL)
    made = council.data(OPEN, code="2026-THU", opensOn="2026-11-01", closesOn="2026-11-25")["openPeriod"]
    assert made["problems"] == []
    for number in range(11):
        team.published(**named(f"Điểm gấp {number}"))
    found = counts(team.editor, "2026-THU")
    assert numbers(found) == (0, 0, 0, 0)
    assert refusals(found) == [["LAST_MINUTE_BULK"]] * 11
    assert numbers(counts(team.editor)) == (11, 11, 11, 11)


def test_nobody_approves_the_own_work_to_have_it_counted(team: Team) -> None:
    name = "Biên tập kiêm thẩm định"
    someone(team.catalogue, Role.EDITOR, None, name)
    both = someone(team.catalogue, Role.REVIEWER, None, name)
    site = tried(both, "CreateSite", input=site_input(**named("Điểm tự duyệt")))["site"]
    at = {"id": site["id"], "version": site["version"]}
    done(both, "SubmitSite", **at)
    assert refused(both, "ApproveSite", **at) == "FORBIDDEN"
    assert numbers(counts(both)) == (0, 0, 0, 0)


def test_the_person_evaluators_and_the_council_see_it_and_nobody_else(team: Team) -> None:
    team.published()
    variables = {"period": "2026", "person": person(team.editor)}
    for role in Role:
        unit = "03325" if role == Role.COMMUNE_OFFICER else None
        answer = someone(team.catalogue, role, unit).ask(COUNTS, **variables)
        if role in (Role.EVALUATOR, Role.COUNCIL):
            assert answer.data["counts"]["done"] == 1
        else:
            assert [code_of(error) for error in answer.errors] == ["FORBIDDEN"]
    assert [code_of(error) for error in team.catalogue.ask(COUNTS, **variables).errors] == ["UNAUTHENTICATED"]
    assert team.editor.data(COUNTS, period="2026-Q9", person=person(team.editor))["counts"] is None
