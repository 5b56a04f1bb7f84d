"""From text to answer: parsed once, measured each time, executed directly on graphql-core."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from graphql import parse

from catalog.errors import BadRequestError, TooCostlyError
from schema.plans import BYTES_PER_CHARACTER, Plan, PlanCache
from schema.problems import RequestError, Stage
from tests.schema.small import SCHEMA, Context, executor
from tests.schema.test_guards import bomb

EXECUTOR = executor()


def data(text: str, **variables: Any) -> Any:
    result = EXECUTOR.execute(EXECUTOR.prepare(text, None, variables), Context("en"))
    assert result.errors is None
    return result.data


def refused(text: str, name: str | None = None, **settings: int) -> RequestError:
    with pytest.raises(RequestError) as raised:
        executor(**settings).prepare(text, name)
    return raised.value


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ('{ node(id: "U2l0ZTphMQ==") { id ... on Site { name { text } opened grade } } }', {}),
        ("{ sites(first: 5) { totalCount edges { cursor node { id kinds names { text } } } } }", {}),
        ("query ($b: Box) { sites(box: $b) { totalCount } }", {"b": {"west": 1, "east": 2.5}}),
        (
            "query ($s: Date) { sites(box: {west: 1, east: 2, since: $s}) { totalCount } }",
            {"s": "2020-01-01"},
        ),
        ('{ site(slug: "none") { id } language __typename }', {}),
        ('mutation { rename(slug: "x") { id __typename } }', {}),
    ],
)
def test_direct_execution_answers_what_strawberry_answers(text: str, variables: dict[str, Any]) -> None:
    expected = SCHEMA.execute_sync(text, variable_values=variables, context_value=Context("en"))
    assert expected.errors is None
    assert data(text, **variables) == expected.data


def test_the_context_reaches_the_resolvers() -> None:
    assert data("{ language }") == {"language": "en"}


def test_a_document_is_parsed_and_validated_once_and_measured_every_time() -> None:
    fresh = executor()
    text = "query ($n: Int) { sites(first: $n) { edges { cursor } } }"
    costs = [fresh.prepare(text, None, {"n": n}).cost for n in (1, 10, 100)]
    assert costs == [2, 11, 101]
    assert len(fresh.plans) == 1


def test_the_cache_of_plans_is_bounded_in_bytes_and_forgets_the_oldest() -> None:
    plan = Plan(parse("{ a }"), ())
    cache = PlanCache(30 * BYTES_PER_CHARACTER)
    for text in ("a" * 10, "b" * 10, "c" * 10):
        cache.put(text, plan)
    assert cache.get("a" * 10) is plan
    cache.put("d" * 10, plan)
    assert cache.get("b" * 10) is None
    assert cache.get("a" * 10) is plan
    cache.put("e" * 31, plan)
    assert len(cache) == 3


def test_the_cache_keeps_its_count_when_many_threads_use_it() -> None:
    plan = Plan(parse("{ a }"), ())
    cache = PlanCache(50 * BYTES_PER_CHARACTER)

    def use(number: int) -> None:
        for each in range(200):
            text = f"{(number + each) % 40:05}"
            if cache.get(text) is None:
                cache.put(text, plan)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(use, range(8)))
    assert len(cache) == 10


def test_a_document_that_does_not_validate_is_remembered_too() -> None:
    fresh = executor()
    for _ in range(2):
        with pytest.raises(RequestError) as raised:
            fresh.prepare("{ nothing }")
        assert raised.value.stage is Stage.VALIDATION
    assert len(fresh.plans) == 1


@pytest.mark.parametrize("text", ["", "{", "query", "{ a ", "\x00", '{ echo(text: "\\ud800") }'])
def test_what_does_not_parse_is_a_syntax_error(text: str) -> None:
    assert refused(text).stage is Stage.SYNTAX


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("query A { square } query B { square }", None),
        ("query A { square }", "B"),
        ("fragment f on Query { square }", None),
        ("type Query { square: Int }", None),
    ],
)
def test_an_operation_that_cannot_be_determined_is_refused(text: str, name: str | None) -> None:
    assert refused(text, name).stage is Stage.VALIDATION


def test_the_operation_is_found_by_its_name() -> None:
    text = 'query A { square } mutation B { rename(slug: "x") { id } }'
    assert not EXECUTOR.prepare(text, "A").is_mutation
    assert EXECUTOR.prepare(text, "B").is_mutation
    assert EXECUTOR.prepare("subscription { ticks }").is_subscription


@pytest.mark.parametrize(
    "text",
    [
        bomb(24),
        bomb(24, "part { ...f%d } part { ...f%d id }"),
        "{" + " ".join(f"a{i}: square" for i in range(5000)) + "}",
        "{" + " ".join(f"a{i}: square" for i in range(400)) + "}",
        "{" + " square" * 1900 + "}",
        '{ site(slug: "a") {' + "part { id } " * 490 + "} }",
        "#\n" * 3000 + "{ square }",
        '{ site(slug: "a")' + "{ part" * 900 + "{ id }" + "}" * 900 + "}",
        '{ site(slug: "a") { ...f0 } }'
        + " ".join(f"fragment f{i} on Site {{ ...f{i + 1} }}" for i in range(240))
        + " fragment f240 on Site { id }",
    ],
)
def test_documents_made_to_hurt_are_too_costly_within_a_moment(text: str) -> None:
    began = time.perf_counter()
    error = refused(text)
    assert time.perf_counter() - began < 10  # exponential work would take a minute and more
    assert [type(each) for each in error.errors] == [TooCostlyError]


def test_five_thousand_aliases_are_refused_also_where_long_documents_are_allowed() -> None:
    text = "{" + " ".join(f"a{i}: square" for i in range(5000)) + "}"
    error = refused(text, max_tokens=100_000)
    assert [type(each) for each in error.errors] == [TooCostlyError]


def test_a_refusal_for_its_cost_tells_the_cost() -> None:
    error = refused("{ sites(first: 100) { edges { node { id } } } }", max_cost=200)
    assert error.extensions == {"cost": {"computed": 201, "limit": 200}}


def test_a_cost_beyond_counting_is_still_a_number_of_json() -> None:
    error = refused(bomb(60), max_depth=1000, max_aliases=10**18)
    assert error.extensions == {"cost": {"computed": 2**53 - 1, "limit": 20_000}}


def test_variables_that_do_not_fit_are_told_as_such_with_the_cost() -> None:
    operation = EXECUTOR.prepare("query ($n: Int!) { square(number: $n) }", None, {"n": "two"})
    with pytest.raises(RequestError) as raised:
        EXECUTOR.execute(operation, Context())
    assert raised.value.stage is Stage.VARIABLES
    assert raised.value.extensions == {"cost": {"computed": 0, "limit": 20_000}}


@pytest.mark.parametrize(
    "text", ['{ echo(text: "a\\u0000") }', '{ echo(text: "\\u{0}") }', '{ echo(text: "\x00") }']
)
def test_the_character_that_postgresql_cannot_store_does_not_get_in(text: str) -> None:
    [error] = refused(text).errors
    assert not isinstance(error, TooCostlyError)


def test_an_escaped_letter_does_get_in() -> None:
    assert data('{ echo(text: "\\u0110\\u{1ED3}i") }') == {"echo": "Đồi"}


def test_a_batch_of_validation_errors_is_cut_short() -> None:
    error = refused("{" + " ".join(f"x{i}" for i in range(300)) + "}")
    assert error.stage is Stage.VALIDATION
    assert len(error.errors) <= 21
    assert not any(isinstance(each, BadRequestError) for each in error.errors)


@pytest.mark.parametrize("size", [[1], {"a": 1}, "x", True, None, 1.5, 10**30])
def test_a_size_that_is_no_number_is_refused_as_a_variable_every_time(size: object) -> None:
    fresh = executor()
    text = "query ($n: Int) { sites(first: $n) { edges { cursor } } }"
    for _ in range(2):
        try:
            operation = fresh.prepare(text, None, {"n": size})
        except RequestError as refusal:
            assert refusal.stage is Stage.VALIDATION
            continue
        if size is None:
            assert fresh.execute(operation, Context("en")).errors is None
            continue
        with pytest.raises(RequestError) as raised:
            fresh.execute(operation, Context("en"))
        assert raised.value.stage is Stage.VARIABLES
