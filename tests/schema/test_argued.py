"""Arguments with variables are what graphql-core makes of them, for less (`schema/argued.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    FieldNode,
    GraphQLError,
    OperationDefinitionNode,
    get_argument_values,
    get_variable_values,
    parse,
)
from graphql.execution.values import VariableValues

from schema.argued import Argued
from schema.arguments import as_taken
from schema.build import public_schema

SCHEMA = public_schema()
NEAR = "near: {latitude: $a, longitude: $b, radiusMetres: 5}"
ASKED: dict[str, list[dict[str, Any]]] = {
    "($a: Int) { sites(first: $a)": [{}, {"a": None}, {"a": 7}],
    "($a: Int!, $b: String) { sites(first: $a, after: $b)": [
        {"a": 7},
        {"a": 7, "b": None},
        {"a": 7, "b": "x"},
    ],
    "($a: Float!, $b: Float!) { sites(filter: {%s})" % NEAR: [{"a": 21, "b": 103.5}],  # noqa: UP031 (braces)
    "($a: Float = 21, $b: Float!) { sites(filter: {near: {latitude: $a, longitude: $b, radiusMetres: $b}})": [
        {"b": 1},
        {"a": None, "b": 1},
        {"a": 2, "b": 1},
    ],
    "($a: SiteKind!, $b: SiteKind) { sites(filter: {kinds: [$a, MIXED, $b]}, orderBy: NAME)": [
        {"a": "MIXED"},
        {"a": "MIXED", "b": None},
        {"a": "MIXED", "b": "SCENIC"},
    ],
    '($a: [SiteKind!]) { sites(filter: {kinds: $a, text: "Điện Biên"})': [{}, {"a": None}, {"a": ["MIXED"]}],
    "($a: SiteKind!) { sites(filter: {kinds: $a})": [{"a": "MIXED"}],
    "($a: SiteFilterInput) { sites(filter: $a)": [{}, {"a": None}, {"a": {"text": "x"}}, {"a": {}}],
    "($a: BoundingBoxInput!) { sites(filter: {within: {box: $a}}, first: 3)": [
        {"a": {"west": 1, "south": 2, "east": 3, "north": 4}},
    ],
    "($a: String) { sites(filter: {adminUnit: {code: $a, asOf: null}})": [{}, {"a": None}, {"a": "11"}],
    "($a: Date!) { coverage(asOf: $a)": [{"a": "2026-11-27"}],
    "($a: Date) { coverage(asOf: $a)": [{}, {"a": None}, {"a": "2026-11-27"}],
    "($a: ID!) { node(id: $a)": [{"a": "5"}, {"a": 5}],
    "($a: Int!) { sites(first: $a, nothing: $a)": [{"a": 1}],
    "($a: Int!) { sites(first: $a, filter: {nothing: $a})": [{"a": 1}],
    "($a: Int!) { sites(first: $a, filter: 5)": [{"a": 1}],
    "($a: Float!) { sites(filter: {near: {latitude: $a}})": [{"a": 1}],
    '($a: Float!) { sites(filter: {near: {latitude: $a, longitude: "x", radiusMetres: 1}})': [{"a": 1}],
}
"""Operations up to the first selection, and what is sent for their variables."""


def field_of(asked: str) -> tuple[OperationDefinitionNode, FieldNode]:
    (operation,) = parse(f"query {asked} {{ __typename }} }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    (node,) = operation.selection_set.selections
    assert isinstance(node, FieldNode)
    return operation, node


def each(asked: str) -> Iterator[tuple[Argued, VariableValues, Any]]:
    """What was made of a field, and for each set of values what graphql-core and Strawberry make of it."""
    operation, node = field_of(asked)
    query = SCHEMA._schema.query_type
    assert query is not None
    definition = query.fields[node.name.value]
    argued = Argued.of(SCHEMA, definition, node, VariableValues({}, {}))
    for sent in ASKED[asked]:
        values = get_variable_values(SCHEMA._schema, operation.variable_definitions or (), sent)
        assert isinstance(values, VariableValues)
        try:
            given = get_argument_values(definition, node, values)
            told: Any = as_taken(SCHEMA, definition.extensions["strawberry-definition"], given)
        except GraphQLError as error:
            told = error
        yield argued, values, told


@pytest.mark.parametrize("asked", ASKED)
def test_arguments_are_those_of_graphql_core(asked: str) -> None:
    for argued, values, told in each(asked):
        for _ in range(2):
            found = argued.taken(values)
            if isinstance(told, GraphQLError):
                with pytest.raises(GraphQLError) as refused:
                    dict(found)
                assert refused.value.message == told.message
            else:
                assert dict(found) == told


@pytest.mark.parametrize("asked", list(ASKED)[:13])
def test_what_apps_ask_is_found_out_once(asked: str) -> None:
    assert all(argued.make is not None for argued, _, _ in each(asked))


@pytest.mark.parametrize("asked", list(ASKED)[-4:])
def test_what_does_not_fit_is_left_to_graphql_core(asked: str) -> None:
    assert all(argued.make is None for argued, _, _ in each(asked))
