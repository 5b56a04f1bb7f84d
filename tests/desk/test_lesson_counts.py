"""How far people have come in the first lesson, as evaluators, the council and administrators see it at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from catalog.terms import Role
from tests.desk.evaluation import Evaluation, open_evaluation
from tests.desk.sitting import PHONE, SCREEN, looked_at
from tests.staff import MUONG_PHANG, everything

pytestmark = [pytest.mark.chromium, pytest.mark.node]

NOTE = "mutation ($step: LessonStep!) { noteLessonStep(lesson: FIRST_SITE_1, step: $step) { problems { code } } }"
STEPS = ("FIND", "READ", "ENTER", "POINT", "PHOTOGRAPH", "SEND")


@pytest.fixture
def evaluation(
    browser: Browser, built_desk: Path, loaded_sqlite_url: str, tmp_path: Path
) -> Iterator[Evaluation]:
    assert (built_desk / "manifest.json").exists()
    with open_evaluation(browser, loaded_sqlite_url, tmp_path / "data") as opened:
        for step in STEPS:
            assert opened.bench.officer.data(NOTE, step=step)["noteLessonStep"]["problems"] == []
        opened.bench.editor.data(NOTE, step="FIND")
        yield opened


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_an_evaluator_sees_how_many_have_finished_by_commune_and_takes_the_table_away(
    evaluation: Evaluation, width: int
) -> None:
    with evaluation.sits(Role.EVALUATOR, width=width) as desk:
        page = desk.open("/admin/lessons")
        expect(page.get_by_text("1/1 xã, phường có người học xong.")).to_be_visible()
        expect(page.get_by_role("row", name="Xã Mường Phăng")).to_contain_text("100 %")
        expect(page.get_by_role("row", name="Không gắn với xã nào")).to_contain_text("0 %")
        expect(page.get_by_text("Từng người")).to_have_count(0)
        with page.expect_download() as download:
            page.get_by_role("button", name="Tải CSV").click()
        text = Path(download.value.path()).read_text(encoding="utf-8-sig")
        assert f"{MUONG_PHANG},Xã Mường Phăng,1,1,1,1.0000" in text.splitlines()
        desk.picture(f"lesson-counts-{width}")
        looked_at(page)
        assert desk.guest.faults == []


def test_an_administrator_sees_person_by_person_and_an_editor_sees_nothing(evaluation: Evaluation) -> None:
    with evaluation.sits(Role.ADMINISTRATOR) as desk:
        page = desk.open("/admin")
        page.get_by_role("main").get_by_role("link", name="Bài học đầu tiên").last.click()
        page.wait_for_url("**/admin/lessons")
        page.get_by_text("Từng người").click()
        expect(page.get_by_text("1 bước")).to_be_visible()
        looked_at(page)
        assert desk.guest.faults == []
    with evaluation.sits(Role.EDITOR) as desk:
        before = everything(evaluation.catalogue)
        page = desk.open("/admin/lessons")
        expect(page.get_by_role("table")).to_have_count(0)
        looked_at(page)
        assert everything(evaluation.catalogue) == before
        assert desk.guest.faults == []
