"""Files that are sent as documents of a sheet: stored once, frozen by their SHA-256, opened by whoever may see the sheet."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from catalog import uploads
from catalog.terms import Role
from tests.catalog.scoring.sets import label
from tests.catalogue import NOW, Catalogue
from tests.media import samples
from tests.photographs import attach, photograph
from tests.schema.scoring import COMMUNE, OPEN, SCORE, SUBMIT, Bench, done, line, manual, payload, values
from tests.staff import MUONG_PHANG, Team, code_of, everything, someone

LIMITS = uploads.Limits(longest=1 << 24, quota=1 << 26, most_open=20)
LOOK = """query ($subject: String!, $period: String!) { scoreSheet(subject: $subject, period: $period) {
    state lines { criterion { code } evidence { title url sha256 fileUrl frozenAt fault } } } }"""
KEYED = SCORE.replace("$lines: [SelfScoreInput!]!)", "$lines: [SelfScoreInput!]!, $key: String)").replace(
    "lines: $lines)", "lines: $lines, idempotencyKey: $key)"
)
WITHDRAW = 'mutation ($id: ID!) { withdrawSurrogate(id: $id, reason: "Có người đòi") { problems { code } } }'


@pytest.fixture
def bench(pictured: Catalogue) -> Bench:
    return Bench.of(pictured)


@pytest.fixture
def opened(bench: Bench) -> Bench:
    """The commune's sheet, open, of which A needs a document."""
    wanted = bench.approved(manual("A", 60, evidence_required=label("Báo cáo")), manual("B", 40))
    done(bench.officer, OPEN, **COMMUNE, set=wanted)
    return bench


def sent(who: Catalogue, content: bytes | None = None, name: str = "báo cáo.pdf") -> str:
    """A file as tus leaves it behind: the id of an upload that has ended."""
    content = samples.pdf(2, text="Bao cao") if content is None else content
    assert who.viewer is not None and who.room is not None
    with who.database.write() as session:
        upload = uploads.begin(session, who.viewer, len(content), name, LIMITS, NOW)
        who.room.intake.begin(upload.id)
        who.room.intake.path(upload.id).write_bytes(content)
        uploads.note_progress(session, upload, len(content), hashlib.sha256(content).hexdigest(), NOW)
        return upload.id


def proved(*named: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**values("A", a="60"), "evidence": list(named)}, values("B", a="10")]


def shown(who: Catalogue) -> list[dict[str, Any]]:
    """The documents of A, as somebody sees them."""
    sheet = who.data(LOOK, **COMMUNE)["scoreSheet"]
    found: list[dict[str, Any]] = [] if sheet is None else line(sheet, "A")["evidence"]
    return found


def in_store(who: Catalogue, digest: str) -> bool:
    assert who.room is not None
    return who.room.store.has(digest)


def test_a_file_that_was_sent_is_stored_named_and_frozen_with_the_sheet(opened: Bench) -> None:
    content = samples.pdf(3, text="Bao cao nam")
    digest = hashlib.sha256(content).hexdigest()
    upload = sent(opened.officer, content)
    done(opened.officer, SCORE, **COMMUNE, lines=proved({"title": "Báo cáo năm", "uploadId": upload}))
    (before,) = shown(opened.officer)
    assert (before["title"], before["sha256"], before["frozenAt"]) == ("Báo cáo năm", digest, None)
    assert in_store(opened.officer, digest)
    assert opened.officer.room is not None
    assert not opened.officer.room.intake.path(upload).exists()
    done(opened.officer, SUBMIT, **COMMUNE)
    (after,) = shown(opened.evaluator)
    assert (after["sha256"], after["fault"]) == (digest, None)
    assert after["frozenAt"] is not None
    assert after["fileUrl"].startswith(f"/media/{digest}/original.pdf?expires=")


def test_a_stored_file_is_named_again_by_its_digest_and_two_sheets_may_have_the_same(opened: Bench) -> None:
    content = samples.pdf(1)
    done(
        opened.officer,
        SCORE,
        **COMMUNE,
        lines=proved({"title": "a", "uploadId": sent(opened.officer, content)}),
    )
    digest = hashlib.sha256(content).hexdigest()
    done(
        opened.officer,
        SCORE,
        **COMMUNE,
        lines=proved(
            {"title": "a", "digest": digest}, {"title": "b", "uploadId": sent(opened.officer, photograph())}
        ),
    )
    assert [each["title"] for each in shown(opened.officer)] == ["a", "b"]
    done(
        opened.officer,
        SCORE,
        **COMMUNE,
        lines=proved({"title": "c", "uploadId": sent(opened.officer, content)}),
    )
    assert [(each["title"], each["sha256"]) for each in shown(opened.officer)] == [("c", digest)]


def test_the_address_of_a_file_is_for_whoever_may_see_the_sheet_and_nobody_else(opened: Bench) -> None:
    done(opened.officer, SCORE, **COMMUNE, lines=proved({"title": "a", "uploadId": sent(opened.officer)}))
    done(opened.officer, SUBMIT, **COMMUNE)
    for who in (opened.officer, opened.evaluator, opened.council):
        assert shown(who)[0]["fileUrl"] is not None
    outsider = someone(opened.catalogue, Role.COMMUNE_OFFICER, "03127")
    for nobody in (outsider, opened.catalogue, someone(opened.catalogue, Role.APP_DEVELOPER)):
        assert shown(nobody) == []


