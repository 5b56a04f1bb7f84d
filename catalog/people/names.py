"""Names of people, and those by which they sign in."""

from __future__ import annotations

import re

from catalog.people.office import MACHINE, refuse
from catalog.text import clean_text, fold, nfc

NAME_LENGTH = 200
_SIGN_IN_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


def person_name(name: str) -> str:
    """A name as it is stored (NFC).

    Raises `ProblemsError` if it is blank, over-long, holds control characters, or is the name under which the
    history shows the machine itself.
    """
    cleaned = clean_text(name, field="name", max_length=NAME_LENGTH)
    if not cleaned:
        raise refuse("NAME_MISSING", "Thiếu tên người dùng.", "The person's name is missing.", "name")
    if fold(cleaned) == fold(MACHINE):
        raise refuse(
            "NAME_RESERVED",
            "Tên này dành cho chính hệ thống; hãy ghi họ và tên.",
            "This name is the system's own; please give the full name.",
            "name",
        )
    return cleaned


def plain_name(sign_in_name: str) -> str:
    """A sign-in name as it is compared: NFC, small letters, nothing around it."""
    return nfc(sign_in_name).strip().lower()


def is_sign_in_name(name: str) -> bool:
    """Whether a plain name can be anybody's sign-in name; what cannot is never asked of the database."""
    return _SIGN_IN_NAME.fullmatch(name) is not None
