"""An import taken back: all of it, or all that nobody has changed since; what stands against it is listed."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from catalog.db import Database
from catalog.errors import NotFoundError, ProblemsError
from catalog.evidence import verify_contents
from catalog.exchange.importing import ImportOrder, import_file
from catalog.exchange.preview import Effect, RecordChange
from catalog.exchange.reports import ImportReport
from catalog.exchange.runs import find_run, list_runs
from catalog.exchange.undoing import ConflictKind, Undoing, UndoOrder, undo_import
from catalog.places import load_units
from catalog.terms import Role
from tests.catalogue import TODAY, Catalogue, clock
from tests.staff import Team, done, everything, id_of, someone

A1, HIM_LAM = "doi-a1", "doi-him-lam"


def sites_file(path: Path, *rows: dict[str, str]) -> Path:
    columns = sorted({name for row in rows for name in row})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def bring_in(catalogue: Catalogue, path: Path, **changes: Any) -> tuple[ImportReport, list[RecordChange]]:
    told: list[RecordChange] = []
    order = replace(ImportOrder(author="Nhập dữ liệu", now=clock(), today=TODAY), **changes)
    return import_file(catalogue.database, path, order, told=told.append), told


def take_back(catalogue: Catalogue, run_id: int, **changes: Any) -> tuple[Undoing, list[RecordChange]]:
    told: list[RecordChange] = []
    order = replace(UndoOrder(run_id, "Nhập nhầm tệp", "Nhập dữ liệu", clock()), **changes)
    with catalogue.database.write() as session:
        return undo_import(session, load_units(session), order, told.append), told


def public(database: Database) -> dict[str, str]:
    """The content hash of what is public, by slug."""
    query = (
        "SELECT p.slug, r.content_hash FROM publication p JOIN site_revision r ON r.id = p.revision_id"
        " WHERE p.superseded_at IS NULL"
    )
    with database.read() as session:
        return {row.slug: row.content_hash for row in session.execute(sa.text(query))}


def entries(database: Database) -> list[Any]:
    """The register as it stands now."""
    query = (
        "SELECT key, kind, grade, site_id, complex_id, label, certainty, valid_from, valid_to FROM register_entry"
        " WHERE superseded_at IS NULL ORDER BY key"
    )
    with database.read() as session:
        return [tuple(row) for row in session.execute(sa.text(query))]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Two sites of the register changed, one of them under a new slug, and two new ones."""
    return sites_file(
        tmp_path / "sites.csv",
        {"slug": A1, "name_vi": "Đồi A1", "summary_vi": "Một tóm tắt khác."},
        {"slug": HIM_LAM, "name_vi": "Đồi Him Lam", "managing_body": "Ban quản lý khác"},
        {"slug": "thac-moi", "name_vi": "Thác Mới", "kind": "scenic"},
        {
            "slug": "hang-moi",
            "name_vi": "Hang Mới",
            "kind": "historical",
            "rank": "provincial",
            "decision_no": "9/QĐ-UBND",
            "decision_date": "2024-08-13",
            "authority": "UBND tỉnh Điện Biên",
        },
    )


def test_a_dry_run_tells_every_change_of_every_record_and_keeps_nothing(
    catalogue: Catalogue, table: Path
) -> None:
    before = everything(catalogue)
    report, told = bring_in(catalogue, table, is_dry_run=True)
    assert everything(catalogue) == before
    assert report.run_id is None
    effects = {change.slug: change.effect for change in told}
    assert effects == {
        A1: Effect.CHANGE,
        HIM_LAM: Effect.CHANGE,
        "thac-moi": Effect.CREATE,
        "hang-moi": Effect.CREATE,
    }
    (a1,) = (change for change in told if change.slug == A1)
    (summary,) = (field for field in a1.fields if field.field == "summaries.VI")
    assert (bool(summary.before), summary.after) == (True, "Một tóm tắt khác.")
    (new,) = (change for change in told if change.slug == "hang-moi")
    assert {"names.VI", "kinds", "designations"} <= {field.field for field in new.fields}
    assert all(field.before is None for field in new.fields)


def test_what_is_previewed_is_what_is_done(catalogue: Catalogue, table: Path) -> None:
    _, previewed = bring_in(catalogue, table, is_dry_run=True)
    _, written = bring_in(catalogue, table)
    assert written == previewed


