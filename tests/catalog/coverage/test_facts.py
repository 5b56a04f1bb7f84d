"""What the ladder's checks are told of a site: from real records, on a day, as known at an instant (both databases)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from catalog.coverage.facts import AT_ONCE, read_facts
from catalog.coverage.facts_around import read_surroundings
from catalog.coverage.facts_rows import STATEMENTS
from catalog.coverage.rules import rules_on
from catalog.dossiers.standing import standing_of
from catalog.ladder.evaluation import evaluate
from catalog.ladder.facts import DossierFacts, SiteFacts
from catalog.places import legal_day
from catalog.projection.reader import Reader
from catalog.projection.records import Key, records_by
from catalog.sites.completeness import completeness_on
from catalog.sites.revisions import read_contents
from catalog.surrogates.fixity import begin, carry_on
from catalog.tables import SafeCopy
from catalog.terms import DossierStatus, Grade, Scheme, SurrogateKind, SurrogateRole, TextField
from tests.catalog.exchange.test_undoing import bring_in, sites_file, take_back
from tests.catalogue import NOW, TODAY, Catalogue, clock, counted
from tests.media.samples import pdf
from tests.photographs import attach, photograph
from tests.staff import Team, done, everything, tried

FRESH = rules_on(TODAY).freshness_days
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
        return read_facts(session, around, wanted, day, known_at, **{"freshness_days": FRESH, **more})


def by_slug(catalogue: Catalogue, slug: str, **more: Any) -> SiteFacts:
    return next(facts for facts in facts_of(catalogue, **more).values() if facts.slug == slug)


@pytest.mark.parametrize("day", DAYS)
def test_completeness_and_dossier_are_those_that_the_record_shows(catalogue: Catalogue, day: date) -> None:
    found = facts_of(catalogue, day=day)
    assert len(found) == 79
    with catalogue.database.read() as session:
        records = records_by(Reader(session, day), Key.SITE, found)
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


def assert_nothing_turns(catalogue: Catalogue, site_id: int, start: date, end: date, dice: Random) -> None:
    """On the first, the last and any day between two turns the facts and what the ladder says of them are equal."""
    last = end - timedelta(days=1)
    days = [start, last, start + timedelta(days=dice.randint(0, (last - start).days))]
    found = [facts_of(catalogue, [site_id], day=day)[site_id] for day in days]
    assert [replace(one, day=start) for one in found] == [found[0]] * 3
    statuses = [[(r.check, r.status) for r in evaluate(one, rules_on(TODAY)).results] for one in found]
    assert statuses == [statuses[0]] * 3


def test_between_two_turns_nothing_changes_but_the_day(catalogue: Catalogue) -> None:
    dice = Random(1954)
    first = facts_of(catalogue)
    for _ in range(25):
        site_id, facts = dice.choice(sorted(first.items()))
        turns = [date(1900, 1, 1), *facts.turns, date(2100, 1, 1)]
        at = dice.randrange(len(turns) - 1)
        assert_nothing_turns(catalogue, site_id, turns[at], turns[at + 1], dice)


def test_nor_does_what_is_fresh_between_two_turns(pictured: Catalogue, tmp_path: Path) -> None:
    assert pictured.room is not None
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path)
    site = team.publish({**site, "version": payload["site"]["version"]})
    checked = NOW + timedelta(days=2)
    list(carry_on(pictured.database, pictured.room.store, begin(pictured.database, checked), checked))
    with pictured.database.write() as session:
        session.add(
            SafeCopy(
                place="Kho tỉnh", taken_at=NOW + timedelta(days=9), recorded_at=clock() + timedelta(days=9)
            )
        )
    after = facts_of(pictured, day=date(2026, 12, 5))
    site_id, facts = next(item for item in after.items() if item[1].slug == site["slug"])
    assert {legal_day(checked), date(2027, 11, 26), date(2027, 12, 3)} <= {*facts.turns}
    turns = [date(1900, 1, 1), *facts.turns, date(2100, 1, 1)]
    for start, end in pairwise(turns):
        assert_nothing_turns(pictured, site_id, start, end, Random(1954))


def test_statements_are_as_many_for_one_site_as_for_all(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        ids = list(session.scalars(sa.text("SELECT id FROM site")))
        around = read_surroundings(session)
        sent = []
        for some in ([ids[0]], ids):
            for known_at in (None, NOW):
                with counted(catalogue.database) as statements:
                    read_facts(session, around, some, TODAY, known_at, freshness_days=FRESH)
                sent.append(len(statements))
    assert len(ids) < AT_ONCE
    assert max(sent) <= 1 + STATEMENTS


def test_a_reviewed_record_tells_what_was_entered(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path, photograph(480, 320))
    site = team.publish({**site, "version": payload["site"]["version"]})
    facts = by_slug(pictured, site["slug"])
    assert (facts.is_public, facts.is_reviewed, facts.has_author) == (True, True, True)
    assert (facts.revision, facts.kinds, facts.unknown_kinds) == (f"{site['code']}/2", ("SCENIC",), ())
    assert facts.units == ("03325/2025-07-01",)
    (act,) = facts.acts
    assert (act.scheme, act.grade, act.decision_number) == (
        Scheme.RELIC_RANK, Grade.PROVINCIAL, "999/QĐ-UBND")  # fmt: skip
    assert act.decision_date == date(2024, 8, 13)
    assert facts.position is not None
    assert (facts.position.accuracy_metres, facts.position.method) == (8, "HANDHELD_GNSS")
    assert (facts.position.is_in_province, facts.position.is_in_unit) == (True, True)
    described = next(text for text in facts.texts if text.field == TextField.DESCRIPTION)
    assert (described.language, described.length, described.counts) == ("vi", 101, True)
    assert set(facts.sources) == {"Quyết định 999/QĐ-UBND"}
    assert (facts.managing_body, facts.is_relic, facts.is_complex) == ("UBND xã Mường Phăng", True, False)
    (file,) = facts.files
    assert (file.code, file.kind, file.role) == (
        f"{site['code']}.IMG01", SurrogateKind.IMAGE, SurrogateRole.HERO)  # fmt: skip
    assert (file.pixels, file.media_type, file.captured) == (480 * 320, "JPEG", "2026-10-30")
    assert (file.is_public, file.has_alternative_text, file.passed_on, file.copies) == (True, True, None, 1)


def test_what_was_taken_from_lists_is_not_reviewed_and_a_draft_has_no_facts(catalogue: Catalogue) -> None:
    draft = Team.of(catalogue).created()
    found = facts_of(catalogue)
    assert {facts.is_reviewed for facts in found.values()} == {False}
    assert draft["code"] not in {facts.code for facts in found.values()}


def test_a_complex_and_its_parts_are_so_while_the_decision_says_so(catalogue: Catalogue) -> None:
    whole = "chien-truong-dien-bien-phu"
    assert by_slug(catalogue, whole).is_complex
    assert by_slug(catalogue, "doi-a1", day=date(2009, 8, 11)).parts == ()
    (part,) = by_slug(catalogue, "doi-a1", day=date(2009, 8, 12)).parts
    assert (part.complex, part.decision_number) == (by_slug(catalogue, whole).code, "1272/QĐ-TTg")
    assert not by_slug(catalogue, "doi-a1").is_complex


def test_a_withdrawn_photograph_is_none_while_it_is_withdrawn(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path)
    site = team.publish({**site, "version": payload["site"]["version"]})
    seen = clock()
    say = 'mutation ($id: ID!) { %s(id: $id, reason: "Xem lại") { problems { code } } }'
    team.publisher.data(say % "withdrawSurrogate", id=payload["surrogate"]["id"])
    gone = clock()
    team.publisher.data(say % "readmitSurrogate", id=payload["surrogate"]["id"])
    back = clock()
    team.publisher.data(say % "withdrawSurrogate", id=payload["surrogate"]["id"])
    files = [len(by_slug(pictured, site["slug"], known_at=at).files) for at in (seen, gone, back, None)]
    assert files == [1, 0, 1, 0]
    assert pictured.count("surrogate_withdrawal") == 2
    assert pictured.count("surrogate_withdrawal", "readmitted_at IS NULL") == 1
    assert pictured.count("history_entry", "action = 'READMIT'") == 1


def test_a_check_counts_from_when_it_was_made_and_a_later_fault_undoes_it(
    pictured: Catalogue, tmp_path: Path
) -> None:
    assert pictured.room is not None
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path)
    site = team.publish({**site, "version": payload["site"]["version"]})
    first, second = NOW + timedelta(days=2), NOW + timedelta(days=9)
    store = pictured.room.store
    list(carry_on(pictured.database, store, begin(pictured.database, first), first))
    (digest,) = store.digests()
    store.remove(digest)
    after = legal_day(second)
    known = [by_slug(pictured, site["slug"], day=after).files[0].passed_on]
    list(carry_on(pictured.database, store, begin(pictured.database, second), second))
    for at in (first - timedelta(days=1), first, second - timedelta(days=1), second, None):
        known.append(by_slug(pictured, site["slug"], day=after, known_at=at).files[0].passed_on)
    checked = date(2026, 11, 25)
    assert known == [checked, None, checked, checked, None, None]
    assert {checked, checked + timedelta(days=366)} <= {
        *by_slug(pictured, site["slug"], known_at=first).turns
    }


def check_files(pictured: Catalogue, at: datetime) -> None:
    assert pictured.room is not None
    list(carry_on(pictured.database, pictured.room.store, begin(pictured.database, at), at))


def test_a_later_check_or_copy_takes_nothing_from_a_day_before_it(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path)
    site = team.publish({**site, "version": payload["site"]["version"]})
    first, second = NOW + timedelta(days=2), NOW + timedelta(days=9)
    between = legal_day(first) + timedelta(days=2)

    def on(day: date, **more: Any) -> tuple[date | None, int]:
        facts = by_slug(pictured, site["slug"], day=day, **more)
        return facts.files[0].passed_on, facts.files[0].copies

    found = []
    for at in (first, second):
        check_files(pictured, at)
        with pictured.database.write() as session:
            session.add(SafeCopy(place="Kho tỉnh", taken_at=at, recorded_at=at + timedelta(hours=1)))
        found.append(on(between))
    assert found == [(legal_day(first), 2)] * 2
    assert on(between, known_at=second + timedelta(days=1)) == found[0]
    assert on(legal_day(first) - timedelta(days=1)) == (None, 1)
    assert on(legal_day(second)) == (legal_day(second), 2)
    turns = by_slug(pictured, site["slug"], day=between).turns
    assert {legal_day(first), legal_day(second)} <= {*turns}


def test_visitor_facts_verified_again_were_fresh_on_the_days_before(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    site = team.created()
    told = []
    for verified in ("2026-11-10", "2026-11-22"):
        revised = done(
            team.editor,
            "ReviseSite",
            id=site["id"],
            version=site["version"],
            input={"visitorFactsVerifiedOn": verified},
        )
        site = team.publish({**site, "version": revised["version"]})
        told.append((by_slug(catalogue, site["slug"], day=date(2026, 11, 15)), clock()))
    days = [facts.visitor_facts_verified_on for facts, _ in told]
    assert days == [date(2026, 11, 10)] * 2
    again = by_slug(catalogue, site["slug"], day=date(2026, 11, 15), known_at=told[1][1])
    assert again.visitor_facts_verified_on == date(2026, 11, 10)
    assert date(2026, 11, 22) in told[1][0].turns
    unseen = by_slug(catalogue, site["slug"], day=date(2026, 11, 9))
    assert unseen.visitor_facts_verified_on == date(2026, 11, 22)


def test_a_visit_on_a_day_to_come_is_refused_by_hand_and_by_file_and_changes_nothing(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(catalogue)
    site = team.created()
    before = everything(catalogue)
    for day in ("2026-11-24", "9999-06-01"):
        form = {"visitorFactsVerifiedOn": day}
        payload = tried(team.editor, "ReviseSite", id=site["id"], version=site["version"], input=form)
        assert [problem["code"] for problem in payload["problems"]] == ["VERIFIED_IN_FUTURE"]
        row = {"slug": "mai", "name_vi": "Mai", "commune": "Mường Phăng", "visitor_facts_verified_on": day}
        report, _ = bring_in(catalogue, sites_file(tmp_path / "mai.csv", row))
        assert [problem.code for refused in report.refused for problem in refused.problems] == [
            "VERIFIED_IN_FUTURE"
        ]
    assert everything(catalogue) == before
    form = {"visitorFactsVerifiedOn": "2026-11-23"}
    assert done(team.editor, "ReviseSite", id=site["id"], version=site["version"], input=form)


def test_a_visit_near_the_end_of_the_calendar_stops_no_figures(catalogue: Catalogue) -> None:
    site = Team.of(catalogue).published()
    with catalogue.database.write() as session:
        session.execute(sa.text("UPDATE site_revision SET visitor_facts_verified_on = '9999-06-01'"))
    facts = by_slug(catalogue, site["slug"])
    assert facts.turns[-1] == date.max


def test_sites_are_looked_at_again_when_units_begin_or_end_whichever_they_name(catalogue: Catalogue) -> None:
    with catalogue.database.write() as session:
        session.execute(sa.text("DELETE FROM site_unit"))
    assert all(date(2025, 7, 1) in facts.turns for facts in facts_of(catalogue).values())


def test_copies_at_other_places_count_while_they_are_fresh_and_newer_than_the_file(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path)
    site = team.publish({**site, "version": payload["site"]["version"]})
    later, recorded = NOW + timedelta(days=3), NOW + timedelta(days=4)
    with pictured.database.write() as session:
        for place, taken_at in (("Kho tỉnh", later), ("Kho tỉnh", NOW + timedelta(days=2)),
                                ("Hà Nội", later), ("Ổ cũ", NOW - timedelta(days=1))):  # fmt: skip
            session.add(SafeCopy(place=place, taken_at=taken_at, recorded_at=recorded))

    def copies(day: date = date(2026, 11, 27), **more: Any) -> int:
        return by_slug(pictured, site["slug"], day=day, **more).files[0].copies

    assert copies(day=date(2026, 11, 24)) == 1
    stale = date(2026, 11, 26) + timedelta(days=366)
    assert copies() == 3
    assert (copies(day=stale - timedelta(days=1)), copies(day=stale)) == (3, 1)
    assert copies(known_at=recorded) == 3
    assert copies(known_at=recorded - timedelta(seconds=1)) == 1
    assert stale in by_slug(pictured, site["slug"], day=date(2026, 11, 27)).turns
    assert copies(day=date(2026, 12, 6), freshness_days=10) == 3
    assert copies(day=date(2026, 12, 7), freshness_days=10) == 1


def test_a_withdrawn_site_has_the_facts_that_it_last_had(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    site = team.published()
    before, seen = by_slug(catalogue, site["slug"]), clock()
    done(team.publisher, "WithdrawSite", id=site["id"], version=1, reason="Trùng.")
    assert by_slug(catalogue, site["slug"]) == replace(before, is_public=False)
    assert by_slug(catalogue, site["slug"], known_at=clock()) == replace(before, is_public=False)
    assert by_slug(catalogue, site["slug"], known_at=seen) == before


def test_what_was_public_by_an_import_that_was_taken_back_has_no_facts(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    table = sites_file(tmp_path / "sites.csv", {"slug": "nham", "name_vi": "Nhầm", "commune": "Mường Phăng"})
    report, _ = bring_in(catalogue, table)
    assert report.run_id is not None
    assert by_slug(catalogue, "nham").is_public
    seen = clock()
    take_back(catalogue, report.run_id)
    assert "nham" not in {facts.slug for facts in facts_of(catalogue).values()}
    assert "nham" not in {facts.slug for facts in facts_of(catalogue, known_at=clock()).values()}
    assert by_slug(catalogue, "nham", known_at=seen).is_public


def test_a_dossier_stands_as_it_is_shown_and_loses_what_was_withdrawn(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site = team.created()
    for text in ("Ly lich di tich", ""):
        content = pdf(2, text=text and f"{text}: trang nay co lop van ban de tim kiem duoc")
        payload = attach(team.editor, site["id"], tmp_path, content, role="DOSSIER")
    history, plan = (f"{site['code']}.DOC0{number}" for number in (1, 2))
    parts = [
        {"part": "HS02", "status": "PRESENT", "surrogates": [history], "isConvertedFromPaper": True},
        {"part": "HS04", "status": "PRESENT", "surrogates": [plan], "note": "Bản gốc ở phòng Di sản"},
        {"part": "HS07", "status": "NOT_APPLICABLE", "reason": "Di tích không có văn bia."},
    ]
    revised = done(team.editor, "ReviseSite", id=site["id"], version=3, input={"dossier": parts})
    site = team.publish({**site, "version": revised["version"]})
    told = {part.part: part for part in by_slug(pictured, site["slug"]).dossier}
    assert told["HS02"] == DossierFacts("HS02", DossierStatus.PRESENT, (history,), True, True, False)
    assert told["HS04"] == DossierFacts("HS04", DossierStatus.PRESENT, (plan,), False, False, True)
    assert told["HS07"].status == DossierStatus.NOT_APPLICABLE
    assert told["HS01"] == DossierFacts("HS01", DossierStatus.MISSING, (), None, False, False)
    seen = clock()
    say = 'mutation ($id: ID!) { withdrawSurrogate(id: $id, reason: "Nhầm tệp") { problems { code } } }'
    team.publisher.data(say, id=payload["surrogate"]["id"])
    lost = {part.part: part.status for part in by_slug(pictured, site["slug"]).dossier}
    assert lost["HS04"] == DossierStatus.MISSING
    again = {part.part: part for part in by_slug(pictured, site["slug"], known_at=seen).dossier}
    assert again == told
