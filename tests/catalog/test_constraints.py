"""The database itself refuses bad values, whatever the code above it lets through (both databases)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from tests.catalog import score_rows as scores
from tests.catalogue import NOW, Catalogue

STAMP = "2026-11-23T00:00:00.000000Z"
DIGEST = "a" * 64
FILES: list[tuple[str, dict[str, Any]]] = [
    ("person", {"id": 1, "name": "Biên tập 1", "recorded_at": NOW}),
    ("stored_file", {"digest": DIGEST, "size": 1, "media_type": "JPEG", "recorded_at": NOW}),
    *[
        (
            "surrogate",
            {
                "id": number,
                "site_id": site_id,
                "code": f"DB-S-0000{site_id}.IMG01",
                "kind": "IMAGE",
                "digest": DIGEST,
                "attached_by_id": 1,
                "attached_at": NOW,
            },
        )
        for number, site_id in ((1, 1), (2, 2))
    ],
    (
        "surrogate_description",
        {
            "revision_id": 1,
            "surrogate_id": 1,
            "position": 0,
            "role": "DOSSIER",
            "access": "INTERNAL",
            "has_personal_data": False,
            "is_public": False,
        },
    ),
    (
        "dossier_item",
        {"revision_id": 1, "part": "HS02", "status": "PRESENT", "is_converted_from_paper": False},
    ),
]
"""Good rows that rows about files need beside them: two sites with one picture each, the first one's described."""  # fmt: skip

PROCEDURE: dict[str, Any] = {"code": "1.013124", "name": "Cấp biển hiệu", "source": "Quyết định", "search_text": "",
                             "recorded_at": NOW}  # fmt: skip
COUNT: dict[str, Any] = {"unit_id": 1, "period_from": NOW.date().replace(day=1), "period_to": NOW.date(), "received": 10,
                         "digitised_components": 10, "reused": 0, "resolved": 12, "electronic_results": 12,
                         "source": "Cổng dịch vụ công", "recorded_at": NOW}  # fmt: skip

LEARNED: dict[str, Any] = {"person_id": 1, "lesson": "FIRST_SITE_1", "step": "FIND", "recorded_at": NOW}

READ: dict[str, Any] = {"site_id": 1, "day": NOW.date(), "person_id": 1, "reads": 1}

BAD: list[tuple[str, str, str]] = [
    ("admin_unit", "valid_to = '2025-07-01', valid_from = '2025-07-02'", "code = '03127'"),
    ("admin_unit", "latitude = 91", "code = '11'"),
    ("admin_unit", "longitude = NULL", "code = '11'"),
    ("admin_unit", "name = '  '", "code = '11'"),
    ("admin_unit", "level = 'VILLAGE'", "code = '11'"),
    ("admin_unit", "code = '1'", "code = '11'"),
    ("unit_succession", "successor_id = predecessor_id", "predecessor_id > 0"),
    ("unit_succession", "change = 'VANISH'", "predecessor_id > 0"),
    ("unit_boundary", "accuracy_metres = -1", "id = 1"),
    ("kind_term", "label_vi = ''", "code = 'SCENIC'"),
    ("import_run", "created_count = -1", "id = 1"),
    ("register_entry", "grade = NULL", "scheme = 'RELIC_RANK'"),
    ("register_entry", "complex_id = NULL", "kind = 'COMPONENT'"),
    ("register_entry", "site_id = NULL", "kind = 'DESIGNATION'"),
    ("register_entry", "valid_to = valid_from", "valid_from IS NOT NULL"),
    ("declared_total", "declared = -1", "id = 1"),
    ("site", "code = 'A1'", "id = 2"),
    ("site", "code = 'DB-S-00001'", "id = 2"),
    ("site_slug", "slug = 'doi-a1'", "slug = 'doi-d'"),
    ("site_slug", "site_id = 999999", "slug = 'doi-d'"),
    ("site_revision", "version = 0", "id = 1"),
    ("site_revision", "content_hash = 'abc'", "id = 1"),
    ("site_revision", "state = 'LOST'", "id = 1"),
    ("site_revision", "slug = ' '", "id = 1"),
    ("site_revision", "chain_start = 2", "id = 1"),
    ("publication", "slug = 'doi-a1'", "slug = 'doi-d'"),
    ("publication", "superseded_at = published_at", "slug = 'doi-d'"),
    ("site_text", "text = ' '", "language = 'vi'"),
    ("site_text", "field = 'POEM'", "language = 'vi'"),
    ("site_kind", "kind = 'CASTLE'", "position = 0"),
    ("site_unit", "is_primary = true", "is_primary = false"),
    ("site_place", "latitude = 95", "position = 0"),
    ("site_place", "latitude = NULL, longitude = NULL, geometry = NULL", "position = 0"),
    ("site_place", "accuracy_metres = 0", "position = 0"),
    ("designation", "valid_to = NULL, end_reason = NULL", "valid_to IS NOT NULL"),
    ("designation", "valid_to = '2030-01-01'", "valid_to IS NULL"),
    ("designation", "grade = 'WORLD'", "position = 0"),
    ("designation", "grade = NULL", "scheme = 'RELIC_RANK'"),
    ("designation", "certainty = 'SURE'", "position = 0"),
    ("part_of", "complex_id = site_id", "relation = 'PART'"),
    ("declared_parts", "declared = -1", "declared > 0"),
    ("declared_parts", "valid_to = valid_from", "declared > 0"),
    ("missing_value", "code = 'KHONG_RO', note = NULL", "field = 'period'"),
    ("coverage_day", "id = 2", "id = 1"),
    ("coverage_day", "rules_sha256 = 'abc'", "id = 1"),
    ("coverage_day", "basis = 'abc'", "id = 1"),
    ("site_standing", "level = 5, own_level = 5", "site_id = 1"),
    ("site_standing", "level = own_level + 1", "site_id = 1"),
    ("site_standing", "dossier_present = dossier_applicable + 1", "site_id = 1"),
    ("site_standing", "files = 0, sound_files = 1", "site_id = 1"),
    ("site_standing", "changes_on = holds_from", "holds_from IS NOT NULL"),
    ("counted_entry", "level = -2", "entry_id > 0"),
    ("counted_entry", "required = 7", "entry_id > 0"),
    ("counted_entry", "is_designation = false, is_component = false", "entry_id > 0"),
    ("counted_entry", "scheme = 'FAME'", "entry_id > 0"),
    ("counted_entry", "site_id = 999999", "entry_id > 0"),
    ("coverage_counter", "entries = -1", "entries > 0"),
    ("coverage_counter", "counting_mode = 'BOTH'", "entries > 0"),
    ("coverage_counter", "level = 9", "entries > 0"),
    ("citation", "title = ''", "position = 0"),
]


