"""What is told beside a change: its key, problems that a person can put right, and flags that never block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import strawberry

from catalog.errors import Problem as Found
from schema.context import Info

Key = Annotated[
    str | None,
    strawberry.argument(
        description="A text of the client's own, up to 200 characters. A request that is sent again with the same "
        "key is answered as it was the first time, and does nothing twice."
    ),
]


@strawberry.type(description="Something that a person can put right, or should look at.")
class Problem:
    """Problem."""

    code: str = strawberry.field(description="Stable code, such as STALE_REVISION.")
    field: str | None = strawberry.field(description="The field of the input that it is about.")
    message: str = strawberry.field(description="What is wrong and what to do, in the asker's language.")


def shown_problems(info: Info, problems: Sequence[Found]) -> list[Problem]:
    """Problems in the asker's language."""
    language = info.context.language
    return [Problem(code=p.code, field=p.field, message=p.message.in_language(language)) for p in problems]
