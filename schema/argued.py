"""A field's arguments at each run, with all that the document alone decides found out once.

Where every variable has a value that is not null, an argument is that value, or an input that is made of such: nothing
is left to be judged, for the document was validated and the variables were coerced. What is left out, null or odd is
given to graphql-core at each run, which says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import strawberry
from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    ListValueNode,
    Node,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    Visitor,
    get_argument_values,
    get_nullable_type,
    visit,
)
from graphql.execution.values import VariableValues
from graphql.utilities import coerce_input_literal
from strawberry.types.field import StrawberryField

from schema.arguments import Unfit, as_taken

Make = Callable[[Mapping[str, Any]], Any]
"""Makes a value of variables' values."""


@dataclass(frozen=True, slots=True)
class Argued:
    """A field with arguments: their values where they depend on no variable, else how to get them."""

    schema: strawberry.Schema
    definition: GraphQLField
    node: FieldNode
    variables: tuple[str, ...]
    """Variables that are named in them."""
    make: Make | None
    """Makes them where each of these has a value; None where that is graphql-core's to do."""
    constant: Mapping[str, Any] | None

    @classmethod
    def of(
        cls, schema: strawberry.Schema, definition: GraphQLField, node: FieldNode, values: VariableValues
    ) -> Argued:
        """A field as a document asks for it. Raises `GraphQLError` for constants that do not fit."""
        names = variables_in(*(node.arguments or ()))
        if names:
            return cls(schema, definition, node, names, _making(definition, node), None)
        constant = _taken(schema, definition, get_argument_values(definition, node, values))
        return cls(schema, definition, node, names, None, constant)

    def taken(self, values: VariableValues) -> Mapping[str, Any]:
        """The arguments as the resolver takes them; `Unfit` ones where they do not fit."""
        if self.constant is not None:
            return self.constant
        coerced = values.coerced
        if self.make is not None and all(coerced.get(name) is not None for name in self.variables):
            return _taken(self.schema, self.definition, self.make(coerced))
        try:
            return _taken(
                self.schema, self.definition, get_argument_values(self.definition, self.node, values)
            )
        except GraphQLError as error:
            return Unfit(error)


def variables_in(*nodes: Node) -> tuple[str, ...]:
    """The names of the variables that stand in these parts of a document."""
    found = _Variables()
    for node in nodes:
        visit(node, found)
    return tuple(found.names)


class _Variables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, None] = {}

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        self.names[node.name.value] = None


def _taken(
    schema: strawberry.Schema, definition: GraphQLField, given: Mapping[str, Any]
) -> Mapping[str, Any]:
    declared: StrawberryField = definition.extensions["strawberry-definition"]
    return as_taken(schema, declared, given)


class _OddError(Exception):
    """A value that graphql-core has to judge."""


def _making(definition: GraphQLField, node: FieldNode) -> Make | None:
    given = {argument.name.value: argument.value for argument in node.arguments or ()}
    try:
        makes, varied = _varied(given, definition.args)
        rest = {name: argument for name, argument in definition.args.items() if name not in varied}
        constant = get_argument_values(GraphQLField(definition.type, rest), node)
    except (GraphQLError, _OddError):
        return None
    return lambda values: {**constant, **{name: make(values) for name, make in makes}}


def _varied(
    given: Mapping[str, ValueNode], declared: Mapping[str, GraphQLArgument] | Mapping[str, GraphQLInputField]
) -> tuple[list[tuple[str, Make]], set[str]]:
    """What is made of variables, by the names in which it is taken; the names in which it is given."""
    varied = {name: value for name, value in given.items() if variables_in(value)}
    if not varied.keys() <= declared.keys():
        raise _OddError
    makes = [
        (declared[name].out_name or name, _made(value, declared[name].type)) for name, value in varied.items()
    ]
    return makes, set(varied)


def _made(node: ValueNode, kind: GraphQLInputType) -> Make:
    """How a value is made. Raises `_OddError`."""
    if isinstance(node, VariableNode):
        return itemgetter(node.name.value)
    if not variables_in(node):
        value = coerce_input_literal(node, kind)
        if value is Undefined:
            raise _OddError
        return lambda _: value
    type_of_it = get_nullable_type(kind)
    if isinstance(type_of_it, GraphQLList):
        items = node.values if isinstance(node, ListValueNode) else (node,)
        makes = [_made(item, type_of_it.of_type) for item in items]
        return lambda values: [make(values) for make in makes]
    if isinstance(type_of_it, GraphQLInputObjectType) and isinstance(node, ObjectValueNode):
        return _input(node, type_of_it)
    raise _OddError


def _input(node: ObjectValueNode, kind: GraphQLInputObjectType) -> Make:
    makes, varied = _varied({field.name.value: field.value for field in node.fields}, kind.fields)
    rest = {name: field for name, field in kind.fields.items() if name not in varied}
    given = tuple(field for field in node.fields if field.name.value not in varied)
    constant = coerce_input_literal(ObjectValueNode(fields=given), GraphQLInputObjectType(kind.name, rest))
    if constant is Undefined:
        raise _OddError
    return lambda values: kind.out_type({**constant, **{name: make(values) for name, make in makes}})
