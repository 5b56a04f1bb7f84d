"""Holding the compiled plan to what graphql-core's walk answers: data byte for byte, errors in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeAlias

import orjson
from graphql import ExecutionResult

from catalog.projection.reader import Reader
from catalog.settings import Settings
from catalog.stamps import Footprint
from schema.build import public_schema
from schema.context import Context
from schema.parts import KeptParts
from schema.plans import Executor, Operation
from schema.problems import RequestError, Stage, describe
from tests.catalogue import NOW, TODAY, Catalogue

LANGUAGE = "vi"
WIDE = Settings(max_aliases=500, max_depth=25, max_tokens=20_000, max_cost=1_000_000)
"""Limits that few generated documents go over; what they ask of a small catalogue is little all the same."""

_LATER = NOW + timedelta(hours=1)  # the same instant for both ways: answers may show it

Run: TypeAlias = Callable[[Operation, object], ExecutionResult]


@dataclass(frozen=True)
class Answered:
    """What a client gets: the data as JSON, and the errors as they are shown, sorted; and what it depends on."""

    data: bytes
    errors: tuple[bytes, ...]
    scopes: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass
class Tally:
    """What has been compared."""

    documents: int = 0
    with_data: int = 0
    with_errors: int = 0
    refused: int = 0
    """Documents that did not pass validation or the limits, so were not executed."""
    codes: Counter[str] = field(default_factory=Counter)

    def note(self, answered: Answered) -> None:
        """An executed document."""
        data = orjson.loads(answered.data)
        self.documents += 1
        self.with_data += data is not None and any(value is not None for value in data.values())
        self.with_errors += bool(answered.errors)
        self.codes.update({orjson.loads(error)["extensions"]["code"] for error in answered.errors})


@contextmanager
def surroundings(catalogue: Catalogue, language: str = LANGUAGE, today: date = TODAY) -> Iterator[Context]:
    """A context as the web layer makes it: whoever is not signed in has an answer that may be kept."""
    footprint = Footprint() if catalogue.viewer is None else None
    with catalogue.database.read(footprint) as session:
        yield Context(
            Reader(session, today, footprint=footprint),
            language,
            "",
            catalogue.viewer,
            database=catalogue.database,
            now=lambda: _LATER,
            room=catalogue.room,
        )


def answered(run: Run, operation: Operation, catalogue: Catalogue) -> Answered:
    """What a way of executing answers to an operation, in surroundings of its own."""
    with surroundings(catalogue) as context:
        try:
            result = run(operation, context)
        except RequestError as refusal:
            shown = [describe(error, refusal.stage, LANGUAGE) for error in refusal.errors]
            return Answered(b"null", _sorted(shown))
        shown = [describe(error, Stage.EXECUTION, LANGUAGE) for error in result.errors or ()]
        scopes = frozenset(context.footprint.scopes if context.footprint else ())
        return Answered(orjson.dumps(result.data), _sorted(shown), scopes)


def _sorted(errors: list[dict[str, Any]]) -> tuple[bytes, ...]:
    return tuple(sorted(orjson.dumps(error, option=orjson.OPT_SORT_KEYS) for error in errors))


class Judge:
    """Executes documents both ways and compares; the plan twice, for the second answer may be a kept one."""

    def __init__(self) -> None:
        self.executor = Executor(public_schema(), WIDE, KeptParts(16_777_216))
        self.tally = Tally()

    def compare(
        self, catalogue: Catalogue, text: str, name: str | None = None, /, **variables: Any
    ) -> Answered | None:
        """The answer, if both ways give the same; None for a document that may not be executed."""
        try:
            operation = self.executor.prepare(text, name, variables)
        except RequestError:
            self.tally.refused += 1
            return None
        walked = answered(self.executor.walk, operation, catalogue)
        failed = self.executor.walked["error"]
        for time in ("first", "second"):
            planned = answered(self.executor.execute, operation, catalogue)
            assert walked.errors or self.executor.walked["error"] == failed, f"The plan fails.\n{text}"
            assert walked.scopes <= planned.scopes, f"{walked.scopes - planned.scopes} {time}\n{text}"
            assert planned == walked, (
                f"The plan answers otherwise the {time} time.\n{text}\n{orjson.dumps(variables).decode()}\n"
                f"walk: {_told(walked)}\nplan: {_told(planned)}"
            )
        self.tally.note(walked)
        return walked


def _told(answer: Answered) -> str:
    errors = b"\n      ".join(answer.errors).decode()
    return f"{answer.data.decode()}\n      {errors}"
