"""In whose hands a record is, and what it says that somebody may do: exactly what the policy allows."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.staff import MUONG_PHANG, Team, done, someone

OTHER_COMMUNE = "03127"
WORK = """query ($codes: [String!], $view: SiteView!, $first: Int) {
  sites(filter: {codes: $codes}, view: $view, first: $first) { nodes { state work {
    allowed version state publicVersion author { name } recordedAt submittedBy { name } submittedAt reviewedBy { name }
  } } }
}"""


def work_of(who: Catalogue, code: str, view: str = "WORKING") -> dict[str, Any] | None:
    (site,) = who.data(WORK, codes=[code], view=view)["sites"]["nodes"]
    work: dict[str, Any] | None = site["work"]
    return work


@pytest.fixture
def team(catalogue: Catalogue) -> Team:
    return Team.of(catalogue)


def test_each_is_told_what_the_policy_allows_at_every_step_of_a_records_life(team: Team) -> None:
    site = team.created()
    at, code = {"id": site["id"], "version": 1}, site["code"]
    officer = someone(team.catalogue, Role.COMMUNE_OFFICER, MUONG_PHANG)

    def allowed() -> list[set[str]]:
        told = [work_of(who, code) for who in (team.editor, officer, team.reviewer, team.publisher)]
        always = {"READ_HISTORY", "ASSIGN_WORK", "WITHDRAW_SURROGATE"}
        return [set(work["allowed"]) - always for work in told if work is not None]

    changing = {"REVISE_SITE", "RESTORE_SITE"}
    assert allowed() == [changing | {"SUBMIT_SITE"}] * 2 + [set(), set()]
    done(team.editor, "SubmitSite", **at)
    assert allowed() == [{"RECALL_SITE"}, set(), {"APPROVE_SITE", "RETURN_SITE"}, set()]
    work = work_of(team.reviewer, code)
    assert work is not None
    assert work["submittedBy"] == work["author"] == {"name": team.editor.viewer.name}  # type: ignore[union-attr]
    assert work["submittedAt"] is not None
    assert (work["reviewedBy"], work["publicVersion"]) == (None, None)
    done(team.reviewer, "ApproveSite", **at)
    assert allowed() == [set(), set(), set(), {"PUBLISH_SITE", "RETURN_SITE"}]
    done(team.publisher, "PublishSite", **at)
    assert allowed() == [changing, changing, set(), {"WITHDRAW_SITE"}]
    work = work_of(team.publisher, code, "PUBLIC")
    assert work is not None
    assert (work["publicVersion"], work["reviewedBy"]) == (1, {"name": team.reviewer.viewer.name})  # type: ignore[union-attr]


def test_a_draft_beside_what_is_public_is_told_to_staff_alone(team: Team) -> None:
    site = team.published()
    done(team.editor, "ReviseSite", id=site["id"], version=1, input={"managingBody": "Ban quản lý mới"})
    work = work_of(team.editor, site["code"], "PUBLIC")
    assert work is not None
    assert (work["version"], work["state"], work["publicVersion"]) == (2, "DRAFT", 1)
    assert work_of(team.catalogue, site["code"], "PUBLIC") is None
    stranger = someone(team.catalogue, Role.COMMUNE_OFFICER, OTHER_COMMUNE)
    assert work_of(stranger, site["code"], "PUBLIC") is None
    assert stranger.data(WORK, codes=[site["code"]], view="WORKING")["sites"]["nodes"] == []


def test_a_page_of_many_records_takes_as_many_statements_as_one(team: Team) -> None:
    team.created()
    one, many = (team.reviewer.ask(WORK, view="WORKING", first=first) for first in (1, 60))
    assert len(many.data["sites"]["nodes"]) == 60
    assert len(one.statements) == len(many.statements)


def test_a_record_is_compared_with_nothing_as_a_reviewer_of_a_new_one_needs_it(team: Team) -> None:
    site = team.created()
    asked = """query ($id: ID!, $old: Int!) { node(id: $id) { ... on Site {
      comparison(fromVersion: $old, toVersion: 1) { field before after }
    } } }"""
    found = team.reviewer.data(asked, id=site["id"], old=0)["node"]["comparison"]
    assert {"field": "names.VI", "before": None, "after": "Thác bản thử"} in found
    assert {change["before"] for change in found} == {None}
    assert team.reviewer.data(asked, id=site["id"], old=7)["node"]["comparison"] is None
    assert team.reviewer.data(asked, id=site["id"], old=-1)["node"]["comparison"] is None
