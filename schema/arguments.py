"""Arguments as resolvers take them, by converters that are made once for each type.

Strawberry finds out anew for each value what its type is made of, which takes longer than finding a page of sites. The
same is done here, found out once; kinds of types that are not known here are left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING
from functools import lru_cache
from typing import Any

import strawberry
from strawberry.scalars import is_scalar
from strawberry.types.arguments import convert_argument
from strawberry.types.base import StrawberryList, StrawberryMaybe, StrawberryOptional, has_object_definition
from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.unset import UNSET

Convert = Callable[[Any], Any]


def as_taken(
    schema: strawberry.Schema, declared: StrawberryField, given: Mapping[str, Any]
) -> dict[str, Any]:
    """A field's arguments by the names of its resolver's parameters; those that are not given are left out."""
    return {
        taken: value if convert is None else convert(value)
        for name, taken, convert in _arguments_of(schema, declared)
        if (value := given.get(name, MISSING)) is not MISSING
    }


class Unfit(Mapping[str, Any]):
    """Arguments that do not fit: whoever takes them fails, and nobody does where the field is never met."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getitem__(self, _: str) -> Any:
        raise self._error

    def __iter__(self) -> Iterator[str]:
        raise self._error

    def __len__(self) -> int:
        raise self._error


@lru_cache(maxsize=1024)
def _arguments_of(
    schema: strawberry.Schema, declared: StrawberryField
) -> tuple[tuple[str, str, Convert | None], ...]:
    names = schema.config.name_converter
    return tuple(
        (names.from_argument(each), each.python_name, _converter(schema, each.type))
        for each in declared.arguments
    )


def _converter(schema: strawberry.Schema, kind: Any) -> Convert | None:
    """How a value of this type is brought into the form that resolvers take; None if it has that form."""
    registry = schema.schema_converter.scalar_registry
    while isinstance(kind, StrawberryOptional) and not isinstance(kind, StrawberryMaybe):
        kind = kind.of_type
    if isinstance(kind, StrawberryEnumDefinition) or is_scalar(kind, registry):
        return None
    if isinstance(kind, StrawberryList):
        convert = _converter(schema, kind.of_type)
        return _unless_null(list if convert is None else lambda values: [convert(each) for each in values])
    if has_object_definition(kind) and kind.__strawberry_definition__.from_input is None:
        return _unless_null(_Input(schema, kind))
    return lambda value: convert_argument(value, kind, registry, schema.config)


def _unless_null(convert: Convert) -> Convert:
    return lambda value: value if value is None or value is UNSET else convert(value)


class _Input:
    """Makes an input of its fields; those that are not given have their defaults, or are None.

    Its fields are looked at when the first is made, for an input may hold others of its own type.
    """

    def __init__(self, schema: strawberry.Schema, kind: Any) -> None:
        self._schema, self._kind = schema, kind
        self._fields: tuple[tuple[str, str, Convert | None], ...] | None = None
        self._nulls: dict[str, Any] = {}

    def __call__(self, given: Mapping[str, Any]) -> Any:
        fields = self._fields or self._look()
        values = dict(self._nulls)
        for name, taken, convert in fields:
            if name in given:
                value = given[name]
                values[taken] = value if convert is None else convert(value)
        return self._kind(**values)

    def _look(self) -> tuple[tuple[str, str, Convert | None], ...]:
        definition = self._kind.__strawberry_definition__
        names = self._schema.config.name_converter
        self._nulls.update(
            (field.python_name, None)
            for field in definition.fields
            if field.default_value is MISSING and field.default_factory is MISSING
        )
        self._fields = tuple(
            (
                names.from_field(field),
                field.python_name,
                _converter(self._schema, field.resolve_type(type_definition=definition)),
            )
            for field in definition.fields
        )
        return self._fields
