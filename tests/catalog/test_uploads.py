"""Whose upload it is, how much somebody may have under way, and when it ends."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from catalog.errors import BadRequestError, ForbiddenError, NotFoundError, ProblemsError
from catalog.people import Viewer
from catalog.tables import Upload
from catalog.terms import Role
from catalog.uploads import (
    LIFE,
    TOLD,
    EndedUpload,
    GoneError,
    Limits,
    QuotaError,
    TooLargeError,
    Usage,
    begin,
    claim,
    find,
    is_news,
    note_progress,
    sweep,
    terminate,
    usage,
)
from media.intake import Partial
from tests.catalogue import NOW, Catalogue
from tests.staff import MUONG_PHANG, someone

LIMITS = Limits(longest=1000, quota=2500, most_open=4)
DIGEST = hashlib.sha256(b"x").hexdigest()


def viewer(catalogue: Catalogue, role: Role = Role.EDITOR, unit: str | None = None) -> Viewer:
    known = someone(catalogue, role, unit).viewer
    assert known is not None
    return known


def begun(catalogue: Catalogue, who: Viewer, length: int = 10, name: str = "a.jpg") -> Upload:
    with catalogue.database.write() as session:
        return begin(session, who, length, name, LIMITS, NOW)


def noted(catalogue: Catalogue, upload: Upload, size: int, now: datetime = NOW) -> None:
    with catalogue.database.write() as session:
        note_progress(session, find(session, upload.person_id, upload.id, now), size, DIGEST, now)


def found(catalogue: Catalogue, who: Viewer, upload: Upload, now: datetime = NOW) -> Upload:
    with catalogue.database.read() as session:
        return find(session, who.person_id, upload.id, now)


def rows(catalogue: Catalogue) -> list[Upload]:
    with catalogue.database.read() as session:
        return [Upload(**row.model_dump()) for row in session.exec(select(Upload).order_by(Upload.id))]


@pytest.mark.parametrize("role", Role)
def test_who_may_attach_a_file_to_a_record_or_a_sheet_may_send_one_and_nobody_else(
    catalogue: Catalogue, role: Role
) -> None:
    who = viewer(catalogue, role, MUONG_PHANG if role == Role.COMMUNE_OFFICER else None)
    if role in (Role.EDITOR, Role.COMMUNE_OFFICER, Role.REVIEWER, Role.PUBLISHER):
        assert begun(catalogue, who).person_id == who.person_id
        return
    with pytest.raises(ForbiddenError):
        begun(catalogue, who)
    assert rows(catalogue) == []


def test_an_upload_is_its_beginners_and_to_everybody_else_there_is_none(catalogue: Catalogue) -> None:
    mine, theirs = viewer(catalogue), viewer(catalogue)
    upload = begun(catalogue, mine, name="../../Ảnh\u202e.jpg")
    assert (len(upload.id), upload.file_name, upload.expires_at) == (32, "Ảnh.jpg", NOW + LIFE)
    assert found(catalogue, mine, upload).id == upload.id
    before = rows(catalogue)
    told = set()
    for who, name in (
        (theirs, upload.id),
        (mine, "f" * 32),
        (mine, "' OR 1=1 --"),
        (mine, "x\0"),
        (mine, ""),
    ):
        with pytest.raises(NotFoundError) as unknown, catalogue.database.write() as session:
            find(session, who.person_id, name, NOW)
        with pytest.raises(NotFoundError), catalogue.database.write() as session:
            terminate(session, who.person_id, name, NOW)
        with pytest.raises(ProblemsError) as refused, catalogue.database.write() as session:
            claim(session, who.person_id, name, NOW)
        told.add((unknown.type, str(unknown.value), str(refused.value)))
    assert len(told) == 1
    assert rows(catalogue) == before


def test_nothing_empty_too_long_or_over_the_quota_is_begun(catalogue: Catalogue) -> None:
    who, other = viewer(catalogue), viewer(catalogue)
    for length, error in ((0, BadRequestError), (-1, BadRequestError), (1001, TooLargeError)):
        with pytest.raises(error):
            begun(catalogue, who, length)
    begun(catalogue, who, 1000)
    begun(catalogue, who, 1000)
    with pytest.raises(QuotaError, match="2500"):
        begun(catalogue, who, 501)
    begun(catalogue, who, 499)
    begun(catalogue, who, 1)
    with pytest.raises(QuotaError, match="at most 4"):
        begun(catalogue, who, 1)
    begun(catalogue, other, 1000)
    with catalogue.database.read() as session:
        assert usage(session, who.person_id, NOW) == Usage(4, 2500)
        assert usage(session, who.person_id, NOW + LIFE) == Usage(0, 0)
    assert len(rows(catalogue)) == 5


def test_what_is_given_up_attached_or_expired_frees_its_share(catalogue: Catalogue) -> None:
    who = viewer(catalogue)
    one, two = begun(catalogue, who, 1000), begun(catalogue, who, 1000)
    with catalogue.database.write() as session:
        terminate(session, who.person_id, one.id, NOW)
    noted(catalogue, two, 1000)
    with catalogue.database.write() as session:
        claim(session, who.person_id, two.id, NOW)
    with catalogue.database.read() as session:
        assert usage(session, who.person_id, NOW) == Usage(0, 0)


def test_an_upload_ends_seventy_two_hours_after_its_last_byte(catalogue: Catalogue) -> None:
    who = viewer(catalogue)
    upload = begun(catalogue, who)
    later = NOW + timedelta(hours=71)
    assert not is_news(upload, 5, NOW + timedelta(seconds=59))
    assert is_news(upload, 5, NOW + timedelta(seconds=60))
    assert is_news(upload, 10, NOW)
    noted(catalogue, upload, 5, later)
    assert found(catalogue, who, upload, later + LIFE - timedelta(seconds=1)).ended_at is None
    for verb in (find, terminate):
        with pytest.raises(GoneError, match="expired"), catalogue.database.write() as session:
            verb(session, who.person_id, upload.id, later + LIFE)


def test_an_ended_upload_is_taken_over_once(catalogue: Catalogue) -> None:
    who = viewer(catalogue)
    upload = begun(catalogue, who)
    with pytest.raises(ProblemsError) as early, catalogue.database.write() as session:
        claim(session, who.person_id, upload.id, NOW)
    assert (early.value.problems[0].code, early.value.problems[0].field) == ("UPLOAD_UNDER_WAY", "uploadId")
    noted(catalogue, upload, 10)
    ended = found(catalogue, who, upload)
    assert (ended.ended_at, ended.digest) == (NOW, DIGEST)
    with pytest.raises(RuntimeError), catalogue.database.write() as session:
        claim(session, who.person_id, upload.id, NOW)
        raise RuntimeError  # what came after it failed: it is as it was
    with catalogue.database.write() as session:
        claimed = claim(session, who.person_id, upload.id, NOW)
    assert claimed == EndedUpload(upload.id, DIGEST, 10, "a.jpg")
    before = rows(catalogue)
    with pytest.raises(ProblemsError) as again, catalogue.database.write() as session:
        claim(session, who.person_id, upload.id, NOW)
    assert again.value.problems[0].code == "UPLOAD_GONE"
    with pytest.raises(GoneError, match="attached"):
        found(catalogue, who, upload)
    assert rows(catalogue) == before


def test_what_has_expired_is_swept_and_told_so_for_a_month(catalogue: Catalogue, tmp_path: Path) -> None:
    who, partial = viewer(catalogue), Partial(tmp_path / "uploads")
    old, young = begun(catalogue, who), begun(catalogue, who)
    noted(catalogue, young, 5, NOW + timedelta(hours=1))
    orphan, fresh_orphan = "a" * 32, "b" * 32
    for name in (old.id, young.id, orphan, fresh_orphan):
        partial.begin(name)
    os.utime(partial.path(orphan), (1, 1))
    with partial.open(old.id, 0, 10), catalogue.database.write() as session:
        assert sweep(session, partial, NOW) == 1  # the orphan
    with catalogue.database.write() as session:
        assert sweep(session, partial, NOW + LIFE) == 1  # the one that has expired
    assert sorted(partial.ids()) == sorted([young.id, fresh_orphan])
    with pytest.raises(GoneError):
        found(catalogue, who, old, NOW + LIFE)
    with catalogue.database.write() as session:
        sweep(session, partial, NOW + LIFE + TOLD)
    with pytest.raises(NotFoundError) as unknown:
        found(catalogue, who, old, NOW + LIFE + TOLD)
    assert unknown.type is NotFoundError
    assert [row.id for row in rows(catalogue)] == [young.id]


def test_a_file_that_is_being_written_to_is_not_swept(catalogue: Catalogue, tmp_path: Path) -> None:
    who, partial = viewer(catalogue), Partial(tmp_path / "uploads")
    upload = begun(catalogue, who)
    partial.begin(upload.id)
    with partial.open(upload.id, 0, 10), catalogue.database.write() as session:
        assert sweep(session, partial, NOW + LIFE) == 0
    assert list(partial.ids()) == [upload.id]