@pytest.mark.parametrize(("table", "change", "where"), BAD)
def test_a_bad_value_is_refused_by_the_database(
    catalogue: Catalogue, table: str, change: str, where: str
) -> None:
    assert catalogue.count(table, where) > 0
    statement = sa.text(f"UPDATE {table} SET {change} WHERE {where}")  # noqa: S608
    with pytest.raises(sa.exc.IntegrityError), catalogue.database.write() as session:
        session.execute(statement)


PERIOD = {
    "code": "2026-Q3",
    "opens_on": NOW.date(),
    "closes_on": NOW.date().replace(year=2027),
    "opened_by_id": 1,
    "opened_at": NOW,
}
WORK = {"site_id": 1, "ladder_check": "D1.2", "assignee_id": 1, "note": "Gọi ông trưởng bản.", "assigned_by_id": 1,
        "assigned_at": NOW}  # fmt: skip
SNAPSHOT = {
    "id": "S-2026-1",
    "period_code": "2026",
    "as_of": NOW.date(),
    "known_at": NOW,
    "closed_at": NOW,
    "closed_by_id": 1,
    "rules": "ladder/2026.1",
    "rules_sha256": "0" * 64,
    "sha256": "0" * 64,
    "signature": "a..b",
    "document": "{}",
}
INSERTED: list[tuple[str, dict[str, Any]]] = [
    ("person", {"name": "", "recorded_at": NOW}),
    ("access_token", {"sha256": "short", "person_id": 1, "recorded_at": NOW, "expires_at": NOW}),
    ("person_role", {"person_id": 1, "role": "COMMUNE_OFFICER", "unit_id": None, "recorded_at": NOW}),
    ("person_role", {"person_id": 1, "role": "EDITOR", "unit_id": 1, "recorded_at": NOW}),
    ("account", {"person_id": 1, "sign_in_name": "Lan", "recorded_at": NOW}),
    ("account", {"person_id": 1, "sign_in_name": "lan", "password_hash": "mật khẩu", "recorded_at": NOW}),
    ("account", {"person_id": 1, "sign_in_name": "lan", "totp_step": 1, "recorded_at": NOW}),
    ("recovery_code", {"person_id": 1, "sha256": "short", "recorded_at": NOW}),
    ("one_time_link", {"sha256": "0" * 64, "purpose": "INVITATION", "person_id": None, "recorded_at": NOW,
                       "expires_at": NOW.replace(year=2027)}),
    ("one_time_link", {"sha256": "0" * 64, "purpose": "FIRST_ADMINISTRATOR", "recorded_at": NOW, "expires_at": NOW}),
    ("sign_in_session", {"sha256": "short", "person_id": 1, "recorded_at": NOW, "seen_at": NOW,
                         "expires_at": NOW.replace(year=2027), "address": "", "user_agent": ""}),
    ("external_identity", {"issuer": "https://idp.example", "subject": " ", "person_id": 1, "recorded_at": NOW}),
    ("sign_in_journey", {"sha256": "0" * 64, "purpose": "LINK", "wanted": "/", "address": "", "recorded_at": NOW,
                         "expires_at": NOW.replace(year=2027)}),
    ("sign_in_journey", {"sha256": "0" * 64, "purpose": "JOIN", "wanted": "/", "address": "", "recorded_at": NOW,
                         "expires_at": NOW.replace(year=2027)}),
    ("sign_in_attempt", {"name_sha256": "biên tập", "address": "192.0.2.1", "at": NOW}),
    ("protection_zone", {"revision_id": 1, "position": 0, "zone": "ZONE_I", "geometry": "{}",
                         "valid_from": NOW.date(), "valid_to": NOW.date()}),
    ("external_id", {"revision_id": 1, "system": "wikidata", "value": " "}),
    ("history_entry", {"sequence": 9999, "at": NOW, "actor_name": " ", "action": "CREATE", "subject_kind": "SITE",
                       "subject_key": "DB-S-00001", "previous_hash": "0" * 64, "hash": "0" * 64}),
    ("history_head", {"id": 2, "sequence": 1, "hash": "0" * 64}),
    ("public_change", {"sequence": 0, "at": NOW, "kind": "UPDATED", "site_id": 1, "slug": "doi-a1"}),
    ("answered_request", {"person_id": 1, "key": "a", "request_sha256": "short", "outcome": "{}", "recorded_at": NOW}),
    *[("upload", {"id": "0" * 32, "person_id": 1, "length": 1, "file_name": "a.jpg", "created_at": NOW,
                  "expires_at": NOW.replace(year=2027), **wrong})
      for wrong in ({"id": "short"}, {"length": 0}, {"file_name": " "}, {"expires_at": NOW}, {"ended_at": NOW},
                    {"digest": "0" * 64}, {"ended_at": NOW, "digest": "short"}, {"attached_at": NOW},
                    {"person_id": 999})],
    *[("stored_file", {"digest": "0" * 64, "size": 1, "media_type": "JPEG", "recorded_at": NOW, **wrong})
      for wrong in ({"digest": "short"}, {"size": 0}, {"width": 10}, {"width": 0, "height": 10}, {"pages": 0},
                    {"seconds": 0.0}, {"dhash": "short"}, {"captured_latitude": 91.0, "captured_longitude": 103.0},
                    {"captured_latitude": 21.0, "captured_longitude": 181.0}, {"captured_latitude": 21.0},
                    {"fault": "CHANGED"})],
    ("picture_band", {"band": 7, "value": 1, "digest": "0" * 64}),
    ("fixity_run", {"started_at": NOW, "is_whole": True, "checked": 1, "faults": 2}),
    *[("surrogate", {"site_id": 1, "code": "DB-S-00001.IMG02", "kind": "IMAGE", "digest": DIGEST,
                     "attached_by_id": 1, "attached_at": NOW, **wrong})
      for wrong in ({"code": "IMG02"}, {"kind": "SMELL"}, {"digest": "0" * 64}, {"site_id": 9999}, {"withdrawn_at": NOW},
                    {"withdrawal_reason": "Lý do"}, {"code": "DB-S-00001.IMG01"}, {"attached_by_id": 999})],
    *[("surrogate_description", {"revision_id": 2, "surrogate_id": 1, "position": 0, "role": "GALLERY",
                                 "access": "PUBLIC", "has_personal_data": False, "is_public": False, **wrong})
      for wrong in ({"position": -1}, {"role": "POSTER"}, {"access": "NOBODY"}, {"people": "MANY"}, {"focal_x": 1.5},
                    {"focal_y": -0.5}, {"is_public": True}, {"captured_latitude": 21.0}, {"surrogate_id": 999},
                    {"captured_latitude": 91.0, "captured_longitude": 103.0}, {"revision_id": 1})],
    *[("surrogate_text", {"revision_id": 1, "surrogate_id": 1, "field": "CAPTION", "language": "vi", "text": "Cổng",
                          "origin": "HUMAN", "is_reviewed": False, **wrong})
      for wrong in ({"text": " "}, {"field": "POEM"}, {"origin": "GHOST"}, {"surrogate_id": 999})],
    *[("caption_text", {"digest": "c" * 64, "text": "WEBVTT", "cues": 1, "recorded_at": NOW, **wrong})
      for wrong in ({"digest": "c"}, {"text": " "}, {"cues": 0})],
    *[("surrogate_captions", {"revision_id": 1, "surrogate_id": 1, "language": "vi", "digest": "c" * 64, **wrong})
      for wrong in ({}, {"surrogate_id": 999})],
    *[("surrogate_paradata", {"revision_id": 1, "surrogate_id": 1, "basis": "CAPTURE", **wrong})
      for wrong in ({"basis": "DREAM"}, {"surrogate_id": 999}, {"revision_id": 999_999})],
    *[("dossier_item", {"revision_id": 1, "part": "HS07", "status": "NOT_APPLICABLE", "reason": "Không có văn bia.",
                        "is_converted_from_paper": False, **wrong})
      for wrong in ({"part": "HS7"}, {"part": "XX07"}, {"status": "MISSING"}, {"status": "LOST"}, {"reason": None},
                    {"reason": " "}, {"page_count": 0}, {"opinion_number": "12"}, {"opinion_issued_on": NOW.date()},
                    {"revision_id": 999_999}, {"part": "HS02"})],
    *[("dossier_item_surrogate", {"revision_id": 1, "part": "HS02", "surrogate_id": 1, "position": 0, **wrong})
      for wrong in ({"position": -1}, {"part": "HS03"}, {"surrogate_id": 2}, {"revision_id": 2})],
    *[("surrogate_withdrawal", {"surrogate_id": 1, "withdrawn_at": NOW, "reason": "Nhầm ảnh.", **wrong})
      for wrong in ({"surrogate_id": 999}, {"readmitted_at": NOW}, {"reason": " "}, {"reason": None})],
    *[("file_check", {"digest": DIGEST, "checked_at": NOW, **wrong})
      for wrong in ({"digest": "0" * 64}, {"fault": "DUSTY"}, {"checked_at": None})],
    *[("safe_copy", {"place": "Kho tỉnh", "taken_at": NOW, "recorded_at": NOW, **wrong})
      for wrong in ({"place": " "}, {"recorded_at": NOW.replace(year=2025)}, {"taken_at": None})],
    *[("period", {**PERIOD, **wrong})
      for wrong in ({"code": " "}, {"closes_on": NOW.date()}, {"opened_by_id": 999})],
    *[("coverage_snapshot", {**SNAPSHOT, **wrong})
      for wrong in ({"id": " "}, {"period_code": " "}, {"sha256": "short"}, {"rules_sha256": "short"}, {"document": ""},
                    {"reason": "Lý do"}, {"restates_id": "S-2026-1", "reason": " "}, {"restates_id": "S-2025-9", "reason": "x"},
                    {"restates_id": "S-2026-1"}, {"known_at": NOW.replace(year=2027)}, {"closed_by_id": 999})],
    *scores.BAD,
    ("change_stamp", {"scope": "publication", "number": 0}),
    *[("site_read", {**READ, **wrong}) for wrong in ({"reads": 0}, {"site_id": 999999}, {"person_id": 999})],
    *[("lesson_step", {**LEARNED, **wrong})
      for wrong in ({"step": "DANCE"}, {"lesson": "SECOND"}, {"person_id": 999}, {"recorded_at": None})],
    ("review_comment", {"revision_id": 1, "person_id": 1, "field": "", "text": " ", "recorded_at": NOW}),
    *[("work_assignment", {**WORK, **wrong})
      for wrong in ({"note": " "}, {"ended_at": NOW}, {"ended_by_id": 1}, {"assignee_id": 999}, {"site_id": 999_999},
                    {"ended_at": NOW.replace(year=2025), "ended_by_id": 1})],
    *[("procedure", {**PROCEDURE, **wrong})
      for wrong in ({"name": " "}, {"source": ""}, {"code": "1.01312"}, {"code": "1,013124"}, {"superseded_at": NOW},
                    {"valid_from": NOW.date(), "valid_to": NOW.date()}, {"replaces_id": 999}, {"import_run_id": 999})],
    *[("procedure_count", {**COUNT, **wrong})
      for wrong in ({"period_to": COUNT["period_from"]}, {"received": -1, "digitised_components": -1, "reused": -1},
                    {"digitised_components": 11}, {"digitised_components": -1}, {"reused": 11}, {"reused": -1},
                    {"electronic_results": 13}, {"electronic_results": -1}, {"resolved": -1, "electronic_results": -1},
                    {"unit_id": 999}, {"source": " "}, {"procedure_code": "1013124"}, {"superseded_at": NOW},
                    {"replaces_id": 999}, {"import_run_id": 999})],
]  # fmt: skip


