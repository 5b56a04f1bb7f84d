"""From a validated read operation to a plan: one small Python function for each selection of an object.

graphql-core walks the document anew for each row of each list; nine tenths of an answer's time go there. A plan does that
walk once. What is left for each row are the resolvers, which are the same, and the check of what they answer:

    def build_3(it, run):                       # LocalizedText, asked for as { text isFallback }
        return {"text": (x if (x := it.text).__class__ is str else leaf_0(x)),
                "isFallback": (x if (x := it.is_fallback).__class__ is bool else leaf_1(x))}

Which fields are asked for, in which order, merged from which fragments, under which directives: graphql-core says all
that once, by its own functions (`Executor.collect_subfields`). A plan holds for one set of values of the variables that
directives look at; the other variables get their values at each run.

A plan knows only answers without errors. Where a resolver raises, or answers what its type does not allow, it raises as
well, and whoever runs it asks graphql-core, which knows how errors are placed and which nulls follow from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from itertools import count
from math import isfinite
from typing import Any, Protocol, cast

import strawberry
from graphql import (
    DirectiveNode,
    FieldNode,
    GraphQLAbstractType,
    GraphQLEnumType,
    GraphQLField,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    Undefined,
    VariableNode,
    Visitor,
    get_nullable_type,
    is_leaf_type,
    visit,
)
from graphql import Executor as Walker
from graphql.execution.collect_fields import collect_fields
from graphql.execution.values import VariableValues
from strawberry.types.field import StrawberryField

from catalog.projection.reader import Relation
from schema.argued import Argued
from schema.expecting import expected_by

MOST_FIELDS = 3_000
"""Fields of one plan, counted where they are asked for: a fragment that is used twice is written out twice."""

_IS_ITS_OWN_JSON = {
    "String": "x.__class__ is str",
    "ID": "x.__class__ is str",
    "Boolean": "x.__class__ is bool",
    "Int": "x.__class__ is int and -2147483648 <= x <= 2147483647",
    "Float": "x.__class__ is float and isfinite(x)",
}
"""When a scalar's value needs no work; all others go through graphql-core's own function."""


class UnknownError(Exception):
    """What a plan cannot be made for, or has no answer to: graphql-core answers instead."""


@dataclass(slots=True)
class Run:
    """One execution of a plan; `parts` may keep sites of lists from one answer to the next."""

    plan: Compiled
    info: Any
    arguments: Sequence[Mapping[str, Any]]
    variables: Mapping[str, Any]
    """As they were sent."""
    parts: Parts | None = None
    sites: dict[int, dict[int, Any]] = field(default_factory=dict)
    """Sites that are ready to be put into lists, by selection and revision."""

    @property
    def language(self) -> str:
        """The language that is asked in."""
        language: str = self.info.context.language
        return language

    def told(self, selection: Selection) -> str:
        """The values of the variables that a selection depends on, as one text."""
        return repr([(n, self.variables[n]) for n in selection.variables if n in self.variables])

    def foretell(self, relations: Sequence[Relation]) -> None:
        """The site that is looked up next will be asked for these."""
        self.info.context.foretold = relations

    def make_ready(self, number: int, sites: Sequence[Any]) -> dict[int, Any]:
        """The sites of a list, built or found."""
        selection = self.plan.selections[number]
        ready = self.sites.setdefault(number, {})
        if self.parts is not None:
            ready.update(self.parts.of(self, selection, sites))
        else:
            ready.update({site.record.revision_id: selection.build(site, self) for site in sites})
        return ready


class Parts(Protocol):
    """Where parts of answers are kept."""

    def of(self, run: Run, selection: Selection, sites: Sequence[Any]) -> Mapping[int, Any]:
        """These sites as the selection has them, by revision: kept ones, and others that are built."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A selection of a site within a list."""

    number: int
    build: Callable[[Any, Run], dict[str, Any]]
    variables: tuple[str, ...]
    """Variables on which its arguments depend."""
    fields: Mapping[str, frozenset[str]]
    """Names of the fields that it asks for at any depth, by the name of the type."""


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A plan: what builds the answer, and what has to be known at each run."""

    schema: strawberry.Schema
    build: Callable[[Any, Run], dict[str, Any]]
    arguments: tuple[Argued, ...]
    selections: Mapping[int, Selection]
    size: int
    """Characters of its source."""
    number: int = field(default_factory=count().__next__)
    """Its own in this process."""

    def run(
        self, values: VariableValues, sent: Mapping[str, Any], info: Any, parts: Parts | None = None
    ) -> dict[str, Any]:
        """The data of the answer; may hold `orjson.Fragment`s. Raises whatever stands in the way of one.

        The variables are given twice: as graphql-core has them, and as they were sent.
        """
        arguments = [each.taken(values) for each in self.arguments]
        return self.build(None, Run(self, info, arguments, sent, parts))


def compile_operation(schema: strawberry.Schema, walker: Walker[Any]) -> Compiled:
    """The plan of a walker's operation, for the values that the variables of its directives have.

    Raises `UnknownError` for introspection, and for what asks for too many fields.
    """
    writing = write_operation(schema, walker)
    source = writing.source
    exec(compile(source, "<plan>", "exec"), writing.names)  # noqa: S102 (its words are our own: see `Writing`)
    selections = {
        number: Selection(
            number,
            writing.names[f"build_{number}"],
            tuple(sorted(variables)),
            {kind: frozenset(names) for kind, names in asked.items()},
        )
        for number, (variables, asked) in writing.selections.items()
    }
    return Compiled(schema, writing.names["build_0"], tuple(writing.arguments), selections, len(source))


def write_operation(schema: strawberry.Schema, walker: Walker[Any]) -> Writing:
    """A plan's source, in which `build_0` builds the whole answer. Raises like `compile_operation`."""
    root = walker.schema.query_type
    if root is None:
        raise UnknownError("there is nothing to read")
    writing = Writing(schema, walker)
    fields = collect_fields(walker.schema, walker.fragments, walker.variable_values, root, walker.operation)
    writing.function(root, fields.grouped_field_set)
    return writing


