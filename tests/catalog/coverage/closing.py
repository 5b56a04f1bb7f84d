"""Closing periods through the public schema, as the council does."""

from __future__ import annotations

import sqlite3
from typing import Any

import orjson
import psycopg
import sqlalchemy as sa

from catalog.coverage.signing_key import signing_key_in
from catalog.coverage.snapshots import Recomputed, recompute
from catalog.db import Database
from catalog.terms import Role
from tests.catalogue import Catalogue, contract
from tests.staff import code_of, everything, someone

PERIOD = contract("evaluator/period")
CLOSE = """mutation ($period: String! = "2026", $asOf: Date! = "2026-11-23", $restates: ID, $reason: String, $key: String) {
    closePeriod(period: $period, asOf: $asOf, restates: $restates, reason: $reason, idempotencyKey: $key) {
        snapshot { id sha256 signature asOf knownAt closedAt document reason restates { id sha256 }
            period { code opensOn closesOn } ruleSet { name version sha256 } }
        problems { code field message } } }"""
OPEN = """mutation ($code: String!, $opensOn: Date!, $closesOn: Date!, $key: String) {
    openPeriod(code: $code, opensOn: $opensOn, closesOn: $closesOn, idempotencyKey: $key) {
        period { code opensOn closesOn } problems { code field message } } }"""
FREED = {
    "sqlite": ("DROP TRIGGER coverage_snapshot_kept", "DROP TRIGGER coverage_snapshot_stays"),
    "postgresql": ("ALTER TABLE coverage_snapshot DISABLE TRIGGER USER",),
}


def council(catalogue: Catalogue) -> Catalogue:
    """Somebody of the council."""
    return someone(catalogue, Role.COUNCIL)


def closed(who: Catalogue, **variables: Any) -> dict[str, Any]:
    """The snapshot of a closing that must succeed."""
    payload = who.data(CLOSE, **variables)["closePeriod"]
    assert payload["problems"] == []
    snapshot: dict[str, Any] = payload["snapshot"]
    return snapshot


def document_of(snapshot: dict[str, Any]) -> dict[str, Any]:
    """What a snapshot says."""
    return dict(orjson.loads(snapshot["document"]))


def all_of_it(catalogue: Catalogue) -> list[Any]:
    """`everything`, and periods and snapshots."""
    queries = ("SELECT * FROM period ORDER BY code", "SELECT * FROM coverage_snapshot ORDER BY id")
    with catalogue.database.read() as session:
        rows = [tuple(row) for query in queries for row in session.execute(sa.text(query))]
    return [*everything(catalogue), *rows]


def problems(who: Catalogue, document: str, **variables: Any) -> list[tuple[str, str | None]]:
    """What stands in the way, as (code, field); asserts that nothing was changed."""
    before = all_of_it(who)
    (payload,) = who.data(document, **variables).values()
    assert all_of_it(who) == before
    assert next(iter(payload.values())) is None
    return [(problem["code"], problem["field"]) for problem in payload["problems"]]


def refused(who: Catalogue, document: str, **variables: Any) -> str:
    """The code with which somebody is turned away; asserts that nothing was changed."""
    before = all_of_it(who)
    (error,) = who.ask(document, **variables).errors
    assert all_of_it(who) == before
    return code_of(error)


def made_again(catalogue: Catalogue, identifier: str) -> Recomputed:
    """A snapshot made again from the history."""
    assert catalogue.room is not None
    with catalogue.database.read() as session:
        return recompute(session, identifier, signing_key_in(catalogue.room.keys))


def forced(database: Database, *statements: str) -> None:
    """Somebody with the file, or the database's owner: past the product, past the triggers."""
    if database.is_sqlite:
        connection = sqlite3.connect(database.url.removeprefix("sqlite:///"))
        for statement in (*FREED["sqlite"], *statements):
            connection.execute(statement)
        connection.commit()
        connection.close()
        return
    with psycopg.connect(database.url.replace("+psycopg", "")) as server:
        for statement in (*FREED["postgresql"], *statements):
            server.execute(statement.encode())