FILE_TABLES = (
    "surrogate",
    "surrogate_description",
    "surrogate_text",
    "surrogate_captions",
    "surrogate_paradata",
    "dossier_item",
    "dossier_item_surrogate",
    "surrogate_withdrawal",
    "file_check",
    "period",
    "coverage_snapshot",
    *scores.TABLES,
    "work_assignment",
    "site_read",
    "lesson_step",
)
GOOD: list[tuple[str, dict[str, Any]]] = [
    ("surrogate_text", {"revision_id": 1, "surrogate_id": 1, "field": "CAPTION", "language": "vi", "text": "Cổng",
                        "origin": "HUMAN", "is_reviewed": False}),
    ("caption_text", {"digest": "c" * 64, "text": "WEBVTT", "cues": 1, "recorded_at": NOW}),
    ("surrogate_paradata", {"revision_id": 1, "surrogate_id": 1, "basis": "CAPTURE"}),
    ("dossier_item", {"revision_id": 1, "part": "HS07", "status": "NOT_APPLICABLE", "reason": "Không có văn bia.",
                      "is_converted_from_paper": False}),
    ("dossier_item_surrogate", {"revision_id": 1, "part": "HS02", "surrogate_id": 1, "position": 0}),
    ("stored_file", {"digest": "0" * 64, "size": 1, "media_type": "JPEG", "recorded_at": NOW}),
    ("surrogate_withdrawal", {"surrogate_id": 1, "withdrawn_at": NOW, "reason": "Nhầm ảnh."}),
    ("file_check", {"digest": DIGEST, "checked_at": NOW, "fault": "CHANGED"}),
    ("safe_copy", {"place": "Kho tỉnh", "taken_at": NOW, "recorded_at": NOW}),
    ("procedure", PROCEDURE),
    ("procedure_count", COUNT),
    ("site_read", READ),
    ("change_stamp", {"scope": "site/999999", "number": 1}),
    ("lesson_step", LEARNED),
    ("period", PERIOD),
    ("coverage_snapshot", SNAPSHOT),
    *scores.GOOD,
    ("work_assignment", WORK),
]  # fmt: skip


