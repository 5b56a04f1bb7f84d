"""The character NUL, which a text of PostgreSQL cannot hold (its documentation, 8.3), in whatever somebody asks for."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from catalog.errors import BadRequestError, Message


def tell_if_nul(context: sa.engine.ExceptionContext) -> Exception | None:
    """A statement that the database refused for a NUL in one of its values ends as `BadRequestError`.

    What is kept is looked at before (`text_problem`); what is only looked for is not, everywhere: there it says nothing
    that is kept, and nobody could foresee each place.
    """
    is_ours = isinstance(context.sqlalchemy_exception, sa.exc.DataError) and _has_nul(context.parameters)
    return BadRequestError(_NUL) if is_ours else None


def _has_nul(values: Any) -> bool:
    if isinstance(values, str):
        return "\0" in values
    if isinstance(values, dict):
        return any(map(_has_nul, values.values()))
    return isinstance(values, list | tuple) and any(map(_has_nul, values))


_NUL = Message("Văn bản chứa ký tự NUL (U+0000).", "A text holds the character NUL (U+0000).")
