"""The second factor: the standard's own examples, each step once, and recovery codes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from catalog.errors import ProblemsError, RateLimitedError, UnauthenticatedError
from catalog.people.factors import (
    accepted_step,
    new_totp_secret,
    provisioning_address,
    recovery_codes_left,
)
from catalog.people.signing import confirm, enrol, sign_in
from catalog.people.viewing import Standing
from catalog.terms import Role
from tests.catalogue import NOW, Catalogue
from tests.people import HERE, PASSWORD, all_accounts, member

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"),
     (2000000000, "279037"), (20000000000, "353130")],
)  # fmt: skip
def test_the_examples_of_rfc_6238_hold(seconds: int, code: str) -> None:
    assert accepted_step(RFC_SECRET, code, datetime.fromtimestamp(seconds, UTC), None) == seconds // 30


def test_a_code_is_good_one_step_early_and_late_and_each_step_once() -> None:
    secret = new_totp_secret()
    step = int(NOW.timestamp()) // 30
    for away, is_good in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        code = pyotp.TOTP(secret).generate_otp(step + away)
        assert (accepted_step(secret, code, NOW, None) == step + away) is is_good
    present = pyotp.TOTP(secret).generate_otp(step)
    assert accepted_step(secret, present, NOW, step) is None
    assert accepted_step(secret, pyotp.TOTP(secret).generate_otp(step - 1), NOW, step) is None
    assert accepted_step(secret, f"{present[:3]} {present[3:]}", NOW, step - 1) == step


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12345\x00", "9" * 10_000])
def test_what_is_no_code_is_no_code(code: str) -> None:
    assert accepted_step(new_totp_secret(), code, NOW, None) is None


def test_a_telephone_learns_the_secret_with_the_office_and_the_name() -> None:
    address = provisioning_address(new_totp_secret(), "thamdinh")
    assert address.startswith("otpauth://totp/Danh%20m%E1%BB%A5c")
    assert "secret=" in address


def test_who_decides_must_set_up_a_second_factor_and_show_it_at_every_sign_in(catalogue: Catalogue) -> None:
    reviewer = member(catalogue.database, Role.REVIEWER)
    later = NOW + timedelta(minutes=1)
    opened = sign_in(catalogue.database, reviewer.sign_in_name, PASSWORD, HERE, later)
    assert opened.standing == Standing.AWAITS_CODE
    confirmed = confirm(catalogue.database, opened.secret, reviewer.code(later), HERE, later)
    assert confirmed.standing == Standing.SIGNED_IN
    assert confirmed.secret != opened.secret


def test_who_only_writes_needs_no_second_factor_and_may_have_one(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    secret = new_totp_secret()
    enrol(catalogue.database, editor.secret, secret, pyotp.TOTP(secret).at(NOW), NOW)
    later = NOW + timedelta(minutes=1)
    opened = sign_in(catalogue.database, editor.sign_in_name, PASSWORD, HERE, later)
    assert opened.standing == Standing.AWAITS_CODE


def test_a_code_that_was_used_signs_nobody_in_again(catalogue: Catalogue) -> None:
    reviewer = member(catalogue.database, Role.REVIEWER)
    later = NOW + timedelta(minutes=1)
    reviewer.signed_in(later)
    opened = sign_in(catalogue.database, reviewer.sign_in_name, PASSWORD, HERE, later)
    before = all_accounts(catalogue.database)
    for code in (reviewer.code(later), "000000", "", "x" * 100_000):
        with pytest.raises(UnauthenticatedError):
            confirm(catalogue.database, opened.secret, code, HERE, later)
    assert all_accounts(catalogue.database) == before


def test_each_of_ten_recovery_codes_stands_for_the_telephone_once(catalogue: Catalogue) -> None:
    reviewer = member(catalogue.database, Role.REVIEWER)
    assert len(set(reviewer.codes)) == 10
    assert all(len(code) == 19 for code in reviewer.codes)
    code = reviewer.codes[3]
    opened = sign_in(catalogue.database, reviewer.sign_in_name, PASSWORD, HERE, NOW)
    typed = f" {code.upper().replace('-', ' ')} "
    assert confirm(catalogue.database, opened.secret, typed, HERE, NOW).standing == Standing.SIGNED_IN
    opened = sign_in(catalogue.database, reviewer.sign_in_name, PASSWORD, HERE, NOW)
    with pytest.raises(UnauthenticatedError):
        confirm(catalogue.database, opened.secret, code, HERE, NOW)
    with catalogue.database.read() as session:
        assert recovery_codes_left(session, reviewer.person_id) == 9


def test_codes_are_not_to_be_guessed(catalogue: Catalogue) -> None:
    reviewer = member(catalogue.database, Role.REVIEWER)
    opened = sign_in(catalogue.database, reviewer.sign_in_name, PASSWORD, HERE, NOW)
    for _ in range(4):
        with pytest.raises(UnauthenticatedError):
            confirm(catalogue.database, opened.secret, "000000", HERE, NOW)
    later = NOW + timedelta(minutes=1)
    with pytest.raises(RateLimitedError):
        confirm(catalogue.database, opened.secret, reviewer.code(later), HERE, later)


def test_a_wrong_first_code_sets_nothing_up(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    before = all_accounts(catalogue.database)
    right = pyotp.TOTP("A" * 32).at(NOW)
    for secret, code in ((new_totp_secret(), right), ("A" * 31, right), ("nothing", right), ("", "000000")):
        with pytest.raises(ProblemsError) as refused:
            enrol(catalogue.database, editor.secret, secret, code, NOW)
        assert [p.code for p in refused.value.problems] == ["WRONG_CODE"]
    assert all_accounts(catalogue.database) == before


def test_who_finds_a_browser_open_cannot_put_another_telephone_in_place(catalogue: Catalogue) -> None:
    reviewer = member(catalogue.database, Role.REVIEWER)
    before = all_accounts(catalogue.database)
    secret = new_totp_secret()
    with pytest.raises(UnauthenticatedError):
        enrol(catalogue.database, reviewer.secret, secret, pyotp.TOTP(secret).at(NOW), NOW)
    assert all_accounts(catalogue.database) == before
