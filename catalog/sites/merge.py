"""Two people at once: what one wants to change, brought into what the other has changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.errors import Message, Problem, ProblemsError
from catalog.sites.content import Text
from catalog.sites.facets import Facets, text_facet, text_of_facet


def merge(base: Facets, present: Facets, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The present facets with the wanted ones; `base` is what the writer had before him.

    A facet that nobody else has changed since `base` takes the wanted value, one that already has it stays.
    Raises `ProblemsError` with one STALE_REVISION for each facet that somebody else changed to another value:
    then nothing is taken. A wanted value of None removes the facet.
    """
    conflicts = [
        Problem("STALE_REVISION", _STALE, name)
        for name, value in sorted(wanted.items())
        if present.get(name) != base.get(name) and not _same(present.get(name), value)
    ]
    if conflicts:
        raise ProblemsError(conflicts)
    merged = dict(present)
    for name, value in wanted.items():
        if value is None:
            merged.pop(name, None)
        elif not _same(present.get(name), value):
            merged[name] = value
    return merged


_STALE = Message(
    "Người khác đã đổi mục này từ bản bạn đang sửa. Hãy xem bản mới nhất rồi sửa lại.",
    "Somebody else has changed this field since the version you edit. Please look at the newest version and edit again.",
)


def _same(present: Any, wanted: Any) -> bool:
    """Whether the wanted value is there already; texts are compared by what they say, not by staleness."""
    if not (_are_texts(present) and _are_texts(wanted)) or len(present) != len(wanted):
        return bool(present == wanted)
    return all(
        (old.text, old.origin) == (new.text, new.origin) and (old.is_reviewed or not new.is_reviewed)
        for old, new in zip(present, wanted, strict=True)
    )


def _are_texts(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(item, Text) for item in value)


def mark_stale(before: Facets, after: Mapping[str, Any], written: frozenset[str]) -> dict[str, Any]:
    """The facets with their translations marked: stale where the Vietnamese text changed, or went, and they did not.

    `written` are the facets that the writer gave: a translation among them is up to date again.
    """
    result = dict(after)
    for name, texts in after.items():
        found = text_of_facet(name)
        if found is None or found[1] == "vi":
            continue
        original = text_facet(found[0], "vi")
        if name in written:
            result[name] = _marked(texts, is_stale=None)
        elif name in before and _words(before.get(original)) != _words(after.get(original)):
            result[name] = _marked(texts, is_stale=True)
    return result


def _words(value: Any) -> list[str]:
    return [text.text for text in value or ()]


def _marked(texts: tuple[Text, ...], *, is_stale: bool | None) -> tuple[Text, ...]:
    return tuple(text.model_copy(update={"is_stale": is_stale}) for text in texts)
