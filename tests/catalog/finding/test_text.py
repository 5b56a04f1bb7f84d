"""Searching by text: 100 hard queries over the real register, the order of finds, the index, and any input."""

from __future__ import annotations

import csv
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col

from catalog.db import Database, insert_rows
from catalog.finding.ranking import Candidate, rank
from catalog.finding.readings import ABBREVIATIONS, abbreviations, read_query
from catalog.finding.text import find_text
from catalog.tables import Publication, Site, SiteRevision
from catalog.terms import LocationPrecision, Origin, RecordState
from catalog.text import collation_key, fold, nfc, search_text
from tests.catalog.register import rows
from tests.catalogue import counted
from tests.conftest import KINDS_OF_DATABASE

NOW = datetime(2027, 1, 1, tzinfo=UTC)
QUERIES = list(csv.DictReader(Path(__file__).with_name("queries.csv").read_text("utf-8").splitlines()))
NAMES = {row["slug"]: row["name_vi"] for row in rows("sites.csv")}
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]


class Register:
    """The starting register in one database, for tests that only read."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.read() as session:
            named = session.execute(sa.select(col(Publication.revision_id), col(Publication.slug)))
            self.slugs: dict[int, str] = dict(named.all())

    def find(self, text: str) -> list[str]:
        """The slugs of what is found, best first."""
        with self.database.read() as session:
            return [self.slugs[id_] for id_, _ in find_text(session, text)]


@pytest.fixture(scope="module")
def on_sqlite(loaded_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    file = shutil.copy(loaded_sqlite_template, tmp_path_factory.mktemp("text") / "register.sqlite3")
    with closing(Database(f"sqlite:///{file}")) as database:
        yield Register(database)


@pytest.fixture(scope="module")
def on_postgresql(request: pytest.FixtureRequest) -> Iterator[Register]:
    template = request.getfixturevalue("loaded_postgresql_template")
    with (
        request.getfixturevalue("postgresql_cluster").copy(template) as url,
        closing(Database(url)) as database,
    ):
        yield Register(database)


@pytest.fixture(scope="module", params=KINDS_OF_DATABASE)
def register(request: pytest.FixtureRequest) -> Register:
    found: Register = request.getfixturevalue(f"on_{request.param}")
    return found


# The hundred queries.


def test_the_queries_ask_for_sites_of_the_register() -> None:
    asked = {slug for query in QUERIES for slug in query["expected_slug"].split(";")}
    assert len({query["query"] for query in QUERIES}) == 100
    assert asked <= NAMES.keys()


def test_the_hundred_queries_find_their_sites_among_the_first_five(register: Register) -> None:
    missed = {}
    recall = 0.0
    for query in QUERIES:
        expected = query["expected_slug"].split(";")
        first = register.find(query["query"])[:5]
        recall += sum(slug in first for slug in expected) / len(expected) / len(QUERIES)
        if not set(expected) <= set(first):
            missed[query["query"]] = first
    print(f"recall at 5 over {len(QUERIES)} queries: {recall:.3f}; missed: {missed}")
    assert recall >= 0.97, missed


@pytest.mark.postgresql
def test_both_databases_find_the_same_in_the_same_order(on_sqlite: Register, on_postgresql: Register) -> None:
    for query in QUERIES:
        assert on_sqlite.find(query["query"]) == on_postgresql.find(query["query"]), query["query"]


@pytest.mark.parametrize(
    "text",
    [
        "Hang Sơn Đoòng", "hang son doong", "Vịnh Hạ Long", "Sa Pa", "Hà Nội", "Đà Lạt", "Phú Quốc", "Bà Nà",
        "chùa Một Cột", "Nhà tù Hỏa Lò", "Tháp Bà Ponagar", "Đồi A2", "quán ăn", "hotel", "history museum",
    ],
)  # fmt: skip
def test_what_the_register_does_not_have_is_not_found(register: Register, text: str) -> None:
    assert register.find(text) == []


# The order.


def candidate(id_: int, names: str, *others: str) -> Candidate:
    lines = names.split("\n")
    return Candidate(id_, names, search_text(lines, others), collation_key(lines[0]))


LADDER = [
    ("Hồ Xanh",),
    ("Hộ Xanh",),
    ("Đầm Một\nHồ Xanh",),
    ("Hồ Xanh Nhỏ",),
    ("Bờ Hồ Xanh",),
    ("Hồ nước Xanh",),
    ("Đầm Hai\nHồ Xanh Hai",),
    ("Đầm Ba\nHồ nước Xanh",),
    ("Hồ Bốn\nRừng Xanh",),
    ("Đầm Năm", "xã Hồ Xanh"),
    ("Hồ Xan",),
]


def test_a_find_is_worth_more_the_closer_it_is_to_the_whole_official_name() -> None:
    candidates = [candidate(number, *texts) for number, texts in enumerate(LADDER)]
    unrelated = candidate(99, "Núi Đỏ", "xã Thanh An")
    ranked = rank(read_query("hồ xanh"), [unrelated, *reversed(candidates)])
    assert [id_ for id_, _ in ranked] == list(range(len(LADDER)))
    values = [value for _, value in ranked]
    assert values[0] == 1.0
    assert all(upper > lower > 0 for upper, lower in pairwise(values))


def test_typed_marks_put_the_name_with_these_marks_first() -> None:
    hill, pair = candidate(1, "Đồi Cao"), candidate(2, "Đôi Cao")
    assert [id_ for id_, _ in rank(read_query("đồi cao"), [pair, hill])] == [1, 2]
    assert [id_ for id_, _ in rank(read_query("đôi cao"), [hill, pair])] == [2, 1]


def test_a_query_without_marks_prefers_no_marks() -> None:
    ranked = rank(read_query("doi cao"), [candidate(2, "Đồi Cao"), candidate(1, "Đôi Cao")])
    assert {value for _, value in ranked} == {1.0}


def test_equal_finds_stand_in_the_order_of_the_alphabet_then_of_their_ids() -> None:
    same = [candidate(9, "Hồ Đá"), candidate(8, "Hồ Cạn"), candidate(7, "Hồ Đá"), candidate(6, "Hồ Ấm")]
    assert [id_ for id_, _ in rank(read_query("hồ"), same)] == [6, 8, 7, 9]


def test_the_place_of_a_tone_mark_within_a_syllable_does_not_matter() -> None:
    assert rank(read_query("hoà bình"), [candidate(1, "Hòa Bình")]) == [(1, 1.0)]


@pytest.mark.parametrize(
    ("text", "is_found"), [("hồ xanh sâu", True), ("hồ đỏ sâu", False), ("hồ sâu", False)]
)
def test_one_missing_word_in_three_is_forgiven(text: str, is_found: bool) -> None:
    assert bool(rank(read_query(text), [candidate(1, "Hồ Xanh")])) is is_found


def test_a_wrong_figure_is_no_mistyped_letter() -> None:
    assert rank(read_query("đồi 8056"), [candidate(1, "Đồi 8055")]) == []


def test_every_abbreviation_has_a_meaning_that_is_written_otherwise() -> None:
    table = list(csv.DictReader(ABBREVIATIONS.read_text("utf-8").splitlines()))
    assert len({(row["abbreviation"], row["expansion"]) for row in table}) == len(table)
    for row in table:
        assert row["expansion"] or row["note"]
        assert fold(row["abbreviation"]) != fold(row["expansion"])
        meanings = abbreviations().get(fold(row["abbreviation"]), ())
        assert not row["expansion"] or fold(row["expansion"]) in {
            " ".join(word.folded for word in meaning) for meaning in meanings
        }


# Whatever people type.


FRAGMENTS = [
    '"',
    "*",
    "NEAR(",
    "AND",
    "OR NOT",
    "^",
    "-",
    "search_text:",
    "\0",
    "%",
    "_",
    "\\",
    "'",
    "😀",
    "điện",
]


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.text(st.characters(exclude_categories=())), st.lists(st.sampled_from(FRAGMENTS)).map(" ".join)
    )
)
def test_any_text_gives_a_list_of_scores(register: Register, text: str) -> None:
    with register.database.read() as session:
        found = find_text(session, text)
    assert all(0 < value <= 1 for _, value in found)
    assert [value for _, value in found] == sorted((value for _, value in found), reverse=True)


@pytest.mark.parametrize("text", ["", " \n\t", '"', "***", "😀😀", "\0", "\ud800", "—…!", "_"])
def test_a_text_without_a_word_finds_nothing(register: Register, text: str) -> None:
    assert register.find(text) == []


@pytest.mark.parametrize("piece", ["đồi A1 ", "a", "nghieeng ", '" OR "', "ß" * 7 + " ", "中 "])
def test_ten_thousand_characters_are_a_text_like_any_other(register: Register, piece: str) -> None:
    assert isinstance(register.find((piece * 10_000)[:10_000]), list)


def remarked(name: str, choices: Sequence[int]) -> str:
    """The name with other tones: a choice for each of its letters, cyclically; 0 takes all marks off."""
    letters = []
    for letter, choice in zip(nfc(name), choices, strict=False):
        plain = fold(letter)
        is_vowel = bool(plain) and plain in "aeiouy"
        letters.append(plain + TONES[choice % len(TONES)] if is_vowel and choice else letter)
    return "".join(letters)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.lists(st.integers(0, 9), min_size=80, max_size=80), st.booleans())
def test_wrong_missing_and_decomposed_marks_keep_a_site_in_the_first_five(
    on_sqlite: Register, slug: str, choices: list[int], is_decomposed: bool
) -> None:
    typed = remarked(NAMES[slug], choices)
    assert slug in on_sqlite.find(unicodedata.normalize("NFD" if is_decomposed else "NFC", typed))[:5]
    assert slug in on_sqlite.find(fold(NAMES[slug]))[:5]


@st.composite
def mistyped_names(draw: st.DrawFn) -> tuple[str, str]:
    """A site and its folded official name with one letter of one word of five or more letters wrong."""
    long = {
        slug: [w for w in fold(name).split() if len(w) >= 5 and w.isalpha()] for slug, name in NAMES.items()
    }
    slug = draw(st.sampled_from([slug for slug, words in long.items() if words]))
    word = draw(st.sampled_from(long[slug]))
    at = draw(st.integers(0, len(word) - 2))
    letter = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    wrong = draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    return slug, f" {fold(NAMES[slug])} ".replace(f" {word} ", f" {wrong} ", 1)


@settings(max_examples=120, deadline=None)
@given(mistyped_names())
def test_one_wrong_letter_keeps_a_site_in_the_first_five(
    on_sqlite: Register, mistyped: tuple[str, str]
) -> None:
    slug, typed = mistyped
    assert slug in on_sqlite.find(typed)[:5]


# Time, size, and the index.


def publish_names(database: Database, names: Sequence[str], now: datetime = NOW) -> None:
    """Make sites public that have nothing but a name."""
    numbered = list(enumerate(names, start=1))
    sites = [{"id": n, "code": f"DB-S-{n:05d}", "recorded_at": now} for n, _ in numbered]
    revisions = [
        {"id": n, "site_id": n, "version": 1, "state": RecordState.PUBLISHED, "origin": Origin.REGISTER_IMPORT,
         "slug": f"s-{n}", "name_key": f"s{n}", "location_precision": LocationPrecision.LOW, "content_hash": "0" * 64, "chain_start": 1,
         "author": "test", "recorded_at": now}
        for n, _ in numbered
    ]  # fmt: skip
    publications = [
        {"revision_id": n, "site_id": n, "code": f"DB-S-{n:05d}", "slug": f"s-{n}",
         "name_key": collation_key(name), "names_text": name, "search_text": search_text([name], ["xã Thanh An"]),
         "published_at": now}
        for n, name in numbered
    ]  # fmt: skip
    with database.write() as session:
        for table, values in ((Site, sites), (SiteRevision, revisions), (Publication, publications)):
            insert_rows(session, table, values)
    if not database.is_sqlite:
        with database.write() as session:
            session.execute(sa.text("ANALYZE publication"))


def many_names() -> list[str]:
    """Thousands of names that begin with the same word, and a few that do not."""
    names = [f"Đồi {a}{b} {a}" for a in ("Na", "Pa", "Hua", "Nậm", "Pú") for b in range(500)]
    return [*names, "Hang Thẩm Khương", "Tháp A1 cổ", "Đồi Pú"]


@contextmanager
def explained(session: Session) -> Iterator[list[str]]:
    """The plan of each statement of the session that reads publications, under the settings it runs with."""
    plans: list[str] = []
    is_sqlite = session.get_bind().dialect.name == "sqlite"

    def explain(connection: sa.Connection, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
        if "publication" in statement:
            asking = connection.connection.cursor()
            asking.execute(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{statement}", parameters)
            plans.append("\n".join(str(row[-1]) for row in asking.fetchall()))

    connection = session.connection()
    sa.event.listen(connection, "before_cursor_execute", explain)
    yield plans
    sa.event.remove(connection, "before_cursor_execute", explain)


@pytest.mark.parametrize("text", ["thẩm khương", "đồi", "a1", "tham khuonh", "đồi pú 7", "nậmm"])
def test_a_text_is_found_through_the_index_and_never_by_reading_all(database: Database, text: str) -> None:
    publish_names(database, many_names())
    with database.read() as session, explained(session) as plans:
        found = find_text(session, text)
    assert found
    used = "site_fts VIRTUAL TABLE INDEX" if database.is_sqlite else "ix_publication_search"
    assert used in plans[0]
    for plan in plans:
        assert "SCAN publication" not in plan
        assert "Seq Scan" not in plan


@pytest.mark.postgresql
def test_the_search_leaves_the_settings_of_its_transaction_as_they_were(on_postgresql: Register) -> None:
    names = ("enable_seqscan", "max_parallel_workers_per_gather")
    settings_now = sa.select(*(sa.func.current_setting(name) for name in names))
    with on_postgresql.database.read() as session:
        before = session.execute(settings_now).one()
        assert find_text(session, "doi a1")
        assert session.execute(settings_now).one() == before


def test_a_whole_name_comes_first_among_thousands_that_share_its_words(database: Database) -> None:
    names = many_names()
    publish_names(database, names)
    with database.read() as session:
        common = find_text(session, "đồi pú", limit=50)
        assert len(common) <= 50
        assert names[common[0][0] - 1] == "Đồi Pú"
        assert len(find_text(session, "đồi", limit=50)) == 50


@pytest.mark.parametrize(("text", "most"), [("doi a1", 2), ("dien bien phu", 2), ("hang tham khuonh", 5)])
def test_a_search_costs_few_statements(register: Register, text: str, most: int) -> None:
    with counted(register.database) as statements, register.database.read() as session:
        find_text(session, text)
    assert len([statement for statement in statements if "publication" in statement]) <= most


def test_what_was_public_at_an_instant_is_found_as_of_then(database: Database) -> None:
    publish_names(database, ["Đồi Cũ", "Đồi Mới"])
    later = NOW + timedelta(days=30)
    with database.write() as session:
        session.execute(
            sa.update(Publication).where(col(Publication.revision_id) == 1).values(superseded_at=later)
        )
    with database.read() as session:
        assert [id_ for id_, _ in find_text(session, "đồi")] == [2]
        assert [id_ for id_, _ in find_text(session, "đồi", at=later)] == [2]
        assert [id_ for id_, _ in find_text(session, "đồi", at=later - timedelta(seconds=1))] == [1, 2]
        assert find_text(session, "đồi", at=NOW - timedelta(seconds=1)) == []
