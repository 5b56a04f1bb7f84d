"""The import: every bad row told, every good one in, and nothing changed the second time."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from catalog.exchange.exporting import Format, export_sites
from catalog.exchange.importing import ImportOrder, import_file
from catalog.exchange.reports import ImportReport
from catalog.exchange.starting import DATA
from tests.catalogue import NOW, TODAY, Catalogue

ORDER = ImportOrder(author="test", now=NOW + timedelta(hours=1), today=TODAY)
COLUMNS = ["slug", "name_vi", "name_en", "kind", "rank", "decision_no", "decision_date", "authority",
           "commune", "lat", "lon", "coord_precision", "summary_vi", "parent_slug", "source"]  # fmt: skip

BAD = [
    ({"name_vi": ""}, "NAME_MISSING", "name_vi"),
    ({"kind": "castle"}, "UNKNOWN_KIND", "kind"),
    ({"kind": "mixed"}, "MIXED_NEEDS_TWO", "kind"),
    ({"rank": "world"}, "UNKNOWN_WORD", "rank"),
    ({"decision_date": "31/02/2009"}, "BAD_DATE", "decision_date"),
    ({"decision_date": "soon"}, "BAD_DATE", "decision_date"),
    ({"commune": "Xã Không Có"}, "UNKNOWN_UNIT", "commune"),
    ({"lat": "103.0176", "lon": "21.3831"}, "SWAPPED_COORDINATES", "lat"),
    ({"lat": "10.7", "lon": "106.6"}, "FAR_OUTSIDE_PROVINCE", "lat"),
    ({"lat": "x"}, "BAD_NUMBER", "lat"),
    ({"lat": "nan"}, "BAD_NUMBER", "lat"),
    ({"lon": ""}, "POSITION_NOT_WHOLE", "lon"),
    ({"coord_precision": "exact"}, "UNKNOWN_WORD", "coord_precision"),
    ({"lat": "", "lon": ""}, "POSITION_MISSING", "lat"),
    ({"name_vi": "=1+1"}, "FORMULA", "name_vi"),
    ({"parent_slug": "khong-co"}, "UNKNOWN_PARENT", "parent_slug"),
    ({"slug": "Đồi A1"}, "BAD_VALUE", "slug"),
    ({"authority": "Thủ tướng Chính phủ"}, "AUTHORITY_MISMATCH", "rank"),
    ({"summary_vi": "a\u202eb"}, "HIDDEN_CHARACTER", "summary_vi"),
    ({"slug": "dia-diem-0"}, "DUPLICATE_SLUG", "slug"),
]
"""A change that spoils a row, the code it must be refused with, and the column named."""


def good_row(number: int) -> dict[str, str]:
    return {
        "slug": f"dia-diem-{number}",
        "name_vi": f"Địa điểm số {number}",
        "name_en": f"Place number {number}",
        "kind": "historical",
        "rank": "provincial",
        "decision_no": f"{number}/QĐ-UBND",
        "decision_date": "2024-08-13",
        "authority": "UBND tỉnh Điện Biên",
        "commune": "Xã Mường Phăng",
        "lat": f"{21.40 + (number % 50) / 1000:.4f}",
        "lon": f"{103.05 + (number % 70) / 1000:.4f}",
        "coord_precision": "site_approx",
        "summary_vi": "Một địa điểm để thử.",
        "parent_slug": "",
        "source": "Quyết định",
    }


def write(path: Path, rows: list[dict[str, str]], columns: list[str] = COLUMNS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def mixed_file(path: Path, count: int) -> tuple[Path, dict[int, tuple[str, str]]]:
    """`count` rows of which twice len(BAD) are bad, and what each bad one must be told, by row number."""
    rows, expected = [good_row(n) for n in range(count)], {}
    step = count // (2 * len(BAD) + 1)
    for place in range(2 * len(BAD)):
        change, code, column = BAD[place % len(BAD)]
        at = (place + 1) * step
        rows[at] = {**rows[at], **change}
        expected[at + 2] = (code, column)
    return write(path, rows), expected


def told(report: ImportReport) -> dict[int, set[tuple[str, str | None]]]:
    return {row.number: {(p.code, p.field) for p in row.problems} for row in report.refused}


def test_forty_bad_rows_of_three_thousand_are_told_and_the_others_come_in(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    path, expected = mixed_file(tmp_path / "sites.csv", 3000)
    report = import_file(catalogue.database, path, ORDER)
    findings = told(report)
    assert sorted(findings) == sorted(expected)
    assert [row for row, finding in expected.items() if finding not in findings[row]] == []
    assert (report.row_count, report.refused_count, report.created_count) == (3000, 40, 2960)
    assert catalogue.count("publication", "superseded_at IS NULL") == 79 + 2960
    again = import_file(catalogue.database, path, replace(ORDER, now=NOW + timedelta(hours=2)))
    assert (again.created_count, again.changed_count, again.refused_count) == (0, 0, 40)
    assert catalogue.count("site_revision") == 79 + 2960


def test_all_or_nothing_takes_nothing_when_one_row_is_bad(catalogue: Catalogue, tmp_path: Path) -> None:
    path, _ = mixed_file(tmp_path / "sites.csv", 200)
    report = import_file(catalogue.database, path, replace(ORDER, all_or_nothing=True))
    assert (report.refused_count, report.is_kept) == (40, False)
    assert catalogue.count("site_revision") == 79
    assert catalogue.count("import_run") == 1


def test_a_dry_run_tells_everything_and_keeps_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    path, _ = mixed_file(tmp_path / "sites.csv", 200)
    report = import_file(catalogue.database, path, replace(ORDER, is_dry_run=True))
    assert (report.created_count, report.refused_count, report.is_kept) == (160, 40, False)
    assert catalogue.count("site") == 79


def test_a_run_that_breaks_in_the_middle_leaves_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    path = write(tmp_path / "sites.csv", [good_row(n) for n in range(1200)])

    def break_late(rows: int) -> None:
        if rows >= 1000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(catalogue.database, path, ORDER, break_late)
    assert catalogue.count("site") == 79
    assert catalogue.count("site_slug", "slug LIKE 'dia-diem%'") == 0


@pytest.mark.parametrize(
    "name",
    ["sites", "designations", "compositions", "declared_parts", "alternative_names", "location_candidates"],
)
def test_the_official_files_again_change_nothing(catalogue: Catalogue, name: str) -> None:
    report = import_file(catalogue.database, Path(str(DATA / f"{name}.csv")), ORDER)
    assert (report.refused, report.created_count, report.changed_count) == ([], 0, 0)


def test_what_is_exported_comes_in_again_without_a_change(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    with catalogue.database.read() as session:
        path.write_text("".join(export_sites(session, Format.CSV)), encoding="utf-8", newline="")
    report = import_file(catalogue.database, path, ORDER)
    assert told(report) == {}
    assert (report.row_count, report.created_count, report.changed_count) == (79, 0, 0)


def test_a_component_may_stand_above_its_complex_in_the_file(catalogue: Catalogue, tmp_path: Path) -> None:
    part = {**good_row(1), "parent_slug": "dia-diem-2", "rank": ""}
    report = import_file(catalogue.database, write(tmp_path / "s.csv", [part, good_row(2)]), ORDER)
    assert (told(report), report.created_count) == ({}, 2)
    whole = catalogue.data('{ site(slug: "dia-diem-1") { partOf { slug } } }')["site"]["partOf"]
    assert whole == {"slug": "dia-diem-2"}


def test_a_changed_row_makes_a_new_revision_and_yesterday_can_still_be_asked(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    row = {"slug": "doi-a1", "name_vi": "Đồi A1", "summary_vi": "Cứ điểm then chốt."}
    report = import_file(catalogue.database, write(tmp_path / "s.csv", [row], list(row)), ORDER)
    assert (report.created_count, report.changed_count) == (0, 1)
    document = """query ($at: DateTime) { site(slug: "doi-a1", knownAt: $at) { version summary { text } } }"""
    now = catalogue.data(document)["site"]
    assert now == {"version": 2, "summary": {"text": "Cứ điểm then chốt."}}
    before = catalogue.data(document, at=(NOW + timedelta(minutes=30)).isoformat())["site"]
    assert before["version"] == 1
    assert before["summary"]["text"].startswith("Cứ điểm then chốt phía đông")
    assert catalogue.data(document, at="2020-01-01T00:00:00+00:00")["site"] is None


def test_a_higher_rank_ends_the_lower_one_on_its_own_day(catalogue: Catalogue, tmp_path: Path) -> None:
    row = {
        "slug": "hang-dong-con-cang",
        "name_vi": "Hang động Con Cang",
        "rank": "national",
        "decision_no": "1/QĐ-BVHTTDL",
        "decision_date": "2026-10-01",
        "authority": "Bộ Văn hóa, Thể thao và Du lịch",
    }
    report = import_file(catalogue.database, write(tmp_path / "s.csv", [row], list(row)), ORDER)
    assert (told(report), report.changed_count) == ({}, 1)
    document = """{ site(slug: "hang-dong-con-cang") { before: grade(asOf: "2026-09-30") { value }
      after: grade(asOf: "2026-10-01") { value } designations { grade validTo endedBy } } }"""
    site = catalogue.data(document)["site"]
    assert (site["before"], site["after"]) == ({"value": "PROVINCIAL"}, {"value": "NATIONAL"})
    assert site["designations"][0] == {
        "grade": "PROVINCIAL",
        "validTo": "2026-10-01",
        "endedBy": "1/QĐ-BVHTTDL",
    }


def test_a_slug_changes_only_by_the_permanent_code_and_the_old_one_still_finds_the_site(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    row = {"code": "DB-S-00002", "slug": "doi-a1-dien-bien-phu", "name_vi": "Đồi A1"}
    import_file(catalogue.database, write(tmp_path / "s.csv", [row], list(row)), ORDER)
    assert catalogue.data('{ site(slug: "doi-a1") { slug } }')["site"] == {"slug": "doi-a1-dien-bien-phu"}
    old_file = {"slug": "doi-a1", "name_vi": "Đồi A1"}
    report = import_file(
        catalogue.database,
        write(tmp_path / "o.csv", [old_file], list(old_file)),
        replace(ORDER, now=NOW + timedelta(2)),
    )
    assert (report.created_count, report.changed_count) == (0, 0)


def test_a_complex_cannot_become_part_of_its_own_part(catalogue: Catalogue, tmp_path: Path) -> None:
    row = {
        "parent": "doi-a1",
        "part": "chien-truong-dien-bien-phu",
        "relation": "part",
        "certainty": "stated",
    }
    report = import_file(catalogue.database, write(tmp_path / "c.csv", [row], list(row)), ORDER)
    assert told(report) == {2: {("CIRCLE", "parent")}}


def test_a_vietnamese_header_is_understood(catalogue: Catalogue, tmp_path: Path) -> None:
    row = {"Tên di tích": "Thác thử nghiệm", "Loại hình": "scenic", "Xã/phường": "Tủa Chùa", "Cột lạ": "x"}
    report = import_file(catalogue.database, write(tmp_path / "s.csv", [row], list(row)), ORDER)
    assert (told(report), report.ignored_columns) == ({}, ("Cột lạ",))
    site = catalogue.data('{ site(slug: "thac-thu-nghiem") { adminUnit { name } kinds } }')["site"]
    assert site == {"adminUnit": {"name": "Xã Tủa Chùa"}, "kinds": ["SCENIC"]}


def test_an_end_before_its_start_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    row = {"site": "doi-d", "scheme": "OTHER", "certainty": "date_only", "authority_kind": "province",
           "valid_from": "2020-01-01", "valid_to": "2019-01-01", "end_reason": "revoked", "ended_by": "1"}  # fmt: skip
    report = import_file(catalogue.database, write(tmp_path / "d.csv", [row], list(row)), ORDER)
    assert "END_BEFORE_START" in {code for findings in told(report).values() for code, _ in findings}
    assert date.fromisoformat(row["valid_to"]) < date.fromisoformat(row["valid_from"])


SQUARE = '{"type":"Polygon","coordinates":[[[103.01,21.38],[103.02,21.38],[103.02,21.39],[103.01,21.39],[103.01,21.38]]]}'
BOW_TIE = '{"type":"Polygon","coordinates":[[[103.01,21.38],[103.02,21.39],[103.02,21.38],[103.01,21.39],[103.01,21.38]]]}'
LINE = '{"type":"LineString","coordinates":[[103.1,21.46],[103.12,21.45]]}'


def test_a_protection_zone_is_drawn_and_a_bad_shape_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    rows = [
        {"site": "doi-a1", "zone": "zone_i", "geometry": shape, "valid_from": "2009-08-12"}
        for shape in (SQUARE, BOW_TIE, "{}", LINE, "")
    ]
    report = import_file(catalogue.database, write(tmp_path / "z.csv", rows, list(rows[0])), ORDER)
    assert sorted(told(report)) == [3, 4, 5, 6]
    assert "SELF_INTERSECTION" in {code for code, _ in told(report)[3]}
    zones = catalogue.data('{ site(slug: "doi-a1") { protectionZones { zone geometry validFrom } } }')
    zone = zones["site"]["protectionZones"][0]
    assert (zone["zone"], zone["validFrom"], zone["geometry"]["type"]) == ("ZONE_I", "2009-08-12", "Polygon")
    again = import_file(catalogue.database, tmp_path / "z.csv", replace(ORDER, now=NOW + timedelta(hours=3)))
    assert (again.created_count, again.changed_count) == (0, 0)


def test_a_route_is_kept_as_a_line(catalogue: Catalogue, tmp_path: Path) -> None:
    row = {"site": "duong-keo-phao", "geometry": LINE}
    report = import_file(catalogue.database, write(tmp_path / "l.csv", [row], list(row)), ORDER)
    assert (told(report), report.changed_count) == ({}, 1)
    site = catalogue.data('{ site(slug: "duong-keo-phao") { extent geometry location { latitude } } }')[
        "site"
    ]
    assert (site["extent"], site["geometry"]["type"], site["location"]) == ("LINE", "LineString", None)


def test_a_missing_value_carries_its_reason_and_a_restricted_one_is_not_shown(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = [
        {"site": "doi-a1", "field": "period", "code": "khong_ro", "note": "Đã tra hồ sơ 1983."},
        {"site": "doi-a1", "field": "managing_body", "code": "han_che", "note": ""},
        {"site": "doi-a1", "field": "description", "code": "khong_ro", "note": ""},
        {"site": "doi-a1", "field": "location", "code": "khong_ap_dung", "note": ""},
    ]
    report = import_file(catalogue.database, write(tmp_path / "m.csv", rows, list(rows[0])), ORDER)
    codes = {number: {code for code, _ in found} for number, found in told(report).items()}
    assert codes == {4: {"NOTE_MISSING"}, 5: {"VALUE_AND_MISSING"}}
    missing = catalogue.data('{ site(slug: "doi-a1") { missing { field code } } }')["site"]["missing"]
    assert {"field": "period", "code": "KHONG_RO"} in missing
    assert "managing_body" not in {entry["field"] for entry in missing}


def rows_file(path: Path, *rows: dict[str, str]) -> Path:
    return write(path, list(rows), sorted({name for row in rows for name in row}))


def problems(report: ImportReport) -> list[tuple[str, str | None]]:
    return [(p.code, p.field) for row in report.refused for p in row.problems]


def test_a_new_slug_that_another_site_has_is_told_at_its_row(catalogue: Catalogue, tmp_path: Path) -> None:
    row = {"code": "DB-S-00003", "slug": "doi-a1", "name_vi": "Đồi khác"}
    good = {"code": "", "slug": "thac-moi", "name_vi": "Thác mới"}
    report = import_file(catalogue.database, rows_file(tmp_path / "a.csv", row, good), ORDER)
    assert (problems(report), report.created_count) == ([("SLUG_TAKEN", "slug")], 1)


def test_a_site_that_would_be_part_of_itself_is_told_at_its_row(catalogue: Catalogue, tmp_path: Path) -> None:
    first = {"slug": "cum-a", "name_vi": "Cụm A", "parent_slug": ""}
    second = {"slug": "cum-b", "name_vi": "Cụm B", "parent_slug": "cum-a"}
    for row in (first, second):
        row.update(kind="historical", decision_no="1/QĐ", decision_date="2000-01-01")
    import_file(catalogue.database, rows_file(tmp_path / "a.csv", first, second), ORDER)
    circle = [{**first, "parent_slug": "cum-b"}, {**second, "parent_slug": "cum-b"}]
    later = replace(ORDER, now=NOW + timedelta(hours=2))
    report = import_file(catalogue.database, rows_file(tmp_path / "b.csv", *circle), later)
    assert problems(report) == [("CIRCLE", "parent_slug")] * 2


def test_rows_may_stand_above_what_they_belong_to_at_any_depth(catalogue: Catalogue, tmp_path: Path) -> None:
    names = ["mot", "hai", "ba", "bon"]
    rows = [
        {"slug": f"cum-{name}", "name_vi": f"Cụm {name}", "parent_slug": f"cum-{parent}" if parent else ""}
        for name, parent in zip(names, [*names[1:], ""], strict=True)
    ]
    report = import_file(
        catalogue.database, rows_file(tmp_path / "a.csv", *rows), replace(ORDER, all_or_nothing=True)
    )
    assert (problems(report), report.created_count) == ([], 4)


def test_the_apostrophe_of_a_refused_row_does_not_become_text(catalogue: Catalogue, tmp_path: Path) -> None:
    row = {"slug": "thac-moi", "name_vi": "Thác mới", "contact_vi": "'+84 215 382 4000"}
    formula = {"slug": "thac-hai", "name_vi": "'=HYPERLINK(1)", "contact_vi": ""}
    report = import_file(catalogue.database, rows_file(tmp_path / "a.csv", row, formula), ORDER)
    assert problems(report) == [("FORMULA", "name_vi")]
    assert catalogue.count("site_text", "field = 'CONTACT' AND text = '+84 215 382 4000'") == 1


def test_a_row_that_replaces_a_vietnamese_text_makes_its_translation_stale(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    row = {"slug": "thac-moi", "name_vi": "Thác mới", "summary_vi": "Ba tầng.", "summary_en": "Three steps."}
    import_file(catalogue.database, rows_file(tmp_path / "a.csv", row), ORDER)
    changed = {"slug": "thac-moi", "name_vi": "Thác mới", "summary_vi": "Bốn tầng."}
    later = replace(ORDER, now=NOW + timedelta(hours=2))
    import_file(catalogue.database, rows_file(tmp_path / "b.csv", changed), later)
    assert catalogue.count("site_text", "is_stale AND language = 'en'") == 1


def test_an_import_that_took_its_time_before_others_wrote_still_comes_after_them(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    first = rows_file(tmp_path / "a.csv", {"slug": "doi-a1", "name_vi": "Đồi A1", "summary_vi": "Một."})
    second = rows_file(tmp_path / "b.csv", {"slug": "doi-a1", "name_vi": "Đồi A1", "summary_vi": "Hai."})
    import_file(catalogue.database, first, replace(ORDER, now=NOW + timedelta(hours=2)))
    assert import_file(catalogue.database, second, ORDER).changed_count == 1
