"""Who asks."""

from __future__ import annotations

import strawberry

from schema.scalars import Role


@strawberry.type(name="Viewer", description="Whoever holds the bearer token of the request.")
class ViewerType:
    """The viewer."""

    name: str = strawberry.field(description="Name under which the token was issued.")
    roles: list[Role] = strawberry.field(description="What the person may be.")
