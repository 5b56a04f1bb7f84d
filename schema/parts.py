"""Sites of lists as they were answered last: pages are made of parts that are ready.

A part is what one selection of a document says of one site, as JSON. It holds for as long as nothing has changed of what
was read for it (`catalog.stamps`), for the day and the language that it was asked in. What is read at work, or as known
at another time, is never kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import orjson
from strawberry.utils.str_converters import to_camel_case

from catalog.projection.fields import SITE_FIELDS
from catalog.projection.reader import Reader, Record
from catalog.snapshot import connection_of
from catalog.stamps import ALL_SITES, Footprint, since, sites
from schema.compiling import Run, Selection

_LOOKING_ELSEWHERE = {"dossier", "completeness"}
KEPT_FIELDS = frozenset(to_camel_case(name) for name in SITE_FIELDS if name not in _LOOKING_ELSEWHERE) | {
    "__typename",
    "id",
    "partOfAct",
}
"""Fields of sites that depend on nothing but what their statements name. All others depend on who asks, or on what was
read once for the whole operation."""
NOT_KEPT = frozenset({"AdminUnit.outline"})
"""Fields of other things of which the same is true."""

MEMORY_OF_ONE, MEMORY_OF_A_SCOPE = 600, 16
"""Bytes of a part beside its JSON, and of each scope; most parts share the set of these with all others."""

MOST_SETS = 1_000
"""Sets of scopes that are known, so as to be shared."""


@dataclass(slots=True)
class Part:
    """What a selection says of a site, and what that depends on: these scopes and the site's own."""

    json: bytes
    site: str
    scopes: frozenset[str]
    number: int
    """The newest change when it was made."""
    checked: int
    """The newest change with which it was known to hold."""

    @property
    def size(self) -> int:
        """Bytes of memory, estimated."""
        return MEMORY_OF_ONE + MEMORY_OF_A_SCOPE * len(self.scopes) + len(self.json)

    def holds(self, changed: Mapping[str, int]) -> bool:
        """Whether nothing that it depends on has changed since, going by the newest number of each scope."""
        depends_on = (ALL_SITES, self.site, *self.scopes)
        return all(changed.get(scope, 0) <= self.number for scope in depends_on)


class KeptParts:
    """The parts used last, at most `capacity` bytes of them (estimated); safe between threads."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._size = 0
        self._parts: OrderedDict[Hashable, Part] = OrderedDict()
        self._shared: dict[frozenset[str], frozenset[str]] = {}
        self._changed: dict[str, int] = {}
        self._seen = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._parts)

    def of(self, run: Run, selection: Selection, asked: Sequence[Any]) -> dict[int, Any]:
        """These sites as the selection has them, by revision: parts that hold, and new ones."""
        records: dict[int, Record] = {site.record.revision_id: site.record for site in asked}
        reader: Reader | None = asked[0].record.batch.reader if asked else None
        footprint = None if reader is None else reader.footprint
        if reader is None or footprint is None or not may_be_kept(selection, reader, records.values()):
            return {site.record.revision_id: selection.build(site, run) for site in asked}
        about = (run.plan.number, selection.number, reader.today, run.language, run.told(selection))
        kept = self._kept(reader, footprint, [(about, revision) for revision in records])
        ready: dict[int, Any] = {}
        footprint.scopes.update(*{part.scopes for part in kept.values()})
        for (_, revision), part in kept.items():
            footprint.scopes.add(part.site)
            ready[revision] = orjson.Fragment(part.json)
        missing = [site for site in asked if site.record.revision_id not in ready]
        if missing:
            made = self._make(run, selection, reader, missing)
            ready |= {revision: orjson.Fragment(part.json) for revision, part in made.items()}
            if footprint.is_timeless:
                self._keep({(about, revision): part for revision, part in made.items()})
        return ready

    def _kept(self, reader: Reader, footprint: Footprint, keys: Sequence[Hashable]) -> dict[Any, Part]:
        """The parts that hold in the reader's view of the catalogue."""
        with self._lock:
            if footprint.number > self._seen:
                self._changed |= since(connection_of(reader.session), self._seen)
                self._seen = footprint.number
            found = {}
            for key in keys:
                part = self._parts.get(key)
                if part is None or part.number > footprint.number:
                    continue
                if part.checked == self._seen or part.holds(self._changed):
                    part.checked = self._seen
                    found[key] = part
                    self._parts.move_to_end(key)
                else:
                    self._forget(key)
            return found

    def _make(
        self, run: Run, selection: Selection, reader: Reader, missing: Sequence[Any]
    ) -> dict[int, Part]:
        """New parts, from records that are read together and apart from all others, so that what they depend on is known."""
        footprint = reader.footprint
        assert footprint is not None  # noqa: S101 (narrows the type)
        records = [site.record for site in missing]
        batch = records[0].batch.anew(records, replace(reader))
        batch.read_values()
        with footprint.apart() as scopes:
            built = {
                record.revision_id: _written(selection.build(replace(site, record=record), run))
                for site, record in zip(missing, batch.records, strict=True)
            }
        batch.let_go()
        number, shared = footprint.number, self._one_of_each(frozenset(scopes))
        owns = sites(record.site_id for record in records)
        return {
            record.revision_id: Part(built[record.revision_id], own, shared, number, number)
            for record, own in zip(records, owns, strict=True)
        }

    def _one_of_each(self, scopes: frozenset[str]) -> frozenset[str]:
        """The same set for all that depend on the same."""
        if len(self._shared) > MOST_SETS:
            self._shared.clear()
        return self._shared.setdefault(scopes, scopes)

    def _keep(self, made: Mapping[Hashable, Part]) -> None:
        with self._lock:
            for key, part in made.items():
                self._forget(key)
                if part.size <= self._capacity // 8:
                    self._parts[key] = part
                    self._size += part.size
            while self._size > self._capacity:
                self._forget(next(iter(self._parts)))

    def _forget(self, key: Hashable) -> None:
        part = self._parts.pop(key, None)
        if part is not None:
            self._size -= part.size


def _written(value: dict[str, Any]) -> bytes:
    """As JSON, in no more memory than it needs: what orjson answers holds on to all that it was written in."""
    return memoryview(orjson.dumps(value)).tobytes()


def may_be_kept(selection: Selection, reader: Reader, records: Iterable[Record]) -> bool:
    """Whether what a selection says of these sites is of what is public now, and depends on nothing that is not known."""
    return (
        reader.known_at is None
        and selection.fields["Site"] <= KEPT_FIELDS
        and not any(
            f"{kind}.{name}" in NOT_KEPT for kind, names in selection.fields.items() for name in names
        )
        and not any(record.is_working for record in records)
    )
