"""What is told beside the figures: declared totals, notes, names, what stands in the way, and how a site stands."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.declared import (
    Beside,
    declared_beside,
    known_of_declared,
    name_of_category,
    newest_beside,
)
from catalog.coverage.glance import Glance
from catalog.coverage.labels import NOT_ADDITIVE, RowNames, notes, percent, percent_text, required_text
from catalog.coverage.reasons import brief_of
from catalog.coverage.rules import rules_on
from catalog.coverage.signing_key import find_key_in, signing_key_in
from catalog.coverage.telling import Told, level_counts, next_failing, regrouped
from catalog.coverage.words import CountingMode, Grouping, Metric, Population, UnitMode
from catalog.finding.filters import SiteFilter
from catalog.finding.pages import Window, find_sites
from catalog.ladder.levels import Level
from catalog.projection.reader import Reader
from catalog.terms import Grade, Scheme
from tests.catalogue import TODAY, Catalogue


def test_a_level_is_counted_for_all_below_it_and_on_target_only_where_one_is_required() -> None:
    row = Glance("TOTAL")
    row.add(Level.D2, Level.D2, 3)
    row.add(Level.D2, Level.D3, 5)
    row.add(Level.D1, None, 7)
    row.add(None, Level.D1, 11)
    found = {metric: row.sides(metric) for metric in Metric}
    whole = {metric: (each.numerator, each.denominator) for metric, each in found.items() if each}
    assert whole == {
        Metric.D0: (15, 26),
        Metric.D1: (15, 26),
        Metric.D2: (8, 26),
        Metric.D3: (0, 26),
        Metric.D4: (0, 26),
        Metric.ON_TARGET: (3, 26),
    }


def test_what_lists_declare_stands_beside_what_is_known_by_name(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        coverage = Coverage(Reader(session, TODAY), Question(TODAY))
        beside, newest = declared_beside(coverage), newest_beside(coverage)
    assert {(one.scheme, one.category) for one in beside} == set(newest)
    assert list(newest) == sorted(
        newest, key=lambda key: (list(Scheme).index(key[0]), [*map(str, Grade), "UNRANKED"].index(key[1]))
    )
    for (scheme, category), one in newest.items():
        of_this = [each for each in beside if (each.scheme, each.category) == (scheme, category)]
        assert one == of_this[0]
        assert one.as_of == max(each.as_of for each in of_this)
        sentence = known_of_declared(one)
        assert f"{one.known} trên {one.declared}" in sentence.vi
        assert f"{one.known} known by name of {one.declared} declared" in sentence.en
    special = newest[Scheme.RELIC_RANK, Grade.SPECIAL_NATIONAL]
    assert (special.declared, special.known) == (1, 1)


def test_a_list_of_a_later_day_says_nothing_of_an_earlier_one(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        reader = Reader(session, TODAY)
        years = {one.as_of for one in declared_beside(Coverage(reader, Question(TODAY)))}
        earliest = min(years)
        before = TODAY.replace(year=int(earliest[:4]) - 1)
        assert declared_beside(Coverage(reader, Question(before))) == []
        kept = declared_beside(Coverage(reader, Question(TODAY.replace(int(earliest[:4]), 12, 31))))
    assert {one.as_of[:4] for one in kept} == {earliest[:4]}


def beside(register: str, number: str | None) -> Beside:
    return Beside(register, number, "2024", Scheme.RELIC_RANK, Grade.NATIONAL, 14, 13, "Công báo")


def test_a_list_is_called_by_its_decision_else_by_its_name() -> None:
    told = [known_of_declared(beside("ranked relics", number)) for number in (None, "12/QĐ")]
    told.append(known_of_declared(beside("Sổ tay", None)))
    head_vi, head_en = (
        "Quốc gia: biết tên 13 trên 14 đã công bố",
        "National: 13 known by name of 14 declared",
    )
    assert [(each.vi, each.en) for each in told] == [
        (f"{head_vi} (báo chí về di tích đã xếp hạng, 2024).", f"{head_en} (the press on ranked relics, 2024)."),
        (f"{head_vi} (12/QĐ, 2024).", f"{head_en} (12/QĐ, 2024)."),
        (f"{head_vi} (Sổ tay, 2024).", f"{head_en} (Sổ tay, 2024)."),
    ]  # fmt: skip


def test_what_is_declared_is_called_by_its_grade_or_its_recognition() -> None:
    names = [
        name_of_category(scheme, category)
        for scheme, category in (
            (Scheme.RELIC_RANK, "NATIONAL"),
            (Scheme.RELIC_RANK, "UNRANKED"),
            (Scheme.TOURIST_SITE, "UNRANKED"),
            (Scheme.TOURIST_AREA, "NATIONAL"),
        )
    ]
    assert [(name.vi, name.en) for name in names] == [
        ("Quốc gia", "National"),
        ("Di tích đã xếp hạng", "Ranked relics"),
        ("Điểm du lịch", "Tourist sites"),
        ("Khu du lịch, quốc gia", "Tourist areas, national"),
    ]


def test_notes_say_what_overlaps_is_shared_unknown_and_undated_and_nothing_else() -> None:
    plain = notes(CountingMode.DESIGNATION, UnitMode.PRIMARY, is_additive=True, unknown=0, undated=0)
    assert len(plain) == 1
    told = notes(CountingMode.COMPONENT, UnitMode.FRACTION, is_additive=False, unknown=11, undated=2)
    assert told[1] == NOT_ADDITIVE
    assert [each.en for each in told[2:]] == [
        "A place in several communes counts in each by an equal share.",
        "11 entries are declared but not known by name; they count, and are below every level.",
        "Of 2 entries nobody knows whether they were in force on this day: not counted, told beside.",
    ]
    assert told[0] != plain[0]


def test_a_share_is_never_all_or_nothing_unless_it_is() -> None:
    ratios = (None, Fraction(0), Fraction(1, 10**6), Fraction(1, 46), Fraction(999_999, 10**6), Fraction(1))
    assert [percent(ratio) for ratio in ratios] == [None, "0.00", "<0.01", "2.17", ">99.99", "100.00"]
    assert [percent(ratio, 0) for ratio in ratios] == [None, "0", "<1", "2", ">99", "100"]
    assert [percent_text(Fraction(1, 46), language) for language in ("vi", "en", "en-GB")] == [
        "2,17 %",
        "2.17%",
        "2.17%",
    ]
    assert percent_text(None, "vi") is None


def test_a_row_without_a_name_of_its_own_is_called_by_its_key() -> None:
    names = RowNames.of((), ())
    assert names(Grouping.ADMIN_UNIT, "UNKNOWN").en == "Commune not known"
    assert names(Grouping.GRADE, "UNKNOWN").vi == "UNKNOWN"
    assert names(Grouping.MANAGING_BODY, "Ban quản lý").vi == "Ban quản lý"


def test_the_levels_required_of_relics_are_told_in_one_sentence_the_highest_first() -> None:
    told = required_text(rules_on(TODAY))
    assert told.en == "Special national, national: D3; provincial: D2."
    assert told.vi == "Quốc gia đặc biệt, quốc gia: D3; cấp tỉnh: D2."


def test_levels_of_a_row_sum_to_it_and_other_rows_are_of_the_same_entries(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        coverage = Coverage(Reader(session, TODAY), Question(TODAY, grouping=Grouping.GRADE))
        told = Told(coverage)
        assert sum(level_counts(coverage.total).values()) == coverage.total.denominator
        assert told.row("TOTAL") is coverage.total
        assert told.row("NATIONAL") in coverage.rows
        assert told.row("x") is None
        units = regrouped(coverage, Grouping.ADMIN_UNIT)
        assert units.whole is coverage.whole
        schemes = regrouped(coverage, Grouping.SCHEME)
        assert schemes.lines is coverage.lines
        assert schemes.whole is not coverage.whole
        for share in coverage.total.shares:
            wanted = 0 if share.counted.level is None else share.counted.level + 1
            rules = {rule.id: rule.words.level for rule in coverage.rules.checks}
            failing = next_failing(share.counted, coverage.rules)
            assert {rules[check] for check in failing} <= {wanted}
        assert any(next_failing(share.counted, coverage.rules) for share in coverage.total.shares)


def test_a_site_says_in_brief_what_its_standing_says(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        reader = Reader(session, TODAY)
        records = find_sites(reader, SiteFilter(), Window(first=10)).records
        coverage = Coverage(reader, Question(TODAY, population=Population.RECOGNISED))
        standings = coverage.standings([record.site_id for record in records])
        for record in records:
            brief = brief_of(record)
            assert brief.level == standings[record.site_id].level
            following = 0 if brief.level is None else brief.level + 1
            assert all(rule.words.level == following for rule in brief.next_steps)
            assert {rule.id for rule in brief.to_do} <= set(standings[record.site_id].failing)
        assert any(brief_of(record).next_steps for record in records)


def test_whoever_only_looks_makes_no_key(tmp_path: Path) -> None:
    assert find_key_in(tmp_path) is None
    assert list(tmp_path.iterdir()) == []
    made, found = signing_key_in(tmp_path), find_key_in(tmp_path)
    assert found is not None
    assert found.thumbprint() == made.thumbprint()
