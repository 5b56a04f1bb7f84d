"""Journeys to the office's own provider and back, in the core."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from pydantic import ValidationError

from catalog.db import Database
from catalog.people.journeys import (
    LIFE,
    NotBegunHereError,
    begin,
    nonce_of,
    shows_two_factors,
    state_of,
    take,
    verifier_of,
)
from catalog.settings import Settings
from catalog.terms import JourneyPurpose
from tests.catalogue import NOW
from tests.people import HERE


@pytest.mark.parametrize(
    ("methods", "context_class", "is_so"),
    [(["mfa"], None, True), (["pwd", "otp"], None, True), (["pin", "hwk"], None, True), (["pwd"], None, False),
     (["otp"], None, False), (["pwd", "pin"], None, False), (["hwk", "otp"], None, False), ([], None, False),
     ([], "https://refeds.org/profile/mfa", True), ([], "1", False), ([], "", False), (["MFA"], "mfa", False),
     ([], "http://schemas.openid.net/pape/policies/2007/06/multi-factor", True)],
)  # fmt: skip
def test_two_factors_are_two_kinds_or_a_name_that_means_so_to_everybody(
    methods: list[str], context_class: str | None, is_so: bool
) -> None:
    assert shows_two_factors(methods, context_class) is is_so


def test_what_a_journey_shows_tells_nothing_of_what_it_hides() -> None:
    shown = {state_of("a"), nonce_of("a"), verifier_of("a"), state_of("b"), nonce_of("b"), verifier_of("b")}
    assert len(shown) == 6
    assert {len(each) for each in shown} == {64}  # a verifier has 43 to 128 characters (RFC 7636, 4.1)


def _begun(database: Database) -> str:
    with database.write() as session:
        return begin(session, JourneyPurpose.SIGN_IN, "/account", None, HERE, NOW)


def test_of_many_who_come_back_at_once_one_is_let_on(database: Database) -> None:
    secret = _begun(database)

    def attempt(_: int) -> bool:
        try:
            take(database, secret, state_of(secret), NOW)
        except NotBegunHereError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1


def test_a_journey_is_taken_with_its_own_state_in_its_own_time(database: Database) -> None:
    secret, other = _begun(database), _begun(database)
    for held, state, at in (
        (None, state_of(secret), NOW),
        (secret, state_of(other), NOW),
        (secret, state_of(secret), NOW + LIFE),
        ("khác", state_of("khác"), NOW),
    ):
        with pytest.raises(NotBegunHereError):
            take(database, held, state, at)
    taken = take(database, secret, state_of(secret), NOW + LIFE - timedelta(seconds=1))
    assert (taken.purpose, taken.wanted) == (JourneyPurpose.SIGN_IN, "/account")


@pytest.mark.parametrize(
    ("issuer", "is_good"),
    [("https://id.example", True), ("https://id.example/realms/so", True), ("http://127.0.0.1:9000", True),
     ("http://localhost:9000/a", True), ("http://[::1]:9000", True), ("http://id.example", False),
     ("http://localhost.evil.example", False), ("ftp://id.example", False), ("https://", False), ("id.example", False),
     ("https://a@id.example", False), ("https://id.example?x", False), ("https://id.example?", False),
     ("https://id.example#x", False), ("", False)],
)  # fmt: skip
def test_an_issuer_is_reached_by_tls_or_on_this_very_machine(issuer: str, is_good: bool) -> None:
    if is_good:
        assert Settings(oidc_issuer=issuer, oidc_client_id="catalogue").oidc_issuer == issuer
    else:
        with pytest.raises(ValidationError):
            Settings(oidc_issuer=issuer, oidc_client_id="catalogue")


def test_an_issuer_needs_the_name_under_which_it_knows_us_and_its_secret_is_never_shown() -> None:
    with pytest.raises(ValidationError):
        Settings(oidc_issuer="https://id.example")
    settings = Settings.model_validate({"oidc_client_secret": "rất bí mật"})
    assert "rất bí mật" not in repr(settings) + str(settings) + settings.model_dump_json()
