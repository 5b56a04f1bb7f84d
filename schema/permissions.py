"""Which deed of the policy a field of the schema is: declared at the field, read by tests and documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema

from catalog.roles import Deed


def needs(deed: Deed) -> dict[str, Any]:
    """The metadata of a field that is not for everybody: the core checks this deed before it answers."""
    return {"deed": deed}


def deed_of(field: GraphQLField) -> Deed | None:
    """The deed that a field needs; None for a public one."""
    declaration = field.extensions.get("strawberry-definition")
    deed = getattr(declaration, "metadata", {}).get("deed")
    return deed if isinstance(deed, Deed) else None


def guarded_fields(schema: GraphQLSchema) -> Iterator[tuple[str, Deed]]:
    """Every field that needs a deed, as ("Mutation.createSite", deed), by name."""
    for name, kind in sorted(schema.type_map.items()):
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in kind.fields.items():
                if deed := deed_of(field):
                    yield f"{name}.{field_name}", deed
