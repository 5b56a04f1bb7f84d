"""A small schema with everything that a big one has, for tests of what lies around a schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated, Self

import strawberry
from strawberry import relay

from catalog.errors import ForbiddenError, Message, Problem, ProblemsError
from catalog.settings import Settings
from schema.plans import Executor


@dataclass
class Context:
    """What the resolvers of the small schema get; `events` records what happened to it."""

    language: str = "vi"
    events: list[str] = field(default_factory=list)


Info = strawberry.Info[Context, None]


@strawberry.enum
class Grade(Enum):
    NATIONAL = "national"
    PROVINCIAL = "provincial"


@strawberry.input
class Box:
    west: float
    east: float
    since: dt.date | None = None


@strawberry.type
class Name:
    text: str
    language: str


def _names() -> list[Name]:
    return [Name(text="Đồi A1", language="VI")]


@strawberry.type
class Site(relay.Node):
    slug: relay.NodeID[str]

    @classmethod
    def resolve_nodes(
        cls,
        *,
        info: strawberry.Info,  # noqa: ARG003 - the interface's own signature
        node_ids: Iterable[str],
        required: bool = False,  # noqa: ARG003
    ) -> list[Self]:
        return [cls(slug=each) for each in node_ids]

    @strawberry.field
    def name(self, language: str = "VI") -> Name:
        return Name(text=f"Đồi {self.slug}", language=language)

    @strawberry.field
    def opened(self) -> dt.date:
        return dt.date(1954, 5, 7)

    @strawberry.field
    def grade(self) -> Grade:
        return Grade.NATIONAL

    names: list[Name] = strawberry.field(resolver=_names, metadata={"list_size": 3})

    @strawberry.field
    def sources(self) -> list[Name]:
        return []

    @strawberry.field
    def kinds(self) -> list[str]:
        return ["SCENIC"]

    @strawberry.field
    def parts(self, first: int = 20) -> Sites:
        return Sites(total_count=0, edges=[])

    @strawberry.field
    def part(self) -> Site:
        return self

    @strawberry.field
    def secret(self) -> str | None:
        raise ForbiddenError(Message("Bạn không có quyền.", "You may not."))

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("SELECT password FROM person -- secrets in /var/lib")

    @strawberry.field
    def never(self) -> str:
        raise LookupError("a non-null field that fails")


@strawberry.type
class Edge:
    cursor: str
    node: Site


@strawberry.type
class Sites:
    total_count: int
    edges: list[Edge]


@strawberry.type
class Query:
    node: relay.Node | None = relay.node()

    @strawberry.field
    def site(self, slug: str) -> Site | None:
        return Site(slug=slug) if slug != "none" else None

    @strawberry.field
    def sites(self, first: int | None = None, last: int | None = None, box: Box | None = None) -> Sites:
        if box is not None and box.west > box.east:
            wrong = Message("Tây phải nhỏ hơn đông.", "West must be less than east.")
            raise ProblemsError([Problem("INVALID_BOX", wrong, "box.west")])
        return Sites(total_count=1, edges=[Edge(cursor="a", node=Site(slug="a1"))])

    @strawberry.field
    def language(self, info: Info) -> str:
        return info.context.language

    @strawberry.field
    def echo(self, text: Annotated[str, strawberry.argument(name="text")]) -> str:
        return text

    @strawberry.field
    def square(self, number: int = 2) -> int:
        return number * number

    @strawberry.field
    def by_id(self, id: relay.GlobalID) -> str:  # noqa: A002 - the argument's public name
        return id.node_id


@strawberry.type
class Mutation:
    @strawberry.mutation
    def rename(self, info: Info, slug: str) -> Site:
        info.context.events.append(f"renamed {slug}")
        return Site(slug=slug)


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self) -> AsyncGenerator[int, None]:
        yield 1


SCHEMA = strawberry.Schema(Query, Mutation, Subscription)


def executor(**settings: int) -> Executor:
    """An executor on the small schema; keywords are fields of `Settings`."""
    return Executor(SCHEMA, Settings.model_validate(settings))
