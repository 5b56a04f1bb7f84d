"""Rows of the score tables for `test_constraints`: what they stand on, good ones, and bad ones."""

from __future__ import annotations

from typing import Any

from tests.catalogue import NOW

DIGEST = "a" * 64
TABLES = ("score_subject", "criteria_set", "score_sheet", "score", "score_evidence")
SUBJECT: dict[str, Any] = {"code": "svhttdl", "name": "Sở Văn hóa", "kind": "COLLECTIVE", "recorded_at": NOW}
SHEET: dict[str, Any] = {"id": 1, "subject_code": "svhttdl", "period_code": "2026", "set_name": "mau", "set_version": "1",
                         "set_sha256": DIGEST, "state": "OPEN", "opened_by_id": 1, "opened_at": NOW}  # fmt: skip
ANOTHER_SHEET = {**SHEET, "id": 2, "period_code": "2025"}
ANOTHER_SUBJECT = {**SUBJECT, "code": "03325", "unit_id": 1}
SET: dict[str, Any] = {"name": "mau", "version": "1", "document": "{}", "sha256": DIGEST, "status": "DRAFT",
                       "recorded_by_id": 1, "recorded_at": NOW}  # fmt: skip
SCORE: dict[str, Any] = {"sheet_id": 1, "criterion": "I", "stage": "SELF", "inputs": "{}", "points": "45/4", "actor_id": 1,
                         "recorded_at": NOW}  # fmt: skip
EVIDENCE: dict[str, Any] = {"sheet_id": 1, "criterion": "I", "title": "Báo cáo", "digest": DIGEST, "sha256": DIGEST,
                            "recorded_by_id": 1, "recorded_at": NOW}  # fmt: skip
NEEDED: list[tuple[str, dict[str, Any]]] = [
    ("score_cluster", {"code": "khoi-xa", "name": "Khối xã"}),
    ("score_subject", SUBJECT),
    ("score_sheet", SHEET),
]
BAD: list[tuple[str, dict[str, Any]]] = [
    ("score_cluster", {"code": "a", "name": " "}),
    ("score_cluster", {"code": " ", "name": "a"}),
    *[("score_subject", {**ANOTHER_SUBJECT, **wrong})
      for wrong in ({"code": " "}, {"name": " "}, {"kind": "CROWD"}, {"cluster_code": "không có"}, {"unit_id": 9999},
                    {"kind": "INDIVIDUAL"}, {"person_id": 1}, {"kind": "INDIVIDUAL", "person_id": 1},
                    {"kind": "INDIVIDUAL", "person_id": 999, "unit_id": None}, {"code": "svhttdl"})],
    *[("criteria_set", {**SET, **wrong})
      for wrong in ({"name": " "}, {"version": " "}, {"document": ""}, {"sha256": "short"}, {"status": "LAW"},
                    {"status": "APPROVED"}, {"approved_by_id": 1, "approved_at": NOW, "signature": "x"},
                    {"status": "APPROVED", "approved_by_id": 1, "approved_at": NOW}, {"recorded_by_id": 999})],
    *[("score_sheet", {**ANOTHER_SHEET, **wrong})
      for wrong in ({"period_code": "2026"}, {"period_code": " "}, {"subject_code": "không có"}, {"set_sha256": "short"},
                    {"state": "LOST"}, {"state": "PUBLISHED"}, {"published_at": NOW}, {"submitted_at": NOW},
                    {"rank": 0, "cluster_code": "khoi-xa"}, {"rank": 1}, {"cluster_code": "không có"},
                    {"opened_by_id": 999})],
    *[("score", {**SCORE, **wrong})
      for wrong in ({"sheet_id": 999}, {"criterion": " "}, {"stage": "CROSS"}, {"inputs": ""}, {"points": " "},
                    {"reason": " "}, {"actor_id": 999}, {"actor_id": None})],
    *[("score_evidence", {**EVIDENCE, **wrong})
      for wrong in ({"sheet_id": 999}, {"criterion": " "}, {"title": " "}, {"url": "https://a.vn"}, {"digest": None},
                    {"sha256": "short"}, {"sha256": "b" * 64}, {"sha256": None}, {"digest": "b" * 64, "sha256": "b" * 64},
                    {"digest": None, "snapshot_id": "S-2026-9"}, {"frozen_at": NOW, "superseded_at": NOW},
                    {"digest": None, "url": " "}, {"recorded_by_id": 999})],
]  # fmt: skip
GOOD: list[tuple[str, dict[str, Any]]] = [
    ("score_cluster", {"code": "khoi-so", "name": "Khối sở"}),
    ("score_subject", ANOTHER_SUBJECT),
    ("score_subject", {**SUBJECT, "code": "DB-P-00001", "kind": "INDIVIDUAL", "person_id": 1}),
    ("criteria_set", SET),
    ("criteria_set", {**SET, "status": "APPROVED", "approved_by_id": 1, "approved_at": NOW, "signature": "x"}),
    ("score_sheet", ANOTHER_SHEET),
    ("score_sheet", {**ANOTHER_SHEET, "state": "PUBLISHED", "published_at": NOW, "rank": 1, "cluster_code": "khoi-xa"}),
    ("score", SCORE),
    ("score_evidence", EVIDENCE),
    ("score_evidence", {**EVIDENCE, "digest": None, "url": "https://example.vn/a", "sha256": None}),
]  # fmt: skip