def test_an_import_taken_back_leaves_the_public_and_the_register_as_they_were(
    catalogue: Catalogue, table: Path
) -> None:
    before, lines = public(catalogue.database), entries(catalogue.database)
    report, _ = bring_in(catalogue, table)
    assert len(entries(catalogue.database)) == len(lines) + 1
    undoing, told = take_back(catalogue, report.run_id or 0)
    assert (undoing.restored_count, undoing.withdrawn_count, undoing.conflicts) == (2, 2, [])
    assert public(catalogue.database) == before
    assert entries(catalogue.database) == lines
    assert {change.slug: change.effect for change in told}["thac-moi"] == Effect.WITHDRAW
    with catalogue.database.read() as session:
        assert verify_contents(session)[1] == []
    assert catalogue.data('{ site(slug: "thac-moi") { code } }') == {"site": None}


def test_taking_back_is_told_record_by_record_and_once_for_the_whole(
    catalogue: Catalogue, table: Path
) -> None:
    report, _ = bring_in(catalogue, table)
    take_back(catalogue, report.run_id or 0)
    assert catalogue.count("history_entry", "action = 'UNDO_IMPORT' AND subject_kind = 'SITE'") == 4
    assert catalogue.count("history_entry", "action = 'UNDO_IMPORT' AND subject_kind = 'CATALOGUE'") == 1
    assert catalogue.count("history_entry", "action = 'UNDO_IMPORT' AND reason = 'Nhập nhầm tệp'") == 5
    with catalogue.database.read() as session:
        assert find_run(session, report.run_id or 0).undone is not None
        assert list_runs(session)[0].row.id == report.run_id


def test_a_record_changed_since_is_listed_and_stops_the_undoing(catalogue: Catalogue, table: Path) -> None:
    report, _ = bring_in(catalogue, table)
    editor = someone(catalogue, Role.EDITOR)
    code = catalogue.data('{ site(slug: "thac-moi") { code version } }')["site"]
    done(
        editor,
        "ReviseSite",
        id=id_of(code["code"]),
        version=code["version"],
        input={"names": [{"language": "VI", "text": "Thác Mới Sửa"}]},
    )
    before = everything(catalogue)
    undoing, _ = take_back(catalogue, report.run_id or 0)
    assert everything(catalogue) == before
    assert not undoing.is_kept
    (conflict,) = undoing.conflicts
    assert (conflict.kind, conflict.slug) == (ConflictKind.BEING_EDITED, "thac-moi")
    assert editor.viewer is not None
    assert conflict.author == editor.viewer.name


def test_the_rest_can_be_taken_back_and_what_was_changed_stays(catalogue: Catalogue, table: Path) -> None:
    before = public(catalogue.database)
    first, _ = bring_in(catalogue, table)
    later = sites_file(
        table.with_name("later.csv"), {"slug": A1, "name_vi": "Đồi A1", "summary_vi": "Một tóm tắt nữa."}
    )
    second, _ = bring_in(catalogue, later)
    undoing, _ = take_back(catalogue, first.run_id or 0, leave_changed=True)
    assert [(c.kind, c.slug) for c in undoing.conflicts] == [(ConflictKind.CHANGED_LATER, A1)]
    now = public(catalogue.database)
    assert now.pop(A1) != before.pop(A1)
    assert now == before
    assert undoing.is_kept
    take_back(catalogue, second.run_id or 0)


def test_two_imports_are_taken_back_in_the_opposite_order(catalogue: Catalogue, table: Path) -> None:
    before = public(catalogue.database)
    first, _ = bring_in(catalogue, table)
    later = sites_file(
        table.with_name("later.csv"), {"slug": A1, "name_vi": "Đồi A1", "summary_vi": "Một tóm tắt nữa."}
    )
    second, _ = bring_in(catalogue, later)
    take_back(catalogue, second.run_id or 0)
    undoing, _ = take_back(catalogue, first.run_id or 0)
    assert (undoing.conflicts, public(catalogue.database)) == ([], before)


