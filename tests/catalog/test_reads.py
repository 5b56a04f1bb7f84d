"""Reads by registered apps: none is lost or counted twice, and what they are worth on a day (both databases)."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from catalog.coverage.facts import read_facts
from catalog.coverage.facts_around import read_surroundings
from catalog.coverage.kept import keep_up, recount, refresh_read
from catalog.coverage.rules import rules_on
from catalog.db import UncertainError
from catalog.errors import Message
from catalog.ladder.evaluation import Evaluation, evaluate
from catalog.ladder.levels import Status
from catalog.places import legal_day
from catalog.reads import OpenReuse, Tally, open_reuse, write_down
from catalog.terms import Role
from tests.catalogue import NOW, TODAY, Catalogue
from tests.staff import everything, someone
from web.reads import Reads

SITE, OTHER = 2, 3


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine may take longer over the last reads than an operator would wait."""
    monkeypatch.setattr("web.reads.LAST_READS_S", 15)


def app(catalogue: Catalogue) -> int:
    viewer = someone(catalogue, Role.APP_DEVELOPER).viewer
    assert viewer is not None
    return viewer.person_id


def read(catalogue: Catalogue, person_id: int, site_id: int, day: date, reads: int = 1) -> None:
    """Reads that were written down on that day, with the figures that are kept."""
    at = NOW + (day - TODAY)
    write_down(catalogue.database, {(site_id, person_id): reads}, at, refresh_read)


def rows(catalogue: Catalogue) -> dict[tuple[int, int], int]:
    with catalogue.database.read() as session:
        found = session.execute(sa.text("SELECT site_id, person_id, sum(reads) FROM site_read GROUP BY 1, 2"))
        return {(site_id, person_id): int(reads) for site_id, person_id, reads in found}


def judged(
    catalogue: Catalogue, site_id: int, day: date, known_at: datetime | None = None
) -> tuple[int | None, Evaluation]:
    with catalogue.database.read() as session:
        around, rules = read_surroundings(session, known_at), rules_on(TODAY)
        facts = read_facts(session, around, [site_id], day, known_at, freshness_days=rules.freshness_days)[
            site_id
        ]
    return facts.reads, evaluate(facts, rules)


def status(
    catalogue: Catalogue, site_id: int, day: date, known_at: datetime | None = None
) -> tuple[int | None, Status]:
    reads, evaluation = judged(catalogue, site_id, day, known_at)
    return reads, next(one.status for one in evaluation.results if one.check == "D3.6")


def differences(catalogue: Catalogue) -> list[object]:
    with catalogue.database.read() as session:
        return list(recount(session))


# --- the tally ----------------------------------------------------------------------------------------


def test_what_threads_note_comes_out_once_while_others_take_and_give_back() -> None:
    tally, noted = Tally(), Counter[tuple[int, int]]()
    out, is_over = Counter[tuple[int, int]](), threading.Event()

    def note(seed: int) -> Counter[tuple[int, int]]:
        dice, mine = Random(seed), Counter[tuple[int, int]]()
        for _ in range(2_000):
            person, sites = dice.randrange(5), {dice.randrange(40) for _ in range(dice.randrange(1, 6))}
            tally.note(person, sites)
            mine.update((site, person) for site in sites)
        return mine

    def empty() -> None:
        dice = Random(1954)
        while not is_over.is_set():
            taken = tally.take()
            if dice.random() < 0.5:
                tally.give_back(taken)
            else:
                out.update(taken)

    emptying = threading.Thread(target=empty)
    emptying.start()
    with ThreadPoolExecutor(6) as pool:
        for mine in pool.map(note, range(6)):
            noted.update(mine)
    is_over.set()
    emptying.join()
    out.update(tally.take())
    assert out == noted
    assert tally.take() == {}
    assert tally.lost == 0


def test_a_tally_has_a_bound_and_counts_what_it_had_no_room_for() -> None:
    tally = Tally(most=2)
    tally.note(1, [1, 2, 3])
    tally.note(1, [1, 3])
    tally.give_back({(1, 1): 2, (4, 1): 5})
    assert tally.take() == {(1, 1): 4, (2, 1): 1}
    assert tally.lost == 7


def test_enough_is_a_thousand_pairs() -> None:
    tally = Tally()
    assert not tally.note(1, range(999))
    assert not tally.note(1, range(999))
    assert tally.note(2, [1])


# --- writing down -------------------------------------------------------------------------------------


