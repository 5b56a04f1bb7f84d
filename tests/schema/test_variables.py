"""Variables are what graphql-core makes of them, for less (`schema/variables.py`)."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import OperationDefinitionNode, get_variable_values, parse
from graphql.execution.values import VariableValues

from schema.build import public_schema
from schema.variables import coerced, variables_of

SCHEMA = public_schema()._schema
DEFINED: dict[str, list[dict[str, Any]]] = {
    "$a: Float!": [{}, {"a": None}, {"a": 1}, {"a": 1.5}, {"a": "1"}, {"a": True}, {"a": float("nan")}],
    "$a: Int": [{}, {"a": None}, {"a": 2**31}, {"a": 7}, {"a": 7.0}, {"a": 7.5}, {"a": [7]}],
    "$a: ID!": [{}, {"a": 5}, {"a": "5"}, {"a": 5.5}, {"a": {}}],
    "$a: String = null": [{}, {"a": None}, {"a": "x"}, {"a": 5}],
    "$a: Language = EN": [{}, {"a": None}, {"a": "VI"}, {"a": "vi"}, {"a": 5}],
    "$a: Language! = EN": [{}, {"a": None}, {"a": "VI"}],
    "$a: [SiteKind!]": [{}, {"a": None}, {"a": "MIXED"}, {"a": ["MIXED"]}, {"a": [None]}, {"a": "?"}],
    "$a: Date!": [{}, {"a": "2026-11-27"}, {"a": "2026-13-27"}, {"a": 5}],
    "$a: SiteFilterInput": [
        {"a": {"near": {"latitude": 21, "longitude": 103.5, "radiusMetres": 5}}},
        {"a": {"near": {"latitude": 21, "longitude": 103.5}}},
        {"a": {"nothing": 1}},
        {"a": []},
        {"a": {"kinds": "MIXED"}},
    ],
    "$a: BoundingBoxInput = {west: 1, south: 2, east: 3, north: 4}": [{}, {"a": None}],
    "$a: Int = 5, $b: [Int!]! = [1], $c: Boolean": [{}, {"b": 2}, {"a": 1, "b": [3], "c": False}],
    "$a: Site": [{}, {"a": 1}],
}


@pytest.mark.parametrize("defined", DEFINED)
def test_variables_are_those_of_graphql_core_or_left_to_it(defined: str) -> None:
    (operation,) = parse(f"query ({defined}) {{ __typename }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    definitions = operation.variable_definitions or ()
    variables = variables_of(SCHEMA, definitions)
    for sent in DEFINED[defined]:
        told = get_variable_values(SCHEMA, definitions, sent)
        found = None if variables is None else coerced(variables, sent)
        if isinstance(told, list):
            assert found is None
        elif found is not None:
            assert repr(found.coerced) == repr(told.coerced)
            assert _sources(found) == _sources(told)


def _sources(values: VariableValues) -> dict[str, tuple[str, str, str]]:
    return {
        name: (one.signature.name, str(one.signature.type), repr(one.value))
        for name, one in values.sources.items()
    }


@pytest.mark.parametrize(
    ("defined", "sent"),
    [
        ("$a: Float!, $b: Language = EN", {"a": 1.5}),
        ("$a: [SiteKind!], $b: BoundingBoxInput", {"a": ["MIXED"]}),
    ],
)
def test_what_apps_send_is_not_left_to_it(defined: str, sent: dict[str, Any]) -> None:
    (operation,) = parse(f"query ({defined}) {{ __typename }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    variables = variables_of(SCHEMA, operation.variable_definitions or ())
    assert variables is not None
    assert coerced(variables, sent) is not None