def test_what_was_reviewed_by_a_person_stays_reviewed_when_it_comes_back(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    site = Team.of(catalogue).published()
    question = f'{{ site(slug: "{site["slug"]}") {{ reviewedAt origin }} }}'
    reviewed = catalogue.data(question)
    rows = {"slug": site["slug"], "name_vi": "Tên do tệp", "kind": "scenic"}
    report, _ = bring_in(catalogue, sites_file(tmp_path / "one.csv", rows))
    assert catalogue.data(question)["site"]["reviewedAt"] is None
    take_back(catalogue, report.run_id or 0)
    assert catalogue.data(question) == reviewed


def test_a_complex_stays_while_somebody_elses_part_of_it_stays(catalogue: Catalogue, tmp_path: Path) -> None:
    complex_ = {"slug": "cum-moi", "name_vi": "Cụm Mới", "kind": "historical"}
    first, _ = bring_in(catalogue, sites_file(tmp_path / "complex.csv", complex_))
    part = {"slug": "phan-moi", "name_vi": "Phần Mới", "kind": "historical", "parent_slug": "cum-moi"}
    second, _ = bring_in(catalogue, sites_file(tmp_path / "part.csv", part))
    undoing, _ = take_back(catalogue, first.run_id or 0)
    assert [(c.kind, c.slug) for c in undoing.conflicts] == [(ConflictKind.HAS_PARTS, "cum-moi")]
    take_back(catalogue, second.run_id or 0)
    assert take_back(catalogue, first.run_id or 0)[0].conflicts == []


def test_undoing_twice_without_a_reason_or_of_nothing_is_refused(catalogue: Catalogue, table: Path) -> None:
    report, _ = bring_in(catalogue, table)
    run_id = report.run_id or 0
    with pytest.raises(ProblemsError) as no_reason:
        take_back(catalogue, run_id, reason="  ")
    assert no_reason.value.problems[0].code == "REASON_MISSING"
    take_back(catalogue, run_id)
    before = everything(catalogue)
    with pytest.raises(ProblemsError) as again:
        take_back(catalogue, run_id)
    assert again.value.problems[0].code == "ALREADY_UNDONE"
    with pytest.raises(NotFoundError):
        take_back(catalogue, 9999)
    assert everything(catalogue) == before


def test_a_record_that_two_batches_of_one_file_change_is_public_in_between(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    """600 names of one site are two batches; an interval of what was public is never empty."""
    before = public(catalogue.database)
    rows = [{"site": A1, "language": "vi", "name": f"Tên khác {number}"} for number in range(600)]
    report, told = bring_in(catalogue, sites_file(tmp_path / "names.csv", *rows))
    assert (report.refused_count, len(told)) == (0, 2)
    undoing, _ = take_back(catalogue, report.run_id or 0)
    assert (undoing.restored_count, public(catalogue.database)) == (1, before)


def ranked(slug: str, grade: str, number: str, day: str, **more: str) -> dict[str, str]:
    return {
        "slug": slug,
        "name_vi": slug.replace("-", " ").title(),
        "kind": "historical",
        "rank": grade,
        "decision_no": number,
        "decision_date": day,
        **more,
    }


def test_a_complex_that_was_raised_and_got_a_part_is_taken_back_in_one_step(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    """Both change the same register lines; each line is written once at an instant."""
    bring_in(catalogue, sites_file(tmp_path / "a.csv", ranked("cum-moi", "provincial", "1/QĐ", "2000-01-01")))
    declared = {
        "complex": "cum-moi",
        "declared_parts": "3",
        "valid_from": "2000-01-01",
        "decision_number": "1/QĐ",
    }
    assert bring_in(catalogue, sites_file(tmp_path / "b.csv", declared))[0].refused == []
    before, lines = public(catalogue.database), entries(catalogue.database)
    raised = ranked("cum-moi", "national", "2/QĐ", "2010-01-01")
    part = ranked("phan-moi", "", "2/QĐ", "2010-01-01", parent_slug="cum-moi")
    report, _ = bring_in(catalogue, sites_file(tmp_path / "c.csv", raised, part))
    assert (report.refused, report.created_count, report.changed_count) == ([], 1, 1)
    undoing, _ = take_back(catalogue, report.run_id or 0)
    assert (undoing.restored_count, undoing.withdrawn_count) == (1, 1)
    assert (public(catalogue.database), entries(catalogue.database)) == (before, lines)


def test_the_same_file_comes_in_again_after_its_import_was_taken_back(
    catalogue: Catalogue, table: Path
) -> None:
    first, _ = bring_in(catalogue, table)
    after, lines = public(catalogue.database), entries(catalogue.database)
    take_back(catalogue, first.run_id or 0)
    again, told = bring_in(catalogue, table)
    assert (again.created_count, again.changed_count, again.refused) == (2, 2, [])
    assert {change.effect for change in told if change.slug == "thac-moi"} == {Effect.CREATE}
    assert (public(catalogue.database), entries(catalogue.database)) == (after, lines)
    assert catalogue.count("site") == 81


def test_a_row_of_a_site_that_somebody_withdrew_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    team = Team.of(catalogue)
    site = team.published()
    done(team.publisher, "WithdrawSite", id=site["id"], version=1, reason="Trùng")
    row = {"slug": site["slug"], "name_vi": "Thác bản thử", "kind": "scenic"}
    report, _ = bring_in(catalogue, sites_file(tmp_path / "one.csv", row))
    assert [problem.code for refused in report.refused for problem in refused.problems] == ["WITHDRAWN"]
    assert site["slug"] not in public(catalogue.database)
