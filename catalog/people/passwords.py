"""Passwords: which are good enough, and how they are kept (Argon2id, RFC 9106).

The rules are those of NIST SP 800-63B, 3.1.1: long, none that everybody tries first, no demands for signs
and capitals, no forced change. A password is compared in NFC, so it may be typed on any machine.
"""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from catalog.errors import Message, Problem
from catalog.people.opaque import new_secret
from catalog.text import fold, nfc, squeeze, text_problem

SHORTEST, LONGEST = 12, 128

AT_ONCE = 2
"""Hashes reckoned at the same time: each takes 64 MiB, and a flood of sign-ins must not eat the memory."""

_turns = BoundedSemaphore(AT_ONCE)
_hasher = PasswordHash((Argon2Hasher(),))

_COMMON = frozenset(
    [
        "123456789012",
        "1234567890123",
        "12345678910",
        "123123123123",
        "111111111111",
        "000000000000",
        "password1234",
        "password12345",
        "password123456",
        "passwordpassword",
        "qwertyuiop12",
        "qwertyuiop123",
        "qwertyuiop1234",
        "qwerty123456",
        "1qaz2wsx3edc",
        "1q2w3e4r5t6y",
        "abcdefghijkl",
        "abcd12345678",
        "abc123456789",
        "iloveyou1234",
        "letmein12345",
        "welcome12345",
        "admin1234567",
        "administrator",
        "changemechangeme",
        "matkhau12345",
        "matkhau123456",
        "matkhaumatkhau",
        "anhyeuem1234",
        "emyeuanh1234",
        "vietnam12345",
        "vietnam123456",
        "dienbienphu1954",
        "dienbien12345",
        "dienbien1954",
        "dienbienphu123",
        "khongbiet123",
    ]
)


def password_problem(password: str, *names: str) -> Problem | None:
    """Why this cannot be the password of somebody with these names, or None."""
    password = nfc(password)
    if found := text_problem(password, max_length=LONGEST, field="password"):
        return found
    if len(password) < SHORTEST:
        return _problem(
            "PASSWORD_TOO_SHORT",
            f"Mật khẩu cần ít nhất {SHORTEST} ký tự; vài từ ghép lại là được.",
            f"A password has at least {SHORTEST} characters; a few words will do.",
        )
    plain = squeeze(fold(password))
    own = {squeeze(fold(name)) for name in names}
    if {plain, plain.rstrip("0123456789")} & own:
        return _problem(
            "PASSWORD_IS_NAME", "Mật khẩu không được là tên của bạn.", "The password must not be your name."
        )
    if plain in _COMMON or password.casefold() in _COMMON or len(set(password)) < 4:
        return _problem(
            "PASSWORD_COMMON",
            "Nhiều người dùng mật khẩu này, kẻ gian sẽ thử nó trước tiên; hãy chọn mật khẩu khác.",
            "Many people use this password, so it is tried first; please choose another.",
        )
    return None


def _problem(code: str, vi: str, en: str) -> Problem:
    return Problem(code, Message(vi, en), "password")


def hash_password(password: str) -> str:
    """What is kept of a password. Slow on purpose: not within a transaction, not in an event loop's thread."""
    with _turns:
        return _hasher.hash(_bytes(password))


def is_password(password: str, kept: str | None) -> bool:
    """Whether this is the password; always the work of one comparison, also where there is none.

    Slow on purpose: not within a transaction, not in an event loop's thread.
    """
    nobodys = _nobodys()
    possible = kept is not None and len(password) <= 4 * LONGEST and len(nfc(password)) <= LONGEST
    with _turns:
        fits = _hasher.verify(_bytes(password if possible else ""), kept if possible and kept else nobodys)
    return fits and possible


@cache
def _nobodys() -> str:
    """The hash of a password that nobody has: compared with where there is no account."""
    return _hasher.hash(new_secret())


def _bytes(password: str) -> bytes:
    return nfc(password).encode("utf-8", "surrogatepass")