@pytest.mark.parametrize(("table", "row"), INSERTED)
def test_a_bad_row_is_refused_by_the_database(catalogue: Catalogue, table: str, row: dict[str, Any]) -> None:
    if table in FILE_TABLES:
        with catalogue.database.write() as session:
            for needed, good in [*FILES, *scores.NEEDED]:
                session.connection().execute(SQLModel.metadata.tables[needed].insert(), good)
    with pytest.raises(sa.exc.IntegrityError), catalogue.database.write() as session:
        session.connection().execute(SQLModel.metadata.tables[table].insert(), row)


@pytest.mark.parametrize(("table", "row"), GOOD)
def test_the_same_rows_without_what_is_wrong_are_taken(
    catalogue: Catalogue, table: str, row: dict[str, Any]
) -> None:
    with catalogue.database.write() as session:
        for needed, good in [*FILES, *scores.NEEDED, (table, row)]:
            session.connection().execute(SQLModel.metadata.tables[needed].insert(), good)


def test_every_table_has_a_bad_value_tried() -> None:
    tried = {table for table, *_ in BAD} | {table for table, _ in INSERTED}
    assert tried == set(SQLModel.metadata.tables)


@pytest.mark.parametrize(("table", "row"), [
    ("procedure", PROCEDURE),
    ("procedure", {**PROCEDURE, "valid_from": NOW.date()}),
    ("procedure_count", COUNT),
    ("procedure_count", {**COUNT, "procedure_code": "1.013124"}),
])  # fmt: skip
def test_what_is_current_of_procedures_stands_once(
    catalogue: Catalogue, table: str, row: dict[str, Any]
) -> None:
    insertion = SQLModel.metadata.tables[table].insert()
    with catalogue.database.write() as session:
        session.connection().execute(insertion, {**row, "superseded_at": NOW.replace(year=2027)})
        session.connection().execute(insertion, row)
    with pytest.raises(sa.exc.IntegrityError), catalogue.database.write() as session:
        session.connection().execute(insertion, row)
