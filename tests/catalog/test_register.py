"""The official lists as entries: the denominator of everything that is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from catalog import history
from catalog.finding.counts import entries_on
from catalog.places import load_units
from catalog.projection.reader import Reader
from catalog.publishing import Ready, publish, withdraw
from catalog.register import (
    Act,
    Declaration,
    NamedPart,
    by_key,
    named_lines,
    named_parts,
    sync_entries,
    unknown_lines,
)
from catalog.sites.content import Part, PartsDeclared, SiteContent
from catalog.sites.revisions import NewRevision, read_contents, write_revisions
from catalog.terms import Action, EntryKind, Grade, Membership, Origin, RecordState, SubjectKind
from tests.catalogue import TODAY, Catalogue, clock

COMPLEX, PART, SIBLING, UNRANKED = "DB-S-00001", "DB-S-00002", "DB-S-00003", "DB-S-00070"


@pytest.mark.parametrize(
    ("day", "lines", "unknown"),
    [("2010-01-01", 22, 11), ("2016-01-01", 45, 11), ("2026-12-01", 46, 11)],
)
def test_components_of_the_battlefield_are_entries_named_or_not(
    catalogue: Catalogue, day: str, lines: int, unknown: int
) -> None:
    with catalogue.database.read() as session:
        counts = entries_on(Reader(session, TODAY), date.fromisoformat(day))
    components = [c for c in counts if c.kind == EntryKind.COMPONENT]
    assert [(c.grade, c.entries, c.entries - c.known) for c in components] == [
        (Grade.SPECIAL_NATIONAL, lines, unknown)
    ]


def test_designations_count_once_for_each_ranked_site(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        counts = entries_on(Reader(session, TODAY), date(2026, 12, 1))
    designations = {c.grade: c.entries for c in counts if c.kind == EntryKind.DESIGNATION}
    assert designations == {Grade.SPECIAL_NATIONAL: 1, Grade.NATIONAL: 14, Grade.PROVINCIAL: 13}


def test_nothing_was_ranked_in_1900(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        assert entries_on(Reader(session, TODAY), date(1900, 1, 1)) == []


def test_units_keep_their_succession(catalogue: Catalogue) -> None:
    assert catalogue.count("admin_unit") == 185
    assert catalogue.count("unit_boundary") == 46
    assert catalogue.count("unit_succession") == 129


def site_id(session: Session, code: str) -> int:
    return int(session.execute(sa.text("SELECT id FROM site WHERE code = :c"), {"c": code}).scalar_one())


def last_words(session: Session, code: str) -> tuple[int, SiteContent]:
    """The newest version of a site and what it says."""
    query = "SELECT id, version FROM site_revision WHERE site_id = :s ORDER BY version DESC"
    row = session.execute(sa.text(query), {"s": site_id(session, code)}).first()
    assert row is not None
    return row.version, read_contents(session, [row.id])[row.id]


def change(catalogue: Catalogue, code: str, **said: Any) -> None:
    """Publish a site with fields changed; without any, the change is one that the register does not know."""
    with catalogue.database.write() as session:
        change_at(session, clock(), code, said)


def change_at(
    session: Session, now: datetime, code: str, said: dict[str, Any], *, with_register: bool = True
) -> None:
    version, content = last_words(session, code)
    content = content.model_copy(update=said or {"managing_body": f"Ban quản lý {version}"}).canonical()
    new = NewRevision(
        site_id(session, code), version + 1, content, RecordState.APPROVED, Origin.ENTRY, "Biên tập", now
    )
    (revision_id,) = write_revisions(session, [new])
    ready = Ready(new.site_id, code, revision_id, content)
    publish(session, [ready], load_units(session), now, with_register=with_register)


def take_out(catalogue: Catalogue, *codes: str) -> None:
    with catalogue.database.write() as session:
        withdraw(session, [site_id(session, code) for code in codes], clock())


def lines(catalogue: Catalogue, of: str = COMPLEX) -> list[Any]:
    """The component lines of a complex as they stand now: key, site, days."""
    query = (
        "SELECT e.key, e.site_id, e.scheme, e.valid_from, e.valid_to FROM register_entry e"
        " JOIN site s ON s.id = e.complex_id WHERE s.code = :c AND e.superseded_at IS NULL ORDER BY e.key"
    )
    with catalogue.database.read() as session:
        return [tuple(row) for row in session.execute(sa.text(query), {"c": of})]


def test_a_withdrawn_part_keeps_its_lines_when_a_sibling_or_the_complex_changes(catalogue: Catalogue) -> None:
    before = lines(catalogue)
    assert len(before) == 68
    take_out(catalogue, PART)
    for code in (SIBLING, COMPLEX):
        change(catalogue, code)
        assert lines(catalogue) == before
    with catalogue.database.read() as session:
        shown = {part.code for part in named_parts(session, site_id(session, COMPLEX))}
    assert (PART in shown, SIBLING in shown) == (False, True)


def test_a_withdrawn_complex_keeps_its_lines_when_a_part_changes(catalogue: Catalogue) -> None:
    before, designations = lines(catalogue), catalogue.count("register_entry", "kind = 'DESIGNATION'")
    take_out(catalogue, COMPLEX)
    change(catalogue, PART)
    with catalogue.database.write() as session:
        sync_entries(session, [site_id(session, COMPLEX)], clock())
    assert lines(catalogue) == before
    assert catalogue.count("register_entry", "kind = 'DESIGNATION'") == designations


def test_what_comes_back_into_public_says_its_lines_itself_again(catalogue: Catalogue) -> None:
    take_out(catalogue, PART)
    change(catalogue, PART, part_of=())
    with catalogue.database.read() as session:
        part = site_id(session, PART)
    assert part not in {line[1] for line in lines(catalogue)}


def end(catalogue: Catalogue, code: str, *others: str) -> None:
    """Take a site back as taking back its import does: withdrawn, its lines ended, told in the history."""
    now = clock()
    with catalogue.database.write() as session:
        ids = [site_id(session, one) for one in (code, *others)]
        withdraw(session, ids[:1], now)
        sync_entries(session, ids, now, ending=ids[:1])
        entry = history.Entry(
            None, "Nhập dữ liệu", Action.UNDO_IMPORT, SubjectKind.SITE, code, "Nhập nhầm", None, {}
        )
        history.append_all(session, [entry], now)


def test_the_lines_of_a_part_made_public_by_mistake_end_and_stay_ended(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        part = site_id(session, PART)
    assert part in {line[1] for line in lines(catalogue)}
    end(catalogue, PART, SIBLING, COMPLEX)
    after = lines(catalogue)
    assert part not in {line[1] for line in after}
    change(catalogue, SIBLING)
    assert lines(catalogue) == after


def test_of_a_complex_made_public_by_mistake_no_line_stays(catalogue: Catalogue) -> None:
    end(catalogue, COMPLEX)
    mine = f"superseded_at IS NULL AND key LIKE '{COMPLEX}/%'"
    assert (lines(catalogue), catalogue.count("register_entry", mine)) == ([], 0)
    change(catalogue, PART)
    assert (lines(catalogue), catalogue.count("register_entry", mine)) == ([], 0)


DAY = date(2020, 1, 1)
BELONGS = Part(complex=UNRANKED, membership=Membership.STATED, decision_number="5/QĐ", valid_from=DAY)


def unranked_with_a_part(catalogue: Catalogue) -> None:
    """A complex without a rank that declares three parts, one of them known: it has no line of its own."""
    declared = PartsDeclared(valid_from=DAY, declared=3, decision_number="5/QĐ")
    change(catalogue, UNRANKED, designations=(), part_of=(), declared_parts=(declared,))
    assert len(lines(catalogue, UNRANKED)) == 3
    change(catalogue, PART, part_of=(BELONGS,))
    assert len(lines(catalogue, UNRANKED)) == 2


@pytest.mark.parametrize(
    "leave",
    [lambda catalogue: end(catalogue, PART), lambda catalogue: change(catalogue, PART, part_of=())],
    ids=["taken back", "belongs no more"],
)
def test_a_part_without_a_line_that_leaves_is_one_more_unknown(
    catalogue: Catalogue, leave: Callable[[Catalogue], None]
) -> None:
    unranked_with_a_part(catalogue)
    leave(catalogue)
    assert len(lines(catalogue, UNRANKED)) == 3
    change(catalogue, UNRANKED)
    assert len(lines(catalogue, UNRANKED)) == 3


def test_a_part_without_a_line_that_is_withdrawn_stays_known(catalogue: Catalogue) -> None:
    unranked_with_a_part(catalogue)
    take_out(catalogue, PART)
    change(catalogue, UNRANKED)
    assert len(lines(catalogue, UNRANKED)) == 2


def test_all_sites_at_once_change_nothing_where_nothing_changed(catalogue: Catalogue) -> None:
    count = catalogue.count("register_entry")
    with catalogue.database.write() as session:
        ids = list(session.scalars(sa.text("SELECT id FROM site")))
        sync_entries(session, ids * 8, clock())
    assert catalogue.count("register_entry") == count == 97


def test_what_is_published_at_one_instant_can_reach_the_register_at_once(catalogue: Catalogue) -> None:
    """A part and its complex both change the part's line: written twice at one instant, it could not be kept."""
    with catalogue.database.write() as session:
        (part_of,) = last_words(session, PART)[1].part_of
        national, special = last_words(session, COMPLEX)[1].designations
        later, now = date(2009, 9, 1), clock()
        acts = (
            national.model_copy(update={"valid_to": later}),
            special.model_copy(update={"valid_from": later}),
        )
        told = {"part_of": (part_of.model_copy(update={"source": "Một nguồn khác"}),)}
        change_at(session, now, PART, told, with_register=False)
        change_at(session, now, COMPLEX, {"designations": acts}, with_register=False)
        part = site_id(session, PART)
        sync_entries(session, [part, site_id(session, COMPLEX)], now)
    where = f"superseded_at IS NULL AND kind = 'COMPONENT' AND site_id = {part}"
    assert catalogue.count("register_entry", f"{where} AND source = 'Một nguồn khác'") == 2
    assert catalogue.count("register_entry", f"{where} AND '2009-09-01' IN (valid_from, valid_to)") == 2


