"""How people sign in: accounts, identities elsewhere, second factors, one-time links, sessions, failed tries.

Every secret is kept as a hash but one: a server must know the second factor's secret to reckon the next
code (RFC 6238, 5.1). It is protected as the database file is, and is never in history, exports or archive.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, choice, filled
from catalog.terms import JourneyPurpose, LinkPurpose


class Account(Table, table=True):
    """A person's way to sign in; without a password hash only an identity elsewhere opens it.

    Keepers of apps have tokens only, and no account.

    `totp_step` is the last 30-second step whose code was accepted: each is good once (RFC 6238, 5.2).
    """

    __tablename__ = "account"
    __table_args__ = (
        filled("sign_in_name"),
        sa.CheckConstraint("sign_in_name = lower(sign_in_name)", name="sign_in_name_lower"),
        sa.CheckConstraint("password_hash LIKE '$argon2id$%'", name="password_hash_form"),
        sa.CheckConstraint("totp_step IS NULL OR totp_secret IS NOT NULL", name="totp_step_of_secret"),
    )

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    sign_in_name: str = Field(unique=True, max_length=60)
    password_hash: str | None = Field(default=None, max_length=200)
    totp_secret: str | None = Field(default=None, max_length=64)
    totp_step: int | None = Field(default=None, sa_type=sa.BigInteger)
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class RecoveryCode(Table, table=True):
    """A code that stands for a lost second factor, once; by its SHA-256 (80 random bits cannot be guessed)."""

    __tablename__ = "recovery_code"
    __table_args__ = (sa.CheckConstraint("length(sha256) = 64", name="sha256_form"),)

    person_id: int = Field(foreign_key="account.person_id", primary_key=True)
    sha256: str = Field(primary_key=True, max_length=64)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OneTimeLink(Table, table=True):
    """A link by which somebody sets a password, once; `ended_at` is when it was used or replaced.

    The first administrator's names nobody: that person is made when it is used.
    """

    __tablename__ = "one_time_link"
    __table_args__ = (
        sa.CheckConstraint("length(sha256) = 64", name="sha256_form"),
        sa.CheckConstraint(
            "(purpose = 'FIRST_ADMINISTRATOR') = (person_id IS NULL)", name="person_of_purpose"
        ),
        sa.CheckConstraint("recorded_at < expires_at", name="expires_at_after_start"),
    )

    sha256: str = Field(primary_key=True, max_length=64)
    purpose: LinkPurpose = Field(sa_type=choice(LinkPurpose))
    person_id: int | None = Field(default=None, foreign_key="account.person_id", index=True)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInSession(Table, table=True):
    """A signed-in browser, by the SHA-256 of what its cookie holds.

    `second_factor_at` is empty while the second factor has not been shown, or none is set up.
    """

    __tablename__ = "sign_in_session"
    __table_args__ = (
        sa.CheckConstraint("length(sha256) = 64", name="sha256_form"),
        sa.CheckConstraint("recorded_at < expires_at", name="expires_at_after_start"),
    )

    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="account.person_id", index=True)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    second_factor_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    address: str = Field(max_length=64)
    user_agent: str = Field(max_length=120)


class ExternalIdentity(Table, table=True):
    """Who a person is at the office's own provider: issuer and subject together name one user for ever.

    Nothing else does (OpenID Connect Core 1.0, 5.7): names and e-mail addresses change hands.
    """

    __tablename__ = "external_identity"
    __table_args__ = (
        filled("issuer"),
        filled("subject"),
        sa.UniqueConstraint("person_id", "issuer"),
    )

    issuer: str = Field(primary_key=True, max_length=500)
    subject: str = Field(primary_key=True, max_length=255)
    person_id: int = Field(foreign_key="account.person_id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class SignInJourney(Table, table=True):
    """A browser that was sent to the provider and is expected back, once; by the SHA-256 of its cookie.

    State, nonce and PKCE verifier follow from what the cookie holds, so none of them is kept here.
    `session_id` is the session it left with: the one to link (LINK), or to end when it comes back.
    """

    __tablename__ = "sign_in_journey"
    __table_args__ = (
        sa.CheckConstraint("length(sha256) = 64", name="sha256_form"),
        sa.CheckConstraint("purpose <> 'LINK' OR session_id IS NOT NULL", name="session_of_purpose"),
        sa.CheckConstraint("(purpose = 'JOIN') = (link_sha256 IS NOT NULL)", name="link_of_purpose"),
        sa.CheckConstraint("recorded_at < expires_at", name="expires_at_after_start"),
    )

    sha256: str = Field(primary_key=True, max_length=64)
    purpose: JourneyPurpose = Field(sa_type=choice(JourneyPurpose))
    session_id: int | None = Field(default=None, foreign_key="sign_in_session.id")
    link_sha256: str | None = Field(default=None, foreign_key="one_time_link.sha256", max_length=64)
    wanted: str = Field(max_length=500)
    language: str | None = Field(default=None, max_length=2)
    address: str = Field(max_length=64, index=True)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class SignInAttempt(Table, table=True):
    """A try to sign in that has not succeeded: under which name (hashed), and from where.

    A table of ours rather than the storage of a library: counts must hold across workers and restarts, on
    the database that is there, and `limits` keeps them in memory or in servers that an office does not have.
    """

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        sa.CheckConstraint("length(name_sha256) = 64", name="name_sha256_form"),
        sa.Index("ix_sign_in_attempt_name", "name_sha256", "at"),
        sa.Index("ix_sign_in_attempt_address", "address", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name_sha256: str = Field(max_length=64)
    address: str = Field(max_length=64)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
