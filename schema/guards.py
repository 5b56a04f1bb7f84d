"""What one GraphQL operation may ask for, computed from its document before anything is executed.

A limiter that unfolds fragments is exponential: 24 fragments that each spread the next one twice keep a
server busy for a minute under 1,500 tokens. Here every fragment is measured once, so the work is linear in
the length of the document.

Every limit answers TOO_COSTLY, meaning "ask for less at once"; only a page size above `MAX_PAGE` is
BAD_REQUEST, as the contract with the client applications has it.

The cost counts objects that may have to be built:

- a field that answers an object costs 1, a leaf costs nothing;
- a list costs its length times what one item costs. The length is `first` or `last`, of the list's own
  field or of the connection it lies in; else the field's declared `list_size` (Strawberry
  `metadata={"list_size": 12}`); else `DEFAULT_LIST`;
- a field that costs more than what it answers (Strawberry `metadata={"cost": 6_000}`) costs that as well, a leaf too;
  and of a top-level field that declares `most` there are at most so many, under whatever names;
- `@skip` and `@include` are not looked at: what might be asked for is counted;
- in introspection `types` is as long as the schema has types, other lists count as `INTROSPECTION_LIST`.
  `ofType` is free in cost and depth: the chain ends where the type's own wrappers end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    Visitor,
    get_named_type,
    is_composite_type,
    is_leaf_type,
    is_list_type,
    is_object_type,
    visit,
)

from catalog.errors import BadRequestError, Message, TooCostlyError
from catalog.finding.pages import MAX_PAGE
from catalog.settings import Settings

DEFAULT_LIST = 50
"""Length counted for a list that neither the request nor the schema gives a size."""

INTROSPECTION_LIST = 4
"""Length counted for a list inside introspection, about the average of fields, arguments and values."""

MAX_SAME_NAME = 20
"""Most times that one selection set may hold the same response name."""

LARGEST_COST = 2**53 - 1
"""Costs are capped here, the largest integer that every JSON reader keeps exact."""

_DEEPEST_RECURSION = 200  # graphql-core's own limit for a validated document; far below Python's


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one operation may ask for; see `Settings` for each."""

    cost: int
    depth: int
    aliases: int
    root_repeats: int

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits an operator has set."""
        return cls(settings.max_cost, settings.max_depth, settings.max_aliases, settings.max_root_repeats)


@dataclass(frozen=True, slots=True)
class Measure:
    """What one operation asks for, with fragments unfolded.

    `depth` counts levels of fields, the leaf included; `root_repeats` is how often the most repeated
    top-level field is asked under different names; `page` the largest `first` or `last`; `sizes` names the variables
    that are one.
    """

    cost: int
    depth: int
    aliases: int
    root_repeats: int
    page: int
    sizes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A selection's share: `scaled` is what still has to be multiplied by the page size of the parent."""

    fixed: int = 0
    scaled: int = 0
    depth: int = 0
    aliases: int = 0

    def beside(self, other: _Part) -> _Part:
        return _Part(
            self.fixed + other.fixed,
            self.scaled + other.scaled,
            max(self.depth, other.depth),
            self.aliases + other.aliases,
        )

    def cost(self, page: int = DEFAULT_LIST) -> int:
        return self.fixed + self.scaled * page


_NOTHING = _Part()


def measure(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    schema: GraphQLSchema,
) -> Measure:
    """Measure `operation` of `document` in time linear to the document's length.

    `variables` are the raw values of the request. The document need not be valid: unknown fields count
    as objects. Raises BadRequestError for fragments that contain themselves, TooCostlyError for nesting
    beyond 200 levels.
    """
    walk = _Walk(document, operation, variables, schema)
    root = schema.get_root_type(operation.operation)
    part = walk.selection_set(operation.selection_set, root, 0)
    return Measure(
        cost=min(part.cost(), LARGEST_COST),
        depth=part.depth,
        aliases=min(part.aliases, LARGEST_COST),
        root_repeats=walk.root_repeats(operation.selection_set, root),
        page=walk.largest_page,
        sizes=tuple(sorted(walk.sizes)),
    )


def check_names(document: DocumentNode) -> None:
    """Raise TooCostlyError where one selection set asks for the same name more than `MAX_SAME_NAME` times.

    To be called before validation: comparing fields of the same name with each other is the one rule whose
    work grows with the square of the document.
    """
    visit(document, _SameNames())


