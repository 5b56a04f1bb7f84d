"""What resolvers get: one reader for the whole operation, and who asks in which language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import strawberry
from geopy.geocoders.base import Geocoder

from catalog.errors import BadRequestError, Message
from catalog.finding.gazetteer import open_gazetteer
from catalog.gazetteer.lookup import Gazetteer
from catalog.people import Viewer
from catalog.projection.reader import Reader


@dataclass
class Context:
    """The surroundings of one operation; its session is closed when the operation is over."""

    reader: Reader
    language: str
    public_url: str
    viewer: Viewer | None = None
    office: Geocoder | None = None

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Names and boundaries for `places` and `placeAt`, read at most once in an operation."""
        return open_gazetteer(self.reader, self.office)

    def page_url(self, slug: str) -> str:
        """The public page of a site: absolute under the public address, else a path."""
        return f"{self.public_url}/s/{slug}"


Info: TypeAlias = strawberry.Info[Context, None]


def refuse(vi: str, en: str) -> BadRequestError:
    """An argument that makes no sense."""
    return BadRequestError(Message(vi, en))
