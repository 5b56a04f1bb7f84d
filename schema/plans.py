"""From the text of a document to an answer: parse and validate once, measure, execute.

What can be kept from one request to the next is a `Plan`; plans are cached by the document's text.
Execution goes to graphql-core directly, with Strawberry's own executor class, because
`Schema.execute_sync` would parse and validate again. The whole path is synchronous: who calls it from an
event loop does so in a thread.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple

import strawberry
import structlog
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    Visitor,
    parse,
    specified_rules,
    visit,
)
from graphql import Executor as Walker
from graphql.execution.execute import assume_not_async_iterable, assume_not_awaitable
from graphql.execution.values import VariableValues, get_variable_values
from graphql.validation import validate
from graphql.validation.validate import ValidationAbortedError
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule
from strawberry.types.info import Info

from catalog.errors import BadRequestError, CatalogError, Message, TooCostlyError
from catalog.settings import Settings
from schema.compiling import Compiled, UnknownError, compile_operation, directive_variables
from schema.guards import Limits, Measure, check, check_names, measure, whole
from schema.limits import LONGEST_DOCUMENT
from schema.parts import KeptParts
from schema.problems import RequestError, Stage
from schema.variables import Variable, coerced, variables_of

MAX_REPORTED_ERRORS = 20
"""Validation stops after this many errors, and so does the coercion of variables."""

BYTES_PER_CHARACTER = 400
"""Memory of a parsed document for each character of its text: the worst measured; 60 to 90 is usual."""

BYTES_PER_WRITTEN_CHARACTER = 30
"""Memory of a compiled plan for each character of its source: the worst measured, of a small one; 9 to 20 is usual."""

MOST_PLANS = 16
"""Plans kept of one operation, one for each set of values of its directives' variables; as many costs."""

_NOT_GIVEN = object()

_log = structlog.get_logger("schema.plans")

_RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


@dataclass(frozen=True, slots=True)
class Plan:
    """A document that parses, and what validation said about it (nothing, when it may run)."""

    document: DocumentNode
    errors: tuple[GraphQLError, ...]
    known: dict[str | None, Known] = field(default_factory=dict)
    """What was found out of its operations, by the names that they were asked for by."""


@dataclass(slots=True)
class Known:
    """What was found out of an operation: what it costs, and how it is read."""

    node: OperationDefinitionNode
    sizes: tuple[str, ...] = ()
    """Variables that are sizes of pages; the cost depends on them alone."""
    measured: dict[tuple[object, ...], Measure] = field(default_factory=dict)
    variables: tuple[Variable, ...] | None = None
    """Its variables, once they were looked at; none where graphql-core has to be asked about them each time."""
    directives: tuple[str, ...] | None = None
    """Variables that `@skip` and `@include` look at."""
    compiled: dict[tuple[object, ...], Compiled | None] = field(default_factory=dict)
    """Plans by the values of these; None where only graphql-core can read it."""


class Operation(NamedTuple):
    """One operation, found in its document, measured and within the limits; ready to be executed."""

    text: str
    document: DocumentNode
    known: Known
    name: str | None
    variables: dict[str, Any]
    cost: int
    cost_limit: int

    @property
    def node(self) -> OperationDefinitionNode:
        """Its definition."""
        return self.known.node

    @property
    def is_mutation(self) -> bool:
        """Whether it changes something, so that GET must not run it."""
        return self.node.operation is OperationType.MUTATION

    @property
    def is_subscription(self) -> bool:
        """Whether it is answered again and again, which only a WebSocket can."""
        return self.node.operation is OperationType.SUBSCRIPTION

    @property
    def extensions(self) -> dict[str, Any]:
        """The `extensions` of every answer to this operation."""
        return {"cost": {"computed": self.cost, "limit": self.cost_limit}}


