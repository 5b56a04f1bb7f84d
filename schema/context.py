"""What resolvers get: one reader for the whole operation, and who asks in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import strawberry

from catalog.errors import BadRequestError, Message
from catalog.people import Viewer
from catalog.projection.reader import Reader


@dataclass
class Context:
    """The surroundings of one operation; its session is closed when the operation is over."""

    reader: Reader
    language: str
    public_url: str
    viewer: Viewer | None = None

    def page_url(self, slug: str) -> str:
        """The public page of a site: absolute under the public address, else a path."""
        return f"{self.public_url}/s/{slug}"


Info: TypeAlias = strawberry.Info[Context, None]


def refuse(vi: str, en: str) -> BadRequestError:
    """An argument that makes no sense."""
    return BadRequestError(Message(vi, en))