def directive_variables(walker: Walker[Any]) -> tuple[str, ...]:
    """Names of the variables that `@skip` and `@include` look at in an operation and the document's fragments."""
    found = _InDirectives()
    for node in (walker.operation, *walker.fragment_definitions.values()):
        visit(node, found)
    return tuple(sorted(found.names))


class _InDirectives(Visitor):
    """Gathers the names of variables in directives."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        """A directive's own arguments."""
        self.names |= {
            given.value.name.value for given in node.arguments or () if isinstance(given.value, VariableNode)
        }


class Writing:
    """The source of a plan as it is written.

    Nothing of a client's document gets into the source but the names of the answer, as literals (`repr`); all else is
    referred to by names of our own.
    """

    def __init__(self, schema: strawberry.Schema, walker: Walker[Any]) -> None:
        self.schema, self.walker = schema, walker
        self.lines: list[str] = []
        self.names: dict[str, Any] = {"each": _each, "missing": _missing, "isfinite": isfinite}
        self.arguments: list[Argued] = []
        self.selections: dict[int, tuple[set[str], dict[str, set[str]]]] = {}
        self._open: list[tuple[set[str], dict[str, set[str]]]] = []
        """Variables and fields by type, for each site of a list that is being written."""
        self._of_surrogates: list[set[str]] = []
        """Fields of surrogates, for each site that is being written."""
        self._expected: dict[str, tuple[Relation, ...]] = {}
        """Relations that a site's fields will ask for, by the function that builds it."""
        self._functions = self._fields = 0

    @property
    def source(self) -> str:
        """What has been written."""
        return "\n".join(self.lines)

    def function(
        self,
        parent: GraphQLObjectType,
        fields: Mapping[str, Any],
        attributes: list[tuple[str, int]] | None = None,
    ) -> str:
        """Write the function that builds an object; its name.

        `attributes` gathers which attributes of the object are sites of a list, and the selections they are built by.
        """
        number = self._functions
        self._functions += 1
        asked = {details[0].node.name.value: details[0].node for details in fields.values()}
        for _, names in self._open:
            names[parent.name] |= set(asked)
        if parent.name == "Site":
            self._of_surrogates.append(set())
        elif parent.name == "DigitalSurrogate" and self._of_surrogates:
            self._of_surrogates[-1].update(asked)
        built = [f" {key!r}: {self.field(parent, details, attributes)}," for key, details in fields.items()]
        name, begun = f"build_{number}", []
        if parent.name == "Site":
            relations = self._expected[name] = expected_by(asked, self._of_surrogates.pop())
            begun = (
                [f" it.record.batch.expect({self.named('expected', relations)})"]
                if len(relations) > 1
                else []
            )
        self.lines += [f"def {name}(it, run):", *begun, " return {", *built, " }"]
        return name

    def field(
        self, parent: GraphQLObjectType, details: list[Any], attributes: list[tuple[str, int]] | None
    ) -> str:
        """The expression for one field of `it`."""
        node: FieldNode = details[0].node
        self._fields += 1
        if self._fields > MOST_FIELDS:
            raise UnknownError("fragments are used too often")
        if node.name.value == "__typename":
            return repr(parent.name)
        definition = self.walker.schema.get_field(parent, node.name.value)
        declared = None if definition is None else definition.extensions.get("strawberry-definition")
        if definition is None or not isinstance(declared, StrawberryField) or declared.extensions:
            raise UnknownError(f"{parent.name}.{node.name.value}")
        if attributes is not None and declared.base_resolver is None and _is_a_site(definition.type):
            number = self.site(details)
            attributes.append((declared.python_name, number))
            return f"run.sites[{number}][it.{declared.python_name}.record.revision_id]"
        is_looked_up = parent is self.walker.schema.query_type and node.name.value == "site"
        value = self.resolved(declared, definition, node)
        return self.complete(definition.type, value, details, is_looked_up=is_looked_up)

    def resolved(self, declared: StrawberryField, definition: GraphQLField, node: FieldNode) -> str:
        """The expression for what the field's resolver answers."""
        resolver = declared.base_resolver
        if resolver is None:
            return f"it.{declared.python_name}"
        given = ["it"] if resolver.self_parameter else []
        given += [f"{each.name}=it" for each in (resolver.root_parameter, resolver.parent_parameter) if each]
        if resolver.info_parameter:
            given.append(f"{resolver.info_parameter.name}=run.info")
        if definition.args:
            given.append(f"**run.arguments[{self.argued(definition, node)}]")
        return f"{self.named('resolve', resolver.wrapped_func)}({', '.join(given)})"

    def argued(self, definition: GraphQLField, node: FieldNode) -> int:
        """The place of a field's arguments among all of the plan's."""
        argued = Argued.of(self.schema, definition, node, self.walker.variable_values)
        for variables, _ in self._open:
            variables.update(argued.variables)
        self.arguments.append(argued)
        return len(self.arguments) - 1

    def complete(
        self, kind: GraphQLOutputType, value: str, details: list[Any], *, is_looked_up: bool = False
    ) -> str:
        """The expression for a value as its type has it. A site that `is_looked_up` can be read with what it will be asked for."""
        is_needed = isinstance(kind, GraphQLNonNull)
        kind = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if is_leaf_type(kind):
            return self.leaf(kind, value, is_needed=is_needed)
        if isinstance(kind, GraphQLList):
            built = self.items(kind.of_type, details)
        elif isinstance(kind, GraphQLObjectType):
            build = self.function(kind, self.fields_of(kind, details))
            built = f"{build}(x, run)"
            if is_looked_up:
                expected = self.named("expected", self._expected[build])
                value = f"run.foretell({expected}) or {value}"
        else:
            built = f"{self.any_of(cast('GraphQLAbstractType', kind), details)}[x.__class__](x, run)"
        return f"({'missing()' if is_needed else 'None'} if (x := {value}) is None else {built})"

    def items(self, kind: GraphQLOutputType, details: list[Any]) -> str:
        """The expression for the items of a list `x`. One that is null raises, unless it may be."""
        item = get_nullable_type(kind)
        if not isinstance(item, GraphQLObjectType):
            return f"[{self.complete(kind, 'y', details)} for y in each(x)]"
        if item.name == "Site":
            number = self.site(details)
            listed = "[z[y.record.revision_id] for y in each(x)]"
            return f"(z := run.make_ready({number}, x), {listed})[-1]"
        attributes: list[tuple[str, int]] = []
        build = self.function(item, self.fields_of(item, details), attributes)
        ready = "".join(f"run.make_ready({n}, [y.{name} for y in x]), " for name, n in attributes)
        listed = f"[{build}(y, run) for y in each(x)]"
        return f"({ready}{listed})[-1]" if ready else listed

    def site(self, details: list[Any]) -> int:
        """Write the function that builds a site of a list; the number of its selection."""
        kind = self.walker.schema.get_type("Site")
        assert isinstance(kind, GraphQLObjectType)  # noqa: S101 (narrows the type of what the schema answers)
        self._open.append((set(), defaultdict(set)))
        name = self.function(kind, self.fields_of(kind, details))
        number = int(name.removeprefix("build_"))
        self.selections[number] = self._open.pop()
        return number

    def any_of(self, kind: GraphQLAbstractType, details: list[Any]) -> str:
        """A table of what builds each kind of object that may stand there, by its Python class."""
        pairs = []
        for possible in self.walker.schema.get_possible_types(kind):
            build = self.function(possible, self.fields_of(possible, details))
            origin = self.named("class", possible.extensions["strawberry-definition"].origin)
            pairs.append(f"{origin}: {build}")
        name = self.named("kinds", None)
        self.lines.append(f"{name} = {{{', '.join(pairs)}}}")
        return name

    def leaf(self, kind: GraphQLLeafType, value: str, *, is_needed: bool) -> str:
        """The expression for a scalar or an enum's value."""
        if isinstance(kind, GraphQLEnumType):
            names = f"{self.named('names', _names_of(kind))}[x]"
            return f"({'missing()' if is_needed else 'None'} if (x := {value}) is None else {names})"
        coerce = self.named("leaf", _coercion(kind, is_needed=is_needed))
        test = _IS_ITS_OWN_JSON.get(kind.name)
        if test is None:
            return f"{coerce}({value})"
        return f"(x if {test.replace('x', f'(x := {value})', 1)} else {coerce}(x))"

    def fields_of(self, kind: GraphQLObjectType, details: list[Any]) -> Mapping[str, Any]:
        """What is asked for of an object, by the names of the answer."""
        return self.walker.collect_subfields(kind, details).grouped_field_set

    def named(self, stem: str, thing: Any) -> str:
        """A name for a thing in the source."""
        name = f"{stem}_{len(self.names)}"
        self.names[name] = thing
        return name


def _is_a_site(kind: GraphQLOutputType) -> bool:
    return isinstance(kind, GraphQLNonNull) and getattr(kind.of_type, "name", None) == "Site"


def _each(values: Any) -> Any:
    """What a list may be made of."""
    if isinstance(values, list | tuple):
        return values
    raise UnknownError("a list that is none")


def _missing() -> Any:
    """A value that has to be there."""
    raise UnknownError("null where none may be")


def _coercion(kind: GraphQLLeafType, *, is_needed: bool) -> Callable[[Any], Any]:
    """A scalar's value as its type has it."""
    coerce = kind.coerce_output_value

    def leaf(value: Any) -> Any:
        if value is None:
            return _missing() if is_needed else None
        coerced = coerce(value)
        return _missing() if coerced is None or coerced is Undefined else coerced

    return leaf


@cache
def _names_of(kind: GraphQLEnumType) -> _Names:
    return _Names(kind)


class _Names(dict[Any, str]):
    """The names of an enum's values, found as they come."""

    def __init__(self, kind: GraphQLEnumType) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, value: Any) -> str:
        name: str = self._kind.coerce_output_value(value)
        if isinstance(value, Enum):
            self[value] = name
        return name