class PlanCache:
    """The plans last used, with what they were compiled to: at most `capacity` bytes of memory (estimated); safe between threads."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self.size = 0
        """Bytes of memory that they take, estimated."""
        self._plans: OrderedDict[str, Plan] = OrderedDict()
        self._weights: dict[str, int] = {}
        self._lock = Lock()

    def get(self, text: str) -> Plan | None:
        """The plan of this very text, or None."""
        with self._lock:
            if text in self._plans:
                self._plans.move_to_end(text)
            return self._plans.get(text)

    def put(self, text: str, plan: Plan) -> None:
        """Keep a plan; the ones unused for longest make room. One larger than the cache is not kept."""
        weight = len(text) * BYTES_PER_CHARACTER
        with self._lock:
            if text in self._plans or weight > self._capacity:
                return
            self._plans[text] = plan
            self._weights[text] = 0
            self._weigh(text, weight)

    def grow(self, text: str, written: int) -> None:
        """A plan of this text was compiled to so many characters: a short text may unfold into a long source."""
        with self._lock:
            if text in self._plans:
                self._weigh(text, written * BYTES_PER_WRITTEN_CHARACTER)

    def _weigh(self, text: str, more: int) -> None:
        self._weights[text] += more
        self.size += more
        while self.size > self._capacity:
            oldest, _ = self._plans.popitem(last=False)
            self.size -= self._weights.pop(oldest)

    def __len__(self) -> int:
        return len(self._plans)


class Executor:
    """Runs GraphQL operations on one Strawberry schema, within an operator's limits.

    `parts` are those of one database; only what is read for nobody in particular is taken from there.
    """

    def __init__(self, schema: strawberry.Schema, settings: Settings, parts: KeptParts | None = None) -> None:
        self.schema = schema
        self.parts = parts
        self.plans = PlanCache(settings.plan_cache_bytes)
        self._core = schema._schema
        self._limits = Limits.of(settings)
        self._max_tokens = settings.max_tokens
        self.walked: Counter[str] = Counter()
        """Reads that no plan answered, by the reason: no plan could be made, or a field has an error."""
        self.planned = 0
        """Reads that a plan answered."""

    def prepare(
        self, text: str, operation_name: str | None = None, variables: dict[str, Any] | None = None
    ) -> Operation:
        """Parse, validate, find the operation and measure it.

        Raises RequestError, with the cost in its extensions where it was already computed.
        """
        if len(text) > LONGEST_DOCUMENT:
            raise RequestError(Stage.SYNTAX, [_too_long(self._max_tokens)])
        plan = self.plans.get(text)
        if plan is None:
            plan = self._plan(text)
            self.plans.put(text, plan)
        if plan.errors:
            raise RequestError(Stage.VALIDATION, plan.errors)
        known = plan.known.get(operation_name)
        if known is None:
            known = plan.known[operation_name] = Known(_operation(plan.document, operation_name))
        variables = variables or {}
        measured = self._measure(plan.document, known, variables)
        operation = Operation(
            text, plan.document, known, operation_name, variables, measured.cost, self._limits.cost
        )
        try:
            check(measured, self._limits)
        except CatalogError as error:
            raise RequestError(Stage.VALIDATION, [error], operation.extensions) from error
        return operation

    def execute(self, operation: Operation, context: object) -> ExecutionResult:
        """Run a prepared operation to its end in this thread: by its plan, or else as `walk` does.

        The data may hold `orjson.Fragment`s. Raises RequestError when the variables do not fit; errors of fields are in
        the result.
        """
        if operation.node.operation is not OperationType.QUERY:
            return self.walk(operation, context)
        values = self._coerced(operation)
        plan = None if values is None else self._compiled(operation, values)
        if plan is None or values is None:
            self.walked["no plan"] += 1
            return self.walk(operation, context)
        info = Info(_raw_info=_Surroundings(context), _field=None)  # type: ignore[arg-type]
        parts = self.parts if getattr(context, "viewer", None) is None else None
        try:
            result = ExecutionResult(plan.run(values, operation.variables, info, parts), None)
        except Exception as error:  # noqa: BLE001 - graphql-core meets it again, and says where
            return self._walked_after(error, operation, context)
        self.planned += 1
        return result

    def _coerced(self, operation: Operation) -> VariableValues | None:
        """The operation's variables; None where they do not fit."""
        known, definitions = operation.known, operation.node.variable_definitions or ()
        if known.variables is None:
            known.variables = variables_of(self._core, definitions) or ()
        if len(known.variables) == len(definitions):
            values = coerced(known.variables, operation.variables)
            if values is not None:
                return values
        told = get_variable_values(self._core, definitions, operation.variables, MAX_REPORTED_ERRORS)
        return None if isinstance(told, list) else told

    def _walked_after(self, error: Exception, operation: Operation, context: object) -> ExecutionResult:
        """The answer with its errors; one without any is right as well, but its plan is not."""
        self.walked["error"] += 1
        result = self.walk(operation, context)
        if not result.errors:
            _log.error("plan_failed", exc_info=error)
        return result

    def walk(self, operation: Operation, context: object) -> ExecutionResult:
        """Run a prepared operation as graphql-core does, field by field. Raises like `execute`."""
        walker = self._walker(operation, context)
        if isinstance(walker, list):
            raise RequestError(Stage.VARIABLES, walker, operation.extensions)
        result = walker.execute_operation()
        if not isinstance(result, ExecutionResult):
            raise TypeError("a resolver is asynchronous or the result incremental")
        return result

    def _walker(self, operation: Operation, context: object) -> Walker[Any] | list[GraphQLError]:
        return self.schema.execution_context_class.build(
            self._core,
            operation.document,
            context_value=context,
            raw_variable_values=operation.variables,
            operation_name=operation.name,
            max_coercion_errors=MAX_REPORTED_ERRORS,
            is_awaitable=assume_not_awaitable,
            is_async_iterable=assume_not_async_iterable,
        )

    def _compiled(self, operation: Operation, values: VariableValues) -> Compiled | None:
        known = operation.known
        if known.directives is None or tuple(map(values.coerced.get, known.directives)) not in known.compiled:
            walker = self._walker(operation, None)
            if isinstance(walker, list):
                return None
            if known.directives is None:
                known.directives = directive_variables(walker)
            if len(known.compiled) >= MOST_PLANS:
                return None
            compiled = _compile(self.schema, walker)
            known.compiled[tuple(map(values.coerced.get, known.directives))] = compiled
            self.plans.grow(operation.text, 0 if compiled is None else compiled.size)
        return known.compiled[tuple(map(values.coerced.get, known.directives))]

    def _measure(self, document: DocumentNode, known: Known, variables: dict[str, Any]) -> Measure:
        """What an operation costs; reckoned once for each set of page sizes."""
        measured = known.measured.get(_sizes(known, variables))
        if measured is not None:
            return measured
        try:
            measured = measure(document, known.node, variables, self._core)
        except CatalogError as error:
            raise RequestError(Stage.VALIDATION, [error]) from error
        known.sizes = measured.sizes
        if len(known.measured) < MOST_PLANS:
            known.measured[_sizes(known, variables)] = measured
        return measured

    def _plan(self, text: str) -> Plan:
        try:
            document = parse(text, max_lexical_tokens=self._max_tokens, max_comments=self._max_tokens)
        except GraphQLSyntaxError as error:
            if error.message.endswith("Parsing aborted."):
                raise RequestError(Stage.SYNTAX, [_too_long(self._max_tokens)]) from error
            raise RequestError(Stage.SYNTAX, [error]) from error
        if "\\u" in text or "\x00" in text:
            visit(document, _NoNulls())
        try:
            check_names(document)
        except TooCostlyError as error:
            raise RequestError(Stage.VALIDATION, [error]) from error
        errors = validate(self._core, document, _RULES, max_errors=MAX_REPORTED_ERRORS)
        if any(isinstance(error, ValidationAbortedError) for error in errors[:1]):
            raise RequestError(Stage.VALIDATION, [_too_long(self._max_tokens)])
        return Plan(document, tuple(errors))