def test_reads_of_a_day_add_up_whoever_writes_them_down(catalogue: Catalogue) -> None:
    one, two = app(catalogue), app(catalogue)
    write_down(catalogue.database, {}, NOW)
    write_down(catalogue.database, {(SITE, one): 2, (OTHER, one): 1}, NOW)
    write_down(catalogue.database, {(SITE, one): 3, (SITE, two): 1}, NOW)
    assert rows(catalogue) == {(SITE, one): 5, (OTHER, one): 1, (SITE, two): 1}
    assert catalogue.count("site_read") == 3


@contextmanager
def locked(catalogue: Catalogue) -> Iterator[None]:
    """Somebody else writes, and does not come to an end."""
    held, is_over = threading.Event(), threading.Event()

    def hold() -> None:
        with catalogue.database.write():
            held.set()
            is_over.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(60)
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def test_a_locked_database_leaves_the_reads_for_the_next_time(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.db.BUSY_TIMEOUT_MS", 100)
    person, reads = app(catalogue), Reads(catalogue.database, lambda: NOW, every_s=3600)
    reads.note(person, {SITE, OTHER})
    with locked(catalogue), capture_logs() as logs:
        assert not reads.flush()
    assert [entry["event"] for entry in logs] == ["reads_not_noted"]
    assert rows(catalogue) == {}
    reads.note(person, {SITE})
    assert reads.flush()
    assert reads.flush()
    assert rows(catalogue) == {(SITE, person): 2, (OTHER, person): 1}
    reads.close()


def test_what_may_have_been_written_is_not_written_twice(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, reads = app(catalogue), Reads(catalogue.database, lambda: NOW, every_s=3600)

    def fail(*_: object) -> None:
        raise UncertainError(Message("Chưa rõ.", "Not known.")) from sqlite3.OperationalError(
            "disk I/O error"
        )

    monkeypatch.setattr("web.reads.refresh_read", fail)
    reads.note(person, {SITE})
    with capture_logs() as logs:
        reads.flush()
    monkeypatch.undo()
    reads.flush()
    assert [(entry["event"], entry["reads"]) for entry in logs] == [("reads_lost", 1)]
    assert rows(catalogue) == {}
    reads.close()


def test_a_read_that_no_database_takes_is_told_and_stands_in_nobodys_way(catalogue: Catalogue) -> None:
    person, reads = app(catalogue), Reads(catalogue.database, lambda: NOW, every_s=3600)
    reads.note(person, {999_999})
    with capture_logs() as logs:
        reads.flush()
    assert [entry["event"] for entry in logs] == ["reads_lost"]
    reads.note(person, {SITE})
    reads.close()
    assert rows(catalogue) == {(SITE, person): 1}


def test_the_thread_writes_down_by_itself_and_at_the_end(catalogue: Catalogue) -> None:
    person, reads = app(catalogue), Reads(catalogue.database, lambda: NOW, every_s=0.05)
    reads.note(person, {SITE})
    for _ in range(600):
        if rows(catalogue):
            break
        threading.Event().wait(0.05)
    assert rows(catalogue) == {(SITE, person): 1}
    reads.close()


# --- what reads are worth -----------------------------------------------------------------------------


def test_before_any_app_read_anything_the_check_does_not_apply(catalogue: Catalogue) -> None:
    assert status(catalogue, SITE, TODAY) == (None, Status.NOT_APPLICABLE)
    read(catalogue, app(catalogue), SITE, TODAY)
    assert status(catalogue, SITE, TODAY - timedelta(days=1)) == (None, Status.NOT_APPLICABLE)
    assert status(catalogue, SITE, TODAY) == (1, Status.PASS)
    assert status(catalogue, OTHER, TODAY) == (0, Status.FAIL)


def test_a_read_counts_on_ninety_days_and_turns_the_check_on_the_next(catalogue: Catalogue) -> None:
    person = app(catalogue)
    first = TODAY + timedelta(days=300)
    read(catalogue, person, OTHER, TODAY)
    read(catalogue, person, SITE, first, 4)
    last = first + timedelta(days=89)
    _, evaluation = judged(catalogue, SITE, first)
    assert status(catalogue, SITE, first - timedelta(days=1)) == (0, Status.FAIL)
    assert status(catalogue, SITE, last) == (4, Status.PASS)
    assert status(catalogue, SITE, last + timedelta(days=1)) == (0, Status.FAIL)
    assert evaluation.holds_from == first
    assert evaluation.changes_on is not None
    assert evaluation.changes_on <= last + timedelta(days=1)


def test_between_two_turns_the_check_does_not_change(catalogue: Catalogue) -> None:
    person, dice = app(catalogue), Random(90)
    for days in (10, 15, 110, 190, 192, 280, 369, 407, 410):
        read(catalogue, person, SITE, TODAY + timedelta(days=days))
    day, seen = TODAY, 0
    while day < TODAY + timedelta(days=600):
        _, evaluation = judged(catalogue, SITE, day)
        end = evaluation.changes_on or date(2029, 1, 1)
        inside = {end - timedelta(days=1), day + timedelta(days=dice.randrange((end - day).days))}
        for other in inside:
            _, again = judged(catalogue, SITE, other)
            assert (again.failing, again.level) == (evaluation.failing, evaluation.level)
            assert (again.holds_from, again.changes_on) == (evaluation.holds_from, evaluation.changes_on)
        day, seen = end, seen + 1
    assert seen > 8


def test_at_an_instant_the_days_before_it_are_known_and_never_change(catalogue: Catalogue) -> None:
    person, next_day = app(catalogue), TODAY + timedelta(days=1)
    read(catalogue, person, SITE, TODAY)
    known_at = NOW + timedelta(days=1, hours=1)
    before = status(catalogue, SITE, next_day, known_at)
    read(catalogue, person, SITE, next_day, 7)
    assert before == status(catalogue, SITE, next_day, known_at) == (1, Status.PASS)
    assert status(catalogue, SITE, next_day, known_at - timedelta(days=1)) == (None, Status.NOT_APPLICABLE)
    assert status(catalogue, SITE, next_day) == (8, Status.PASS)


def test_a_read_is_of_no_day_that_is_over_even_if_the_clock_was_set_back(catalogue: Catalogue) -> None:
    person = app(catalogue)
    with catalogue.database.read() as session:
        last = session.scalar(sa.text("SELECT max(at) FROM history_entry"))
    instant = last if isinstance(last, datetime) else datetime.fromisoformat(str(last))
    read(catalogue, person, SITE, TODAY - timedelta(days=5))
    with catalogue.database.read() as session:
        days = [str(day) for day in session.scalars(sa.text("SELECT day FROM site_read"))]
    assert days == [str(max(legal_day(instant), TODAY - timedelta(days=5)))]


# --- kept figures -------------------------------------------------------------------------------------


def test_kept_figures_are_those_of_a_recount_after_every_read_and_every_day(catalogue: Catalogue) -> None:
    person, dice = app(catalogue), Random(7)
    before = everything(catalogue)
    assert differences(catalogue) == []
    read(catalogue, person, SITE, TODAY)
    assert differences(catalogue) == []
    assert catalogue.count("site_standing", "failing LIKE '%D3.6%'") == 78
    day = TODAY
    for step in (1, 30, 58, 1, 45, 46, 120):
        day += timedelta(days=step)
        read(catalogue, person, dice.choice([SITE, OTHER]), day, 2)  # the figures are still of the day before
        assert differences(catalogue) == []
        with catalogue.database.write() as session:
            keep_up(session, NOW + (day - TODAY))
        assert differences(catalogue) == []
    assert everything(catalogue) == before


def test_a_site_that_passes_already_is_not_judged_again(catalogue: Catalogue) -> None:
    person = app(catalogue)
    read(catalogue, person, SITE, TODAY)
    statements: list[str] = []
    engine = catalogue.database._writing

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    read(catalogue, person, SITE, TODAY, 3)
    sa.event.remove(engine, "before_cursor_execute", note)
    assert [one for one in statements if "INSERT" in one.upper()[:12]] != []
    assert len(statements) <= 7
    assert differences(catalogue) == []


# --- reuse --------------------------------------------------------------------------------------------


def test_open_reuse_counts_apps_reads_and_sites_of_a_half_open_period(catalogue: Catalogue) -> None:
    one, two = app(catalogue), app(catalogue)
    read(catalogue, one, SITE, TODAY, 3)
    read(catalogue, two, SITE, TODAY + timedelta(days=1))
    read(catalogue, two, OTHER, TODAY + timedelta(days=2), 5)
    with catalogue.database.read() as session:
        found = open_reuse(session, TODAY, TODAY + timedelta(days=2))
        nothing = open_reuse(session, TODAY - timedelta(days=9), TODAY)
    assert found == OpenReuse(apps=2, reads=4, sites=1)
    assert nothing == OpenReuse(apps=0, reads=0, sites=0)
    document = "query ($from: Date!, $to: Date!) { openReuse(from: $from, to: $to) { apps reads sites } }"
    asked = {"from": str(TODAY), "to": str(TODAY + timedelta(days=3))}
    assert catalogue.data(document, **asked)["openReuse"] == {"apps": 2, "reads": 9, "sites": 2}
    (error,) = catalogue.ask(document, **{"from": str(TODAY), "to": str(TODAY)}).errors
    assert getattr(error.original_error, "code", None) == "BAD_REQUEST"
