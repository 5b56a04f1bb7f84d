"""Photographs that are refused for whose they are, where the record stands, and what somebody else said meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from catalog.terms import Role
from tests.desk.sitting import PHONE, looked_at, sitting
from tests.desk.test_photographs import (
    LONG,
    PICTURES,
    all_attached,
    choose,
    draft,
    files,
    pictures,
)
from tests.staff import MUONG_PHANG, Team, done, everything, someone
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

DESCRIBE = """mutation ($id: ID!, $version: Int!, $input: DescribeSurrogateInput!) {
  describeSurrogate(id: $id, version: $version, input: $input) { problems { code } } }"""
RECALL = (
    """mutation ($id: ID!, $version: Int!) { recallSite(id: $id, version: $version) { problems { code } } }"""
)


def version(site: Site, code: str) -> int:
    """The record's newest version."""
    answer = someone(site.catalogue, Role.EDITOR).data(PICTURES, codes=[code])
    newest: int = answer["sites"]["nodes"][0]["version"]
    return newest


def test_an_officer_of_another_commune_adds_nothing(browser: Browser, site: Site, tmp_path: Path) -> None:
    team = Team.of(site.catalogue)
    code = team.published(adminUnit=MUONG_PHANG)["code"]
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit="03328", width=PHONE) as desk:
        before = everything(site.catalogue)
        page = desk.open(f"/sites/{code}/photographs")
        expect(page.get_by_text("Không có địa điểm này, hoặc bạn không được xem")).to_be_visible()
        looked_at(page)
        assert everything(site.catalogue) == before


def test_what_somebody_else_said_meanwhile_is_not_overwritten(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    made = draft(site)
    code = made["code"]
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open(f"/sites/{code}/photographs")
        choose(page, files(tmp_path, 1))
        all_attached(page, 1)
        page.get_by_role("button", name="Ghi thông tin Ảnh 1", exact=True).click()
        (found,) = pictures(site, code)
        other = someone(site.catalogue, Role.EDITOR)
        other.data(DESCRIBE, id=found["id"], version=version(site, code), input={"maker": "Người khác"})
        page.get_by_label("Người chụp").fill("Cán bộ xã")
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_text("Thông tin chưa lưu được")).to_be_visible(timeout=LONG)
        desk.picture("photographs-conflict-390")
        looked_at(page)
        assert pictures(site, code)[0]["maker"] == "Người khác"
        expect(page.get_by_text("Trên hệ thống: Người khác")).to_be_visible()
        page.get_by_role("button", name="Dùng bản của tôi cho Ảnh 1").click()
        all_attached(page, 1)
        assert pictures(site, code)[0]["maker"] == "Cán bộ xã"
        assert desk.guest.faults == []


def test_nothing_is_attached_to_a_record_that_went_to_review_meanwhile(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    team = Team.of(site.catalogue)
    made = team.created(adminUnit=MUONG_PHANG)
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=PHONE) as desk:
        page = desk.open(f"/sites/{made['code']}/photographs")
        done(team.editor, "SubmitSite", id=made["id"], version=made["version"])
        before = everything(site.catalogue)
        choose(page, files(tmp_path, 1))
        expect(page.get_by_text("Không nhận được ảnh này")).to_be_visible(timeout=LONG)
        desk.picture("photographs-submitted-390")
        looked_at(page)
        assert everything(site.catalogue) == before
        team.editor.data(RECALL, id=made["id"], version=made["version"])
        page.get_by_role("button", name="Thử lại Ảnh 1").click()
        all_attached(page, 1)
        assert len(pictures(site, made["code"])) == 1
        assert desk.guest.faults == []
