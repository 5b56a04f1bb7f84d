"""How often somebody may try, and that the answer tells nobody who has an account."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from pydantic import ValidationError

from catalog.db import Database
from catalog.errors import RateLimitedError, UnauthenticatedError
from catalog.people.signing import Browser, sign_in
from catalog.people.throttle import count_try, neighbourhood
from catalog.settings import Settings
from catalog.terms import Role
from tests.catalogue import NOW, Catalogue
from tests.people import HERE, PASSWORD, all_accounts, member


def tries(database: Database, count: int, name: str = "ai-do", address: str = "192.0.2.1") -> int:
    """How many of so many tries are let through."""
    through = 0
    for _ in range(count):
        try:
            count_try(database, name, address, NOW)
        except RateLimitedError:
            continue
        through += 1
    return through


def test_five_failures_from_one_address_close_one_name_there_for_a_quarter_of_an_hour(
    catalogue: Catalogue,
) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    for _ in range(5):
        with pytest.raises(UnauthenticatedError):
            sign_in(catalogue.database, editor.sign_in_name, "sai mật khẩu", HERE, NOW)
    before = all_accounts(catalogue.database)
    with pytest.raises(RateLimitedError) as refused:
        sign_in(catalogue.database, editor.sign_in_name, PASSWORD, HERE, NOW + timedelta(minutes=1))
    assert refused.value.retry_after == 14 * 60
    assert all_accounts(catalogue.database) == before
    elsewhere = Browser("192.0.2.99", "Firefox")
    assert sign_in(catalogue.database, editor.sign_in_name, PASSWORD, elsewhere, NOW)
    later = NOW + timedelta(minutes=15)
    assert sign_in(catalogue.database, editor.sign_in_name, PASSWORD, HERE, later)


def test_a_name_that_nobody_has_is_answered_in_the_same_words_and_closed_alike(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    said: dict[str, list[tuple[str, str]]] = {editor.sign_in_name: [], "khong-co-ai": []}
    for name, answers in said.items():
        for _ in range(7):
            with pytest.raises((UnauthenticatedError, RateLimitedError)) as refused:
                sign_in(catalogue.database, name, "sai mật khẩu", HERE, NOW)
            answers.append((refused.value.code, str(refused.value)))
    known, unknown = said.values()
    assert known == unknown
    assert [code for code, _ in known] == 5 * ["UNAUTHENTICATED"] + 2 * ["RATE_LIMITED"]


def test_twenty_failures_from_anywhere_close_a_name(database: Database) -> None:
    assert sum(tries(database, 5, address=f"192.0.2.{number}") for number in range(6)) == 20


def test_fifty_failures_close_an_address_for_an_hour(database: Database) -> None:
    assert sum(tries(database, 1, name=f"ten{number}") for number in range(60)) == 50
    with pytest.raises(RateLimitedError):
        count_try(database, "khac", "192.0.2.1", NOW + timedelta(minutes=59))
    count_try(database, "khac", "192.0.2.1", NOW + timedelta(minutes=60))


def test_a_hundred_at_once_get_no_further_than_one_after_another(database: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: tries(database, 1), range(40))) == 5


def test_the_counts_outlive_a_restart(database: Database) -> None:
    assert tries(database, 9) == 5
    again = Database(database.url)
    assert tries(again, 3) == 0
    again.close()


def test_whoever_gets_in_begins_anew(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(UnauthenticatedError):
                sign_in(catalogue.database, editor.sign_in_name, "sai mật khẩu", HERE, NOW)
        assert sign_in(catalogue.database, editor.sign_in_name, PASSWORD, HERE, NOW)


def test_the_password_alone_does_not_take_back_the_tries_of_who_has_a_second_factor(
    catalogue: Catalogue,
) -> None:
    reviewer = member(catalogue.database, Role.REVIEWER)
    for _ in range(5):
        sign_in(catalogue.database, reviewer.sign_in_name, PASSWORD, HERE, NOW)
    with pytest.raises(RateLimitedError):
        sign_in(catalogue.database, reviewer.sign_in_name, PASSWORD, HERE, NOW)


@pytest.mark.parametrize(
    ("address", "counted"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("testclient", "testclient"),
     ("x" * 500, "x" * 64), ("::ffff:192.0.2.7", "192.0.2.7"), ("192.0.2.7:5123", "192.0.2.7"),
     ("[2001:db8:1:2::5]:443", "2001:db8:1:2::/64"), ("[::ffff:192.0.2.7]", "192.0.2.7")],
)  # fmt: skip
def test_an_ipv6_network_counts_as_one_address(address: str, counted: str) -> None:
    assert neighbourhood(address) == counted


@pytest.mark.parametrize("proxies", ["*", "10.0.0.1, *", "0.0.0.0/0"])
def test_not_every_visitor_is_a_trusted_proxy(proxies: str) -> None:
    with pytest.raises(ValidationError, match="names each proxy"):
        Settings(trusted_proxies=proxies)
    assert Settings(trusted_proxies="10.0.0.1,10.0.0.2").trusted_proxies == "10.0.0.1,10.0.0.2"


def test_capital_letters_and_twins_in_unicode_are_one_name(database: Database) -> None:
    assert sum(tries(database, 2, name) for name in ("Biên", "biên", "BIE\u0302N", " bie\u0302n ")) == 5