class _SameNames(Visitor):
    def enter_selection_set(self, node: SelectionSetNode, *_args: object) -> None:
        names = Counter(
            (each.alias or each.name).value for each in node.selections if isinstance(each, FieldNode)
        )
        if any(count > MAX_SAME_NAME for count in names.values()):
            raise TooCostlyError(
                Message(
                    f"Một trường được hỏi lặp lại quá {MAX_SAME_NAME} lần ở cùng một chỗ.",
                    f"A field is asked for more than {MAX_SAME_NAME} times in the same place.",
                )
            )


def check(measured: Measure, limits: Limits) -> None:
    """Raise TooCostlyError for the first limit gone over, BadRequestError for a page above `MAX_PAGE`."""
    if measured.page > MAX_PAGE:
        raise BadRequestError(
            Message(
                f"Mỗi trang có nhiều nhất {MAX_PAGE} mục; `first` hoặc `last` không được lớn hơn.",
                f"A page holds at most {MAX_PAGE} items; `first` or `last` must not be larger.",
            )
        )
    for found, allowed, what_vi, what_en in (
        (measured.depth, limits.depth, "độ sâu các trường lồng nhau", "depth of nested fields"),
        (measured.aliases, limits.aliases, "số bí danh", "number of aliases"),
        (
            measured.root_repeats,
            limits.root_repeats,
            "số lần hỏi cùng một trường ở tầng trên cùng",
            "number of times the same top-level field is asked for",
        ),
        (measured.cost, limits.cost, "chi phí", "cost"),
    ):
        if found > allowed:
            raise TooCostlyError(
                Message(
                    f"Truy vấn vượt giới hạn: {what_vi} là {found}, nhiều nhất được {allowed}. "
                    "Xin chia thành nhiều truy vấn nhỏ hơn.",
                    f"The operation goes over a limit: its {what_en} is {found}, "
                    f"at most {allowed} is allowed. Please split it into smaller ones.",
                )
            )