NATIONAL = Act(Grade.NATIONAL, date(1990, 1, 1), date(2000, 1, 1))
SPECIAL = Act(Grade.SPECIAL_NATIONAL, date(2000, 1, 1), None)


def unknown(acts: list[Act], *declared: Declaration, parts: tuple[NamedPart, ...] = ()) -> list[Any]:
    """Unknown lines as (grade, first year, last year), in order."""
    found = unknown_lines(1, "DB-S-00001", acts, parts, declared)
    years = [(line.grade, line.valid_from, line.valid_to, line.known_since) for line in found]
    assert all(known_since == start for _, start, _, known_since in years)
    return sorted(
        ((grade, start.year if start else 0, stop and stop.year) for grade, start, stop, _ in years),
        key=lambda line: line[1],
    )


def declares(number: int, start: int, stop: int | None = None) -> Declaration:
    return Declaration(date(start, 1, 1), date(stop, 1, 1) if stop else None, number, f"{start}/QĐ", None)


def test_an_unknown_line_ends_with_the_rank_and_another_begins_with_the_next() -> None:
    assert unknown([SPECIAL, NATIONAL], declares(1, 1995)) == [
        (Grade.NATIONAL, 1995, 2000),
        (Grade.SPECIAL_NATIONAL, 2000, None),
    ]


