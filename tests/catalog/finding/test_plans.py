"""Box and nearest questions use the spatial index, also among many sites."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

from catalog.coverage.kept import refresh
from catalog.finding.filters import Near, SiteFilter
from catalog.finding.pages import Order, Window, find_sites
from catalog.geo import Box
from catalog.prepared import run
from catalog.projection.reader import Reader
from catalog.read_sessions import connection_of
from catalog.tables import Publication
from tests.catalog.finding.placed import add_at
from tests.catalogue import NOW, TODAY, Catalogue

MANY = 4000


def add_sites(catalogue: Catalogue) -> None:
    """Many plain sites, spread over the province, beside the real ones."""
    add_at(catalogue, [(21 + (n % 97) / 100, 102.2 + (n % 89) / 100) for n in range(1000, 1000 + MANY)])


def plans(catalogue: Catalogue, question: str) -> str:
    """How the database means to answer each statement of a question."""
    reader_filters = {
        "box": SiteFilter(box=Box(103.0, 21.37, 103.03, 21.40)),
        "near": SiteFilter(near=Near(21.3831, 103.0176, 1500)),
        "codes": SiteFilter(codes=frozenset(f"DB-S-{n:05d}" for n in range(1500, 1530))),
    }
    explained = []
    with catalogue.database.read() as session:
        asked: list[tuple[str, Any]] = []
        sa.event.listen(session.get_bind(), "before_cursor_execute", lambda *a: asked.append((a[2], a[3])))
        order = Order.DISTANCE if question == "near" else Order.NAME
        page = find_sites(Reader(session, TODAY), reader_filters[question], Window(first=20), order)
        assert page.records[0].values["code"]
        prefix = "EXPLAIN QUERY PLAN " if catalogue.database.is_sqlite else "EXPLAIN "
        for statement, values in [one for one in asked if "publication" in one[0]]:
            rows = run(connection_of(session), prefix + statement, values)
            explained += [str(row[-1]) for row in rows]
    return "\n".join(explained)


@pytest.mark.parametrize("question", ["box", "near"])
def test_a_question_is_answered_through_its_index(catalogue: Catalogue, question: str) -> None:
    add_sites(catalogue)
    plan = plans(catalogue, question)
    if catalogue.database.is_sqlite:
        assert "VIRTUAL TABLE INDEX" in plan
    else:
        assert "ix_publication_place" in plan
        assert "Seq Scan on publication" not in plan


def test_what_is_named_one_by_one_is_not_sought_among_all(catalogue: Catalogue) -> None:
    add_sites(catalogue)
    plan = plans(catalogue, "codes")
    if catalogue.database.is_sqlite:
        assert "SEARCH publication USING INDEX ix_publication_code (code=?)" in plan
        assert "SEARCH publication USING INTEGER PRIMARY KEY (rowid=?)" in plan
        assert re.search(r"SCAN (publication|site_revision)", plan) is None
    else:
        assert "Index Cond: (revision_id = ANY" in plan
        assert "Seq Scan on publication" not in plan


def test_one_change_is_counted_without_reading_all_that_is_public(catalogue: Catalogue) -> None:
    add_sites(catalogue)
    with catalogue.database.write() as session:
        alone = sa.select(Publication).where(col(Publication.slug) == "thanh-ban-phu")
        site_ids = [publication.site_id for publication in session.scalars(alone)]
        refresh(session, site_ids, NOW)
        asked: list[tuple[str, object]] = []
        sa.event.listen(session.get_bind(), "before_cursor_execute", lambda *a: asked.append((a[2], a[3])))
        refresh(session, site_ids, NOW)
        reading = [(text, values) for text, values in asked if text.startswith("SELECT")]
        prefix = "EXPLAIN QUERY PLAN " if catalogue.database.is_sqlite else "EXPLAIN "
        rows = [
            str(row[-1])
            for text, values in reading
            for row in session.connection().exec_driver_sql(prefix + text, values)  # type: ignore[arg-type]
        ]
    assert len(reading) > 10
    assert [
        row for row in rows if re.search(r"(SCAN|Seq Scan on) (publication|site_revision|site)\b", row)
    ] == []
