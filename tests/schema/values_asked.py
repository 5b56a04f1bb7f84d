"""Arguments that mean something: a document keeps its form and is asked with values that exist, or nearly do."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from typing import Any

from graphql import (
    ArgumentNode,
    ConstListValueNode,
    ConstObjectFieldNode,
    ConstObjectValueNode,
    ConstValueNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    ListValueNode,
    NameNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    Visitor,
    is_required_argument,
    is_required_input_field,
    parse_const_value,
    visit,
)

from tests.schema.lived_in import Pools

GIVEN = {
    "filter": 0.5,
    "first": 0.5,
    "orderBy": 0.2,
    "view": 0.15,
    "knownAt": 0.15,
    "last": 0.1,
    "after": 0.08,
    "before": 0.05,
}
"""How often an argument that may be left out is given; those that exclude each other seldom."""
GIVEN_OTHERWISE = 0.35


def asked_with_sense(
    document: DocumentNode, schema: GraphQLSchema, pools: Pools, dice: Random
) -> DocumentNode:
    """The document with its arguments thrown anew, most of them out of the pools."""
    types = TypeInfo(schema)
    changed: DocumentNode = visit(document, TypeInfoVisitor(types, _Arguments(types, Values(pools, dice))))
    return changed


class _Arguments(Visitor):
    def __init__(self, types: TypeInfo, values: Values) -> None:
        super().__init__()
        self._types = types
        self._values = values

    def leave_field(self, node: FieldNode, *_args: object) -> FieldNode:
        definition = self._types.get_field_def()
        return node if definition is None else self._values.given(node, definition.args)


class Values:
    """Draws values for arguments by their names and types."""

    def __init__(self, pools: Pools, dice: Random) -> None:
        self._pools = pools
        self._dice = dice

    def given(self, field: FieldNode, arguments: dict[str, GraphQLArgument]) -> FieldNode:
        """The field with arguments drawn anew; one in twenty stays what it was."""
        before = {each.name.value: each for each in field.arguments or ()}
        nodes = []
        for name, argument in arguments.items():
            if name in before and self._happens(0.05):
                nodes.append(before[name])
            elif is_required_argument(argument) or self._happens(GIVEN.get(name, GIVEN_OTHERWISE)):
                nodes.append(ArgumentNode(name=named(name), value=self.value(name, argument.type)))
        self._dice.shuffle(nodes)
        return replace(field, arguments=tuple(nodes))

    def value(self, name: str, kind: GraphQLInputType) -> ValueNode:
        """A value for an argument or input field of this name and type."""
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        elif self._happens(0.04):
            return NullValueNode()
        if isinstance(kind, GraphQLList):
            if self._happens(0.1):  # one value stands for a list of one
                return self.value(name, kind.of_type)
            return ListValueNode(
                values=tuple(self.value(name, kind.of_type) for _ in range(self._dice.randrange(4)))
            )
        if isinstance(kind, GraphQLInputObjectType):
            return self._input(kind)
        if isinstance(kind, GraphQLEnumType):
            return EnumValueNode(value=self._dice.choice(self._pools.get(name) or list(kind.values)))
        return literal(
            self._dice.choice(self._pools.get(kind.name) or self._pools.get(name) or _BY_TYPE[kind.name])
        )

    def _happens(self, probability: float) -> bool:
        return self._dice.random() < probability

    def _input(self, kind: GraphQLInputObjectType) -> ObjectValueNode:
        names = [name for name, field in kind.fields.items() if is_required_input_field(field)]
        optional = [name for name in kind.fields if name not in names]
        names += self._dice.sample(optional, min(len(optional), self._dice.choice([0, 1, 1, 2])))
        return ObjectValueNode(
            fields=tuple(
                ObjectFieldNode(name=named(name), value=self.value(name, kind.fields[name].type))
                for name in names
            )
        )


_BY_TYPE: dict[str, list[Any]] = {
    "Boolean": [True, False],
    "Int": [0, 1, 2, -1],
    "Float": [0.0, 1.5, 21.4, 103.0],
    "String": ["doi-a1", "đồi", "", "DB-S-00001"],
    "ID": ["sai", "U2l0ZTpEQi1TLTAwMDAx"],
}


def named(name: str) -> NameNode:
    """A name of a document."""
    return NameNode(value=name)


def literal(value: Any) -> ConstValueNode:
    """A value as a document writes it."""
    if isinstance(value, list):
        return ConstListValueNode(values=tuple(literal(each) for each in value))
    if isinstance(value, dict):
        fields = (ConstObjectFieldNode(name=named(key), value=literal(each)) for key, each in value.items())
        return ConstObjectValueNode(fields=tuple(fields))
    return parse_const_value(json.dumps(value))
