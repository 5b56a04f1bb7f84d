"""The `source` cell of a table: several references, separated by semicolons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from catalog.sites.content import Source

_ADDRESS = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s…]*[^\s….,])", re.IGNORECASE)
_SEPARATOR = re.compile(r";(?:\s+|$)(?![^()]*\))")
"""A semicolon, unless it stands in parentheses."""

_FIELD_MARKS = {"coordinate": "location", "date": "designations", "sites.csv": ""}


def read_sources(cell: str | None, accessed_on: date | None, present: Sequence[Source]) -> tuple[Source, ...]:
    """The sources of a record with those of a cell added, each once.

    "coordinate: ..." is a source of the location. A reference that is a whole page address gets it as
    its `url`; one that is shortened or described stays a title only, because a guessed link helps nobody.
    """
    sources = list(present)
    known = {(source.field, source.title) for source in sources}
    for part in _SEPARATOR.split(cell or ""):
        field, title = _marked(part.strip())
        if title and (field, title) not in known:
            known.add((field, title))
            sources.append(Source(field=field, title=title, url=page_address(title), accessed_on=accessed_on))
    return tuple(sources)


def _marked(reference: str) -> tuple[str, str]:
    mark, colon, rest = reference.partition(": ")
    if colon and mark.lower() in _FIELD_MARKS:
        return _FIELD_MARKS[mark.lower()], rest.strip()
    return "", reference


def page_address(reference: str) -> str | None:
    """The page a reference names, if it names one whole and nothing else."""
    found = _ADDRESS.fullmatch(reference)
    return f"https://{found.group(1)}" if found and "..." not in reference else None
