"""What the wording of an act tells: which kind of authority signed it, how much of it is stated."""

from __future__ import annotations

from datetime import date

from catalog.terms import AuthorityKind, Certainty
from catalog.text import fold


def authority_kind(wording: str | None) -> AuthorityKind:
    """What kind of authority a wording names; "(cũ)" and bodies of former times are FORMER_BODY."""
    if wording is None:
        return AuthorityKind.UNKNOWN
    plain = fold(wording)
    if "(cũ)" in wording.lower() or plain.startswith(("ty ", "uy ban hanh chinh")):
        return AuthorityKind.FORMER_BODY
    if "thu tuong" in plain:
        return AuthorityKind.PRIME_MINISTER
    if plain.startswith(("bo ", "bo truong")):
        return AuthorityKind.MINISTER
    if plain.startswith(
        ("ubnd tinh", "uy ban nhan dan tinh", "chu tich ubnd tinh", "chu tich uy ban nhan dan tinh")
    ):
        return AuthorityKind.PROVINCE
    return AuthorityKind.UNKNOWN


def certainty_of(number: str | None, day: date | None) -> Certainty:
    """How much of an act is stated."""
    if number and day:
        return Certainty.STATED
    if number:
        return Certainty.NUMBER_ONLY
    return Certainty.DATE_ONLY if day else Certainty.RANK_ONLY
