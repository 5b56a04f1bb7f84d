"""Score sheets: who is scored, by which criteria, with which points and evidence. What was scored is only added to."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, choice, filled
from catalog.terms import ScoreStage, SetStatus, SheetState, SubjectForm


class ScoreCluster(Table, table=True):
    """Similar subjects that are ranked among each other."""

    __tablename__ = "score_cluster"
    __table_args__ = (filled("code"), filled("name"))

    code: str = Field(primary_key=True, max_length=40)
    name: str = Field(max_length=200)


class ScoreSubject(Table, table=True):
    """Who is scored: a collective, which may be a unit's, or a person. Kept once it has a sheet or a cluster."""

    __tablename__ = "score_subject"
    __table_args__ = (
        filled("code"),
        filled("name"),
        sa.CheckConstraint("(kind = 'INDIVIDUAL') = (person_id IS NOT NULL)", name="person_of_individual"),
        sa.CheckConstraint("unit_id IS NULL OR person_id IS NULL", name="unit_or_person"),
        sa.UniqueConstraint("unit_id"),
        sa.UniqueConstraint("person_id"),
        sa.Index("ix_score_subject_cluster_code", "cluster_code"),
    )

    code: str = Field(primary_key=True, max_length=40)
    name: str = Field(max_length=200)
    kind: SubjectForm = Field(sa_type=choice(SubjectForm))
    cluster_code: str | None = Field(default=None, max_length=40, foreign_key="score_cluster.code")
    unit_id: int | None = Field(default=None, foreign_key="admin_unit.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class CriteriaSetVersion(Table, table=True):
    """One version of a set of criteria. `signature` is the catalogue's own over the document whose hash is `sha256`.

    Once approved it can only be retired: triggers refuse every other UPDATE, and every DELETE.
    """

    __tablename__ = "criteria_set"
    __table_args__ = (
        filled("name"),
        filled("version"),
        filled("document"),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_form"),
        sa.CheckConstraint(
            "(status = 'DRAFT') = (approved_by_id IS NULL) AND (approved_by_id IS NULL) = (approved_at IS NULL) "
            "AND (approved_by_id IS NULL) = (signature IS NULL)",
            name="approved_whole",
        ),
    )

    name: str = Field(primary_key=True, max_length=80)
    version: str = Field(primary_key=True, max_length=40)
    document: str = Field(sa_type=sa.Text)
    sha256: str = Field(max_length=64)
    status: SetStatus = Field(sa_type=choice(SetStatus))
    recorded_by_id: int = Field(foreign_key="person.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    approved_by_id: int | None = Field(default=None, foreign_key="person.id")
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    signature: str | None = Field(default=None, sa_type=sa.Text)


class ScoreSheet(Table, table=True):
    """One subject's sheet of one period; it pins the version of the criteria by which it was opened.

    `due_on` is the last day for submitting. `total`, `cluster_code`, `rank` and `decided_by` are what was published: the
    exact number, the cluster and the place in it, and the tie-breakers that decided it (JSON). Then nothing changes.
    """

    __tablename__ = "score_sheet"
    __table_args__ = (
        filled("period_code"),
        sa.CheckConstraint("length(set_sha256) = 64", name="sha256_form"),
        sa.CheckConstraint("rank >= 1", name="rank_positive"),
        sa.CheckConstraint("rank IS NULL OR cluster_code IS NOT NULL", name="rank_in_cluster"),
        sa.CheckConstraint("(submitted_at IS NULL) = (submitted_by_id IS NULL)", name="submitted_whole"),
        sa.CheckConstraint("(published_at IS NOT NULL) = (state = 'PUBLISHED')", name="published_at_of_published"),
        sa.UniqueConstraint("subject_code", "period_code"),
        sa.Index("ix_score_sheet_period_code", "period_code"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    subject_code: str = Field(max_length=40, foreign_key="score_subject.code")
    period_code: str = Field(max_length=20)
    set_name: str = Field(max_length=80)
    set_version: str = Field(max_length=40)
    set_sha256: str = Field(max_length=64)
    state: SheetState = Field(sa_type=choice(SheetState))
    due_on: date | None = None
    opened_by_id: int = Field(foreign_key="person.id")
    opened_at: datetime = Field(sa_type=UtcDateTime)
    submitted_by_id: int | None = Field(default=None, foreign_key="person.id")
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    total: str | None = Field(default=None, max_length=80)
    cluster_code: str | None = Field(default=None, max_length=40, foreign_key="score_cluster.code")
    rank: int | None = None
    decided_by: str | None = Field(default=None, sa_type=sa.Text)


class Score(Table, table=True):
    """The points of one criterion at one stage, with what they were made from; the newest of a stage counts.

    `points` is exact ("45/4"); empty where the criterion does not apply. `inputs` is JSON: values, choice, figure.
    Triggers refuse UPDATE and DELETE.
    """

    __tablename__ = "score"
    __table_args__ = (
        filled("criterion"),
        filled("inputs"),
        filled("points"),
        filled("reason"),
        sa.Index("ix_score_sheet_id", "sheet_id", "criterion", "stage"),
    )

    id: int | None = Field(default=None, primary_key=True)
    sheet_id: int = Field(foreign_key="score_sheet.id")
    criterion: str = Field(max_length=40)
    stage: ScoreStage = Field(sa_type=choice(ScoreStage))
    inputs: str = Field(sa_type=sa.Text)
    points: str | None = Field(default=None, max_length=80)
    reason: str | None = Field(default=None, sa_type=sa.Text)
    actor_id: int = Field(foreign_key="person.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class ScoreEvidence(Table, table=True):
    """What proves a criterion's points: an address, a stored file or a snapshot, with its SHA-256.

    `superseded_at`: named no more, before it was frozen. Frozen at submission: triggers refuse any change after that.
    """

    __tablename__ = "score_evidence"
    __table_args__ = (
        filled("criterion"),
        filled("title"),
        filled("url"),
        sa.CheckConstraint(
            "CASE WHEN url IS NULL THEN 0 ELSE 1 END + CASE WHEN digest IS NULL THEN 0 ELSE 1 END + "
            "CASE WHEN snapshot_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_place",
        ),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_form"),
        sa.CheckConstraint("digest IS NULL OR (sha256 IS NOT NULL AND digest = sha256)", name="digest_is_sha256"),
        sa.CheckConstraint("snapshot_id IS NULL OR sha256 IS NOT NULL", name="sha256_of_snapshot"),
        sa.CheckConstraint("frozen_at IS NULL OR superseded_at IS NULL", name="frozen_stays"),
        sa.Index("ix_score_evidence_sheet_id", "sheet_id", "criterion"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    sheet_id: int = Field(foreign_key="score_sheet.id")
    criterion: str = Field(max_length=40)
    title: str = Field(max_length=500)
    url: str | None = Field(default=None, sa_type=sa.Text)
    digest: str | None = Field(default=None, max_length=64, foreign_key="stored_file.digest")
    snapshot_id: str | None = Field(default=None, max_length=40, foreign_key="coverage_snapshot.id")
    sha256: str | None = Field(default=None, max_length=64)
    recorded_by_id: int = Field(foreign_key="person.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    frozen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
