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
from pathlib import Path
from threading import Lock
from typing import Any

import orjson
from strawberry.utils.str_converters import to_camel_case

from catalog.packed import Packed
from catalog.projection.fields import SITE_FIELDS
from catalog.projection.reader import Reader, Record
from catalog.read_sessions import connection_of
from catalog.scratch import PLACE_BITS, Scratch
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

OF_REVISIONS = 32
"""Bits of a part's number that are the revision's; the 32 before say what it is about."""
_PLACE = (1 << PLACE_BITS) - 1
"""Bits of what is known of a part that are its JSON's place; the 16 before say its edition."""

MOST_SETS = 1_000
"""Sets of scopes that are known, so as to be shared; as many of what parts are about."""
MOST_EDITIONS = 20_000
"""When there are more all parts are made anew, so that they need not be counted."""


@dataclass(slots=True, eq=False)
class Edition:
    """Parts that were made as of the same change, and depend on the same scopes beside their own sites."""

    number: int
    scopes: frozenset[str]
    holds: bool = True
    """Whether nothing has changed of these scopes since."""
    seen: int = -1
    """As of this change."""

    def look(self, changed: Mapping[str, int], seen: int) -> bool:
        """Whether it holds, by the newest number of each scope as of a change."""
        if self.seen != seen:
            self.holds = all(changed.get(name, 0) <= self.number for name in (ALL_SITES, *self.scopes))
            self.seen = seen
        return self.holds


class KeptParts:
    """Parts that were made last, in at most `capacity` bytes of a file in `folder`; safe between threads.

    There are so many of them that what is known of one is packed, in some 30 bytes where most of a catalogue was asked
    for; its JSON is in a `Scratch`. The oldest go first.
    """

    def __init__(self, capacity: int, folder: Path | None = None, spare: int = 0) -> None:
        self._bytes = Scratch(capacity, self._forget, folder, spare)
        self.found = self.made = 0
        """How many were ready when they were asked for, and how many were not."""
        self._parts = Packed()
        self._editions: list[Edition] = []
        self._newest: dict[frozenset[str], int] = {}
        """The places among these of the ones of the newest change."""
        self._numbers: OrderedDict[Hashable, int] = OrderedDict()
        self._unused = count()
        self._changed: dict[str, int] = {}
        self._seen = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._parts)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._bytes.size

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
        kept = self._kept(reader, footprint, about, records)
        self.found += len(kept)
        missing = [site for site in asked if site.record.revision_id not in kept]
        if missing:
            made, scopes = self._make(run, selection, reader, missing)
            if footprint.is_timeless:
                self._keep(about, made, footprint.number, scopes)
            kept |= {record.revision_id: orjson.Fragment(json) for record, json in made}
        return kept

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
        self, reader: Reader, footprint: Footprint, about: int, records: Sequence[Record]
    ) -> dict[int, Any]:
        """The parts that hold in the reader's view of the catalogue, by revision."""
        view, base, last = footprint.number, about << OF_REVISIONS, -1
        owns = list(sites([record.site_id for record in records]))
        revisions = [record.revision_id for record in records]
        places: dict[int, int] = {}
        seen = self._seen
        newer = since(connection_of(reader.session), seen) if view > seen else {}
        with self._lock:
            if view > self._seen:  # nobody has learnt it meanwhile
                self._changed |= newer
                self._seen = view
            changed, number, holds = self._changed, 0, False
            parts = self._parts.of([base | revision for revision in revisions])
            for revision, own, part in zip(revisions, owns, parts, strict=True):
                if not part:
                    continue
                if part >> PLACE_BITS != last:
                    last = part >> PLACE_BITS
                    edition = self._editions[last]
                    number, holds = edition.number, edition.look(changed, self._seen)
                    footprint.scopes |= edition.scopes
                if number > view:
                    continue
                if holds and changed.get(own, 0) <= number:
                    places[revision] = part & _PLACE
                else:
                    self._parts.drop(base | revision)
            read = self._bytes.read(places.values())
        footprint.scopes.update(owns)
        return dict(zip(places, map(orjson.Fragment, read), strict=True))

    def _make(
        self, run: Run, selection: Selection, reader: Reader, missing: Sequence[Any]
    ) -> tuple[list[tuple[Record, bytes]], frozenset[str]]:
        """New parts, and what they depend on beside their sites.

        They are made from records that are read together and apart from all others, so that this is known.
        """
        footprint = reader.footprint
        assert footprint is not None  # noqa: S101 (narrows the type)
        records = [site.record for site in missing]
        batch = records[0].batch.anew(records, replace(reader))
        batch.read_values()
        with footprint.apart() as scopes:
            built = [
                (record, orjson.dumps(selection.build(type(site)(record=record), run)))
                for site, record in zip(missing, batch.records, strict=True)
            ]
        batch.let_go()
        return built, frozenset(scopes)

    def _keep(
        self, about: int, made: Sequence[tuple[Record, bytes]], number: int, scopes: frozenset[str]
    ) -> None:
        with self._lock:
            self.made += len(made)
            edition = self._edition(number, scopes) << PLACE_BITS
            for record, json in made:
                key = about << OF_REVISIONS | record.revision_id
                place = self._bytes.put(key, json)
                if place is not None:
                    self._parts.put(key, edition | place)

    def _edition(self, number: int, scopes: frozenset[str]) -> int:
        """The place of such an edition, a new one where it is not among those of the newest change."""
        place = self._newest.get(scopes)
        if place is not None and self._editions[place].number == number:
            return place
        if len(self._editions) >= MOST_EDITIONS:
            self._parts.clear()
            self._editions.clear()
            self._newest.clear()
        if len(self._newest) >= MOST_SETS:
            self._newest.clear()
        self._editions.append(Edition(number, scopes))
        self._newest[scopes] = len(self._editions) - 1
        return len(self._editions) - 1

    def _forget(self, key: int, places: range) -> None:
        (part,) = self._parts.of([key])
        if part & _PLACE in places:
            self._parts.drop(key)


def may_be_kept(selection: Selection, reader: Reader, records: Iterable[Record]) -> bool:
    """Whether what a selection says of these sites is of what is public now, and depends on nothing that is not known."""
    fields = selection.fields
    return (
        reader.known_at is None
        and fields["Site"] <= KEPT_FIELDS
        and not any(name in fields.get(kind, ()) for kind, name in _NOT_KEPT_OF)
        and not [record for record in records if record.read is not None and record.is_working]
    )
