"""From the text of a document to an answer: parse and validate once, measure, execute.

What can be kept from one request to the next is a `Plan`; plans are cached by the document's text.
Execution goes to graphql-core directly, with Strawberry's own executor class, because
`Schema.execute_sync` would parse and validate again. The whole path is synchronous: who calls it from an
event loop does so in a thread.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

import strawberry
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
from graphql.execution.execute import assume_not_async_iterable, assume_not_awaitable
from graphql.validation import validate
from graphql.validation.validate import ValidationAbortedError
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from catalog.errors import BadRequestError, CatalogError, Message, TooCostlyError
from catalog.settings import Settings
from schema.guards import Limits, check, check_names, measure
from schema.limits import LONGEST_DOCUMENT
from schema.problems import RequestError, Stage

MAX_REPORTED_ERRORS = 20
"""Validation stops after this many errors, and so does the coercion of variables."""

BYTES_PER_CHARACTER = 400
"""Memory of a parsed document for each character of its text: the worst measured; 60 to 90 is usual."""

_RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


@dataclass(frozen=True, slots=True)
class Plan:
    """A document that parses, and what validation said about it (nothing, when it may run)."""

    document: DocumentNode
    errors: tuple[GraphQLError, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, found in its document, measured and within the limits; ready to be executed."""

    document: DocumentNode
    node: OperationDefinitionNode
    name: str | None
    variables: dict[str, Any]
    cost: int
    cost_limit: int

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
    """The plans last used, at most `capacity` bytes of memory (estimated); safe between threads."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._size = 0
        self._plans: OrderedDict[str, Plan] = OrderedDict()
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
            self._size += weight
            while self._size > self._capacity:
                oldest, _ = self._plans.popitem(last=False)
                self._size -= len(oldest) * BYTES_PER_CHARACTER

    def __len__(self) -> int:
        return len(self._plans)


class Executor:
    """Runs GraphQL operations on one Strawberry schema, within an operator's limits."""

    def __init__(self, schema: strawberry.Schema, settings: Settings) -> None:
        self.schema = schema
        self.plans = PlanCache(settings.plan_cache_bytes)
        self._core = schema._schema
        self._limits = Limits.of(settings)
        self._max_tokens = settings.max_tokens

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
        node = _operation(plan.document, operation_name)
        variables = variables or {}
        try:
            measured = measure(plan.document, node, variables, self._core)
        except CatalogError as error:
            raise RequestError(Stage.VALIDATION, [error]) from error
        operation = Operation(
            plan.document, node, operation_name, variables, measured.cost, self._limits.cost
        )
        try:
            check(measured, self._limits)
        except CatalogError as error:
            raise RequestError(Stage.VALIDATION, [error], operation.extensions) from error
        return operation

    def execute(self, operation: Operation, context: object) -> ExecutionResult:
        """Run a prepared operation to its end in this thread.

        Raises RequestError when the variables do not fit; errors of fields are in the result.
        """
        return self.walk(operation, context)

    def walk(self, operation: Operation, context: object) -> ExecutionResult:
        """The same by graphql-core, field by field."""
        executor = self.schema.execution_context_class.build(
            self._core,
            operation.document,
            context_value=context,
            raw_variable_values=operation.variables,
            operation_name=operation.name,
            max_coercion_errors=MAX_REPORTED_ERRORS,
            is_awaitable=assume_not_awaitable,
            is_async_iterable=assume_not_async_iterable,
        )
        if isinstance(executor, list):
            raise RequestError(Stage.VARIABLES, executor, operation.extensions)
        result = executor.execute_operation()
        if not isinstance(result, ExecutionResult):
            raise TypeError("a resolver is asynchronous or the result incremental")
        return result

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
