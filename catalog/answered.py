"""Requests that were answered already: a retry with the same key is answered as the first time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.errors import BadRequestError, Message
from catalog.tables import AnsweredRequest

LONGEST_KEY = 200


@dataclass(frozen=True)
class Request:
    """What is asked for, for recognising a retry: the verb with its input, and the client's key."""

    verb: str
    document: Any
    key: str | None = None

    def digest(self) -> str:
        """SHA-256 of verb and input."""
        options = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
        return hashlib.sha256(orjson.dumps([self.verb, self.document], option=options)).hexdigest()


def checked(key: str | None) -> str | None:
    """The key, if there is one. Raises `BadRequestError` for one that is blank, over-long or not printable."""
    if key is None:
        return None
    if not key.strip() or len(key) > LONGEST_KEY or not key.isprintable():
        raise BadRequestError(
            Message(
                f"`idempotencyKey` phải có từ 1 đến {LONGEST_KEY} ký tự in được.",
                f"`idempotencyKey` has 1 to {LONGEST_KEY} printable characters.",
            )
        )
    return key


def recall(session: Session, person_id: int, request: Request) -> Any | None:
    """How the request was answered before; None if it was not. Raises `BadRequestError` if the key was for another."""
    query = sa.select(AnsweredRequest.request_sha256, AnsweredRequest.outcome).where(  # type: ignore[call-overload]
        col(AnsweredRequest.person_id) == person_id, col(AnsweredRequest.key) == request.key
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    if found[0] != request.digest():
        raise BadRequestError(
            Message(
                "`idempotencyKey` này đã dùng cho một yêu cầu khác.",
                "This `idempotencyKey` was used for another request.",
            )
        )
    return orjson.loads(found[1])


def remember(session: Session, person_id: int, request: Request, outcome: Any, now: datetime) -> None:
    """Keep an answer under the request's key."""
    session.add(
        AnsweredRequest(
            person_id=person_id,
            key=request.key or "",
            request_sha256=request.digest(),
            outcome=orjson.dumps(outcome).decode(),
            recorded_at=now,
        )
    )
