"""How often somebody may try to sign in: by name and address together, by name, by address.

A try is counted before it is looked at, and taken back when it succeeds, so many at once get no further than
one after another. Names that no account has are counted alike: how it answers tells nobody who exists.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import Database
from catalog.errors import Message, RateLimitedError
from catalog.people.names import plain_name
from catalog.people.opaque import digest
from catalog.tables import SignInAttempt

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
_WITH_PORT = re.compile(r"\[(?P<ip6>[^\[\]]{2,60})\](?::\d{1,5})?|(?P<ip4>[0-9.]{7,15}):\d{1,5}")
OF_NAME_AND_ADDRESS, OF_NAME, OF_ADDRESS = 5, 20, 50
"""Tries that fail within a quarter of an hour, a quarter of an hour, an hour."""


def neighbourhood(address: str) -> str:
    """What counts as one address: IPv6 gives everybody 2^64 of them.

    Proxies write an address with a port, in brackets, or an IPv4 address as IPv6 (RFC 4291, 2.5.5.2): each of
    these counts as the address alone, so that nobody is counted anew by another connection.
    """
    found = _WITH_PORT.fullmatch(address.strip())
    try:
        parsed = ipaddress.ip_address((found["ip6"] or found["ip4"]) if found else address.strip())
    except ValueError:
        return address[:64]
    if parsed.version == 6 and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def count_try(database: Database, sign_in_name: str, address: str, now: datetime) -> None:
    """Count a try. Raises `RateLimitedError` where there were too many; that one is not counted."""
    name, where = digest(plain_name(sign_in_name)), neighbourhood(address)
    with database.read() as session:  # so that a flood does not keep writers waiting
        _check(session, name, where, now)
    with database.write() as session:
        _check(session, name, where, now)
        session.execute(sa.delete(SignInAttempt).where(col(SignInAttempt.at) <= now - HOUR))
        session.add(SignInAttempt(name_sha256=name, address=where, at=now))


def forget_tries(session: Session, sign_in_name: str, address: str) -> None:
    """Take back the tries under this name from this address: it was its owner."""
    session.execute(
        sa.delete(SignInAttempt).where(
            col(SignInAttempt.name_sha256) == digest(plain_name(sign_in_name)),
            col(SignInAttempt.address) == neighbourhood(address),
        )
    )


def _check(session: Session, name: str, where: str, now: datetime) -> None:
    by_name, by_address = col(SignInAttempt.name_sha256) == name, col(SignInAttempt.address) == where
    rules: Sequence[tuple[int, timedelta, Sequence[sa.ColumnElement[bool]]]] = (
        (OF_NAME_AND_ADDRESS, QUARTER, (by_name, by_address)),
        (OF_NAME, QUARTER, (by_name,)),
        (OF_ADDRESS, HOUR, (by_address,)),
    )
    for most, window, conditions in rules:
        query = sa.select(SignInAttempt.at).where(col(SignInAttempt.at) > now - window, *conditions)  # type: ignore[call-overload]
        times = list(session.scalars(query.order_by(col(SignInAttempt.at).desc()).limit(most)))
        if len(times) == most:
            seconds = max(1, ceil((times[-1] + window - now).total_seconds()))
            minutes = ceil(seconds / 60)
            raise RateLimitedError(
                Message(
                    f"Thử đăng nhập quá nhiều lần. Hãy thử lại sau {minutes} phút.",
                    f"Too many tries to sign in. Please try again in {minutes} minutes.",
                ),
                seconds,
            )
