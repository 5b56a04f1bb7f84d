"""The second factor: codes of a telephone that change every 30 seconds (RFC 6238), and recovery codes."""

from __future__ import annotations

import base64
import re
import secrets
from datetime import datetime
from hmac import compare_digest

import pyotp
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.errors import NotFoundError
from catalog.people.office import NO_SUCH_PERSON, Office, refuse
from catalog.people.opaque import digest
from catalog.tables import Account, RecoveryCode
from catalog.terms import Action

ISSUER = "Danh mục di tích Điện Biên"
STEP_SECONDS = 30
RECOVERY_CODES = 10
_SECRET = re.compile(r"[A-Z2-7]{32}")


def new_totp_secret() -> str:
    """A secret of 160 bits, as RFC 4226 (4, R6) recommends; kept nowhere before a code of it was shown."""
    return pyotp.random_base32(32)


def provisioning_address(secret: str, sign_in_name: str) -> str:
    """What the QR code says to a telephone's programme."""
    return pyotp.TOTP(secret).provisioning_uri(name=sign_in_name, issuer_name=ISSUER)


def accepted_step(secret: str, code: str, now: datetime, last: int | None) -> int | None:
    """The time step whose code this is, one before and one after the present included; None if of none.

    No step is good twice, nor one before the last (RFC 6238, 5.2).
    """
    code = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", code):
        return None
    present, totp = int(now.timestamp()) // STEP_SECONDS, pyotp.TOTP(secret)
    for step in (present - 1, present, present + 1):
        if (last is None or step > last) and compare_digest(totp.generate_otp(step), code):
            return step
    return None


def account_of(session: Session, person_id: int) -> Account:
    """How a person signs in. Raises `NotFoundError` for somebody without an account."""
    account = session.get(Account, person_id)
    if account is None:
        raise NotFoundError(NO_SUCH_PERSON)
    return account


def set_up(office: Office, person_id: int, secret: str, code: str) -> list[str]:
    """Make this the person's second factor; answers new recovery codes, seen this once.

    Raises `ProblemsError` for a code that is not of this secret.
    """
    account = account_of(office.session, person_id)
    step = accepted_step(secret, code, office.now, None) if _SECRET.fullmatch(secret) else None
    if step is None:
        raise refuse(
            "WRONG_CODE",
            "Mã không đúng. Hãy kiểm tra giờ của điện thoại rồi nhập mã đang hiện.",
            "The code is not right. Check the telephone's clock and enter the code it shows now.",
            "code",
        )
    account.totp_secret, account.totp_step = secret, step
    office.session.flush()
    codes = _new_recovery_codes(office, person_id)
    office.note(Action.CHANGE_SECOND_FACTOR, person_id, after={"second_factor": True})
    return codes


def take_away(office: Office, person_id: int) -> None:
    """Remove the person's second factor and recovery codes, where there are any."""
    account = account_of(office.session, person_id)
    if account.totp_secret is None:
        return
    account.totp_secret = account.totp_step = None
    office.session.execute(sa.delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))
    office.session.flush()
    office.note(Action.CHANGE_SECOND_FACTOR, person_id, after={"second_factor": False})


def _new_recovery_codes(office: Office, person_id: int) -> list[str]:
    office.session.execute(sa.delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))
    codes = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES)]
    office.session.add_all(
        RecoveryCode(person_id=person_id, sha256=digest(code), recorded_at=office.now) for code in codes
    )
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes]


def accept_code(session: Session, account: Account, code: str, now: datetime) -> bool:
    """Whether this is the code of the moment, or a recovery code; either is used up by it."""
    step = accepted_step(account.totp_secret or "", code, now, account.totp_step)
    if step is not None:
        account.totp_step = step
        return True
    given = re.sub(r"[\s-]", "", code).lower()
    recovery = session.get(RecoveryCode, (account.person_id, digest(given)))
    if recovery is None or recovery.used_at is not None:
        return False
    recovery.used_at = now
    return True


def recovery_codes_left(session: Session, person_id: int) -> int:
    """How many recovery codes are still good."""
    query = sa.select(sa.func.count()).where(
        col(RecoveryCode.person_id) == person_id, col(RecoveryCode.used_at).is_(None)
    )
    return session.scalar(query) or 0