def test_a_request_sent_again_names_the_file_once(opened: Bench) -> None:
    lines = proved({"title": "a", "uploadId": sent(opened.officer)})
    for _ in range(2):
        assert payload(opened.officer, KEYED, **COMMUNE, lines=lines, key="một")["problems"] == []
    assert len(shown(opened.officer)) == 1
    again = payload(opened.officer, SCORE, **COMMUNE, lines=lines)
    assert [(each["code"], each["field"]) for each in again["problems"]] == [
        ("UPLOAD_GONE", "A.evidence.0.uploadId")
    ]
    assert len(shown(opened.officer)) == 1


@pytest.mark.parametrize("content", [b"MZ no document at all", samples.pdf(1)[:-200]])
def test_a_file_that_is_no_whole_document_is_refused_and_nothing_of_it_stays(
    opened: Bench, content: bytes
) -> None:
    upload = sent(opened.officer, content)
    before = everything(opened.catalogue)
    (problem,) = payload(opened.officer, SCORE, **COMMUNE, lines=proved({"title": "a", "uploadId": upload}))[
        "problems"
    ]
    assert problem["field"] == "A.evidence.0.uploadId"
    assert everything(opened.catalogue) == before
    assert not in_store(opened.officer, hashlib.sha256(content).hexdigest())
    assert opened.officer.room is not None
    assert not opened.officer.room.intake.path(upload).exists()


def test_where_the_sheet_is_in_the_way_the_upload_waits_for_another_try(opened: Bench) -> None:
    content = samples.pdf(2, text="Lan hai")
    upload = sent(opened.officer, content)
    wrong = [
        {**values("A", a="99"), "evidence": [{"title": "a", "uploadId": upload}]},
        values("B", a="10"),
    ]
    before = everything(opened.catalogue)
    assert payload(opened.officer, SCORE, **COMMUNE, lines=wrong)["problems"] != []
    assert everything(opened.catalogue) == before
    assert not in_store(opened.officer, hashlib.sha256(content).hexdigest())
    done(opened.officer, SCORE, **COMMUNE, lines=proved({"title": "a", "uploadId": upload}))
    assert len(shown(opened.officer)) == 1


def test_nobody_names_anothers_upload_or_one_that_is_under_way(opened: Bench) -> None:
    assert opened.officer.viewer is not None and opened.officer.room is not None
    with opened.catalogue.database.write() as session:
        begun = uploads.begin(session, opened.officer.viewer, 10, "a.pdf", LIMITS, NOW).id
    for upload, code in ((sent(opened.editor), "UPLOAD_UNKNOWN"), ("0" * 32, "UPLOAD_UNKNOWN"), (begun, "UPLOAD_UNDER_WAY")):  # fmt: skip
        before = everything(opened.catalogue)
        found = payload(opened.officer, SCORE, **COMMUNE, lines=proved({"title": "a", "uploadId": upload}))
        assert [(each["code"], each["field"]) for each in found["problems"]] == [
            (code, "A.evidence.0.uploadId")
        ]
        assert everything(opened.catalogue) == before


def test_who_may_not_score_the_sheet_sends_no_file_into_it(opened: Bench) -> None:
    outsider = someone(opened.catalogue, Role.COMMUNE_OFFICER, "03127")
    for who in (outsider, opened.editor):
        content = samples.pdf(2, text=f"Cua {who is outsider}")
        upload = sent(who, content)
        before = everything(opened.catalogue)
        lines = proved({"title": "a", "uploadId": upload})
        assert [code_of(error) for error in who.ask(SCORE, **COMMUNE, lines=lines).errors] in (
            ["FORBIDDEN"],
            ["NOT_FOUND"],
        )
        assert everything(opened.catalogue) == before
        assert not in_store(who, hashlib.sha256(content).hexdigest())


def test_a_withdrawn_file_is_neither_taken_again_nor_opened(opened: Bench, tmp_path: Path) -> None:
    team = Team.of(opened.catalogue)
    content = photograph()
    digest = hashlib.sha256(content).hexdigest()
    done(opened.officer, SCORE, **COMMUNE, lines=proved({"title": "a", "uploadId": sent(opened.officer, content)}))  # fmt: skip
    surrogate = attach(team.editor, team.publish(team.created())["id"], tmp_path, content)["surrogate"]
    assert payload(team.publisher, WITHDRAW, id=surrogate["id"])["problems"] == []
    assert [(each["sha256"], each["fileUrl"]) for each in shown(opened.officer)] == [(digest, None)]
    found = payload(opened.officer, SCORE, **COMMUNE, lines=proved({"title": "b", "uploadId": sent(opened.officer, content)}))  # fmt: skip
    assert [each["code"] for each in found["problems"]] == ["WITHDRAWN"]


def test_a_document_is_in_one_place_a_file_that_was_sent_too(opened: Bench) -> None:
    upload = sent(opened.officer)
    named = {"title": "a", "uploadId": upload, "url": "https://a.vn"}
    found = payload(opened.officer, SCORE, **COMMUNE, lines=proved(named))
    assert [each["code"] for each in found["problems"]] == ["EVIDENCE_PLACE"]
    assert shown(opened.officer) == []
    assert COMMUNE["subject"] == MUONG_PHANG


def test_where_nobody_is_free_to_look_into_a_file_the_upload_waits_for_another_try(opened: Bench) -> None:
    content = samples.pdf(2, text="Het nguoi")
    upload = sent(opened.officer, content)
    assert opened.officer.room is not None
    opened.officer.room.workers.close()
    before = everything(opened.catalogue)
    said = payload(opened.officer, SCORE, **COMMUNE, lines=proved({"title": "a", "uploadId": upload}))
    assert [(each["code"], each["field"]) for each in said["problems"]] == [("BUSY", "A.evidence.0.uploadId")]
    assert everything(opened.catalogue) == before
    assert opened.officer.room.intake.path(upload).read_bytes() == content