def test_an_unknown_line_ends_with_the_last_rank_and_begins_again_with_a_later_one() -> None:
    again = Act(Grade.PROVINCIAL, date(2010, 1, 1), None)
    assert unknown([NATIONAL], declares(2, 1995)) == [(Grade.NATIONAL, 1995, 2000)] * 2
    assert unknown([NATIONAL, again], declares(1, 1995)) == [
        (Grade.NATIONAL, 1995, 2000),
        (Grade.PROVINCIAL, 2010, None),
    ]


def test_an_unknown_line_has_no_rank_before_the_first_one() -> None:
    assert unknown([NATIONAL], declares(1, 1985)) == [(None, 1985, 1990), (Grade.NATIONAL, 1990, 2000)]


def test_a_rank_of_unknown_beginning_holds_for_unknown_lines_as_for_named_ones() -> None:
    undated = Act(Grade.NATIONAL, None, date(2000, 1, 1))
    assert unknown([undated, SPECIAL], declares(1, 1995)) == [
        (Grade.NATIONAL, 1995, 2000),
        (Grade.SPECIAL_NATIONAL, 2000, None),
    ]


def test_a_later_declaration_adds_and_ends_unknown_lines_within_a_rank() -> None:
    assert unknown([SPECIAL], declares(1, 2001, 2003), declares(2, 2003, 2005), declares(1, 2005, 2007)) == [
        (Grade.SPECIAL_NATIONAL, 2001, 2007),
        (Grade.SPECIAL_NATIONAL, 2003, 2005),
    ]


