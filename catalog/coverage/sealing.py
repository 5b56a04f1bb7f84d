"""How a snapshot is sealed: canonical bytes, a seal for each part, and the SHA-256 of all. Pure.

The hash says whether anything differs, the seals (the first 12 hex digits of each part's own hash) say where.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

LARGEST = 256 << 20
"""Bytes of a document; a register of a hundred thousand entries takes less."""
SEAL_DIGITS = 12
OUTSIDE = ("sha256", "signature")
"""What the hash is not of."""
_NOT_IN_HEAD = (*OUTSIDE, "seals", "key", "countings")
_LISTED = ("entries", "undated", "groupings")


def canonical(document: Any) -> bytes:
    """JSON with sorted keys, in UTF-8, without spaces. Raises TypeError for what JSON cannot say."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def hashed_bytes(document: Mapping[str, Any]) -> bytes:
    """What is hashed and signed: everything but the hash and the signature themselves."""
    return canonical({name: value for name, value in document.items() if name not in OUTSIDE})


def sha256_of(document: Mapping[str, Any]) -> str:
    """The hash of a document."""
    return hashlib.sha256(hashed_bytes(document)).hexdigest()


def parts(document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The parts that have a seal of their own, by place; of a document of any shape, for it may be a broken one."""
    yield "head", {name: value for name, value in document.items() if name not in _NOT_IN_HEAD}
    for number, counting in enumerate(_list(document.get("countings"))):
        place = f"countings/{number}"
        if not isinstance(counting, dict):
            yield place, counting
            continue
        yield place, {name: value for name, value in counting.items() if name not in _LISTED}
        for name in ("entries", "undated"):
            yield from _keyed(f"{place}/{name}", counting.get(name))
        for inner, grouping in enumerate(_list(counting.get("groupings"))):
            whole = grouping if isinstance(grouping, dict) else {"": grouping}
            yield f"{place}/groupings/{inner}", {name: whole[name] for name in whole if name != "rows"}
            yield from _keyed(f"{place}/groupings/{inner}/rows", whole.get("rows"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _keyed(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    seen = set[str]()
    for number, part in enumerate(_list(value)):
        key = part.get("key") if isinstance(part, dict) else None
        name = f"{place}/{key}" if isinstance(key, str) else f"{place}/#{number}"
        yield name if name not in seen else f"{name}#{number}", part
        seen.add(name)


def seals_of(document: Mapping[str, Any]) -> dict[str, str]:
    """The seal of every part."""
    return {
        place: hashlib.sha256(canonical(part)).hexdigest()[:SEAL_DIGITS] for place, part in parts(document)
    }
