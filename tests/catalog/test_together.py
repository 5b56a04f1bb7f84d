"""What is expected of records is read with the first that is asked for, and is what it is when it is read apart (both databases)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from catalog.finding.filters import SiteFilter
from catalog.finding.lookup import find_by_slug
from catalog.finding.pages import Window, find_sites
from catalog.prepared import Prepared, given
from catalog.projection import site as reading
from catalog.projection.reader import Batch, Reader, Record, Relation
from catalog.projection.surrogate_values import SurrogateValue
from catalog.projection.surrogates import HEROES, SURROGATE_TEXTS, SURROGATES
from catalog.read_sessions import connection_of
from catalog.stamps import Footprint
from tests.catalogue import NOW, TODAY, Catalogue, counted
from tests.photographs import attach
from tests.staff import Team

OWN = (
    *(reading.NAMES, reading.HEADLINE_TEXTS, reading.PROSE_TEXTS, reading.KINDS, reading.RANKS),
    *(reading.DESIGNATIONS, reading.UNITS, reading.PLACES, reading.ZONES, reading.WHOLE, reading.PART_ACT),
    *(reading.SURROUNDING, reading.PARTS, reading.DECLARED_PARTS, reading.MISSING, reading.SOURCES),
    *(reading.EXTERNAL_IDS, SURROGATES, SURROGATE_TEXTS, HEROES),
)
OF_RECORDS = {reading.WHOLE, reading.SURROUNDING, reading.PARTS}
"""Their records are read by a statement more."""


@pytest.fixture
def lived(pictured: Catalogue, tmp_path: Path) -> Catalogue:
    team = Team.of(pictured)
    site = team.created()
    attach(team.editor, site["id"], tmp_path)
    team.publish({**site, "version": 2})
    return pictured


def plain(value: Any) -> Any:
    """A relation's value as what can be compared; numbers with a point to the last digit, days and instants by their kind."""
    if isinstance(value, Record):
        return value.values["code"]
    if isinstance(value, SurrogateValue):
        names = [name for name in SurrogateValue.__slots__ if name != "apart"]
        return [plain(getattr(value, name)) for name in (*names, "texts")]
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return value, type(value)


def all_of(batch: Batch, relations: Sequence[Relation]) -> dict[str, list[Any]]:
    """What a batch has to say, by relation."""
    usual = {relation: relation.usual(batch.reader) for relation in relations}
    return {
        relation.name: [plain(record.related(relation, **usual[relation])) for record in batch]
        for relation in relations
    }


def page_of(reader: Reader, size: int) -> Batch:
    batch = find_sites(reader, SiteFilter(), Window(first=size)).records[0].batch
    batch.read_values()
    return batch


@pytest.mark.parametrize("size", [1, 100])
@pytest.mark.parametrize("known_at", [None, NOW])
def test_what_is_read_together_is_what_is_read_apart(lived: Catalogue, size: int, known_at: Any) -> None:
    with lived.database.read() as session:
        reader = Reader(session, TODAY, known_at)
        apart, together = page_of(reader, size), page_of(reader, size)
        together.expect(OWN)
        assert all_of(together, OWN) == all_of(apart, OWN)


@pytest.mark.parametrize("known_at", [None, NOW])
def test_what_is_read_with_its_record_is_what_is_read_after_it(lived: Catalogue, known_at: Any) -> None:
    with lived.database.read() as session:
        reader = Reader(session, TODAY, known_at)
        for site in page_of(reader, 100):
            slug = site.values["slug"]
            found, after = find_by_slug(reader, slug, OWN), find_by_slug(reader, slug)
            assert found is not None
            assert after is not None
            assert found.values == after.values
            assert all_of(found.batch, OWN) == all_of(after.batch, OWN)


@pytest.mark.parametrize("slug", ["doi-a1", "not-there"])
def test_a_record_that_is_looked_up_takes_no_statement_more_for_what_is_expected_of_it(
    catalogue: Catalogue, slug: str
) -> None:
    ways = 2 if catalogue.database.is_sqlite else 1
    plainly = [each for each in OWN if each not in OF_RECORDS and each is not reading.UNITS]
    footprint = Footprint()
    with counted(catalogue.database) as statements, catalogue.database.read(footprint) as session:
        statements.clear()
        found = find_by_slug(Reader(session, TODAY, footprint=footprint), slug, plainly)
        if found is not None:
            found.batch.expect(plainly)
            all_of(found.batch, plainly)
        assert len(statements) == (ways if found else 1), statements
    scopes = {"publication"} if found is None else {f"site/{found.site_id}", f"parts/{found.site_id}"}
    assert scopes <= footprint.scopes


def test_what_a_statement_compares_with_stands_in_its_text_as_it_is(catalogue: Catalogue) -> None:
    words = ("it's 100 % :of $1 ? \\n", 1.5, 7)
    told = Prepared(sa.select(*(sa.literal(word) for word in words), given("own", sa.Text())))
    with catalogue.database.read() as session:
        assert [tuple(row) for row in told.rows(session, own="'")] == [(*words, "'")]
        assert [name for name, _ in told.made(connection_of(session).dialect).given] == ["own"]


def test_one_records_relations_take_one_statement_whichever_is_asked_for_first(catalogue: Catalogue) -> None:
    relations = [relation for relation in OWN if relation not in OF_RECORDS]
    with counted(catalogue.database) as statements, catalogue.database.read() as session:
        reader = Reader(session, TODAY)
        assert reader.units
        for first in relations:
            batch = page_of(reader, 1)
            batch.expect(relations)
            before = len(statements)
            all_of(batch, [first, *relations])
            assert len(statements) == before + 1, first.name


def test_what_is_read_together_is_depended_on_as_what_is_read_apart(lived: Catalogue) -> None:
    scopes = []
    for expected in ((), OWN):
        footprint = Footprint()
        with lived.database.read(footprint) as session:
            batch = page_of(Reader(session, TODAY, footprint=footprint), 1)
            batch.expect(expected)
            all_of(batch, OWN)
        scopes.append(footprint.scopes)
    assert scopes[0] == scopes[1]


def test_other_arguments_and_what_was_not_expected_are_read_by_themselves(catalogue: Catalogue) -> None:
    with counted(catalogue.database) as statements, catalogue.database.read() as session:
        (record,) = batch = page_of(Reader(session, TODAY), 1)
        batch.expect((reading.KINDS, reading.DECLARED_PARTS))
        record.related(reading.DECLARED_PARTS, day=NOW.date().replace(year=2000))
        assert not any("site_kind" in statement for statement in statements)
        record.related(reading.SOURCES)
        assert not any("site_kind" in statement for statement in statements)
        record.related(reading.KINDS)
        asked = len(statements)
        record.related(reading.DECLARED_PARTS, day=TODAY)
        assert len(statements) == asked
