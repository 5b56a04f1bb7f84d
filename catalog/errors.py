"""Errors a person can act on: each has a code, a Vietnamese and an English message.

Every message of the product is a `Message`; who shows it chooses the language.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in the two languages of the product."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        """The English text for "en" and its variants, the Vietnamese for anything else."""
        return self.en if language.lower().startswith("en") else self.vi

    def __str__(self) -> str:
        return f"{self.vi} / {self.en}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person can put right: a stable code, the field it is about, the sentence.

    `field` is the path within the input (`location.latitude`) or, in an import, the column's name.
    """

    code: str
    message: Message
    field: str | None = None


class CatalogError(Exception):
    """Base of all errors the core raises on purpose. `code` is what GraphQL shows as `extensions.code`."""

    code = "BAD_REQUEST"

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class BadRequestError(CatalogError):
    """The request cannot be understood or goes over a limit."""


class NotFoundError(CatalogError):
    """There is no such thing, or none that the asker may see."""

    code = "NOT_FOUND"


class ForbiddenError(CatalogError):
    """The asker is known and may not do this."""

    code = "FORBIDDEN"


class UnauthenticatedError(CatalogError):
    """The credentials are missing where needed, unknown, or expired."""

    code = "UNAUTHENTICATED"


class TooCostlyError(CatalogError):
    """The document asks for more than one request may cost."""

    code = "TOO_COSTLY"


class RateLimitedError(CatalogError):
    """Too many tries; `retry_after` is in how many seconds the next one is looked at."""

    code = "RATE_LIMITED"

    def __init__(self, message: Message, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass
class ProblemsError(Exception):
    """An input that a person can correct: everything wrong with it, at once."""

    problems: list[Problem] = field(default_factory=list)

    def __str__(self) -> str:
        return "; ".join(f"{p.field or '-'}: {p.message}" for p in self.problems)