def _sizes(known: Known, variables: Mapping[str, Any]) -> tuple[object, ...]:
    """The sizes of pages that an operation's variables ask for; what is no number asks for none."""
    return tuple(whole(variables[name]) if name in variables else _NOT_GIVEN for name in known.sizes)


def _compile(schema: strawberry.Schema, walker: Walker[Any]) -> Compiled | None:
    try:
        return compile_operation(schema, walker)
    except (UnknownError, GraphQLError):
        return None


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """As much of graphql-core's own account of a field as our resolvers look at."""

    context: object


class _NoNulls(Visitor):
    """PostgreSQL cannot store the character U+0000, so no string may carry it in."""

    def enter_string_value(self, node: StringValueNode, *_args: object) -> None:
        if "\x00" in node.value:
            raise RequestError(
                Stage.SYNTAX,
                [
                    BadRequestError(
                        Message("Chuỗi ký tự không được chứa U+0000.", "A string must not contain U+0000.")
                    )
                ],
            )


def _too_long(max_tokens: int) -> TooCostlyError:
    return TooCostlyError(
        Message(
            f"Truy vấn quá dài hoặc lồng nhau quá sâu: nhiều nhất {max_tokens} từ tố (token).",
            f"The document is too long or nested too deeply: at most {max_tokens} tokens.",
        )
    )


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation a request means (GetOperation of the specification)."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if name is None and len(operations) == 1:
        return operations[0]
    if name is not None:
        for node in operations:
            if node.name is not None and node.name.value == name:
                return node
        wording = Message(
            "Không có thao tác nào mang tên trong `operationName`.", "No operation has that `operationName`."
        )
    elif operations:
        wording = Message(
            "Truy vấn có nhiều thao tác: xin nêu `operationName`.",
            "The document has several operations: please give `operationName`.",
        )
    else:
        wording = Message("Truy vấn không có thao tác nào.", "The document has no operation.")
    raise RequestError(Stage.VALIDATION, [BadRequestError(wording)])
