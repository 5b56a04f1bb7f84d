"""PDF: how many pages, whether text lies in them, and nothing that runs by itself.

Pages are counted and read, never drawn: there is no renderer here that could be attacked.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PasswordType, PdfReader
from pypdf.errors import PyPdfError

from media.containers import refuse_polyglot, whole
from media.errors import MediaError, refused
from media.examined import Examined
from media.kinds import MediaType

MOST_BYTES = 400 << 20
MOST_PAGES = 20_000
PAGES_READ = 12
"""Pages that are looked at for text, spread over the whole."""
LEAST_LETTERS = 16
"""A page number or a stamp is no text layer."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_FAULTS = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError)
_MORE_FAULTS = (ArithmeticError, RecursionError, RuntimeError, AssertionError, EOFError)


def examine_document(path: Path) -> Examined:
    """The facts of a PDF. Raises MediaError."""
    if path.stat().st_size > MOST_BYTES:
        raise refused("TOO_MANY_BYTES", most=MOST_BYTES >> 20)
    with whole(path) as data:
        end = data.rfind(b"%%EOF")
        if end < 0:
            raise refused("TRUNCATED")
        refuse_polyglot(data, end + 5)
    try:
        return _examined(path)
    except MediaError:
        raise
    except MemoryError:
        raise refused("NO_MEMORY") from None
    except (*_FAULTS, *_MORE_FAULTS) as fault:
        raise refused("CORRUPT") from fault


def _examined(path: Path) -> Examined:
    with path.open("rb") as file:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise refused("ENCRYPTED")
        _refuse_programs(reader)
        if _claimed_pages(reader) > MOST_PAGES:
            raise refused("CORRUPT")
        pages = len(reader.pages)
        if not 1 <= pages <= MOST_PAGES:
            raise refused("CORRUPT")
        looked_at = sorted({pages * step // PAGES_READ for step in range(PAGES_READ)})
        with_text = sum(_has_text(reader, number) for number in looked_at)
        return Examined(
            media_type=MediaType.PDF,
            pages=pages,
            has_text_layer=2 * with_text > len(looked_at),
            has_private_metadata=_says_who(reader),
        )


def _has_text(reader: PdfReader, number: int) -> bool:
    text = reader.pages[number].extract_text()
    return sum(letter.isalnum() for letter in text) >= LEAST_LETTERS


def _claimed_pages(reader: PdfReader) -> int:
    """What the document says of itself, before its tree of pages is walked."""
    tree = _resolved(reader.root_object.get("/Pages"))
    count = _resolved(tree.get("/Count")) if isinstance(tree, dict) else 0
    return count if isinstance(count, int) else 0


def _says_who(reader: PdfReader) -> bool:
    return bool(reader.metadata) or "/Metadata" in reader.root_object


def _refuse_programs(reader: PdfReader) -> None:
    """Raise MediaError ACTIVE_CONTENT for scripts and launches that begin when the document is opened."""
    root = reader.root_object
    for action in _actions(root):
        if action.get("/S") in {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}:
            raise refused("ACTIVE_CONTENT")
    names = _resolved(root.get("/Names"))
    if isinstance(names, dict) and "/JavaScript" in names:
        raise refused("ACTIVE_CONTENT")


def _actions(root: Any) -> Iterator[dict[str, Any]]:
    opening, others = _resolved(root.get("/OpenAction")), _resolved(root.get("/AA"))
    found = [opening, *(others.values() if isinstance(others, dict) else [])]
    return (action for each in found if isinstance(action := _resolved(each), dict))


def _resolved(value: Any) -> Any:
    return value.get_object() if value is not None and hasattr(value, "get_object") else value
