"""Units and borders stay in the process, and are never others than the database has at that moment (both databases)."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from catalog.db import Database
from catalog.places import load_boundaries, load_units
from catalog.stamps import Footprint
from catalog.tables import UnitBoundary
from tests.catalogue import NOW, Catalogue, counted

PROVINCE = "SELECT name FROM admin_unit WHERE code = '11' AND valid_to IS NULL"


def rename(session: Session, name: str) -> None:
    session.execute(
        sa.text("UPDATE admin_unit SET name = :name WHERE code = '11' AND valid_to IS NULL"), {"name": name}
    )


def name_of_province(session: Session) -> str:
    units = load_units(session).by_id.values()
    return next(unit.name for unit in units if unit.code == "11" and unit.valid_to is None)


def name_now(database: Database) -> str:
    with database.read() as session:
        return name_of_province(session)


def test_they_are_read_once_and_an_answer_depends_on_them_all_the_same(catalogue: Catalogue) -> None:
    for _ in range(2):
        footprint = Footprint()
        with counted(catalogue.database) as statements, catalogue.database.read(footprint) as session:
            assert len(load_units(session).by_id) == 185
            assert len(load_boundaries(session)) == 46
    assert [statement for statement in statements if "FROM admin_unit" in statement] == []
    assert [statement for statement in statements if "WHERE scope IN" in statement] == [], (
        "nothing is newer at all"
    )
    assert footprint.scopes >= {"admin_unit", "unit_succession", "unit_boundary"}


def test_a_change_is_seen_at_once_by_whoever_made_it_and_by_every_process(catalogue: Catalogue) -> None:
    with closing(Database(catalogue.database.url)) as another:
        was = name_now(another)
        assert name_now(catalogue.database) == was
        with catalogue.database.write() as session:
            assert name_of_province(session) == was
            rename(session, "Tỉnh Một")
            assert name_of_province(session) == "Tỉnh Một"
            assert name_now(another) == name_now(catalogue.database) == was
        assert name_now(another) == name_now(catalogue.database) == "Tỉnh Một"


def test_what_is_not_kept_in_the_end_was_never_there(catalogue: Catalogue) -> None:
    was = name_now(catalogue.database)

    def fail() -> None:
        with catalogue.database.write() as session:
            rename(session, "Tỉnh Hai")
            assert name_of_province(session) == "Tỉnh Hai"
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert name_now(catalogue.database) == was
    with catalogue.database.write() as session:
        assert name_of_province(session) == was


def test_nothing_is_asked_about_them_while_nothing_at_all_has_changed(catalogue: Catalogue) -> None:
    def asked() -> int:
        footprint = Footprint()
        with counted(catalogue.database) as statements, catalogue.database.read(footprint) as session:
            load_units(session)
        assert footprint.scopes >= {"admin_unit", "unit_succession"}
        return len([statement for statement in statements if "'admin_unit'" in statement])

    asked()
    assert asked() == 0
    with catalogue.database.write() as session:
        session.execute(sa.text("UPDATE kind_term SET label_en = label_en"))
    assert [asked(), asked()] == [1, 0]


def test_a_session_that_lets_go_of_its_moment_sees_the_units_of_the_next(catalogue: Catalogue) -> None:
    with catalogue.database.read(Footprint()) as session:
        assert name_of_province(session) != "Tỉnh Bốn"
        with catalogue.database.write() as writing:
            rename(writing, "Tỉnh Bốn")
        assert name_of_province(session) != "Tỉnh Bốn"
        session.rollback()
        assert name_of_province(session) == "Tỉnh Bốn"


def test_whoever_looks_at_an_earlier_moment_sees_the_units_of_that_moment(catalogue: Catalogue) -> None:
    with catalogue.database.read() as earlier:
        was = earlier.scalar(sa.text(PROVINCE))
        with catalogue.database.write() as session:
            rename(session, "Tỉnh Ba")
        assert name_now(catalogue.database) == "Tỉnh Ba"
        assert name_of_province(earlier) == was
        assert name_now(catalogue.database) == "Tỉnh Ba"


def test_borders_of_an_instant_are_those_of_then(catalogue: Catalogue) -> None:
    with catalogue.database.write() as session:
        assert len(load_boundaries(session)) == 46
        first = session.get_one(UnitBoundary, 1)
        first.superseded_at = NOW + timedelta(hours=1)
    with catalogue.database.read() as session:
        assert len(load_boundaries(session)) == 45
        assert len(load_boundaries(session, NOW + timedelta(minutes=1))) == 46
