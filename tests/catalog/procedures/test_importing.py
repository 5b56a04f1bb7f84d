"""Procedures and counts come in by file: every bad row told, every good one in, nothing half-done, nothing twice."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from catalog.backup.archive import read_archive, write_archive
from catalog.db import Database
from catalog.errors import BadRequestError
from catalog.exchange.preview import Effect
from catalog.exchange.reading import UnreadableFileError
from catalog.places import load_units
from catalog.procedures.importing import import_counts, import_procedures
from catalog.procedures.statements import read_code
from tests.catalog.procedures.tables import PROCEDURE_COLUMNS, Register, count, procedure, told, write
from tests.catalogue import Catalogue, clock

SAMPLE = Path(__file__).parent / "format_sample.csv"
"""Procedures as the national portal publishes them, of a ministry and not of the province: for their form only."""

BAD_PROCEDURES = [
    ({"code": ""}, ("BAD_CODE", "code")),
    ({"code": "1.01312"}, ("BAD_CODE", "code")),
    ({"code": "1,013124"}, ("BAD_CODE", "code")),
    ({"name_vi": ""}, ("BAD_VALUE", "name_vi")),
    ({"name_vi": "x" * 1001}, ("TOO_LONG", "name_vi")),
    ({"source": ""}, ("BAD_VALUE", "source")),
    ({"province": "Lào Cai"}, ("OTHER_PROVINCE", "province")),
    ({"valid_from": "31/02/2025"}, ("BAD_DATE", "valid_from")),
    ({"valid_from": "2025-01-01", "valid_to": "2025-01-01"}, ("END_BEFORE_START", "valid_to")),
    ({"fee": "=1+1"}, ("FORMULA", "fee")),
    ({"code": "1.000000"}, ("DUPLICATE_ROW", "code")),
]
BAD_COUNTS = [
    ({"unit": ""}, ("UNIT_MISSING", "unit")),
    ({"unit": "Xã Không Có"}, ("UNKNOWN_UNIT", "unit")),
    ({"unit": "Điện Biên", "period_from": "2024-01-01"}, ("AMBIGUOUS_UNIT", "unit")),
    ({"unit": "03127", "period_from": "2025-01-01"}, ("UNIT_ENDED", "period_to")),
    ({"period_from": ""}, ("PERIOD_MISSING", "period_from")),
    ({"period_to": "2026-01-01"}, ("END_BEFORE_START", "period_to")),
    ({"period_from": "2027-01-01", "period_to": "2027-02-01"}, ("NOT_BEGUN", "period_from")),
    ({"received": ""}, ("COUNT_MISSING", "received")),
    ({"received": "1.234"}, ("BAD_COUNT", "received")),
    ({"resolved": "-1"}, ("BAD_COUNT", "resolved")),
    ({"resolved": "10000001"}, ("BAD_VALUE", "resolved")),
    ({"digitised_components": "11"}, ("MORE_THAN_WHOLE", "digitised_components")),
    ({"reused": "11"}, ("MORE_THAN_WHOLE", "reused")),
    ({"electronic_results": "13"}, ("MORE_THAN_WHOLE", "electronic_results")),
    ({"procedure_code": "9"}, ("BAD_CODE", "procedure_code")),
    ({"procedure_code": "9.999999"}, ("UNKNOWN_PROCEDURE", "procedure_code")),
    ({"source": ""}, ("BAD_VALUE", "source")),
    ({"unit": "11", "period_from": "1990-01-01", "period_to": "1990-01-02"}, ("DUPLICATE_ROW", "unit")),
]


def test_two_in_a_hundred_bad_procedures_are_told_exactly_and_the_others_come_in(register: Register) -> None:
    rows, expected = [procedure(f"1.{n:06d}") for n in range(1500)], {}
    for place in range(30):
        change, finding = BAD_PROCEDURES[place % len(BAD_PROCEDURES)]
        at = 50 * place + 20
        rows[at] = rows[at] | change
        expected[at + 2] = [finding]
    report = register.procedures(*rows)
    assert told(report) == expected
    assert (report.row_count, report.created_count, report.changed_count) == (1500, 1470, 0)
    assert register.catalogue.count("procedure") == 1470
    before = register.everything()
    again = register.procedures(*rows)
    assert told(again) == expected
    assert (again.created_count, again.changed_count, again.run_id) == (0, 0, None)
    assert register.everything() == before


def test_two_in_a_hundred_bad_counts_are_told_exactly_and_the_others_come_in(register: Register) -> None:
    start = date(1990, 1, 1).toordinal()
    days = [date.fromordinal(start + n).isoformat() for n in range(1201)]
    rows = [count("11", period_from=days[n], period_to=days[n + 1]) for n in range(1200)]
    expected = {}
    for place in range(24):
        change, finding = BAD_COUNTS[place % len(BAD_COUNTS)]
        at = 50 * place + 20
        period = {"period_from": "2026-01-01", "period_to": "2026-02-01"}
        rows[at] = rows[at] | period | change
        expected[at + 2] = [finding]
    report = register.counts(*rows)
    assert told(report) == expected
    assert (report.row_count, report.created_count, report.changed_count) == (1200, 1176, 0)
    before = register.everything()
    assert told(register.counts(*rows)) == expected
    assert register.everything() == before


def test_every_message_is_in_two_languages(register: Register) -> None:
    report = register.counts(*[count() | change for change, _ in BAD_COUNTS[:-1]])
    messages = [problem.message for row in report.refused for problem in row.problems]
    assert len(messages) >= len(BAD_COUNTS) - 1
    assert [m for m in messages if not (m.vi and m.en) or m.vi == m.en] == []


def test_all_or_nothing_and_a_dry_run_keep_nothing(register: Register) -> None:
    before = register.everything()
    rows = [procedure("1.000001"), procedure("bad")]
    assert not register.procedures(*rows, all_or_nothing=True).is_kept
    assert register.procedures(*rows, is_dry_run=True).created_count == 1
    (change,) = register.told
    assert (change.effect, change.code) == (Effect.CREATE, "1.000001/")
    assert ("field", None, "Du lịch") in [(f.field, f.before, f.after) for f in change.fields]
    assert register.everything() == before


def test_a_file_that_breaks_in_the_middle_leaves_nothing(register: Register) -> None:
    before = register.everything()
    rows = [procedure(f"1.{n:06d}") for n in range(1200)]
    file = write(register.folder / "broken.csv", PROCEDURE_COLUMNS, rows)
    file.write_text(file.read_text("utf-8") + '1.999999,"never closed', "utf-8")
    with pytest.raises(UnreadableFileError):
        register.bring_in(import_procedures, file)
    assert register.everything() == before


def test_a_table_of_something_else_is_not_taken(register: Register) -> None:
    sites = register.folder / "sites.csv"
    sites.write_text("name_vi,kind\nĐồi A1,historical\n", "utf-8")
    for importing in (import_procedures, import_counts):
        with pytest.raises(BadRequestError):
            register.bring_in(importing, sites)


def test_procedures_as_the_national_portal_publishes_them_come_in_whole(register: Register) -> None:
    file = Path(shutil.copy(SAMPLE, register.folder / "sample.csv"))
    report = register.bring_in(import_procedures, file)
    assert (report.created_count, told(report), report.ignored_columns) == (12, {}, ())
    (longest,) = register.rows("procedure", "name, level", "length(name) > 400")
    assert longest[1] == "Cấp Bộ"
    assert register.bring_in(import_procedures, file).run_id is None


def test_a_workbook_with_the_portals_own_words_comes_in(register: Register) -> None:
    path = register.folder / "so_lieu.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã TTHC", "Đơn vị", "Kỳ từ", "Kỳ đến", "Tiếp nhận", "Có số hóa TPHS",
                               "Có tái sử dụng thành phần", "Đã giải quyết", "Đã số hóa kết quả", "Nguồn"])  # fmt: skip
        sheet.write_row(
            1, 0, ["1.013124.000.00.00.H18", "11", "01/01/2026", "01/02/2026", 100, 90, 0, 120, 120, "Cổng"]
        )
    register.procedures(procedure())
    assert told(register.bring_in(import_counts, path)) == {}
    found = register.rows("procedure_count", "procedure_code, received, digitised_components, resolved")
    assert found == [("1.013124", 100, 90, 120)]


def test_a_code_whose_last_zero_a_spreadsheet_lost_is_refused_with_advice(register: Register) -> None:
    path = register.folder / "ma.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["code", "name_vi", "source"])
        sheet.write_row(1, 0, [1.01312, "Thủ tục", "Nguồn"])
    report = register.bring_in(import_procedures, path)
    assert told(report) == {2: [("BAD_CODE", "code")]}
    assert "Text" in report.refused[0].problems[0].message.en


@pytest.mark.parametrize(
    ("text", "code"),
    [("1.013124", "1.013124"), ("2.000884.000.00.00.H55", "2.000884"), ("1.013124.", None), ("1.0131240", None),
     ("١.013124", None), ("", None)],
)  # fmt: skip
def test_the_national_code_is_read_out_of_a_portals_own(text: str, code: str | None) -> None:
    assert read_code(text) == code


def test_a_correction_closes_the_row_and_adds_another(register: Register) -> None:
    register.procedures(procedure(fee="Không"))
    report = register.procedures(procedure(fee="100.000 đồng"))
    assert (report.created_count, report.changed_count) == (0, 1)
    (change,) = register.told
    assert [(f.field, f.before, f.after) for f in change.fields] == [("fee", "Không", "100.000 đồng")]
    (first, second) = register.rows("procedure", "id, fee, superseded_at, recorded_at, replaces_id", "1 = 1")
    assert (first[1], second[1], second[2], second[4]) == ("Không", "100.000 đồng", None, first[0])
    assert first[2] == second[3]


def test_a_blank_cell_keeps_what_is_there_and_is_never_a_nought(register: Register) -> None:
    register.procedures(procedure(fee="Không"))
    assert register.procedures(procedure(fee="", time_limit="", source="")).run_id is None
    register.counts(count())
    assert register.counts(count(reused="", source="")).run_id is None
    assert register.counts(count(reused="5", received="")).changed_count == 1
    assert register.rows("procedure_count", "received, reused") == [(10, 5)]


def test_a_new_version_may_stand_above_the_row_that_ends_the_former_one(register: Register) -> None:
    register.procedures(procedure(valid_from="2024-01-01"))
    overlapping = register.procedures(procedure(valid_from="2025-07-01", name_vi="Tên mới"))
    assert told(overlapping) == {2: [("INTERVALS_OVERLAP", "valid_from")]}
    report = register.procedures(
        procedure(valid_from="2025-07-01", name_vi="Tên mới"),
        procedure(valid_from="2024-01-01", valid_to="2025-07-01"),
    )
    assert (told(report), report.created_count, report.changed_count) == ({}, 1, 1)
    assert register.procedures(procedure(name_vi="Tên mới")).run_id is None
    assert told(register.procedures(procedure(valid_from="2025-01-01"))) == {
        2: [("INTERVALS_OVERLAP", "valid_from")]
    }


def test_a_start_that_is_learnt_later_corrects_the_row_that_had_none(register: Register) -> None:
    register.procedures(procedure())
    report = register.procedures(procedure(valid_from="2025-07-01"))
    assert (report.created_count, report.changed_count) == (0, 1)
    ((start,),) = register.rows("procedure", "valid_from")
    assert str(start) == "2025-07-01"
    assert register.procedures(procedure()).run_id is None


def test_a_row_that_may_mean_several_versions_is_asked_about(register: Register) -> None:
    ended = [{"valid_from": f"{year}-01-01", "valid_to": f"{year + 1}-01-01"} for year in (2023, 2024)]
    register.procedures(*(procedure(**interval) for interval in ended))
    assert told(register.procedures(procedure())) == {2: [("AMBIGUOUS_VERSION", "valid_from")]}


def test_more_may_be_resolved_than_was_received(register: Register) -> None:
    assert (
        told(register.counts(count(received="0", digitised_components="0", reused="0", resolved="40"))) == {}
    )


def test_periods_lie_within_each_other_or_apart(register: Register) -> None:
    report = register.counts(
        count(),
        count(period_to="2027-01-01"),
        count(period_from="2026-01-15", period_to="2026-02-15"),
        count("Xã Nà Tấu", period_from="2026-01-15", period_to="2026-02-15"),
    )
    assert told(report) == {4: [("PERIODS_CROSS", "period_from")]}


def test_a_last_day_written_as_the_end_is_remarked_on(register: Register) -> None:
    report = register.counts(count(period_to="2026-01-31"))
    assert [(w.row, w.problem.code) for w in report.warnings] == [(2, "LAST_DAY_LEFT_OUT")]
    message = report.warnings[0].problem.message
    assert "nếu 31/01/2026 còn thuộc kỳ, hãy ghi 01/02/2026." in message.vi
    assert "if 2026-01-31 still belongs to it, write 2026-02-01." in message.en


def test_a_unit_is_the_bearer_of_its_name_when_the_period_began(register: Register) -> None:
    report = register.counts(
        count("03127", period_from="2025-01-01", period_to="2025-07-01"),
        count("03127", period_from="2025-07-01", period_to="2026-01-01"),
    )
    assert told(report) == {}
    unit_ids = [unit_id for (unit_id,) in register.rows("procedure_count", "unit_id")]
    with register.catalogue.database.read() as session:
        units = load_units(session)
    assert [units.by_id[unit_id].key for unit_id in unit_ids] == ["03127/", "03127/2025-07-01"]


def test_an_archive_carries_procedures_and_what_corrected_them(
    register: Register, database: Database
) -> None:
    register.procedures(procedure("1.000001"), procedure("1.000002"))
    register.procedures(procedure("1.000001", fee="9"))
    register.counts(count(procedure_code="1.000001"))
    archive = io.BytesIO()
    with register.catalogue.database.read() as session:
        write_archive(session, archive, clock())
    with database.write() as session:
        read_archive(session, archive)
    other = Register(Catalogue(database), register.folder)
    columns = "id, code, fee, replaces_id, superseded_at IS NULL"
    assert other.rows("procedure", columns, "1 = 1") == register.rows("procedure", columns, "1 = 1")
    assert other.procedures(procedure("1.000003")).created_count == 1
    assert other.counts(count(procedure_code="1.000001")).run_id is None


def test_the_register_ships_empty(catalogue: Catalogue) -> None:
    assert (catalogue.count("procedure"), catalogue.count("procedure_count")) == (0, 0)