class _Walk:
    """One measurement: fragments are measured once and remembered."""

    def __init__(
        self,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        schema: GraphQLSchema,
    ) -> None:
        self.schema = schema
        self.variables = variables
        self.fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self.variable_defaults = {
            node.variable.name.value: node.default_value for node in operation.variable_definitions or ()
        }
        self.known: dict[str, _Part] = {}
        self.open: set[str] = set()
        self.largest_page = 0
        self.sizes: set[str] = set()

    def selection_set(self, node: SelectionSetNode, parent: GraphQLNamedType | None, level: int) -> _Part:
        """The sum of a selection set's parts."""
        if level > _DEEPEST_RECURSION:
            raise TooCostlyError(
                Message("Truy vấn lồng nhau quá sâu.", "The operation is nested too deeply.")
            )
        total = _NOTHING
        for selection in node.selections:
            total = total.beside(self.selection(selection, parent, level + 1))
        return total

    def selection(self, node: SelectionNode, parent: GraphQLNamedType | None, level: int) -> _Part:
        """One field, inline fragment or fragment spread."""
        if isinstance(node, FieldNode):
            return self.field(node, parent, level)
        if isinstance(node, FragmentSpreadNode):
            return self.fragment(node.name.value, level)
        if not isinstance(node, InlineFragmentNode):
            raise TypeError(node.kind)
        if node.type_condition is not None:
            parent = self.schema.get_type(node.type_condition.name.value)
        return self.selection_set(node.selection_set, parent, level)

    def fragment(self, name: str, level: int) -> _Part:
        """A named fragment, measured at its first use."""
        if name in self.known:
            return self.known[name]
        if name in self.open:
            raise BadRequestError(
                Message(f"Đoạn (fragment) “{name}” chứa chính nó.", f"The fragment “{name}” contains itself.")
            )
        definition = self.fragments.get(name)
        if definition is None:
            return _NOTHING
        self.open.add(name)
        condition = self.schema.get_type(definition.type_condition.name.value)
        part = self.known[name] = self.selection_set(definition.selection_set, condition, level)
        self.open.discard(name)
        return part

    def field(self, node: FieldNode, parent: GraphQLNamedType | None, level: int) -> _Part:
        """A field with everything below it."""
        definition = self.definition(node, parent)
        result = get_named_type(definition.type) if definition else None
        children = self.selection_set(node.selection_set, result, level) if node.selection_set else _NOTHING
        alias = 1 if node.alias else 0
        if parent is not None and parent.name == "__Type" and node.name.value == "ofType":
            return _Part(0, 0, children.depth, alias + children.aliases)
        fixed, scaled = self.field_cost(node, parent, definition, children)
        return _Part(fixed, scaled, 1 + children.depth, alias + children.aliases)

    def field_cost(
        self,
        node: FieldNode,
        parent: GraphQLNamedType | None,
        definition: GraphQLField | None,
        children: _Part,
    ) -> tuple[int, int]:
        """The cost of a field: what is certain, and what the parent's page size multiplies."""
        if definition is None:
            return 1 + children.cost(), 0
        own = _declared(definition, "cost") or 0
        if is_leaf_type(get_named_type(definition.type)):
            return own, 0
        page = self.page(node, definition)
        if not _is_list(definition):
            return own + 1 + children.cost(DEFAULT_LIST if page is None else page), 0
        item = 1 + children.cost()
        size = self.declared_size(parent, node, definition) if page is None else page
        return (own, item) if size is None else (own + size * item, 0)

    def definition(self, node: FieldNode, parent: GraphQLNamedType | None) -> GraphQLField | None:
        """The schema's field, or None where the document does not fit the schema."""
        return self.schema.get_field(parent, node.name.value) if is_composite_type(parent) else None

    def declared_size(
        self, parent: GraphQLNamedType | None, node: FieldNode, definition: GraphQLField
    ) -> int | None:
        """The length the schema itself gives a list, or None."""
        if parent is not None and parent.name.startswith("__"):
            return len(self.schema.type_map) if node.name.value == "types" else INTROSPECTION_LIST
        return _declared(definition, "list_size")

    def page(self, node: FieldNode, definition: GraphQLField) -> int | None:
        """The page size the request asks this field for: the larger of `first` and `last`, or None."""
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        sizes = []
        for name in ("first", "last"):
            if name in definition.args:
                asked = self.integer(given.get(name))
                if asked is None:
                    asked = whole(definition.args[name].default_value)
                else:
                    self.largest_page = max(self.largest_page, asked)
                if asked is not None:
                    sizes.append(max(asked, 0))
        return max(sizes, default=None)

    def integer(self, value: ValueNode | None) -> int | None:
        """The whole number that an argument's value stands for, or None."""
        if isinstance(value, VariableNode):
            name = value.name.value
            self.sizes.add(name)
            if name in self.variables:
                return whole(self.variables[name])
            value = self.variable_defaults.get(name)
        return int(value.value) if isinstance(value, IntValueNode) and len(value.value) < 20 else None

    def root_repeats(self, root: SelectionSetNode, parent: GraphQLNamedType | None) -> int:
        """How many different names the most repeated top-level field is asked under.

        Raises TooCostlyError for a field of which the schema allows fewer.
        """
        names = self.root_names(root)
        for name, asked in names.items():
            field = parent.fields.get(name) if is_object_type(parent) else None
            most = None if field is None else _declared(field, "most")
            if most is not None and len(asked) > most:
                raise TooCostlyError(
                    Message(
                        f"`{name}` được hỏi {len(asked)} lần trong một truy vấn, nhiều nhất được {most}.",
                        f"`{name}` is asked for {len(asked)} times in one operation, at most {most} is allowed.",
                    )
                )
        return max(map(len, names.values()), default=0)

    def root_names(self, root: SelectionSetNode) -> Mapping[str, set[str]]:
        """The names under which each top-level field is asked for."""
        names: defaultdict[str, set[str]] = defaultdict(set)
        seen: set[str] = set()
        waiting = [root]
        while waiting:
            for node in waiting.pop().selections:
                if isinstance(node, FieldNode):
                    names[node.name.value].add(node.alias.value if node.alias else node.name.value)
                elif isinstance(node, InlineFragmentNode):
                    waiting.append(node.selection_set)
                elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                    seen.add(node.name.value)
                    if node.name.value in self.fragments:
                        waiting.append(self.fragments[node.name.value].selection_set)
        return names


def _declared(definition: GraphQLField, name: str) -> int | None:
    """A number that the schema declares of a field, or None."""
    declaration = definition.extensions.get("strawberry-definition")
    value = getattr(declaration, "metadata", {}).get(name)
    return value if isinstance(value, int) else None


def _is_list(definition: GraphQLField) -> bool:
    type_ = definition.type
    return is_list_type(type_.of_type if isinstance(type_, GraphQLNonNull) else type_)


def whole(value: object) -> int | None:
    """A JSON number that GraphQL reads as an Int."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
