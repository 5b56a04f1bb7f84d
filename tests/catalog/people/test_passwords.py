"""Which passwords are good enough, and that they are kept as Argon2id and compared in NFC."""

from __future__ import annotations

import threading
import time
import unicodedata
from statistics import median

import pytest

from catalog.people import passwords
from catalog.people.passwords import hash_password, is_password, password_problem

GOOD = "núi cao suối sâu 7"


def code_of(password: str, *names: str) -> str | None:
    problem = password_problem(password, *names)
    if problem is None:
        return None
    assert problem.field == "password"
    assert problem.message.vi
    assert problem.message.en
    return problem.code


@pytest.mark.parametrize(
    ("password", "code"),
    [
        (GOOD, None),
        ("một hai ba bốn", None),
        ("a" * 5 + "bcdefghij" * 13 + "klmnop", None),
        ("ngắn quá", "PASSWORD_TOO_SHORT"),
        (unicodedata.normalize("NFD", "ắ ằ ẳ ẵ ặ"), "PASSWORD_TOO_SHORT"),
        ("", "PASSWORD_TOO_SHORT"),
        ("x" * 129, "TOO_LONG"),
        ("x" * 100_000, "TOO_LONG"),
        ("núi cao\x00suối sâu", "CONTROL_CHARACTER"),
        ("núi cao\tsuối sâu", "CONTROL_CHARACTER"),
        ("núi cao\u202esuối sâu", "HIDDEN_CHARACTER"),
        ("núi cao \ud800 suối sâu", "CONTROL_CHARACTER"),
        ("Password1234", "PASSWORD_COMMON"),
        ("dienbienphu1954", "PASSWORD_COMMON"),
        ("Điện Biên Phủ 1954", "PASSWORD_COMMON"),
        ("abababababab", "PASSWORD_COMMON"),
        ("Biên tập viên 1", "PASSWORD_IS_NAME"),
        ("bientapvien2026", "PASSWORD_IS_NAME"),
    ],
)
def test_a_password_is_long_and_none_that_is_tried_first(password: str, code: str | None) -> None:
    assert code_of(password, "Biên tập viên", "bien.tap.vien1") == code


def test_the_longest_password_is_counted_in_composed_characters() -> None:
    longest = "ắằẳẵặấầẩ" * 16
    assert code_of(unicodedata.normalize("NFD", longest)) is None
    assert code_of(unicodedata.normalize("NFD", longest + "ậ")) == "TOO_LONG"


def test_a_password_is_kept_as_argon2id_and_known_again_in_either_form_of_unicode() -> None:
    kept = hash_password(unicodedata.normalize("NFD", GOOD))
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,")
    assert is_password(unicodedata.normalize("NFC", GOOD), kept)
    assert is_password(unicodedata.normalize("NFD", GOOD), kept)
    assert not is_password(GOOD.upper(), kept)
    assert hash_password(GOOD) != kept


@pytest.mark.parametrize("wrong", ["", "x" * 1_000_000, "\x00", "\ud800", GOOD + "\x00", GOOD + " " * 600])
def test_anything_may_be_tried_as_a_password(wrong: str) -> None:
    assert not is_password(wrong, hash_password(GOOD))
    assert not is_password(wrong, None)


def test_trying_a_name_that_nobody_has_takes_as_long_as_a_wrong_password() -> None:
    kept = hash_password(GOOD)
    is_password("x", None)
    times: dict[str | None, list[float]] = {kept: [], None: []}
    for _ in range(9):
        for stored, taken in times.items():
            began = time.perf_counter()
            is_password("sai mật khẩu", stored)
            taken.append(time.perf_counter() - began)
    known, unknown = (median(taken) for taken in times.values())
    assert 0.5 < known / unknown < 2


def test_no_more_than_two_hashes_are_reckoned_at_once() -> None:
    for _ in range(2):
        assert passwords._turns.acquire(timeout=5)
    third = threading.Thread(target=is_password, args=("x", None))
    third.start()
    third.join(0.5)
    assert third.is_alive()
    for _ in range(2):
        passwords._turns.release()
    third.join(10)
    assert not third.is_alive()
