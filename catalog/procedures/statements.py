"""What is stated of a procedure, and what a unit counts of it in a period: the input models."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from catalog.errors import Message, Problem, ProblemsError
from catalog.procedures.figures import Tally
from catalog.sites.statement import OptionalProse, Prose, Statement, refused
from catalog.text import fold, text_problem, tidy

MOST = 10_000_000
"""More files than one unit could receive: whoever sends such a number has joined two columns."""

_NATIONAL = re.compile(r"\d\.\d{6}", re.ASCII)
_LOCAL = re.compile(r"(\d\.\d{6})\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}", re.ASCII)

BAD_CODE = Message(
    "Mã thủ tục quốc gia có dạng 1.013124: một chữ số, dấu chấm, sáu chữ số. Trong Excel hãy định dạng cột là Văn bản (Text), "
    "nếu không số 0 ở cuối bị mất.",
    "The national code of a procedure looks like 1.013124: one digit, a point, six digits. In Excel format the column as "
    "Text, or a zero at its end is lost.",
)


def read_code(text: str) -> str | None:
    """The national code in a code as provinces' portals write it ("1.001612.000.00.00.H48" too), or None.

    A code is never completed by guessing.
    """
    local = _LOCAL.fullmatch(text)
    code = local[1] if local else text
    return code if _NATIONAL.fullmatch(code) else None


def _code(text: str) -> str:
    code = read_code(text)
    if code is None:
        raise refused(Problem("BAD_CODE", BAD_CODE))
    return code


Code = Annotated[str, AfterValidator(_code)]
Natural = Annotated[int, Field(ge=0, le=MOST)]


def _line(limit: int) -> BeforeValidator:
    """A line as long as procedures need: real names have more than 400 characters, where those of sites have 300."""

    def read(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        value = tidy(value)
        if problem := text_problem(value, max_length=limit):
            raise refused(problem)
        return value or None

    return BeforeValidator(read)


Name = Annotated[str, _line(1_000), Field(min_length=1)]
OptionalLine = Annotated[str | None, _line(500)]


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise ProblemsError(problems)


class ProcedureStatement(Statement):
    """One procedure during one interval of legal time. Raises `ProblemsError` for an interval without a day."""

    code: Code
    name: Name
    field: OptionalLine = None
    level: OptionalLine = None
    agency: OptionalProse = None
    time_limit: OptionalProse = None
    fee: OptionalProse = None
    decision: OptionalLine = None
    source: Prose
    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> ProcedureStatement:
        if self.valid_from and self.valid_to and self.valid_from >= self.valid_to:
            _refuse([Problem("END_BEFORE_START", END_BEFORE_START, "valid_to")])
        return self

    def search_text(self) -> str:
        """What a search looks in."""
        return fold(" ".join(filter(None, (self.code, self.name, self.field, self.agency))))


END_BEFORE_START = Message(
    "Ngày kết thúc phải sau ngày bắt đầu; ngày kết thúc là ngày đầu tiên không còn tính.",
    "The end comes after the start; it is the first day that no longer belongs.",
)


class CountStatement(Statement):
    """What one unit counted in one period, of one procedure or of all (`procedure_code` None).

    No more files can be digitised or reused than were received, nor have an electronic result than were resolved.
    That more are resolved than received is usual: they came in earlier. Raises `ProblemsError`.
    """

    procedure_code: Code | None = None
    unit_id: int
    period_from: date
    period_to: date
    received: Natural
    digitised_components: Natural
    reused: Natural
    resolved: Natural
    electronic_results: Natural
    source: Prose

    @model_validator(mode="after")
    def _holds_together(self) -> CountStatement:
        problems = []
        if self.period_from >= self.period_to:
            problems.append(Problem("END_BEFORE_START", END_BEFORE_START, "period_to"))
        for part, whole in PARTS.items():
            few, many = getattr(self, part), getattr(self, whole)
            if few > many:
                message = Message(
                    f"`{part}` là {few}, lớn hơn `{whole}` là {many}.",
                    f"`{part}` is {few}, more than `{whole}`, which is {many}.",
                )
                problems.append(Problem("MORE_THAN_WHOLE", message, part))
        _refuse(problems)
        return self


PARTS = {"digitised_components": "received", "reused": "received", "electronic_results": "resolved"}
"""Which number cannot exceed which."""

NUMBERS = tuple(Tally.__dataclass_fields__)
"""The columns of the five numbers."""
