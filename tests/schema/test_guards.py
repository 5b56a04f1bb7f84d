"""Limits on what one operation may ask for: counted right, counted fast, refused in time."""

from __future__ import annotations

import time
from typing import Any

import pytest
from graphql import OperationDefinitionNode, get_introspection_query, parse
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import BadRequestError, CatalogError, TooCostlyError
from catalog.finding.pages import MAX_PAGE
from catalog.settings import Settings
from schema.guards import (
    DEFAULT_LIST,
    LARGEST_COST,
    MAX_SAME_NAME,
    Limits,
    Measure,
    check,
    check_names,
    measure,
)
from tests.schema.small import SCHEMA

CORE = SCHEMA._schema
LIMITS = Limits.of(Settings())


def measured(text: str, **variables: Any) -> Measure:
    document = parse(text)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return measure(document, operation, variables, CORE)


def bomb(levels: int, body: str = "a: part { ...f%d } b: part { ...f%d }") -> str:
    """Fragments that each spread the next one twice: 2 ** levels fields from a short text."""
    fragments = [f"fragment f{i} on Site {{ {body.replace('%d', str(i + 1))} }}" for i in range(levels)]
    return '{ site(slug: "a") { ...f0 } } ' + " ".join(fragments) + f" fragment f{levels} on Site {{ kinds }}"


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ('{ site(slug: "a") { slug: id kinds } }', 1),
        ('{ site(slug: "a") { name { text } } }', 2),
        ("{ sites(first: 10) { totalCount } }", 1),
        ("{ sites(first: 10) { edges { node { id } } } }", 1 + 10 * 2),
        ("{ sites(last: 7) { edges { node { id } } } }", 1 + 7 * 2),
        ("{ sites(first: 3, last: 7) { edges { node { id } } } }", 1 + 7 * 2),
        ("{ sites { edges { node { id } } } }", 1 + DEFAULT_LIST * 2),
        ("{ sites(first: null) { edges { node { id } } } }", 1 + DEFAULT_LIST * 2),
        ("{ sites(first: 0) { edges { node { id } } } }", 1),
        ("{ sites(first: -5) { edges { node { id } } } }", 1),
        ('{ site(slug: "a") { parts { edges { cursor } } } }', 1 + 1 + 20),
        ('{ site(slug: "a") { names { text } } }', 1 + 3),
        ('{ site(slug: "a") { sources { text } } }', 1 + DEFAULT_LIST),
        (
            "{ sites(first: 2) { edges { node { parts(first: 5) { edges { cursor } } } } } }",
            1 + 2 * (2 + 1 + 5),
        ),
        ("{ sites(first: 2) { ...c } } fragment c on Sites { ... on Sites { edges { cursor } } }", 1 + 2),
        ('{ site(slug: "a") @skip(if: true) { name { text } } }', 2),
        ("{ __typename }", 0),
        ("{ __schema { queryType { name } } }", 2),
        ("{ nothing { like { this } } }", 3),
    ],
)
def test_the_cost_is_what_may_have_to_be_built(text: str, cost: int) -> None:
    assert measured(text).cost == cost


@pytest.mark.parametrize(
    ("variables", "cost"),
    [({"n": 4}, 4), ({"n": 4.0}, 4), ({}, 6), ({"n": None}, DEFAULT_LIST), ({"n": "4"}, DEFAULT_LIST)],
)
def test_a_page_size_may_come_in_a_variable(variables: dict[str, Any], cost: int) -> None:
    text = "query ($n: Int = 6) { sites(first: $n) { edges { cursor } } }"
    assert measured(text, **variables).cost == 1 + cost


def test_depth_counts_levels_of_fields_with_fragments_unfolded() -> None:
    assert measured("{ __typename }").depth == 1
    assert measured('{ site(slug: "a") { ...f } } fragment f on Site { part { name { text } } }').depth == 4


def test_aliases_count_as_often_as_their_fragment_is_spread() -> None:
    text = '{ x: site(slug: "a") { ...f part { ...f } } } fragment f on Site { y: kinds z: id }'
    assert measured(text).aliases == 5


