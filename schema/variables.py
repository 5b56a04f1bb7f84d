"""The variables of an operation as graphql-core has them, with all that depends on the document alone found out once.

What does not fit, or is odd in any way, is left to graphql-core, which says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLSchema,
    Undefined,
    VariableDefinitionNode,
    get_variable_values,
    is_leaf_type,
)
from graphql.execution.get_variable_signature import get_variable_signature
from graphql.execution.values import VariableValues, VariableValueSource, input_is_nested_too_deeply
from graphql.utilities import coerce_input_value


@dataclass(frozen=True, slots=True)
class Variable:
    """One of them: what it is when it is left out, and how its value is coerced when it is given."""

    name: str
    source: VariableValueSource
    default: Any
    """What it has when it is left out; undefined where it then has nothing."""
    is_needed: bool
    """Whether it may be neither left out nor null."""
    coerce: Callable[[Any], Any]


def variables_of(
    schema: GraphQLSchema, definitions: Sequence[VariableDefinitionNode]
) -> tuple[Variable, ...] | None:
    """The variables that an operation defines; None where graphql-core finds something wrong with them."""
    found = [_variable(schema, definition) for definition in definitions]
    return None if None in found else tuple(each for each in found if each is not None)


def coerced(variables: Sequence[Variable], sent: Mapping[str, Any]) -> VariableValues | None:
    """What `get_variable_values` answers for what was sent; None for what has to be asked of it."""
    sources: dict[str, VariableValueSource] = {}
    values: dict[str, Any] = {}
    for each in variables:
        value = sent.get(each.name, Undefined)
        if value is Undefined:
            sources[each.name], value = each.source, each.default
            if value is Undefined:
                if each.is_needed:
                    return None
                continue
        else:
            sources[each.name] = VariableValueSource(each.source.signature, value)
            try:
                value = None if value is None and not each.is_needed else each.coerce(value)
            except Exception:  # noqa: BLE001 - graphql-core meets it again, and tells it
                return None
            if value is Undefined:
                return None
        values[each.name] = value
    return VariableValues(sources, values)


def _variable(schema: GraphQLSchema, definition: VariableDefinitionNode) -> Variable | None:
    signature = get_variable_signature(schema, definition)
    if isinstance(signature, GraphQLError):
        return None
    default: Any = Undefined
    if definition.default_value is not None:
        alone = get_variable_values(schema, [definition], {})
        if isinstance(alone, list) or not _is_unchangeable(alone.coerced[signature.name]):
            return None
        default = alone.coerced[signature.name]
    is_needed = isinstance(signature.type, GraphQLNonNull)
    return Variable(
        signature.name, VariableValueSource(signature), default, is_needed, _coercion(signature.type)
    )


def _is_unchangeable(value: Any) -> bool:
    """Whether one value may be given to all runs."""
    return value is None or isinstance(value, str | int | float)


def _coercion(kind: GraphQLInputType) -> Callable[[Any], Any]:
    """How a value that is not null is coerced; undefined, or an error, for one that does not fit."""
    named = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if is_leaf_type(named):
        leaf: Callable[[Any], Any] = named.coerce_input_value
        return lambda value: Undefined if value is None else leaf(value)

    def coerce(value: Any) -> Any:
        return Undefined if input_is_nested_too_deeply(value, kind) else coerce_input_value(value, kind)

    return coerce
