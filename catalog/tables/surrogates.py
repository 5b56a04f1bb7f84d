"""Digital surrogates: the stored bytes, the captures that they are, and what a revision says of each."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, choice, filled, half_open
from catalog.terms import (
    Access,
    Basis,
    FileFault,
    PeopleShown,
    SurrogateKind,
    SurrogateRole,
    SurrogateTextField,
    TextOrigin,
)


class StoredFile(Table, table=True):
    """Bytes as they were received, named by their SHA-256; what was found in them never changes.

    `checked_at` and `fault` tell of the last check that the bytes are still theirs.

    `placeholder` is a tiny picture as a data: URI, `dhash` a 64-bit difference hash in hexadecimal, by which
    near-equal pictures are found. `captured_*` and `device` are what the file itself says: never public.
    """

    __tablename__ = "stored_file"
    __table_args__ = (
        sa.CheckConstraint("length(digest) = 64", name="digest_form"),
        sa.CheckConstraint("size > 0", name="size_positive"),
        sa.CheckConstraint("(width IS NULL) = (height IS NULL)", name="size_whole"),
        sa.CheckConstraint("width > 0 AND height > 0", name="pixels_positive"),
        sa.CheckConstraint("pages > 0", name="pages_positive"),
        sa.CheckConstraint("seconds > 0", name="seconds_positive"),
        sa.CheckConstraint("length(dhash) = 16", name="dhash_form"),
        sa.CheckConstraint("captured_latitude BETWEEN -90 AND 90", name="captured_latitude_range"),
        sa.CheckConstraint("captured_longitude BETWEEN -180 AND 180", name="captured_longitude_range"),
        sa.CheckConstraint(
            "(captured_latitude IS NULL) = (captured_longitude IS NULL)", name="captured_whole"
        ),
        sa.CheckConstraint("fault IS NULL OR checked_at IS NOT NULL", name="fault_was_seen"),
        sa.Index("ix_stored_file_checked_at", "checked_at"),
    )

    digest: str = Field(primary_key=True, max_length=64)
    size: int = Field(sa_type=sa.BigInteger)
    media_type: str = Field(max_length=40)
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    seconds: float | None = None
    frame_rate: float | None = None
    codecs: str | None = Field(default=None, max_length=100)
    meshes: int | None = None
    triangles: int | None = None
    has_text_layer: bool | None = None
    dhash: str | None = Field(default=None, max_length=16)
    placeholder: str | None = Field(default=None, max_length=2000)
    colour: str | None = Field(default=None, max_length=7)
    captured_latitude: float | None = None
    captured_longitude: float | None = None
    captured_on: str | None = Field(default=None, max_length=10)
    device: str | None = Field(default=None, max_length=200)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    checked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    fault: FileFault | None = Field(default=None, sa_type=choice(FileFault))


class PictureBand(Table, table=True):
    """A piece of a picture's difference hash, by which near-equal ones are found (`catalog.surrogates.likeness`)."""

    __tablename__ = "picture_band"
    __table_args__ = (
        sa.CheckConstraint("band BETWEEN 0 AND 6 AND value >= 0", name="band_form"),
        sa.Index("ix_picture_band_digest", "digest"),
    )

    band: int = Field(primary_key=True)
    value: int = Field(primary_key=True)
    digest: str = Field(foreign_key="stored_file.digest", primary_key=True, max_length=64)


class FixityRun(Table, table=True):
    """One check of stored files: how many were looked at, how many were not what they were."""

    __tablename__ = "fixity_run"
    __table_args__ = (
        half_open("started_at", "ended_at"),
        sa.CheckConstraint("checked >= 0 AND faults BETWEEN 0 AND checked", name="counts_natural"),
    )

    id: int | None = Field(default=None, primary_key=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    is_whole: bool
    checked: int = 0
    faults: int = 0


class Surrogate(Table, table=True):
    """One capture of a site. Its code is permanent and never reused; `withdrawn_at` takes it out of sight at once."""

    __tablename__ = "surrogate"
    __table_args__ = (
        sa.UniqueConstraint("site_id", "digest"),
        sa.CheckConstraint("code LIKE 'DB-S-_____%.___%'", name="code_form"),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawal_reason IS NULL)", name="withdrawal_whole"),
        sa.Index("ix_surrogate_digest", "digest"),
    )

    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    code: str = Field(unique=True, max_length=30)
    kind: SurrogateKind = Field(sa_type=choice(SurrogateKind))
    digest: str = Field(foreign_key="stored_file.digest", max_length=64)
    attached_by_id: int = Field(foreign_key="person.id")
    attached_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawal_reason: str | None = Field(default=None, sa_type=sa.Text)


