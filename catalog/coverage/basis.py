"""By what data an installation judges beside the rules: which kinds, dossier templates and rights there are, and the
checks themselves.

They are part of the product or of its tables, and change with a version of it. Figures say by which they were made,
so that nobody takes another version's figures for a fraud.
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from typing import Any

import orjson
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import ask
from catalog.dossiers.template import templates
from catalog.rights import RIGHTS
from catalog.tables import KindTerm

CHECKS_VERSION = 1
"""To be counted up with every change of the ladder's checks, or of what is counted, that lets other figures come out."""


def basis_of(session: Session) -> str:
    """SHA-256 of the canonical JSON of what this installation judges by."""
    kinds = ask(session, _kinds())
    names = tuple(kinds.keys())
    return _sha256(CHECKS_VERSION, names, tuple(map(tuple, kinds)))


@cache
def _kinds() -> Any:
    columns = [*KindTerm.__table__.columns]  # type: ignore[attr-defined]
    return sa.select(*columns).order_by(col(KindTerm.code))


@lru_cache(maxsize=4)  # asked for with every write
def _sha256(checks: int, names: tuple[str, ...], kinds: tuple[tuple[Any, ...], ...]) -> str:
    document = {
        "checks": checks,
        "kinds": [dict(zip(names, row, strict=True)) for row in kinds],
        "dossier": templates(),
        "rights": list(RIGHTS.values()),
    }
    text = orjson.dumps(document, default=_in_order, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


def _in_order(value: frozenset[Any]) -> list[Any]:
    """A set, which JSON does not have."""
    return sorted(value)
