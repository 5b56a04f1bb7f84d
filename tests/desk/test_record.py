"""The life of a record at the desk: sent, returned with remarks, sent again, approved, published; compared, restored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.terms import Role
from tests.desk.office import Office, open_office
from tests.desk.sitting import NARROWEST, PHONE, SCREEN, looked_at, sitting
from tests.desk.views import staged
from tests.staff import done, everything

pytestmark = [pytest.mark.chromium, pytest.mark.node]

OTHER_COMMUNE = "03127"
BATTLEFIELD = "DB-S-00001"


@pytest.fixture
def office(browser: Browser, built_desk: Path, loaded_sqlite_url: str, tmp_path: Path) -> Iterator[Office]:
    assert (built_desk / "manifest.json").exists()
    with open_office(browser, loaded_sqlite_url, tmp_path / "data") as opened:
        yield opened


def test_a_record_is_sent_returned_by_field_sent_again_approved_and_published(office: Office) -> None:
    site = office.draft("Thác bản thử")
    record = f"/sites/{site['code']}"
    with office.sits(Role.EDITOR, width=PHONE) as editor:
        page = editor.open(record)
        page.get_by_role("button", name="Gửi duyệt").click()
        page.get_by_role("dialog").get_by_role("button", name="Gửi duyệt").click()
        expect(page.get_by_text("Đang chờ người thẩm định.")).to_be_visible()
        expect(page.get_by_role("button", name="Rút lại")).to_be_visible()
        assert editor.guest.faults == []
    _returned_at_the_desk(office)
    with office.sits(Role.EDITOR) as editor:
        page = editor.open()
        expect(page.get_by_role("heading", name="Cần bạn sửa (1)")).to_be_visible()
        expect(page.get_by_text("Gần xong rồi, chỉ còn tóm tắt.")).to_be_visible()
        expect(page.get_by_text("Thác có bốn tầng, hãy xem lại.")).to_be_visible()
        form = page.get_by_role("link", name="Tóm tắt (tiếng Việt)")
        assert form.get_attribute("href") == f"/desk{record}/edit#section-words"
        summaries = [{"language": "VI", "text": "Thác nước bốn tầng cạnh bản."}]
        done(office.team.editor, "ReviseSite", id=site["id"], version=1, input={"summaries": summaries})
        page = editor.open(record)
        page.get_by_role("button", name="Gửi duyệt").click()
        page.get_by_role("dialog").get_by_role("button", name="Gửi duyệt").click()
        expect(page.get_by_text("Đang chờ người thẩm định.")).to_be_visible()
    with office.sits(Role.REVIEWER) as reviewer:
        page = reviewer.open(f"{record}/review")
        page.get_by_text("Góp ý lần trước (bản 1)").click()
        expect(page.get_by_text("Thác có bốn tầng, hãy xem lại.")).to_be_visible()
        page.get_by_role("button", name="Duyệt", exact=True).click()
        expect(page.get_by_text("Đã duyệt “Thác bản thử”.")).to_be_visible()
    with office.sits(Role.PUBLISHER, width=PHONE) as publisher:
        page = publisher.open(f"{record}/review")
        page.get_by_role("button", name="Công bố…").click()
        page.get_by_role("dialog").get_by_role("button", name="Công bố").click()
        expect(page.get_by_text("Đã công bố “Thác bản thử”.")).to_be_visible()
        page.goto(f"{office.site.url}/s/{site['slug']}")
        expect(page.get_by_text("Thác nước bốn tầng cạnh bản.").first).to_be_visible()
        assert publisher.guest.faults == []


def _returned_at_the_desk(office: Office) -> None:
    """The reviewer says something of one field, forgets to say why, reloads, and has lost nothing."""
    with office.sits(Role.REVIEWER) as reviewer:
        page = reviewer.open("/review")
        expect(page.get_by_role("heading", name="Chờ thẩm định (1)")).to_be_visible()
        page.get_by_role("link", name="Thác bản thử").click()
        summary = page.get_by_role("group", name="Tóm tắt (tiếng Việt)")
        summary.get_by_role("button", name="Góp ý").click()
        summary.get_by_role("textbox").fill("Thác có bốn tầng, hãy xem lại.")
        page.get_by_role("button", name="Trả lại để sửa").click()
        expect(page.get_by_text("Hãy viết lý do để người soạn biết cần sửa gì.")).to_be_visible()
        page.reload()
        expect(page.get_by_text("Kèm 1 góp ý theo mục")).to_be_visible()
        page.get_by_label("Cần sửa gì").fill("Gần xong rồi, chỉ còn tóm tắt.")
        page.get_by_role("button", name="Trả lại để sửa").click()
        expect(page.get_by_text("Xong cả rồi")).to_be_visible()
        assert reviewer.guest.faults == []


def test_an_officer_of_another_commune_sees_what_is_public_and_no_actions(
    browser: Browser, office: Office
) -> None:
    public = office.team.publish(office.draft("Thác công bố"))
    hidden = office.draft("Thác chưa công bố")
    with sitting(browser, office.site, Role.COMMUNE_OFFICER, unit=OTHER_COMMUNE) as officer:
        before = everything(office.team.catalogue)
        page = officer.open(f"/sites/{public['code']}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Thác công bố")
        expect(page.get_by_text("thuộc địa bàn khác nên bạn không sửa được")).to_be_visible()
        actions = page.get_by_role("region", name="Việc cần làm")
        assert actions.get_by_role("button").count() + actions.get_by_role("link").count() == 0
        page = officer.open(f"/sites/{hidden['code']}")
        expect(page.get_by_text("Không có địa điểm này")).to_be_visible()
        page = officer.open(f"/sites/{hidden['code']}/review")
        expect(page.get_by_text("Không có địa điểm này")).to_be_visible()
        assert officer.guest.faults == []
        assert everything(office.team.catalogue) == before


def test_what_somebody_changed_meanwhile_is_shown_and_nothing_is_overwritten(office: Office) -> None:
    site = office.submitted("Thác bản thử")
    with office.sits(Role.REVIEWER) as reviewer:
        page = reviewer.open(f"/sites/{site['code']}/review")
        _changed_meanwhile(office, site)
        before = everything(office.team.catalogue)
        page.get_by_role("button", name="Duyệt", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("Vừa có người thay đổi hồ sơ này")
        assert everything(office.team.catalogue) == before
        looked_at(page)
        page.get_by_role("link", name="Xem đã đổi gì").click()
        expect(page.get_by_role("group", name="Đơn vị quản lý")).to_contain_text("Ban quản lý mới")
        assert page.locator("ins").count() >= 1
        page.go_back()
        page.get_by_role("button", name="Duyệt", exact=True).click()
        page.wait_for_url("**/desk/review")


def _changed_meanwhile(office: Office, site: dict[str, object]) -> None:
    recall = (
        "mutation ($id: ID!, $version: Int!) { recallSite(id: $id, version: $version) { site { state } } }"
    )
    editor = office.team.editor
    editor.data(recall, id=site["id"], version=1)
    done(editor, "ReviseSite", id=site["id"], version=1, input={"managingBody": "Ban quản lý mới"})
    done(editor, "SubmitSite", id=site["id"], version=2)


def test_an_older_revision_is_brought_back_after_a_look_at_what_that_changes(office: Office) -> None:
    site = office.draft("Thác bản thử")
    done(
        office.team.editor, "ReviseSite", id=site["id"], version=1, input={"managingBody": "Ban quản lý mới"}
    )
    with office.sits(Role.EDITOR) as editor:
        page = editor.open(f"/sites/{site['code']}/history")
        expect(page.get_by_text("1 mục khác nhau")).to_be_visible()
        page.get_by_role("button", name="Lấy lại bản 1…").click()
        preview = page.locator(".notice-warning")
        expect(preview.get_by_role("group", name="Đơn vị quản lý")).to_contain_text("UBND xã Mường Phăng")
        looked_at(page)
        page.get_by_role("button", name="Lấy lại bản này").click()
        expect(page.get_by_text("Đã lấy lại bản 1 thành bản nháp.")).to_be_visible()
        expect(page.get_by_text("UBND xã Mường Phăng").first).to_be_visible()
        assert editor.guest.faults == []


def test_several_are_approved_at_once_and_what_changed_is_told_at_its_line(office: Office) -> None:
    sites = [office.submitted(f"Thác {number}") for number in (1, 2, 3)]
    with office.sits(Role.REVIEWER) as reviewer:
        page = reviewer.open("/review")
        _changed_meanwhile(office, sites[1])
        before = everything(office.team.catalogue)
        page.get_by_label("Chọn tất cả").check()
        page.get_by_role("button", name="Duyệt 3 hồ sơ đã chọn").click()
        expect(page.get_by_role("alert")).to_contain_text("Chưa duyệt hồ sơ nào")
        assert everything(office.team.catalogue) == before
        assert page.locator(".queued", has_text="Thác 2").locator(".field-problem").count() == 1
        looked_at(page)
        page.get_by_role("button", name="Duyệt 2 hồ sơ còn lại").click()
        expect(page.get_by_text("Đã duyệt 2 hồ sơ.")).to_be_visible()
        expect(page.get_by_role("heading", name="Chờ thẩm định (1)")).to_be_visible()
        assert reviewer.guest.faults == []


def test_a_reviewer_needs_no_mouse(office: Office) -> None:
    first, second = office.submitted("Thác 1"), office.submitted("Thác 2")
    with office.sits(Role.REVIEWER) as reviewer:
        page = reviewer.open("/review")
        _press_until(page, "Thác 1")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{first['code']}/review")
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        _press_until(page, "Duyệt")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{second['code']}/review")
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        _press_until(page, "Cần sửa gì")
        page.keyboard.type("Thiếu nguồn.")
        _press_until(page, "Trả lại để sửa")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/review")


_NAME = """() => { const e = document.activeElement; return (e.labels?.[0] ?? e).textContent.trim() }"""


def _press_until(page: Page, name: str) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(_NAME) == name:
            return
    raise AssertionError(f"Tab never reaches {name}")


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROWEST, SCREEN])
def test_every_view_and_state_is_fit_for_everyone(
    office: Office, tmp_path: Path, width: int, look: str
) -> None:
    codes = staged(office, tmp_path)
    seen = f"{width}-{look}"
    with office.sits(Role.EDITOR, width=width, look=look) as editor:
        for name, path in {
            "record-battlefield": f"/sites/{BATTLEFIELD}",
            "record-published": f"/sites/{codes['changed']}?view=published",
            "record-changed": f"/sites/{codes['changed']}",
            "record-returned": f"/sites/{codes['returned']}",
            "record-none": "/sites/DB-S-99999",
            "history": f"/sites/{codes['changed']}/history",
            "home-returned": "",
        }.items():
            looked_at(editor.open(path))
            editor.picture(f"{name}-{seen}")
        page = editor.open(f"/sites/{codes['draft']}")
        for button in ("Gửi duyệt", "Giao việc"):
            page.get_by_role("button", name=button).click()
            looked_at(page)
            editor.picture(f"dialog-{button}-{seen}")
            page.keyboard.press("Escape")
            expect(page.get_by_role("button", name=button)).to_be_focused()
        assert editor.guest.faults == []
    with office.sits(Role.REVIEWER, width=width, look=look) as reviewer:
        for name, path in {
            "queue": "/review",
            "review-new": f"/sites/{codes['pictured']}/review",
            "review-change": f"/sites/{codes['resubmitted']}/review",
            "review-not-mine": f"/sites/{codes['draft']}/review",
            "home-reviewer": "",
        }.items():
            looked_at(reviewer.open(path))
            reviewer.picture(f"{name}-{seen}")
        assert reviewer.guest.faults == []
    with office.sits(Role.PUBLISHER, width=width, look=look) as publisher:
        page = publisher.open(f"/sites/{codes['approved']}/review")
        page.get_by_role("button", name="Công bố…").click()
        looked_at(page)
        publisher.picture(f"dialog-publish-{seen}")
        page = publisher.open(f"/sites/{codes['changed']}")
        looked_at(page)
        page = publisher.open(f"/sites/{BATTLEFIELD}")
        page.get_by_role("button", name="Gỡ khỏi trang công khai").click()
        page.get_by_role("dialog").get_by_role("button", name="Gỡ ngay").click()
        expect(page.get_by_label("Lý do")).to_have_attribute("aria-invalid", "true")
        looked_at(page)
        publisher.picture(f"dialog-withdraw-{seen}")
        assert publisher.guest.faults == []


def test_whoever_has_nothing_in_hand_is_told_the_first_thing_to_do(office: Office) -> None:
    with office.sits(Role.EDITOR, width=NARROWEST) as editor:
        page = editor.open()
        expect(page.get_by_text("Bắt đầu bằng một địa điểm bạn biết rõ")).to_be_visible()
        looked_at(page)
        editor.picture("home-empty-360")
    with office.sits(Role.REVIEWER, width=NARROWEST) as reviewer:
        looked_at(reviewer.open("/review"))
        reviewer.picture("queue-empty-360")
        assert reviewer.guest.faults == []
