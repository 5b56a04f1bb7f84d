"""The explorer's examples: documents that client applications really send, from the contract with them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from catalog.errors import Message

_FOLDER = Path(__file__).parent / "examples"

_TITLES = {
    "sites-in-view": ("SitesInView", Message("Các điểm trong khung bản đồ", "Sites in the map's view")),
    "nearest": ("Nearest", Message("Các điểm gần nhất", "The nearest sites")),
    "search": ("Search", Message("Tìm theo tên, có dấu hay không dấu", "Search, with or without marks")),
    "site": ("OneSite", Message("Mọi điều về một điểm", "Everything about one site")),
    "admin-units": (
        "AdminUnits",
        Message("Đơn vị hành chính vào một ngày", "Administrative units on a date"),
    ),
}


@dataclass(frozen=True, slots=True)
class Example:
    """One document with variables that fit it."""

    name: str
    title: Message
    query: str
    variables: dict[str, Any]

    def address(self, endpoint: str) -> str:
        """Where a plain link runs it: GET with everything in the query string."""
        variables = json.dumps(self.variables, ensure_ascii=False, separators=(",", ":"))
        return f"{endpoint}?{urlencode({'query': self.query, 'variables': variables})}"


@cache
def examples() -> tuple[Example, ...]:
    """Every example, in the order in which they are best read."""
    variables = json.loads((_FOLDER / "variables.json").read_text(encoding="utf-8"))
    return tuple(
        Example(name, title, (_FOLDER / f"{name}.graphql").read_text(encoding="utf-8"), variables[operation])
        for name, (operation, title) in _TITLES.items()
    )
