"""A read sees one moment, whether the driver or SQLAlchemy is asked, on connections that are used again (both databases)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from catalog.db import Database, UnavailableError
from catalog.errors import BadRequestError
from catalog.patience import LateError, hurried
from catalog.prepared import Prepared, among, given
from catalog.read_sessions import ReadSession
from catalog.stamps import Footprint, newest
from catalog.tables import KindTerm
from catalog.wire import Wire
from tests.catalogue import Catalogue, counted

LABEL = Prepared(sa.select(KindTerm.label_en).where(KindTerm.code == "MIXED"))  # type: ignore[call-overload]
AT_ONCE = 20
"""More than the connections that are kept."""


def by_driver(session: Session) -> str:
    ((label,),) = LABEL.rows(session)
    return str(label)


def by_session(session: Session) -> str:
    return session.get_one(KindTerm, "MIXED").label_en


def rename(database: Database, label: str) -> None:
    with database.write() as session:
        session.get_one(KindTerm, "MIXED").label_en = label


def test_the_driver_and_the_session_see_the_moment_that_was_opened(catalogue: Catalogue) -> None:
    with catalogue.database.read(Footprint()) as session:
        was = by_driver(session)
        rename(catalogue.database, "Other")
        assert by_driver(session) == by_session(session) == by_driver(session) == was
    with catalogue.database.read() as session:
        assert by_session(session) == by_driver(session) == "Other"


@pytest.mark.parametrize("is_whole", [False, True])
def test_a_session_that_lets_go_of_its_moment_sees_the_next(catalogue: Catalogue, *, is_whole: bool) -> None:
    with catalogue.database.read(Footprint()) as session:
        was = by_session(session) if is_whole else by_driver(session)
        rename(catalogue.database, "Other")
        session.rollback()
        assert by_driver(session) == "Other" != was
        assert by_session(session) == "Other"
        rename(catalogue.database, "Another")
        assert by_driver(session) == "Other"


def test_sqlalchemys_part_is_not_made_for_what_the_driver_is_asked(catalogue: Catalogue) -> None:
    with catalogue.database.read(Footprint()) as session:
        assert isinstance(session, ReadSession)
        assert by_driver(session)
        assert not session.is_whole
        assert by_session(session)
        assert session.is_whole


@pytest.mark.parametrize("is_whole", [False, True])
def test_whoever_reads_cannot_write(catalogue: Catalogue, *, is_whole: bool) -> None:
    with catalogue.database.read() as session:
        was = by_session(session) if is_whole else by_driver(session)
        with pytest.raises((sa.exc.DatabaseError, UnavailableError)):
            session.execute(sa.text("UPDATE kind_term SET label_en = 'Other'"))
    with catalogue.database.read() as session:
        assert by_driver(session) == was


@pytest.mark.postgresql
def test_postgresql_keeps_what_it_has_prepared_from_one_read_to_the_next(loaded_postgresql_url: str) -> None:
    with closing(Database(loaded_postgresql_url)) as database:
        for place in range(8):
            with database.read() as session:
                by_session(session) if place == 3 else by_driver(session)
        with database.read() as session:
            kept = session.scalars(sa.text("SELECT statement FROM pg_prepared_statements")).all()
        assert any("kind_term" in statement for statement in kept)


def test_all_statements_are_heard_of_and_gathered(catalogue: Catalogue) -> None:
    footprint = Footprint()
    with counted(catalogue.database) as statements, catalogue.database.read(footprint) as session:
        by_session(session)
    assert len([statement for statement in statements if "FROM kind_term" in statement]) == 1
    assert "kind_term" in footprint.scopes
    with catalogue.database.read() as session:
        session.execute(sa.text("SELECT 1 FROM site"))
    assert "site" not in footprint.scopes


def test_a_statement_that_fails_leaves_the_next_read_whole(catalogue: Catalogue) -> None:
    wrong = Prepared(sa.select(sa.literal_column("nothing")).select_from(sa.table("no_such_table")))
    for _ in range(3):
        with (
            pytest.raises((sa.exc.DatabaseError, UnavailableError)),
            catalogue.database.read(Footprint()) as session,
        ):
            wrong.rows(session)
        with catalogue.database.read(Footprint()) as session:
            was = by_driver(session)
            rename(catalogue.database, f"{was}.")
            assert by_driver(session) == by_session(session) == was


def test_more_may_read_at_once_than_connections_are_kept(catalogue: Catalogue) -> None:
    all_are_there = Barrier(AT_ONCE, timeout=30)

    def read() -> str:
        with catalogue.database.read(Footprint()) as session:
            all_are_there.wait()
            return by_driver(session)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in range(2):
            assert len({found.result() for found in [pool.submit(read) for _ in range(AT_ONCE)]}) == 1


def test_a_database_that_was_closed_opens_again(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        was = by_driver(session)
    catalogue.database.close()
    with catalogue.database.read() as session:
        assert by_driver(session) == was


@pytest.mark.postgresql
def test_a_kept_connection_that_the_server_has_ended_is_replaced_without_a_word(
    loaded_postgresql_url: str,
) -> None:
    with (
        closing(Database(loaded_postgresql_url)) as database,
        closing(Database(loaded_postgresql_url)) as other,
    ):
        for footprint, is_idle in ((Footprint(), True), (None, True), (None, False)):
            with database.read(Footprint()) as session:
                was = by_driver(session)
                (ours,) = session.execute(sa.text("SELECT pg_backend_pid()")).one()
            if is_idle:
                with database.read(Footprint()):
                    pass  # nothing is asked, so nothing is still to come when the server ends it
            with other.read() as session:
                session.execute(sa.text("SELECT pg_terminate_backend(:ours, 5000)"), {"ours": ours})
            with database.read(footprint) as session:
                assert by_driver(session) == was
                assert session.execute(sa.text("SELECT pg_backend_pid()")).scalar_one() != ours


@pytest.mark.postgresql
def test_a_servers_moment_comes_with_the_first_statement_and_tells_what_is_newest_then(
    loaded_postgresql_url: str,
) -> None:
    with closing(Database(loaded_postgresql_url)) as database:
        rename(database, "Mixed place")
        seen = Footprint()
        with database.read(seen) as session:
            rename(database, "Of several kinds")
            assert seen.number == 0
            assert by_driver(session) == "Of several kinds"
            rename(database, "Of many kinds")
            assert by_driver(session) == by_session(session) == "Of several kinds"
            assert newest(session) == seen.number > 0
        later = Footprint()
        with database.read(later) as session:
            assert by_session(session) == "Of many kinds"
            assert later.number > seen.number


def test_a_value_that_cannot_be_sent_leaves_the_read_as_it_was(catalogue: Catalogue) -> None:
    by_code = Prepared(sa.select(KindTerm.label_en).where(KindTerm.code == given("code")))  # type: ignore[call-overload]
    footprint = Footprint()
    with catalogue.database.read(footprint) as session:
        with suppress(BadRequestError):  # SQLite looks for it, and finds nothing
            by_code.rows(session, code="MIXED\0")
        was = by_driver(session)
        rename(catalogue.database, "Other")
        assert by_driver(session) == by_session(session) == was
        assert footprint.number < read_number(catalogue.database)
        with pytest.raises((sa.exc.DatabaseError, UnavailableError)):
            session.execute(sa.text("UPDATE kind_term SET label_en = 'Written'"))


def read_number(database: Database) -> int:
    with database.read() as session:
        return newest(session)


@pytest.mark.postgresql
def test_what_was_read_before_a_session_let_go_of_its_moment_counts_by_that_one(
    loaded_postgresql_url: str,
) -> None:
    footprint = Footprint()
    with closing(Database(loaded_postgresql_url)) as database, database.read(footprint) as session:
        by_driver(session)
        then = footprint.number
        rename(database, "Other")
        session.rollback()
        assert by_driver(session) == "Other"
        assert footprint.number == then < read_number(database)


@pytest.mark.postgresql
def test_a_statement_of_any_length_and_any_number_of_values_goes_through(loaded_postgresql_url: str) -> None:
    many = Prepared(sa.select(KindTerm.code).where(among(KindTerm.code, "codes")))  # type: ignore[call-overload]
    with closing(Database(loaded_postgresql_url)) as database, database.read(Footprint()) as session:
        codes = ['quote " and \\', "comma, {brace}", "Điện Biên", *map(str, range(500_000)), "MIXED"]
        assert [tuple(row) for row in many.rows(session, codes=codes)] == [("MIXED",)]
        assert by_driver(session)


@pytest.mark.postgresql
def test_a_connection_keeps_no_more_statements_than_it_may(
    loaded_postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.wire.MOST_PREPARED", 8)
    with closing(Database(loaded_postgresql_url)) as database:
        for turn in range(3):
            for number in range(20):
                statement = Prepared(sa.select(sa.literal_column(str(number), sa.Integer)))
                with database.read(Footprint()) as session:
                    assert statement.rows(session) == [(number,)], turn
        for _ in range(2):
            with database.read(Footprint()) as session:
                for number in range(20):
                    statement = Prepared(sa.select(sa.literal_column(str(number), sa.Integer)))
                    assert statement.rows(session) == [(number,)]
        with database.read() as session:
            assert session.execute(sa.text("SELECT count(*) FROM pg_prepared_statements")).scalar_one() <= 9


@pytest.mark.postgresql
def test_a_statement_outlives_a_change_of_its_table(loaded_postgresql_url: str) -> None:
    every = Prepared(sa.select(sa.literal_column("*")).select_from(sa.table("shifting")))
    with closing(Database(loaded_postgresql_url)) as database:
        with database.write() as session:
            session.execute(sa.text("CREATE TABLE shifting AS SELECT 1 AS one"))
        with database.read() as session:
            assert every.rows(session) == [(1,)]
        with database.write() as session:
            session.execute(sa.text("ALTER TABLE shifting ADD two text DEFAULT 'II'"))
        with pytest.raises(sa.exc.NotSupportedError), database.read() as session:
            every.rows(session)
        with database.read() as session:
            assert every.rows(session) == [(1, "II")]


@pytest.mark.postgresql
def test_whatever_interrupts_a_statement_never_gives_its_rows_to_another(
    loaded_postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Database(loaded_postgresql_url)) as database:
        with database.read(Footprint()) as session:
            was = by_driver(session)
        with monkeypatch.context() as patched:
            patched.setattr(Wire, "_next", _interrupted)
            with pytest.raises(KeyboardInterrupt), database.read(Footprint()) as session:
                by_driver(session)
        for _ in range(2):
            with database.read(Footprint()) as session:
                assert by_driver(session) == by_session(session) == was


def _interrupted(_: Wire) -> None:
    raise KeyboardInterrupt


@pytest.mark.postgresql
def test_whoever_may_not_wait_is_told_so_and_leaves_nothing_behind(loaded_postgresql_url: str) -> None:
    sleep = Prepared(sa.select(sa.func.pg_sleep(given("seconds"))))
    with closing(Database(loaded_postgresql_url)) as database:
        with pytest.raises(LateError), hurried(1), database.read(Footprint()):
            raise AssertionError("a connection was opened")
        with database.read(Footprint()) as session:
            was = by_driver(session)
        for _ in range(2):
            with hurried(1) as hurry, database.read(Footprint()) as session:
                assert by_driver(session) == was
            assert 0 < hurry.waited < 1
        with pytest.raises(LateError), hurried(0.01), database.read(Footprint()) as session:
            sleep.rows(session, seconds=20.0)
        with database.read(Footprint()) as session:
            assert by_driver(session) == was
        with pytest.raises(LateError), hurried(1), database.read(Footprint()) as session:
            session.execute(sa.text("SELECT 1"))  # by psycopg, which would wait as long as it takes
        with database.read(Footprint()) as session:
            assert by_driver(session) == by_session(session) == was


@pytest.mark.postgresql
def test_whoever_has_read_is_not_told_that_the_server_was_lost_afterwards(loaded_postgresql_url: str) -> None:
    all_have_read, all_are_gone = Barrier(AT_ONCE + 1, timeout=30), Barrier(AT_ONCE + 1, timeout=30)

    def read(database: Database) -> str:
        with database.read(Footprint()) as session:
            found = by_driver(session)
            all_have_read.wait()
            all_are_gone.wait()
        return found

    database = Database(loaded_postgresql_url)
    with closing(Database(loaded_postgresql_url)) as other, ThreadPoolExecutor(AT_ONCE) as pool:
        with database.read(Footprint()) as session:
            was = by_driver(session)
        readers = [pool.submit(read, database) for _ in range(AT_ONCE)]
        all_have_read.wait()
        end_all_others(other)
        all_are_gone.wait()
        assert {reader.result() for reader in readers} == {was}
        with database.read(Footprint()) as session:
            assert by_driver(session) == was
        end_all_others(other)
        database.close()


def end_all_others(database: Database) -> None:
    with database.read() as session:
        session.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