def part(number: int, start: int, stop: int | None = None) -> NamedPart:
    days = (date(start, 1, 1), date(stop, 1, 1) if stop else None)
    code = f"DB-S-{number:05}"
    return NamedPart(number, code, f"Điểm {number}", Membership.STATED, "5/QĐ", *days, None)


def test_a_part_that_is_known_from_a_later_day_takes_the_place_of_an_unknown_line() -> None:
    rank, declared = Act(Grade.NATIONAL, date(2000, 1, 1), None), declares(3, 2001)
    parts = (part(2, 2001), part(3, 2010))
    assert unknown([rank], declared, parts=parts) == [
        (Grade.NATIONAL, 2001, 2010),
        (Grade.NATIONAL, 2001, None),
    ] or unknown([rank], declared, parts=parts) == [
        (Grade.NATIONAL, 2001, None),
        (Grade.NATIONAL, 2001, 2010),
    ]
    instead = (part(2, 2001, 2005), part(3, 2010))
    assert unknown([rank], declared, parts=instead) == [(Grade.NATIONAL, 2001, None)] * 2


def test_a_part_knows_no_more_of_its_beginning_than_the_rank_of_its_complex() -> None:
    undated = Act(Grade.NATIONAL, None, None, date(2020, 1, 1))
    found = [*named_lines(1, "DB-S-00001", [undated], [part(2, 2010), part(3, 2022)])]
    found += unknown_lines(1, "DB-S-00001", [undated], (), [declares(1, 2012)])
    assert [(line.valid_from, line.known_since) for line in found] == [
        (None, date(2020, 1, 1)),
        (date(2022, 1, 1), date(2022, 1, 1)),
        (None, date(2020, 1, 1)),
    ]


def test_a_grade_given_twice_is_two_lines_and_the_first_keeps_its_key(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        national, special = last_words(session, COMPLEX)[1].designations
    between = date(2000, 1, 1)
    twice = (
        special,
        national.model_copy(update={"valid_from": between}),
        national.model_copy(update={"valid_to": between}),
    )
    before = {(key, start) for key, _, _, start, _ in lines(catalogue)}
    mine = f"superseded_at IS NULL AND kind = 'DESIGNATION' AND key LIKE '{COMPLEX}/%'"
    change(catalogue, COMPLEX, designations=twice)
    after = {(key, start) for key, _, _, start, _ in lines(catalogue)}
    assert before < after
    assert {(key.partition("/2000-01-01")[0], str(start)) for key, start in after - before} == {
        (key, "2000-01-01") for key, start in before if str(start) < "2000"
    }
    assert catalogue.count("register_entry", mine) == 3


def test_lines_of_the_same_key_and_day_are_told_apart_by_number() -> None:
    line = unknown_lines(1, "DB-S-00001", [SPECIAL], (), [declares(1, 2001)])[0]
    assert list(by_key([line, replace(line, valid_from=None), line, line])) == [
        line.key,
        f"{line.key}/2001-01-01",
        f"{line.key}/2001-01-01/2",
        f"{line.key}/2001-01-01/3",
    ]