def test_a_root_field_repeats_under_every_name_it_is_given_also_in_fragments() -> None:
    text = "{ square ...f ...f ... on Query { b: square } } fragment f on Query { c: square language }"
    assert measured(text).root_repeats == 3


@pytest.mark.parametrize(
    "body",
    [
        "a: part { ...f%d } b: part { ...f%d }",
        "part { ...f%d } part { ...f%d id }",
        "...f%d ...f%d",
        "... on Site { ...f%d } ... on Site { ...f%d }",
    ],
)
def test_twenty_four_levels_of_doubled_fragments_are_measured_in_milliseconds(body: str) -> None:
    text = bomb(24, body)
    began = time.perf_counter()
    found = measured(text)
    assert time.perf_counter() - began < 10  # exponential work would take a minute and more
    assert found.cost == (1 if body.startswith("...") else 2**25 - 1)


@given(st.integers(min_value=0, max_value=60))
def test_doubled_fragments_cost_what_they_would_cost_written_out(levels: int) -> None:
    assert measured(bomb(levels)).cost == min(2 ** (levels + 1) - 1, LARGEST_COST)


def test_fragments_that_contain_themselves_are_refused() -> None:
    text = '{ site(slug: "a") { ...a } } fragment a on Site { part { ...b } } fragment b on Site { ...a }'
    with pytest.raises(BadRequestError):
        measured(text)


def test_a_long_chain_of_fragments_is_refused_instead_of_exhausting_the_stack() -> None:
    chain = " ".join(f"fragment f{i} on Site {{ ...f{i + 1} }}" for i in range(5000))
    with pytest.raises(TooCostlyError):
        measured('{ site(slug: "a") { ...f0 } } ' + chain)


def test_five_thousand_aliases_are_counted_and_refused() -> None:
    found = measured("{" + " ".join(f"a{i}: square" for i in range(5000)) + "}")
    assert found.aliases == found.root_repeats == 5000
    with pytest.raises(TooCostlyError):
        check(found, LIMITS)


def test_the_introspection_of_every_tool_is_within_the_limits() -> None:
    query = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
    )
    found = measured(query)
    check(found, LIMITS)
    assert found.cost > len(CORE.type_map)


def test_introspection_nested_to_no_purpose_is_too_costly() -> None:
    text = "{ __schema { types { " + "fields { type { " * 5 + "name" + " } }" * 5 + " } } }"
    with pytest.raises(TooCostlyError):
        check(measured(text), LIMITS)


OVER = [
    (Measure(cost=20_001, depth=1, aliases=0, root_repeats=1, page=0), TooCostlyError, "cost"),
    (Measure(cost=1, depth=13, aliases=0, root_repeats=1, page=0), TooCostlyError, "depth"),
    (Measure(cost=1, depth=1, aliases=31, root_repeats=1, page=0), TooCostlyError, "aliases"),
    (Measure(cost=1, depth=1, aliases=0, root_repeats=11, page=0), TooCostlyError, "top-level"),
    (Measure(cost=1, depth=1, aliases=0, root_repeats=1, page=MAX_PAGE + 1), BadRequestError, "page"),
]


@pytest.mark.parametrize(("found", "error", "word"), OVER)
def test_each_limit_is_refused_in_both_languages(
    found: Measure, error: type[CatalogError], word: str
) -> None:
    with pytest.raises(error) as raised:
        check(found, LIMITS)
    assert word in raised.value.message.en
    assert raised.value.message.vi != raised.value.message.en


def test_what_is_just_within_the_limits_passes() -> None:
    check(Measure(cost=20_000, depth=12, aliases=30, root_repeats=10, page=MAX_PAGE), LIMITS)


def test_a_page_size_in_a_variable_is_held_to_the_limit_too() -> None:
    found = measured("query ($n: Int) { sites(first: $n) { totalCount } }", n=101)
    with pytest.raises(BadRequestError):
        check(found, LIMITS)


def test_one_name_may_not_fill_a_selection_set() -> None:
    check_names(parse("{" + " square" * MAX_SAME_NAME + "}"))
    with pytest.raises(TooCostlyError):
        check_names(parse("{ x " + " square" * (MAX_SAME_NAME + 1) + "}"))
