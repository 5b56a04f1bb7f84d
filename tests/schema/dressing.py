"""The same question in other clothes: what a document may do beyond fields and arguments.

A generator of documents makes trees of fields. Clients also write aliases, fragments, conditions, variables, and ask for
the same field twice; each dressing here does one of these at random places of a document. Not every outcome is valid:
whoever dresses documents leaves out those that do not pass.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, TypeAlias, TypeVar, cast

from graphql import (
    ArgumentNode,
    BooleanValueNode,
    ConstValueNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    NullValueNode,
    ObjectFieldNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    parse,
    parse_type,
    value_from_ast_untyped,
    visit,
)

from tests.schema.values_asked import Values, named

Selections: TypeAlias = list[SelectionNode]
Change: TypeAlias = Callable[[Selections, GraphQLNamedType], Selections]
Given = TypeVar("Given", ArgumentNode, ObjectFieldNode)


@dataclass
class Question:
    """A document while it is dressed, with its variables and what they stand for."""

    document: DocumentNode
    schema: GraphQLSchema
    values: Values
    dice: Random
    declared: list[VariableDefinitionNode] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)

    def happens(self, probability: float) -> bool:
        """Whether the dice say so."""
        return self.dice.random() < probability

    def change_selections(self, change: Change) -> None:
        """Change the selections of every set, innermost first; the type is the one they are made on."""
        types = TypeInfo(self.schema)
        self.document = visit(self.document, TypeInfoVisitor(types, _Sets(types, change)))

    def variable(self, kind: str, default: ConstValueNode | None = None) -> VariableNode:
        """Another variable of the operation."""
        variable = VariableNode(name=named(f"v{len(self.declared)}"))
        self.declared.append(
            VariableDefinitionNode(
                variable=variable, type=parse_type(kind), default_value=default, directives=()
            )
        )
        return variable

    def finished(self) -> DocumentNode:
        """The document, whose operation declares the variables."""
        operation, *others = self.document.definitions
        assert isinstance(operation, OperationDefinitionNode)
        declared = replace(operation, variable_definitions=tuple(self.declared))
        return DocumentNode(definitions=(declared, *others))


class _Sets(Visitor):
    def __init__(self, types: TypeInfo, change: Change) -> None:
        super().__init__()
        self._types = types
        self._change = change

    def leave_selection_set(self, node: SelectionSetNode, *_args: object) -> SelectionSetNode:
        parent = self._types.get_parent_type()
        assert parent is not None
        return _set(self._change(list(node.selections), parent))


def enriched(question: Question) -> None:
    """More fields of the types that are asked anyway, and a little of what hangs on them."""

    def change(selections: Selections, parent: GraphQLNamedType) -> Selections:
        there = {node.name.value for node in selections if isinstance(node, FieldNode)}
        return [*selections, *_more_fields(question, parent, 3, there)]

    question.change_selections(change)


def _more_fields(
    question: Question, parent: GraphQLNamedType, levels: int, there: Collection[str] = ()
) -> Selections:
    if not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) or parent.name == "Query":
        return []
    others = [name for name in parent.fields if name not in there]
    names = question.dice.sample(others, min(len(others), question.dice.randrange(5)))
    added: Selections = []
    for name in names:
        definition = parent.fields[name]
        kind = get_named_type(definition.type)
        below = [] if is_leaf_type(kind) else _more_fields(question, kind, levels - 1) if levels else []
        if is_leaf_type(kind) or below:
            node = FieldNode(name=named(name), selection_set=_set(below) if below else None)
            added.append(question.values.given(node, definition.args))
    return added


def aliased(question: Question) -> None:
    """Fields under other names; some a second time with other arguments."""

    def change(selections: Selections, parent: GraphQLNamedType) -> Selections:
        changed: Selections = []
        for node in selections:
            changed.append(node)
            if isinstance(node, FieldNode) and node.alias is None and question.happens(0.2):
                other = replace(node, alias=named(f"{node.name.value}_{question.dice.randrange(99)}"))
                arguments = getattr(parent, "fields", {}).get(node.name.value)
                if arguments is not None:
                    other = question.values.given(other, arguments.args)
                changed[-1:] = [other] if question.happens(0.5) else [other, node]
        return changed

    question.change_selections(change)


def exchanged(question: Question) -> None:
    """Two leaves, each under the name of the other."""

    def change(selections: Selections, _parent: GraphQLNamedType) -> Selections:
        leaves = [
            at
            for at, node in enumerate(selections)
            if isinstance(node, FieldNode) and node.alias is None and node.selection_set is None
        ]
        if len(leaves) < 2 or question.happens(0.5):
            return selections
        one, two = question.dice.sample(leaves, 2)
        first, second = (cast(FieldNode, selections[at]) for at in (one, two))
        selections[one] = replace(first, alias=second.name)
        selections[two] = replace(second, alias=first.name)
        return selections

    question.change_selections(change)


def repeated(question: Question) -> None:
    """The same field in two places of one selection, each with a share of what is asked below it."""

    def change(selections: Selections, _parent: GraphQLNamedType) -> Selections:
        for node in list(selections):
            if isinstance(node, FieldNode) and question.happens(0.25):
                one, two = _shared_out(question, node)
                selections[selections.index(node)] = one
                selections.insert(question.dice.randrange(len(selections) + 1), two)
        return selections

    question.change_selections(change)


def _shared_out(question: Question, node: FieldNode) -> tuple[FieldNode, FieldNode]:
    if node.selection_set is None:
        return node, node
    below = list(node.selection_set.selections)
    question.dice.shuffle(below)
    cut = question.dice.randrange(len(below)) + 1
    return replace(node, selection_set=_set(below[:cut])), replace(node, selection_set=_set(below[cut - 1 :]))


def in_inline_fragments(question: Question) -> None:
    """Runs of selections within `... on Type` or a bare `...`."""

    def change(selections: Selections, parent: GraphQLNamedType) -> Selections:
        if question.happens(0.6):
            return selections
        before, run, behind = _cut(question, selections)
        kind = question.dice.choice([None, *_conditions(question, run, parent)])
        condition = None if kind is None else NamedTypeNode(name=named(kind))
        node = InlineFragmentNode(type_condition=condition, directives=(), selection_set=_set(run))
        return [*before, node, *behind]

    question.change_selections(change)


def in_named_fragments(question: Question) -> None:
    """Runs of selections as fragments, spread once or twice, or at another place of the same type as well."""
    if len(question.document.definitions) > 1:  # done already; again, some would come to contain themselves
        return
    made: list[FragmentDefinitionNode] = []

    def change(selections: Selections, parent: GraphQLNamedType) -> Selections:
        known = [each for each in made if each.type_condition.name.value == parent.name]
        if known and question.happens(0.3):
            selections.insert(question.dice.randrange(len(selections)), _spread(question.dice.choice(known)))
        if question.happens(0.5):
            return selections
        before, run, behind = _cut(question, selections)
        kind = question.dice.choice(_conditions(question, run, parent))
        fragment = FragmentDefinitionNode(
            name=named(f"F{len(made)}"),
            type_condition=NamedTypeNode(name=named(kind)),
            variable_definitions=(),
            directives=(),
            selection_set=_set(run),
        )
        made.append(fragment)
        again = [_spread(fragment)] if question.happens(0.2) else []
        return [*before, _spread(fragment), *behind, *again]

    question.change_selections(change)
    question.document = DocumentNode(definitions=(*question.document.definitions, *made))


def _spread(fragment: FragmentDefinitionNode) -> FragmentSpreadNode:
    return FragmentSpreadNode(name=fragment.name, directives=())


def _cut(question: Question, selections: Selections) -> tuple[Selections, Selections, Selections]:
    """The selections in three runs, of which the middle one is never empty."""
    start = question.dice.randrange(len(selections))
    stop = question.dice.randrange(start, len(selections)) + 1
    return selections[:start], selections[start:stop], selections[stop:]


def _conditions(question: Question, run: Selections, parent: GraphQLNamedType) -> list[str]:
    """The type itself, and the interfaces on which the run can be asked as well."""
    fields = {node.name.value if isinstance(node, FieldNode) else "" for node in run}
    interfaces = parent.interfaces if isinstance(parent, GraphQLObjectType) else ()
    return [parent.name, *(each.name for each in interfaces if fields <= set(each.fields))]


def conditioned(question: Question) -> None:
    """`@include` and `@skip` on fields, spreads and inline fragments, with literals and with variables."""

    def change(selections: Selections, _parent: GraphQLNamedType) -> Selections:
        return [
            replace(cast(Any, node), directives=_directives(question))
            if not node.directives and question.happens(0.2)
            else node
            for node in selections
        ]

    question.change_selections(change)


def _directives(question: Question) -> tuple[DirectiveNode, ...]:
    names = question.dice.choice([["include"], ["skip"], ["include"], ["skip", "include"]])
    directives = []
    for name in names:
        argument = ArgumentNode(
            name=named("if"), value=BooleanValueNode(value=question.happens(0.7) == (name == "include"))
        )
        if question.happens(0.5):
            argument = _into_variable(question, argument, "Boolean!", has_default=False)
        directives.append(DirectiveNode(name=named(name), arguments=(argument,)))
    return tuple(directives)


def typenamed(question: Question) -> None:
    """`__typename` anywhere, under its own name or another; seldom a word of introspection at the top."""

    def change(selections: Selections, parent: GraphQLNamedType) -> Selections:
        if question.happens(0.4):
            alias = question.dice.choice([None, named("is"), named("typename")])
            node: SelectionNode = FieldNode(name=named("__typename"), alias=alias)
            selections.insert(question.dice.randrange(len(selections) + 1), node)
        if parent.name == "Query" and question.happens(0.05):
            asked = parse('{ __type(name: "Site") { name kind } __schema { queryType { name } } }')
            selections.extend(cast(OperationDefinitionNode, asked.definitions[0]).selection_set.selections)
        return selections

    question.change_selections(change)


def shuffled(question: Question) -> None:
    """The same selections in another order."""

    def change(selections: Selections, _parent: GraphQLNamedType) -> Selections:
        question.dice.shuffle(selections)
        return selections

    question.change_selections(change)


def with_variables(question: Question) -> None:
    """Arguments and fields of inputs by variables: with values, with defaults, with both, with neither."""
    types = TypeInfo(question.schema)
    question.document = visit(question.document, TypeInfoVisitor(types, _Givens(question, types)))


class _Givens(Visitor):
    def __init__(self, question: Question, types: TypeInfo) -> None:
        super().__init__()
        self._question = question
        self._types = types

    def leave_argument(self, node: ArgumentNode, *_args: object) -> ArgumentNode:
        argument = self._types.get_argument()
        if argument is None or self._types.get_directive() is not None:
            return node
        has_default = not is_required_argument(argument)
        return self._moved(node, str(argument.type), has_default=has_default, probability=0.4)

    def leave_object_field(self, node: ObjectFieldNode, *_args: object) -> ObjectFieldNode:
        kind = self._types.get_input_type()
        if kind is None:
            return node
        has_default = not isinstance(kind, GraphQLNonNull)
        return self._moved(node, str(kind), has_default=has_default, probability=0.15)

    def _moved(self, node: Given, kind: str, *, has_default: bool, probability: float) -> Given:
        if _has_variable(node.value) or not self._question.happens(probability):
            return node
        return _into_variable(self._question, node, kind, has_default=has_default)


def _into_variable(question: Question, node: Given, kind: str, *, has_default: bool) -> Given:
    """The same given by a variable; where it may be left out, the variable may have no value at all."""
    ways = ["value", "value", "default", "default and value"]
    if has_default and not kind.endswith("!"):
        ways.append("nothing")
    way = question.dice.choice(ways)
    default = None
    if way.startswith("default") and not isinstance(node.value, NullValueNode):
        default = cast(ConstValueNode, node.value)
    if default is not None and kind.endswith("!") and question.happens(0.5):
        kind = kind[:-1]  # with a default a variable that may be null fits as well
    variable = question.variable(kind, default)
    if way.endswith("value") or (way == "default" and default is None):
        null = not kind.endswith("!") and question.happens(0.1)
        question.variables[variable.name.value] = None if null else value_from_ast_untyped(node.value)
    return replace(node, value=variable)


def _has_variable(value: ValueNode) -> bool:
    found: list[VariableNode] = []
    visit(value, _Variables(found))
    return bool(found)


class _Variables(Visitor):
    def __init__(self, found: list[VariableNode]) -> None:
        super().__init__()
        self._found = found

    def enter_variable(self, node: VariableNode, *_args: object) -> None:
        self._found.append(node)


def _set(selections: Selections) -> SelectionSetNode:
    return SelectionSetNode(selections=tuple(selections))


DRESSINGS: tuple[Callable[[Question], None], ...] = (
    aliased,
    exchanged,
    repeated,
    in_inline_fragments,
    in_named_fragments,
    conditioned,
    typenamed,
    shuffled,
    with_variables,
)
