"""Sites of lists as they were answered last: pages are made of parts that are ready.

A part is what one selection of a document says of one site, as JSON. It holds for as long as nothing has changed of what
was read for it (`catalog.stamps`), for the day and the language that it was asked in. What is read at work, or as known
at another time, is never kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from sys import intern
from threading import Lock
from typing import Any

import orjson
from strawberry.utils.str_converters import to_camel_case

from catalog.projection.fields import SITE_FIELDS
from catalog.projection.reader import Reader, Record
from catalog.read_sessions import connection_of
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
_NOT_KEPT_OF = [(kind, name) for kind, name in (field.split(".") for field in NOT_KEPT)]

MEMORY_OF_ONE = 300
"""Bytes of a part beside its JSON; the set of its scopes is shared with most others."""

OF_REVISIONS = 48
"""Bits of a part's number that are the revision's; those before say what it is about."""

MOST_SETS = 1_000
"""Sets of scopes that are known, so as to be shared; as many of what parts are about."""


@dataclass(slots=True)
class Part:
    """What a selection says of a site, and what that depends on: these scopes and the site's own."""

    json: orjson.Fragment
    length: int
    """Of the JSON, in bytes."""
    site: str
    scopes: frozenset[str]
    number: int
    """The newest change with which it was known to hold."""
    is_used: bool = False
    """Whether it was asked for since room was made last."""

    @property
    def size(self) -> int:
        """Bytes of memory, estimated."""
        return MEMORY_OF_ONE + self.length

    def holds(self, changed: Mapping[str, int]) -> bool:
        """Whether nothing that it depends on has changed since, going by the newest number of each scope."""
        depends_on = (ALL_SITES, self.site, *self.scopes)
        return all(changed.get(scope, 0) <= self.number for scope in depends_on)


class KeptParts:
    """Parts that were used lately, at most `capacity` bytes of them (estimated); safe between threads.

    There are so many of them that they stand in a plain dictionary under numbers. When room is made, those go that were
    not used since the last time, the oldest first.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self.size = 0
        """Bytes that they take, estimated."""
        self.found = self.made = 0
        """How many were ready when they were asked for, and how many were not."""
        self._parts: dict[int, Part] = {}
        self._shared: dict[frozenset[str], frozenset[str]] = {}
        self._numbers: OrderedDict[Hashable, int] = OrderedDict()
        self._unused = count()
        self._changed: dict[str, int] = {}
        self._seen = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._parts)

    def of(self, run: Run, selection: Selection, asked: Sequence[Any]) -> dict[int, Any]:
        """These sites as the selection has them, by revision: parts that hold, and new ones."""
        if not asked:
            return {}
        records: list[Record] = [site.record for site in asked]
        reader = records[0].batch.reader
        footprint = reader.footprint
        if footprint is None or not may_be_kept(selection, reader, records):
            return {site.record.revision_id: selection.build(site, run) for site in asked}
        about = self._number_of(
            (run.plan.number, selection.number, reader.today, run.language, run.told(selection))
        )
        kept = self._kept(reader, footprint, about, [record.revision_id for record in records])
        footprint.scopes.update(*{part.scopes for part in kept.values()})
        footprint.scopes.update([part.site for part in kept.values()])
        self.found += len(kept)
        missing = [site for site in asked if site.record.revision_id not in kept]
        if missing:
            made = self._make(run, selection, reader, missing)
            if footprint.is_timeless:
                self._keep(about, made)
            kept |= made
        return {revision: part.json for revision, part in kept.items()}

    def _number_of(self, about: Hashable) -> int:
        """A number for what parts are about, which is compared faster; with another one the same parts are made anew."""
        with self._lock:
            number = self._numbers.get(about)
            if number is None:
                number = self._numbers[about] = next(self._unused)
                if len(self._numbers) > MOST_SETS:
                    self._numbers.popitem(last=False)
            else:
                self._numbers.move_to_end(about)
        return number

    def _kept(
        self, reader: Reader, footprint: Footprint, about: int, revisions: Sequence[int]
    ) -> dict[int, Part]:
        """The parts that hold in the reader's view of the catalogue."""
        found = {}
        with self._lock:
            if footprint.number > self._seen:
                self._changed |= since(connection_of(reader.session), self._seen)
                self._seen = footprint.number
            seen, is_newest, parts = self._seen, footprint.number == self._seen, self._parts
            for revision in revisions:
                key = about << OF_REVISIONS | revision
                part = parts.get(key)
                if part is None or not (is_newest or part.number <= footprint.number):
                    continue
                if part.number == seen or part.holds(self._changed):
                    part.number, part.is_used = seen, True
                    found[revision] = part
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
            built = [
                _written(selection.build(type(site)(record=record), run))
                for site, record in zip(missing, batch.records, strict=True)
            ]
        batch.let_go()
        number, shared = footprint.number, self._one_of_each(frozenset(scopes))
        owns = sites(record.site_id for record in records)
        return {
            record.revision_id: Part(orjson.Fragment(json), len(json), intern(own), shared, number)
            for record, json, own in zip(records, built, owns, strict=True)
        }

    def _one_of_each(self, scopes: frozenset[str]) -> frozenset[str]:
        """The same set for all that depend on the same."""
        if len(self._shared) > MOST_SETS:
            self._shared.clear()
        return self._shared.setdefault(scopes, scopes)

    def _keep(self, about: int, made: Mapping[int, Part]) -> None:
        with self._lock:
            self.made += len(made)
            for revision, part in made.items():
                key = about << OF_REVISIONS | revision
                self._forget(key)
                if part.size <= self._capacity // 8:
                    self._parts[key] = part
                    self.size += part.size
            if self.size > self._capacity:
                self._make_room()

    def _make_room(self) -> None:
        """For an eighth of all, so that it is seldom done."""
        while self.size > self._capacity * 7 // 8:
            for key, part in list(self._parts.items()):
                if not part.is_used:
                    self._forget(key)
                    if self.size <= self._capacity * 7 // 8:
                        break
                part.is_used = False

    def _forget(self, key: int) -> None:
        part = self._parts.pop(key, None)
        if part is not None:
            self.size -= part.size


def _written(value: dict[str, Any]) -> bytes:
    """As JSON, in no more memory than it needs: what orjson answers holds on to all that it was written in."""
    return memoryview(orjson.dumps(value)).tobytes()


def may_be_kept(selection: Selection, reader: Reader, records: Iterable[Record]) -> bool:
    """Whether what a selection says of these sites is of what is public now, and depends on nothing that is not known."""
    fields = selection.fields
    return (
        reader.known_at is None
        and fields["Site"] <= KEPT_FIELDS
        and not any(name in fields.get(kind, ()) for kind, name in _NOT_KEPT_OF)
        and not [record for record in records if record.read is not None and record.is_working]
    )
