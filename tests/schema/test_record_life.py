"""The life of a record, by the contract's own document, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.terms import Role
from tests.catalogue import VARIABLES, Catalogue, contract
from tests.staff import (
    MUONG_PHANG,
    Team,
    code_of,
    done,
    everything,
    id_of,
    problems_of,
    refused,
    site_input,
    someone,
)

SITE = "query ($slug: String!) { site(slug: $slug) { version state summary { text } managingBody } }"
WORKING = "query ($slug: String!) { site(slug: $slug, view: WORKING) { version state managingBody } }"


@pytest.fixture
def team(catalogue: Catalogue) -> Team:
    return Team.of(catalogue)


def test_three_people_bring_a_site_from_draft_to_publication(team: Team) -> None:
    site = team.created()
    assert (site["code"], site["version"], site["state"]) == ("DB-S-00080", 1, "DRAFT")
    assert site["slug"] == "thac-ban-thu"
    at = {"id": site["id"], "version": 1}
    assert team.catalogue.data(SITE, slug="thac-ban-thu")["site"] is None
    assert done(team.editor, "SubmitSite", **at)["state"] == "SUBMITTED"
    assert done(team.reviewer, "ReturnSite", **at, comment="Thiếu nguồn.")["state"] == "RETURNED"
    revised = done(team.editor, "ReviseSite", **at, input=VARIABLES["ReviseSite"]["input"])
    assert (revised["version"], revised["state"]) == (2, "DRAFT")
    at["version"] = 2
    done(team.editor, "SubmitSite", **at)
    assert done(team.reviewer, "ApproveSite", **at)["state"] == "APPROVED"
    assert team.catalogue.data(SITE, slug="thac-ban-thu")["site"] is None
    assert done(team.publisher, "PublishSite", **at)["state"] == "PUBLISHED"
    public = team.catalogue.data(contract("city-app/site"), slug="thac-ban-thu")["site"]
    assert (public["version"], public["state"], public["origin"]) == (2, "PUBLISHED", "ENTRY")
    assert public["reviewedAt"] is not None
    assert public["summary"]["text"] == "Thác nước bốn tầng cạnh bản."
    assert public["adminUnit"]["code"] == MUONG_PHANG
    assert public["locationPrecision"] == "SITE"
    assert public["grade"] == {"answer": "KNOWN", "value": "PROVINCIAL"}
    assert public["designations"][0]["authorityKind"] == "PROVINCE"


def test_one_person_in_all_roles_cannot_review_or_publish_his_own_work(team: Team) -> None:
    name = "Người nhiều vai"
    for role in (Role.EDITOR, Role.REVIEWER, Role.PUBLISHER):
        everybody = someone(team.catalogue, role, name=name)
    site = done(everybody, "CreateSite", input=site_input())
    at = {"id": site["id"], "version": 1}
    done(everybody, "SubmitSite", **at)
    assert refused(everybody, "ApproveSite", **at) == "FORBIDDEN"
    assert refused(everybody, "ReturnSite", **at, comment="x") == "FORBIDDEN"
    done(team.reviewer, "ApproveSite", **at)
    assert refused(everybody, "PublishSite", **at) == "FORBIDDEN"
    assert done(team.publisher, "PublishSite", **at)["state"] == "PUBLISHED"


def test_a_reviewer_who_also_publishes_cannot_publish_what_he_approved(team: Team) -> None:
    someone(team.catalogue, Role.REVIEWER, name="Hai vai")
    both = someone(team.catalogue, Role.PUBLISHER, name="Hai vai")
    at = {"id": team.created()["id"], "version": 1}
    done(team.editor, "SubmitSite", **at)
    done(both, "ApproveSite", **at)
    assert refused(both, "PublishSite", **at) == "FORBIDDEN"


def test_whoever_submits_somebody_elses_draft_counts_as_an_author(team: Team) -> None:
    someone(team.catalogue, Role.EDITOR, name="Gửi hộ")
    helper = someone(team.catalogue, Role.REVIEWER, name="Gửi hộ")
    at = {"id": team.created()["id"], "version": 1}
    done(helper, "SubmitSite", **at)
    assert refused(helper, "ApproveSite", **at) == "FORBIDDEN"


def test_an_author_recalls_his_submission_and_nobody_else_does(team: Team) -> None:
    other = someone(team.catalogue, Role.EDITOR)
    at = {"id": team.created()["id"], "version": 1}
    recall = (
        "mutation ($id: ID!, $version: Int!) { recallSite(id: $id, version: $version) { site { state } } }"
    )
    done(team.editor, "SubmitSite", **at)
    assert other.ask(recall, **at).errors[0].original_error.code == "FORBIDDEN"
    assert refused(team.editor, "ReviseSite", **at, input={"managingBody": "x"}) == "FORBIDDEN"
    assert team.editor.data(recall, **at)["recallSite"]["site"]["state"] == "DRAFT"
    assert refused(team.reviewer, "ApproveSite", **at) == "FORBIDDEN"


def test_a_draft_lives_beside_the_published_revision_and_no_public_path_shows_it(team: Team) -> None:
    site = team.published()
    draft = done(
        team.editor, "ReviseSite", id=site["id"], version=1, input={"managingBody": "Ban quản lý mới"}
    )
    assert (draft["version"], draft["state"]) == (2, "DRAFT")
    public = team.catalogue.data(SITE, slug="thac-ban-thu")["site"]
    assert (public["version"], public["managingBody"]) == (1, "UBND xã Mường Phăng")
    working = team.editor.data(WORKING, slug="thac-ban-thu")["site"]
    assert (working["version"], working["managingBody"]) == (2, "Ban quản lý mới")
    assert team.publish(draft)["version"] == 2
    assert team.catalogue.data(SITE, slug="thac-ban-thu")["site"]["managingBody"] == "Ban quản lý mới"


def test_the_first_edit_of_a_register_import_goes_through_the_normal_life(team: Team) -> None:
    draft = done(
        team.editor,
        "ReviseSite",
        id=id_of("DB-S-00002"),
        version=1,
        input={"managingBody": "Ban Quản lý di tích tỉnh"},
    )
    assert (draft["version"], draft["state"]) == (2, "DRAFT")
    assert team.publish(draft)["state"] == "PUBLISHED"
    public = team.catalogue.data(contract("city-app/site"), slug="doi-a1")["site"]
    assert (public["origin"], public["version"]) == ("ENTRY", 2)
    assert public["partOf"]["slug"] == "chien-truong-dien-bien-phu"


def test_an_imported_act_that_nobody_touched_does_not_block_publication(team: Team) -> None:
    before = team.catalogue.data(contract("city-app/site"), slug="thanh-ban-phu")["site"]
    assert before["designations"][0]["certainty"] != "STATED"
    draft = done(
        team.editor, "ReviseSite", id=before["id"], version=1, input={"managingBody": "UBND xã Thanh Xương"}
    )
    team.publish(draft)
    after = team.catalogue.data(contract("city-app/site"), slug="thanh-ban-phu")["site"]
    assert after["designations"] == before["designations"]


def test_publication_says_all_that_is_missing_at_once(team: Team) -> None:
    site = team.created(
        kinds=None,
        designations=[{"scheme": "RELIC_RANK", "grade": "PROVINCIAL", "authority": "UBND tỉnh Điện Biên"}],
    )
    at = {"id": site["id"], "version": 1}
    done(team.editor, "SubmitSite", **at)
    done(team.reviewer, "ApproveSite", **at)
    assert problems_of(team.publisher, "PublishSite", **at) == [
        ("KIND_MISSING", "kinds"),
        ("ACT_NUMBER_MISSING", "designations.0.decisionNumber"),
        ("ACT_DATE_MISSING", "designations.0.decisionDate"),
        ("SOURCE_MISSING", "designations.0.source"),
    ]


def test_a_withdrawn_site_is_gone_for_the_public_and_can_be_brought_back_equal(team: Team) -> None:
    site = team.published()
    gone = done(team.publisher, "WithdrawSite", id=site["id"], version=1, reason="Nhập trùng.")
    assert gone["state"] == "WITHDRAWN"
    assert team.catalogue.data(SITE, slug="thac-ban-thu")["site"] is None
    node = "query ($id: ID!) { node(id: $id) { id } }"
    assert team.catalogue.data(node, id=site["id"])["node"] is None
    restore = """mutation ($id: ID!, $version: Int!) {
        restoreSite(id: $id, version: $version, revision: 1) { site { id version state contentHash } problems { code } }
    }"""
    back = team.editor.data(restore, id=site["id"], version=1)["restoreSite"]["site"]
    assert (back["version"], back["state"]) == (2, "DRAFT")
    hashes = "query ($id: ID!) { node(id: $id) { ... on Site { revisions { version contentHash } } } }"
    first, second = sorted(
        team.editor.data(hashes, id=site["id"])["node"]["revisions"], key=lambda r: r["version"]
    )
    assert first["contentHash"] == second["contentHash"]
    team.publish(back)
    assert team.catalogue.data(SITE, slug="thac-ban-thu")["site"]["version"] == 2


def test_a_version_that_is_not_present_is_stale_for_every_step(team: Team) -> None:
    site = team.created()
    done(team.editor, "ReviseSite", id=site["id"], version=1, input={"managingBody": "Khác"})
    old = {"id": site["id"], "version": 1}
    assert problems_of(team.editor, "SubmitSite", **old) == [("STALE_REVISION", "version")]
    now = {"id": site["id"], "version": 2}
    done(team.editor, "SubmitSite", **now)
    assert problems_of(team.reviewer, "ApproveSite", **old) == [("STALE_REVISION", "version")]
    assert problems_of(team.reviewer, "ReturnSite", **old, comment="x") == [("STALE_REVISION", "version")]
    done(team.reviewer, "ApproveSite", **now)
    assert problems_of(team.publisher, "PublishSite", **old) == [("STALE_REVISION", "version")]
    done(team.publisher, "PublishSite", **now)
    assert problems_of(team.publisher, "WithdrawSite", **old, reason="x") == [("STALE_REVISION", "version")]


def test_two_editors_at_once_keep_each_others_fields(team: Team) -> None:
    other = someone(team.catalogue, Role.EDITOR)
    site = team.created()
    first = {"summaries": [{"language": "VI", "text": "Thác ba tầng."}], "managingBody": "Ban quản lý"}
    done(team.editor, "ReviseSite", id=site["id"], version=1, input=first)
    disjoint = {
        "descriptions": [{"language": "EN", "text": "A waterfall of three steps beside the village."}]
    }
    merged = done(other, "ReviseSite", id=site["id"], version=1, input=disjoint)
    assert merged["version"] == 3
    same = done(other, "ReviseSite", id=site["id"], version=1, input={"managingBody": "Ban quản lý"})
    assert same["version"] == 3
    both = {"summaries": [{"language": "VI", "text": "Thác năm tầng."}], "managingBody": "Xã", **disjoint}
    assert problems_of(other, "ReviseSite", id=site["id"], version=1, input=both) == [
        ("STALE_REVISION", "managingBody"),
        ("STALE_REVISION", "summaries.VI"),
    ]


def test_new_vietnamese_text_makes_its_translations_stale_field_by_field(team: Team) -> None:
    texts = "query ($slug: String!) { site(slug: $slug, view: WORKING) { texts { field language isStale } } }"

    def stale() -> list[tuple[str, str]]:
        site = team.editor.data(texts, slug="thac-ban-thu")["site"]
        return [(t["field"], t["language"]) for t in site["texts"] if t["isStale"]]

    site = team.created(
        summaries=[{"language": "VI", "text": "Ba tầng."}, {"language": "EN", "text": "Three steps."}]
    )
    assert stale() == []
    done(team.editor, "ReviseSite", id=site["id"], version=1, input=VARIABLES["ReviseSite"]["input"])
    assert stale() == [("SUMMARY", "EN")]
    english = {"summaries": [{"language": "EN", "text": "Four steps."}]}
    done(team.editor, "ReviseSite", id=site["id"], version=2, input=english)
    assert stale() == []


def test_machine_text_counts_as_untranslated_until_a_person_reviews_it(team: Team) -> None:
    asked = """query ($slug: String!) {
        site(slug: $slug, view: WORKING) { summary(language: EN) { text language isFallback } }
    }"""
    machine = {"language": "EN", "text": "Waterfall three floor.", "origin": "MACHINE"}
    site = team.created(summaries=[{"language": "VI", "text": "Ba tầng."}, machine])
    summary = team.editor.data(asked, slug="thac-ban-thu")["site"]["summary"]
    assert summary == {"text": "Ba tầng.", "language": "VI", "isFallback": True}
    reviewed = {"summaries": [{**machine, "isReviewed": True}]}
    done(team.editor, "ReviseSite", id=site["id"], version=1, input=reviewed)
    assert team.editor.data(asked, slug="thac-ban-thu")["site"]["summary"]["language"] == "EN"


def test_my_drafts_what_was_returned_and_what_waits_for_me(team: Team) -> None:
    queue = contract("desk/queue")
    site = team.created()
    at = {"id": site["id"], "version": 1}

    def waiting(who: Catalogue, **variables: Any) -> tuple[list[str], list[str]]:
        data = who.data(queue, **variables)
        return tuple([e["node"]["slug"] for e in data[name]["edges"]] for name in ("mine", "forReview"))  # type: ignore[return-value]

    assert waiting(team.editor, states=["DRAFT"]) == (["thac-ban-thu"], [])
    done(team.editor, "SubmitSite", **at)
    assert waiting(team.editor, states=["DRAFT"]) == ([], [])
    assert waiting(team.reviewer) == ([], ["thac-ban-thu"])
    done(team.reviewer, "ReturnSite", **at, comment="Xem lại.")
    assert waiting(team.editor, states=["RETURNED"]) == (["thac-ban-thu"], [])
    done(team.editor, "SubmitSite", **at)
    done(team.reviewer, "ApproveSite", **at)
    assert waiting(team.publisher) == ([], ["thac-ban-thu"])


def test_the_history_tells_who_did_what_and_which_fields(team: Team) -> None:
    site = team.created()
    done(team.editor, "ReviseSite", id=site["id"], version=1, input=VARIABLES["ReviseSite"]["input"])
    done(team.editor, "SubmitSite", id=site["id"], version=2)
    done(team.reviewer, "ReturnSite", id=site["id"], version=2, comment="Ghi rõ số tầng.")
    data = team.editor.data(contract("desk/record"), "History", id=site["id"])
    entries = [edge["node"] for edge in data["node"]["history"]["edges"]]
    assert [(e["action"], e["reason"]) for e in entries] == [
        ("RETURN", "Ghi rõ số tầng."),
        ("SUBMIT", None),
        ("REVISE", None),
        ("CREATE", None),
    ]
    assert entries[2]["changes"] == [
        {
            "field": "summaries.VI",
            "before": "Thác nước ba tầng cạnh bản.",
            "after": "Thác nước bốn tầng cạnh bản.",
        }
    ]
    assert entries[2]["actor"]["name"] == team.editor.viewer.name if team.editor.viewer else ""
    assert any(change["field"] == "names.VI" for change in entries[3]["changes"])


APPROVE_ALL = """mutation ($items: [SiteVersionInput!]!) {
    approveSites(items: $items) { sites { code state } problems { code field } }
}"""


def test_many_submissions_are_approved_at_once_or_not_at_all(team: Team) -> None:
    sites = [team.created(names=[{"language": "VI", "text": f"Điểm {n}"}]) for n in range(3)]
    for site in sites[:2]:
        done(team.editor, "SubmitSite", id=site["id"], version=1)
    stale = [{"id": sites[0]["id"], "version": 1}, {"id": sites[1]["id"], "version": 7}]
    before = everything(team.catalogue)
    answer = team.reviewer.data(APPROVE_ALL, items=stale)["approveSites"]
    assert answer == {"sites": [], "problems": [{"code": "STALE_REVISION", "field": "items.1"}]}
    with_a_draft = [{"id": site["id"], "version": 1} for site in sites]
    assert code_of(team.reviewer.ask(APPROVE_ALL, items=with_a_draft).errors[0]) == "FORBIDDEN"
    assert everything(team.catalogue) == before
    answer = team.reviewer.data(APPROVE_ALL, items=with_a_draft[:2])["approveSites"]
    assert [site["state"] for site in answer["sites"]] == ["APPROVED", "APPROVED"]
    assert len(everything(team.catalogue)) == len(before) + 2


def test_an_act_that_is_refused_does_not_hide_the_answer_of_the_one_before_it(team: Team) -> None:
    site = team.created()
    document = """mutation ($id: ID!) {
        submitSite(id: $id, version: 1) { site { state } }
        approveSite(id: $id, version: 1) { site { state } }
    }"""
    answer = team.editor.ask(document, id=site["id"])
    assert answer.data == {"submitSite": {"site": {"state": "SUBMITTED"}}, "approveSite": None}
    assert [code_of(error) for error in answer.errors] == ["FORBIDDEN"]