class SurrogateDescription(Table, table=True):
    """What one revision says of a surrogate; `is_public` is what `catalog.sites.surrogates.is_public` decided."""

    __tablename__ = "surrogate_description"
    __table_args__ = (
        sa.CheckConstraint("position >= 0", name="position_natural"),
        sa.CheckConstraint("captured_latitude BETWEEN -90 AND 90", name="captured_latitude_range"),
        sa.CheckConstraint("captured_longitude BETWEEN -180 AND 180", name="captured_longitude_range"),
        sa.CheckConstraint(
            "(captured_latitude IS NULL) = (captured_longitude IS NULL)", name="captured_whole"
        ),
        sa.CheckConstraint("focal_x BETWEEN 0 AND 1", name="focal_x_range"),
        sa.CheckConstraint("focal_y BETWEEN 0 AND 1", name="focal_y_range"),
        sa.CheckConstraint(
            "NOT is_public OR (rights_uri IS NOT NULL AND access = 'PUBLIC' AND NOT has_personal_data)",
            name="public_by_right",
        ),
        sa.Index("ix_surrogate_description_surrogate_id", "surrogate_id"),
    )

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    surrogate_id: int = Field(foreign_key="surrogate.id", primary_key=True)
    position: int
    role: SurrogateRole = Field(sa_type=choice(SurrogateRole))
    captured_edtf: str | None = Field(default=None, max_length=100)
    maker: str | None = Field(default=None, max_length=300)
    device: str | None = Field(default=None, max_length=300)
    method: str | None = Field(default=None, max_length=300)
    rights_uri: str | None = Field(default=None, max_length=100)
    holder: str | None = Field(default=None, max_length=300)
    credit_line: str | None = Field(default=None, max_length=300)
    access: Access = Field(sa_type=choice(Access))
    people: PeopleShown | None = Field(default=None, sa_type=choice(PeopleShown))
    consent: str | None = Field(default=None, sa_type=sa.Text)
    has_personal_data: bool
    captured_latitude: float | None = None
    captured_longitude: float | None = None
    focal_x: float | None = None
    focal_y: float | None = None
    poster: str | None = Field(default=None, max_length=30)
    is_public: bool


class SurrogateText(Table, table=True):
    """A text about a surrogate in one language."""

    __tablename__ = "surrogate_text"
    __table_args__ = (filled("text"),)

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    surrogate_id: int = Field(foreign_key="surrogate.id", primary_key=True)
    field: SurrogateTextField = Field(sa_type=choice(SurrogateTextField), primary_key=True)
    language: str = Field(primary_key=True, max_length=20)
    text: str = Field(sa_type=sa.Text)
    origin: TextOrigin = Field(sa_type=choice(TextOrigin))
    is_reviewed: bool


class CaptionText(Table, table=True):
    """A caption track as WebVTT, named by its SHA-256: revisions that say the same share it."""

    __tablename__ = "caption_text"
    __table_args__ = (
        sa.CheckConstraint("length(digest) = 64", name="digest_form"),
        sa.CheckConstraint("cues > 0", name="cues_positive"),
        filled("text"),
    )

    digest: str = Field(primary_key=True, max_length=64)
    text: str = Field(sa_type=sa.Text)
    cues: int
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class SurrogateCaptions(Table, table=True):
    """The caption track of a recording in one language, as one revision has it."""

    __tablename__ = "surrogate_captions"

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    surrogate_id: int = Field(foreign_key="surrogate.id", primary_key=True)
    language: str = Field(primary_key=True, max_length=20)
    digest: str = Field(foreign_key="caption_text.digest", max_length=64)


class SurrogateParadata(Table, table=True):
    """How a surrogate came to be, so that it can be understood and judged (London Charter 2.1, principle 4)."""

    __tablename__ = "surrogate_paradata"

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    surrogate_id: int = Field(foreign_key="surrogate.id", primary_key=True)
    basis: Basis | None = Field(default=None, sa_type=choice(Basis))
    method: str | None = Field(default=None, max_length=500)
    device: str | None = Field(default=None, max_length=500)
    operator: str | None = Field(default=None, max_length=500)
    made_edtf: str | None = Field(default=None, max_length=100)
    sources: str | None = Field(default=None, sa_type=sa.Text)
    software: str | None = Field(default=None, max_length=500)
    accuracy: str | None = Field(default=None, max_length=500)
