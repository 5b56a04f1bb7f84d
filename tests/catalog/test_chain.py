"""The history's chain: what the database refuses, and that whoever gets around it is found and named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import orjson
import psycopg
import pytest
import sqlalchemy as sa

from catalog.chain import Break, Fault, against, read_export, verify
from catalog.db import Database
from catalog.errors import BadRequestError
from catalog.evidence import export_lines, verify_contents
from catalog.history import COLUMNS, hash_of, rows
from tests.catalogue import VARIABLES, Catalogue
from tests.staff import Team, done, everything

UPDATE = "UPDATE history_entry SET"
PEOPLE = 3 * ("CREATE_PERSON", "GRANT_ROLE", "CREATE_TOKEN")
"""What comes between the register's 79 entries and the site's five: three people with their tokens."""
FREED = {
    "sqlite": ("DROP TRIGGER history_entry_kept", "DROP TRIGGER history_entry_stays"),
    "postgresql": ("ALTER TABLE history_entry DISABLE TRIGGER USER",),
}


@pytest.fixture
def team(catalogue: Catalogue) -> Team:
    team = Team.of(catalogue)
    site = team.published()
    done(team.editor, "ReviseSite", id=site["id"], version=1, input=VARIABLES["ReviseSite"]["input"])
    return team


def tampered(database: Database, *statements: str) -> None:
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


def found(database: Database) -> list[tuple[int, Fault]]:
    with database.read() as session:
        count, breaks = verify(session)
    assert count > 0
    return named(breaks)


def named(breaks: list[Break]) -> list[tuple[int, Fault]]:
    assert all(item.message.vi and item.message.en for item in breaks)
    return [(item.sequence, item.fault) for item in breaks]


def entries(database: Database) -> list[dict[str, Any]]:
    with database.read() as session:
        return list(rows(session))


def exported(database: Database) -> list[bytes]:
    with database.read() as session:
        return list(export_lines(session))


def test_an_untouched_history_holds_to_its_last_row(team: Team) -> None:
    database = team.catalogue.database
    with database.read() as session:
        count, breaks = verify(session)
    assert (count, breaks) == (team.catalogue.count("history_entry"), [])
    assert count == 79 + len(PEOPLE) + 5


@pytest.mark.parametrize(
    "statement",
    [f"{UPDATE} reason = 'x' WHERE sequence = 3", "DELETE FROM history_entry WHERE sequence = 93"],
)
def test_the_database_itself_refuses_to_change_or_remove_a_row(team: Team, statement: str) -> None:
    before = everything(team.catalogue)
    with (
        pytest.raises(sa.exc.IntegrityError, match="only ever added to"),
        team.catalogue.database.write() as session,
    ):
        session.execute(sa.text(statement))
    assert everything(team.catalogue) == before


@pytest.mark.postgresql
def test_postgresql_refuses_to_empty_the_table_in_one_stroke(loaded_postgresql_url: str) -> None:
    catalogue = Catalogue(Database(loaded_postgresql_url))
    before = everything(catalogue)
    with (
        pytest.raises(sa.exc.IntegrityError, match="only ever added to"),
        catalogue.database.write() as session,
    ):
        session.execute(sa.text("TRUNCATE history_entry"))
    assert everything(catalogue) == before
    catalogue.database.close()


ALTERATIONS = {
    "at": "'2020-01-01T00:00:00.000000Z'",
    "actor_id": "4711",
    "actor_name": "'Ai đó'",
    "action": "'EXPORT'",
    "subject_kind": "'UNIT'",
    "subject_key": "'DB-S-00099'",
    "reason": "'Một lý do khác.'",
    "before": "'{}'",
    "after": "NULL",
    "previous_hash": f"'{'a' * 64}'",
    "hash": f"'{'b' * 64}'",
}


def test_every_column_has_its_alteration_here() -> None:
    assert {*ALTERATIONS, "sequence"} == {*COLUMNS}


@pytest.mark.parametrize("first", [1, 93 - 10])
def test_an_altered_row_is_named_whatever_was_altered(team: Team, first: int) -> None:
    database = team.catalogue.database
    places = dict(zip(ALTERATIONS, range(first, first + len(ALTERATIONS)), strict=True))
    tampered(
        database,
        *(f'{UPDATE} "{name}" = {ALTERATIONS[name]} WHERE sequence = {at}' for name, at in places.items()),
    )
    assert found(database) == [(at, Fault.ALTERED) for at in places.values()]


def test_a_row_that_cannot_even_be_read_is_named(loaded_sqlite_url: str) -> None:
    database = Database(loaded_sqlite_url)
    tampered(
        database,
        f"{UPDATE} reason = CAST(x'ff00fe' AS TEXT), at = 'hôm qua' WHERE sequence = 7",
        "PRAGMA ignore_check_constraints = ON",
        f"{UPDATE} action = 'BURN' WHERE sequence = 9",
    )
    assert found(database) == [(7, Fault.ALTERED), (9, Fault.ALTERED)]
    database.close()


def _swap(one: int, other: int) -> tuple[str, ...]:
    return tuple(
        f"{UPDATE} sequence = {new} WHERE sequence = {old}"
        for old, new in ((one, 900), (other, one), (900, other))
    )


CASES: dict[str, tuple[tuple[str, ...], list[tuple[int, Fault]]]] = {
    "one is gone": (("DELETE FROM history_entry WHERE sequence = 40",), [(40, Fault.MISSING)]),
    "the first is gone": (("DELETE FROM history_entry WHERE sequence = 1",), [(1, Fault.MISSING)]),
    "several are gone": (
        ("DELETE FROM history_entry WHERE sequence IN (10, 11, 12, 50)",),
        [(10, Fault.MISSING), (50, Fault.MISSING)],
    ),
    "neighbours changed places": (_swap(40, 41), [(40, Fault.MOVED), (41, Fault.MOVED)]),
    "far ones changed places": (_swap(2, 93), [(2, Fault.MOVED), (93, Fault.MOVED)]),
    "one was put at the end": (
        (f"{UPDATE} sequence = 94 WHERE sequence = 40",),
        [(40, Fault.MISSING), (94, Fault.ADDED), (94, Fault.MOVED)],
    ),
    "the last is cut off": (("DELETE FROM history_entry WHERE sequence = 93",), [(93, Fault.CUT)]),
    "the end is cut off": (("DELETE FROM history_entry WHERE sequence > 60",), [(61, Fault.CUT)]),
    "the head was put back": (("UPDATE history_head SET sequence = 89",), [(90, Fault.ADDED)]),
    "the head is gone": (("DELETE FROM history_head",), [(1, Fault.ADDED)]),
    "the head's hash is another": (
        (f"UPDATE history_head SET hash = '{'c' * 64}'",),  # noqa: S608
        [(93, Fault.REPLACED)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_missing_moved_cut_and_added_rows_are_named(team: Team, case: str) -> None:
    statements, wanted = CASES[case]
    tampered(team.catalogue.database, *statements)
    assert found(team.catalogue.database) == wanted


def _rewritten(database: Database, first: int, *, to_the_end: bool) -> None:
    """Alter a row and hash it anew, as somebody would who knows how; and, if asked, all rows behind it."""
    statements, previous = [], ""
    for row in entries(database)[first - 1 :]:
        changed = {**row, "reason": "Lý do mới."} if row["sequence"] == first else dict(row)
        changed["previous_hash"] = previous or row["previous_hash"]
        previous = hash_of(changed)
        statements.append(
            f"{UPDATE} reason = {'reason' if row['sequence'] != first else repr('Lý do mới.')}, "
            f"previous_hash = '{changed['previous_hash']}', hash = '{previous}' WHERE sequence = {row['sequence']}"
        )
        if not to_the_end:
            break
    if to_the_end:
        statements.append(f"UPDATE history_head SET hash = '{previous}'")  # noqa: S608
    tampered(database, *statements)


@pytest.mark.parametrize(("row", "wanted"), [(40, (41, Fault.UNLINKED)), (93, (93, Fault.REPLACED))])
def test_a_row_that_was_hashed_anew_no_longer_fits_what_follows(
    team: Team, row: int, wanted: tuple[int, Fault]
) -> None:
    _rewritten(team.catalogue.database, row, to_the_end=False)
    assert found(team.catalogue.database) == [wanted]


def test_a_chain_that_was_written_anew_to_its_end_is_found_by_an_earlier_export(team: Team) -> None:
    database, kept = team.catalogue.database, exported(team.catalogue.database)
    team.created(slug="thac-moi")
    with database.read() as session:
        assert against(session, read_export(kept)) == (93, [])
    _rewritten(database, 89, to_the_end=True)
    assert found(database) == []
    with database.read() as session:
        count, breaks = against(session, read_export(kept))
    assert (count, named(breaks)) == (93, [(number, Fault.REPLACED) for number in range(89, 94)])


def test_an_export_shows_what_was_cut_off_with_the_head_put_back(team: Team) -> None:
    database = team.catalogue.database
    kept = exported(database)
    last = entries(database)[90]
    tampered(
        database,
        "DELETE FROM history_entry WHERE sequence > 91",
        f"UPDATE history_head SET sequence = 91, hash = '{last['hash']}'",  # noqa: S608
    )
    assert found(database) == []
    with database.read() as session:
        _, breaks = against(session, read_export(kept))
    assert named(breaks) == [(92, Fault.MISSING), (93, Fault.MISSING)]


def _edited(line: bytes) -> bytes:
    return orjson.dumps({**orjson.loads(line), "reason": "khác"})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: [*lines[:9], _edited(lines[9]), *lines[10:]],
        lambda lines: [*lines[:9], *lines[10:]],
        lambda lines: [*lines[:9], lines[10], lines[9], *lines[11:]],
    ],
)
def test_an_export_that_does_not_hold_itself_is_no_witness(
    team: Team, spoil: Callable[[list[bytes]], list[bytes]]
) -> None:
    with team.catalogue.database.read() as session:
        _, breaks = against(session, read_export(spoil(exported(team.catalogue.database))))
    assert named(breaks) == [(10, Fault.EXPORT)]


@pytest.mark.parametrize("lines", [[], [b"code,name\n"], [b"[1]\n"], [b'{"sequence": 1}\n']])
def test_a_file_that_is_no_export_is_refused(loaded_sqlite_url: str, lines: list[bytes]) -> None:
    database = Database(loaded_sqlite_url)
    with database.read() as session, pytest.raises(BadRequestError):
        against(session, read_export(lines))
    database.close()


def test_an_export_holds_the_chain_and_what_each_act_changed(team: Team) -> None:
    lines = [orjson.loads(line) for line in exported(team.catalogue.database)]
    stored = entries(team.catalogue.database)
    assert [{name: line[name] for name in COLUMNS} for line in lines] == stored
    assert lines[-1]["changes"] == [
        {
            "field": "summaries.VI",
            "before": "Thác nước ba tầng cạnh bản.",
            "after": "Thác nước bốn tầng cạnh bản.",
        }
    ]
    by_action = {line["action"]: line["changes"] for line in lines}
    assert by_action["SUBMIT"] == by_action["PUBLISH"] == []
    assert all(any(c["field"] == "names.VI" for c in line["changes"]) for line in [*lines[:79], lines[88]])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE site_text SET text = 'Thác năm tầng.' WHERE revision_id = 81 AND field = 'SUMMARY'",
        "UPDATE site_revision SET managing_body = 'Ai đó' WHERE id = 81",
        f"UPDATE site_revision SET content_hash = '{'d' * 64}' WHERE id = 81",  # noqa: S608
        "DELETE FROM site_kind WHERE revision_id = 81",
    ],
)
def test_a_record_changed_behind_the_historys_back_is_found_by_its_content(
    team: Team, statement: str
) -> None:
    database = team.catalogue.database
    with database.read() as session:
        assert verify_contents(session) == (81, [])
    tampered(database, statement)
    assert found(database) == []
    with database.read() as session:
        count, breaks = verify_contents(session)
    assert (count, named(breaks)) == (81, [(93, Fault.CONTENT)])


def test_a_record_that_was_made_unreadable_does_not_hide_the_others(loaded_sqlite_url: str) -> None:
    database = Database(loaded_sqlite_url)
    tampered(
        database,
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE site_text SET field = 'NONSENSE' WHERE revision_id = 20 AND field = 'NAME' AND language = 'vi'",
        "UPDATE site_text SET text = 'Khác' WHERE revision_id = 50 AND field = 'NAME' AND language = 'vi'",
    )
    with database.read() as session:
        count, breaks = verify_contents(session)
    assert (count, named(breaks)) == (79, [(20, Fault.CONTENT), (50, Fault.CONTENT)])
    database.close()
