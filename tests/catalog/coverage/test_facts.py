"""What the ladder's checks are told of a site: from real records, on a day, as known at an instant (both databases)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from catalog.coverage.facts import AT_ONCE, read_facts
from catalog.coverage.facts_around import read_surroundings
from catalog.coverage.facts_rows import STATEMENTS
from catalog.dossiers.standing import standing_of
from catalog.ladder.facts import SiteFacts
from catalog.projection.reader import Reader
from catalog.projection.site import read_records
from catalog.sites.completeness import completeness_on
from catalog.sites.revisions import read_contents
from tests.catalogue import NOW, TODAY, Catalogue, counted

DAYS = (date(1990, 1, 1), date(2009, 8, 12), date(2016, 1, 1), date(2025, 7, 1), TODAY)


def facts_of(
    catalogue: Catalogue,
    ids: Iterable[int] | None = None,
    day: date = TODAY,
    known_at: datetime | None = None,
    **more: Any,
) -> dict[int, SiteFacts]:
    with catalogue.database.read() as session:
        wanted = sorted(session.scalars(sa.text("SELECT id FROM site"))) if ids is None else list(ids)
        around = read_surroundings(session, known_at)
        return read_facts(session, around, wanted, day, known_at, **more)


def by_slug(catalogue: Catalogue, slug: str, **more: Any) -> SiteFacts:
    return next(facts for facts in facts_of(catalogue, **more).values() if facts.slug == slug)


@pytest.mark.parametrize("day", DAYS)
def test_completeness_and_dossier_are_those_that_the_record_shows(catalogue: Catalogue, day: date) -> None:
    found = facts_of(catalogue, day=day)
    assert len(found) == 79
    with catalogue.database.read() as session:
        records = read_records(Reader(session, day))
        contents = read_contents(session, records.revision_ids)
        for record in records:
            facts, dossier = found[record.site_id], standing_of(record, day)
            assert facts.completeness == completeness_on(contents[record.revision_id], day).ratio
            shown = [
                (p.term.part, p.status, tuple(f.code for f in p.files), p.has_text_layer)
                for p in dossier.parts
            ]
            told = [(p.part, p.status, p.files, p.has_text_layer) for p in facts.dossier]
            assert told == (shown if facts.is_relic else [])
            assert facts.revision == f"{record.values['code']}/{record.values['version']}"


def test_as_known_now_and_as_known_at_this_instant_are_the_same(catalogue: Catalogue) -> None:
    assert facts_of(catalogue) == facts_of(catalogue, known_at=NOW + timedelta(days=1))
    assert facts_of(catalogue, known_at=NOW - timedelta(seconds=1)) == {}


def test_between_two_turns_nothing_changes_but_the_day(catalogue: Catalogue) -> None:
    dice = Random(1954)
    first = facts_of(catalogue)
    for _ in range(25):
        site_id, facts = dice.choice(sorted(first.items()))
        turns = [date(1900, 1, 1), *facts.turns, date(2100, 1, 1)]
        at = dice.randrange(len(turns) - 1)
        start, last = turns[at], turns[at + 1] - timedelta(days=1)
        days = [start, last, start + timedelta(days=dice.randint(0, (last - start).days))]
        found = [facts_of(catalogue, [site_id], day=day)[site_id] for day in days]
        assert [replace(one, day=TODAY) for one in found] == [replace(found[0], day=TODAY)] * 3
        assert found[0].turns == facts.turns


def test_statements_are_as_many_for_one_site_as_for_all(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        ids = list(session.scalars(sa.text("SELECT id FROM site")))
        around = read_surroundings(session)
        sent = []
        for some in ([ids[0]], ids):
            for known_at in (None, NOW):
                with counted(catalogue.database) as statements:
                    read_facts(session, around, some, TODAY, known_at)
                sent.append(len(statements))
    assert len(ids) < AT_ONCE
    assert max(sent) <= 1 + STATEMENTS
