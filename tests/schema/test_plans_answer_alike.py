"""A compiled plan and graphql-core's walk answer every question alike, whatever the document looks like."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from random import Random
from typing import Any

import orjson
import pytest
from graphql import DocumentNode, print_ast
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import nodes, queries

from catalog.db import Database
from schema.build import public_schema
from tests.catalogue import VARIABLES, Catalogue, contract
from tests.conftest import KINDS_OF_DATABASE
from tests.photographs import file_room
from tests.schema.alike import Judge
from tests.schema.dressing import DRESSINGS, Question, enriched, exchanged
from tests.schema.lived_in import LivedIn, lived_in
from tests.schema.values_asked import Values, asked_with_sense
from tests.storage.summary import say

DOCUMENTS = int(os.environ.get("FUZZ_DOCUMENTS", "2000"))
"""How many documents are executed, half of them on each kind of database; `make fuzz` takes ten times as many."""

SCHEMA = public_schema()._schema
SCALARS = {name: st.just(nodes.String("2026-01-01")) for name in ("Date", "DateTime", "GeoJSON")}
ROOTS = [
    ("sites",),
    ("sites",),
    ("sites", "site", "adminUnits", "places"),
    ("site",),
    ("node",),
    ("changes", "placeAt", "readCoordinates", "siteKinds", "declaredTotals", "viewer", "periods"),
    ("worklist", "coverage", "me", "imports", "procedures", "snapshots", "scoreSubjects"),
    tuple(SCHEMA.query_type.fields) if SCHEMA.query_type else (),
]
"""Top-level fields of one document, the more common questions more often."""

Clothes = list[Callable[[Question], None]]

VARIATIONS = st.tuples(
    st.integers(0, 2**24 - 1),  # of larger ranges Hypothesis prefers the small numbers, and dice want none
    st.lists(st.sampled_from(DRESSINGS), max_size=8),
    st.sampled_from(["the public", "an editor"]),
)


@pytest.fixture(scope="module", params=KINDS_OF_DATABASE)
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivedIn]:
    """The catalogue with traces of work, once on each kind of database; its tests only read."""
    folder = tmp_path_factory.mktemp("lived-in")
    template = request.getfixturevalue(f"loaded_{request.param}_template")
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = f"sqlite:///{shutil.copy(template, folder / 'lived-in.sqlite3')}"
        else:
            url = stack.enter_context(request.getfixturevalue("postgresql_cluster").copy(template))
        database = stack.enter_context(closing(Database(url)))
        room = stack.enter_context(file_room(folder / "data"))
        yield lived_in(Catalogue(database, room=room), folder)


def documents() -> st.SearchStrategy[DocumentNode]:
    """Trees of fields over the whole public schema."""
    of_roots = {
        roots: queries(SCHEMA, fields=roots, custom_scalars=SCALARS, allow_x00=False, print_ast=_as_it_is)
        for roots in ROOTS
    }
    return st.sampled_from(ROOTS).flatmap(of_roots.__getitem__)


def _as_it_is(document: DocumentNode) -> DocumentNode:
    return document


def dressed(
    document: DocumentNode, lived: LivedIn, seed: int, clothes: Clothes
) -> tuple[str, dict[str, Any]]:
    """The text of a document in these clothes, and its variables."""
    dice = Random(seed)
    sensible = asked_with_sense(document, SCHEMA, lived.pools, dice)
    question = Question(sensible, SCHEMA, Values(lived.pools, dice), dice)
    enriched(question)  # a document that asks for little shows little
    # What exchanges names comes first: later there would be other fields of these names, which conflict.
    for dressing in sorted(clothes, key=lambda each: each is not exchanged):
        dressing(question)
    return print_ast(question.finished()), question.variables


def test_a_plan_and_the_walk_answer_alike(
    lived: LivedIn, record_property: Callable[[str, object], None]
) -> None:
    judge = Judge()

    @settings(max_examples=DOCUMENTS // 2 // 5, suppress_health_check=list(HealthCheck), deadline=None)
    @given(documents(), st.lists(VARIATIONS, min_size=6, max_size=10))
    def held(document: DocumentNode, all_clothes: list[tuple[int, Clothes, str]]) -> None:
        for seed, clothes, who in all_clothes:
            text, variables = dressed(document, lived, seed, clothes)
            judge.compare(lived.catalogue if who == "the public" else lived.editor, text, **variables)

    held()
    tally = judge.tally
    say(
        record_property,
        f"plan and walk on {lived.catalogue.database.url.partition(':')[0]}: {tally.documents} documents alike "
        f"({tally.with_data} with data, {tally.with_errors} with errors: {dict(tally.codes)}; "
        f"{judge.executor.walked['no plan']} without a plan; {tally.refused} more were not valid or too costly)",
    )
    assert tally.documents >= DOCUMENTS // 2
    assert tally.with_data > tally.documents / 3
    assert tally.with_errors > tally.documents / 20
    assert "INTERNAL" not in tally.codes


CITY_APP = {
    "site": "OneSite",
    "sites-in-view": "SitesInView",
    "nearest": "Nearest",
    "search": "Search",
    "admin-units": "AdminUnits",
    "changes": "Changes",
}


@pytest.mark.parametrize("path", CITY_APP)
def test_what_city_apps_ask_is_answered_alike(lived: LivedIn, path: str) -> None:
    for who in (lived.catalogue, lived.editor):
        answer = Judge().compare(who, contract(f"city-app/{path}"), **VARIABLES[CITY_APP[path]])
        assert answer is not None
        assert answer.errors == ()
        assert orjson.loads(answer.data) is not None


def data(lived: LivedIn, text: str, /, **variables: Any) -> Any:
    """The data that both ways give, with its order, where nothing fails."""
    answer = Judge().compare(lived.catalogue, text, **variables)
    assert answer is not None
    assert answer.errors == ()
    return answer.data.decode()


def failing(lived: LivedIn, text: str) -> tuple[Any, list[tuple[str, str]]]:
    """The data that both ways give, and the path and the code of every error."""
    answer = Judge().compare(lived.catalogue, text)
    assert answer is not None
    errors = [orjson.loads(error) for error in answer.errors]
    paths = [(".".join(map(str, error["path"])), error["extensions"]["code"]) for error in errors]
    return orjson.loads(answer.data), sorted(paths)


def test_fields_stand_where_they_are_first_named_and_fragments_are_merged_into_them(lived: LivedIn) -> None:
    fragments = """fragment Place on Site { adminUnit { name } slug }
        fragment Code on Site { adminUnit { code } ... on Node { ...Kind } }
        fragment Kind on Node { __typename }"""
    ask = '{ site(slug: "doi-a1") { %s } }' + fragments
    place_first = data(lived, ask % "...Place version ...Code")
    assert place_first == (
        '{"site":{"adminUnit":{"name":"Phường Điện Biên Phủ","code":"03127"},"slug":"doi-a1","version":4,"__typename":"Site"}}'
    )
    code_first = data(lived, ask % "...Code version ...Place")
    assert code_first == (
        '{"site":{"adminUnit":{"code":"03127","name":"Phường Điện Biên Phủ"},"__typename":"Site","version":4,"slug":"doi-a1"}}'
    )


def test_what_is_skipped_leaves_an_empty_object_and_one_mention_that_stays_is_enough(lived: LivedIn) -> None:
    assert data(lived, '{ site(slug: "doi-a1") { slug @skip(if: true) code @include(if: false) } }') == (
        '{"site":{}}'
    )
    assert data(lived, '{ site(slug: "doi-a1") @skip(if: true) { slug } }') == "{}"
    ask = """query ($no: Boolean! = false) { site(slug: "doi-a1") {
        slug @include(if: $no) ... @skip(if: $no) { slug } ...Code @include(if: $no) } } fragment Code on Site { code }"""
    assert data(lived, ask) == '{"site":{"slug":"doi-a1"}}'
    assert data(lived, ask, no=True) == '{"site":{"slug":"doi-a1","code":"DB-S-00002"}}'


def test_a_field_that_must_not_be_null_takes_the_nearest_object_that_may_be_with_it(lived: LivedIn) -> None:
    ask = '{ site(slug: "doi-a1") { slug partOf { slug revisions { version } } } }'
    assert failing(lived, ask) == (
        {"site": {"slug": "doi-a1", "partOf": None}},
        [("site.partOf.revisions", "UNAUTHENTICATED")],
    )
    assert (
        failing(lived, "{ siteKinds { code } sites(first: 2) { nodes { revisions { version } } } }")[0]
        is None
    )


def test_every_field_that_fails_is_told_with_its_own_path(lived: LivedIn) -> None:
    ask = """{ one: site(slug: "doi-a1") { slug comparison(fromVersion: 1, toVersion: 2) { field } }
        two: site(slug: "doi-a1", view: WORKING) { slug } three: site(slug: "doi-d", knownAt: "2026-11-23T08:15:00") { slug }
        four: site(slug: "doi-a1") { slug surrogates(after: "sai") { totalCount } } five: node(id: "sai") { id } }"""
    asked, errors = failing(lived, ask)
    assert asked == {
        "one": {"slug": "doi-a1", "comparison": None},
        "two": None,
        "three": None,
        "four": None,
        "five": None,
    }
    assert errors == [
        ("four.surrogates", "BAD_REQUEST"),
        ("one.comparison", "UNAUTHENTICATED"),
        ("three", "BAD_REQUEST"),
        ("two", "UNAUTHENTICATED"),
    ]


def test_one_field_is_asked_under_several_names_with_arguments_of_their_own(lived: LivedIn) -> None:
    ask = """query ($first: Int = 1, $in: Language) {
        a: sites(filter: { slugs: ["doi-a1"] }) { nodes { vi: name { text } en: name(language: EN) { text } name(language: $in) { language } } }
        b: sites(first: $first, orderBy: CODE) { nodes { slug: code, code: slug } } }"""
    assert data(lived, ask) == data(lived, ask, first=1)
    assert data(lived, ask, first=0, **{"in": "EN"}) == (
        '{"a":{"nodes":[{"vi":{"text":"Đồi A1"},"en":{"text":"A1 Hill (Eliane 2)"},"name":{"language":"EN"}}]},"b":{"nodes":[]}}'
    )


def test_a_draft_at_work_is_seen_by_an_editor_who_asks_for_it_and_by_nobody_else(lived: LivedIn) -> None:
    ask = 'query ($view: SiteView = PUBLIC) { site(slug: "doi-a1", view: $view) { version managingBody work { state } } }'
    assert data(lived, ask) == '{"site":{"version":4,"managingBody":"Ban quản lý 1","work":null}}'
    at_work = Judge().compare(lived.editor, ask, view="WORKING")
    assert at_work is not None
    assert orjson.loads(at_work.data)["site"]["managingBody"] == "Ban chưa duyệt"
